import { EnrolmentCode, staffRoutes } from "@beket/api";
import { serve } from "@beket/node-kit";
import { afterEach, beforeEach, expect, it } from "vitest";
import * as v from "valibot";
import { runCommand } from "../../support/run-command.ts";
import { openTestCentral } from "../central/support.ts";
import { ask, type One } from "./support.ts";

let one: One;
let url = "";
let stop: () => Promise<void>;
beforeEach(() => {
  one = openTestCentral({ isDemo: false });
  const server = serve({ fetch: one.central.fetch, hostname: "127.0.0.1", port: 0 });
  if (!server.ok) throw new Error(server.error.line);
  url = server.value.url;
  stop = server.value.stop;
});
afterEach(async () => {
  await stop();
  await one.close();
});

it("[AX33] a code for one person, good for a key", async () => {
  const done = await runCommand(["staff", "enrol", "administrator-1", "--central", url]);
  expect([done.code, done.stderr]).toEqual([0, ""]);
  const [, code = ""] =
    /^(([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}) {3}good once, until 2026-04-21T06:00:00\.000Z\n$/.exec(done.stdout) ?? [];
  expect((await ask(one, staffRoutes.enrolmentStart, { body: { staff: "administrator-1", code } })).status).toBe(201);
  const json = await runCommand(["staff", "enrol", "administrator-1", "--central", url, "--json"]);
  expect(v.parse(EnrolmentCode, JSON.parse(json.stdout)).staff).toBe("administrator-1");
});

it("[AX33] nobody of that name, no name, and no central are told apart", async () => {
  const unknown = await runCommand(["staff", "enrol", "nobody-1", "--central", url]);
  expect([unknown.code, unknown.stdout, unknown.stderr]).toEqual([
    1,
    "",
    "beket staff enrol: There is no such member of the staff (staff.unknown)\n",
  ]);
  expect((await runCommand(["staff", "enrol", "--central", url])).code).toBe(3);
  expect((await runCommand(["staff", "enrol", "watch-1", "--central", "ftp://x"])).code).toBe(2);
});
