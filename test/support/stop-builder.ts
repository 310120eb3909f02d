import type {
  Candidate,
  Claim,
  DecideInput,
  ExemptionRecord,
  HoldRecord,
  PermitRecord,
  RegistryRecord,
  ReplicaState,
  StopSubject,
  SubjectKey,
} from "@beket/domain";
import { sampleRegime } from "./sample-regime.ts";

/** Monday, 20 April 2020, 10:00 in Almaty. */
export const now = Date.UTC(2020, 3, 20, 4, 0);
export const hour = 3_600_000;
const always = { days: 127, fromMinute: 0, toMinute: 1440 };

export const person: SubjectKey = { scheme: "iin", country: "KAZ", value: "871008401427" };
export const passenger: SubjectKey = { scheme: "iin", country: "KAZ", value: "760212350620" };
export const car: SubjectKey = { scheme: "plate", country: "KAZ", value: "123ABC02" };
export const trailer: SubjectKey = { scheme: "plate", country: "KAZ", value: "12ABC02" };

export const permit = (change: Partial<PermitRecord> = {}): PermitRecord => ({
  kind: "permit",
  number: "P-0001",
  status: "active",
  revokedFrom: null,
  country: "KAZ",
  organisation: 1,
  purpose: "food",
  binding: "any",
  members: 1,
  groupHeadcount: null,
  validFrom: now - 240 * hour,
  validTo: now + 240 * hour,
  window: always,
  places: { kind: "everywhere" },
  ...change,
});
export const exemption = (change: Partial<ExemptionRecord> = {}): ExemptionRecord => ({
  kind: "exemption",
  number: "E-0001",
  status: "active",
  revokedFrom: null,
  country: "KAZ",
  category: "diplomat",
  authority: "mfa",
  validFrom: now - 240 * hour,
  validTo: now + 240 * hour,
  window: always,
  places: { kind: "everywhere" },
  ...change,
});
export const hold = (change: Partial<HoldRecord> = {}): HoldRecord => ({
  kind: "hold",
  number: "H-0001",
  status: "active",
  country: "KAZ",
  instruction: "refer-medic",
  standing: "provisional",
  validFrom: now - hour,
  validTo: now + hour,
  ...change,
});

export type Standee = {
  readonly role: StopSubject["role"];
  readonly key: SubjectKey;
  readonly readBy?: StopSubject["readBy"];
  readonly records?: readonly RegistryRecord[];
  readonly nearMatches?: number;
  readonly unreadable?: boolean;
};
export type StopOptions = {
  readonly claim?: Claim | null;
  readonly direction?: "in" | "out";
  readonly ledger?: "city" | "roadblock";
  readonly replica?: ReplicaState | null;
  readonly confirmed?: readonly number[];
  readonly time?: number;
};

export const replica = (ageMs: number, complete = true): ReplicaState => ({
  ledger: { scope: "roadblock-1", version: 900, complete, dataAsOf: now - ageMs },
  common: { scope: "common-1", version: 80, complete: true, dataAsOf: now - Math.min(ageMs, 60_000) },
});

/** A stop at the roadblock `rb-01` of area `south`. Rows are named by where they stand, so that a verdict can be traced. */
export function stopOf(standees: readonly Standee[], options: StopOptions = {}): DecideInput {
  return {
    stop: {
      post: "rb-01",
      lane: "lane-1",
      direction: options.direction ?? "in",
      subjects: standees.map(({ role, key, readBy }) => ({ role, key, readBy: readBy ?? ["keypad"] })),
      claim: options.claim ?? null,
    },
    post: { post: "rb-01", ledger: options.ledger ?? "roadblock", areas: ["south"] },
    candidates: standees.map(({ records, nearMatches, unreadable }, subject) => ({
      exact: (records ?? []).map((record, row): Candidate => ({
        ref: { scope: "roadblock-1", row: `s${subject}-r${row}`, version: row + 1 },
        record,
      })),
      nearMatches: nearMatches ?? 0,
      unreadable: unreadable ?? false,
    })),
    confirmed: options.confirmed ?? [],
    replica: options.replica === undefined ? replica(60_000) : options.replica,
    regime: sampleRegime,
    correctedTime: options.time ?? now,
  };
}
