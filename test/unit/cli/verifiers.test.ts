import { OfficerRow, StaffRow } from "@beket/api";
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

it("[CL8] a PIN from stdin becomes a verifier of the officers file", async () => {
  const done = await runCommand(["officer", "verifier"], "930417\n");
  expect([done.code, done.stderr]).toEqual([0, ""]);
  const pinVerifier = done.stdout.trimEnd();
  expect(v.is(OfficerRow, { officer: "rb-01-a", role: "officer", posts: ["rb-01"], pinVerifier, status: "active" })).toBe(true);
  expect([await verifyPin("930417", pinVerifier), await verifyPin("930418", pinVerifier)]).toEqual([true, false]);
});

it.each(["93041", "9304170000001", "93o417x"])("[CL8] a PIN that no post takes is refused and repeated nowhere", async (pin) => {
  const done = await runCommand(["officer", "verifier"], pin);
  expect([done.code, done.stdout]).toEqual([3, ""]);
  expect(done.stderr).not.toContain(pin);
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
