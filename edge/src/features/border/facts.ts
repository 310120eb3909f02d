import type { BorderFactReply, BorderFactRequest, BorderFactsPage } from "@beket/api";
import {
  createBorder,
  err,
  eventBytesMax,
  ok,
  type Border,
  type BorderFault,
  type BorderRole,
  type BorderRules,
  type Result,
  type StatedFact,
  type TestPlace,
} from "@beket/domain";
import { formatUuid, uuidv7, type RandomPort } from "@beket/replication";
import { fault, type EdgeFault } from "../faults.ts";
import { sameBytes, type WorkKeys } from "../keyed/work-keys.ts";
import type { LaneHub } from "../lanes/lane-hub.ts";
import type { Now, SessionRow } from "../ports.ts";
import { domainUuid } from "../recording/brands.ts";
import { idBytes, type Recorder } from "../recording/recorder.ts";
import { forgetEveryMs, forgottenAt } from "./forgetting.ts";
import { eventOf, openFact, sealFact, type FactContent } from "./sealed-fact.ts";
import type { BorderStore, FactRow } from "./store.ts";

/*
 *   checked against the fold ─► on the disk, sealed ─► in the fold ─► in the journal ─► answered, and told to every screen
 *
 * A crash between disk and journal leaves a fact without its event: `start` appends it again under the same id. A journal that
 * refuses the event takes the fact back before anybody but its own tablet heard of it: the log is told up to the first fact that
 * the journal does not have.
 */
export type BorderFactsDeps = {
  readonly post: string;
  /** Where people are tested here. */
  readonly place: TestPlace;
  readonly store: BorderStore;
  readonly recorder: Pick<Recorder, "append" | "isDurable">;
  readonly registry: { readonly border: () => BorderRules | null };
  readonly keys: WorkKeys;
  readonly lanes: Pick<LaneHub, "publishAll">;
  readonly now: Now;
  readonly random: RandomPort;
};
export type Refusal = { readonly kind: "edge"; readonly fault: EdgeFault } | { readonly kind: "border"; readonly fault: BorderFault };
type Entry = FactContent & { readonly cursor: number; readonly id: string; readonly own: boolean; readonly at: number };
type Told = Result<BorderFactReply, Refusal>;

/** A tablet may have been away for a week; a clock that runs ahead is set right before anything is timed by it. */
const lateMaxMs = 7 * 24 * 3_600_000;
const earlyMaxMs = 5 * 60_000;
const pageMax = 500;
const logBytes = 8;

