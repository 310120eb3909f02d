import { rmSync } from "node:fs";
import { abuseRoutes } from "@beket/api";
import { afterEach, beforeEach, expect, it } from "vitest";
import { until } from "../central/post.ts";
import { apply, person, problemOf, signInStaff } from "../central/support.ts";
import { ask, detailOf, findings, iin, openOversight, plate, type Oversight } from "./world.ts";

let one: Oversight;
beforeEach(async () => {
  one = await openOversight();
});
afterEach(() => one.close());

const minute = 60_000;
const outcomeOf = async (): Promise<string> => {
  const decision = await one.post.check(iin(1), { confirmed: true });
  return decision.kind === "verdict" ? `${decision.outcome} ${decision.reasons[0]?.code}` : decision.kind;
};
const flagged = () => one.stores.flags.urgent().length === 0 && one.post.lane.length > 0;

it("[AB4, AB7] one person at two posts 30 km apart within five minutes is referred at every post within seconds, and it ends by itself", async () => {
  await apply(one, { persons: [person(1)] });
  await until(() => one.post.ledger.state().version > 0 && one.post.ledger.state().complete);
  expect(await outcomeOf()).toBe("ALLOW permit-valid");
  await one.later(5 * minute);
  await one.pass(iin(1), { post: "rb-02" });
  await until(flagged);
  expect(await outcomeOf()).toBe("REFER flag-impossible-travel");
  const { findings: found } = await findings(one);
  expect(found).toMatchObject([
    { kind: "impossible-travel", severity: "high", state: "open", scheme: "iin", posts: ["rb-01", "rb-02"], measured: { seconds: 300 } },
  ]);
  expect(found[0]?.measured["metres"]).toBeGreaterThan(29_000);
  await one.later(12 * 60 * minute + 1);
  expect(await outcomeOf()).toBe("ALLOW permit-valid");
});

it("[AB4] who had time to drive is not suspected, nor whoever was at a post that is not on the map", async () => {
  await one.pass(iin(1));
  await one.pass(iin(2), { post: "rb-03" });
  await one.later(25 * minute);
  await one.pass(iin(1), { post: "rb-02" });
  await one.pass(iin(2), { post: "rb-01" });
  await one.followed();
  expect(one.stores.sightings.untaken(10)).toEqual([]);
  expect((await findings(one)).findings).toEqual([]);
  // The road takes sixteen minutes and the clocks may be three apart: thirteen are too few, fourteen are not.
  await one.pass(iin(3));
  await one.later(13 * minute);
  await one.pass(iin(3), { post: "rb-02" });
  await one.pass(iin(4));
  await one.later(14 * minute);
  await one.pass(iin(4), { post: "rb-02" });
  await one.followed();
  expect((await findings(one)).findings).toHaveLength(1);
});

it("[AB5] a camera alone, paper, a doubted clock and an event ahead of its receipt flag nobody", async () => {
  const paper = { sheet: "7", line: 1, enteredAt: one.clock.now(), enteredBy: "rb-01-a" };
  const kinds = [
    [{}, { readBy: ["camera"] as const }],
    [{ paper }, {}],
    [{}, { occurredAt: one.clock.now() + 10 * minute }],
  ] as const;
  for (const [at, [first, second]] of kinds.entries()) {
    await one.pass(plate(`10${at}ABC02`), { ...first, ...("readBy" in first ? {} : { readBy: ["keypad"] }) });
    await one.pass(plate(`10${at}ABC02`), { post: "rb-02", ...second, readBy: "readBy" in second ? [...second.readBy] : ["keypad"] });
  }
  await one.post.append({
    kind: "clock",
    ...one.post.envelope(),
    cause: "stepped",
    source: "operator",
    device: null,
    bootId: "0123456789abcdef",
    wallMs: one.clock.now(),
    monotonicMs: 1,
    offsetBeforeMs: 0,
    offsetAfterMs: 3_600_000,
  });
  await one.pass(iin(5));
  await one.pass(iin(5), { post: "rb-02" });
  await one.followed();
  expect((await findings(one)).findings).toEqual([]);
  // Camera and keypad together do.
  await one.later(3 * 60 * minute);
  await one.pass(plate("555ABC02"), { readBy: ["camera", "keypad"] });
  await one.pass(plate("555ABC02"), { post: "rb-02" });
  await one.followed();
  expect((await findings(one)).findings).toHaveLength(1);
});

