/** Adapters that several programs on Bun share (docs/adr/0003): ports stay in the pure packages, their Bun side lives here once. */
import type { ClockPort, Link, RandomPort } from "@beket/replication";

export { createNodeCrypto } from "./crypto/node-crypto.ts";
export { createNodeCodec } from "./crypto/node-codec.ts";
export { systemClock, systemRandom } from "./crypto/system-clock.ts";
export { createPinVerifier, verifyPin } from "./crypto/pin-verifier.ts";

export { closeDatabase, migrate, openDatabase, sqliteCodeOf, type DatabaseMode, type SchemaTooNewError } from "./sqlite/database.ts";
export { openJournalStore, type SqliteJournalStore } from "./sqlite/journal-store.ts";
export { openReplicaStore } from "./sqlite/replica-store.ts";
export { openScopeStore, type SqliteScopeStore } from "./sqlite/scope-store.ts";
export { openIngestStore, type Arrival, type IngestEpoch, type SqliteIngestStore } from "./sqlite/ingest-store.ts";

// link

export type MqttLinkOptions = {
  /** mqtt://host:port, mqtts://, ws://, wss:// */
  readonly url: string;
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  /** Retained birth at each connection and a retained will; both carry the session number, so an old will is ignored. */
  readonly presence?: {
    readonly topic: string;
    readonly birth: (session: number) => Uint8Array;
    readonly will: (session: number) => Uint8Array;
  };
  readonly clock: ClockPort;
  readonly random: RandomPort;
  /** Publications in flight without PUBACK; more wait, up to `waitingMax`. */
  readonly windowMax?: number;
  readonly waitingMax?: number;
  readonly backoffMinMs?: number;
  readonly backoffMaxMs?: number;
  /** With publications in flight and nothing received for so long, the connection is given up. */
  readonly noProgressMs?: number;
  readonly keepAliveS?: number;
};
/** Connects at once and for ever until `close`. Subscriptions are made again on each connection, before anything is published. */
export declare function createMqttLink(options: MqttLinkOptions): MqttLink;
/** `publish` rejects with a `LinkError`; it never hangs beyond the connection. */
export type MqttLink = Link & {
  readonly publish: (topic: string, bytes: Uint8Array, options?: { readonly retain?: boolean }) => Promise<void>;
  readonly status: () => MqttLinkStatus;
  /** Publishes the will's payload as a farewell, then disconnects. */
  readonly close: () => Promise<void>;
};
export type MqttLinkStatus = {
  readonly up: boolean;
  /** Grows with each connection, over restarts too. */
  readonly session: number;
  readonly inFlight: number;
  readonly waiting: number;
  /** Why the last connection ended; null before that. */
  readonly lastDown: LinkDownCode | null;
};
export type LinkDownCode = "unreachable" | "refused" | "lost" | "no-progress" | "subscription-refused" | "asked" | "closed";
/** `link-down`: not connected, or the connection went before the PUBACK (it may have arrived). `link-busy`: the waiting room is full. */
export type LinkError = Error & { readonly code: "link-down" | "link-busy" };

export { languageOf, problem, type FieldFault, type ProblemKind, type ProblemMore, type Words } from "./http/problem.ts";
export { parseBody } from "./http/parse-body.ts";
export { securityHeaders, type SecurityHeaderOptions } from "./http/security-headers.ts";
export { staticFiles, type StaticFilesOptions } from "./http/static-files.ts";
export { serve, type HttpServer, type ServeFault, type ServeOptions } from "./http/serve.ts";

export {
  configHelp,
  configLines,
  readConfig,
  type ConfigFault,
  type ConfigOf,
  type ConfigOption,
  type ConfigTable,
} from "./process/config.ts";
export { createLog, logId, type Log, type LogCode, type LogFields, type LogId, type LogLevel, type LogValue } from "./process/log.ts";
export { deferTick, lockFile, runUntilSignal, systemSchedule, type Lock, type LockFault } from "./process/lifecycle.ts";

export { readTrustFolder } from "./trust/trust-folder.ts";
export type { TrustFolder, TrustFolderFault } from "./trust/trust-folder.ts";
