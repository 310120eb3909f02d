import { Evidence, err, ok, type Result } from "@beket/domain";
import * as v from "valibot";
import { type Database, stores } from "../../outbox/database.ts";
import type { StoreError } from "../../outbox/store.ts";
import type { Vault } from "../../outbox/vault.ts";

const Row = v.object({
  mediaType: Evidence.entries.mediaType,
  sealed: v.object({ iv: v.instance(Uint8Array<ArrayBuffer>), data: v.instance(ArrayBuffer) }),
});
export type EvidenceBytes = { readonly mediaType: Evidence["mediaType"]; readonly bytes: Uint8Array<ArrayBuffer> };
const key = (sha256: string): string => `evidence:${sha256}`;

/** Photos and tracks of this tablet, named by the SHA-256 of their bytes, sealed and bound to that name. */
export type EvidenceStore = {
  /** Resolves with the name once the device has confirmed the write. */
  readonly put: (evidence: EvidenceBytes) => Promise<Result<string, StoreError>>;
  readonly get: (sha256: string) => Promise<Result<EvidenceBytes, StoreError>>;
  readonly remove: (sha256: string) => Promise<Result<null, StoreError>>;
};

export function createEvidenceStore(database: Database, vault: Vault, crypto: Crypto): EvidenceStore {
  return {
    async put({ mediaType, bytes }) {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
      const written = await database.put(stores.kept, key(sha256), { mediaType, sealed: await vault.sealBytes(bytes, sha256) });
      return written.ok ? ok(sha256) : written;
    },
    async get(sha256) {
      const found = await database.get(stores.kept, key(sha256));
      if (!found.ok) return found;
      const row = v.safeParse(Row, found.value);
      if (!row.success) return err({ code: "unreadable" });
      const opened = await vault.openBytes(row.output.sealed, sha256);
      return opened.ok ? ok({ mediaType: row.output.mediaType, bytes: opened.value }) : opened;
    },
    remove: (sha256) => database.remove(stores.kept, key(sha256)),
  };
}
