/** Every bound of the formats in one place; docs/spec/formats.md repeats them. */
export const limits = {
  frameBytesMax: 65_536,
  keySetFrameBytesMax: 1_048_576,
  /** After expanding. */
  payloadBytesMax: 262_144,
  keySetBytesMax: 4_194_304,
  eventBodyBytesMax: 32_768,
  /** Sealed: codec byte and tag added. */
  sealedEventBytesMax: 32_768 + 1 + 16,
  eventsPerBatchMax: 500,
  /** Of one frame's rows, so that the frame stays below its bound even when a store overshoots by one record. */
  eventBatchBytes: 60_000,
  recordBytesMax: 8_192,
  /** Rules in a record, unpacked. */
  packedJsonBytesMax: 262_144,
  rowsPerDeltaMax: 500,
  deltaBytes: 50_000,
  valueBytesMax: 128,
  epochsPerHelloMax: 256,
  rangesPerReplyMax: 1_024,
  /** Branches of a cloned machine that are told apart in one reply. */
  tipsPerRangeMax: 4,
  poisonPerAckMax: 500,
  keysMax: 20_000,
  timeMax: 8_640_000_000_000_000,
} as const;
