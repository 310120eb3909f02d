import type { OrganisationRow } from "@beket/api";
import { parseBin } from "@beket/domain";
import type { KnownOrganisation, OrganisationBase } from "../submissions/ports.ts";
import type { BesideStore, VersionStore } from "./ports.ts";

export type BaseDeps = { readonly versions: VersionStore; readonly beside: BesideStore };
/** An organisation with when its source said so and, where a registrar added it, who and why. */
export type Found = { readonly known: KnownOrganisation; readonly at: number; readonly by: string | null; readonly ground: string | null };
export type Base = OrganisationBase & {
  readonly find: (bin: string) => Found | null;
  /** When the present base was begun to be read; null: there is none. */
  readonly importedAt: () => number | null;
  /** The pointer was moved, or one organisation is another than before. */
  readonly changed: (bin: string | null) => void;
};

/**
 * The base that questions meet: the imported row; else what the live source says; else what a registrar said. Where the live source
 * was asked after the base was imported, its row is the younger one and counts.
 */
export function createBase({ versions, beside }: BaseDeps): Base {
  const listeners = new Set<(bin: string | null) => void>();
  let present: { readonly id: number; readonly startedAt: number } | null | undefined;
  const current = (): { readonly id: number; readonly startedAt: number } | null => {
    if (present === undefined) {
      const id = versions.present();
      const view = id === null ? null : versions.view(id);
      present = view === null ? null : { id: view.id, startedAt: view.startedAt };
    }
    return present;
  };
  const rowOf = (bin: string): { readonly row: OrganisationRow; readonly source: "tax" | "live"; readonly at: number } | null => {
    const version = current();
    const row = version === null ? null : versions.row(version.id, bin);
    const live = beside.live(bin);
    if (live !== null && live.row !== null && (row === null || live.askedAt > (version?.startedAt ?? 0)))
      return { row: live.row, source: "live", at: live.askedAt };
    return row === null ? null : { row, source: "tax", at: version?.startedAt ?? 0 };
  };
  const find = (bin: string): Found | null => {
    const told = rowOf(bin);
    if (told !== null) return { known: withHeadOffice(told.row, told.source), at: told.at, by: null, ground: null };
    const added = beside.added(bin);
    if (added === null) return null;
    return { known: withHeadOffice(added.row, "registrar"), at: added.at, by: added.by, ground: added.ground };
  };
  /** A branch of a dissolved organisation is not active either. */
  const withHeadOffice = (row: OrganisationRow, source: KnownOrganisation["source"]): KnownOrganisation => {
    const bin = row.headBin ?? null;
    if (bin === null || !isPartOfAnother(row.bin)) return { ...row, source, headOffice: null };
    const head = rowOf(bin)?.row ?? beside.added(bin)?.row ?? null;
    const status = row.status === "active" && head !== null ? head.status : row.status;
    return { ...row, status, source, headOffice: { bin, name: head?.name ?? null, status: head?.status ?? null } };
  };
  return {
    find,
    organisation: (bin) => find(bin)?.known ?? null,
    refusal: (bin) => (find(bin) === null ? beside.refused(bin) : null),
    importedAt: () => current()?.startedAt ?? null,
    onChanged: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    changed: (bin) => {
      if (bin === null) present = undefined;
      for (const listener of listeners) listener(bin);
    },
  };
}

/** A branch or a representation: its BIN says that it stands for another. */
const isPartOfAnother = (bin: string): boolean => {
  const parsed = parseBin(bin);
  return parsed.ok && (parsed.value.detail === "branch" || parsed.value.detail === "representation");
};
