import type { BeketEvent, PassageEvent, PersonEvent, QuestionnaireEvent, ReferralEvent, TestEvent } from "@beket/domain";
import { fromHex } from "../bytes.ts";
import { complete, undoComplete } from "./pace.ts";
import {
  isBefore,
  type Completion,
  type Mark,
  type PassageKept,
  type PersonKept,
  type SelectionKept,
  type Tally,
  type TestKept,
} from "./tally.ts";

/*
 * One event into the counters (docs/spec/centre.md). What several events tell of one thing is kept under the thing's own random id:
 * the earliest of them places it, the newest says how it stands, and a change takes back what was counted before. So the figures are
 * those of the set of events, whatever the order in which they came.
 */

/** Look-ups by which a post decides. An explanation of the other ledger and a self-check decide nothing there. */
const decidingPurposes = new Set(["post-check", "camera"]);
const idOf = (uuid: string): Uint8Array => fromHex(uuid.replaceAll("-", ""));

/** `event` was not counted before. `id` is its own. */
export function countEvent(tally: Tally, id: Uint8Array, event: BeketEvent): void {
  const mark: Mark = { at: event.occurredAt, event: id };
  switch (event.kind) {
    case "lookup": {
      const { decision } = event.trace;
      if (decision.kind !== "verdict" || !decidingPurposes.has(event.purpose)) return;
      const measure = ({ ALLOW: "allow", REFER: "refer", DENY: "deny" } as const)[decision.outcome];
      return tally.add(measure, event.occurredAt, event.post, "", 1);
    }
    case "passage":
      return countPassage(tally, mark, event);
    case "refusal":
      tally.add("refusal", event.occurredAt, event.post, event.reasons[0]?.code ?? "", 1);
      if (event.paper === null) complete(tally, atLane(mark, event));
      return;
    case "referral":
      return countReferral(tally, mark, event);
    case "queue":
      return tally.queue(atLane(mark, event), event.vehiclesWaiting);
    case "person":
      return countPerson(tally, mark, event);
    case "questionnaire":
      return countSelection(tally, mark, event);
    case "test":
      return countTest(tally, mark, event);
    case "override":
    case "incident":
    case "order":
    case "arrival":
    case "follow-up":
    case "kit-stock":
    case "site-claim":
    case "site-completion":
    case "site-validation":
    case "site-refusal":
    case "reading":
    case "shift":
    case "clock":
      return undefined;
  }
}

const atLane = ({ at, event }: Mark, { post, lane }: { readonly post: string; readonly lane: string | null }): Completion => ({
  at,
  event,
  post,
  lane: lane ?? "",
});

/** Several observers tell of one passage: the earliest places it. */
function countPassage(tally: Tally, mark: Mark, event: PassageEvent): void {
  const id = idOf(event.passage);
  const kept = tally.passages.get(id);
  if (kept !== null && !isBefore(mark, kept)) return;
  const next: PassageKept = {
    ...atLane(mark, event),
    direction: event.direction,
    vehicle: event.subjects.some(({ role }) => role === "vehicle"),
    // Somebody referred left the head of the lane when they were referred; a line from paper has no time of its own.
    paced: event.referral === null && event.paper === null,
  };
  const weigh = (one: PassageKept, amount: number): void => {
    tally.add(`passage-${one.direction}`, one.at, one.post, "", amount);
    if (one.vehicle) tally.add(`vehicle-${one.direction}`, one.at, one.post, "", amount);
  };
  if (kept !== null) {
    weigh(kept, -1);
    if (kept.paced) undoComplete(tally, kept);
  }
  weigh(next, 1);
  if (next.paced) complete(tally, next);
  tally.passages.put(id, next);
}

