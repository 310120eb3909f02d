import type { ProvenanceReply } from "@beket/api";
import type { CommonStore } from "../authority/decide-act.ts";
import type { AuditPort, View } from "../audit/types.ts";
import type { OrganisationBase, SubmissionStore } from "../submissions/ports.ts";
import type { Ledgers, PermitAct } from "./ledger.ts";
import { normaliseNumber } from "./number.ts";

/** What a signature came to; the name is of its certificate, and whose it is only where it passed. */
export type Verdict = { readonly indication: string; readonly signer: string | null };
export type ProvenanceDeps = {
  readonly ledgers: Ledgers;
  readonly common: Pick<CommonStore, "byNumber">;
  readonly submissions: Pick<SubmissionStore, "byId">;
  readonly verdictOf: (submission: string) => Verdict | null;
  readonly base: Pick<OrganisationBase, "organisation">;
  readonly audit: AuditPort;
  readonly now: () => number;
};
type Step = ProvenanceReply["steps"][number];

/** Every state of a permit or exemption with the document that made it and who signed that (I5). Noted before it is answered. */
export function provenance(deps: ProvenanceDeps, typed: string, by: View["by"], reason: string): ProvenanceReply | null {
  const number = normaliseNumber(typed);
  if (number === null) return null;
  return ofPermit(deps, number, by, reason) ?? ofAct(deps, number, by, reason);
}

function ofPermit(deps: ProvenanceDeps, number: string, by: View["by"], reason: string): ProvenanceReply | null {
  for (const { store } of Object.values(deps.ledgers)) {
    const rows = store.byNumber(number);
    const [first] = rows;
    if (first === undefined) continue;
    deps.audit.viewed({ by, what: "provenance", subjects: rows.map((row) => row.key), about: first.submission, reason });
    const { record, applicant, application, submission } = first;
    const isRevoked = record.status === "revoked" && (record.revokedFrom === null || record.revokedFrom <= deps.now());
    return {
      number,
      ledger: store.ledger,
      organisation: { bin: applicant, name: deps.base.organisation(applicant)?.name ?? null },
      application,
      state: isRevoked ? "revoked" : record.validTo <= deps.now() ? "expired" : "active",
      rows: rows.length,
      steps: [
        issued(deps, submission, "application"),
        ...store
          .acts(number)
          .slice(0, 999)
          .map((act) => stepOf(deps, act)),
      ],
    };
  }
  return null;
}

function ofAct(deps: ProvenanceDeps, number: string, by: View["by"], reason: string): ProvenanceReply | null {
  const found = deps.common.byNumber(number);
  if (found === null || found.record.kind !== "exemption") return null;
  deps.audit.viewed({ by, what: "provenance", subjects: [found.key], about: found.submission, reason });
  const { status, validTo } = found.record;
  const state = status === "revoked" ? "revoked" : validTo <= deps.now() ? "expired" : "active";
  const source = issued(deps, found.submission, found.authority);
  return { number, ledger: null, organisation: null, application: null, state, rows: 1, steps: [source] };
}

const issued = (deps: ProvenanceDeps, submission: string, source: string): Step => {
  const received = deps.submissions.byId(submission);
  return signed(deps, submission, { act: "issued", at: received?.receivedAt ?? 0, source });
};
const stepOf = (deps: ProvenanceDeps, { act, at, submission, source }: PermitAct): Step =>
  submission === null ? { ...unsigned, act, at, source } : signed(deps, submission, { act, at, source });

const unsigned = { submission: null, kind: "act", documentSha256: null, cmsSha256: null, signer: null, indication: null } as const;

function signed(deps: ProvenanceDeps, submission: string, step: Pick<Step, "act" | "at" | "source">): Step {
  const found = deps.submissions.byId(submission);
  const verdict = deps.verdictOf(submission);
  if (found === null) return { ...unsigned, ...step };
  const { kind, documentSha256, cmsSha256 } = found;
  return { ...step, submission, kind, documentSha256, cmsSha256, signer: verdict?.signer ?? null, indication: verdict?.indication ?? null };
}
