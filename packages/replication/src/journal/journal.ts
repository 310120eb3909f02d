import { toHex } from "../bytes/bytes.ts";
import { chainHash, zeroHash } from "../formats/chain.ts";
import { sealEpochKey } from "../formats/epoch-key.ts";
import { sealEvent } from "../formats/event-body.ts";
import { limits } from "../formats/limits.ts";
import { isLevel } from "../formats/names.ts";
import { isUuidv7 } from "../formats/uuid.ts";
import type { AppendOutcome, EpochState, JournalRow, JournalStore } from "../ports.ts";
import { assert, err, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { countIn, gapsIn } from "./ranges.ts";
import type { EventInput, Journal, JournalDeps, JournalError, JournalStatus, Saved } from "./types.ts";

type Outcome = Result<Saved, JournalError>;
type Waiting = EventInput & {
  readonly recordedAt: number;
  readonly monotonicMs: number;
  readonly settle: (outcome: Outcome) => void;
};
type End = { readonly seq: number; readonly hash: Uint8Array };

const fail = (code: JournalError["code"], detail: string): Outcome => err({ code, detail });

/**
 * The journal of one source: every open begins a new random epoch, because a file that was restored from a copy cannot know
 * it; so no position is ever used twice. Appends of one tick share one transaction (group commit).
 */
export function createJournal(deps: JournalDeps): Journal {
  assert(isLevel(deps.source), "a source is a topic level");
  const { epoch, epochKey, start } = openEpoch(deps);
  let end: End = start;
  let waiting: Waiting[] = [];
  let state: "open" | "failed" | "closed" = "open";

  const flush = (): void => {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    if (state !== "open") {
      for (const one of group) one.settle(fail(state === "closed" ? "journal-closed" : "journal-io", "the journal takes no more"));
      return;
    }
    const planned = tryPlan(deps, { epoch, epochKey, end }, group);
    if (!planned.ok) {
      for (const one of group) one.settle(planned);
      return;
    }
    const plan = planned.value;
    const outcome = appendRows(deps.store, plan.rows);
    if (outcome.ok) ({ end } = plan);
    // After an I/O error nobody knows what reached the disk, so no seq after it may be given: only a new epoch is safe.
    else if (outcome.error.code === "journal-io") state = "failed";
    for (const [index, one] of group.entries()) {
      const saved = plan.saved[index];
      assert(saved !== undefined, "each append has its outcome");
      const isStored = outcome.ok || (saved.duplicate && !plan.inGroup.has(toHex(one.id)));
      one.settle(isStored ? ok(saved) : fail(outcome.error.code, outcome.error.detail));
    }
    if (outcome.ok && plan.rows.length > 0) deps.onSaved?.({ epoch, lastSeq: plan.end.seq });
  };

  const append = (input: EventInput): Promise<Outcome> => {
    if (state === "closed") return Promise.resolve(fail("journal-closed", "closed"));
    if (!isUuidv7(input.id)) return Promise.resolve(fail("event-id-invalid", "an event id is a UUIDv7"));
    if (input.body.length > limits.eventBodyBytesMax) return Promise.resolve(fail("event-too-large", `${input.body.length} bytes`));
    const recordedAt = Math.max(0, Math.floor(deps.clock.now()));
    const monotonicMs = Math.max(0, Math.floor(deps.clock.monotonic()));
    return new Promise((settle) => {
      waiting.push({ ...input, recordedAt, monotonicMs, settle });
      if (waiting.length === 1) deps.defer(flush);
    });
  };

  return {
    epoch,
    append,
    status: () => statusOf(deps.store, epoch, end.seq, state === "failed"),
    close: () => {
      if (state === "closed") return;
      flush();
      state = "closed";
      deps.store.close();
    },
  };
}

function openEpoch(deps: JournalDeps): { readonly epoch: string; readonly epochKey: Uint8Array; readonly start: End } {
  const epoch = toHex(deps.random(8));
  const epochKey = deps.random(32);
  const previous = deps.store.epochs().at(-1);
  const previousHash = previous === undefined ? zeroHash : previous.lastHash;
  deps.store.openEpoch({
    epoch,
    openedAt: Math.max(0, Math.floor(deps.clock.now())),
    bootId: deps.clock.bootId,
    sealedKey: sealEpochKey(deps, deps.eventPublicKey, { source: deps.source, epoch }, epochKey),
    previousHash,
  });
  return { epoch, epochKey, start: { seq: 0, hash: previousHash } };
}

type Plan = {
  readonly rows: readonly JournalRow[];
  readonly saved: readonly Saved[];
  readonly end: End;
  /** Ids that this group itself brings. */
  readonly inGroup: ReadonlySet<string>;
};

/** A store that throws at a look for an id must not leave those who wait without an answer. No position was given yet. */
function tryPlan(...planning: Parameters<typeof planGroup>): Result<Plan, JournalError> {
  try {
    return ok(planGroup(...planning));
  } catch (cause) {
    return err({ code: "journal-io", detail: cause instanceof Error ? cause.message : "the store threw" });
  }
}

/** Gives each new id the next position; an id that is known, in the store or earlier in this group, keeps its first one. */
function planGroup(
  deps: JournalDeps,
  at: { readonly epoch: string; readonly epochKey: Uint8Array; readonly end: End },
  group: readonly Waiting[],
): Plan {
  const rows: JournalRow[] = [];
  const saved: Saved[] = [];
  const seqById = new Map<string, number>();
  let { end } = at;
  for (const one of group) {
    const idText = toHex(one.id);
    const earlier = seqById.get(idText);
    const first = earlier === undefined ? deps.store.find(one.id) : { epoch: at.epoch, seq: earlier };
    if (first !== null) {
      saved.push({ epoch: first.epoch, seq: first.seq, duplicate: true });
      continue;
    }
    const seq = end.seq + 1;
    const sealed = sealEvent(deps, at.epochKey, { source: deps.source, epoch: at.epoch, seq }, one.body);
    const fields = { epoch: at.epoch, seq, id: one.id, recordedAt: one.recordedAt, monotonicMs: one.monotonicMs, sealed };
    const hash = chainHash(deps.crypto, end.hash, fields);
    rows.push({ ...fields, hash });
    saved.push({ epoch: at.epoch, seq, duplicate: false });
    seqById.set(idText, seq);
    end = { seq, hash };
  }
  return { rows, saved, end, inGroup: new Set(seqById.keys()) };
}

function appendRows(store: JournalStore, rows: readonly JournalRow[]): AppendOutcome {
  if (rows.length === 0) return { ok: true };
  try {
    return store.append(rows);
  } catch (cause) {
    // A store that throws has left its contract; whoever waits for an answer must get one all the same.
    return { ok: false, error: { code: "journal-io", detail: cause instanceof Error ? cause.message : "the store threw" } };
  }
}

const unackedOf = (epoch: EpochState): number => epoch.lastSeq - epoch.prunedTo - countIn(epoch.acked, epoch.prunedTo + 1, epoch.lastSeq);

function statusOf(store: JournalStore, epoch: string, lastSeq: number, failed: boolean): JournalStatus {
  const epochs = store.epochs();
  const oldest = epochs.find((one) => unackedOf(one) > 0);
  return {
    epoch,
    lastSeq,
    unacked: epochs.reduce((sum, one) => sum + unackedOf(one), 0),
    oldestUnackedAt: oldest === undefined ? null : firstUnackedAt(store, oldest),
    failed,
  };
}

function firstUnackedAt(store: JournalStore, epoch: EpochState): number | null {
  const gap = gapsIn(epoch.acked, epoch.prunedTo + 1, epoch.lastSeq)[0];
  return gap === undefined ? null : (store.read(epoch.epoch, gap[0], gap[0], 1)[0]?.recordedAt ?? null);
}
