import type { AuthorityRow } from "@beket/api";
import {
  assert,
  AuthorityAct,
  causesOf,
  encodeRecord,
  type ActDeed,
  type ExemptionRecord,
  type HoldRecord,
  type ListedAct,
  type Regime,
  type SubjectKey,
} from "@beket/domain";
import type { RandomPort } from "@beket/replication";
import * as v from "valibot";
import type { ActChange } from "../acts/ports.ts";
import type { ScopePort } from "../records/ledger.ts";
import { createNumber } from "../records/number.ts";
import type { Regimes } from "../regime/regimes.ts";
import type { Answer } from "../submissions/ports.ts";

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
  /** By its registry row. */
  readonly byRow: (scopeRow: number) => ActRow | null;
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
export type Applied = {
  readonly answer: Answer;
  /** Registry rows that go ahead on the lane. */
  readonly urgent: readonly number[];
  readonly changes: readonly ActChange[];
};
const refused = (code: string): Applied => ({ answer: { reasons: [code], rows: [] }, urgent: [], changes: [] });

/** The act of a document that was parsed before it was stored. */
export function parseAct(document: string): AuthorityAct {
  const parsed = v.safeParse(AuthorityAct, JSON.parse(document));
  assert(parsed.success, "a stored act still parses");
  return parsed.output;
}

/** Exemptions, holds and releases become rows of the common scope; inside the caller's transaction, which also tells the posts after it. */
export function applyListed(deps: ActDeps, submission: string, document: string, now: number): Applied {
  const act = parseAct(document);
  assert(act.type !== "beket/act/1", "an act over the common set");
  const regime = deps.regimes.at(now);
  if (regime === null) return refused("application.no-regime");
  const fault = listedFault(deps.authorities, act, regime, now);
  if (fault !== null) return refused(fault);
  return act.type === "beket/release/1" ? release(deps, act, now) : add(deps, submission, act);
}

const powers = { exemption: "exemption", hold: "hold", release: null, regime: "regime", revocation: "revocation", undo: null } as const;

/** Why this authority may not do that, or null. What undoes is asked of the act that it undoes. */
export function powerFault(authorities: readonly AuthorityRow[], authority: string, kind: ActDeed["kind"]): string | null {
  const found = authorities.find((one) => one.authority === authority);
  const power = powers[kind];
  return found === undefined || (power !== null && !found.may.includes(power)) ? "act.authority-without-power" : null;
}

const kinds = { "beket/exemption/1": "exemption", "beket/hold/1": "hold", "beket/release/1": "release" } as const;

/** Why an act over the common set cannot be, by the powers of its authority and the rules in force. */
export function listedFault(authorities: readonly AuthorityRow[], act: ListedAct, regime: Regime, now: number): string | null {
  const fault = powerFault(authorities, act.authority, kinds[act.type]);
  if (fault !== null || act.type === "beket/release/1") return fault;
  if (act.validTo <= act.validFrom || act.validTo <= now) return "application.validity-empty";
  if (act.type === "beket/exemption/1")
    return regime.categories.some((rule) => rule.category === act.category) ? null : "act.category-unknown";
  if (!causesOf[act.instruction].includes(act.cause)) return "act.instruction-not-for-cause";
  if (act.standing === "provisional" && act.validTo - Math.max(act.validFrom, now) > regime.provisionalHoldMaxMs)
    return "act.provisional-too-long";
  return null;
}

function add(deps: ActDeps, submission: string, act: Exclude<ListedAct, { type: "beket/release/1" }>): Applied {
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
    return { number: record.number, submission, authority: act.authority, key, scopeRow, cause, record };
  });
  deps.store.insert(rows);
  return {
    answer: answerOf(rows),
    urgent: isHold ? rows.map((row) => row.scopeRow) : [],
    changes: rows.map((row) => ({ row: row.scopeRow, before: null, after: encodeRecord(row.record) })),
  };
}

function release(deps: ActDeps, act: Extract<ListedAct, { type: "beket/release/1" }>, now: number): Applied {
  const rows = [...new Set(act.numbers)].map((number) => deps.store.byNumber(number));
  if (rows.some((row) => row === null || row.authority !== act.authority)) return refused("revocation.number-unknown");
  const active = rows.filter((row) => row !== null).filter((row) => row.record.status === "active");
  const changed = active.map((row): ActRow => ({
    ...row,
    record: row.record.kind === "hold" ? { ...row.record, status: "released" } : { ...row.record, status: "revoked", revokedFrom: now },
  }));
  if (changed.length === 0) return { answer: { reasons: [], rows: [] }, urgent: [], changes: [] };
  deps.scope.commit(
    changed.map((row) => ({ kind: row.key.scheme, value: row.key.value, row: row.scopeRow, record: encodeRecord(row.record) })),
  );
  deps.store.update(changed);
  return {
    answer: answerOf(changed),
    urgent: changed.map((row) => row.scopeRow),
    changes: active.map((row, at) => ({
      row: row.scopeRow,
      before: encodeRecord(row.record),
      after: encodeRecord(changed[at]?.record ?? row.record),
    })),
  };
}

const answerOf = (rows: readonly ActRow[]): Answer => ({
  reasons: [],
  rows: rows.map((row, index) => ({ list: row.key.scheme === "plate" ? "vehicles" : "persons", index, number: row.number, code: null })),
});
