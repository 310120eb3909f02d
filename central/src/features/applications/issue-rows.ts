import { assert, encodeRecord, type ChangedTerms, type PermitRecord } from "@beket/domain";
import type { RandomPort } from "@beket/replication";
import type { LedgerDesk, PermitRow } from "../records/ledger.ts";
import { createNumber } from "../records/number.ts";
import type { AnswerRow } from "../submissions/ports.ts";
import { permitRecord, type RowDecision } from "./decide-application.ts";

type Issued = Extract<RowDecision, { outcome: "issued" }>;
/** What the permits are issued for. */
export type Grant = {
  readonly submission: string;
  readonly application: string;
  readonly applicant: string;
  readonly terms: ChangedTerms;
};

/** Permits and registry rows of the issued rows, and the answer for all. Inside the caller's transaction of the ledger. */
export function issueRows(desk: LedgerDesk, random: RandomPort, grant: Grant, decisions: readonly RowDecision[]): readonly AnswerRow[] {
  const { store, scope } = desk;
  const issued = decisions.filter((decision) => decision.outcome === "issued");
  const permits: PermitRow[] = [];
  if (issued.length > 0) {
    const organisation = store.organisationNumber(grant.applicant);
    const numbers = numbersFor(desk, random, issued);
    const records = issued.map((decision, at): PermitRecord => permitRecord(grant.terms, decision, organisation, numbers[at] ?? ""));
    const committed = scope.commit(
      issued.map(({ key }, at) => {
        const record = records[at];
        assert(record !== undefined, "a record for each issued row");
        return { kind: key.scheme, value: key.value, row: "new", record: encodeRecord(record) };
      }),
    ).rows;
    for (const [at, { list, index, key, consent }] of issued.entries()) {
      const record = records[at];
      const row = committed[at];
      assert(record !== undefined && row !== undefined, "a committed row for each record");
      const { submission, application, applicant } = grant;
      permits.push({ number: record.number, submission, application, applicant, list, index, key, consent, scopeRow: row.row, record });
    }
    store.insert(permits);
  }
  const numberAt = new Map(permits.map((permit) => [`${permit.list} ${permit.index}`, permit.number]));
  return decisions.map((decision) => ({
    list: decision.list,
    index: decision.index,
    number: numberAt.get(`${decision.list} ${decision.index}`) ?? null,
    code: decision.outcome === "refused" ? decision.code : null,
  }));
}

/** A number for each row that no permit of the ledger has; rows that go together only share one. */
function numbersFor({ store }: LedgerDesk, random: RandomPort, issued: readonly Issued[]): readonly string[] {
  const names = issued.map(({ binding, row }, at) => (binding.binding === "all" ? `group ${row.group}` : `row ${at}`));
  const wanted = new Set(names);
  const numbers = new Set<string>();
  while (numbers.size < wanted.size) {
    const fresh = new Set<string>();
    while (numbers.size + fresh.size < wanted.size) {
      const number = createNumber(store.ledger, random);
      if (!numbers.has(number)) fresh.add(number);
    }
    const taken = store.taken([...fresh]);
    for (const number of fresh) if (!taken.has(number)) numbers.add(number);
  }
  const given = [...numbers];
  const byName = new Map([...wanted].map((name, at) => [name, given[at] ?? ""]));
  return names.map((name) => byName.get(name) ?? "");
}
