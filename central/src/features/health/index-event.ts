import type { BeketEvent } from "@beket/domain";
import { formatUuid } from "@beket/replication";
import type { StoredEvent } from "../ingest/event-feed.ts";
import { isOfBorder, type BorderEvent } from "./dossier.ts";
import type { IndexedEvent } from "./ports.ts";

/** What the desk keeps of an event; null for kinds that are not its business. */
export function indexEvent(row: StoredEvent, event: BeketEvent): IndexedEvent | null {
  if (!isOfBorder(event) || event.kind === "kit-stock") return null;
  const { position, source, receivedAt } = row;
  const { kind, post, occurredAt } = event;
  return { position, source, event: formatUuid(row.id), kind, post, occurredAt, receivedAt, ...nothing, ...aboutOf(event) };
}

const nothing = { step: null, result: null, person: null, arrival: null, test: null };

function aboutOf(event: Exclude<BorderEvent, { kind: "kit-stock" }>): Partial<IndexedEvent> {
  switch (event.kind) {
    case "arrival":
      return { step: event.step.state, arrival: event.arrival };
    case "person":
      return { person: event.person, arrival: event.arrival };
    case "questionnaire":
      return { person: event.person };
    case "follow-up":
      return { person: event.person, test: event.test };
    case "test": {
      const { test, step } = event;
      const person = step.state === "registered" ? step.person : null;
      return { test, step: step.state, person, result: step.state === "read" ? step.result : null };
    }
  }
}
