import type { HoldCause, SubjectKey, TestPlace } from "@beket/domain";
import type { Regimes } from "../regime/regimes.ts";
import type { HealthStore, OrderRow } from "./ports.ts";

/** Where no regime says how long a provisional hold may be. */
const provisionalHoldMs = 48 * 3_600_000;

export type Finding = Extract<HoldCause, { kind: "rapid-positive" | "pcr" }>;
export const isPositiveFinding = (finding: Finding): boolean => finding.kind === "rapid-positive" || finding.result === "positive";
/** A test as its registration tells it; `keys` are what its person is looked up by at a post. */
export type Registered = { readonly post: string; readonly place: TestPlace; readonly keys: readonly SubjectKey[] };
/** `confirmed`: the identifiers of the latest profile that a document was held against, which may be corrected after the test. */
export type Found = {
  readonly registered: ReadonlyMap<string, Registered>;
  readonly findings: readonly Finding[];
  readonly confirmed: readonly SubjectKey[];
};

export type FindingsDeps = {
  readonly store: HealthStore;
  readonly regimes: Regimes;
  /** The step `registered` of a test, opened from where it lies; null where that cannot be read. */
  readonly registered: (position: number) => { readonly subjects: readonly SubjectKey[]; readonly place: TestPlace } | null;
  /** The identifiers of a person's latest confirmed profile; none where nobody confirmed one. */
  readonly confirmed: (person: string) => readonly SubjectKey[];
};

/** Every positive reading and PCR result of a person's tests, oldest first. Tests without one are not opened. */
export function findingsOf(deps: FindingsDeps, person: string): Found {
  const registered = new Map<string, Registered>();
  const findings: Finding[] = [];
  for (const test of deps.store.testsOf(person)) {
    const ofTest = findingsOfTest(deps, test);
    const from = ofTest.length === 0 ? null : registeredOf(deps, test);
    if (from === null) continue;
    registered.set(test, from);
    findings.push(...ofTest);
  }
  const confirmed = findings.length === 0 ? [] : deps.confirmed(person).filter(isPersonal);
  return { registered, findings: findings.toSorted((left, right) => left.at - right.at), confirmed };
}

function registeredOf(deps: FindingsDeps, test: string): Registered | null {
  const found = deps.store.registration(test);
  const opened = found === null ? null : deps.registered(found.position);
  if (found === null || opened === null) return null;
  return { post: found.post, place: opened.place, keys: opened.subjects.filter(isPersonal) };
}
/** A hold on a vehicle would hold whoever drives it next. */
const isPersonal = ({ scheme }: SubjectKey): boolean => scheme === "iin" || scheme === "doc";

function findingsOfTest({ store, regimes }: FindingsDeps, test: string): readonly Finding[] {
  const rapid = store
    .stepsOf(test)
    .filter((step) => step.step === "read" && step.result === "positive-acute")
    .map((step): Finding => {
      const at = Math.min(step.occurredAt, step.receivedAt);
      return { kind: "rapid-positive", test, at, validTo: at + (regimes.at(at)?.provisionalHoldMaxMs ?? provisionalHoldMs) };
    });
  return [...rapid, ...store.ordersOf(test).flatMap(pcrFinding)];
}

function pcrFinding({ test, specimen, takenAt, result, readAt }: OrderRow): readonly Finding[] {
  return result === null || readAt === null ? [] : [{ kind: "pcr", test, specimen, takenAt, result, at: readAt }];
}
