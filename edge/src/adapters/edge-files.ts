import type { NodeFile } from "@beket/api";
import { openJournalStore, openReplicaStore } from "@beket/node-kit";
import { mkdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import type { EdgeStores } from "../deps.ts";
import { openWorkTable } from "./sqlite-work.ts";

/**
 * The files of a post: `journal.db` (what happened, never overwritten), one `replica-<scope>.db` per scope (rebuilt from central)
 * and `work.db` (some hours of pairing). The folder is made if it is not there.
 */
export function openEdgeFiles(folder: string, scopes: NodeFile["scopes"]): EdgeStores {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const replica = (scope: string) => openReplicaStore(join(folder, `replica-${scope}.db`));
  const journal = openJournalStore(join(folder, "journal.db"));
  const ledger = replica(scopes.ledger.scope);
  const common = replica(scopes.common.scope);
  const other = scopes.other === undefined ? null : replica(scopes.other.scope);
  const work = openWorkTable(join(folder, "work.db"));
  return {
    journal,
    ledger,
    common,
    other,
    work,
    close: () => {
      // The journal's own machine closes its store.
      for (const store of [ledger, common, other, work]) store?.close();
    },
  };
}

/** Free bytes of the disk that holds the folder; null where the host does not tell. */
export function diskFreeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
