import type { CheckReply, PostInfo } from "@beket/api";
import type { Stop } from "@beket/domain";
import type { City } from "../city/plan.ts";
import type { Random } from "../city/random.ts";
import { demoPin } from "../prepare/officers.ts";
import { createTabletClient, type TabletClient } from "./edge-client.ts";
import { attempt, newId, pause, say, stubbornly, tellCounts } from "./tools.ts";
import { createTraffic, type Inside } from "./traffic.ts";

export type LineDay = {
  readonly edgeUrl: string;
  /** Lanes from this one on; the ones before are left to people. */
  readonly firstLane: number;
  /** Stops after so many cars a lane; 0: never. */
  readonly cars: number;
  readonly pauseMs: number;
};
const counts = { ALLOW: 0, REFER: 0, DENY: 0, "second readings": 0 };

/** Checks until there is a verdict; an officer who is asked to read again reads the same. */
async function settle(tablet: TabletClient, stop: Stop): Promise<CheckReply & { readonly decision: { readonly kind: "verdict" } }> {
  const confirmed: number[] = [];
  for (;;) {
    const reply = await tablet.check({ kind: "ask", id: newId(), stop, confirmed, purpose: "post-check" });
    if (reply.decision.kind === "verdict") return { ...reply, decision: reply.decision };
    counts["second readings"] += 1;
    confirmed.push(...reply.decision.subjects.filter((subject) => !confirmed.includes(subject)));
  }
}

async function serveOne(tablet: TabletClient, stop: Stop): Promise<void> {
  const reply = await settle(tablet, stop);
  const { outcome, reasons } = reply.decision;
  counts[outcome] += 1;
  const done = { id: newId(), lookup: reply.lookup, occurredAt: Date.now(), stop };
  if (outcome === "ALLOW") await tablet.pass(done);
  else if (outcome === "DENY") tellOnce((await tablet.refuse({ ...done, reasons: [...reasons] })).number, stop);
  else await tablet.refer({ ...done, reasons: [...reasons] });
}

let isTold = false;
/** The first refusal of the day, for whoever wants to see it on the citizens' page; everybody in it is invented. */
function tellOnce(number: string, stop: Stop): void {
  const proof = stop.subjects[0]?.key.value.slice(-4);
  if (isTold || proof === undefined) return;
  isTold = true;
  say(`refused at ${stop.post}: number ${number}, last four signs ${proof} (for /citizen/#/refusal)`);
}

const countEveryCars = 8;
/** Those who wait come and go; an officer counts now and then. */
async function countQueue(tablet: TabletClient, before: number, random: Random): Promise<number> {
  const vehiclesWaiting = Math.max(0, before + random.below(13) - 6);
  await tablet.queue({ id: newId(), occurredAt: Date.now(), vehiclesWaiting });
  return vehiclesWaiting;
}

/** Simulated officers on the lanes of one post: they check cars, pass, refuse or refer them, and count those who wait. */
export async function workLine(day: LineDay, city: City, random: Random): Promise<void> {
  const info = await stubbornly("post", () => createTabletClient(day.edgeUrl).post());
  const traffic = random.fork(info.post);
  const lanes = info.lanes.slice(day.firstLane - 1);
  say(`a day begins on ${lanes.length} lanes of ${info.post}`);
  tellCounts(counts);
  const inside: Inside = new Map();
  await Promise.all(lanes.map((lane, index) => workLane(day, city, info, lane, index, traffic, inside)));
}

async function workLane(
  { edgeUrl, cars, pauseMs }: LineDay,
  city: City,
  info: PostInfo,
  { lane, direction }: PostInfo["lanes"][number],
  index: number,
  traffic: Random,
  inside: Inside,
): Promise<void> {
  const [own, pausing] = [traffic.fork(lane), traffic.fork(`pause-${lane}`)];
  const next = createTraffic(city, info.ledger, own, inside);
  const tablet = createTabletClient(edgeUrl);
  let signedIn = false;
  let waiting = 12 + pausing.below(40);
  // An edge compares two PINs at once and refuses a third.
  await Bun.sleep(index * 1_000);
  for (let car = 0; cars === 0 || car < cars; car += 1) {
    const stop = next(info.post, lane, direction);
    await attempt(lane, async () => {
      if (!signedIn) await tablet.signIn({ officer: `${info.post}-b`, pin: demoPin, lane, tablet: `sim-${lane}` });
      // Whatever fails, the next try signs in again.
      signedIn = false;
      await serveOne(tablet, stop);
      if (car % countEveryCars === 0) waiting = await countQueue(tablet, waiting, pausing);
      signedIn = true;
    });
    await pause(pauseMs, pausing);
  }
}
