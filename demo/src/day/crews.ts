import { crewRoutes, CrewSheet, EvidenceReply, type SheetSite, SiteFactReply } from "@beket/api";
import { lookOf, type SiteFact, trackCoveragePercent } from "@beket/domain";
import type { Random } from "../city/random.ts";
import { walkOver } from "../city/site-works.ts";
import type { PlannedSites } from "../city/sites.ts";
import { demoPin } from "../prepare/officers.ts";
import { createTablet, Refused, type Tablet, worksAt } from "./tablet.ts";
import { attempt, newId, pause, say, stubbornly, tellCounts } from "./tools.ts";
import { playWorks } from "./works.ts";

export type CrewsDay = {
  readonly edgeUrl: string;
  /** Ends after so many sites a crew; 0: never. */
  readonly rounds: number;
  readonly pauseMs: number;
  readonly progress: string;
};
export type Crew = { readonly crew: string; readonly tablet: Tablet };

const counts = { claimed: 0, completed: 0, validated: 0, "no access": 0, "told otherwise": 0 };

const state = async (tablet: Tablet, fact: SiteFact): Promise<void> => {
  await tablet.send(SiteFactReply, crewRoutes.facts, { id: newId(), occurredAt: Date.now(), fact });
};

/** Signs a crew in and waits for its sheet. */
async function openCrew(edgeUrl: string, crew: string): Promise<Crew> {
  const { post, lanes } = await createTablet(edgeUrl).post();
  const who = { officer: `${post}-${crew}`, pin: demoPin, lane: lanes[0]?.lane ?? "", tablet: `sim-${crew}` };
  const tablet = createTablet(edgeUrl, worksAt(who));
  const sheet = await tablet.get(CrewSheet, crewRoutes.sheet);
  if (sheet.plan === null || sheet.sites.length === 0) throw new Error("the plan of the sites is not here yet");
  return { crew, tablet };
}

/** Three days of work that crews tell of once, then crews at work: claimed, cleaned, judged. Crew 1 of today is left to people. */
export async function workCrews(day: CrewsDay, planned: PlannedSites, random: Random): Promise<void> {
  say(`a day begins for ${planned.crews.length} crews`);
  tellCounts(counts);
  const crews: Crew[] = [];
  // One after the other: a node compares two PINs at once.
  for (const crew of planned.crews) crews.push(await stubbornly(crew, () => openCrew(day.edgeUrl, crew)));
  await playWorks(planned, crews, random, day.progress);
  await Promise.all(crews.slice(1).map((crew, index) => workCrew(day, crew, random.fork(crew.crew), index)));
}

async function workCrew(day: CrewsDay, crew: Crew, random: Random, index: number): Promise<void> {
  if (day.pauseMs > 0) await Bun.sleep(index * 4_000);
  for (let round = 0; day.rounds === 0 || round < day.rounds; round += 1) {
    await attempt(crew.crew, () => workOnce(crew, day.pauseMs, random));
    await pause(day.pauseMs, random);
  }
}

async function workOnce({ crew, tablet }: Crew, workMs: number, random: Random): Promise<void> {
  const sheet = await tablet.get(CrewSheet, crewRoutes.sheet);
  const waiting = sheet.sites.filter(({ site, state: known }) => lookOf(site, known, sheet.asOf) === "awaiting-validation");
  const toJudge = waiting.find(({ state: known }) =>
    known.completions.some((one) => one.standing === "awaiting-validation" && one.crew !== crew),
  );
  if (toJudge !== undefined && random.chance(0.5)) await judge(crew, tablet, toJudge, random);
  const open = sheet.sites.filter(
    ({ site, state: known }) =>
      known.assigned === crew && ["planned", "expired", "expiring", "rejected"].includes(lookOf(site, known, sheet.asOf)),
  );
  const { plan } = sheet;
  if (plan === null || open.length === 0) return;
  const { site } = random.pick(open);
  const claim = newId();
  const claimedAt = Date.now();
  try {
    const fact: SiteFact = { kind: "site-claim", claim, site: site.site, crew, state: "claimed", expiresAt: claimedAt + plan.claimMs };
    await tablet.send(SiteFactReply, crewRoutes.facts, { id: newId(), occurredAt: claimedAt, fact });
  } catch (error) {
    // Another crew was first: that is told, and the next site is taken.
    if (!(error instanceof Refused) || error.status !== 422) throw error;
    counts["told otherwise"] += 1;
    return;
  }
  counts.claimed += 1;
  await pause(workMs, random);
  if (random.chance(0.06)) {
    counts["no access"] += 1;
    return state(tablet, { kind: "site-refusal", refusal: newId(), claim, site: site.site, crew, cause: "locked", note: null });
  }
  const track = walkOver(site.geometry);
  const text = JSON.stringify({ type: "LineString", coordinates: track });
  const proof = await tablet.sendBytes(EvidenceReply, crewRoutes.evidence, "application/geo+json", text);
  const agent = random.pick(plan.agents);
  await state(tablet, {
    kind: "site-completion",
    completion: newId(),
    claim,
    site: site.site,
    crew,
    agent: agent.agent,
    agentLitres: Math.round(site.areaM2 * agent.litresPerM2),
    areaM2: site.areaM2,
    startedAt: claimedAt,
    finishedAt: Date.now(),
    trackCoveragePercent: trackCoveragePercent(track, site.geometry),
    evidence: [{ role: "track", ...proof }],
  });
  counts.completed += 1;
}

async function judge(crew: string, tablet: Tablet, { site, state: known }: SheetSite, random: Random): Promise<void> {
  const work = known.completions.find((one) => one.standing === "awaiting-validation" && one.crew !== crew);
  if (work === undefined) return;
  const accepted = !random.chance(0.08);
  await state(tablet, {
    kind: "site-validation",
    validation: newId(),
    completion: work.completion,
    site: site.site,
    crew,
    accepted,
    cause: accepted ? null : "partly-done",
    note: null,
  });
  counts.validated += 1;
}
