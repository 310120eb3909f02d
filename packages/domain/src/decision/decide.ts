import { civilTime } from "../regime/civil-time.ts";
import { assert } from "../result.ts";
import { type Absence, absenceOf, type ClaimFinding, claimOf } from "./absence.ts";
import { ownFault, type StopFacts } from "./grants.ts";
import { findSubject, isSameCountry, type SubjectFinding } from "./subject-finding.ts";
import { claimTable, coveredByVehicle, gravity, reasonOrder, worst } from "./tables.ts";
import type { DecideInput, Decision, Outcome, Reason, StopSubject, SubjectVerdict } from "./types.ts";

const reasonsPerSubject = 16;
const reasonsPerStop = 32;

/** A subject's part of the verdict, with what the stop still needs to know about it. */
type Judged = {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  /** Nothing but missing rows stands between this subject and another outcome. */
  readonly byAbsence: boolean;
  /** A trailer without a row is recorded beside the stop and does not weigh in it. */
  readonly counts: boolean;
};

/**
 * Decides one stop: ALLOW, REFER or DENY with reasons per subject, or a second reading before any verdict. Pure.
 *
 * Rules DC1… of docs/spec/decision.md; invariants I2, I3, I6, I9. `candidates` are the rows of the post's own ledger and of the common
 * scope, one entry per subject of the stop in the same order. The result does not depend on the order of the rows.
 */
export function decide(input: DecideInput): Decision {
  const { stop, post, candidates, regime, correctedTime } = input;
  assert(candidates.length === stop.subjects.length, "one entry of candidates per subject of the stop");
  assert(post.post === stop.post, "the context is of the post where the stop is");
  const facts = stopFacts(input);
  const absence = absenceOf(input.replica, regime, correctedTime);
  const claim = claimOf(stop, post, regime);
  const findings = stop.subjects.map((subject, index) => findSubject(subject, candidates[index]?.exact ?? [], facts));
  const cover = coverOf(stop.subjects, findings, regime.combine[post.ledger]);
  const judged = withTrailers(
    stop.subjects,
    stop.subjects.map((subject, index) =>
      judge(subject, at(findings, index), claim, absence, cover, candidates[index]?.unreadable === true),
    ),
  );
  const again = secondReading(input, judged);
  if (again.length > 0) return { kind: "second-reading", subjects: again };
  return verdict(judged, findings);
}

function stopFacts({ stop, post, candidates, regime, correctedTime }: DecideInput): StopFacts {
  const own = { ms: correctedTime, civil: civilTime(correctedTime, regime.timeZone), post };
  const holders = new Map<string, Set<string>>();
  for (const [index, subject] of stop.subjects.entries()) {
    for (const { record } of candidates[index]?.exact ?? []) {
      if (record.kind !== "permit" || record.binding !== "all" || !isSameCountry(record, subject.key)) continue;
      if (ownFault(record, own) !== null) continue;
      const present = holders.get(record.number) ?? new Set<string>();
      holders.set(record.number, present.add(nameOf(subject)));
    }
  }
  const people = new Set(stop.subjects.filter(isOccupant).map(nameOf)).size;
  return { ...own, people, membersPresent: new Map([...holders].map(([number, present]) => [number, present.size])) };
}

/** One person or vehicle entered twice is one. */
const nameOf = ({ key }: StopSubject) => `${key.scheme} ${key.value}`;
const isOccupant = ({ role }: StopSubject) => role === "driver" || role === "passenger";

/** True where every vehicle of the stop holds a grant that admits its occupants: a group permit always, another by the regime. */
function coverOf(
  subjects: readonly StopSubject[],
  findings: readonly SubjectFinding[],
  rule: "worst-of-subjects" | "plate-covers-occupants",
): boolean {
  const vehicles = findings.filter((_, index) => subjects[index]?.role === "vehicle");
  return (
    vehicles.length > 0 &&
    vehicles.every((vehicle) => {
      if (vehicle.hold !== null) return false;
      return vehicle.admitsOccupants === "group" || (vehicle.admitsOccupants === "vehicle" && rule === "plate-covers-occupants");
    })
  );
}

function judge(
  subject: StopSubject,
  finding: SubjectFinding,
  claim: ClaimFinding,
  absence: Absence,
  cover: boolean,
  unreadable: boolean,
): Judged {
  const { standing } = finding;
  const covered = cover && isOccupant(subject) && coveredByVehicle[standing];
  const cell = covered ? "ALLOW" : claimTable[standing][claim.state];
  const own: Outcome = cell === "by-data" ? (absence.settled ? "DENY" : "REFER") : cell;
  const missing = standing === "absent" && !covered;
  const reasons = [...finding.holdReasons, ...finding.reasons, ...finding.flagReasons];
  if (covered) reasons.push({ code: "covered-by-vehicle" });
  if (missing && cell !== "ALLOW") reasons.push(absence.reason);
  if (standing === "expired" && cell === "by-data" && !absence.settled) reasons.push(absence.reason);
  if (claim.reason !== null && standing !== "valid" && !covered) reasons.push(claim.reason);
  if (finding.unverified) reasons.push({ code: "unverified-identifier" });
  if (unreadable) reasons.push({ code: "record-unreadable" });
  return {
    outcome: heldOutcome(finding, own, missing, unreadable),
    reasons: orderReasons(reasons).slice(0, reasonsPerSubject),
    byAbsence: finding.hold === null && missing && cell !== "ALLOW",
    counts: subject.role !== "trailer" || finding.hold !== null || unreadable || standing !== "absent",
  };
}

