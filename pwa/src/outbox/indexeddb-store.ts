import { err, ok, type Result } from "@beket/domain";
import * as v from "valibot";
import { type Database, type StorageFailure, stores } from "./database.ts";
import { type OutboxRecord, recordKinds } from "./record.ts";
import type { OutboxStore } from "./store.ts";
import { createVault, createVaultKey, type Vault } from "./vault.ts";

const Row = v.object({
  record: v.object({
    id: v.string(),
    seq: v.number(),
    kind: v.picklist(recordKinds),
    path: v.string(),
    group: v.string(),
    officer: v.string(),
    createdAt: v.number(),
    attempts: v.number(),
    notBefore: v.number(),
    state: v.picklist(["waiting", "rejected"]),
    code: v.nullable(v.string()),
  }),
  sealed: v.object({ iv: v.instance(Uint8Array<ArrayBuffer>), data: v.instance(ArrayBuffer) }),
});
const Key = v.instance(CryptoKey);
const keyName = "outbox";

/** Opens this tablet's key, or makes one. Two windows that start together end with the same key: the second reads it back. */
export async function openVault(database: Database, crypto: Crypto, locks: LockManager): Promise<Result<Vault, StorageFailure>> {
  return locks.request("beket.vault-key", async () => {
    const kept = await database.get(stores.keys, keyName);
    if (!kept.ok) return kept;
    const known = v.safeParse(Key, kept.value);
    if (known.success) return ok(createVault(crypto, known.output));
    const key = await createVaultKey(crypto);
    const written = await database.put(stores.keys, keyName, key);
    return written.ok ? ok(createVault(crypto, key)) : written;
  });
}

/** The durable outbox of this tablet: records in clear, bodies sealed and bound to their record's id. */
export function createIndexedDbStore(database: Database, vault: Vault): OutboxStore {
  const row = async (id: string) => {
    const kept = await database.get(stores.outbox, id);
    if (!kept.ok) return kept;
    const parsed = v.safeParse(Row, kept.value);
    return parsed.success ? ok(parsed.output) : err({ code: "unreadable" } as const);
  };
  return {
    async load() {
      const all = await database.all(stores.outbox);
      if (!all.ok) return all;
      const records = all.value.flatMap((value) => {
        const parsed = v.safeParse(Row, value);
        return parsed.success ? [parsed.output.record] : [];
      });
      return ok({ records, damaged: all.value.length - records.length });
    },
    async put(record: OutboxRecord, body: string) {
      return database.put(stores.outbox, record.id, { record, sealed: await vault.seal(body, record.id) });
    },
    async update(record) {
      const kept = await row(record.id);
      return kept.ok ? database.put(stores.outbox, record.id, { ...kept.value, record }) : kept;
    },
    async body(record) {
      const kept = await row(record.id);
      return kept.ok ? vault.open(kept.value.sealed, record.id) : kept;
    },
    remove: (id) => database.remove(stores.outbox, id),
  };
}
