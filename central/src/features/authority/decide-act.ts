import type { AuthorityRow } from "@beket/api";
import { assert, encodeRecord, err, ok, type ExemptionRecord, type HoldRecord, type Regime, type SubjectKey } from "@beket/domain";
import type { RandomPort } from "@beket/replication";
import * as v from "valibot";
import { fromUtf8 } from "../bytes.ts";
import type { ScopePort } from "../records/ledger.ts";
import { createNumber } from "../records/number.ts";
import type { Regimes } from "../regime/regimes.ts";
import type { Handler } from "../submissions/desk.ts";
import type { Answer, Submission } from "../submissions/ports.ts";
import { AuthorityAct, causesOf } from "./act.ts";

/** A row of the common set: what both ledgers read. */
export type ActRow = {
  readonly number: string;
  readonly submission: string;
  readonly authority: string;
  readonly key: SubjectKey;
  readonly scopeRow: number;
  readonly cause: string | null;
  readonly record: ExemptionRecord | HoldRecord;
};
export type CommonStore = {
  readonly isTaken: (number: string) => boolean;
  readonly byNumber: (number: string) => ActRow | null;
  readonly insert: (rows: readonly ActRow[]) => void;
  readonly update: (rows: readonly ActRow[]) => void;
  readonly outcome: (submission: string) => Answer | null;
  readonly recordOutcome: (submission: string, decidedAt: number, answer: Answer) => void;
  readonly transaction: <T>(work: () => T) => T;
};
export type ActDeps = {
  readonly authorities: readonly AuthorityRow[];
  readonly store: CommonStore;
  readonly scope: ScopePort;
  readonly regimes: Regimes;
  readonly random: RandomPort;
};

/** A named authority's signed act becomes rows of the common scope; holds and releases go out on the lane. */
export function createActHandler(deps: ActDeps): Handler {
  return {
    kind: "act",
    read: (json) => {
      const parsed = v.safeParse(AuthorityAct, json);
      if (!parsed.success) return err("application.document-invalid");
      const { authority, nonce, origin, createdAt } = parsed.output;
      const found = deps.authorities.find((one) => one.authority === authority);
      // Without a BIN to expect, the validator refuses: an unknown authority never signs.
      return ok({ nonce, origin, createdAt, prepared: false, expected: found === undefined ? {} : { bin: found.bin } });
    },
    outcome: (submission) => deps.store.outcome(submission.id),
    decide: (submission, now) => {
      const act = actOf(submission);
      let urgent: readonly number[] = [];
      const answer = deps.store.transaction((): Answer => {
        const done = apply(deps, submission, act, now);
        urgent = done.urgent;
        deps.store.recordOutcome(submission.id, now, done.answer);
        return done.answer;
      });
      if (urgent.length > 0) deps.scope.urgent(urgent);
      if (answer.rows.length > 0) deps.scope.changed();
      return answer;
    },
  };
}

function actOf(submission: Submission): AuthorityAct {
  const parsed = v.safeParse(AuthorityAct, JSON.parse(fromUtf8(submission.document)));
  assert(parsed.success, "a stored act still parses");
  return parsed.output;
}

type Applied = { readonly answer: Answer; readonly urgent: readonly number[] };
const refused = (code: string): Applied => ({ answer: { reasons: [code], rows: [] }, urgent: [] });

function apply(deps: ActDeps, submission: Submission, act: AuthorityAct, now: number): Applied {
  const regime = deps.regimes.at(now);
  if (regime === null) return refused("application.no-regime");
  const fault = actFault(deps.authorities, act, regime, now);
  if (fault !== null) return refused(fault);
  return act.type === "beket/release/1" ? release(deps, act, now) : add(deps, submission, act);
}

function actFault(authorities: readonly AuthorityRow[], act: AuthorityAct, regime: Regime, now: number): string | null {
  const authority = authorities.find((one) => one.authority === act.authority);
  const power = act.type === "beket/exemption/1" ? "exemption" : act.type === "beket/hold/1" ? "hold" : null;
  if (authority === undefined || (power !== null && !authority.may.includes(power))) return "act.authority-without-power";
  if (act.type === "beket/release/1") return null;
  if (act.validTo <= act.validFrom || act.validTo <= now) return "application.validity-empty";
  if (act.type === "beket/exemption/1")
    return regime.categories.some((rule) => rule.category === act.category) ? null : "act.category-unknown";
  if (!causesOf[act.instruction].includes(act.cause)) return "act.instruction-not-for-cause";
  if (act.standing === "provisional" && act.validTo - Math.max(act.validFrom, now) > regime.provisionalHoldMaxMs)
    return "act.provisional-too-long";
  return null;
}

function add(deps: ActDeps, submission: Submission, act: Extract<AuthorityAct, { type: "beket/exemption/1" | "beket/hold/1" }>): Applied {
  const isHold = act.type === "beket/hold/1";
  const given = new Set<string>();
  const records = act.subjects.map((key): ExemptionRecord | HoldRecord => {
    let number = createNumber(isHold ? "hold" : "exemption", deps.random);
    while (given.has(number) || deps.store.isTaken(number)) number = createNumber(isHold ? "hold" : "exemption", deps.random);
    given.add(number);
    const base = { number, status: "active" as const, country: key.country, validFrom: act.validFrom, validTo: act.validTo };
    if (act.type === "beket/hold/1") return { kind: "hold", ...base, instruction: act.instruction, standing: act.standing };
    const { category, authority, window, places } = act;
    return { kind: "exemption", ...base, revokedFrom: null, category, authority, window, places };
  });
  const recordAt = (at: number) => {
    const record = records[at];
    assert(record !== undefined, "a record for each subject");
    return record;
  };
  const committed = deps.scope.commit(
    act.subjects.map((key, at) => ({ kind: key.scheme, value: key.value, row: "new" as const, record: encodeRecord(recordAt(at)) })),
  ).rows;
  const rows = act.subjects.map((key, at): ActRow => {
    const record = recordAt(at);
    const scopeRow = committed[at]?.row;
    assert(scopeRow !== undefined, "a committed row for each subject");
    const cause = act.type === "beket/hold/1" ? act.cause : null;
    return { number: record.number, submission: submission.id, authority: act.authority, key, scopeRow, cause, record };
  });
  deps.store.insert(rows);
  return { answer: answerOf(rows), urgent: isHold ? rows.map((row) => row.scopeRow) : [] };
}

function release(deps: ActDeps, act: Extract<AuthorityAct, { type: "beket/release/1" }>, now: number): Applied {
  const rows = [...new Set(act.numbers)].map((number) => deps.store.byNumber(number));
  if (rows.some((row) => row === null || row.authority !== act.authority)) return refused("revocation.number-unknown");
  const changed = rows
    .filter((row) => row !== null)
    .filter((row) => row.record.status === "active")
    .map((row): ActRow => ({
      ...row,
      record: row.record.kind === "hold" ? { ...row.record, status: "released" } : { ...row.record, status: "revoked", revokedFrom: now },
    }));
  if (changed.length === 0) return { answer: { reasons: [], rows: [] }, urgent: [] };
  deps.scope.commit(
    changed.map((row) => ({ kind: row.key.scheme, value: row.key.value, row: row.scopeRow, record: encodeRecord(row.record) })),
  );
  deps.store.update(changed);
  return { answer: answerOf(changed), urgent: changed.map((row) => row.scopeRow) };
}

const answerOf = (rows: readonly ActRow[]): Answer => ({
  reasons: [],
  rows: rows.map((row, index) => ({ list: row.key.scheme === "plate" ? "vehicles" : "persons", index, number: row.number, code: null })),
});
