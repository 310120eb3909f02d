import type { NodeFile } from "@beket/api";
import { openJournalStore, openReplicaStore, sqliteCodeOf } from "@beket/node-kit";
import { mkdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import type { EdgeStores } from "../deps.ts";
import { isDiskFull } from "./sparing-work.ts";
import type { CrewStores } from "../features/crews/ports.ts";
import { openEvidenceFolder } from "./evidence-folder.ts";
import { openBorderStore } from "./sqlite-border.ts";
import { openSiteFactTable } from "./sqlite-site-facts.ts";
import { openWorkTable } from "./sqlite-work.ts";

/** A file of the post that does not open. `line` is fit to print. */
export type FileFault = Error & { readonly code: "file-fault"; readonly line: string };
export const isFileFault = (thrown: unknown): thrown is FileFault =>
  thrown instanceof Error && "code" in thrown && thrown.code === "file-fault" && "line" in thrown;

/** Throws a FileFault that names the file and what to do; SQLite's own words help no operator. */
function opened<T>(path: string, open: (path: string) => T): T {
  try {
    return open(path);
  } catch (thrown) {
    const own = thrown instanceof Error && "code" in thrown && thrown.code === "schema-too-new" ? "schema-too-new" : null;
    const code = own ?? sqliteCodeOf(thrown);
    if (code === null) throw thrown;
    throw Object.assign(new Error(code), { code: "file-fault" as const, line: `${path}: ${adviceOf(code)} (${code})` });
  }
}
function adviceOf(code: string): string {
  if (code === "schema-too-new") return "written by a newer program: start that one";
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT"))
    return "damaged: move it out of the folder and start again; a replica is fetched anew, a journal goes to the centre";
  return /FULL|SHM/.test(code) ? "the disk is full: make room and start again" : "cannot be opened";
}

/**
 * The files of a post: `journal.db` (what happened, never overwritten), one `replica-<scope>.db` per scope (rebuilt from central)
 * `work.db` (some hours of pairing) and at a border `border.db` (some days of facts). The folder is made if it is not there. Throws a
 * FileFault. A node that has the sites keeps its crews' facts in `crews.db` and their photos in `evidence/`.
 */
export function openEdgeFiles(folder: string, { scopes, duties }: Pick<NodeFile, "scopes" | "duties">): EdgeStores {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const replica = (scope: string) => opened(join(folder, `replica-${scope}.db`), openReplicaStore);
  const journal = opened(join(folder, "journal.db"), (path) => openJournalStore(path));
  const ledger = replica(scopes.ledger.scope);
  const common = replica(scopes.common.scope);
  const other = scopes.other === undefined ? null : replica(scopes.other.scope);
  const work = opened(join(folder, "work.db"), openWorkTable);
  const border = duties.includes("border") ? opened(join(folder, "border.db"), openBorderStore) : null;
  const sites = scopes.sites === undefined ? null : replica(scopes.sites.scope);
  const crews = scopes.sites === undefined ? null : openCrewStores(folder);
  return {
    journal,
    ledger,
    common,
    other,
    work,
    border,
    sites,
    crews,
    forget: (before) => {
      try {
        journal.forgetIds(before);
      } catch (thrown) {
        // On a full disk nothing can be deleted either; the next start tries again.
        if (!isDiskFull(thrown)) throw thrown;
      }
    },
    // Taking it again writes some megabytes: only when it was given up.
    restoreReserve: () => {
      if (journal.ballast() === "released") journal.restoreBallast();
    },
    close: () => {
      // The journal's own machine closes its store.
      for (const store of [ledger, common, other, work, border, sites, crews?.facts]) store?.close();
    },
  };
}

const openCrewStores = (folder: string): CrewStores => ({
  facts: opened(join(folder, "crews.db"), openSiteFactTable),
  evidence: openEvidenceFolder(join(folder, "evidence"), () => diskFreeBytes(folder)),
});

/** Free bytes of the disk that holds the folder; null where the host does not tell. */
export function diskFreeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
