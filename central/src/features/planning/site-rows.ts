import { ruleRows } from "@beket/api";
import type { Sector, Site, SitePlan, SiteState } from "@beket/domain";
import { utf8 } from "../bytes.ts";

/** A registry row of the scope of sites: what `publishNamed` compares and commits. */
export type SiteScopeRow = { readonly kind: string; readonly name: string; readonly value: string; readonly body: string };

const rowOf = (row: { readonly kind: string; readonly value: string }, value: unknown): SiteScopeRow => ({
  ...row,
  name: row.value,
  body: JSON.stringify(value),
});
export const planRow = (plan: SitePlan): SiteScopeRow => rowOf(ruleRows.sitePlan, plan);
export const sectorRow = (sector: Sector): SiteScopeRow => rowOf(ruleRows.sector(sector.sector), sector);
export const siteRow = (site: Site): SiteScopeRow => rowOf(ruleRows.site(site.site), site);
export const stateRow = (state: SiteState): SiteScopeRow => rowOf(ruleRows.siteState(state.site), state);

const codesPerPage = 200;
/** With room for the codec's byte: a page of the longest codes is smaller, so that it fits where it does not shrink. */
const pageBytesMost = 8_000;

/** Codes in pages of at most two hundred, each small enough for a row. */
export function pagesOf(codes: readonly string[]): readonly (readonly string[])[] {
  const pages: string[][] = [];
  let bytes = Infinity;
  for (const code of codes) {
    const size = utf8(code).length + 3;
    const page = pages.at(-1);
    if (page === undefined || page.length >= codesPerPage || bytes + size > pageBytesMost) {
      pages.push([code]);
      bytes = 2 + size;
    } else {
      page.push(code);
      bytes += size;
    }
  }
  return pages;
}

type PageName = (code: string, page: number) => { readonly kind: string; readonly value: string };
/** The rows of a list, and empty pages in place of those it had before and no longer needs. */
export function pageRows(name: PageName, code: string, codes: readonly string[], pagesBefore: number): readonly SiteScopeRow[] {
  const pages = pagesOf(codes);
  const count = Math.max(pages.length, pagesBefore);
  return Array.from({ length: count }, (_, index) => rowOf(name(code, index), pages[index] ?? []));
}
