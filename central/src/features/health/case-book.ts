import {
  holdStep,
  isOpenHold,
  noHoldFacts,
  type HoldCase,
  type HoldCause,
  type HoldFile,
  type HoldStepped,
  type SubjectKey,
} from "@beket/domain";
import { formatUuid, uuidv7, type ClockPort } from "@beket/replication";
import { findingsOf, isPositiveFinding, type Finding, type FindingsDeps, type Found, type Registered } from "./findings.ts";
import { putHoldRows, type HoldRowsDeps } from "./hold-rows.ts";
import type { CaseRow, HealthStore, OrderRow, PcrResult } from "./ports.ts";

export type CaseBookDeps = FindingsDeps & HoldRowsDeps & { readonly store: HealthStore; readonly clock: ClockPort };

/**
 * Cases and their holds, out of findings. Every call is part of the caller's transaction: case, hold, registry row and the note that the
 * lane must have it are one commit.
 */
export function createCaseBook(deps: CaseBookDeps) {
  const { store, clock } = deps;
  const expire = (row: CaseRow): CaseRow => {
    const stepped = holdStep(fileOf(store, row), { kind: "time-over", at: clock.now() });
    return stepped.ok ? save(store, row, stepped.value) : row;
  };
  /** Takes every finding of a person again; those that are known change nothing. */
  const weigh = (person: string): void => {
    const found = findingsOf(deps, person);
    const file = chooseFile(store, person, found);
    if (file === null) return;
    for (const one of takeFindings(deps, file, person, found)) putHoldRows(deps, expire(one.row), one.keys);
    // A document that was misread is often noticed after the test: the hold is for whoever the person turned out to be.
    const newest = store.newestCase(file);
    if (newest !== null && isOpenHold(newest.state) && found.findings.some(isPositiveFinding)) putHoldRows(deps, newest, found.confirmed);
  };
  const weighTest = (test: string): void => {
    const person = store.registration(test)?.person ?? null;
    if (person !== null) weigh(person);
  };

  return {
    /** Something became known of a test: that it is this person's, or how it was read. */
    weighTest,
    /** A profile changed: whoever is held is held by what is known of them now. */
    weighPerson: (person: string): void => {
      if (store.fileOf(personName(person)) !== null) weigh(person);
    },
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
      putHoldRows(deps, save(store, { ...row, contest }, stepped.value, { by, reason }), []);
      return stepped;
    },
    /** Ends every case whose time is over; the posts see it by the hold's own validity. */
    sweep: (): void => {
      for (const row of store.overdue(clock.now())) expire(row);
    },
  };
}
export type CaseBook = ReturnType<typeof createCaseBook>;

const rank = { invalid: 0, negative: 1, positive: 2 } as const;
type Touched = { readonly row: CaseRow; readonly keys: readonly SubjectKey[] };

/** The cases that the findings opened or changed, saved, with the identifiers that their positive findings name. */
function takeFindings(deps: CaseBookDeps, file: string, person: string, found: Found): readonly Touched[] {
  const { store } = deps;
  const touched = new Map<string, Touched>();
  let row = store.newestCase(file);
  let state: HoldFile = { facts: store.facts(file) ?? noHoldFacts, case: row };
  for (const finding of found.findings) {
    const from = found.registered.get(finding.test);
    const stepped = holdStep(state, finding);
    if (from === undefined || !stepped.ok) continue;
    state = stepped.value.file;
    if (stepped.value.opened && state.case !== null) row = openCase(deps, { file, person, finding, from, one: state.case });
    if (row === null || stepped.value.entry === null) continue;
    row = save(store, row, stepped.value);
    const before = touched.get(row.case)?.keys ?? [];
    touched.set(row.case, { row, keys: isPositiveFinding(finding) ? [...before, ...from.keys] : before });
  }
  store.putFacts(file, state.facts);
  return [...touched.values()];
}

type Opening = {
  readonly file: string;
  readonly person: string;
  readonly finding: Finding;
  readonly from: Registered;
  readonly one: HoldCase;
};
const openCase = ({ clock, random }: CaseBookDeps, { file, person, finding, from, one }: Opening): CaseRow => ({
  ...one,
  case: formatUuid(uuidv7(clock, random)),
  file,
  person,
  test: finding.test,
  post: from.post,
  place: from.place,
  publishedAt: clock.now(),
  contest: null,
});

/** What somebody did to a case, for its history; findings and time have no name. */
type Doing = { readonly by: string | null; readonly reason: string | null };
function save(store: HealthStore, row: CaseRow, stepped: HoldStepped, doing: Doing = { by: null, reason: null }): CaseRow {
  const { case: next } = stepped.file;
  if (next === null || stepped.entry === null) return row;
  const saved = { ...row, ...next, contest: next.state === "contested" ? row.contest : null };
  store.putFacts(row.file, stepped.file.facts);
  store.putCase(saved);
  store.addHistory(row.case, { ...stepped.entry, ...doing });
  return saved;
}

/** The newest case of a file is the one that the machine goes on with; an older one is closed. */
function fileOf(store: HealthStore, row: CaseRow): HoldFile {
  return { facts: store.facts(row.file) ?? noHoldFacts, case: row };
}

const personName = (person: string) => ({ scheme: "person", country: "", value: person }) as const;
/** One file for all registrations of a person that share an identifier; none before the first positive finding. */
function chooseFile(store: HealthStore, person: string, { registered, findings, confirmed }: Found): string | null {
  const keys = [...[...registered.values()].flatMap((one) => one.keys), ...confirmed];
  const names = [personName(person), ...keys];
  const known = names.map((name) => store.fileOf(name)).find((file) => file !== null) ?? null;
  if (known === null && !findings.some(isPositiveFinding)) return null;
  const file = known ?? person;
  if (known === null) store.putFacts(file, noHoldFacts);
  for (const name of names) if (store.fileOf(name) === null) store.nameFile(name, file);
  return file;
}
