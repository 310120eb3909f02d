import {
  encodeRecord,
  holdRecord,
  holdStep,
  isOpenHold,
  noHoldFacts,
  type HoldCase,
  type HoldCause,
  type HoldFile,
  type HoldStepped,
  type SubjectKey,
  type TestPlace,
} from "@beket/domain";
import { formatUuid, uuidv7, type ClockPort, type RandomPort } from "@beket/replication";
import { hex } from "../bytes.ts";
import type { ScopePort } from "../records/ledger.ts";
import { createNumber } from "../records/number.ts";
import type { Regimes } from "../regime/regimes.ts";
import type { CaseRow, HealthStore, HoldRow, OrderRow, PcrResult } from "./ports.ts";

/** Where no regime says how long a provisional hold may be. */
const provisionalHoldMs = 48 * 3_600_000;
/** Only what a person is looked up by at a post: a hold on a bus would hold whoever drives it next. */
const isPersons = ({ scheme }: SubjectKey): boolean => scheme === "iin" || scheme === "doc";

export type CaseBookDeps = {
  readonly store: HealthStore;
  readonly scope: ScopePort;
  readonly regimes: Regimes;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  readonly isTaken: (number: string) => boolean;
  /** The step `registered` of a test, opened from where it lies; null where that cannot be read. */
  readonly registered: (position: number) => { readonly subjects: readonly SubjectKey[]; readonly place: TestPlace } | null;
};
type Registered = { readonly post: string; readonly place: TestPlace; readonly keys: readonly SubjectKey[] };
/** What somebody did to a case, for its history. */
export type ActOfCase = { readonly by: string | null; readonly reason: string | null };
const nobody: ActOfCase = { by: null, reason: null };

/**
 * Cases and their holds, out of findings. Every call is part of the caller's transaction: case, hold, registry row and the note that the
 * lane must have it are one commit.
 */
export function createCaseBook(deps: CaseBookDeps) {
  const { store, clock } = deps;

  const registeredOf = (test: string): Registered | null => {
    const found = store.registration(test);
    const opened = found === null ? null : deps.registered(found.position);
    return found === null || opened === null ? null : { ...opened, post: found.post, keys: opened.subjects.filter(isPersons) };
  };
  const causesOf = (test: string): readonly Finding[] => {
    const readings = store.stepsOf(test).filter((step) => step.step === "read" && step.result === "positive-acute");
    const rapid = readings.map((step): Finding => {
      const at = Math.min(step.occurredAt, step.receivedAt);
      const validTo = at + (deps.regimes.at(at)?.provisionalHoldMaxMs ?? provisionalHoldMs);
      return { kind: "rapid-positive", test, at, validTo };
    });
    return [...rapid, ...store.ordersOf(test).flatMap(pcrCause)];
  };
  const save = (row: CaseRow, stepped: HoldStepped, act: ActOfCase): CaseRow => {
    const { case: next } = stepped.file;
    if (next === null || stepped.entry === null) return row;
    const contest = next.state === "contested" ? row.contest : null;
    const saved = { ...row, ...next, contest };
    store.putFacts(row.file, stepped.file.facts);
    store.putCase(saved);
    store.addHistory(row.case, { ...stepped.entry, ...act });
    return saved;
  };

  /** Gives the posts what a case says now; keys that it did not name before get a row of their own. */
  const publish = (row: CaseRow, keys: readonly SubjectKey[]): void => {
    const held = store.holds(row.case);
    const fresh = isOpenHold(row.state) ? distinct(keys).filter((key) => !held.some((hold) => isSameKey(hold.key, key))) : [];
    const given = new Set<string>();
    const added = fresh.map((key) => {
      const number = freshNumber(deps, given);
      return { number, key, scopeRow: "new" as const, record: holdRecord(row, number, key.country) };
    });
    const changed = held
      .map((hold) => ({ ...hold, record: holdRecord(row, hold.number, hold.key.country), before: hold.record }))
      .filter((hold) => hex(encodeRecord(hold.record)) !== hex(encodeRecord(hold.before)));
    const all = [...changed, ...added];
    if (all.length === 0) return;
    const committed = deps.scope.commit(
      all.map(({ key, scopeRow, record }) => ({ kind: key.scheme, value: key.value, row: scopeRow, record: encodeRecord(record) })),
    );
    const rows = all.flatMap(({ number, key, record }, at): readonly HoldRow[] => {
      const scopeRow = committed.rows[at]?.row;
      return scopeRow === undefined ? [] : [{ number, case: row.case, key, scopeRow, record }];
    });
    for (const hold of rows) store.putHold(hold);
    store.addUrgent(rows.map((hold) => hold.scopeRow));
  };

  const openCase = (file: string, person: string, finding: Finding, from: Registered, one: HoldCase): CaseRow => ({
    ...one,
    case: formatUuid(uuidv7(clock, deps.random)),
    file,
    person,
    test: finding.test,
    post: from.post,
    place: from.place,
    publishedAt: clock.now(),
    contest: null,
  });
  const expire = (row: CaseRow): CaseRow => {
    const stepped = holdStep(fileOf(store, row), { kind: "time-over", at: clock.now() });
    return stepped.ok ? save(row, stepped.value, nobody) : row;
  };

  /** Takes every finding of a person again; those that are known change nothing. */
  const weigh = (person: string): void => {
    const registered = new Map<string, Registered>();
    const findings: Finding[] = [];
    for (const test of store.testsOf(person)) {
      const causes = causesOf(test);
      const from = causes.length === 0 ? null : registeredOf(test);
      if (from === null) continue;
      registered.set(test, from);
      findings.push(...causes);
    }
    const keys = [...registered.values()].flatMap((one) => one.keys);
    const file = chooseFile(store, person, keys, findings.some(isPositive));
    if (file === null) return;
    const touched = new Map<string, { readonly row: CaseRow; readonly keys: readonly SubjectKey[] }>();
    let row = store.newestCase(file);
    let state: HoldFile = { facts: store.facts(file) ?? noHoldFacts, case: row };
    for (const finding of findings.toSorted((left, right) => left.at - right.at)) {
      const from = registered.get(finding.test);
      const stepped = holdStep(state, finding);
      if (from === undefined || !stepped.ok) continue;
      state = stepped.value.file;
      if (stepped.value.opened && state.case !== null) row = openCase(file, person, finding, from, state.case);
      if (row === null || stepped.value.entry === null) continue;
      row = save(row, stepped.value, nobody);
      const before = touched.get(row.case)?.keys ?? [];
      touched.set(row.case, { row, keys: isPositive(finding) ? [...before, ...from.keys] : before });
    }
    store.putFacts(file, state.facts);
    for (const one of touched.values()) publish(expire(one.row), one.keys);
  };

  const weighTest = (test: string): void => {
    const person = store.registration(test)?.person ?? null;
    if (person !== null) weigh(person);
  };

  return {
    /** Something became known of a test: that it is this person's, or how it was read. */
    weighTest,
    /** An order from a post; the first one of a specimen counts. */
    takeOrder: (order: OrderRow): void => {
      const before = store.order(order.test, order.specimen);
      if (before !== null && before.orderedAt !== null) return;
      const { result, readAt, readBy } = before ?? order;
      store.putOrder({ ...order, result, readAt, readBy });
      if (result !== null) weighTest(order.test);
    },
    /** A result of a specimen, from a post or typed in at central. The graver of two counts, of two alike the first. */
    takeResult: (order: OrderRow, result: PcrResult, readAt: number, readBy: string): void => {
      const before = store.order(order.test, order.specimen) ?? order;
      if (before.result !== null && rank[result] <= rank[before.result]) return;
      store.putOrder({ ...before, result, readAt, readBy });
      weighTest(order.test);
    },
    /** A health officer's act, or somebody's contest. */
    act: (row: CaseRow, cause: Extract<HoldCause, { kind: "health-officer" | "contested" }>, by: string, reason: string) => {
      const stepped = holdStep(fileOf(store, row), cause);
      if (!stepped.ok) return stepped;
      const contest = cause.kind === "contested" ? { at: cause.at, reason, by } : null;
      publish(save({ ...row, contest }, stepped.value, { by, reason }), []);
      return stepped;
    },
    /** Ends every case whose time is over; the posts see it by the hold's own validity. */
    sweep: (): void => {
      for (const row of store.overdue(clock.now())) expire(row);
    },
  };
}
export type CaseBook = ReturnType<typeof createCaseBook>;

