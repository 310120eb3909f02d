import { defaultAbuseRules, type AbuseRules, type SubjectKey } from "@beket/domain";
import { formatUuid, type EventOpener } from "@beket/replication";
import * as v from "valibot";
import { createAuditStore } from "./adapters/sql-audit.ts";
import type { CentralDeps } from "./deps.ts";
import { createFinder } from "./features/abuse/findings.ts";
import { createFlagDesk } from "./features/abuse/flag-desk.ts";
import { createLedgerSweep } from "./features/abuse/ledger-sweep.ts";
import { createAbuseReport, type SeenSubject } from "./features/abuse/report.ts";
import type { AuditPort } from "./features/audit/types.ts";
import { fromBase64, fromHex, hex, utf8 } from "./features/bytes.ts";
import { createCaseDesk } from "./features/cases/desk.ts";
import { signedDocumentOf } from "./features/cases/documents.ts";
import type { LookupFacts } from "./features/cases/lookup-files.ts";
import type { SubmissionFacts } from "./features/cases/submission-files.ts";
import { readEvent } from "./features/ingest/event-feed.ts";
import { replayOne } from "./features/replay/replay.ts";
import { createLegalHolds } from "./features/retention/legal-holds.ts";
import { createPurge } from "./features/retention/purge.ts";
import { createSightingFollower } from "./features/sightings/follow.ts";
import { createSightings, createSubjectMark } from "./features/sightings/sightings.ts";
import { sightedIn } from "./features/sightings/sight.ts";
import type { Submission } from "./features/submissions/ports.ts";
import type { OtherFollower } from "./events.ts";
import type { Records } from "./records.ts";

export type OversightParts = {
  readonly records: Pick<Records, "commonScope" | "regimes" | "ledgers" | "writers">;
  readonly opener: EventOpener;
  readonly audit: AuditPort;
};
const sweepEveryMs = 60_000;
const sweepPauseMs = 20;
/** New permits are looked through so soon; nothing new costs two look-ups. */
const lookEveryMs = 5_000;
const dayMs = 86_400_000;

/** The auditor's and registrar's side of central: who was seen where, patterns of abuse, cases under seal, legal holds, the daily purge. */
export function createOversight(deps: CentralDeps, parts: OversightParts) {
  const { stores, clock, crypto, random, schedule, log } = deps;
  const { records, opener, audit } = parts;
  const keyOf = crypto.hmacSha256(fromHex(deps.keys.registrySeed));
  const markOf = createSubjectMark(crypto, keyOf(utf8("beket/sightings/1")));
  const rules = (): AbuseRules => records.regimes.at(clock.now())?.abuse ?? defaultAbuseRules;
  const finder = createFinder(stores.findings, clock, random);
  const posts = deps.places.posts.flatMap(({ post, at }) => (at === undefined ? [] : [[post, at] as const]));
  const flags = createFlagDesk({
    sightings: stores.sightings,
    flags: stores.flags,
    finder,
    scope: records.commonScope,
    log: stores.eventLog,
    opener,
    markOf,
    rules,
    allHeardSince: (at) => stores.projection.sources().every((one) => one.lastReceivedAt >= at || one.lastReceivedAt < at - dayMs),
    clock,
    random,
  });
  const follower = createSightingFollower({ store: stores.sightings, markOf, places: new Map(posts), rules, onCommitted: flags.sweep });
  const sweep = createLedgerSweep({ scans: stores.scans, store: stores.findings, finder, markOf, rules, clock });
  const report = createAbuseReport({
    store: stores.findings,
    flags: stores.flags,
    ledgers: records.ledgers,
    nameOf: (applicant) => stores.organisations.organisation(applicant)?.name ?? null,
    signerOf: (submission) => signerOf(stores.cases.verdicts(submission)[0]?.report),
    openEvent: ({ event, position }) => seenIn(deps, opener, event, position),
    places: new Map(deps.places.posts.map(({ post, name, at }) => [post, { post, name, at: at ?? null }])),
    behind: sweep.behind,
    rules,
    markOf: (key) => hex(markOf(key)),
    clock,
  });
  const { cases, holds, purge } = createCases(deps, parts, markOf);
  const cancels: (() => void)[] = [];
  let running = false;
  /** A batch at a time, so that frames and questions of browsers go first. */
  const look = (): void => {
    if (!running) return;
    try {
      const more = sweep.step();
      cancels[0] = schedule(more ? sweepPauseMs : lookEveryMs, look);
    } catch {
      log.error("abuse-sweep-failed");
      cancels[0] = schedule(sweepEveryMs, look);
    }
  };
  const everyMinute = (): void => {
    try {
      flags.sweep();
      sweep.settle();
    } catch {
      log.error("flags-failed");
    }
    purge.runIfDue().catch(() => log.error("purge-failed"));
    cancels[1] = schedule(sweepEveryMs, everyMinute);
  };
  const follow: OtherFollower = { fault: "sightings-failed", follower };
  return {
    follow,
    sightings: createSightings(stores.sightings, markOf),
    http: { report, flags, cases, holds, purges: () => purges(deps), audit },
    purge,
    /** Everything that is in the ledgers now; before a report that must not be behind. */
    catchUp: (): void => {
      while (sweep.step());
      sweep.settle();
    },
    start: (): void => {
      running = true;
      flags.publish();
      look();
      everyMinute();
    },
    stop: (): void => {
      running = false;
      for (const cancel of cancels) cancel();
    },
  };
}
export type Oversight = ReturnType<typeof createOversight>;

const Signer = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({ signatures: v.array(v.looseObject({ signer: v.optional(v.looseObject({ commonName: v.string() })) })) }),
);
/** The name in the certificate, out of the archived report. */
function signerOf(report: string | undefined): string | null {
  const parsed = v.safeParse(Signer, report ?? "null");
  return parsed.success ? (parsed.output.signatures[0]?.signer?.commonName ?? null) : null;
}

