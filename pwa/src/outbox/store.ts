import type { Result } from "@beket/domain";
import type { OutboxRecord } from "./record.ts";

/** `storage-failed`: the device did not confirm the write (memory full, site data cleared). `unreadable`: the body does not open. */
export type StoreError = { readonly code: "storage-failed" | "unreadable" };

/** `damaged`: rows that can no longer be understood. They stay where they are and are counted on the screen. */
export type Loaded = { readonly records: readonly OutboxRecord[]; readonly damaged: number };

/** Durable records and their bodies. Every write resolves only when the device has confirmed it. */
export type OutboxStore = {
  readonly load: () => Promise<Result<Loaded, StoreError>>;
  readonly put: (record: OutboxRecord, body: string) => Promise<Result<null, StoreError>>;
  readonly update: (record: OutboxRecord) => Promise<Result<null, StoreError>>;
  readonly body: (record: OutboxRecord) => Promise<Result<string, StoreError>>;
  readonly remove: (id: string) => Promise<Result<null, StoreError>>;
};
