import type { SqlDatabase } from "@beket/node-kit";
import type { PendingOrganisation, PendingOrganisations } from "../features/organisations/pending.ts";

/** Applicants of applications that wait for the base; name and activity are those of the newest one. */
export function createPendingOrganisations(registry: SqlDatabase): PendingOrganisations {
  const from = `from submission_about about join submission on submission.id = about.submission
    where submission.state = 'pending' and about.kind = 'application' and about.applicant is not null`;
  const all = registry.prepare<{ bin: string; since: number; applications: number }>(
    `select about.applicant as bin, min(submission.received_at) as since, count(*) as applications ${from}
     group by about.applicant order by min(submission.received_at), about.applicant limit ?1`,
  );
  const own = registry.prepare<{ since: number | null; applications: number }>(
    `select min(submission.received_at) as since, count(*) as applications ${from} and about.applicant = ?1`,
  );
  const newest = registry.prepare<{ name: string | null; activity: string | null }>(
    `select about.name as name, about.activity as activity ${from} and about.applicant = ?1 order by submission.received_at desc limit 1`,
  );
  const named = (bin: string, since: number, applications: number): PendingOrganisation => {
    const told = newest.get(bin);
    return { bin, name: told?.name ?? "", activity: told?.activity ?? null, since, applications };
  };
  return {
    list: (limit) => all.all(limit).map(({ bin, since, applications }) => named(bin, since, applications)),
    one: (bin) => {
      const found = own.get(bin);
      return found === null || found.since === null ? null : named(bin, found.since, found.applications);
    },
  };
}