type Finding = Extract<HoldCause, { kind: "rapid-positive" | "pcr" }>;
const isPositive = (finding: Finding): boolean => finding.kind === "rapid-positive" || finding.result === "positive";
const rank = { invalid: 0, negative: 1, positive: 2 } as const;

function pcrCause({ test, specimen, takenAt, result, readAt }: OrderRow): readonly Finding[] {
  return result === null || readAt === null ? [] : [{ kind: "pcr", test, specimen, takenAt, result, at: readAt }];
}

/** The newest case of a file is the one that the machine goes on with; an older one is closed. */
function fileOf(store: HealthStore, row: CaseRow): HoldFile {
  return { facts: store.facts(row.file) ?? noHoldFacts, case: row };
}

/** One file for all registrations of a person that share an identifier; none before the first positive finding. */
function chooseFile(store: HealthStore, person: string, keys: readonly SubjectKey[], isPositiveNow: boolean): string | null {
  const names = [{ scheme: "person", country: "", value: person }, ...keys];
  const known = names.map((name) => store.fileOf(name)).find((file) => file !== null) ?? null;
  if (known === null && !isPositiveNow) return null;
  const file = known ?? person;
  if (known === null) store.putFacts(file, noHoldFacts);
  for (const name of names) if (store.fileOf(name) === null) store.nameFile(name, file);
  return file;
}

const isSameKey = (left: SubjectKey, right: SubjectKey): boolean =>
  left.scheme === right.scheme && left.country === right.country && left.value === right.value;
const distinct = (keys: readonly SubjectKey[]): readonly SubjectKey[] =>
  keys.filter((key, at) => keys.findIndex((other) => isSameKey(other, key)) === at);

function freshNumber(deps: Pick<CaseBookDeps, "isTaken" | "random">, given: Set<string>): string {
  let number = createNumber("hold", deps.random);
  while (given.has(number) || deps.isTaken(number)) number = createNumber("hold", deps.random);
  given.add(number);
  return number;
}
