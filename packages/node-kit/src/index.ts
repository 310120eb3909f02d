/** Adapters that several programs on Bun share (docs/adr/0003): ports stay in the pure packages, their Bun side lives here once. */

export { createNodeCrypto } from "./crypto/node-crypto.ts";
export { createNodeCodec } from "./crypto/node-codec.ts";
export { systemClock, systemRandom } from "./crypto/system-clock.ts";
export { createPinVerifier, verifyPin } from "./crypto/pin-verifier.ts";

export { closeDatabase, openDatabase, sqliteCodeOf, type DatabaseMode } from "./sqlite/database.ts";
export type { SchemaTooNewError } from "./sql/migrate.ts";
export type { SqlDatabase, SqlEngine, SqlStatement, SqlValue } from "./sql/sql.ts";
export { migrate, openSqlite, sqliteSql } from "./sql/sqlite.ts";
export { openPostgres, type PostgresOptions } from "./sql/postgres.ts";
export { isStoreUnavailable, type StoreUnavailableError } from "./sql/unavailable.ts";
export { openJournalStore, type SqliteJournalStore } from "./sqlite/journal-store.ts";
export { openReplicaStore } from "./sqlite/replica-store.ts";
export { openScopeStore, openSqlScopeStore, type SqliteScopeStore } from "./sql/scope-store.ts";
export { openIngestStore, type Arrival, type IngestEpoch, type SqliteIngestStore } from "./sqlite/ingest-store.ts";

export { createMqttLink, type MqttLink, type MqttLinkOptions, type MqttLinkStatus } from "./mqtt/mqtt-link.ts";
export type { LinkDownCode } from "./mqtt/connection.ts";
export type { LinkError } from "./mqtt/send-window.ts";

export { languageOf, problem, type FieldFault, type ProblemKind, type ProblemMore, type Words } from "./http/problem.ts";
export { parseBody } from "./http/parse-body.ts";
export { securityHeaders, type SecurityHeaderOptions } from "./http/security-headers.ts";
export { staticFiles, type StaticFilesOptions } from "./http/static-files.ts";
export { serve, type Client, type HttpServer, type ServeFault, type ServeOptions } from "./http/serve.ts";

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

export { addAnchor, listAnchors, removeAnchor } from "./trust/edit-anchors.ts";
export type { AnchorEditFault, ListedAnchor } from "./trust/edit-anchors.ts";
export type { AnchorPin, AnchorPurpose } from "./trust/anchor-pins.ts";
export { readPins, sha256Hex } from "./trust/anchor-pins.ts";
export { readTrustFolder } from "./trust/trust-folder.ts";
export type { FolderAnchor, TrustFolder, TrustFolderFault } from "./trust/trust-folder.ts";
