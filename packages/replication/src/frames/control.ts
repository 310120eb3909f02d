import * as v from "valibot";
import { utf8 } from "../bytes/bytes.ts";
import { limits } from "../formats/limits.ts";
import { isEpoch, isLevel } from "../formats/names.ts";
import { err, ok } from "../result.ts";
import type { Result } from "../result.ts";
import type { PoisonReason, SeqRange } from "../ports.ts";

// Control payloads are compact JSON arrays: small, few, and read by people in a dump.

export type Hello = {
  readonly source: string;
  /** 16 bytes in hex; the reply repeats it, so an old reply is not taken for this one. */
  readonly nonce: string;
  readonly time: number;
  /** Epochs that are not wholly pruned, oldest first. */
  readonly epochs: readonly { readonly epoch: string; readonly lastSeq: number; readonly prunedTo: number }[];
};
export type HelloReply = {
  readonly source: string;
  readonly nonce: string;
  readonly time: number;
  readonly windowBytes: number;
  readonly held: readonly ({ readonly epoch: string; readonly backedUpTo: number } & HeldRanges)[];
};
/**
 * `tips` has one entry a range: the first 8 bytes of the chain hashes held at the range's end, in hex. A source whose own
 * hash is not among them has a double (a cloned machine in the same epoch) and must not take the range for its own rows.
 */
export type HeldRanges = { readonly ranges: readonly SeqRange[]; readonly tips: readonly (readonly string[])[] };
export type RangeAck = HeldRanges & {
  readonly source: string;
  readonly epoch: string;
  readonly time: number;
  readonly windowBytes: number;
  readonly backedUpTo: number;
  /** The batch that is answered: its first and last seq and the tip of its last row. */
  readonly echo: readonly [from: number, to: number, tip: string];
  /** Rows that were set aside, with the reason; they are held and must not be sent again. */
  readonly poison: readonly (readonly [seq: number, reason: PoisonReason])[];
};
export type ScopeRequest = { readonly source: string; readonly scope: string; readonly from: number; readonly time: number };
/** `digest` in hex: SHA-256 of the bucket sums at `version`. */
export type ScopeHead = { readonly scope: string; readonly version: number; readonly time: number; readonly digest: string };

const Level = v.pipe(v.string(), v.check(isLevel));
const Epoch = v.pipe(v.string(), v.check(isEpoch));
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Seq = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const Time = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(limits.timeMax));
const Nonce = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const WindowBytes = v.pipe(Count, v.maxValue(1 << 30));
const Ranges = v.pipe(
  v.array(v.strictTuple([Seq, Seq])),
  v.maxLength(limits.rangesPerReplyMax),
  v.check((ranges) => ranges.every(([from, to], index) => from <= to && from > (ranges[index - 1]?.[1] ?? 0))),
);

const Tip = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const Tips = v.pipe(v.array(v.pipe(v.array(Tip), v.maxLength(limits.tipsPerRangeMax))), v.maxLength(limits.rangesPerReplyMax));
const Echo = v.strictTuple([Seq, Seq, Tip]);

const HelloArray = v.strictTuple([
  Level,
  Nonce,
  Time,
  v.pipe(v.array(v.strictTuple([Epoch, Count, Count])), v.maxLength(limits.epochsPerHelloMax)),
]);
const HelloReplyArray = v.strictTuple([
  Level,
  Nonce,
  Time,
  WindowBytes,
  v.pipe(v.array(v.strictTuple([Epoch, Count, Ranges, Tips])), v.maxLength(limits.epochsPerHelloMax)),
]);
const Poison = v.strictTuple([Seq, v.picklist(["chain", "id", "size"])]);
const AckArray = v.strictTuple([
  Level,
  Epoch,
  Time,
  WindowBytes,
  Count,
  Ranges,
  Tips,
  Echo,
  v.pipe(v.array(Poison), v.maxLength(limits.poisonPerAckMax)),
]);
const RequestArray = v.strictTuple([Level, Level, Count, Time]);
const HeadArray = v.strictTuple([Level, Count, Time, v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))]);

