/**
 * Adapters that several programs on Bun share. Signatures first: bodies move to their own files.
 */
import type { Language } from "@beket/api";
import type { Result } from "@beket/domain";
import type { ClockPort, Link, RandomPort, SchedulePort } from "@beket/replication";
import type { Context, MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { BaseIssue, BaseSchema, InferOutput } from "valibot";

// crypto, codec, clock, random

export { createNodeCrypto } from "./crypto/node-crypto.ts";
export { createNodeCodec } from "./crypto/node-codec.ts";
export { systemClock, systemRandom } from "./crypto/system-clock.ts";
export { createPinVerifier, verifyPin } from "./crypto/pin-verifier.ts";
export declare const systemSchedule: SchedulePort;

// stores

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

// http

export type Words = Readonly<Record<Language, string>>;
export type FieldFault = { readonly path: string; readonly code: string; readonly message: string };
/** One entry of a program's catalogue of HTTP errors. */
export type ProblemKind = {
  readonly code: string;
  readonly status: ContentfulStatusCode;
  readonly title: Words;
};
/** RFC 9457 body: type `urn:beket:problem:<code>`, title by Accept-Language (kk when nothing matches), and extension members. */
export declare function problem(
  c: Context,
  kind: ProblemKind,
  more?: { readonly detail?: string | Words; readonly faults?: readonly FieldFault[] },
): Response;
export declare function languageOf(acceptLanguage: string | undefined): Language;
type AnySchema = BaseSchema<unknown, unknown, BaseIssue<unknown>>;
/** JSON body read under a byte limit and parsed; the failure is a finished problem response. */
export declare function parseBody<const S extends AnySchema>(
  c: Context,
  schema: S,
  limits: { readonly sizeBytesMax: number },
): Promise<Result<InferOutput<S>, Response>>;
/** `connect` adds origins to connect-src (NCALayer at the portal). `camera` lets the page use the camera. */
export declare function securityHeaders(options?: { readonly connect?: readonly string[]; readonly camera?: boolean }): MiddlewareHandler;
/** Files of a built app. `mount` is stripped from the path; `fallback` (a file in the folder) answers unknown pages of a single-page app. */
export declare function staticFiles(options: {
  readonly folder: string;
  readonly mount?: string;
  readonly fallback?: string;
}): MiddlewareHandler;
export type HttpServer = {
  readonly url: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
};
export type ServeFault = {
  readonly code: "port-taken" | "port-denied" | "address-unknown" | "serve-failed";
  readonly line: string;
};
/** Port 0 picks a free one. The fault's `line` is fit to print. A stream must write something at least every 30 s. */
export declare function serve(options: {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly hostname: string;
  readonly port: number;
  readonly requestBytesMax?: number;
  readonly tls?: { readonly cert: string; readonly key: string };
}): Result<HttpServer, ServeFault>;

// config

type OptionBase = {
  readonly env: string;
  readonly flag: string;
  readonly doc: string;
  readonly secret?: boolean;
};
/** No default: required. `default: null`: optional, null when absent. */
export type ConfigOption = OptionBase &
  (
    | { readonly kind: "text" | "path" | "url"; readonly default?: string | null }
    | {
        readonly kind: "integer";
        readonly min: number;
        readonly max: number;
        readonly default?: number | null;
      }
    | { readonly kind: "flag"; readonly default: boolean }
    | {
        readonly kind: "choice";
        readonly choices: readonly string[];
        readonly default?: string | null;
      }
  );
export type ConfigTable = Readonly<Record<string, ConfigOption>>;
type OptionValue<O extends ConfigOption> =
  | (O extends { readonly kind: "integer" }
      ? number
      : O extends { readonly kind: "flag" }
        ? boolean
        : O extends { readonly kind: "choice"; readonly choices: readonly (infer C)[] }
          ? C
          : string)
  | (O extends { readonly default: null } ? null : never);
export type ConfigOf<T extends ConfigTable> = { readonly [K in keyof T]: OptionValue<T[K]> };
export type ConfigFault = {
  readonly code: "missing" | "unknown-flag" | "bad-value" | "out-of-range" | "unexpected-argument";
  readonly option: string;
  readonly line: string;
};
/** Flags win over the environment, which wins over defaults. All faults at once. Declare tables with `as const satisfies ConfigTable`. */
export declare function readConfig<const T extends ConfigTable>(
  table: T,
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Result<ConfigOf<T>, readonly ConfigFault[]>;
export declare function configHelp(table: ConfigTable): string;
/** What the program runs with, a line per option, secrets redacted. */
export declare function configLines<const T extends ConfigTable>(table: T, config: ConfigOf<T>): readonly string[];

// log

/** An id by intent: wrap with `logId`. A plain string does not fit, so an identifier cannot slip in. */
export type LogId = string & { readonly __logId: true };
/** A literal like "journal-full"; a `string` variable does not fit. */
export type LogCode = Lowercase<string>;
export type LogFields = Readonly<Record<string, number | boolean | LogId | LogCode>>;
export type LogLevel = "debug" | "info" | "warn" | "error";
export type Log = Readonly<Record<LogLevel, (event: LogCode, fields?: LogFields) => void>>;
/** For ids of our own making (node, post, epoch, UUID); what looks like an IIN or BIN is masked. */
export declare function logId(value: string): LogId;
export declare function createLog(write: (line: string) => void, clock: ClockPort, level?: LogLevel): Log;

// lifecycle

/** Waits for SIGINT or SIGTERM, runs `stop` once, and gives the exit code. A second signal ends the process at once. */
export declare function runUntilSignal(stop: () => Promise<void>): Promise<number>;
export type Lock = { readonly release: () => void };
/** Exclusive for as long as the process lives; the kernel releases it at a crash. */
export declare function lockFile(path: string): Result<Lock, { readonly code: "locked" | "lock-failed"; readonly line: string }>;

// trust

export { readTrustFolder } from "./trust/trust-folder.ts";
export type { TrustFolder, TrustFolderFault } from "./trust/trust-folder.ts";
