import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@beket/node-kit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCommand } from "../../support/run-command.ts";
import { openTestCentral, type TestCentral } from "../central/support.ts";
import { inventedBin, ndjson, row } from "../organisations/support.ts";

const folder = mkdtempSync(join(tmpdir(), "beket-cli-base-"));
const path = (name: string): string => join(folder, name);
let one: TestCentral;
let central = "";
let stop: () => Promise<void> = () => Promise.resolve();
beforeAll(() => {
  one = openTestCentral();
  const server = serve({ fetch: (request, client) => one.central.fetch(request, client), hostname: "127.0.0.1", port: 0 });
  if (!server.ok) throw new Error(server.error.line);
  central = server.value.url;
  stop = server.value.stop;
});
afterAll(async () => {
  await stop();
  await one.close();
  rmSync(folder, { recursive: true });
});
const beket = (...args: readonly string[]) => runCommand(["organisations", ...args, "--central", central]);

it("[TB18] a file becomes the base of a running central; what is printed is counts and codes", async () => {
  writeFileSync(path("base.ndjson"), ndjson([...Array.from({ length: 30 }, (_, at) => row(at + 1)), { bin: "1", name: "ҚҰПИЯ" }]));
  const dry = await beket("import", path("base.ndjson"), "--dry-run");
  expect(dry).toMatchObject({ code: 0, stderr: "" });
  expect(dry.stdout).toContain("30 rows, 0 branches, 1 faulty");
  expect(dry.stdout).toContain("would be: 30 new");
  expect(one.stores.organisations.organisation(inventedBin(1))).toBeNull();
  const done = await beket("import", path("base.ndjson"), "--faults", path("faults.csv"));
  expect(done.code).toBe(0);
  expect(one.stores.organisations.organisation(inventedBin(1))).not.toBeNull();
  expect(readFileSync(path("faults.csv"), "utf8")).toContain("31,bin,invalid-bin");
  const shown = await beket("show");
  expect(shown).toMatchObject({ code: 0 });
  expect(shown.stdout).toContain("base.ndjson");
  expect(`${dry.stdout}${done.stdout}${shown.stdout}${readFileSync(path("faults.csv"), "utf8")}`).not.toContain("ҚҰПИЯ");
});

it("[TB18] a refused file, no file, no central and wrong use have an exit code each", async () => {
  writeFileSync(path("wrong.csv"), "a,b\n1,2\n");
  const refused = await beket("import", path("wrong.csv"));
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain("column-missing at line 1 (bin)");
  expect((await beket("import", path("absent.csv"))).code).toBe(2);
  expect((await runCommand(["organisations", "show", "--central", "http://127.0.0.1:1"])).code).toBe(2);
  expect((await beket("import")).code).toBe(3);
  expect((await beket("import", path("wrong.csv"), "--no-such")).code).toBe(3);
});
