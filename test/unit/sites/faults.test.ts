import {
  emptySiteState,
  languages,
  resolveSite,
  siteFault,
  siteFaultCodes,
  siteFaultText,
  type SiteFactContext,
  type StatedSiteFact,
} from "@beket/domain";
import { describe, expect, it } from "vitest";
import { claim, completion, dayMs, extend, hourMs, photo, plan, refusal, release, street, ten, validation } from "./samples.ts";

const minuteMs = 60_000;
/** How a fact of that time is met by a node that knows the others, at the time `now`; live unless told otherwise. */
const met = (one: StatedSiteFact, others: readonly StatedSiteFact[] = [], change: Partial<SiteFactContext> = {}) =>
  siteFault(one.fact, {
    site: street,
    plan,
    state: resolveSite(street, "crew-1", others),
    crew: "crew-1",
    occurredAt: one.occurredAt,
    now: one.occurredAt,
    ...change,
  });
const work = (change: Partial<Extract<StatedSiteFact["fact"], { kind: "site-completion" }>>): StatedSiteFact => {
  const made = completion(11, "crew-1", ten);
  if (made.fact.kind !== "site-completion") throw new Error("a completion is one");
  return { ...made, fact: { ...made.fact, ...change } };
};

describe("a fact at the node", () => {
  it("[SI8] is of the crew that is signed in, about a site of the list", () => {
    expect(met(claim(1, "crew-1", ten))).toBeNull();
    expect(met(claim(1, "crew-2", ten))).toBe("not-your-crew");
    expect(met(claim(1, "crew-1", ten), [], { crew: null })).toBe("not-your-crew");
    expect(met(claim(1, "crew-1", ten), [], { site: null, state: emptySiteState(street.site, null) })).toBe("site-unknown");
    expect(met(claim(1, "crew-1", ten), [], { state: emptySiteState(street.site, "crew-2") })).toBe("not-your-crew");
  });

  it("[SI8] claims within the plan's time, and only what nobody else holds", () => {
    expect(met(claim(1, "crew-1", ten, plan.claimMs + 1))).toBe("claim-expiry-wrong");
    expect(met(claim(1, "crew-1", ten, 0))).toBe("claim-expiry-wrong");
    const theirs = claim(2, "crew-2", ten - minuteMs);
    expect(met(claim(1, "crew-1", ten), [theirs])).toBe("already-claimed");
    expect(met(claim(1, "crew-1", ten + 2 * hourMs), [theirs])).toBeNull();
    expect(met(claim(1, "crew-1", ten), [claim(2, "crew-1", ten - minuteMs)])).toBeNull();
  });

  it("[SI8] extends and gives back what its crew has", () => {
    const own = claim(1, "crew-1", ten);
    expect(met(extend(1, "crew-1", ten + hourMs), [own])).toBeNull();
    expect(met(extend(1, "crew-1", ten + 3 * hourMs), [own])).toBe("claim-unknown");
    expect(met(extend(1, "crew-1", ten + hourMs))).toBe("claim-unknown");
    expect(met(release(1, "crew-1", ten + hourMs), [own])).toBeNull();
    expect(met(release(1, "crew-1", ten + hourMs), [claim(1, "crew-2", ten)])).toBe("claim-unknown");
    expect(met(refusal(51, "crew-1", ten, 1))).toBeNull();
  });

  it("[SI8] of a work has an agent of the plan, times in order, and a photo or a track", () => {
    expect(met(work({}))).toBeNull();
    expect(met(work({ agent: "vinegar" }))).toBe("agent-unknown");
    expect(met(work({ startedAt: ten + 1 }))).toBe("times-wrong");
    expect(met(work({ startedAt: ten - 2 * dayMs }))).toBe("times-wrong");
    expect(met(work({ finishedAt: ten + hourMs }))).toBe("times-wrong");
    expect(met(work({ evidence: [] }))).toBe("evidence-missing");
    expect(met(work({ evidence: [{ ...photo, role: "notice" }] }))).toBe("evidence-missing");
    expect(met(work({ evidence: [{ ...photo, role: "track", mediaType: "application/geo+json" }] }))).toBeNull();
  });

  it("[SI8] judges another crew's work, once, and says why when it is not accepted", () => {
    const theirs = completion(11, "crew-2", ten);
    const judged = validation(31, "crew-1", ten + hourMs, 11);
    expect(met(judged, [theirs])).toBeNull();
    expect(met(judged)).toBe("completion-unknown");
    expect(met(judged, [completion(11, "crew-1", ten)])).toBe("own-work");
    expect(met(judged, [theirs, validation(32, "crew-3", ten + 1, 11)])).toBe("already-validated");
    const rejected = validation(31, "crew-1", ten + hourMs, 11, false);
    expect(met(rejected, [theirs])).toBeNull();
    if (rejected.fact.kind !== "site-validation") throw new Error("a validation is one");
    expect(met({ ...rejected, fact: { ...rejected.fact, cause: null } }, [theirs])).toBe("cause-missing");
  });

  it("[SI9] of a week ago is not refused for what the tablet could not know alone", () => {
    const now = ten + 7 * dayMs;
    const theirs = claim(2, "crew-2", ten - minuteMs);
    expect(met(claim(1, "crew-1", ten), [theirs], { now })).toBeNull();
    expect(met(claim(1, "crew-1", ten), [], { now, state: emptySiteState(street.site, "crew-2") })).toBeNull();
    expect(met(work({ agent: "vinegar" }), [], { now })).toBeNull();
    expect(met(validation(31, "crew-1", ten, 11), [], { now })).toBeNull();
    expect(met(work({ evidence: [] }), [], { now })).toBe("evidence-missing");
    expect(met(claim(1, "crew-1", ten), [], { now: now + 1 })).toBe("times-wrong");
    expect(met(claim(1, "crew-1", ten), [], { now: ten - hourMs })).toBe("times-wrong");
  });

  it("[SI8] that is not taken is told in three languages what to do", () => {
    const told = siteFaultCodes.flatMap((code) => languages.map((language) => siteFaultText(code, language)));
    expect(new Set(told).size).toBe(siteFaultCodes.length * 3);
    expect(told.every((text) => text.endsWith("."))).toBe(true);
  });
});
