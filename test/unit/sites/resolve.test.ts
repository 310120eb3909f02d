import { lookOf, overlaySite, resolveSite, SiteState, type StatedSiteFact } from "@beket/domain";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { claim, completion, dayMs, extend, hourMs, refusal, release, street, ten, uuid, validation } from "./samples.ts";

const resolve = (...facts: readonly StatedSiteFact[]): SiteState => resolveSite(street, "crew-1", facts);
const standings = (state: SiteState): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...state.claims, ...state.completions].map((one) => [
      Number.parseInt(("claim" in one ? one.claim : one.completion).slice(-12), 16),
      one.standing,
    ]),
  );

/** A day of three crews at one site with few, simple times, so that overlaps, ties and repetitions happen often. */
const time = fc.integer({ min: 0, max: 40 }).map((quarter) => ten + quarter * 15 * 60_000);
const crew = fc.constantFrom("crew-1", "crew-2", "crew-3");
const fact: fc.Arbitrary<StatedSiteFact> = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 6 }), crew, time).map(([number, by, at]) => claim(number, by, at)),
  fc.tuple(fc.integer({ min: 1, max: 6 }), crew, time).map(([number, by, at]) => extend(number, by, at)),
  fc.tuple(fc.integer({ min: 1, max: 6 }), crew, time).map(([number, by, at]) => release(number, by, at)),
  fc
    .tuple(fc.integer({ min: 11, max: 16 }), crew, time, fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }))
    .map(([number, by, at, of]) => completion(number, by, at, of)),
  fc
    .tuple(fc.integer({ min: 31, max: 40 }), crew, time, fc.integer({ min: 11, max: 16 }), fc.boolean())
    .map(([number, by, at, of, accepted]) => validation(number, by, at, of, accepted)),
  fc
    .tuple(fc.integer({ min: 51, max: 53 }), crew, time, fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }))
    .map(([number, by, at, of]) => refusal(number, by, at, of)),
);
const facts = fc.array(fact, { minLength: 4, maxLength: 30, size: "max" });
/** Without what speaks of a claim or a work that nobody stated before. */
const inOrder = (all: readonly StatedSiteFact[]): readonly StatedSiteFact[] =>
  all.filter(({ fact, occurredAt }) => {
    const of = fact.kind === "site-validation" ? fact.completion : "claim" in fact ? fact.claim : null;
    const isFirst = fact.kind === "site-completion" || (fact.kind === "site-claim" && fact.state === "claimed");
    return isFirst || of === null || all.some((other) => other.occurredAt <= occurredAt && statesFirst(other, of));
  });
const statesFirst = ({ fact }: StatedSiteFact, id: string): boolean =>
  (fact.kind === "site-completion" && fact.completion === id) ||
  (fact.kind === "site-claim" && fact.state === "claimed" && fact.claim === id);

describe("the state of a site", () => {
  it("[SI1] is the same for any order and any repetition of the facts", () => {
    let worked = 0;
    let lost = 0;
    fc.assert(
      fc.property(
        facts.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all, ...all], { minLength: all.length * 3 }))),
        ([all, shuffled]) => {
          const state = resolve(...all);
          worked += state.clean === null ? 0 : 1;
          lost += state.claims.filter(({ standing }) => standing === "lost").length;
          expect(resolve(...shuffled)).toEqual(state);
        },
      ),
      { numRuns: 400 },
    );
    expect(Math.min(worked, lost)).toBeGreaterThan(50);
  });

  it("[SI1] always fits its schema, whatever was stated", () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 120 }), (all) => v.is(SiteState, resolve(...all))),
      { numRuns: 100 },
    );
  });

  it("[SI7] is the same with newer facts laid over it as with all of them resolved", () => {
    fc.assert(
      fc.property(facts.map(inOrder), time, (all, at) => {
        const older = all.filter(({ occurredAt }) => occurredAt <= at);
        const newer = all.filter(({ occurredAt }) => occurredAt > at);
        expect(overlaySite(street, resolve(...older), newer)).toEqual(resolve(...all));
      }),
      { numRuns: 400 },
    );
  });

  it("[SI7] keeps what central knows already when the same facts are laid over it again", () => {
    fc.assert(
      fc.property(facts, (all) => {
        const state = resolve(...all);
        expect(overlaySite(street, state, all).completions).toEqual(state.completions);
      }),
      { numRuns: 200 },
    );
  });
});