function seenIn({ stores }: CentralDeps, opener: EventOpener, event: string, position: number): readonly SeenSubject[] {
  const row = stores.eventLog.arrivals(position - 1, 1)[0];
  const read = row === undefined || row.position !== position ? null : readEvent(stores.eventLog, opener, row);
  if (read === null || "code" in read) return [];
  return sightedIn(read.event).map(({ key, kind, occurredAt: at, post, lane, officer, direction, outcome }) => ({
    key,
    sighting: { event, kind, at, post, lane, officer, direction, outcome },
  }));
}

const purges = ({ stores, crypto, keys }: CentralDeps) => ({
  purges: [...stores.cases.certificates(400)],
  publicKey: hex(crypto.ed25519.publicKey(fromHex(keys.registrySeed))),
});

function createCases(deps: CentralDeps, { records, opener, audit }: OversightParts, markOf: (key: SubjectKey) => Uint8Array) {
  const { stores, clock, crypto, codec, random, keys } = deps;
  const resolving = {
    submission: stores.submissions.keptById,
    ledgers: records.ledgers,
    actOf: (number: string) => stores.common.byNumber(number)?.submission ?? null,
    lookupPosition: (event: string) => stores.sightings.byEvent(event)[0]?.position ?? null,
    refusals: (number: string, post: string | null) =>
      stores.refusals.byNumber(number).filter((one) => one.kind === "refusal" && (post === null || one.post === post)),
  };
  const cases = createCaseDesk({
    ...resolving,
    seal: {
      crypto,
      codec,
      city: keys.city,
      origin: deps.origin,
      signingSeed: fromHex(keys.registrySeed),
      rootPublicKey: fromHex(keys.rootPublicKey),
      keySet: fromBase64(keys.keySet) ?? new Uint8Array(0),
    },
    audit,
    views: createAuditStore(stores.sql.registry).after,
    submissionFacts: (submission) => submissionFacts(deps, records, submission),
    lookupFacts: (position) => lookupFacts(deps, records, opener, position),
    anchors: () => deps.trust.current().anchors,
    purgedAt: stores.cases.purgedAt,
    isHeld: (resolved, subjects) => {
      const kept = holds.kept();
      const isNamed = resolved.kind === "submission" ? kept.submissions.has(resolved.submission.id) : kept.events.has(resolved.event);
      return isNamed || (kept.hasSubjects && subjects.some((key) => kept.hasSubject(markOf(key))));
    },
    now: clock.now,
  });
  const holds = createLegalHolds({ store: stores.cases, audit, resolve: cases.resolve, markOf, clock, random });
  const purge = createPurge({
    store: stores.cases,
    holds,
    ledgers: records.ledgers,
    sightings: stores.sightings,
    purgeDrafts: (closedBefore) => stores.drafts.purge(0, closedBefore),
    regime: () => records.regimes.at(clock.now()),
    markOf,
    city: keys.city,
    crypto,
    signingSeed: fromHex(keys.registrySeed),
    clock,
    random,
    pause: () => new Promise((resolve) => deps.defer(resolve)),
  });
  return { cases, holds, purge };
}

function submissionFacts(
  { stores, clock }: CentralDeps,
  { regimes, ledgers }: OversightParts["records"],
  submission: Submission,
): SubmissionFacts {
  const document = signedDocumentOf(submission);
  const ledger = document !== null && "ledger" in document ? document.ledger : null;
  const past = ledger === null ? null : stores.past[ledger];
  const applicant = document?.applicant ?? null;
  const decidedAt = past?.decidedAt(submission.id) ?? submission.receivedAt;
  const isKept = submission.document.length > 0;
  return {
    submission,
    verdicts: stores.cases.verdicts(submission.id),
    bundle: isKept ? stores.archive.passed(submission) : null,
    permits: [...ledgers.city.store.bySubmission(submission.id), ...ledgers.roadblock.store.bySubmission(submission.id)],
    organisation:
      applicant === null ? null : stores.organisations.organisation(applicant.kind === "organisation" ? applicant.bin : applicant.iin),
    organisationVersion: null,
    regime: regimes.at(decidedAt),
    past,
    madeAt: clock.now(),
  };
}

function lookupFacts(
  { stores }: CentralDeps,
  { regimes, writers }: OversightParts["records"],
  opener: EventOpener,
  position: number,
): LookupFacts | null {
  const row = stores.ingest.arrivals(position - 1, 1)[0];
  if (row === undefined || row.position !== position) return null;
  const read = readEvent(stores.eventLog, opener, row);
  if ("code" in read || read.event.kind !== "lookup") return null;
  const { source, epoch, seq } = row;
  const event = formatUuid(row.id);
  const before =
    seq === 1 ? (stores.ingest.epochOf(source, epoch)?.previousHash ?? null) : (stores.ingest.hashesAt(source, epoch, seq - 1)[0] ?? null);
  const range = stores.ingest.held(source, epoch)[0]?.ranges.find(([from, to]) => from <= seq && seq <= to);
  const tip = range === undefined ? undefined : stores.ingest.hashesAt(source, epoch, range[1])[0];
  const refusal = stores.refusals.byLookup(event);
  return {
    row,
    event: read.event,
    refusal: refusal === null ? null : { id: refusal.id, number: refusal.number, occurredAt: refusal.occurredAt },
    regime: regimes.byVersion(read.event.trace.regimeVersion),
    again: replayOne({ log: stores.eventLog, opener, regimes, writers }, position),
    before,
    held: range === undefined || tip === undefined ? null : { from: range[0], to: range[1], tip: hex(tip) },
  };
}
