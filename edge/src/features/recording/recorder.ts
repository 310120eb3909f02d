import { assert, err, eventBytesMax, ok, type BeketEvent, type Outcome, type Result } from "@beket/domain";
import { parseUuid, type Journal, type JournalStore } from "@beket/replication";
import { fault, type EdgeFault } from "../faults.ts";
import { sameBytes, type WorkKeys } from "../keyed/work-keys.ts";
import type { Now, WorkTable } from "../ports.ts";

/** What a request came to, before it is durable. */
export type Entry = {
  readonly event: BeketEvent;
  readonly reply: object;
  /** For look-ups: what a later passage or refusal refers to. */
  readonly lookup?: { readonly stop: Uint8Array; readonly outcome: Outcome | null };
  /** Takes back what `prepare` wrote to the working table when the journal refuses the event. */
  readonly undo?: () => void;
  /** Runs once when the event is durable, before the reply. */
  readonly saved?: () => void;
};
export type Question = { readonly id: string; readonly by: string; readonly content: unknown };

const utf8 = new TextEncoder();

/**
 * Writes one event per request id and answers the same id with the same bytes.
 *
 * Order: the answer goes to the working table, then the event to the journal, and the answer out only when the event is
 * durable. A stored answer counts only when the journal holds its event, so dying between the two leaves nothing behind.
 */
export function createRecorder(deps: {
  readonly journal: Journal;
  readonly journalStore: Pick<JournalStore, "find">;
  readonly work: Pick<WorkTable, "replies">;
  readonly keys: WorkKeys;
  readonly now: Now;
}) {
  let full = false;
  let failed = false;
  const underway = new Map<string, { readonly fingerprint: Uint8Array; readonly result: Promise<Result<string, EdgeFault>> }>();

  const append = async (id: Uint8Array, event: BeketEvent): Promise<Result<{ readonly duplicate: boolean }, EdgeFault>> => {
    // The event was built from parsed parts under the schema's own limits; parsing it once more would double a check's cost.
    const body = utf8.encode(JSON.stringify(event));
    if (body.length > eventBytesMax) return err(fault("event-too-large"));
    const saved = await deps.journal.append({ id, body });
    if (saved.ok) {
      full = false;
      return saved;
    }
    switch (saved.error.code) {
      case "journal-full":
        full = true;
        return err(fault("journal-full"));
      case "event-too-large":
      case "event-id-invalid":
        return err(fault(saved.error.code));
      case "journal-io":
      case "journal-closed":
        failed = true;
        return err(fault("journal-failed"));
    }
  };

  const write = async (id: Uint8Array, fingerprint: Uint8Array, entry: Entry): Promise<Result<string, EdgeFault>> => {
    const reply = JSON.stringify(entry.reply);
    deps.work.replies.put({
      id,
      fingerprint,
      sealed: deps.keys.seal(reply),
      stop: entry.lookup?.stop ?? null,
      outcome: entry.lookup?.outcome ?? null,
      at: deps.now(),
    });
    const saved = await append(id, entry.event);
    if (saved.ok && !saved.value.duplicate) {
      entry.saved?.();
      return ok(reply);
    }
    deps.work.replies.remove(id);
    entry.undo?.();
    return saved.ok ? err(fault("already-recorded")) : saved;
  };

  return {
    /** `prepare` runs at most once per id and must not wait for anything. */
    once: async (question: Question, prepare: () => Result<Entry, EdgeFault>): Promise<Result<string, EdgeFault>> => {
      const id = idBytes(question.id);
      const fingerprint = deps.keys.hash("question", question.by, JSON.stringify(question.content));
      const other = underway.get(question.id);
      if (other !== undefined) return sameBytes(other.fingerprint, fingerprint) ? other.result : err(fault("id-reused"));
      const known = deps.work.replies.find(id);
      if (known !== null) {
        if (deps.journalStore.find(id) !== null)
          return sameBytes(known.fingerprint, fingerprint) ? ok(deps.keys.open(known.sealed)) : err(fault("id-reused"));
        deps.work.replies.remove(id);
      }
      const entry = prepare();
      if (!entry.ok) return entry;
      const result = write(id, fingerprint, entry.value);
      underway.set(question.id, { fingerprint, result });
      try {
        return await result;
      } finally {
        underway.delete(question.id);
      }
    },
    /** An event of the node's own making; resolves when it is durable. */
    append,
    /** Whether the event of this id is in the journal or on its way there. What the working table names counts only then. */
    holds: (id: string): boolean => underway.has(id) || deps.journalStore.find(idBytes(id)) !== null,
    /** What was looked up under this id, when the answer was given within the last hours. */
    lookup: (id: string): { readonly stop: Uint8Array; readonly outcome: Outcome | null } | null => {
      const row = deps.work.replies.find(idBytes(id));
      return row === null || row.stop === null ? null : { stop: row.stop, outcome: row.outcome };
    },
    state: (): "ok" | "full" | "failed" => (failed ? "failed" : full ? "full" : "ok"),
  };
}
export type Recorder = ReturnType<typeof createRecorder>;

/** The caller has parsed the id as a UUID. */
export function idBytes(id: string): Uint8Array {
  const parsed = parseUuid(id);
  assert(parsed.ok, "an id that was parsed as a UUID has sixteen bytes");
  return parsed.value;
}
