export * from "./ports.ts";
export type { Result, Ok, Err } from "./result.ts";

// Formats: bytes that everyone shares (docs/spec/formats.md).
export { limits } from "./formats/limits.ts";
export { isEpoch, isKind, isLevel } from "./formats/names.ts";
export { createSubjectHash } from "./formats/subject-key.ts";
export type { SubjectHash } from "./formats/subject-key.ts";
export { createRecordSealer } from "./formats/sealed-record.ts";
export type { RecordPlace, RecordSealer } from "./formats/sealed-record.ts";
export { openEvent, sealEvent } from "./formats/event-body.ts";
export type { EventPlace } from "./formats/event-body.ts";
export { openEpochKey, sealEpochKey } from "./formats/epoch-key.ts";
export type { EpochPlace } from "./formats/epoch-key.ts";
export { chainHash, chainHashOfDigest, checkChain, zeroHash } from "./formats/chain.ts";
export { createBucketSums, rowTerm, sumsDigest } from "./formats/bucket-sums.ts";
export { plainCodec } from "./formats/codec.ts";
export { packJson, unpackJson } from "./formats/packed-json.ts";
export { formatUuid, isUuidv7, parseUuid, uuidv7 } from "./formats/uuid.ts";
export { buildTopic, parseTopic } from "./formats/topics.ts";
export type { Topic } from "./formats/topics.ts";

// Frames.
export { createFrameSigner, expandPayload, frameTypes, keyIdOf, parseFrame, verifyFrame } from "./frames/frame.ts";
export type { Frame, FrameError, FrameSigner, FrameType } from "./frames/frame.ts";
export * from "./frames/control.ts";
export { decodeEventBatch, encodeEventBatch } from "./frames/event-batch.ts";
export type { EventBatch, ReceivedBatch } from "./frames/event-batch.ts";
export { decodeDelta, decodeLane, encodeDelta, encodeLane } from "./frames/scope-batch.ts";
export type { LaneRow, ScopeDelta } from "./frames/scope-batch.ts";
export { encodeRequest } from "./frames/request.ts";
export { lanePriority } from "./frames/lanes.ts";
export type { Lane } from "./frames/lanes.ts";

// Machines.
export { createKeyRing, openTrusted } from "./keys/key-ring.ts";
export { decodeKeySet, signKeySet } from "./keys/key-set.ts";
export * from "./keys/types.ts";
export { createJournal } from "./journal/journal.ts";
export { addRange, countIn, gapsIn, removeRange } from "./journal/ranges.ts";
export type * from "./journal/types.ts";
export { createUplink } from "./uplink/uplink.ts";
export { stepUplink } from "./uplink/machine.ts";
export { initialUplink } from "./uplink/state.ts";
export type { EpochView, Flight, HeldView, Session, Stepped, UplinkEffect, UplinkEvent, UplinkState } from "./uplink/state.ts";
export { tuning as uplinkTuning } from "./uplink/tuning.ts";
export type * from "./uplink/types.ts";
export { createIngest } from "./ingest/ingest.ts";
export { createEventOpener } from "./ingest/event-opener.ts";
export type * from "./ingest/types.ts";
export { createScopeWriter } from "./registry/scope-writer.ts";
export { createReplica } from "./registry/replica.ts";
export type * from "./registry/types.ts";
export { createCentralTime } from "./time/central-time.ts";
export type * from "./time/types.ts";
