import { BorderFact, createBorder, type BeketEvent, type Border } from "@beket/domain";
import type { EventOpener } from "@beket/replication";
import { formatUuid } from "@beket/replication";
import { readEvent, type EventLog } from "../ingest/event-feed.ts";

/** An event that a fact of the border became. */
export type BorderEvent = Extract<BeketEvent, { kind: BorderFact["kind"] }>;
/** One as it was opened again from where it lies. */
export type OpenedEvent = { readonly id: string; readonly event: BorderEvent };
export type Opening = { readonly log: EventLog; readonly opener: EventOpener };

const borderKinds: ReadonlySet<string> = new Set(BorderFact.options.map((option) => option.entries.kind.literal));
export const isOfBorder = (event: BeketEvent): event is BorderEvent => borderKinds.has(event.kind);

/** Opens the event at a position; null where it is gone, cannot be read, or is none of the border's. */
export function openAt({ log, opener }: Opening, position: number): OpenedEvent | null {
  const row = log.arrivals(position - 1, 1)[0];
  if (row === undefined || row.position !== position) return null;
  const read = readEvent(log, opener, row);
  return "event" in read && isOfBorder(read.event) ? { id: formatUuid(row.id), event: read.event } : null;
}

export const openAll = (opening: Opening, positions: readonly number[]): readonly OpenedEvent[] =>
  positions.flatMap((position) => openAt(opening, position) ?? []);

/** What a post would know from these events alone. */
export function borderOf(events: readonly OpenedEvent[]): Border {
  const border = createBorder();
  for (const { id, event } of events) {
    const { occurredAt, officer, post: _post, lane: _lane, tablet: _tablet, paper: _paper, ...fact } = event;
    border.apply({ id, occurredAt, officer, fact });
  }
  return border;
}
