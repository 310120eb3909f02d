import type { CaseAbout, CaseView, SignatureAgain } from "@beket/api";
import { err, ok, type BeketEvent, type Result, type SubjectKey } from "@beket/domain";
import { revalidate, reportSha256, type TrustAnchor } from "@beket/eds";
import type { AuditPort } from "../audit/types.ts";
import type { Submission } from "../submissions/ports.ts";
import { auditFiles, type ReadViews } from "./audit-files.ts";
import { signedDocumentOf, subjectsOf } from "./documents.ts";
import { lookupFiles, type LookupFacts } from "./lookup-files.ts";
import { reportLines } from "./report-lines.ts";
import { resolveCase, type ResolveDeps, type Resolved } from "./resolve.ts";
import { sealCase, type SealDeps } from "./seal.ts";
import { submissionFiles, type SubmissionFacts } from "./submission-files.ts";
import { lookupView, submissionView } from "./view.ts";

export type CaseDeskDeps = ResolveDeps & {
  readonly seal: SealDeps;
  readonly audit: AuditPort;
  readonly views: ReadViews;
  readonly submissionFacts: (submission: Submission) => SubmissionFacts;
  /** Null where the event cannot be read any more. */
  readonly lookupFacts: (position: number) => LookupFacts | null;
  readonly anchors: () => readonly TrustAnchor[];
  readonly purgedAt: (submission: string) => number | null;
  readonly isHeld: (resolved: Resolved, subjects: readonly SubjectKey[]) => boolean;
  readonly now: () => number;
};
export type CaseFault = "case.unknown" | "case.purged" | "case.no-evidence";
type Asked = { readonly about: CaseAbout; readonly reason: string; readonly by: string };
type Opened =
  | {
      readonly kind: "submission";
      readonly resolved: Extract<Resolved, { kind: "submission" }>;
      readonly facts: SubmissionFacts;
      readonly subjects: readonly SubjectKey[];
    }
  | {
      readonly kind: "lookup";
      readonly resolved: Extract<Resolved, { kind: "lookup" }>;
      readonly facts: LookupFacts;
      readonly subjects: readonly SubjectKey[];
    };

/** A decision with everything it rests on, for an auditor: to see, to validate again, to take out under seal. Each view is on record first. */
export function createCaseDesk(deps: CaseDeskDeps) {
  const open = ({ about, reason, by }: Asked, what: string): Result<Opened, CaseFault> => {
    const resolved = resolveCase(deps, about);
    const opened = resolved === null ? null : factsOf(deps, resolved);
    if (opened === null) return err("case.unknown");
    deps.audit.viewed({ by: { kind: "staff", code: by }, what, subjects: opened.subjects, about: idOf(opened), reason });
    return ok(opened);
  };
  return {
    view: (asked: Asked): Result<CaseView, CaseFault> => {
      const opened = open(asked, "case");
      if (!opened.ok) return opened;
      const held = deps.isHeld(opened.value.resolved, opened.value.subjects);
      if (opened.value.kind === "lookup") return ok(lookupView(opened.value.resolved.event, opened.value.facts, held));
      const purgedAt = deps.purgedAt(opened.value.facts.submission.id);
      return ok(submissionView(opened.value.facts, { purgedAt, held }));
    },
    /** The archived signature, validated once more with the anchors that are trusted now. */
    validate: (asked: Asked): Result<SignatureAgain, CaseFault> => {
      const opened = open(asked, "case-validate");
      if (!opened.ok) return opened;
      const bundle = opened.value.kind === "submission" ? opened.value.facts.bundle : null;
      if (bundle === null) return err("case.no-evidence");
      const { report, same } = revalidate(bundle, deps.anchors());
      return ok({
        validatedAt: deps.now(),
        same,
        reportSha256: reportSha256(report),
        indication: report.indication,
        lines: [...reportLines(report)],
      });
    },
    bundle: (asked: Asked): Result<{ readonly id: string; readonly tar: Uint8Array<ArrayBuffer> }, CaseFault> => {
      const opened = open(asked, "case-bundle");
      if (!opened.ok) return opened;
      const { value } = opened;
      const id = idOf(value);
      if (value.kind === "submission" && deps.purgedAt(id) !== null) return err("case.purged");
      const files = value.kind === "lookup" ? lookupFiles(deps.seal.crypto, value.facts) : submissionFiles(value.facts);
      return ok({ id, tar: sealCase(deps.seal, { kind: value.kind, id }, [...files, ...auditFiles(deps.views, id)], deps.now()) });
    },
    /** What a legal hold is about. */
    resolve: (about: CaseAbout): Resolved | null => resolveCase(deps, about),
  };
}
export type CaseDesk = ReturnType<typeof createCaseDesk>;

const idOf = (opened: Opened): string => (opened.kind === "lookup" ? opened.resolved.event : opened.resolved.submission.id);

function factsOf(deps: CaseDeskDeps, resolved: Resolved): Opened | null {
  if (resolved.kind === "submission") {
    const facts = deps.submissionFacts(resolved.submission);
    const document = signedDocumentOf(resolved.submission);
    const named = document === null ? [] : subjectsOf(document);
    return { kind: "submission", resolved, facts, subjects: [...named, ...facts.permits.map(({ key }) => key)] };
  }
  const facts = deps.lookupFacts(resolved.position);
  return facts === null ? null : { kind: "lookup", resolved, facts, subjects: lookedUp(facts.event) };
}
const lookedUp = (event: Extract<BeketEvent, { kind: "lookup" }>): readonly SubjectKey[] => event.trace.stop.subjects.map(({ key }) => key);