describe("claims", () => {
  it("[SI2] of two that overlap the earlier holds and the later is lost, whichever came in first", () => {
    const [first, second] = [claim(1, "crew-1", ten), claim(2, "crew-2", ten + 60_000)];
    expect(standings(resolve(second, first))).toEqual({ 1: "holds", 2: "lost" });
  });

  it("[SI2] that was lost stays lost when the other is released: the crew was told to go elsewhere", () => {
    const state = resolve(claim(1, "crew-1", ten), claim(2, "crew-2", ten + 60_000), release(1, "crew-1", ten + hourMs));
    expect(standings(state)).toEqual({ 1: "released", 2: "lost" });
    expect(standings(resolve(claim(1, "crew-1", ten), release(1, "crew-1", ten + hourMs), claim(3, "crew-2", ten + hourMs)))).toEqual({
      1: "released",
      3: "holds",
    });
  });

  it("[SI2] that ran out frees the site, and an extension in time keeps it", () => {
    const late = claim(2, "crew-2", ten + 3 * hourMs);
    expect(standings(resolve(claim(1, "crew-1", ten), late))).toEqual({ 1: "expired", 2: "holds" });
    expect(standings(resolve(claim(1, "crew-1", ten), extend(1, "crew-1", ten + hourMs, 4 * hourMs), late))).toEqual({
      1: "holds",
      2: "lost",
    });
    expect(standings(resolve(claim(1, "crew-1", ten), extend(1, "crew-1", ten + 150 * 60_000), late))).toEqual({
      1: "expired",
      2: "holds",
    });
  });

  it("[SI2] ends with its crew's work or with refused access; nobody else ends it", () => {
    const held = claim(1, "crew-1", ten);
    expect(standings(resolve(held, completion(11, "crew-1", ten + hourMs, 1)))).toMatchObject({ 1: "worked" });
    expect(standings(resolve(held, refusal(51, "crew-1", ten + hourMs, 1)))).toEqual({ 1: "released" });
    expect(standings(resolve(held, release(1, "crew-2", ten + hourMs), refusal(51, "crew-2", ten + hourMs, 1)))).toEqual({ 1: "holds" });
  });

  it("[SI2] of one crew do not contend with each other", () => {
    expect(standings(resolve(claim(1, "crew-1", ten), claim(2, "crew-1", ten + 60_000)))).toEqual({ 1: "holds", 2: "holds" });
  });

  it("[SI2] last a day at most, and who holds stays in sight among many", () => {
    const long = claim(1, "crew-1", ten, 30 * dayMs);
    const tries = Array.from({ length: 12 }, (_, index) => claim(100 + index, "crew-2", ten + (index + 1) * 60_000));
    const state = resolve(...tries, long);
    expect(state.claims).toHaveLength(8);
    expect(state.claims[0]).toMatchObject({ claim: uuid(1), standing: "holds", expiresAt: ten + dayMs });
  });
});

