import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { Hono } from "hono";
import { afterAll, describe, expect, it } from "vitest";
import { staticFiles } from "@beket/node-kit";
import { temporaryFolder } from "../../contract/stores/samples.ts";

const { folder, file, remove } = temporaryFolder();
mkdirSync(file("dist/assets"), { recursive: true });
mkdirSync(file("dist/.git"));
mkdirSync(file("secret"));
for (const [name, content] of [
  ["dist/index.html", "start page"],
  ["dist/sw.js", "worker"],
  ["dist/manifest.webmanifest", "{}"],
  ["dist/assets/app-Bx3k9_aQ.js", "app"],
  ["dist/assets/plain.js", "plain"],
  ["dist/.git/config", "hidden"],
  ["dist/.env", "hidden"],
  ["dist/strange.xyz", "<script>"],
  ["secret/keys.json", "secret"],
] as const) {
  writeFileSync(file(name), content);
}
symlinkSync(file("secret"), file("dist/link"));
afterAll(remove);

const app = new Hono();
app.use("/officer/*", staticFiles({ folder: `${folder}/dist`, mount: "/officer", fallback: "index.html" }));
app.use("/bare/*", staticFiles({ folder: `${folder}/dist`, mount: "/bare" }));
app.all("*", (c) => c.text("next handler", 404));
const get = async (path: string, headers: Record<string, string> = {}): Promise<readonly [number, string]> => {
  const response = await app.fetch(new Request(`http://edge.internal${path}`, { headers }));
  return [response.status, await response.text()];
};
const header = async (path: string, name: string): Promise<string | null> =>
  (await app.fetch(new Request(`http://edge.internal${path}`))).headers.get(name);

describe("static files", () => {
  it("[AH5] leads nowhere out of the folder", async () => {
    const paths = [
      "/officer/../secret/keys.json",
      "/officer/%2e%2e/secret/keys.json",
      "/officer/..%2fsecret%2fkeys.json",
      "/officer/assets/..%2f..%2f..%2fsecret/keys.json",
      "/officer/link/keys.json",
      "/officer/..%5csecret%5ckeys.json",
      "/officer/%00secret/keys.json",
      "/officer/%ff/keys.json",
      "/officer//etc/passwd.txt",
      "/officer/.git/config",
      "/officer/.env",
      "/officer/assets/%2e%2e/.env",
    ];
    for (const path of paths) expect([path, await get(path)]).toEqual([path, [404, "next handler"]]);
  });

  it("[AH6] keeps hashed files for ever and asks for the rest each time", async () => {
    const forEver = "public, max-age=31536000, immutable";
    expect(await header("/officer/assets/app-Bx3k9_aQ.js", "cache-control")).toBe(forEver);
    for (const path of [
      "/officer/",
      "/officer/index.html",
      "/officer/sw.js",
      "/officer/manifest.webmanifest",
      "/officer/assets/plain.js",
    ]) {
      expect([path, await header(path, "cache-control")]).toEqual([path, "no-cache"]);
    }
  });

  it("[AH6] answers 304 to a page that did not change", async () => {
    const tag = (await header("/officer/index.html", "etag")) ?? "";
    expect(await get("/officer/index.html", { "if-none-match": tag })).toEqual([304, ""]);
    expect(await get("/officer/index.html", { "if-none-match": 'W/"other"' })).toEqual([200, "start page"]);
  });

  it("[AH4] gives types from its own list and guesses none", async () => {
    expect(await header("/officer/assets/plain.js", "content-type")).toBe("text/javascript; charset=utf-8");
    expect(await header("/officer/manifest.webmanifest", "content-type")).toBe("application/manifest+json; charset=utf-8");
    expect(await header("/officer/strange.xyz", "content-type")).toBe("application/octet-stream");
  });

  it("[AH7] answers an unknown page by the start page, an unknown file not", async () => {
    expect(await get("/officer")).toEqual([200, "start page"]);
    expect(await get("/officer/stop/42")).toEqual([200, "start page"]);
    expect(await get("/officer/assets/gone-Bx3k9_aQ.js")).toEqual([404, "next handler"]);
    expect(await get("/bare/stop/42")).toEqual([404, "next handler"]);
    expect(await get("/officers/index.html")).toEqual([404, "next handler"]);
  });

  it("[AH7] leaves other methods to the next handler, and HEAD has no body", async () => {
    const send = (method: string): Promise<Response> =>
      Promise.resolve(app.fetch(new Request("http://edge.internal/officer/index.html", { method })));
    expect((await send("POST")).status).toBe(404);
    const head = await send("HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "10", ""]);
  });
});
