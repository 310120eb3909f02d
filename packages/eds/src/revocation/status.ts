import type { MissingEvidence } from "../evidence/missing.ts";
import type { UsedEvidence } from "../path/judge-types.ts";
import type { StatusEvidence } from "../report/types.ts";
import { crlFindings } from "./crl-statements.ts";
import { decide, type Decision } from "./decide.ts";
import { ocspFindings } from "./ocsp-statements.ts";
import { joinUsed, type StatusQuestion } from "./question.ts";
import type { Cause } from "./statement.ts";

/** The status of one certificate, with what it rests on. */
export type Status = {
  readonly decision: Decision;
  /** Why evidence that concerns the certificate did not help; empty where the status is known. */
  readonly causes: readonly Cause[];
  readonly used: UsedEvidence;
  /** What says so; where the status is not known, what is believed and does not tell it. */
  readonly told: readonly StatusEvidence[];
  readonly missing: readonly MissingEvidence[];
};

/** What all evidence at hand comes to for one certificate. Lists or responses suffice, EN 319 102-1 5.2.6. */
export const statusOf = (question: StatusQuestion): Status => {
  const [lists, responses] = [crlFindings(question), ocspFindings(question)];
  const statements = [...lists.statements, ...responses.statements];
  const strong = decide(
    statements.filter(({ weak }) => weak === undefined),
    question.times.atMs,
  );
  const decision = strong.kind === "unknown" ? decide(statements, question.times.atMs) : strong;
  if (decision.kind !== "unknown") {
    const by = decision.kind === "good" ? decision.by : [decision.by];
    return { decision, causes: [], used: joinUsed(...by.map(({ used }) => used)), told: by.flatMap(({ told }) => told), missing: [] };
  }
  const silent = statements.some(({ untilMs, madeMs }) => untilMs === undefined && madeMs <= question.times.atMs);
  const causes = new Set<Cause>([
    ...lists.causes,
    ...responses.causes,
    ...(silent ? (["no-next-update"] as const) : []),
    ...(decision.why === "status-unknown" || decision.why === "reasons-not-covered" ? [decision.why] : []),
  ]);
  return {
    decision,
    causes: causes.size === 0 && decision.why === "none" ? ["none-from-this-issuer"] : [...causes].toSorted(),
    // To be told again in the same words, an unknown status needs all that was looked at.
    used: joinUsed(...statements.map(({ used }) => used), lists.rejected, responses.rejected),
    told: statements.flatMap(({ told }) => told),
    missing: [...lists.missing, ...responses.missing],
  };
};
