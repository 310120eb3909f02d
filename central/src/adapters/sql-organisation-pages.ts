import { OrganisationRow, organisationStatuses } from "@beket/api";
import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import type { OrganisationPages } from "../features/regime-desk/preview.ts";

const Stored = v.object({
  bin: v.string(),
  name: v.string(),
  oked: v.string(),
  okedSecondary: v.pipe(v.string(), v.parseJson(), OrganisationRow.entries.okedSecondary),
  headcount: v.number(),
  status: v.picklist(organisationStatuses),
});
const present = "select version from organisation_pointer where slot = 'present'";

/** The tax authority's base in the order of the numbers, a page at a time. */
export function createOrganisationPages(database: SqlDatabase): Pick<OrganisationPages, "page" | "count"> {
  const page = database.prepare<unknown>(
    `select bin, name, oked, oked_secondary as "okedSecondary", headcount, status from organisation_row
     where version = (${present}) and bin > ?1 order by bin limit ?2`,
  );
  const count = database.prepare<{ rows: number }>(`select count(*) as rows from organisation_row where version = (${present})`);
  return {
    page: (after, limit) => page.all(after, limit).map((row) => v.parse(Stored, row)),
    count: () => count.get()?.rows ?? 0,
  };
}
