import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import type { Verdict } from "../features/records/provenance.ts";

/** The little that is read of an archived report; the rest of it is for machines. */
const Report = v.pipe(v.string(), v.parseJson(), v.looseObject({ signer: v.optional(v.looseObject({ commonName: v.string() })) }));

/** What the newest verdict on a submission's signature was, and whom its certificate names. */
export function createVerdicts(database: SqlDatabase): (submission: string) => Verdict | null {
  const newest = database.prepare<{ indication: string; report: string }>(
    "select indication, report from evidence where submission = ?1 order by validated_at desc limit 1",
  );
  return (submission) => {
    const found = newest.get(submission);
    if (found === null) return null;
    return { indication: found.indication, signer: v.parse(Report, found.report).signer?.commonName ?? null };
  };
}
