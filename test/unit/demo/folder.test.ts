import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NodeFile } from "@beket/api";
import { parsePlanFeatures } from "@beket/domain";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crewCodes } from "../../../demo/src/city/crews.ts";
import { layout } from "../../../demo/src/layout.ts";
import { folderState, readMarker } from "../../../demo/src/prepare/marker.ts";
import { sitesOf } from "../../../demo/src/prepare/write-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "beket-folder-"));
const at = layout(folder);
const prepare = () =>
  spawnSync(process.execPath, ["demo/src/prepare/main.ts", "--folder", folder, "--organisations=4", "--permits=20"], { encoding: "utf8" });
const lines = (path: string): readonly unknown[] =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the demo's data folder", () => {
  beforeAll(() => {
    expect(folderState(folder)).toBe("empty");
    expect(prepare()).toMatchObject({ status: 0 });
  }, 60_000);

  it("has nodes of a roadblock, the border and the crews, with what their duties need", () => {
    const node = (post: string) => v.parse(NodeFile, JSON.parse(readFileSync(at.edge(post).node, "utf8")));
    expect(node("rb-01")).toMatchObject({ duties: ["line"], place: null });
    expect(node("bp-01")).toMatchObject({ duties: ["line", "border"], place: "border" });
    expect(node("cr-01")).toMatchObject({ duties: ["crews"], scopes: { sites: { scope: expect.stringContaining("sites") } } });
    expect(node("rb-01").scopes.sites).toBeUndefined();
  });

  it("has a leader for each crew of the plan, and sites that a planner may import", () => {
    const planned = sitesOf(readMarker(folder));
    expect(planned.crews).toEqual(crewCodes);
    const leaders = lines(at.central.officers).flatMap((row) => {
      const parsed = v.safeParse(v.looseObject({ crew: v.string() }), row);
      return parsed.success ? [parsed.output.crew] : [];
    });
    expect(leaders).toEqual(crewCodes);
    const written = parsePlanFeatures(JSON.parse(readFileSync(at.central.sites, "utf8")), () => null);
    expect(written).toMatchObject({ faults: [] });
    expect(lines(at.central.staff).length).toBeGreaterThan(3);
  });

  it("is left as it is when it is ready, and one of another version is told in one line", () => {
    const before = readFileSync(at.marker, "utf8");
    expect(prepare()).toMatchObject({ status: 0, stdout: "data folder is ready\n" });
    expect(readFileSync(at.marker, "utf8")).toBe(before);
    for (const older of [before.replace("beket/demo/5", "beket/demo/4"), "{", ""]) {
      writeFileSync(at.marker, older);
      expect(folderState(folder)).toBe("older");
      const told = prepare();
      expect(told.status).toBe(2);
      expect(told.stderr).toMatch(/^prepare: .* was made by another version; move it away, or choose another folder with --data\n$/);
    }
  });
});
