import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as v from "valibot";
import { apply, bins, inventedPersons, sign, signers, startMs } from "./world-parts.ts";
import { person } from "../central/support.ts";
import { everything, minuteMs, openWorld, type World } from "./world.ts";

const moment = startMs + 60 * minuteMs;

describe("acts that meet", () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());
  const cutOver = async () => {
    const draft = await world.draftOf((regime) => ({ ...regime, permitMaxDays: 12 }));
    return world.enact({
      kind: "regime",
      draft: draft.draft,
      revision: draft.revision,
      permits: "void-all",
      effectiveFrom: moment,
    });
  };
  const revocation = (organisation: string | null = null) =>
    ({ kind: "revocation", filter: { ...everything, organisation }, reason: "abuse", effectiveFrom: null }) as const;
  const records = () =>
    world.stores.permitPages.roadblock.page(0, 1_000).map(({ record: { status, revokedFrom } }) => ({ status, revokedFrom }));

  it("[RA6][RA8] what an undo brings back while a cut-over is coming ends at its moment, and stands again when that is undone too", async () => {
    await apply(world.one, { persons: inventedPersons(2) });
    const taken = await world.enact(revocation());
    const coming = await cutOver();
    await world.undo(taken.act);
    expect(records()).toEqual([
      { status: "revoked", revokedFrom: moment },
      { status: "revoked", revokedFrom: moment },
    ]);
    await world.undo(coming.act);
    expect(records()).toEqual([
      { status: "active", revokedFrom: null },
      { status: "active", revokedFrom: null },
    ]);
  });

  it("[RA6][RA8] what an undo brings back after the moment had ended at it, but nothing that was issued under the new rules", async () => {
    await apply(world.one, { persons: inventedPersons(1) });
    const early = await world.enact(revocation());
    await cutOver();
    world.move(moment - startMs + minuteMs);
    await apply(world.one, { persons: [person(903)] });
    const late = await world.enact(revocation());
    await world.undo(early.act);
    await world.undo(late.act);
    expect(records()).toEqual([
      { status: "revoked", revokedFrom: moment },
      { status: "active", revokedFrom: null },
    ]);
  });

  it("[RA8] two acts over one row are undone in any order", async () => {
    await apply(world.one, { persons: inventedPersons(1) });
    const coming = await cutOver();
    const taken = await world.enact(revocation());
    expect((await world.undo(coming.act)).outcome).toEqual({ changed: 0, leftAlone: 1 });
    expect((await world.undo(taken.act)).outcome).toEqual({ changed: 1, leftAlone: 0 });
    expect(records()).toEqual([{ status: "active", revokedFrom: null }]);
  });

  it("[RA8] a permit that its organisation took back too, while an act had ended it, does not come back with the undo", async () => {
    const views = await Promise.all([apply(world.one, { persons: [person(930)] }), apply(world.one, { persons: [person(933)] })]);
    const coming = await cutOver();
    world.move(1_000);
    const [number] = views[0]?.permits.map((permit) => permit.number) ?? [];
    const prepared = await world.send("/api/v1/revocations/prepare", {
      bin: bins.bakery,
      numbers: [number],
      reason: "left-employment",
      effectiveAt: moment + minuteMs,
    });
    const { document } = v.parse(v.looseObject({ document: v.string() }), await prepared.json());
    expect(await (await world.send("/api/v1/revocations", { document, cms: sign(signers.head, document) })).json()).toMatchObject({
      state: "done",
    });
    expect((await world.undo(coming.act)).outcome).toEqual({ changed: 1, leftAlone: 1 });
    expect(records()).toEqual([
      { status: "revoked", revokedFrom: moment },
      { status: "active", revokedFrom: null },
    ]);
  });

  it("[RA4] what was counted stays what will be taken while somebody looks whether it still holds", async () => {
    await apply(world.one, { ledger: "city", persons: inventedPersons(1, 700) });
    await apply(world.one, { persons: inventedPersons(3) });
    const counted = await world.propose(revocation(bins.bakery));
    // Somebody else's permit: the registry moved, the act's rows did not.
    await apply(world.one, { bin: bins.clinic, persons: [person(910)] }, signers.otherHead);
    const seen = new Set<number>();
    const look = (): void => {
      seen.add(world.stores.acts.targets(counted.act, "roadblock", 0, 100).length);
    };
    let isOver = false;
    const looking = (async () => {
      while (!isOver) {
        look();
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    expect((await world.signAct(counted)).status).toBe(200);
    isOver = true;
    await looking;
    expect([...seen]).toEqual([3]);
    expect((await world.settled(counted.act, "done")).outcome).toEqual({ changed: 4, leftAlone: 0 });
  });
});

it("[RA7] a cut-over that a stop made late ends nothing of what is issued afterwards", async () => {
  const first = await openWorld();
  const { keys, folder } = first;
  const draft = await first.draftOf((regime) => ({ ...regime, permitMaxDays: 12 }));
  const deed = { kind: "regime", draft: draft.draft, revision: draft.revision, permits: "void-all", effectiveFrom: moment } as const;
  const signed = await first.viewOf(await first.signAct(await first.propose(deed)));
  // As a stop right after the first durable step of its execution leaves it.
  expect(first.stores.acts.change(signed.act, ["awaiting-approval"], { state: "executing", approver: "registrar-2" }, null)).toBe(true);
  first.move(moment - startMs - minuteMs);
  await first.close(true);
  const again = await openWorld({ folder, keys });
  await expect(again.settled(signed.act, "done")).rejects.toThrow("late");
  expect((await apply(again.one, { persons: [person(920)] })).state).toBe("issued");
  expect(again.stores.permitPages.roadblock.page(0, 10).map(({ record }) => record.status)).toEqual(["active"]);
  await again.close();
});

it("[RA9][RA12] an act of an authority's own system is in the list though a stop came right after its rows", async () => {
  const first = await openWorld();
  const { keys, folder } = first;
  const act = first.newId();
  const document =
    `{"act":"${act}","authority":"health","category":"ambulance","createdAt":${startMs},"ground":"Штаб","nonce":"${"cd".repeat(16)}",` +
    `"origin":"https://ruqsat.example","places":{"kind":"everywhere"},"subjects":[{"country":"KAZ","scheme":"plate","value":"461ABC02"}],` +
    `"type":"beket/exemption/1","validFrom":${startMs},"validTo":${startMs + 600 * minuteMs},"window":{"days":127,"fromMinute":0,"toMinute":1440}}`;
  await first.send("/api/v1/authority-acts", { document, cms: sign(signers.health, document) });
  expect((await first.look(act)).state).toBe("done");
  const { registry } = first.stores.sql;
  registry.prepare<unknown>("delete from act_step where act = ?1").run(act);
  registry.prepare<unknown>("delete from act where id = ?1").run(act);
  registry.prepare<unknown>("update submission set state = 'received', answer = null where kind = 'act'").run();
  await first.close(true);
  const again = await openWorld({ folder, keys });
  expect(await again.look(act)).toMatchObject({ state: "done", outcome: { changed: 1, leftAlone: 0 } });
  expect((await again.undo(act)).outcome).toEqual({ changed: 1, leftAlone: 0 });
  await again.close();
});
