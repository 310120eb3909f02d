export { createMemoryScopeStore } from "./memory-scope.ts";
export { createMemoryReplicaStore } from "./memory-replica.ts";
export { createMemoryJournalStore } from "./memory-journal.ts";
export { createMemoryIngestStore } from "./memory-ingest.ts";
export type { MemoryIngestStore } from "./memory-ingest.ts";
