/*
 * A replica of one scope.
 *
 *              delta (from = cursor, more)                 delta (from = cursor, digest)
 *   whole ────────────────────────────────► partial ────────────────────────────────────► whole
 *     │  ▲                                     │ delta (more): partial                        cursor = to
 *     │  └── delta (from = cursor, digest)     │
 *     └── lane: overlay only, never the cursor ┘
 *
 *   refused without effect: unsigned, wrong role or scope, rolled back, gapped, digest that does not match.
 *   complete = whole ∧ cursor ≥ newest head ∧ nothing damaged.
 */
import { equalBytes, fromHex } from "../bytes/bytes.ts";
import { createBucketSums, sumsDigest } from "../formats/bucket-sums.ts";
import { createRecordSealer } from "../formats/sealed-record.ts";
import { createSubjectHash } from "../formats/subject-key.ts";
import { decodeHead } from "../frames/control.ts";
import type { ScopeHead } from "../frames/control.ts";
import { parseFrame } from "../frames/frame.ts";
import type { FrameType } from "../frames/frame.ts";
import { decodeDelta, decodeLane } from "../frames/scope-batch.ts";
import type { ScopeDelta } from "../frames/scope-batch.ts";
import { openTrusted } from "../keys/key-ring.ts";
import type { ReplicaPosition, ScopeRow } from "../ports.ts";
import { err, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { newestRows } from "./overlay.ts";
import type { Applied, Replica, ReplicaDeps, ReplicaError, ReplicaRecord } from "./types.ts";

type Outcome = Result<Applied, ReplicaError>;
const refuse = (code: ReplicaError["code"], detail: string): { readonly ok: false; readonly error: ReplicaError } => err({ code, detail });

export function createReplica(deps: ReplicaDeps): Replica {
  const { store, crypto, scope } = deps;
  const hash = createSubjectHash(crypto, deps.key);
  const sealer = createRecordSealer(crypto, deps.key, scope);
  let refusedFrames = 0;
  let isDrifted = false;
  /** Newest version that any verified frame spoke of. */
  let knownVersion = 0;
  const damaged = new Set<number>();

  /** The payload of a frame of this type that the registry signed for this scope. */
  const open = (bytes: Uint8Array, type: FrameType): Result<Uint8Array, ReplicaError> => {
    const frame = parseFrame(bytes);
    if (!frame.ok) return refuse("frame-invalid", frame.error.code);
    if (frame.value.type !== type) return refuse("frame-type", frame.value.type);
    const at = Math.max(deps.clock.now(), store.position().highestTime);
    const opened = openTrusted(deps, frame.value, { role: "registry", scope, at });
    return opened.ok ? ok(opened.value.payload) : refuse(opened.error.code, frame.value.keyId);
  };
  const counted = (outcome: Outcome): Outcome => {
    if (!outcome.ok) refusedFrames += 1;
    return outcome;
  };
  const known = (version: number): void => {
    knownVersion = Math.max(knownVersion, version);
  };

  const applyDelta = (bytes: Uint8Array): Outcome => {
    const payload = open(bytes, "delta");
    if (!payload.ok) return payload;
    const delta = decodeDelta(payload.value);
    if (!delta.ok) return refuse("payload-invalid", delta.error.code);
    if (delta.value.scope !== scope) return refuse("scope-wrong", delta.value.scope);
    const position = store.position();
    known(delta.value.to);
    if (delta.value.to <= position.version) return ok({ kind: "known", version: position.version });
    if (delta.value.from !== position.version) return refuse("gapped", `${delta.value.from} after ${position.version}`);
    return applyInOrder(position, delta.value);
  };
  const applyInOrder = (position: ReplicaPosition, delta: ScopeDelta): Outcome => {
    const sums = createBucketSums(crypto, position.sums);
    for (const row of store.rowsByNumber(delta.rows.map((row) => row.row))) sums.subtract(row);
    for (const row of delta.rows) sums.add(row);
    const after = sums.bytes();
    const isWhole = delta.digest !== null;
    if (delta.digest !== null && !equalBytes(sumsDigest(crypto, after), delta.digest)) {
      isDrifted = true;
      return refuse("digest-mismatch", `at ${delta.to}`);
    }
    const coversHead = isWhole && position.head !== null && position.head.version <= delta.to;
    const dataAsOf = coversHead ? position.head.time : position.dataAsOf;
    store.apply({ rows: delta.rows, sums: after, version: delta.to, whole: isWhole, dataAsOf });
    if (isWhole) isDrifted = false;
    return ok({ kind: "applied", version: delta.to });
  };

  const applyHead = (bytes: Uint8Array): Outcome => {
    const payload = open(bytes, "head");
    if (!payload.ok) return payload;
    const head = decodeHead(payload.value);
    if (!head.ok) return refuse("payload-invalid", head.error.code);
    if (head.value.scope !== scope) return refuse("scope-wrong", head.value.scope);
    const position = store.position();
    const before = position.head;
    if (before !== null && head.value.version === before.version && head.value.time === before.time) {
      return ok({ kind: "known", version: position.version });
    }
    if (before !== null && (head.value.version < before.version || head.value.time < before.time)) {
      return refuse("rolled-back", `head ${head.value.version} after ${before.version}`);
    }
    return recordHead(position, head.value, bytes);
  };
  const recordHead = (position: ReplicaPosition, head: ScopeHead, bytes: Uint8Array): Outcome => {
    known(head.version);
    const isHere = position.whole && head.version === position.version;
    if (isHere && !equalBytes(sumsDigest(crypto, position.sums), fromHex(head.digest, 32) ?? new Uint8Array(0))) {
      isDrifted = true;
      return refuse("digest-mismatch", `head at ${head.version}`);
    }
    const dataAsOf = position.whole && head.version <= position.version ? head.time : position.dataAsOf;
    const highestTime = Math.max(position.highestTime, head.time);
    store.recordHead({ version: head.version, time: head.time, highestTime, dataAsOf, bytes });
    return ok({ kind: "applied", version: position.version });
  };

  const applyLane = (bytes: Uint8Array): Outcome => {
    const payload = open(bytes, "lane");
    if (!payload.ok) return payload;
    const lane = decodeLane(payload.value);
    if (!lane.ok) return refuse("payload-invalid", lane.error.code);
    if (lane.value.scope !== scope) return refuse("scope-wrong", lane.value.scope);
    const { row } = lane.value;
    const position = store.position();
    known(row.version);
    // In a partial state the cursor does not say that this version is here: it may have been left out as superseded.
    const isReached = position.whole && row.version <= position.version;
    if (isReached || hasVersion(row)) return ok({ kind: "known", version: position.version });
    store.putOverlay(row);
    return ok({ kind: "applied", version: position.version });
  };
  const hasVersion = (row: ScopeRow): boolean => {
    const there = store.rowsAt(row.key);
    return [...there.rows, ...there.overlay].some((other) => other.row === row.row && other.version >= row.version);
  };

  const lookup = (kind: string, value: string): readonly ReplicaRecord[] => {
    const { rows, overlay } = store.rowsAt(hash(kind, value));
    const records: ReplicaRecord[] = [];
    for (const { row, isOverlay } of newestRows(rows, overlay)) {
      if (row.sealed.length === 0) continue;
      const record = sealer.open({ kind, value, row: row.row, version: row.version }, row.sealed);
      // Two identifiers under one 64-bit hash are not to be expected; a row that does not open is a damaged one.
      if (record === null) damaged.add(row.row);
      else records.push({ row: row.row, version: row.version, record, overlay: isOverlay });
    }
    return records;
  };

  return {
    scope,
    applyDelta: (bytes) => counted(applyDelta(bytes)),
    applyHead: (bytes) => counted(applyHead(bytes)),
    applyLane: (bytes) => counted(applyLane(bytes)),
    lookup,
    hasNeighbour: (kind, values) => values.reduce((count, value) => count + (store.hasKey(hash(kind, value)) ? 1 : 0), 0),
    state: () => {
      const { version, whole, dataAsOf, highestTime, head } = store.position();
      const isCurrent = whole && head !== null && version >= head.version;
      const complete = isCurrent && !isDrifted && damaged.size === 0;
      return { scope, version, complete, dataAsOf, highestTime, drifted: isDrifted, damagedRows: damaged.size, refusedFrames };
    },
    needsFrom: () => {
      const { version, whole, head } = store.position();
      return whole && version >= Math.max(knownVersion, head?.version ?? 0) ? null : version;
    },
    reset: () => {
      store.reset();
      damaged.clear();
      isDrifted = false;
    },
  };
}
