import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readStartOptions } from "../../../cli/src/start/options.ts";
import { demoPrograms } from "../../../cli/src/start/programs.ts";

const folder = mkdtempSync(join(tmpdir(), "beket-programs-"));
mkdirSync(join(folder, "bridge"));
writeFileSync(join(folder, "bridge", "devices.json"), JSON.stringify({ devices: [{ device: "cam-lane-1", pushSecret: "ab" }] }));
afterAll(() => rmSync(folder, { recursive: true }));

const stepsOf = (...args: readonly string[]) => {
  const options = readStartOptions(args);
  if (!options.ok) throw new Error("bad options");
  return demoPrograms(options.value, folder, true).map((step) => step());
};

describe("the programs of the demo", () => {
  it("[CL7] come in an order in which each finds what it needs", () => {
    const names = stepsOf().map(({ name }) => name);
    expect(names).toEqual([
      ...["prepare", "authority", "central", "edge", "border", "crews", "bridge", "ncalayer", "camera"],
      ...["border-day", "crews-day", "seed", "day"],
    ]);
    expect(stepsOf("--no-day").map(({ name }) => name)).toEqual(names.filter((name) => !/day/.test(name)));
  });

  it("[CL7] get their own ports, apps and files", () => {
    const steps = stepsOf("--border-port=9001", "--crew-port=9002", "--portal-port=9003");
    const argsOf = (name: string): string => steps.find((step) => step.name === name)?.args.join(" ") ?? "";
    expect(argsOf("central")).toMatch(/--health=\S+health\.json .*--staff=\S+staff\.ndjson .*--centre=\S+centre/);
    expect(argsOf("central")).toMatch(/--evidence=\S+evidence\.json/);
    expect(argsOf("authority")).toMatch(/--port=8095$/);
    expect(argsOf("border")).toMatch(/bp-01.*--port=9001 --app=\S+officer --medic-app=\S+medic$/);
    expect(argsOf("crews")).toMatch(/cr-01.*--port=9002 --crew-app=\S+crew$/);
    expect(argsOf("border-day")).toContain("--part=border --edge-url=http://127.0.0.1:9001 --central-url=http://127.0.0.1:9003");
    expect(argsOf("crews-day")).toContain("--edge-url=http://127.0.0.1:9002");
  });

  it("[CL7] may end by themselves only where the rest goes on without them", () => {
    const ending = stepsOf().flatMap(({ name, mayEnd }) => (mayEnd === true ? [name] : []));
    expect(ending).toEqual(["camera", "border-day", "crews-day", "day"]);
  });
});
