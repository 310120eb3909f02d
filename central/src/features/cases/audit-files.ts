import * as v from "valibot";
import type { StoredView } from "../audit/ports.ts";
import { hex } from "../bytes.ts";
import { jsonFile, type CaseFile } from "./seal.ts";

export type ReadViews = (after: number, limit: number) => readonly StoredView[];
const pageRows = 2_000;
/** Links of one proof: a case that is looked at again a million views later has its first ones only. */
const linksMax = 100_000;
const About = v.pipe(v.string(), v.parseJson(), v.looseObject({ about: v.nullable(v.string()) }));

/**
 * Who looked at this case, in full, and every link of the record between the first and the last of them, by commitment alone: so that none
 * can have been left out or put in since, and nothing of other views is told.
 */
export function auditFiles(read: ReadViews, about: string): readonly CaseFile[] {
  const entries: unknown[] = [];
  let links: unknown[] = [];
  let upTo = 0;
  let after = 0;
  for (let rows = read(after, pageRows); rows.length > 0; rows = read(after, pageRows)) {
    for (const row of rows) {
      after = row.position;
      const isOwn = row.content !== null && v.parse(About, row.content).about === about;
      if (isOwn) entries.push({ position: row.position, at: row.at, salt: row.salt === null ? null : hex(row.salt), content: row.content });
      if (entries.length > 0 && links.length < linksMax)
        links.push({ position: row.position, at: row.at, commitment: hex(row.commitment), link: hex(row.link) });
      if (isOwn) upTo = links.length;
    }
  }
  links = links.slice(0, upTo);
  return [
    jsonFile("audit/entries.json", "audit", {
      commitment: 'SHA-256("beket/audit-view/1\\n" + salt + content)',
      link: 'SHA-256("beket/audit-link/1\\n" + link before + position, 8 bytes + at, 8 bytes + commitment)',
      entries,
      links,
    }),
  ];
}
