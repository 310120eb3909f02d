import { afterEach, beforeEach, expect, it } from "vitest";
import { apply, openTestCentral, person } from "../central/support.ts";
import type { One } from "./support.ts";

let one: One;
beforeEach(async () => {
  one = openTestCentral();
  await one.central.start();
});
afterEach(() => one.close());
/** Half of ten people. */
const cap = 5;
const together = [{ group: "team", binding: "all" as const, headcount: null }];
const nobodyRefused = (count: number): readonly null[] => Array.from({ length: count }, () => null);

it("[CE7] a group that is refused takes no places of the headcount from the rows after it", async () => {
  await apply(one, { persons: [person(1)] });
  const team = [1, 2, 3].map((serial) => ({ ...person(serial), group: "team" }));
  const others = [11, 12, 13, 14, 15].map((serial) => person(serial));
  const view = await apply(one, { groups: together, persons: [...team, ...others] });
  const refused = ["row.already-permitted", "row.group-incomplete", "row.group-incomplete"];
  expect(view.permits.map(({ code }) => code)).toEqual([...refused, ...nobodyRefused(cap - 1), "row.over-headcount"]);
});

it("[CE7] a group that does not fit as a whole leaves its places to those after it", async () => {
  const team = [1, 2, 3, 4, 5, 6].map((serial) => ({ ...person(serial), group: "team" }));
  const view = await apply(one, { groups: together, persons: [...team, person(21), person(22)] });
  const incomplete = Array.from({ length: cap }, () => "row.group-incomplete");
  expect(view.permits.map(({ code }) => code)).toEqual([...incomplete, "row.over-headcount", null, null]);
});
