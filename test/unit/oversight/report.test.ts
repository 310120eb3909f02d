import { abuseRoutes, FindingsReply } from "@beket/api";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createFinder } from "../../../central/src/features/abuse/findings.ts";
import { createLedgerSweep, type LedgerSweep } from "../../../central/src/features/abuse/ledger-sweep.ts";
import { defaultAbuseRules, type AbuseRules } from "@beket/domain";
import { systemRandom } from "@beket/node-kit";
import { createSubjectMark } from "../../../central/src/features/sightings/sightings.ts";
import { inventedIin } from "../central/people.ts";
import {
  apply,
  bins,
  crypto,
  dayMs,
  openTestCentral,
  person,
  problemOf,
  sign,
  signers,
  signInStaff,
  type TestCentral,
} from "../central/support.ts";
import { ask, detailOf, findings } from "./world.ts";

let one: TestCentral;
let rules: AbuseRules;
let sweep: LedgerSweep;
beforeEach(() => {
  one = openTestCentral();
  rules = defaultAbuseRules;
  const { stores, clock } = one;
  // The same marks as central's own.
  const key = crypto.hmacSha256(Buffer.from(one.keys.registrySeed, "hex"))(new TextEncoder().encode("beket/sightings/1"));
  const markOf = createSubjectMark(crypto, key);
  const finder = createFinder(stores.findings, clock, systemRandom);
  sweep = createLedgerSweep({ scans: stores.scans, store: stores.findings, finder, markOf, rules: () => rules, clock });
});
afterEach(() => one.close());

const look = (): void => {
  while (sweep.step());
  sweep.settle();
};
const clinic = (from: number, count: number, change: object = {}) =>
  apply(one, { bin: bins.clinic, persons: Array.from({ length: count }, (_, at) => person(from + at)), ...change }, signers.otherHead);
const bakery = (serials: readonly number[], change: object = {}) => apply(one, { persons: serials.map(person), ...change });
const kinds = async (): Promise<readonly string[]> => (await findings(one)).findings.map(({ kind }) => kind).toSorted();
const numbersOf = (view: Awaited<ReturnType<typeof bakery>>): readonly string[] => view.permits.flatMap(({ number }) => number ?? []);
async function revoke(numbers: readonly string[], bin = bins.clinic, signer = signers.otherHead): Promise<void> {
  const prepared = await one.send("/api/v1/revocations/prepare", { bin, numbers, reason: "left-employment", effectiveAt: one.clock.now() });
  const { document } = v.parse(v.looseObject({ document: v.string() }), await prepared.json());
  await one.send("/api/v1/revocations", { document, cms: sign(signer, document) });
}

it("[AB9] a person in two organisations is found, across the ledgers too, and has ended when one takes the permit back", async () => {
  await bakery([1, 2]);
  await clinic(2, 1, { ledger: "city" });
  look();
  const { findings: found, behind } = await findings(one);
  expect(behind).toBe(0);
  expect(found).toMatchObject([
    { kind: "several-organisations", scheme: "iin", measured: { organisations: 2, permits: 2 }, state: "open" },
  ]);
  expect(found[0]?.organisations.map(({ bin }) => bin).toSorted()).toEqual([bins.bakery, bins.clinic].toSorted());
  expect(found[0]?.endsAt).toBeGreaterThan(one.clock.now());
  const late = await clinic(3, 1);
  await bakery([3]);
  look();
  expect((await findings(one)).findings).toHaveLength(2);
  await revoke(numbersOf(late));
  one.move(2 * 3_600_000);
  look();
  const ended = (await findings(one)).findings.filter(({ endsAt }) => endsAt !== null && endsAt <= one.clock.now());
  expect(ended).toHaveLength(1);
});

it("[AB10] two rosters with half of the smaller one in common are copies", async () => {
  rules = { ...defaultAbuseRules, copySharedFrom: 3 };
  await bakery([1, 2, 3, 4]);
  await clinic(3, 3);
  look();
  expect(await kinds()).not.toContain("roster-copy");
  await clinic(2, 1);
  look();
  const copies = (await findings(one, { kinds: ["roster-copy"] })).findings;
  expect(copies).toMatchObject([{ measured: { shared: 3, smaller: 4, percent: 75 }, severity: "high", scheme: null }]);
});

it("[AB11] a later addition that outgrows its roster and people that triple in a day are found, a first application is not", async () => {
  rules = { ...defaultAbuseRules, bulkFrom: 5, growthFrom: 8 };
  await clinic(100, 30);
  look();
  expect(await kinds()).toEqual([]);
  one.move(2 * dayMs);
  await clinic(200, 4);
  look();
  expect(await kinds()).toEqual([]);
  await clinic(300, 80);
  look();
  expect(await kinds()).toEqual(["bulk-addition", "growth"]);
  const [bulk] = (await findings(one, { kinds: ["bulk-addition"] })).findings;
  expect(bulk?.measured).toEqual({ added: 80, before: 34, percent: 70 });
  const [growth] = (await findings(one, { kinds: ["growth"] })).findings;
  expect(growth?.measured).toEqual({ before: 30, people: 114, percent: 380 });
});

