import { assert, err, eventBytesMax, ok, type BeketEvent, type Outcome, type Result } from "@beket/domain";
import { parseUuid, type Journal, type JournalStore } from "@beket/replication";
import { fault, type EdgeFault } from "../faults.ts";
import { sameBytes, type WorkKeys } from "../keyed/work-keys.ts";
import type { Now, WorkTable } from "../ports.ts";

/** What a request came to, before it is durable. */
export type Entry = {
  readonly event: BeketEvent;
  readonly reply: object;
  /** For look-ups: what a later passage or refusal refers to. `stop` names the stop's subjects, see `WorkKeys.stop`. */
  readonly lookup?: { readonly stop: () => Uint8Array; readonly outcome: Outcome | null };
  /** Takes back what `prepare` wrote to the working table when the journal refuses the event. */
  readonly undo?: () => void;
  /** Runs once when the event is durable, before the reply. */
  readonly saved?: () => void;
};
export type Question = { readonly id: string; readonly by: string; readonly content: unknown };
type Lookup = { readonly stop: Uint8Array; readonly outcome: Outcome | null };
/** An answer that was given and is not yet in the working table. */
type Given = { readonly question: Question; readonly reply: string; readonly lookup: Entry["lookup"]; readonly at: number };

const keptAtOnce = 4;
const utf8 = new TextEncoder();

export type RecorderDeps = {
  readonly journal: Journal;
  readonly journalStore: Pick<JournalStore, "find">;
  readonly work: Pick<WorkTable, "replies">;
  readonly keys: WorkKeys;
  readonly now: Now;
  /** Runs soon, when nobody waits. */
  readonly later: (run: () => void) => void;
  /** Runs after the present tick. */
  readonly defer: (run: () => void) => void;
};

/**
 * Writes one event per request id and answers the same id with the same bytes.
 *
 * The answer goes out when the event is durable, and only then to the working table, many at a time: nobody waits for it. Dying
 * before that costs the answer, not the event; the retry is told `already-recorded`.
 */
export function createRecorder(deps: RecorderDeps) {
  let full = false;
  let failed = false;
  let stopped = false;
  const underway = new Map<string, { readonly question: Question; readonly result: Promise<Result<string, EdgeFault>> }>();
  const given = new Map<string, Given>();

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

  const fingerprint = (question: Question): Uint8Array => deps.keys.hash("question", question.by, JSON.stringify(question.content));
  const keep = (rowsMax: number): void => {
    const some = [...given.values().take(rowsMax)];
    const rows = some.map(({ question, reply, lookup, at }) => ({
      id: idBytes(question.id),
      fingerprint: fingerprint(question),
      sealed: deps.keys.seal(reply),
      stop: lookup?.stop() ?? null,
      outcome: lookup?.outcome ?? null,
      at,
    }));
    if (rows.length > 0) deps.work.replies.put(rows);
    for (const { question } of some) given.delete(question.id);
  };
  /** A few at a time, so that no check waits behind a crowd of them. */
  const keepSome = (): void => {
    if (stopped) return;
    keep(keptAtOnce);
    if (given.size > 0) deps.defer(keepSome);
  };
  const write = async (question: Question, id: Uint8Array, entry: Entry): Promise<Result<string, EdgeFault>> => {
    const saved = await append(id, entry.event);
    if (!saved.ok || saved.value.duplicate) {
      entry.undo?.();
      return saved.ok ? (fromTable(question, id) ?? err(fault("already-recorded"))) : saved;
    }
    const reply = JSON.stringify(entry.reply);
    if (given.size === 0) deps.later(keepSome);
    given.set(question.id, { question, reply, lookup: entry.lookup, at: deps.now() });
    entry.saved?.();
    return ok(reply);
  };
  const again = (question: Question, first: Question, reply: Promise<Result<string, EdgeFault>> | Result<string, EdgeFault>) =>
    sameBytes(fingerprint(question), fingerprint(first)) ? reply : err(fault("id-reused"));
  const fromTable = (question: Question, id: Uint8Array): Result<string, EdgeFault> | null => {
    const known = deps.work.replies.find(id);
    if (known === null) return null;
    return sameBytes(known.fingerprint, fingerprint(question)) ? ok(deps.keys.open(known.sealed)) : err(fault("id-reused"));
  };

  return {
    /**
     * `prepare` runs at most once per id at a time and must not wait for anything. Where it changes nothing (`pure`), the journal is
     * trusted to know a repeated id, and the table is asked only then; else the table is asked first.
     */
    once: async (
      question: Question,
      prepare: () => Result<Entry, EdgeFault>,
      kind: "pure" | "changing" = "changing",
    ): Promise<Result<string, EdgeFault>> => {
      const other = underway.get(question.id);
      if (other !== undefined) return again(question, other.question, other.result);
      const recent = given.get(question.id);
      if (recent !== undefined) return again(question, recent.question, ok(recent.reply));
      const id = idBytes(question.id);
      const known = kind === "changing" ? fromTable(question, id) : null;
      if (known !== null) return known;
      const entry = prepare();
      if (!entry.ok) return entry;
      const result = write(question, id, entry.value);
      underway.set(question.id, { question, result });
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
    isDurable: (id: string): boolean => deps.journalStore.find(idBytes(id)) !== null,
    /** What was looked up under this id, when the answer was given within the last hours. */
    lookup: (id: string): Lookup | null => {
      const recent = given.get(id)?.lookup;
      if (recent !== undefined) return { stop: recent.stop(), outcome: recent.outcome };
      const row = deps.work.replies.find(idBytes(id));
      return row === null || row.stop === null ? null : { stop: row.stop, outcome: row.outcome };
    },
    state: (): "ok" | "full" | "failed" => (failed ? "failed" : full ? "full" : "ok"),
    /** Puts the last answers into the working table. */
    stop: (): void => {
      keep(given.size);
      stopped = true;
    },
  };
}
export type Recorder = ReturnType<typeof createRecorder>;

/** The caller has parsed the id as a UUID. */
export function idBytes(id: string): Uint8Array {
  const parsed = parseUuid(id);
  assert(parsed.ok, "an id that was parsed as a UUID has sixteen bytes");
  return parsed.value;
}