it("[AB6] a second entry without an exit is permit sharing, where the post records exits and none can still come", async () => {
  await one.pass(iin(1));
  await one.later(30 * minute);
  await one.pass(iin(1));
  await one.followed();
  expect((await findings(one)).findings).toEqual([]);
  for (let at = 20; at < 30; at += 1) await one.pass(iin(at), { direction: "out" });
  await one.pass(iin(2));
  await one.pass(iin(3));
  await one.pass(iin(4));
  await one.later(20 * minute);
  await one.pass(iin(3), { direction: "out", readBy: ["camera"], post: "rb-02" });
  await one.later(10 * minute);
  await one.pass(iin(2));
  await one.pass(iin(3));
  await one.followed();
  // The only node was heard with it; a later event makes the sweep look again.
  await one.pass(iin(9));
  await one.followed();
  const { findings: found } = await findings(one);
  expect(found).toMatchObject([{ kind: "shared-permit", posts: ["rb-01"], flag: { released: false } }]);
});

it("[AB7] a subject has one flag at a time, and a stop between the steps makes none twice and leaves none out", async () => {
  await one.pass(iin(1));
  await one.pass(iin(1), { post: "rb-02" });
  await one.pass(iin(1));
  await one.followed();
  const [first] = (await findings(one)).findings;
  expect(first?.flag).not.toBeNull();
  await one.close(true);
  // The file is lost: everything is read, and found, once more.
  rmSync(`${one.folder}/sightings.db`, { force: true });
  rmSync(`${one.folder}/sightings.db-wal`, { force: true });
  const other = await openOversight({ folder: one.folder, keys: one.keys });
  await other.followed();
  const after = (await findings(other)).findings;
  expect(after).toHaveLength(1);
  expect(after[0]?.flag).toEqual(first?.flag);
  expect(other.stores.flags.urgent()).toEqual([]);
  one = other;
});

it("[AB8, AB15] a registrar releases a flag: the posts let pass again, and the same sightings flag nobody", async () => {
  await apply(one, { persons: [person(1)] });
  await until(() => one.post.ledger.state().version > 0 && one.post.ledger.state().complete);
  await one.pass(iin(1));
  await one.pass(iin(1), { post: "rb-02" });
  await until(flagged);
  expect(await outcomeOf()).toBe("REFER flag-impossible-travel");
  const [finding] = (await findings(one)).findings;
  const release = { id: "018f0000-0000-7000-8000-000000000001", finding: finding?.finding, reason: "егіздер" };
  const auditor = await signInStaff(one, "auditor");
  expect(await problemOf(await ask(one, auditor, abuseRoutes.releaseFlag, release))).toBe("staff.role-missing");
  const registrar = await signInStaff(one, "registrar");
  expect((await ask(one, registrar, abuseRoutes.releaseFlag, release)).status).toBe(200);
  expect(await problemOf(await ask(one, registrar, abuseRoutes.releaseFlag, release))).toBe("abuse.flag-none");
  const version = one.post.common.state().version;
  await until(() => one.post.common.state().version >= version && one.stores.flags.urgent().length === 0);
  await until(() => one.post.lane.length > 1);
  expect(await outcomeOf()).toBe("ALLOW permit-valid");
  const detail = await detailOf(one, finding?.finding ?? "");
  expect(detail.finding).toMatchObject({ state: "explained", flag: { released: true } });
  expect(detail.history.map(({ state }) => state)).toEqual(["flag-released"]);
  expect(detail.subject).toEqual(iin(1));
  expect(detail.sightings.map(({ post }) => post).slice(0, 2)).toEqual(["rb-01", "rb-02"]);
});
