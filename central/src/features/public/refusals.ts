import { readStopNumber, type LookupEvent } from "@beket/domain";
import { formatUuid, type EventOpener } from "@beket/replication";
import { isEqual, utf8 } from "../bytes.ts";
import { readEvent, type EventLog, type Follower, type ReadRow } from "../ingest/event-feed.ts";
import type { RefusalStore, StopRecord } from "./refusal-ports.ts";

/** Keeps numbers of refusals and referrals as their events come. */
export function createRefusalFollower(store: RefusalStore): Follower {
  return {
    cursor: store.cursor,
    apply: (rows, cursor) => {
      store.write(() => {
        for (const row of rows) keep(store, row);
      }, cursor);
    },
  };
}

function keep(store: RefusalStore, { row, read }: ReadRow): void {
  if ("code" in read) return;
  const { event } = read;
  if (event.kind === "lookup") {
    const { decision } = event.trace;
    if (decision.kind === "verdict" && decision.outcome !== "ALLOW") store.addLookup(formatUuid(row.id), row.position);
    return;
  }
  if (event.kind !== "refusal" && event.kind !== "referral") return;
  const { occurredAt, post, lane, officer, number } = event;
  const base = { occurredAt, post, lane, officer, number };
  if (event.kind === "refusal") {
    const { lookup, reasons } = event;
    return store.add({ ...base, id: formatUuid(row.id), kind: "refusal", lookup, reasons, outcome: null });
  }
  const { step, referral } = event;
  if (step.state === "opened")
    return store.add({ ...base, id: referral, kind: "referral", lookup: step.lookup, reasons: step.reasons, outcome: null });
  if (step.state === "resolved") store.end(referral, step.outcome, occurredAt);
}

/** The look-up that was stored at a position; null where there is none, or it cannot be read. */
export type LookupReader = (position: number) => LookupEvent | null;
export const createLookupReader =
  (log: EventLog, opener: EventOpener): LookupReader =>
  (position) => {
    const stored = log.arrivals(position - 1, 1)[0];
    if (stored === undefined || stored.position !== position) return null;
    const read = readEvent(log, opener, stored);
    return "code" in read || read.event.kind !== "lookup" ? null : read.event;
  };
export type RefusalsDeps = { readonly store: RefusalStore; readonly lookupAt: LookupReader };
/** A refusal with the look-up it rests on; null where that has not come, or cannot be read. */
export type OpenedStop = { readonly record: StopRecord; readonly lookup: LookupEvent | null };
const proofSigns = 4;

/** Refusals and referrals by their number, for who also knows what was read at the post. */
export function createRefusals({ store, lookupAt }: RefusalsDeps) {
  const opened = (record: StopRecord): OpenedStop => {
    const position = record.lookup === null ? null : store.lookupPosition(record.lookup);
    return { record, lookup: position === null ? null : lookupAt(position) };
  };
  return {
    byId: (id: string): OpenedStop | null => {
      const record = store.byId(id);
      return record === null ? null : opened(record);
    },
    /**
     * The one with this number where `proof` is the last four signs of a plate, IIN or document that was read there. An unknown number
     * costs the opening of somebody's look-up too, so that numbers cannot be told apart by time.
     */
    find: (number: string, proof: string): OpenedStop | null => {
      const given = proofOf(proof);
      const normal = readStopNumber(number);
      const records = normal === null ? [] : store.byNumber(normal);
      if (records.length === 0) {
        const any = store.anyPosition();
        if (any !== null) isProven(lookupAt(any), given);
        return null;
      }
      return records.map(opened).find(({ lookup }) => isProven(lookup, given)) ?? null;
    },
  };
}
export type Refusals = ReturnType<typeof createRefusals>;

/** Letters as a plate has them: Cyrillic ones that look like Latin count as those. */
const lookAlikes = new Map(Array.from("АВЕКМНОРСТУХІ", (letter, at) => [letter, "ABEKMHOPCTYXI".charAt(at)] as const));
function proofOf(text: string): string {
  const signs = Array.from(text.toUpperCase(), (sign) => lookAlikes.get(sign) ?? sign).filter((sign) => /[0-9A-Z]/.test(sign));
  return signs.slice(-proofSigns).join("").padStart(proofSigns, " ");
}
function isProven(lookup: LookupEvent | null, proof: string): boolean {
  let proven = false;
  for (const { key } of lookup?.trace.stop.subjects ?? []) {
    if (isEqual(utf8(proofOf(key.value)), utf8(proof))) proven = true;
  }
  return proven;
}
