import { createHash } from "node:crypto";
import { csrfHeader, organisationHeader, staffRoles, type StaffRole } from "@beket/api";
import { describe, expect, it } from "vitest";
import * as v from "valibot";
import { screenAt, screensOf } from "../../../pwa/src/authority/model/screen-list.ts";
import { createApi } from "../../../pwa/src/calls/api.ts";
import { challengeFault } from "../../../pwa/src/portal/access/challenge-check.ts";
import { createPortalAccess } from "../../../pwa/src/portal/access/portal-access.ts";

const digest = (bytes: Uint8Array): Promise<Uint8Array> => Promise.resolve(new Uint8Array(createHash("sha256").update(bytes).digest()));
const hex = (text: string): string => createHash("sha256").update(text).digest("hex");
const origin = "https://ruqsat.example";
const login = (change: Record<string, unknown> = {}): string =>
  JSON.stringify({ beket: "login/1", expiresAtMs: 1, nonce: "A".repeat(43), origin, purpose: "beket.portal", ...change });
const challengeOf = (document: string) => ({ document, sha256: hex(document), expiresAt: 1 });

describe("the authority's sections", () => {
  const screen = (id: string, ...roles: readonly StaffRole[]) => ({ id, roles });
  const all = [screen("organisations", "registrar"), screen("staff", "administrator"), screen("keys")];

  it("[AX30] a session sees the sections of its roles and those of everybody", () => {
    expect(screensOf(["registrar"], all).map(({ id }) => id)).toEqual(["organisations", "keys"]);
    expect(screensOf(["administrator", "registrar"], all).map(({ id }) => id)).toEqual(["organisations", "staff", "keys"]);
    for (const role of staffRoles) expect(screensOf([role], all).at(-1)?.id).toBe("keys");
  });

  it("[AX30] an address of another role's section opens the first of one's own", () => {
    expect(screenAt("#/staff", ["registrar"], all)?.id).toBe("organisations");
    expect(screenAt("#/keys", ["registrar"], all)?.id).toBe("keys");
    expect(screenAt("#/staff/somebody", ["administrator"], all)?.id).toBe("staff");
    expect(screenAt("", ["watch"], [screen("staff", "administrator")])).toBeNull();
  });
});

describe("what the portal's page lets be signed", () => {
  it("[AX31] a sign-in document for this address with central's own hash", async () => {
    expect(await challengeFault(challengeOf(login()), origin, digest)).toBeNull();
  });

  it.each([
    ["an application", JSON.stringify({ type: "beket/application/1", origin }), "not-a-login"],
    ["another purpose", login({ purpose: "bank.transfer" }), "not-a-login"],
    ["a member more", login({ amount: 5 }), "not-a-login"],
    ["another address", login({ origin: "https://ruqsat.evil" }), "other-origin"],
  ])("[AX31] not %s", async (_, document, fault) => {
    expect(await challengeFault(challengeOf(document), origin, digest)).toBe(fault);
  });

  it("[AX31] not another text than central named, and not where nothing can be hashed", async () => {
    expect(await challengeFault({ ...challengeOf(login()), sha256: "0".repeat(64) }, origin, digest)).toBe("hash-differs");
    expect(await challengeFault(challengeOf(login()), origin, () => null)).toBe("no-digest");
  });

  it("[AX31] NCALayer is not asked when the document is not one", async () => {
    let asked = 0;
    const access = createPortalAccess({
      fetch: async () => Response.json(challengeOf(login({ origin: "https://ruqsat.evil" })), { status: 201 }),
      language: () => "en",
      sign: async () => {
        asked += 1;
        return { kind: "signed", cms: "MIIB" };
      },
      digest,
      origin,
    });
    await access.signIn();
    expect([asked, access.entering.value]).toEqual([0, { kind: "not-asked", fault: "other-origin" }]);
  });
});

describe("calls in a session", () => {
  const session = {
    capacity: "employee",
    person: "СЫНАҚБАЕВ ТЕСТ",
    organisations: [
      { bin: "150140000101", name: "Нан-Сынақ ЖШС", headcount: 10, may: ["prepare"] },
      { bin: "150140000202", name: null, headcount: null, may: ["prepare", "sign"] },
    ],
    expiresAt: 1,
    csrf: "ab".repeat(32),
  };
  const central = () => {
    const sent: { readonly path: string; readonly method: string; readonly headers: Headers }[] = [];
    const answers: Response[] = [];
    const access = createPortalAccess({
      fetch: async (path, init) => {
        sent.push({ path, method: init.method ?? "", headers: new Headers(init.headers) });
        return answers.shift() ?? Response.json(session);
      },
      language: () => "en",
      sign: async () => ({ kind: "failed", failure: { code: "cancelled", detail: null } }),
      digest,
      origin,
    });
    return { access, sent, answers };
  };

  it("[AX32] the proof goes with what changes something, the organisation with everything", async () => {
    const { access, sent } = central();
    await access.start();
    access.choose("150140000202");
    expect([access.may("sign"), access.may("name-preparers")]).toEqual([true, false]);
    await access.api.call("/a", v.unknown());
    await access.api.call("/b", v.unknown(), { body: {} });
    await access.api.done("/c", { method: "DELETE" });
    expect(sent.slice(1).map(({ headers }) => headers.get(organisationHeader))).toEqual(Array(3).fill("150140000202"));
    expect(sent.slice(1).map(({ headers }) => headers.get(csrfHeader))).toEqual([null, session.csrf, session.csrf]);
    expect(sent[0]?.headers.get(csrfHeader)).toBeNull();
  });

  it("[AX32] a session that ended is said to have ended, and one that never was is not", async () => {
    const { access, answers } = central();
    const gone = () => Response.json({ type: "urn:x", title: "Sign in", status: 401, code: "portal.not-signed-in" }, { status: 401 });
    answers.push(gone());
    await access.start();
    expect(access.signed.value).toEqual({ kind: "out", ended: false });
    await access.start();
    expect(access.signed.value.kind).toBe("in");
    answers.push(gone());
    await access.api.call("/a", v.unknown());
    expect(access.signed.value).toEqual({ kind: "out", ended: true });
  });

  it("[AX32] an answer that did not come is not taken for a no", async () => {
    const api = createApi({
      fetch: () => Promise.reject(new TypeError("no network")),
      language: () => "en",
      headers: () => ({}),
      signedOutCode: "x",
      onSignedOut: () => {
        throw new Error("nobody said so");
      },
    });
    expect(await api.call("/a", v.unknown())).toEqual({ ok: false, error: { kind: "network" } });
  });
});