export function createBorderFacts(deps: BorderFactsDeps) {
  const { store, recorder, keys } = deps;
  const isSpent = (code: string): boolean => store.isSpent(spentOf(code));
  const spentOf = (code: string): Uint8Array => keys.hash("border-spent", code);
  let border: Border = createBorder({ isSpent });
  let entries: Entry[] = [];
  const byId = new Map<string, Entry>();
  /** Facts on the disk whose event is not in the journal yet. */
  const underway = new Map<string, Promise<Told>>();
  const unwritten = new Set<string>();
  let log = store.log() ?? "";
  let lastForgotten = Number.NEGATIVE_INFINITY;

  const take = (entry: Entry): void => {
    entries.push(entry);
    byId.set(entry.id, entry);
    border.apply(statedOf(entry));
  };
  const load = (): void => {
    border = createBorder({ isSpent });
    entries = [];
    byId.clear();
    for (const row of store.rows()) take(entryOf(row));
  };
  const entryOf = ({ id, cursor, own, at, sealed }: FactRow): Entry => ({ ...openFact(keys, sealed), id: formatUuid(id), cursor, own, at });
  const rewrite = (change: Omit<Parameters<BorderStore["rewrite"]>[0], "log">): void => {
    const name = hex(deps.random(logBytes));
    store.rewrite({ ...change, log: name });
    log = name;
    load();
  };
  const replyOf = ({ id, cursor, warnings }: Entry): BorderFactReply => ({ id, cursor, warnings: [...warnings] });
  const fingerprint = (content: Pick<FactContent, "occurredAt" | "fact">): Uint8Array =>
    keys.hash("border-fact", JSON.stringify([content.occurredAt, content.fact]));

  /** Puts the fact's event into the journal. False with the fault when the journal refuses it. */
  const journalise = async (entry: Entry): Promise<Result<null, EdgeFault>> => {
    unwritten.add(entry.id);
    const saved = await recorder.append(idBytes(entry.id), eventOf(deps.post, entry));
    if (!saved.ok) return saved;
    unwritten.delete(entry.id);
    return ok(null);
  };
  /** The journal takes events again: those that it missed hold back the log's end. */
  const catchUp = async (): Promise<void> => {
    const waiting = [...unwritten].filter((id) => !underway.has(id)).flatMap((id) => byId.get(id) ?? []);
    await Promise.all(waiting.map(journalise));
  };
  /** Nobody was told of the fact, so the log keeps its name. */
  const takeBack = ({ id, cursor }: Entry): void => {
    store.rewrite({ log, remove: [cursor], add: [], spent: [] });
    unwritten.delete(id);
    byId.delete(id);
    entries = entries.filter((one) => one.id !== id);
    border = createBorder({ isSpent });
    for (const one of entries) border.apply(statedOf(one));
  };
  const write = async (entry: Entry): Promise<Told> => {
    const saved = await journalise(entry);
    if (!saved.ok) {
      // Where even this fails, on a full disk, the next start brings the event; the tablet keeps trying with the same id.
      takeBack(entry);
      return err({ kind: "edge", fault: saved.error });
    }
    await catchUp();
    deps.lanes.publishAll({ kind: "border", cursor: entry.cursor });
    return ok(replyOf(entry));
  };

  const writeOnce = async (entry: Entry): Promise<Told> => {
    const written = write(entry);
    underway.set(entry.id, written);
    try {
      return await written;
    } finally {
      underway.delete(entry.id);
    }
  };

  const refusalOf = (request: BorderFactRequest, session: SessionRow, role: BorderRole): Result<readonly string[], Refusal> => {
    const rules = deps.registry.border();
    if (rules === null) return err({ kind: "edge", fault: fault("no-health-rules") });
    const ageMs = deps.now() - request.occurredAt;
    if (ageMs > lateMaxMs || ageMs < -earlyMaxMs) return err({ kind: "edge", fault: fault("time-wrong") });
    // Known to the journal and not to the log: a fact that was forgotten, or another event.
    if (recorder.isDurable(request.id)) return err({ kind: "edge", fault: fault("already-recorded") });
    const checked = border.check(request.fact, request.occurredAt, { ...rules, role, officer: session.officer, place: deps.place });
    if (!checked.ok) return err({ kind: "border", fault: checked.error });
    // Told before anything is kept: taking it back would have every tablet read the log anew.
    const event = eventOf(deps.post, { ...request, officer: session.officer, lane: session.lane, tablet: session.tablet });
    const isTooLarge = new TextEncoder().encode(JSON.stringify(event)).length > eventBytesMax;
    return isTooLarge ? err({ kind: "edge", fault: fault("event-too-large") }) : checked;
  };

  const api = {
    /** Answers when the fact and its event are durable; the same id with the same fact gives the same answer. */
    state: async (session: SessionRow, role: BorderRole, request: BorderFactRequest): Promise<Told> => {
      const known = byId.get(request.id);
      if (known !== undefined) {
        if (!sameBytes(fingerprint(known), fingerprint(request))) return err({ kind: "edge", fault: fault("id-reused") });
        // On the disk and not in the journal, which was full or broken: answered when it is there.
        return underway.get(request.id) ?? (unwritten.has(request.id) ? writeOnce(known) : ok(replyOf(known)));
      }
      const allowed = refusalOf(request, session, role);
      if (!allowed.ok) return allowed;
      const { officer, lane, tablet } = session;
      const { occurredAt, fact } = request;
      const content: FactContent = { occurredAt, officer, lane, tablet, warnings: [...allowed.value], fact };
      const at = deps.now();
      const cursor = store.append({ id: idBytes(request.id), sealed: sealFact(keys, content), own: false, at });
      const entry: Entry = { ...content, id: request.id, cursor, own: false, at };
      take(entry);
      return writeOnce(entry);
    },
    /** Facts after a cursor that are in the journal, in the order in which they were taken. */
    page: (after: number): BorderFactsPage => {
      const from = firstAfter(entries, after);
      const whole = entries.slice(from, from + pageMax);
      const missing = whole.findIndex(({ id }) => unwritten.has(id));
      const facts = (missing === -1 ? whole : whole.slice(0, missing)).map(({ cursor, id, occurredAt, officer, fact }) => ({
        cursor,
        id: domainUuid(id),
        occurredAt,
        officer,
        fact,
      }));
      return { log, facts, next: facts.at(-1)?.cursor ?? after, more: missing === -1 && from + facts.length < entries.length };
    },
    rules: () => deps.registry.border(),
    border: (): Border => border,
    /** Brings to the journal what a crash kept from it. */
    start: async (): Promise<void> => {
      if (store.log() === null) rewrite({ remove: [], add: [], spent: [] });
      const missing = entries.filter(({ id, own }) => !own && !recorder.isDurable(id));
      await Promise.all(missing.map(journalise));
    },
    /** Tries again what the journal did not take, and forgets arrivals that nobody spoke of for three days. */
    sweep: async (): Promise<void> => {
      await catchUp();
      if (unwritten.size > 0) return;
      const at = deps.now();
      if (at - lastForgotten < forgetEveryMs) return;
      const forgotten = forgottenAt(border, entries, at);
      if (forgotten === null) return;
      const sums = forgotten.sums.map(({ fact, occurredAt }) => ({
        id: uuidv7({ now: deps.now }, deps.random),
        sealed: sealFact(keys, { occurredAt, officer: null, lane: null, tablet: null, warnings: [], fact }),
        own: true,
        at,
      }));
      lastForgotten = at;
      rewrite({ remove: forgotten.remove, add: sums, spent: forgotten.spent.map(spentOf) });
      deps.lanes.publishAll({ kind: "border", cursor: entries.at(-1)?.cursor ?? 0 });
    },
  };
  load();
  return api;
}
export type BorderFacts = ReturnType<typeof createBorderFacts>;

const statedOf = ({ id, occurredAt, officer, fact }: Entry): StatedFact => ({ id, occurredAt, officer, fact });
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Index of the first entry behind the cursor; cursors ascend. */
function firstAfter(entries: readonly { readonly cursor: number }[], after: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.cursor ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
