import { afterEach, beforeEach, expect, it } from "vitest";
import type { OrganisationCheckReply } from "@beket/api";
import { answerOf, readApplicantId } from "../../../central/src/features/organisations/standing.ts";
import { inventedIin } from "../central/people.ts";
import { regime } from "../central/support.ts";
import { branchBin, dayMs, inventedBin, ndjson, openDesk, row, type TestDesk } from "./support.ts";

let one: TestDesk;
beforeEach(() => {
  one = openDesk();
});
afterEach(() => one.close());
const check = (number: string, self: string | null = null): OrganisationCheckReply => {
  const id = readApplicantId(number);
  if (id === null) throw new Error("no number");
  return one.desk.check(id, regime, self);
};

it("[TB10] a branch is answered with its head office, and is active only while the head office is", async () => {
  const head = row(1, { name: "Дән ЖШС" });
  const branch = row(2, { bin: branchBin(2), name: "Дән ЖШС филиалы", headBin: head.bin });
  const orphan = row(3, { bin: branchBin(3), headBin: inventedBin(99) });
  await one.importBytes(ndjson([head, branch, orphan]));
  expect(check(branch.bin)).toMatchObject({
    standing: "may-apply",
    name: "Дән ЖШС филиалы",
    headOffice: { bin: head.bin, name: "Дән ЖШС" },
  });
  expect(check(head.bin)).not.toHaveProperty("headOffice");
  expect(check(orphan.bin)).toMatchObject({ standing: "may-apply", headOffice: { bin: inventedBin(99), name: null } });
  expect(one.desk.one(head.bin, "reg-1").known).toMatchObject({ branches: 1 });
  await one.importBytes(ndjson([{ ...head, status: "liquidated" }, branch, orphan]));
  expect(check(branch.bin).standing).toBe("not-active");
  expect(one.base.organisation(branch.bin)).toMatchObject({ status: "liquidated", headOffice: { status: "liquidated" } });
});

it("[TB11] an organisation nobody knows may apply under an activity it claims, and is checked", () => {
  const reply = check(inventedBin(500));
  expect(reply).toMatchObject({ standing: "pending", name: null, ledgers: [] });
  expect(reply.claims?.map(({ rule, okedPrefix }) => [rule, okedPrefix])).toEqual([
    ["food", "10"],
    ["trade", "47"],
    ["health", "86"],
  ]);
});

it("[TB12] about an IIN nothing is looked up: known, closed or nobody, the bytes are the same", async () => {
  const [trader, closed, nobody] = [inventedIin(1), inventedIin(2), inventedIin(3)];
  await one.importBytes(ndjson([row(1, { bin: trader, oked: "47241", name: "ЖК Сынақ" }), row(2, { bin: closed, status: "liquidated" })]));
  const replies = [trader, closed, nobody].map((iin) => JSON.stringify(check(iin)));
  expect(new Set(replies).size).toBe(1);
  expect(JSON.parse(replies[0] ?? "")).toMatchObject({ standing: "sole-proprietor", name: null, ledgers: [] });
  expect(JSON.stringify(check(trader, nobody))).toBe(replies[0]);
  // Not looked up at all: so neither is there a time that tells.
  let asked = 0;
  const base = {
    organisation: () => {
      asked += 1;
      return null;
    },
    refusal: () => {
      asked += 1;
      return null;
    },
  };
  for (const iin of [trader, closed, nobody]) answerOf({ kind: "sole-proprietor", iin }, base, regime, null);
  expect(asked).toBe(0);
});

it("[TB12] the portal session of that very person is told everything", async () => {
  const [trader, nobody] = [inventedIin(1), inventedIin(3)];
  await one.importBytes(ndjson([row(1, { bin: trader, oked: "47241", name: "ЖК Сынақ" })]));
  expect(check(trader, trader)).toMatchObject({
    standing: "sole-proprietor",
    name: "ЖК Сынақ",
    ledgers: [{ ledger: "city", rule: "trade" }],
  });
  expect(check(nobody, nobody)).toMatchObject({ standing: "pending" });
});

/** Mann and Whitney's U as a normal deviate: whether times of one group tend to be longer. */
function deviate(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((time) => ({ time, first: true })), ...b.map((time) => ({ time, first: false }))].toSorted(
    (x, y) => x.time - y.time,
  );
  let rankSum = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to]?.time === all[from]?.time) to += 1;
    const rank = (from + to + 1) / 2;
    rankSum += rank * all.slice(from, to).filter(({ first }) => first).length;
    from = to;
  }
  const mean = (a.length * b.length) / 2;
  return (rankSum - (a.length * (a.length + 1)) / 2 - mean) / Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
}

it("[TB12] times over 2,000 questions do not tell a known person from nobody", async () => {
  const known = Array.from({ length: 40 }, (_, at) => inventedIin(at));
  const unknown = Array.from({ length: 40 }, (_, at) => inventedIin(1_000 + at));
  await one.importBytes(ndjson(known.map((bin) => row(1, { bin, oked: "47241" }))));
  const timeOf = (iin: string): number => {
    const from = performance.now();
    check(iin);
    return performance.now() - from;
  };
  for (let round = 0; round < 200; round += 1) timeOf(known[round % 40] ?? "");
  const times: { readonly known: number[]; readonly unknown: number[] } = { known: [], unknown: [] };
  // In turn, so that whatever else the machine does falls on both alike.
  for (let round = 0; round < 1_000; round += 1) {
    const kinds = round % 2 === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const);
    for (const kind of kinds) times[kind].push(timeOf((kind === "known" ? known : unknown)[round % 40] ?? ""));
  }
  expect(Math.abs(deviate(times.known, times.unknown))).toBeLessThan(4.5);
  // The same measure finds a look-up of one row: it is not blind.
  const slow = times.unknown.map((time) => time * 1.5);
  expect(Math.abs(deviate(times.known, slow))).toBeGreaterThan(4.5);
});

it("[TB15] an import that knows an organisation takes over from a registrar, and a live answer younger than it counts", async () => {
  const bin = inventedBin(7);
  one.pending.set(bin, { bin, name: "Жаңа", activity: "10711", since: 1, applications: 1 });
  one.desk.confirm({ bin, name: "Жаңа ЖШС", oked: "10711", okedSecondary: [], headcount: 5, ground: "хат № 7" }, "reg-1");
  expect(one.base.organisation(bin)).toMatchObject({ source: "registrar", headcount: 5 });
  await one.importBytes(ndjson([row(7, { headcount: 9 })]));
  expect(one.base.organisation(bin)).toMatchObject({ source: "tax", headcount: 9 });
  one.clock.at += dayMs;
  one.base.beside.keepLive(bin, { row: row(7, { headcount: 11 }), askedAt: one.clock.at });
  expect(one.base.organisation(bin)).toMatchObject({ source: "live", headcount: 11 });
  one.clock.at += dayMs;
  await one.importBytes(ndjson([row(7, { headcount: 12 })]));
  expect(one.base.organisation(bin)).toMatchObject({ source: "tax", headcount: 12 });
  one.base.beside.keepLive(bin, { row: null, askedAt: one.clock.at + dayMs });
  expect(one.base.organisation(bin)).toMatchObject({ source: "tax" });
});
