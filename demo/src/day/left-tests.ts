import { BorderFactsPage, borderRoutes } from "@beket/api";
import { createBorder, dueList, type HealthRules } from "@beket/domain";
import { state } from "./bus-work.ts";
import type { Tablet } from "./tablet.ts";

/**
 * Ends what an earlier run of the day left: tests of this medic whose time is over are invalid, as they are for any medic who came too
 * late; those that still run are cancelled, since nobody will look at them.
 */
export async function readLeftTests(medic: Tablet, officer: string, rules: HealthRules): Promise<void> {
  const border = createBorder();
  const own = new Set<string>();
  for (let after = 0, more = true; more;) {
    const page = await medic.get(BorderFactsPage, `${borderRoutes.facts}?after=${after}`);
    for (const stated of page.facts) {
      border.apply(stated);
      if (stated.fact.kind === "test" && stated.officer === officer) own.add(stated.fact.test);
    }
    ({ next: after, more } = page);
  }
  const clock = { now: () => Date.now() };
  for (const { test, state: due } of dueList(border, clock.now())) {
    const { started } = test;
    if (!own.has(test.test) || started === null) continue;
    const reason = "Көрсетілім тоқтатылған";
    const isReadable = rules.kits.some(({ kitType, results }) => kitType === started.kitType && results.includes("invalid"));
    const step =
      due === "late" && isReadable
        ? ({ state: "read", cassette: started.cassette, result: "invalid", by: officer, device: null, reason } as const)
        : ({ state: "cancelled", by: officer, reason } as const);
    await state(clock, medic, { kind: "test", test: test.test, place: test.place, step });
  }
}
