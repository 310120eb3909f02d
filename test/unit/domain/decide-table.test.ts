import { type Claim, decide, type Outcome, type ReasonCode, reasonCodes, type RegistryRecord } from "@beket/domain";
import { describe, expect, it } from "vitest";
import { exemption, hold, hour, now, permit, person, replica, stopOf } from "../../support/stop-builder.ts";

// Every standing × claim × state of the data is decided here by hand. The `Record` types make a missing cell a compiler error.
type Standing = "valid" | "revoked" | "lapsed" | "expired" | "mismatch" | "absent";
type ClaimState = "none" | "on-sight" | "refer" | "document-missing" | "unknown" | "wrong-direction";
type Data = "fresh" | "stale" | "incomplete" | "none";

const records: Record<Standing, readonly (readonly RegistryRecord[])[]> = {
  valid: [[permit()], [exemption()], [permit({ groupHeadcount: 5 })], [permit({ number: "P-0002", status: "revoked" }), permit()]],
  revoked: [
    [permit({ status: "revoked" })],
    [exemption({ status: "revoked", revokedFrom: now })],
    [permit({ status: "revoked" }), permit({ number: "P-0002", validTo: now })],
  ],
  lapsed: [
    [permit({ validFrom: now + 1 })],
    [permit({ window: { days: 1, fromMinute: 0, toMinute: 600 } })],
    [permit({ window: { days: 126, fromMinute: 0, toMinute: 1440 } })],
    [permit({ places: { kind: "posts", posts: ["rb-02"] } })],
    [permit({ places: { kind: "areas", areas: ["north"] } })],
    [permit({ binding: "all", members: 2 })],
    [exemption({ validFrom: now + 1 })],
    [exemption({ places: { kind: "posts", posts: ["rb-02"] } })],
    [exemption({ window: { days: 126, fromMinute: 0, toMinute: 1440 } })],
    [permit({ validTo: now }), permit({ number: "P-0002", validFrom: now + 1 })],
  ],
  expired: [
    [permit({ validTo: now })],
    [exemption({ validTo: now })],
    [permit({ status: "revoked", revokedFrom: now - hour, validTo: now })],
    [exemption({ status: "revoked", validTo: now })],
  ],
  mismatch: [[permit({ country: "UZB" })], [hold({ country: "UZB", standing: "confirmed", instruction: "turn-back" })]],
  absent: [[], [permit({ country: "UZB", validTo: now })], [hold({ validTo: now })], [hold({ status: "released" })]],
};

const claims: Record<ClaimState, { claim: Claim | null; direction: "in" | "out" }> = {
  none: { claim: null, direction: "in" },
  "on-sight": { claim: { category: "ambulance", document: "call-sheet" }, direction: "in" },
  refer: { claim: { category: "returning-resident", document: "passport" }, direction: "in" },
  "document-missing": { claim: { category: "ambulance", document: "passport" }, direction: "in" },
  unknown: { claim: { category: "cargo", document: "call-sheet" }, direction: "in" },
  "wrong-direction": { claim: { category: "returning-resident", document: "passport" }, direction: "out" },
};

const replicas: Record<Data, ReturnType<typeof replica> | null> = {
  fresh: replica(30 * 60_000),
  stale: replica(30 * 60_000 + 1),
  incomplete: replica(60_000, false),
  none: null,
};

/** [with fresh and complete data, with any other data] */
type Pair = readonly [Outcome, Outcome];
const all = (outcome: Outcome): Pair => [outcome, outcome];
const byData: Pair = ["DENY", "REFER"];
const expected: Record<Standing, Record<ClaimState, Pair>> = {
  valid: row(all("ALLOW"), all("ALLOW"), all("ALLOW"), all("ALLOW"), all("ALLOW")),
  revoked: row(all("DENY"), all("DENY"), all("DENY"), all("DENY"), all("DENY")),
  lapsed: row(all("DENY"), all("REFER"), all("REFER"), all("DENY"), all("DENY")),
  expired: row(byData, all("REFER"), all("REFER"), byData, byData),
  mismatch: row(all("REFER"), all("REFER"), all("REFER"), all("REFER"), all("REFER")),
  absent: row(byData, all("ALLOW"), all("REFER"), all("REFER"), byData),
};
function row(none: Pair, onSight: Pair, refer: Pair, missing: Pair, other: Pair): Record<ClaimState, Pair> {
  return { none, "on-sight": onSight, refer, "document-missing": missing, unknown: other, "wrong-direction": other };
}

const holds: Record<string, { records: readonly RegistryRecord[]; outcome: Outcome; code: ReasonCode }> = {
  "provisional, to the medic": { records: [hold()], outcome: "REFER", code: "hold-provisional" },
  "provisional, turn back": { records: [hold({ instruction: "turn-back" })], outcome: "REFER", code: "hold-provisional" },
  "confirmed, to the supervisor": {
    records: [hold({ standing: "confirmed", instruction: "refer-supervisor" })],
    outcome: "REFER",
    code: "hold-confirmed",
  },
  "confirmed, detain": { records: [hold({ standing: "confirmed", instruction: "detain-call" })], outcome: "REFER", code: "hold-confirmed" },
  "confirmed, turn back": { records: [hold({ standing: "confirmed", instruction: "turn-back" })], outcome: "DENY", code: "hold-confirmed" },
  "both kinds": {
    records: [hold(), hold({ number: "H-0002", standing: "confirmed", instruction: "turn-back" })],
    outcome: "DENY",
    code: "hold-confirmed",
  },
};

