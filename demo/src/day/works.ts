import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { crewRoutes, EvidenceReply, SiteFactReply } from "@beket/api";
import type { SiteFact } from "@beket/domain";
import * as v from "valibot";
import type { Random } from "../city/random.ts";
import { inventWorks, type PlannedRefusal, type PlannedWork } from "../city/site-works.ts";
import type { PlannedSites } from "../city/sites.ts";
import type { Crew } from "./crews.ts";
import { Refused, type Tablet } from "./tablet.ts";
import { newId, say } from "./tools.ts";

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** `at`: when the three days ended; they are played once. */
const Progress = v.strictObject({ at: Count, told: Count });
type Progress = v.InferOutput<typeof Progress>;

const readProgress = (path: string): Progress =>
  existsSync(path) ? v.parse(Progress, JSON.parse(readFileSync(path, "utf8"))) : { at: Date.now(), told: 0 };
const writeProgress = (path: string, progress: Progress): void => {
  writeFileSync(`${path}.new`, JSON.stringify(progress), { mode: 0o600 });
  renameSync(`${path}.new`, path);
};

/**
 * Tells the node of three invented days of work, as crews do whose tablets were alone: with the times at which it was done. It is
 * done once a folder; one that broke off goes on.
 */
export async function playWorks(planned: PlannedSites, crews: readonly Crew[], random: Random, path: string): Promise<void> {
  const progress = readProgress(path);
  const { works, refusals } = inventWorks(planned, random, progress.at);
  const tabletOf = (crew: string): Tablet => {
    const found = crews.find((one) => one.crew === crew);
    if (found === undefined) throw new Error("a crew of the plan has no tablet");
    return found.tablet;
  };
  const acts: readonly (() => Promise<void>)[] = [
    ...works.map((work) => () => tellWork(tabletOf, work)),
    ...refusals.map((refusal) => () => tellRefusal(tabletOf(refusal.crew), refusal)),
  ];
  if (progress.told >= acts.length) return;
  for (const [index, act] of acts.entries()) {
    if (index < progress.told) continue;
    await act();
    const told = index + 1;
    if (told % 20 === 0 || told === acts.length) writeProgress(path, { ...progress, told });
  }
  say(`three days of the crews' work are told: ${works.length} works, ${refusals.length} closed doors`);
}

/** What a rule refuses (somebody was first, too long ago) is left out: so it is for real crews. */
async function state(tablet: Tablet, fact: SiteFact, occurredAt: number): Promise<boolean> {
  try {
    await tablet.send(SiteFactReply, crewRoutes.facts, { id: newId(), occurredAt, fact });
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status === 422) return false;
    throw error;
  }
}

async function tellWork(tabletOf: (crew: string) => Tablet, work: PlannedWork): Promise<void> {
  const tablet = tabletOf(work.crew);
  const proof = await tablet.sendBytes(EvidenceReply, crewRoutes.evidence, "application/geo+json", work.track);
  const { site, crew, agent, agentLitres, areaM2, startedAt, finishedAt, trackCoveragePercent, judgement } = work;
  const completion = newId();
  const done: SiteFact = {
    kind: "site-completion",
    completion,
    claim: null,
    site,
    crew,
    agent,
    agentLitres,
    areaM2,
    startedAt,
    finishedAt,
    trackCoveragePercent,
    evidence: [{ role: "track", ...proof }],
  };
  if (!(await state(tablet, done, finishedAt)) || judgement === null) return;
  const { accepted, at } = judgement;
  const cause = accepted ? null : "partly-done";
  const judged = {
    kind: "site-validation",
    validation: newId(),
    completion,
    site,
    crew: judgement.crew,
    accepted,
    cause,
    note: null,
  } as const;
  await state(tabletOf(judgement.crew), judged, at);
}

async function tellRefusal(tablet: Tablet, { site, crew, at, cause }: PlannedRefusal): Promise<void> {
  await state(tablet, { kind: "site-refusal", refusal: newId(), claim: null, site, crew, cause, note: null }, at);
}
