/*
 * One frame from a source:
 *
 *   shape → key of the role "source" → signature → source of the key = source of the payload
 *     ev      → rows chained? else set aside → one transaction → alarms → signed ack (only now)
 *     hello   → signed reply: what is held of each epoch asked for
 *     request → handed to the host, which answers with batches
 */
import { equalBytes } from "../bytes/bytes.ts";
import { limits } from "../formats/limits.ts";
import { buildTopic } from "../formats/topics.ts";
import { isUuidv7 } from "../formats/uuid.ts";
import { decodeHello, decodeRequestPayload, encodeAck, encodeHelloReply } from "../frames/control.ts";
import type { Hello } from "../frames/control.ts";
import { decodeEventBatch } from "../frames/event-batch.ts";
import type { ReceivedBatch } from "../frames/event-batch.ts";
import { createFrameSigner, parseFrame } from "../frames/frame.ts";
import { openTrusted } from "../keys/key-ring.ts";
import type { TrustedKey } from "../keys/types.ts";
import type { IngestBatch, IngestOutcome, IngestStore, JournalRow, PoisonReason, PoisonRow } from "../ports.ts";
import { err, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { describeHeld, tipOf } from "./held.ts";
import type { Ingest, IngestAlarm, IngestDeps, IngestError, Received } from "./types.ts";

const defaultWindowBytes = 512 * 1024;
type Outcome = Result<Received, IngestError>;
const refuse = (code: IngestError["code"], detail: string): { readonly ok: false; readonly error: IngestError } => err({ code, detail });

/** Takes in what sources send. Nothing is answered before it is committed, and one bad row never holds up the others. */
export function createIngest(deps: IngestDeps): Ingest {
  const sign = createFrameSigner(deps.crypto, deps.codec, deps.ackSigningSeed);
  const timeNow = (): number => Math.max(0, Math.floor(deps.clock.now()));
  const windowBytes = (): number => deps.windowBytes?.() ?? defaultWindowBytes;

  const receiveEvents = (key: TrustedKey, payload: Uint8Array): Outcome => {
    const decoded = decodeEventBatch(deps.crypto, payload);
    if (!decoded.ok) return refuse("payload-invalid", decoded.error.code);
    const batch = decoded.value;
    if (key.source !== batch.source) return refuse("key-source", key.id);
    const { good, poisoned } = sortRows(batch);
    const anchorAlarms = checkAnchor(deps.store, batch);
    const outcome = storeBatch(deps.store, { source: batch.source, ...batch.epoch, rows: good, poisoned }, timeNow());
    if (!outcome.ok) return outcome;
    const { stored, duplicates, forks } = outcome.value;
    const { source } = batch;
    const alarms: readonly IngestAlarm[] = [
      ...anchorAlarms,
      ...forks.map(({ epoch, seq }): IngestAlarm => ({ code: "fork", source, epoch, seq })),
      ...poisoned.map(({ row }): IngestAlarm => ({ code: "poison", source, epoch: row.epoch, seq: row.seq })),
    ];
    return ok({
      kind: "events",
      source,
      epoch: batch.epoch.epoch,
      sealedKey: batch.epoch.sealedKey,
      rows: good,
      poisoned,
      stored,
      duplicates,
      alarms,
      reply: ackFor(batch, poisoned),
      replyTopic: buildTopic({ kind: "dn", source, channel: "ack" }),
    });
  };

  const ackFor = (batch: ReceivedBatch, poisoned: readonly PoisonRow[]): Uint8Array => {
    const { source } = batch;
    const { epoch } = batch.epoch;
    const from = batch.rows[0]?.seq ?? 0;
    const to = batch.rows.at(-1)?.seq ?? 0;
    const held = deps.store.held(source, epoch).find((one) => one.epoch === epoch) ?? { epoch, ranges: [], backedUpTo: 0 };
    return sign(
      "ack",
      encodeAck({
        source,
        epoch,
        time: timeNow(),
        windowBytes: windowBytes(),
        backedUpTo: held.backedUpTo,
        ...describeHeld(deps.store, source, held, limits.rangesPerReplyMax, [from, to]),
        echo: [from, to, tipOf(batch.lastHash)],
        poison: poisoned.map(({ row, reason }) => [row.seq, reason]),
      }),
    );
  };

  const receiveHello = (key: TrustedKey, payload: Uint8Array): Outcome => {
    const hello = decodeHello(payload);
    if (!hello.ok) return refuse("payload-invalid", hello.error.code);
    if (key.source !== hello.value.source) return refuse("key-source", key.id);
    const { source } = hello.value;
    return ok({ kind: "hello", source, reply: replyFor(hello.value), replyTopic: buildTopic({ kind: "dn", source, channel: "ack" }) });
  };

  const replyFor = (hello: Hello): Uint8Array => {
    const asked = new Set(hello.epochs.map((epoch) => epoch.epoch));
    const held: { epoch: string; backedUpTo: number; ranges: Ranges; tips: Tips }[] = [];
    let room: number = limits.rangesPerReplyMax;
    for (const epoch of deps.store.held(hello.source)) {
      if (!asked.has(epoch.epoch)) continue;
      const described = describeHeld(deps.store, hello.source, epoch, room);
      room -= described.ranges.length;
      held.push({ epoch: epoch.epoch, backedUpTo: epoch.backedUpTo, ...described });
    }
    const { source, nonce } = hello;
    return sign("hello-reply", encodeHelloReply({ source, nonce, time: timeNow(), windowBytes: windowBytes(), held }));
  };

  const receiveRequest = (key: TrustedKey, payload: Uint8Array): Outcome => {
    const request = decodeRequestPayload(payload);
    if (!request.ok) return refuse("payload-invalid", request.error.code);
    const { source, scope, from } = request.value;
    if (key.source !== source) return refuse("key-source", key.id);
    if (key.scopes !== undefined && !key.scopes.includes(scope)) return refuse("key-scope", key.id);
    return ok({ kind: "request", source, scope, from, replyTopic: buildTopic({ kind: "dn", source, channel: "chunk" }) });
  };

  const receive = (bytes: Uint8Array): Outcome => {
    const frame = parseFrame(bytes);
    if (!frame.ok) return refuse("frame-invalid", frame.error.code);
    const { type, keyId } = frame.value;
    const handle = type === "ev" ? receiveEvents : type === "hello" ? receiveHello : type === "request" ? receiveRequest : null;
    if (handle === null) return refuse("frame-type", type);
    const opened = openTrusted(deps, frame.value, { role: "source", at: timeNow() });
    return opened.ok ? handle(opened.value.key, opened.value.payload) : refuse(opened.error.code, keyId);
  };

  return { receive };
}

type Ranges = ReturnType<typeof describeHeld>["ranges"];
type Tips = ReturnType<typeof describeHeld>["tips"];

function sortRows(batch: ReceivedBatch): { readonly good: readonly JournalRow[]; readonly poisoned: readonly PoisonRow[] } {
  // One chain hash for the batch: when it fails no single row can be blamed. A source sends a row that it knows broken alone.
  if (!batch.chained) {
    const last = batch.rows.length - 1;
    return {
      good: [],
      poisoned: batch.rows.map((row, index) => ({ row: index === last ? { ...row, hash: batch.lastHash } : row, reason: "chain" })),
    };
  }
  const good: JournalRow[] = [];
  const poisoned: PoisonRow[] = [];
  for (const row of batch.rows) {
    const reason = faultOf(row);
    if (reason === null) good.push(row);
    else poisoned.push({ row, reason });
  }
  return { good, poisoned };
}

/** Codec byte and tag are the least a sealed body can be. */
function faultOf(row: JournalRow): PoisonReason | null {
  if (!isUuidv7(row.id)) return "id";
  return row.sealed.length < 17 ? "size" : null;
}

/** The row before the batch, where it is held, must be the one that the batch builds on. */
function checkAnchor(store: IngestStore, batch: ReceivedBatch): readonly IngestAlarm[] {
  const first = batch.rows[0]?.seq ?? 1;
  if (first === 1) return [];
  const { epoch } = batch.epoch;
  const before = store.hashesAt(batch.source, epoch, first - 1);
  const isBroken = before.length > 0 && !before.some((hash) => equalBytes(hash, batch.anchor));
  return isBroken ? [{ code: "chain-anchor", source: batch.source, epoch, seq: first }] : [];
}

function storeBatch(store: IngestStore, batch: IngestBatch, receivedAt: number): Result<IngestOutcome, IngestError> {
  try {
    return ok(store.store(batch, receivedAt));
  } catch (cause) {
    // No commit, no ack: the source keeps the rows and sends them again.
    return refuse("store-failed", cause instanceof Error ? cause.name : "unknown");
  }
}
