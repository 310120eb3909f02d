import { BorderRulesReply, borderRoutes } from "@beket/api";
import { demoKit, realKit } from "../city/health.ts";
import type { Random } from "../city/random.ts";
import { demoPin } from "../prepare/officers.ts";
import { type BorderPost, type Lot, state, workBus } from "./bus-work.ts";
import { inventBus } from "./bus.ts";
import { readOrders } from "./laboratory.ts";
import { readLeftTests } from "./left-tests.ts";
import { createTablet, worksAt } from "./tablet.ts";
import { attempt, pause, say, stubbornly, tellCounts } from "./tools.ts";

export type BorderDay = {
  readonly edgeUrl: string;
  readonly centralUrl: string | null;
  /** Ends after so many; 0: never. */
  readonly buses: number;
  readonly pauseMs: number;
  readonly folderMadeAt: number;
};

const perPersonMs = 2_000;
const kitsBrought = 200;
const year = 365 * 86_400_000;

/** Two workers of the border at their tablets, once the rules are there. Medic 1 and desk 1 are left to people. */
async function openPost(edgeUrl: string): Promise<BorderPost> {
  const { post } = await createTablet(edgeUrl).post();
  const medic = createTablet(edgeUrl, worksAt({ officer: `${post}-m2`, pin: demoPin, lane: "desk-2", tablet: "sim-medic" }));
  const specialist = createTablet(edgeUrl, worksAt({ officer: `${post}-sel`, pin: demoPin, lane: "desk-3", tablet: "sim-selection" }));
  const { rules, forms } = await medic.get(BorderRulesReply, borderRoutes.rules);
  const form = forms[0];
  if (rules === null || form === undefined) throw new Error("the rules of the border are not here yet");
  const counts = { arrivals: 0, registered: 0, tests: 0, positive: 0, invalid: 0 };
  const until = (at: number): Promise<void> => Bun.sleep(Math.max(0, at - Date.now()));
  await readLeftTests(medic, `${post}-m2`, rules);
  return { post, rules, form, medic, specialist, now: () => Date.now(), until, counts };
}

/** Invented medics of the border post: buses come, people are registered, asked, selected and tested, with the kits' own times. */
export async function workBorder(day: BorderDay, random: Random): Promise<void> {
  say(`a day begins at the border: a bus about every ${Math.round(day.pauseMs / 1_000)} s`);
  const post = await stubbornly("border", () => openPost(day.edgeUrl));
  tellCounts(post.counts);
  const lots = await stubbornly("stock", () => bringKits(post, day.folderMadeAt));
  if (day.centralUrl !== null) void readOrders(day.centralUrl, random.fork("laboratory"));
  const underway = new Set<Promise<unknown>>();
  for (let number = 0; day.buses === 0 || number < day.buses; number += 1) {
    const own = random.fork(`bus-${number}`);
    // Every third bus is tested with a kit that takes its quarter of an hour.
    const lot = number % 3 === 2 ? lots.real : lots.demo;
    const work = attempt(`bus ${number}`, () => workBus(post, inventBus(own, number), lot, own, day.pauseMs > 0 ? perPersonMs : 0));
    underway.add(work);
    void work.finally(() => underway.delete(work));
    if (day.buses === 0 || number + 1 < day.buses) await pause(day.pauseMs, random);
  }
  await Promise.all(underway);
}

async function bringKits(post: BorderPost, madeAt: number): Promise<{ readonly demo: Lot; readonly real: Lot }> {
  const bring = async (kitType: string, lot: string): Promise<Lot> => {
    const kit = post.rules.kits.find((one) => one.kitType === kitType);
    if (kit === undefined) throw new Error("the rules know no such kit");
    const expiresAt = madeAt + year;
    await state(post, post.medic, { kind: "kit-stock", kitType, lot, expiresAt, change: kitsBrought, cause: "received" });
    return { kit, lot, expiresAt };
  };
  return { demo: await bring(demoKit, "DEMO-1"), real: await bring(realKit, "A-2020-04") };
}
