import { expect, it } from "vitest";
import { openWorld, minuteMs } from "../../unit/acts/world.ts";
import { bins, inventedPersons, prepare, sign, signers, startMs, submit } from "../../unit/acts/world-parts.ts";

/** A small generator, so that a failing order is the same in the next run. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

it("[RA6] a cut-over while 200 applications are in flight loses, doubles and half-issues none, and nothing of the old rules outlives its moment", async () => {
  const world = await openWorld();
  const random = seeded(20_200_416);
  const moment = startMs + 45 * minuteMs;
  const persons = inventedPersons(200, 4_000);
  const flights: { readonly document: string; readonly cms: string }[] = [];
  for (const person of persons) {
    const document = await prepare(world.one, { bin: bins.clinic, persons: [person] });
    flights.push({ document, cms: sign(signers.otherHead, document) });
  }
  const draft = await world.draftOf((regime) => ({
    ...regime,
    activities: regime.activities.map((rule) => (rule.rule === "health" ? { ...rule, purposes: ["supply"] } : rule)),
  }));
  const deed = {
    kind: "regime" as const,
    draft: draft.draft,
    revision: draft.revision,
    permits: "void-all" as const,
    effectiveFrom: moment,
  };
  const order = flights.toSorted(() => random() - 0.5);
  const outcomes = { before: 0, after: 0 };
  const send = async (flight: (typeof flights)[number]): Promise<void> => {
    const isAfter = world.clock.now() >= moment;
    const view = await submit(world.one, flight.document, flight.cms);
    expect(view.state).toBe(isAfter ? "refused" : "issued");
    outcomes[isAfter ? "after" : "before"] += 1;
    // The same again is the same answer, whichever side of the moment it comes on.
    if (random() < 0.1) expect((await submit(world.one, flight.document, flight.cms)).id).toBe(view.id);
  };
  await Promise.all(order.slice(0, 60).map(send));
  const enacting = world.enact(deed);
  await Promise.all(order.slice(60, 120).map(send));
  const done = await enacting;
  expect(done.state).toBe("done");
  world.move(moment - startMs - 1);
  await Promise.all(order.slice(120, 160).map(send));
  world.move(1);
  await Promise.all(order.slice(160).map(send));
  expect(outcomes).toEqual({ before: 160, after: 40 });
  const rows = world.stores.permitPages.roadblock.page(0, 1_000);
  expect(rows).toHaveLength(160);
  expect(new Set(rows.map(({ key }) => key.value)).size).toBe(160);
  expect(rows.every(({ record }) => record.status === "revoked" && record.revokedFrom === moment)).toBe(true);
  const counted = world.stores.actChanges.roadblock.count(done.act);
  expect(counted).toBe(160);
  expect((await world.undo(done.act)).outcome).toEqual({ changed: 160, leftAlone: 0 });
  expect(world.stores.permitPages.roadblock.page(0, 1_000).every(({ record }) => record.status === "active")).toBe(true);
  await world.close();
}, 240_000);
