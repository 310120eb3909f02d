import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../../packages/eds/src/revocation/decide.ts";
import type { Statement } from "../../../packages/eds/src/revocation/statement.ts";
import { allReasons, holdReason } from "../../../packages/eds/src/x509/revocation-reasons.ts";

const used = { certificates: [], crls: [], ocsp: [] };

const statement = (parts: Partial<Statement>): Statement => ({
  source: "crl",
  madeMs: 10,
  untilMs: 20,
  reasons: allReasons,
  says: { kind: "good" },
  used,
  told: [],
  ...parts,
});
const hold = (revocationMs: number): Statement["says"] => ({ kind: "revoked", revocationMs, reason: "certificateHold" });
const final = (revocationMs: number): Statement["says"] => ({ kind: "revoked", revocationMs, reason: "superseded" });

const anySays: fc.Arbitrary<Statement["says"]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Statement["says"]>({ kind: "good" }) },
  { weight: 4, arbitrary: fc.nat(30).map(hold) },
  { weight: 1, arbitrary: fc.nat(30).map(final) },
  { weight: 1, arbitrary: fc.constantFrom<Statement["says"]>({ kind: "unknown" }, { kind: "non-issued" }) },
);
const otherReasons = allReasons & ~holdReason;

const anyStatement = fc
  .record({
    source: fc.constantFrom<Statement["source"]>("crl", "ocsp"),
    madeMs: fc.nat(30),
    length: fc.option(fc.nat(12), { nil: undefined, freq: 8 }),
    reasons: fc.constantFrom(allReasons, allReasons, holdReason, otherReasons),
    says: anySays,
  })
  .map(({ length, ...parts }) => {
    const { untilMs: _, ...endless } = statement(parts);
    return length === undefined ? endless : { ...endless, untilMs: parts.madeMs + length };
  });
const anyTimeline = fc.tuple(fc.array(anyStatement, { maxLength: 7 }), fc.nat(30));

/**
 * The rules again, as plain as they can be said: each reason by itself, each moment one after the other, in time that grows
 * with the square of everything.
 */
const naive = (statements: readonly Statement[], atMs: number): "good" | "revoked" | "unknown" => {
  const began = (one: Statement): boolean => one.says.kind === "revoked" && one.says.revocationMs <= atMs;
  const isHold = (one: Statement): boolean => one.says.kind === "revoked" && one.says.reason === "certificateHold";
  const isGood = (one: Statement): boolean => one.says.kind === "good" || (one.says.kind === "revoked" && !began(one));
  const isFresh = (one: Statement): boolean =>
    one.madeMs > atMs || (one.untilMs !== undefined && one.madeMs <= atMs && atMs <= one.untilMs);
  if (statements.some((one) => began(one) && !isHold(one))) return "revoked";

  let open: Statement[] = [];
  for (let moment = 0; moment <= atMs; moment += 1) {
    const madeNow = statements.filter((one) => one.madeMs === moment);
    if (madeNow.some((one) => isGood(one) && (one.reasons & holdReason) !== 0)) open = [];
    open.push(...madeNow.filter((one) => began(one) && isHold(one)));
  }
  const later = statements.filter((one) => one.madeMs > atMs);
  if (open.some(isFresh) || later.some((one) => began(one) && isHold(one))) return "revoked";

  for (const doubt of statements) {
    const rebuttals = statements.filter((one) => isGood(one) && one.source === "ocsp" && isFresh(one) && one.madeMs > doubt.madeMs);
    if (doubt.says.kind === "non-issued" && isFresh(doubt) && rebuttals.length === 0) return "unknown";
  }
  for (let reason = 1; reason <= 8; reason += 1) {
    const bit = 1 << reason;
    const speaking = statements.filter((one) => isGood(one) && isFresh(one) && (one.reasons & bit) !== 0);
    const trusted = bit === holdReason ? speaking.filter((one) => open.every((held) => held.madeMs < one.madeMs)) : speaking;
    if (trusted.length === 0) return "unknown";
  }
  return "good";
};

describe("the status at a moment", () => {
  it("[ED54, ED118] is what a naive reading of the rules gives, over random timelines", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(anyTimeline, ([statements, atMs]) => {
        const { kind } = decide(statements, atMs);
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        expect(kind).toBe(naive(statements, atMs));
      }),
      { numRuns: 5000 },
    );
    // Not vacuous.
    for (const kind of ["good", "revoked", "unknown"]) expect(seen.get(kind) ?? 0).toBeGreaterThan(200);
  });

  it("[ED118] does not depend on the order of the evidence", () => {
    const shuffled = anyTimeline.chain(([statements, atMs]) =>
      fc.tuple(
        fc.constant(statements),
        fc.shuffledSubarray([...statements], { minLength: statements.length, maxLength: statements.length }),
        fc.constant(atMs),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([statements, others, atMs]) => {
        const [one, other] = [decide(statements, atMs), decide(others, atMs)];
        expect(other.kind).toBe(one.kind);
        if (one.kind === "unknown") expect(other).toEqual(one);
      }),
    );
  });

  it("[ED7, ED118] is reached again with nothing but the evidence that it names", () => {
    fc.assert(
      fc.property(anyTimeline, ([statements, atMs]) => {
        const decision = decide(statements, atMs);
        if (decision.kind === "unknown") return;
        const named = decision.kind === "good" ? decision.by : [decision.by];
        expect(decide(named, atMs)).toEqual(decision);
      }),
      { numRuns: 2000 },
    );
  });

  it("[ED118] never gets better by evidence that says revoked, nor worse by evidence that says good", () => {
    const rank = { good: 0, unknown: 1, revoked: 2 } as const;
    fc.assert(
      fc.property(anyTimeline, fc.nat(30), fc.nat(30), ([statements, atMs], madeMs, revocationMs) => {
        const before = rank[decide(statements, atMs).kind];
        expect(rank[decide([...statements, statement({ madeMs, says: final(revocationMs) })], atMs).kind]).toBeGreaterThanOrEqual(
          revocationMs <= atMs ? 2 : 0,
        );
        const good = statement({ madeMs, untilMs: madeMs + 5, source: "ocsp" });
        expect(rank[decide([...statements, good], atMs).kind]).toBeLessThanOrEqual(before);
      }),
      { numRuns: 2000 },
    );
  });

  it("[ED54] names what is stale, what is not covered and what nobody knows", () => {
    expect(decide([statement({ untilMs: 12 })], 13)).toEqual({ kind: "unknown", why: "stale", untilMs: 12 });
    expect(decide([statement({ reasons: holdReason })], 15)).toEqual({ kind: "unknown", why: "reasons-not-covered" });
    expect(decide([statement({ says: { kind: "unknown" }, source: "ocsp" })], 15)).toEqual({ kind: "unknown", why: "status-unknown" });
    expect(decide([], 15)).toEqual({ kind: "unknown", why: "none" });
  });
});
