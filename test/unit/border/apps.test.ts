import { createLog, staticFiles } from "@beket/node-kit";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEdge } from "../../../edge/src/open-edge.ts";
import { openPost, type Post } from "../edge/support/post.ts";

const folder = mkdtempSync(join(tmpdir(), "beket-apps-"));
const build = (name: string): string => {
  const path = join(folder, name);
  mkdirSync(join(path, "assets"), { recursive: true });
  writeFileSync(join(path, "index.html"), `<title>${name}</title>`);
  writeFileSync(join(path, "assets", "main-abcdefgh.js"), `"${name}"`);
  return path;
};
let post: Post;
beforeAll(async () => {
  const appOf = (name: string) => staticFiles({ folder: build(name), mount: `/${name}`, fallback: "index.html" });
  post = await openPost({ fieldApps: { medic: appOf("medic"), crew: appOf("crew") } });
});
afterAll(async () => {
  await post.stop();
  rmSync(folder, { recursive: true, force: true });
});
const get = async (path: string) => {
  const response = await post.edge().fetch(new Request(`http://127.0.0.1:8090${path}`));
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe("field apps", () => {
  it.each(["medic", "crew"])("[BO27] serves the %s app below its folder, whatever page of it is asked for", async (name) => {
    for (const path of [`/${name}/`, `/${name}/index.html`, `/${name}/tests/42`]) {
      const page = await get(path);
      expect([page.status, page.text]).toEqual([200, `<title>${name}</title>`]);
      expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(page.headers.get("cache-control")).toBe("no-cache");
    }
    const script = await get(`/${name}/assets/main-abcdefgh.js`);
    expect([script.status, script.text]).toEqual([200, `"${name}"`]);
    expect(script.headers.get("cache-control")).toContain("immutable");
    const moved = await get(`/${name}`);
    expect([moved.status, moved.headers.get("location")]).toEqual([308, `/${name}/`]);
    expect((await get(`/${name}/assets/gone-abcdefgh.js`)).status).toBe(404);
    expect((await get(`/${name}/../package.json`)).status).toBe(404);
  });

  it("[BO27] names every app that was not built before it starts", () => {
    const clock = { now: () => 0, monotonic: () => 0, bootId: "0".repeat(16) };
    const nowhere = join(folder, "nowhere");
    const opened = openEdge(
      { node: join(folder, "no-node.json"), data: join(folder, "data"), app: null, medicApp: nowhere, crewApp: join(folder, "medic") },
      { clock, log: createLog(() => undefined, clock), version: "0.1.0" },
    );
    expect(opened.ok ? [] : opened.error).toContain(`medic app: ${nowhere} has no index.html; build it first`);
    expect(opened.ok ? [] : opened.error).toHaveLength(2);
  });
});