const isKeyOf = <K extends string>(table: Record<K, unknown>, key: string): key is K => key in table;
const keys = <K extends string>(table: Record<K, unknown>): K[] => Object.keys(table).filter((key) => isKeyOf(table, key));
const cells = keys(records).flatMap((standing) =>
  keys(claims).flatMap((claim) => keys(replicas).map((data) => ({ standing, claim, data }))),
);
const seen = new Set<ReasonCode>();

function verdictOf(rows: readonly RegistryRecord[], claim: ClaimState, data: Data) {
  const decision = decide(stopOf([{ role: "driver", key: person, records: rows }], { ...claims[claim], replica: replicas[data] }));
  if (decision.kind !== "verdict") throw new Error("no near match was given");
  for (const { code } of decision.reasons) seen.add(code);
  return decision;
}

describe("one subject", () => {
  it.each(cells)("[DC20] $standing, claim $claim, data $data", ({ standing, claim, data }) => {
    const [fresh, other] = expected[standing][claim];
    for (const rows of records[standing]) {
      const verdict = verdictOf(rows, claim, data);
      expect(verdict.outcome).toBe(data === "fresh" ? fresh : other);
      expect(verdict.subjects[0]?.rows).toHaveLength(rows.length);
    }
  });

  it.each(keys(holds).flatMap((name) => cells.map((cell) => ({ name, ...cell }))))(
    "[DC10] hold $name over $standing, claim $claim, data $data",
    ({ name, standing, claim, data }) => {
      const { records: held, outcome, code } = holds[name] ?? { records: [], outcome: "ALLOW", code: "absent" };
      for (const rows of records[standing]) {
        const [fresh, other] = expected[standing][claim];
        const own = data === "fresh" ? fresh : other;
        const isWorse = standing !== "absent" && own === "DENY";
        const verdict = verdictOf([...rows, ...held], claim, data);
        expect(verdict.outcome).toBe(isWorse ? "DENY" : outcome);
        expect(verdict.reasons[0]?.code).toBe(code);
        expect(verdict.reasons[0]?.instruction).toBeDefined();
      }
    },
  );

  it.each(cells)("[DC12] a flag over $standing, claim $claim, data $data", ({ standing, claim, data }) => {
    const { number, country, validFrom, validTo } = permit();
    const flag: RegistryRecord = { kind: "flag", number, country, validFrom, validTo, status: "active", reason: "impossible-travel" };
    for (const rows of records[standing]) {
      const [fresh, other] = expected[standing][claim];
      const own = data === "fresh" ? fresh : other;
      expect(verdictOf([...rows, flag], claim, data).outcome).toBe(own === "ALLOW" ? "REFER" : own);
      expect(verdictOf([...rows, { ...flag, reason: "shared-permit", validTo: now }], claim, data).outcome).toBe(own);
    }
  });

  it("[DC21] the table reached every reason that one subject can have", () => {
    const elsewhere: ReasonCode[] = [
      "covered-by-vehicle",
      "group-over-headcount",
      "trailer-alone",
      "unverified-identifier",
      "record-unreadable",
      "flag-shared-permit",
    ];
    const own = new Set<ReasonCode>([
      "hold-provisional",
      "hold-confirmed",
      "flag-impossible-travel",
      "permit-revoked",
      "exemption-revoked",
      "exemption-valid",
      "permit-valid",
      "group-permit-valid",
      "category-on-sight",
      "category-refer",
      "category-document-missing",
      "category-unknown",
      "category-wrong-direction",
      "permit-expired",
      "permit-not-yet-valid",
      "permit-wrong-day",
      "permit-wrong-hours",
      "permit-wrong-place",
      "permit-members-missing",
      "exemption-expired",
      "exemption-not-yet-valid",
      "exemption-wrong-place",
      "exemption-wrong-hours",
      "absent",
      "absent-replica-stale",
      "absent-replica-incomplete",
      "no-replica",
      "country-mismatch",
    ]);
    expect(seen).toEqual(own);
    expect([...own, ...elsewhere].toSorted()).toEqual(reasonCodes.toSorted());
  });

  it("[DC22] a reason says when and how old", () => {
    expect(verdictOf([permit({ validTo: now - hour })], "none", "fresh").reasons).toEqual([
      { code: "permit-expired", number: "P-0001", at: now - hour },
    ]);
    expect(verdictOf([], "none", "stale").reasons).toEqual([{ code: "absent-replica-stale", ageMs: 30 * 60_000 + 1 }]);
    expect(verdictOf([permit({ status: "revoked", revokedFrom: now - 5 })], "none", "fresh").reasons).toEqual([
      { code: "permit-revoked", number: "P-0001", at: now - 5 },
    ]);
    expect(verdictOf([permit({ validTo: now })], "none", "stale").reasons.map((reason) => reason.code)).toEqual([
      "permit-expired",
      "absent-replica-stale",
    ]);
  });
});
