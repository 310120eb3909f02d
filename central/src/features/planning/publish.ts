import { ruleRows } from "@beket/api";
import type { CodecPort } from "@beket/replication";
import type { ScopePort } from "../records/ledger.ts";
import { publishNamed } from "../regime/common-rows.ts";
import type { BookChange, SiteBook } from "./site-book.ts";
import { pageRows, pagesOf, planRow, sectorRow, siteRow, stateRow, type SiteScopeRow } from "./site-rows.ts";
import type { PlanningStore } from "./store.ts";

export type PlanningDeps = {
  readonly store: PlanningStore;
  readonly scope: ScopePort;
  readonly codec: CodecPort;
  readonly book: SiteBook;
};

/** Commits a change with what posts learn of it, and whatever `also` writes, all or nothing; the book follows the commit. */
export function publishChange(
  { store, scope, codec, book }: PlanningDeps,
  change: BookChange,
  lists: readonly SiteScopeRow[],
  also: () => void = () => undefined,
): void {
  store.transaction(() => {
    // What is pointed to before what points to it: a post that has half of the rows finds no page without its sites.
    publishNamed(store.rows, scope, codec, [
      ...(change.sectors ?? []).map(sectorRow),
      ...(change.sites ?? []).map(siteRow),
      ...(change.states ?? []).map(stateRow),
      ...lists,
      ...(change.plan === undefined ? [] : [planRow(change.plan)]),
    ]);
    also();
  });
  book.put(change);
}

export const sectorPages = (sector: string, codes: readonly string[], before: readonly string[]): readonly SiteScopeRow[] =>
  pageRows(ruleRows.sectorSites, sector, codes, pagesOf(before).length);
export const crewPages = (crew: string, codes: readonly string[], before: readonly string[]): readonly SiteScopeRow[] =>
  pageRows(ruleRows.crewSites, crew, codes, pagesOf(before).length);
