import type { ClockPort, CryptoPort, RandomPort } from "./ports.ts";
import type { Journal, JournalDeps } from "./journal/types.ts";
import type { Uplink, UplinkDeps } from "./uplink/types.ts";
import type { EventOpener, EventOpenerDeps, Ingest, IngestDeps } from "./ingest/types.ts";
import type { Replica, ReplicaDeps, ScopeWriter, ScopeWriterDeps } from "./registry/types.ts";
import type { CodecPort } from "./ports.ts";
import type { KeyRing, KeySet } from "./keys/types.ts";
import type { CentralTime, CentralTimeDeps } from "./time/types.ts";
import type { Result } from "./result.ts";

export declare function createJournal(deps: JournalDeps): Journal;
export declare function createUplink(deps: UplinkDeps): Uplink;
export declare function createIngest(deps: IngestDeps): Ingest;
export declare function createEventOpener(deps: EventOpenerDeps): EventOpener;
export declare function createScopeWriter(deps: ScopeWriterDeps): ScopeWriter;
export declare function createReplica(deps: ReplicaDeps): Replica;
export declare function createKeyRing(deps: {
  readonly crypto: CryptoPort;
  readonly codec: CodecPort;
  readonly rootPublicKey: Uint8Array;
}): KeyRing;
/** A frame of type `keyset`. */
export declare function signKeySet(
  deps: { readonly crypto: CryptoPort; readonly codec: CodecPort; readonly rootSeed: Uint8Array },
  set: KeySet,
): Uint8Array;
/** First 8 bytes of SHA-256 of the public key, in hex. */
export declare function keyIdOf(crypto: CryptoPort, publicKey: Uint8Array): string;
export declare function createCentralTime(deps: CentralTimeDeps): CentralTime;
/** A frame for `up/{shard}/{source}/req` that asks for the batches after a cursor. */
export declare function encodeRequest(
  deps: { readonly crypto: CryptoPort; readonly codec: CodecPort; readonly signingSeed: Uint8Array },
  request: { readonly source: string; readonly scope: string; readonly from: number; readonly time: number },
): Uint8Array;

export type Topic =
  | { readonly kind: "up"; readonly shard: string; readonly source: string; readonly channel: "ev" | "req" }
  | { readonly kind: "dn"; readonly source: string; readonly channel: "ack" | "chunk" }
  | { readonly kind: "reg"; readonly scope: string; readonly channel: "head" | "delta" | "lane" }
  | { readonly kind: "pres"; readonly source: string };
export declare function buildTopic(topic: Topic): string;
export declare function parseTopic(text: string): Topic | null;

/** A UUIDv7 (RFC 9562, 5.7) of 16 bytes. */
export declare function uuidv7(clock: Pick<ClockPort, "now">, random: RandomPort): Uint8Array;
export declare function parseUuid(text: string): Result<Uint8Array, { readonly code: "uuid-invalid" }>;
export declare function formatUuid(id: Uint8Array): string;