it("[AB12] people taken out again soon, and cars of far regions, are found from the regime's number on", async () => {
  rules = { ...defaultAbuseRules, churnFrom: 3, distantFrom: 2 };
  const view = await clinic(10, 4);
  const few = await clinic(20, 2);
  look();
  expect(await kinds()).toEqual([]);
  one.move(3_600_000);
  await revoke(numbersOf(few));
  look();
  expect(await kinds()).toEqual([]);
  await revoke(numbersOf(view).slice(0, 2));
  look();
  expect(await kinds()).toEqual(["churn"]);
  const cars = ["701XYZ16", "702XYZ14", "703XYZ02"].map((plate) => ({ plate, country: "KAZ" }));
  await clinic(40, 1, { vehicles: cars });
  look();
  const [distant] = (await findings(one, { kinds: ["distant-vehicles"] })).findings;
  expect(distant?.measured).toEqual({ vehicles: 3, distant: 2, percent: 66 });
});

it("[AB13] pages go on where the one before ended, and a new holder opens a settled finding again", async () => {
  await bakery([1, 2, 3, 4, 7001]);
  await clinic(1, 4);
  await clinic(7001, 1);
  look();
  const whole = (await findings(one, { kinds: ["several-organisations"] })).findings.map(({ finding }) => finding);
  expect(whole).toHaveLength(5);
  const paged: string[] = [];
  let cursor: string | null = null;
  do {
    const page: FindingsReply = await findings(one, { kinds: ["several-organisations"], limit: 2, cursor });
    paged.push(...page.findings.map(({ finding }) => finding));
    cursor = page.cursor;
  } while (cursor !== null);
  expect(paged).toEqual(whole);
  const cookie = await signInStaff(one, "auditor");
  let of: string | undefined;
  for (const finding of whole) if ((await detailOf(one, finding)).subject?.value === inventedIin(7001)) of = finding;
  const act = { id: "018f0000-0000-7000-8000-000000000002", finding: of, state: "explained", note: "екі жұмыс" };
  expect((await ask(one, cookie, abuseRoutes.act, act)).status).toBe(200);
  expect((await findings(one, { states: ["explained"] })).findings).toHaveLength(1);
  await apply(
    one,
    { bin: inventedIin(7001), ledger: "city", purpose: "supply", activity: "47241", persons: [person(7001)] },
    signers.proprietor,
  );
  look();
  expect((await findings(one, { states: ["explained"] })).findings).toEqual([]);
});

it("[AB14] list and CSV name no person and no sole proprietor; one finding opens with a reason, on record", async () => {
  await apply(
    one,
    { bin: inventedIin(7001), ledger: "city", purpose: "supply", activity: "47241", persons: [person(7001)] },
    signers.proprietor,
  );
  await clinic(7001, 1);
  look();
  const cookie = await signInStaff(one, "auditor");
  const list = await (await ask(one, cookie, abuseRoutes.findings, {})).text();
  const csv = await (await ask(one, cookie, abuseRoutes.findings, { format: "csv" })).text();
  for (const text of [list, csv]) expect(text).not.toContain(inventedIin(7001));
  expect(csv.split("\r\n")[1]).toContain("several-organisations");
  expect(csv).toContain(bins.clinic);
  const [finding] = v.parse(FindingsReply, JSON.parse(list)).findings;
  expect((await ask(one, cookie, abuseRoutes.finding, { finding: finding?.finding })).status).toBe(422);
  const detail = await detailOf(one, finding?.finding ?? "");
  expect(detail.subject?.value).toBe(inventedIin(7001));
  expect(detail.permits.map(({ signer }) => signer)).toEqual(["Сынақбаев Тест", "Сынақбаев Тест"]);
  const views = one.stores.sql.registry.prepare<{ content: string }>("select content from audit_view where what = 'abuse-finding'").all();
  expect(views).toHaveLength(1);
  expect(views[0]?.content).toContain("тексеру");
});

it("[AB15] neither the watch nor a planner reads the report, and an act sent twice is done once", async () => {
  await bakery([1]);
  await clinic(1, 1);
  look();
  for (const role of ["watch", "planner"] as const)
    expect(await problemOf(await ask(one, await signInStaff(one, role), abuseRoutes.findings, {}))).toBe("staff.role-missing");
  const cookie = await signInStaff(one, "registrar");
  const [finding] = (await findings(one)).findings;
  const act = { id: "018f0000-0000-7000-8000-000000000003", finding: finding?.finding, state: "forwarded", note: "прокуратураға" };
  for (let times = 0; times < 2; times += 1) expect((await ask(one, cookie, abuseRoutes.act, act)).status).toBe(200);
  expect((await detailOf(one, finding?.finding ?? "")).history).toHaveLength(1);
  const unknown = { ...act, id: "018f0000-0000-7000-8000-000000000004", finding: "018f0000-0000-7000-8000-0000000000ff" };
  expect(await problemOf(await ask(one, cookie, abuseRoutes.act, unknown))).toBe("abuse.finding-unknown");
});
