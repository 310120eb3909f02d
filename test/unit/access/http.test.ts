import { centralRoutes, portalRoutes, staffRoutes } from "@beket/api";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestCentral, origin, passphrase, problemOf, signers } from "../central/support.ts";
import { ask, challenge, enter, type One } from "./support.ts";

let one: One;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beket-app-"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>x</title>");
  one = openTestCentral({ authorityFolder: folder });
});
afterEach(async () => {
  await one.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("headers", () => {
  const policyOf = async (path: string): Promise<ReadonlyMap<string, string>> => {
    const policy = (await ask(one, path)).headers.get("content-security-policy") ?? "";
    return new Map(policy.split("; ").map((line) => [line.split(" ")[0] ?? "", line.split(" ").slice(1).join(" ")]));
  };

  it("[AX27] no inline script or style, no eval, no frame; the signer is for who signs: the portal and the authority", async () => {
    for (const path of ["/authority/", "/", "/api/v1/regime"]) {
      const policy = await policyOf(path);
      expect([policy.get("default-src"), policy.get("frame-ancestors"), policy.get("base-uri")], path).toEqual([
        "'none'",
        "'none'",
        "'none'",
      ]);
      expect([policy.get("script-src"), policy.get("style-src")]).toEqual(["'self'", "'self'"]);
    }
    for (const path of ["/centre/", "/citizen/"]) expect((await policyOf(path)).get("connect-src"), path).toBe("'self'");
    for (const path of ["/", "/authority/"])
      expect((await policyOf(path)).get("connect-src"), path).toBe("'self' wss://127.0.0.1:13579 ws://127.0.0.1:13579");
  });

  it("[AX27] behind TLS browsers come by TLS alone", async () => {
    expect((await ask(one, "/authority/")).headers.get("strict-transport-security")).toBe("max-age=31536000");
  });

  it("[AX29] personal answers are kept by nobody on the way", async () => {
    const { cookie } = await enter(one, signers.head);
    for (const path of [portalRoutes.session, staffRoutes.ways, staffRoutes.session])
      expect((await ask(one, path, { cookie })).headers.get("cache-control"), path).toBe("no-store");
    expect((await challenge(one)).response.headers.get("cache-control")).toBe("no-store");
  });
});

describe("other sites", () => {
  const body = { staff: "watch-1", passphrase };

  it("[AX28] what the browser calls cross-site or same-site is refused, with a cookie or without", async () => {
    const { cookie } = await enter(one, signers.head);
    for (const site of ["cross-site", "same-site"]) {
      const headers = { "sec-fetch-site": site };
      expect(await problemOf(await ask(one, portalRoutes.session, { cookie, headers }))).toBe("cross-site");
      expect(await problemOf(await ask(one, staffRoutes.session, { body, headers }))).toBe("cross-site");
    }
    expect((await ask(one, portalRoutes.session, { cookie, headers: { "sec-fetch-site": "same-origin" } })).status).toBe(200);
  });

  it("[AX28] nobody is signed in by another origin, nor by one that hides its name", async () => {
    for (const from of ["https://ruqsat.evil", "null", "https://ruqsat.example.evil", "https://ruqsat.example:8443", ""]) {
      expect((await ask(one, staffRoutes.session, { body, headers: { origin: from } })).status, from).toBe(403);
      expect((await ask(one, portalRoutes.challenge, { body: {}, headers: { origin: from } })).status, from).toBe(403);
    }
    expect((await ask(one, staffRoutes.session, { body, headers: { origin } })).status).toBe(201);
  });

  it("[AX28] a form's body is not read", async () => {
    const { cookie } = await enter(one, signers.head);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
      expect((await ask(one, centralRoutes.organisationCheck, { body, cookie, headers: { "content-type": type } })).status).toBe(415);
  });
});