describe("work", () => {
  it("[SI3] of one round counts once: the first finished; the other is kept as extra", () => {
    const [first, second] = [completion(11, "crew-2", ten), completion(12, "crew-1", ten + hourMs)];
    const state = resolve(second, first);
    expect(standings(state)).toEqual({ 11: "awaiting-validation", 12: "extra" });
    expect(state.completions[1]).toMatchObject({ agentLitres: 120, areaM2: 6_000, evidence: 1, crew: "crew-1" });
    expect(state.clean).toEqual({ from: ten, until: ten + dayMs, validated: false });
  });

  it("[SI3] of a claim that was lost counts when it was finished first", () => {
    const state = resolve(
      claim(1, "crew-1", ten),
      claim(2, "crew-2", ten + 60_000),
      completion(12, "crew-2", ten + hourMs, 2),
      completion(11, "crew-1", ten + 2 * hourMs - 1, 1),
    );
    expect(standings(state)).toEqual({ 1: "worked", 2: "lost", 11: "extra", 12: "awaiting-validation" });
  });

  it("[SI3] in the second half of the clean time begins the next round", () => {
    const state = resolve(completion(11, "crew-1", ten), completion(12, "crew-1", ten + dayMs / 2));
    expect(standings(state)).toEqual({ 11: "awaiting-validation", 12: "awaiting-validation" });
    expect(state.clean?.until).toBe(ten + 1.5 * dayMs);
  });

  it("[SI4] is judged by another crew only, and the first judgement counts", () => {
    const work = completion(11, "crew-1", ten);
    expect(standings(resolve(work, validation(31, "crew-1", ten + hourMs, 11)))).toEqual({ 11: "awaiting-validation" });
    const twice = resolve(work, validation(32, "crew-3", ten + 2 * hourMs, 11, false), validation(31, "crew-2", ten + hourMs, 11));
    expect(twice.completions[0]).toMatchObject({ standing: "accepted", validatedBy: "crew-2", cause: null });
    expect(twice.clean?.validated).toBe(true);
  });

  it("[SI4] that was rejected cleans nothing: the site needs work again, and what was extra may count", () => {
    const [work, rejected] = [completion(11, "crew-1", ten), validation(31, "crew-2", ten + hourMs, 11, false)];
    const state = resolve(work, rejected);
    expect(state.completions[0]).toMatchObject({ standing: "rejected", cause: "partly-done" });
    expect(state.clean).toBeNull();
    expect(lookOf(street, state, ten + hourMs)).toBe("rejected");
    const both = resolve(work, completion(12, "crew-3", ten + 60_000), rejected);
    expect(standings(both)).toEqual({ 11: "rejected", 12: "awaiting-validation" });
    expect(both.clean?.from).toBe(ten + 60_000);
  });

  it("[SI5] cleans for the site's time, a focal site for a day at most", () => {
    const week = { ...street, cleanForMs: 7 * dayMs };
    expect(resolveSite(week, null, [completion(11, "crew-1", ten)]).clean?.until).toBe(ten + 7 * dayMs);
    expect(resolveSite({ ...week, focal: true }, null, [completion(11, "crew-1", ten)]).clean?.until).toBe(ten + dayMs);
  });
});

describe("the look of a site", () => {
  const at = (state: SiteState, ms: number) => lookOf(street, state, ten + ms);
  it("[SI5] goes from clean to expiring to expired with time alone", () => {
    const state = resolve(completion(11, "crew-1", ten), validation(31, "crew-2", ten + 1, 11));
    expect([hourMs, 22 * hourMs - 1, 22 * hourMs, dayMs - 1, dayMs].map((ms) => at(state, ms))).toEqual([
      "clean",
      "clean",
      "expiring",
      "expiring",
      "expired",
    ]);
    const short = { ...street, cleanForMs: hourMs };
    const brief = resolveSite(short, null, [completion(11, "crew-1", ten), validation(31, "crew-2", ten + 1, 11)]);
    expect(lookOf(short, brief, ten + 47 * 60_000)).toBe("clean");
    expect(lookOf(short, brief, ten + 48 * 60_000)).toBe("expiring");
  });

  it("[SI6] tells who waits, who works, who was not let in, and what is still to do", () => {
    expect(at(resolve(), 0)).toBe("planned");
    const claimed = resolve(claim(1, "crew-1", ten));
    expect([at(claimed, 0), at(claimed, 2 * hourMs)]).toEqual(["claimed", "planned"]);
    expect(at(resolve(claim(1, "crew-1", ten), refusal(51, "crew-1", ten + 1, 1)), 2)).toBe("no-access");
    const worked = resolve(refusal(51, "crew-1", ten - hourMs), completion(11, "crew-1", ten));
    expect(at(worked, 1)).toBe("awaiting-validation");
    expect(at(resolve(completion(11, "crew-1", ten), claim(2, "crew-2", ten + 23 * hourMs)), 23 * hourMs + 1)).toBe("claimed");
  });
});
