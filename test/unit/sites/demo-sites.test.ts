import { PlanRequest } from "@beket/api";
import { parsePlanFeatures } from "@beket/domain";
import * as v from "valibot";
import { expect, it } from "vitest";
import { createRandom } from "../../../demo/src/city/random.ts";
import { inventSites } from "../../../demo/src/city/sites.ts";
import { inventWorks } from "../../../demo/src/city/site-works.ts";
import { dayMs, ten } from "./samples.ts";

const planned = inventSites(createRandom(2020));

it("[SI11] the demo's six hundred sites are a plan without a fault", () => {
  const read = parsePlanFeatures(JSON.parse(JSON.stringify(planned.collection)), () => null);
  expect(read.faults).toEqual([]);
  expect([read.sectors.length, read.sites.length]).toEqual([8, 600]);
  expect(new Set(read.sites.map(({ kind }) => kind))).toEqual(new Set(["street", "yard", "entrance"]));
  expect(v.is(PlanRequest, planned.plan)).toBe(true);
  expect(planned.crews).toHaveLength(8);
  expect(planned.assignments.flatMap(({ sites }) => sites).toSorted()).toEqual(read.sites.map(({ site }) => site).toSorted());
  expect(inventSites(createRandom(2020))).toEqual(planned);
});

it("[SI4] its works are judged by other crews, within what crews may tell of", () => {
  const { works, refusals } = inventWorks(planned, createRandom(7), ten);
  expect(works.length).toBeGreaterThan(380);
  expect(refusals.length).toBeGreaterThan(5);
  expect(works.every(({ judgement, crew }) => judgement === null || judgement.crew !== crew)).toBe(true);
  expect(works.every(({ startedAt, finishedAt }) => startedAt < finishedAt && finishedAt <= ten && startedAt > ten - 4 * dayMs)).toBe(true);
  expect(works.some(({ judgement }) => judgement?.accepted === false)).toBe(true);
});
