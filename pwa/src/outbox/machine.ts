import type { OutboxRecord } from "./record.ts";

//  add ──► waiting ──next/sent──► accepted: forgotten
//             │  ▲
//             │  └── unreachable (all wait) · faulted (only this one waits)
//             └──── rejected: quarantined, shown, holds up nothing ──release──► waiting

export type OutboxState = {
  readonly records: readonly OutboxRecord[];
  readonly seq: number;
  /** Nobody is asked before this time: the edge did not answer. */
  readonly pausedUntil: number;
  readonly failures: number;
};

export type SendOutcome =
  | { readonly kind: "accepted" }
  /** No answer, or an answer that says "not now". */
  | { readonly kind: "unreachable" }
  /** This request breaks the edge; others may go on. */
  | { readonly kind: "faulted" }
  | { readonly kind: "signed-out" }
  | { readonly kind: "rejected"; readonly code: string };

const pauseMinMs = 1_000;
export const pauseMaxMs = 30_000;
export const emptyOutbox: OutboxState = { records: [], seq: 0, pausedUntil: 0, failures: 0 };

export const restore = (records: readonly OutboxRecord[]): OutboxState => ({
  ...emptyOutbox,
  records: records.toSorted((a, b) => a.seq - b.seq),
  seq: records.reduce((highest, record) => Math.max(highest, record.seq), 0),
});

export const add = (state: OutboxState, record: OutboxRecord): OutboxState =>
  state.records.some((other) => other.id === record.id)
    ? state
    : { ...state, records: [...state.records, record], seq: Math.max(state.seq, record.seq) };

/**
 * The next record to send for the signed-in officer, or null. Another officer's records wait for their own sign-in: the edge
 * writes the session's officer into the event. Within one stop the order is kept; across stops a faulty record holds up nobody.
 */
export function nextToSend(state: OutboxState, officer: string | null, now: number): OutboxRecord | null {
  if (officer === null || now < state.pausedUntil) return null;
  const held = new Set<string>();
  for (const record of state.records) {
    if (record.state !== "waiting") continue;
    const free = record.officer === officer && record.notBefore <= now && !held.has(record.group);
    if (free) return record;
    held.add(record.group);
  }
  return null;
}

const pause = (failures: number, random: number) => Math.min(pauseMaxMs, pauseMinMs * 2 ** Math.min(failures, 10)) * (0.5 + random / 2);

/** Applies what became of one attempt. `random` (0–1) spreads the retries of many tablets. */
export function settle(state: OutboxState, id: string, outcome: SendOutcome, now: number, random: number): OutboxState {
  const change = (to: (record: OutboxRecord) => OutboxRecord) => state.records.map((record) => (record.id === id ? to(record) : record));
  switch (outcome.kind) {
    case "accepted":
      return { ...state, records: state.records.filter((record) => record.id !== id), pausedUntil: 0, failures: 0 };
    case "rejected":
      return {
        ...state,
        pausedUntil: 0,
        failures: 0,
        records: change((record) => ({ ...record, state: "rejected", code: outcome.code, attempts: record.attempts + 1 })),
      };
    case "faulted":
      return {
        ...state,
        failures: 0,
        records: change((record) => ({ ...record, attempts: record.attempts + 1, notBefore: now + pause(record.attempts, random) })),
      };
    case "unreachable":
      return { ...state, failures: state.failures + 1, pausedUntil: now + pause(state.failures, random) };
    case "signed-out":
      return state;
  }
}

/** Puts a rejected record back in the queue; only a person does that. */
export const release = (state: OutboxState, id: string): OutboxState => ({
  ...state,
  pausedUntil: 0,
  records: state.records.map((record) => (record.id === id ? { ...record, state: "waiting", code: null, notBefore: 0 } : record)),
});

/** Asks again at once: the edge has just been heard. */
export const wake = (state: OutboxState): OutboxState => ({ ...state, pausedUntil: 0 });

export type OutboxCounts = { readonly waiting: number; readonly rejected: number; readonly ofOthers: number };
export function countOutbox(state: OutboxState, officer: string | null): OutboxCounts {
  const waiting = state.records.filter((record) => record.state === "waiting");
  return {
    waiting: waiting.length,
    rejected: state.records.length - waiting.length,
    ofOthers: waiting.filter((record) => record.officer !== officer).length,
  };
}