/** A hold settles what to do with a subject of whom nothing else is known; beside a signed cause of its own the worse holds. */
function heldOutcome(finding: SubjectFinding, own: Outcome, missing: boolean, unreadable: boolean): Outcome {
  if (finding.hold !== null) return missing ? finding.hold : worst(finding.hold, own);
  const doubtful = finding.flagReasons.length > 0 || finding.unverified || unreadable;
  return own === "ALLOW" && doubtful ? "REFER" : own;
}

/**
 * A trailer is recorded beside its vehicle, never instead of it. Without a row of its own it goes where the vehicle goes and does not
 * weigh; where no vehicle was read, the stop is referred until one is.
 */
function withTrailers(subjects: readonly StopSubject[], judged: readonly Judged[]): readonly Judged[] {
  const vehicles = judged.filter((_, index) => subjects[index]?.role === "vehicle");
  const towed = vehicles.every((vehicle) => vehicle.outcome === "ALLOW");
  return judged.map((one, index): Judged => {
    if (subjects[index]?.role !== "trailer") return one;
    if (vehicles.length === 0) {
      const reasons = orderReasons([...one.reasons, { code: "trailer-alone" }]);
      return { outcome: one.counts ? worst(one.outcome, "REFER") : "REFER", reasons, byAbsence: false, counts: true };
    }
    if (one.counts) return one;
    return towed ? { ...one, outcome: "ALLOW", reasons: [{ code: "covered-by-vehicle" }] } : { ...one, outcome: "REFER" };
  });
}

/** Subjects to read once more: near a permitted number, not settled yet, and able to change what the stop comes to. */
function secondReading({ stop, candidates, confirmed }: DecideInput, judged: readonly Judged[]): number[] {
  const open = stop.subjects.flatMap((subject, index) => {
    const near = (candidates[index]?.nearMatches ?? 0) > 0;
    const settled = confirmed.includes(index) || isReadTwice(subject);
    const one = at(judged, index);
    return near && !settled && one.byAbsence && one.counts ? [index] : [];
  });
  const rest = judged.filter((one, index) => one.counts && !open.includes(index)).map((one) => one.outcome);
  const total = stopOutcome(judged);
  return gravity[rest.reduce(worst, "ALLOW")] < gravity[total] ? open : [];
}

/** Two different ways of reading that gave one value. Looking at the document is no reading of its own. */
const isReadTwice = ({ readBy }: StopSubject) => new Set(readBy.filter((way) => way !== "document")).size > 1;

function stopOutcome(judged: readonly Judged[]): Outcome {
  const counted = judged.filter((one) => one.counts);
  return (counted.length > 0 ? counted : judged).map((one) => one.outcome).reduce(worst);
}

function verdict(judged: readonly Judged[], findings: readonly SubjectFinding[]): Decision {
  const subjects: SubjectVerdict[] = judged.map((one, index) => ({
    subject: index,
    outcome: one.outcome,
    reasons: [...one.reasons],
    rows: [...at(findings, index).rows],
  }));
  const outcome = stopOutcome(judged);
  const gravest = judged.filter((one) => one.counts).toSorted((one, other) => gravity[other.outcome] - gravity[one.outcome]);
  const reasons = instructionsFirst((gravest.length > 0 ? gravest : judged).flatMap((one) => one.reasons));
  return { kind: "verdict", outcome, reasons: reasons.slice(0, reasonsPerStop), subjects };
}

/** An instruction is carried out whatever the outcome is, so it stands before the causes; the rest keeps its order. */
function instructionsFirst(reasons: readonly Reason[]): Reason[] {
  const isInstruction = (reason: Reason) => reason.instruction !== undefined;
  return unique([...reasons.filter(isInstruction), ...reasons.filter((reason) => !isInstruction(reason))]);
}

function orderReasons(reasons: readonly Reason[]): readonly Reason[] {
  return unique(reasons.toSorted(compareReasons));
}

/** A total order, so that the rows' order never shows. */
function compareReasons(one: Reason, other: Reason): number {
  const order = reasonOrder[one.code] - reasonOrder[other.code];
  if (order !== 0) return order;
  const [a, b] = [nameOfReason(one), nameOfReason(other)];
  if (a !== b) return a < b ? -1 : 1;
  return (one.at ?? 0) - (other.at ?? 0);
}

const nameOfReason = (reason: Reason) => `${reason.code} ${reason.number ?? ""} ${reason.instruction ?? ""} ${reason.category ?? ""}`;

function unique(reasons: readonly Reason[]): Reason[] {
  const seen = new Set<string>();
  return reasons.filter((reason) => {
    const name = nameOfReason(reason);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  assert(value !== undefined, "lists of one stop have one length");
  return value;
}