export type ControlError = { readonly code: "control-invalid" };

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Text that is not UTF-8 or not JSON is a bad payload like any other. */
export function parseJson(payload: Uint8Array): Result<unknown, ControlError> {
  try {
    const value: unknown = JSON.parse(decoder.decode(payload));
    return ok(value);
  } catch (cause) {
    if (cause instanceof Error) return err({ code: "control-invalid" });
    throw cause;
  }
}

function parseArray<const S extends v.GenericSchema>(schema: S, payload: Uint8Array): Result<v.InferOutput<S>, ControlError> {
  const json = parseJson(payload);
  if (!json.ok) return json;
  const parsed = v.safeParse(schema, json.value, { abortEarly: true });
  return parsed.success ? ok(parsed.output) : err({ code: "control-invalid" });
}

const encodeJson = (value: unknown): Uint8Array => utf8(JSON.stringify(value));

export const encodeHello = (hello: Hello): Uint8Array =>
  encodeJson([hello.source, hello.nonce, hello.time, hello.epochs.map((epoch) => [epoch.epoch, epoch.lastSeq, epoch.prunedTo])]);

export function decodeHello(payload: Uint8Array): Result<Hello, ControlError> {
  const parsed = parseArray(HelloArray, payload);
  if (!parsed.ok) return parsed;
  const [source, nonce, time, epochs] = parsed.value;
  return ok({ source, nonce, time, epochs: epochs.map(([epoch, lastSeq, prunedTo]) => ({ epoch, lastSeq, prunedTo })) });
}

export const encodeHelloReply = (reply: HelloReply): Uint8Array =>
  encodeJson([
    reply.source,
    reply.nonce,
    reply.time,
    reply.windowBytes,
    reply.held.map((held) => [held.epoch, held.backedUpTo, held.ranges, held.tips]),
  ]);

export function decodeHelloReply(payload: Uint8Array): Result<HelloReply, ControlError> {
  const parsed = parseArray(HelloReplyArray, payload);
  if (!parsed.ok) return parsed;
  const [source, nonce, time, windowBytes, held] = parsed.value;
  return ok({
    source,
    nonce,
    time,
    windowBytes,
    held: held.map(([epoch, backedUpTo, ranges, tips]) => ({ epoch, backedUpTo, ranges, tips })),
  });
}

export const encodeAck = (ack: RangeAck): Uint8Array =>
  encodeJson([ack.source, ack.epoch, ack.time, ack.windowBytes, ack.backedUpTo, ack.ranges, ack.tips, ack.echo, ack.poison]);

export function decodeAck(payload: Uint8Array): Result<RangeAck, ControlError> {
  const parsed = parseArray(AckArray, payload);
  if (!parsed.ok) return parsed;
  const [source, epoch, time, windowBytes, backedUpTo, ranges, tips, echo, poison] = parsed.value;
  return ok({ source, epoch, time, windowBytes, backedUpTo, ranges, tips, echo, poison });
}

export const encodeRequestPayload = (request: ScopeRequest): Uint8Array =>
  encodeJson([request.source, request.scope, request.from, request.time]);

export function decodeRequestPayload(payload: Uint8Array): Result<ScopeRequest, ControlError> {
  const parsed = parseArray(RequestArray, payload);
  if (!parsed.ok) return parsed;
  const [source, scope, from, time] = parsed.value;
  return ok({ source, scope, from, time });
}

export const encodeHead = (head: ScopeHead): Uint8Array => encodeJson([head.scope, head.version, head.time, head.digest]);

export function decodeHead(payload: Uint8Array): Result<ScopeHead, ControlError> {
  const parsed = parseArray(HeadArray, payload);
  if (!parsed.ok) return parsed;
  const [scope, version, time, digest] = parsed.value;
  return ok({ scope, version, time, digest });
}
