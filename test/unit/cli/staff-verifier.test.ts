import { StaffRow } from "@beket/api";
import { verifyPin } from "@beket/node-kit";
import * as v from "valibot";
import { expect, it } from "vitest";
import { runCommand } from "../../support/run-command.ts";

const passphrase = "бір екі үш төрт";

it("[CL8] a passphrase from stdin becomes a verifier of the staff file, each time another", async () => {
  const [one, other] = [await runCommand(["staff", "verifier"], `${passphrase}\n`), await runCommand(["staff", "verifier"], passphrase)];
  expect([one.code, one.stderr, other.code]).toEqual([0, "", 0]);
  const verifier = one.stdout.trimEnd();
  expect(v.is(StaffRow, { staff: "watch-1", roles: ["watch"], verifier, status: "active" })).toBe(true);
  expect(other.stdout).not.toBe(one.stdout);
  expect([await verifyPin(passphrase, verifier), await verifyPin(`${passphrase}\n`, verifier)]).toEqual([true, false]);
});

it.each([
  ["too short", [], "seven77"],
  ["two lines", [], "first passphrase\nsecond passphrase\n"],
  ["longer than central takes", [], "x".repeat(201)],
  ["as an argument", [passphrase], passphrase],
])("[CL8] %s is refused and repeated nowhere", async (_, args, stdin) => {
  const done = await runCommand(["staff", "verifier", ...args], stdin);
  expect([done.code, done.stdout]).toEqual([3, ""]);
  expect(done.stderr).not.toContain(stdin.slice(0, 7));
});
