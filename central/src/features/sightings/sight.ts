import type { BeketEvent, StopSubject, SubjectKey } from "@beket/domain";
import type { Weight } from "./ports.ts";
import type { Sighting } from "./types.ts";

/** One subject of one event, still with its identifier: it is hashed before it is kept. */
export type Sighted = Omit<Sighting, "event" | "kind"> & {
  readonly kind: "lookup" | "passage";
  readonly key: SubjectKey;
  readonly direction: "in" | "out";
  readonly weight: Weight;
};

/** A camera alone mistakes neighbours; paper is written down by heart and typed in hours later. */
const weightOf = (subject: StopSubject, event: Extract<BeketEvent, { kind: "lookup" | "passage" }>): Weight => {
  const isSeenByPeople = subject.readBy.some((by) => by !== "camera");
  const isAtPost = event.kind === "passage" || event.purpose === "post-check";
  return isSeenByPeople && isAtPost && event.paper === null ? 2 : 1;
};

/** Subjects that an event shows at a post; none for an event of another kind. */
export function sightedIn(event: BeketEvent): readonly Sighted[] {
  if (event.kind !== "lookup" && event.kind !== "passage") return [];
  const { occurredAt, post, lane, officer } = event;
  const base = { occurredAt, post, lane, officer };
  if (event.kind === "passage") {
    const { subjects, direction, outcome, purpose } = event;
    return subjects.map((subject) => ({
      ...base,
      kind: "passage",
      key: subject.key,
      outcome,
      purpose,
      direction,
      weight: weightOf(subject, event),
    }));
  }
  const { stop, decision } = event.trace;
  return stop.subjects.map((subject, at) => ({
    ...base,
    kind: "lookup",
    key: subject.key,
    outcome: decision.kind === "verdict" ? (decision.subjects.find((one) => one.subject === at)?.outcome ?? decision.outcome) : null,
    purpose: event.purpose,
    direction: stop.direction,
    weight: weightOf(subject, event),
  }));
}
