import { borderRoutes } from "@beket/api";
import { createBorder } from "@beket/domain";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventsOf, type Caller, type Post } from "../edge/support/post.ts";
import { hour, minute } from "./support/scene.ts";
import {
  factsOfRun,
  lotDateOf,
  medic,
  ofTest,
  openBorderPost,
  page,
  readStep,
  runTest,
  state,
  stateAll,
  uuidOf,
  type Stated,
} from "./support/border-post.ts";

let post: Post;
let caller: Caller;
beforeEach(async () => {
  post = await openBorderPost();
  caller = await medic(post);
});
afterEach(() => post.stop());

/** The sweep runs on the post's timers; what it does is on the disk after a turn. */
const sweep = async (): Promise<void> => {
  post.timers.fire();
  await new Promise((resolve) => setTimeout(resolve, 5));
};
/** The person's test is negative and the arrival is closed. */
const finish = async ({ arrival, test, cassette }: Awaited<ReturnType<typeof runTest>>): Promise<void> => {
  post.clock.advance(15 * minute);
  const told = await stateAll(post, caller, [
    ofTest(test, readStep(cassette)),
    { kind: "arrival", arrival, step: { state: "closed", persons: 1 } },
  ]);
  expect(told.map(({ status }) => status)).toEqual([200, 200]);
};
const days = async (count: number): Promise<void> => {
  post.clock.advance(count * 24 * hour);
  post.heads();
  caller = await medic(post);
};
const borderOf = async () => {
  const border = createBorder();
  for (const { id, occurredAt, officer, fact } of (await page(caller)).facts) border.apply({ id, occurredAt, officer, fact });
  return border;
};

describe("a node forgets", () => {
  it("[BO25] a closed arrival whose people are done 72 hours after its last fact, with all that hangs on it, and keeps the stock as a sum", async () => {
    const lotDate = lotDateOf(post);
    const old = await runTest(post, caller);
    await finish(old);
    await days(2);
    const young = uuidOf(post);
    const opened = { state: "opened", conveyance: "bus", vehicle: null, number: null, countryFrom: "UZB", expected: null } as const;
    await state(post, caller, { kind: "arrival", arrival: young, step: opened });
    const before = await page(caller);
    await sweep();
    expect(await page(caller)).toEqual(before);
    await days(1.1);
    await sweep();
    const after = await page(caller);
    expect(after.log).not.toBe(before.log);
    expect(after.facts.map(({ fact }) => fact.kind).toSorted()).toEqual(["arrival", "kit-stock"]);
    const border = await borderOf();
    expect(border.arrivals().map(({ arrival }) => arrival)).toEqual([young]);
    expect(border.lots()).toEqual([{ kitType: "igm-igg-a", lot: "LOT-1", expiresAt: lotDate, supplied: 9, used: 0 }]);
    const events = eventsOf(post, "kit-stock").length;
    await post.restart();
    caller = await medic(post);
    expect(await page(caller)).toEqual(after);
    expect(eventsOf(post, "kit-stock")).toHaveLength(events);
  });

  it("[BO25] and yet no cassette is used twice, no fact is written twice, and the stock is counted on", async () => {
    const old = await runTest(post, caller);
    const { log } = await page(caller);
    await finish(old);
    await days(4);
    await sweep();
    expect((await page(caller)).log).not.toBe(log);
    expect((await page(caller)).facts).toHaveLength(1);
    const [first] = old.facts;
    const [stated] = old.stated;
    if (first === undefined || stated === undefined) throw new Error("the run states facts");
    // The tablet never heard the answer and was away for four days.
    expect((await state(post, caller, first, { id: stated.id, occurredAt: post.clock.now() - 4 * 24 * hour })).code).toBe(
      "already-recorded",
    );
    expect((await runAgain(old.cassette)).code).toBe("border.cassette-used");
    expect((await runAgain("C-0002")).status).toBe(200);
    expect((await borderOf()).lots()).toMatchObject([{ supplied: 9, used: 1 }]);
  });

  it("[BO25] nothing that a tablet away for a week may still build on: a positive of seven days ago is taken", async () => {
    const { test, cassette } = await runTest(post, caller);
    const readAt = post.clock.now() + 16 * minute;
    await days(7);
    await sweep();
    expect((await state(post, caller, ofTest(test, readStep(cassette, "positive-acute")), { occurredAt: readAt })).status).toBe(200);
    await days(8.1);
    await sweep();
    expect((await page(caller)).facts.map(({ fact }) => fact.kind)).toEqual(["kit-stock"]);
  });

  it("[BO25] many arrivals at once and not each by itself: tablets read the log anew at most every twelve hours", async () => {
    await finish(await runTest(post, caller));
    post.clock.advance(hour);
    post.heads();
    await days(3);
    await sweep();
    const after = await page(caller);
    expect(after.facts).toHaveLength(1);
    const opened = { state: "opened", conveyance: "on-foot", vehicle: null, number: null, countryFrom: "UZB", expected: null } as const;
    const arrival = uuidOf(post);
    await stateAll(post, caller, [
      { kind: "arrival", arrival, step: opened },
      { kind: "arrival", arrival, step: { state: "closed", persons: 0 } },
    ]);
    const named = (await page(caller)).log;
    await days(0.4);
    await sweep();
    expect((await page(caller)).log).toBe(named);
    await days(2.7);
    await sweep();
    expect((await page(caller)).log).not.toBe(named);
  });

  it("[BO25] nothing of an arrival that somebody still works on", async () => {
    const { person } = await runTest(post, caller);
    await days(2);
    await state(post, caller, { kind: "follow-up", person, test: null, action: "home-quarantine", note: null });
    await days(2);
    await sweep();
    expect((await page(caller)).facts).toHaveLength(7);
    expect((await caller.get(borderRoutes.facts)).status).toBe(200);
  });
});

/** Another person's test on a cassette, from the stock that is there. */
async function runAgain(cassette: string): Promise<Stated> {
  const [lot] = (await borderOf()).lots();
  if (lot === undefined) throw new Error("the stock is kept");
  const stated = await stateAll(post, caller, factsOfRun(post, { cassette, index: 3, expiresAt: lot.expiresAt }).facts.slice(1));
  return stated.at(-1) ?? { id: "", status: 0, code: "nothing stated", body: null };
}
