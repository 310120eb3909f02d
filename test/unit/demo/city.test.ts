import { activityRuleFor, parseBin, parseDocument, parseIin, parsePlate, permitCap, validateRegime } from "@beket/domain";
import { PlacesReply } from "@beket/api";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { inventNewcomer } from "../../../demo/src/city/newcomer.ts";
import { planCity } from "../../../demo/src/city/plan.ts";
import { districts, placesOf } from "../../../demo/src/city/posts.ts";

const at = Date.UTC(2026, 3, 20);
const city = planCity(2020, at, { organisations: 60, permits: 2_500 });
const persons = city.applications.flatMap((one) => one.persons);
const vehicles = city.applications.flatMap((one) => one.vehicles);

describe("the invented city", () => {
  it("has the posts of the real one", () => {
    expect(city.posts.filter((post) => post.kind === "roadblock")).toHaveLength(27);
    expect(city.posts.filter((post) => post.kind === "barrier")).toHaveLength(35);
    expect(city.posts.flatMap((post) => (post.kind === "border" || post.kind === "crew-base" ? [post.post] : []))).toEqual([
      "bp-01",
      "cr-01",
    ]);
    expect(new Set(city.posts.map((post) => post.post)).size).toBe(64);
  });

  it("has a hospital that the tax base does not list, with an activity and a purpose that the rules know", () => {
    const { organisation, persons: people, ledger, purpose } = inventNewcomer(city);
    expect(city.organisations.map(({ bin }) => bin)).not.toContain(organisation.bin);
    expect(parseBin(organisation.bin).ok).toBe(true);
    const rule = activityRuleFor(city.regime, [organisation.oked], ledger);
    if (rule === null) throw new Error("the hospital may not apply");
    expect(rule.purposes).toContain(purpose);
    expect(people.length).toBeLessThanOrEqual(permitCap(rule, organisation.headcount));
  });

  it("names every post and district for the portal", () => {
    const places = placesOf(city.posts);
    expect(v.safeParse(PlacesReply, places).success).toBe(true);
    expect(places.posts).toHaveLength(64);
    expect(places.areas.map(({ area }) => area)).toEqual([...districts]);
  });

  it("is the same for the same seed and another for another", () => {
    expect(planCity(2020, at, { organisations: 60, permits: 2_500 })).toEqual({ ...city, headOf: expect.any(Function) });
    expect(planCity(2021, at, { organisations: 60, permits: 2_500 }).organisations).not.toEqual(city.organisations);
  });

  it("has only identifiers that stand the rules", () => {
    for (const organisation of city.organisations) expect(parseBin(organisation.bin).ok).toBe(true);
    for (const person of persons)
      expect((person.scheme === "iin" ? parseIin(person.value) : parseDocument(person.value, person.country)).ok).toBe(true);
    for (const vehicle of vehicles) expect(parsePlate(vehicle.plate)).toMatchObject({ ok: true, value: { normalised: vehicle.plate } });
  });

  it("applies for exactly the permits it was asked for, in both ledgers, within each headcount's share", () => {
    expect(persons.length + vehicles.length).toBe(2_500);
    expect(new Set(city.applications.map((one) => one.ledger))).toEqual(new Set(["city", "roadblock"]));
    for (const { organisation, ledger, persons: named } of city.applications) {
      const rule = activityRuleFor(city.regime, [organisation.oked, ...organisation.okedSecondary], ledger);
      expect(organisation.status).toBe("active");
      expect(named.length).toBeLessThanOrEqual(rule === null ? 0 : permitCap(rule, organisation.headcount));
    }
  });

  it("lives under rules without a fault", () => {
    expect(validateRegime(city.regime)).toEqual([]);
  });
});
