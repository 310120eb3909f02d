import { err, ok, type Result } from "@beket/domain";
import { add, emptyOutbox, nextToSend, type OutboxState, release, restore, type SendOutcome, settle, wake } from "./machine.ts";
import type { OutboxRecord, RecordKind } from "./record.ts";
import type { OutboxStore, StoreError } from "./store.ts";

export type Sent = { readonly outcome: SendOutcome; readonly reply: unknown };
export type OutboxDeps = {
  readonly store: OutboxStore;
  /** Performs one attempt; never throws. */
  readonly send: (record: OutboxRecord, body: string) => Promise<Sent>;
  readonly officer: () => string | null;
  readonly now: () => number;
  readonly random: () => number;
  /** Runs `work` while no other window sends, or not at all. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
  readonly onChange: (state: OutboxState) => void;
  readonly onSent: (record: OutboxRecord, sent: Sent) => void;
  /** The edge has it; the record is forgotten when this is done. An app that still needs the body keeps it elsewhere first. */
  readonly beforeForget?: (record: OutboxRecord, body: string, sent: Sent) => Promise<void>;
};
export type NewRecord = {
  readonly id: string;
  readonly kind: RecordKind;
  readonly path: string;
  readonly group: string;
  readonly officer: string;
  readonly body: unknown;
};

export type Outbox = ReturnType<typeof createOutbox>;

/** The queue of this tablet: durable first, then sent, and forgotten only when the edge has said yes. */
export function createOutbox(deps: OutboxDeps) {
  let state = emptyOutbox;
  const apply = (next: OutboxState) => {
    state = next;
    deps.onChange(state);
  };

  /** Takes up what an earlier run left; tells how many rows were damaged. */
  async function load(): Promise<Result<number, StoreError>> {
    const loaded = await deps.store.load();
    if (!loaded.ok) return loaded;
    apply(restore(loaded.value.records));
    return ok(loaded.value.damaged);
  }

  /** Resolves with success only when the device holds the record. */
  async function keep(fresh: NewRecord): Promise<Result<null, StoreError>> {
    const { body, ...rest } = fresh;
    const seq = state.seq + 1;
    // The number is taken before the write, so that two taps in one moment keep their order.
    apply({ ...state, seq });
    const record: OutboxRecord = { ...rest, seq, createdAt: deps.now(), attempts: 0, notBefore: 0, state: "waiting", code: null };
    const written = await deps.store.put(record, JSON.stringify(body));
    if (!written.ok) return err({ code: "storage-failed" });
    apply(add(state, record));
    return written;
  }

  async function attempt(record: OutboxRecord): Promise<void> {
    const body = await deps.store.body(record);
    const sent: Sent = body.ok
      ? await deps.send(record, body.value)
      : { outcome: { kind: "rejected", code: body.error.code }, reply: null };
    apply(settle(state, record.id, sent.outcome, deps.now(), deps.random()));
    if (sent.outcome.kind === "accepted") {
      if (body.ok) await deps.beforeForget?.(record, body.value, sent);
      // If the removal fails the record is sent again at the next start, under the same id: harmless.
      await deps.store.remove(record.id);
    } else {
      const changed = state.records.find((other) => other.id === record.id);
      if (changed !== undefined && changed !== record) await deps.store.update(changed);
    }
    deps.onSent(record, sent);
  }

  let running: Promise<void> | null = null;
  let again = false;
  async function drain(): Promise<void> {
    for (;;) {
      const record = nextToSend(state, deps.officer(), deps.now());
      if (record === null) return;
      await attempt(record);
      const stuck = state.records.some((other) => other === record);
      // Signed out: nothing changed and nothing will until somebody signs in.
      if (stuck && state.pausedUntil <= deps.now()) return;
    }
  }
  /** Sends what can be sent now. Calls that overlap share one run. */
  function deliver(): Promise<void> {
    // A record kept while a run is ending must not wait for the next tick.
    again = running !== null;
    running ??= deps.alone(drain).finally(() => {
      running = null;
      if (again) void deliver();
    });
    return running;
  }

  return {
    load,
    keep,
    deliver,
    state: () => state,
    wake() {
      apply(wake(state));
      return deliver();
    },
    /** Forgets a rejected record that a person has dealt with; one that still waits stays. Durable before it is gone from the screen. */
    async putAway(id: string): Promise<Result<null, StoreError>> {
      if (state.records.find((record) => record.id === id)?.state !== "rejected") return ok(null);
      const removed = await deps.store.remove(id);
      if (removed.ok) apply({ ...state, records: state.records.filter((record) => record.id !== id) });
      return removed;
    },
    /** What a record says, as it was kept. */
    body: (record: OutboxRecord) => deps.store.body(record),
    async retry(id: string) {
      apply(release(state, id));
      const record = state.records.find((other) => other.id === id);
      if (record !== undefined) await deps.store.update(record);
      return deliver();
    },
  };
}