/** Opened, taken, resolved, in whatever order they come: the gravest step stands, the earliest opening counts. */
function countReferral(tally: Tally, mark: Mark, event: ReferralEvent): void {
  const id = idOf(event.referral);
  const kept = tally.referrals.get(id);
  const { post, lane } = atLane(mark, event);
  const base = kept ?? { number: event.number, post, lane, opened: null, taken: false, resolved: false };
  if (event.step.state !== "opened") {
    const isTaken = event.step.state === "taken";
    return tally.referrals.put(id, { ...base, taken: base.taken || isTaken, resolved: base.resolved || !isTaken });
  }
  if (base.opened !== null && !isBefore(mark, base.opened)) return;
  const opened = { ...mark, reason: event.step.reasons[0]?.code ?? "", paced: event.paper === null };
  if (base.opened !== null) {
    tally.add("referral", base.opened.at, base.post, base.opened.reason, -1);
    if (base.opened.paced) undoComplete(tally, { at: base.opened.at, event: base.opened.event, post: base.post, lane: base.lane });
  }
  tally.add("referral", mark.at, post, opened.reason, 1);
  if (opened.paced) complete(tally, { ...mark, post, lane });
  tally.referrals.put(id, { ...base, number: event.number, post, lane, opened });
}

/** The earliest fact places a person, the newest says where they come from. */
function countPerson(tally: Tally, mark: Mark, event: PersonEvent): void {
  const id = idOf(event.person);
  const kept = tally.persons.get(id);
  const country = event.profile.countryFrom ?? "";
  const fresh: PersonKept = { ...mark, post: event.post, told: mark, country };
  const first = kept === null || isBefore(mark, kept) ? fresh : kept;
  const newest = kept === null || isBefore(kept.told, mark) ? fresh : kept;
  const next: PersonKept = { at: first.at, event: first.event, post: first.post, told: newest.told, country: newest.country };
  if (kept !== null) tally.add("arrival", kept.at, kept.post, kept.country, -1);
  tally.add("arrival", next.at, next.post, next.country, 1);
  tally.persons.put(id, next);
}

/** A person's newest questionnaire decides whether they are selected. */
function countSelection(tally: Tally, mark: Mark, event: QuestionnaireEvent): void {
  const id = idOf(event.person);
  const kept = tally.selections.get(id);
  if (kept !== null && !isBefore(kept, mark)) return;
  const next: SelectionKept = { ...mark, post: event.post, country: event.countryFrom ?? "", outcome: event.selection.outcome };
  if (kept?.outcome === "test") tally.add("selected", kept.at, kept.post, kept.country, -1);
  if (next.outcome === "test") tally.add("selected", next.at, next.post, next.country, 1);
  tally.selections.put(id, next);
}

function countTest(tally: Tally, mark: Mark, event: TestEvent): void {
  const id = idOf(event.test);
  const kept = tally.tests.get(id);
  const next = testAfter(kept ?? noTest, mark, event);
  if (next === null) return;
  if (kept !== null) weighTest(tally, kept, -1);
  weighTest(tally, next, 1);
  tally.tests.put(id, next);
}
const noTest: TestKept = { registered: null, country: "", begun: null, post: "", read: null, cancelled: false };

function testAfter(kept: TestKept, mark: Mark, { step, post }: TestEvent): TestKept | null {
  if (step.state === "cancelled") return { ...kept, cancelled: true };
  if (step.state === "registered") {
    if (kept.registered !== null && !isBefore(mark, kept.registered)) return null;
    return { ...kept, registered: mark, country: step.countryFrom ?? "" };
  }
  if (step.state !== "started" && step.state !== "read") return null;
  const begun = kept.begun === null || isBefore(mark, kept.begun) ? { begun: mark, post } : {};
  const isNewest = step.state === "read" && (kept.read === null || isBefore(kept.read, mark));
  return { ...kept, ...begun, ...(isNewest ? { read: { ...mark, result: step.result } } : {}) };
}

/** A test counts once its cassette was used; one cancelled before it was read counts no more. */
function weighTest(tally: Tally, test: TestKept, amount: number): void {
  if (test.begun === null || (test.read === null && test.cancelled)) return;
  tally.add(test.read?.result ?? "pending", test.begun.at, test.post, test.country, amount);
}
