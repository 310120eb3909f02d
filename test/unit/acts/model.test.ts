import { expect, it } from "vitest";
import type { Ledger } from "@beket/domain";
import { apply, bins, inventedPersons, signers, startMs } from "./world-parts.ts";
import { everything, openWorld } from "./world.ts";

/** A small generator, so that a failing sequence is the same in the next run. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
type Modelled = { readonly bin: string; readonly ledger: Ledger; status: "active" | "revoked" };

it.each([1, 2, 3])("[RA11] random issuing, revoking, acting and undoing keep the model, seed %i", async (seed) => {
  const world = await openWorld();
  const random = seeded(seed);
  const model = new Map<string, Modelled>();
  /** What an act changed and nobody since: what its undo puts back. */
  const open: { readonly act: string; readonly rows: Set<string> }[] = [];
  let persons = 0;
  const counts = { issued: 0, acted: 0, undone: 0, others: 0 };
  const heads = [
    { bin: bins.bakery, signer: signers.head },
    { bin: bins.clinic, signer: signers.otherHead },
  ] as const;
  const issue = async (): Promise<void> => {
    const head = heads[random(2)] ?? heads[0];
    const ledger: Ledger = random(2) === 0 ? "city" : "roadblock";
    const view = await apply(
      world.one,
      { bin: head.bin, ledger, persons: inventedPersons(1, 6_000 + 500 * seed + 3 * persons++) },
      head.signer,
    );
    for (const { number } of view.permits) if (number !== null) model.set(number, { bin: head.bin, ledger, status: "active" });
    counts.issued += 1;
  };
  const act = async (): Promise<void> => {
    const head = heads[random(2)] ?? heads[0];
    const ledgers: Ledger[] = random(2) === 0 ? ["city", "roadblock"] : ["roadblock"];
    const taken = [...model].filter(([, one]) => one.status === "active" && one.bin === head.bin && ledgers.includes(one.ledger));
    if (taken.length === 0) return;
    const filter = { ...everything, ledgers, organisation: head.bin };
    const done = await world.enact({ kind: "revocation", filter, reason: "abuse", effectiveFrom: null });
    expect(done.outcome).toEqual({ changed: taken.length, leftAlone: 0 });
    for (const [, one] of taken) one.status = "revoked";
    open.push({ act: done.act, rows: new Set(taken.map(([number]) => number)) });
    counts.acted += 1;
  };
  const undo = async (): Promise<void> => {
    const [one] = open.splice(random(open.length), 1);
    if (one === undefined || one.rows.size === 0) return;
    await world.undo(one.act);
    for (const number of one.rows) {
      const permit = model.get(number);
      if (permit !== undefined) permit.status = "active";
    }
    counts.undone += 1;
  };
  /** Somebody else ends a permit that an act had ended, from another moment: it is theirs from now on. */
  const others = (): void => {
    const [number] = [...(open.at(-1)?.rows ?? [])];
    const permit = number === undefined ? undefined : model.get(number);
    if (number === undefined || permit === undefined) return;
    const { store } = { store: world.stores.ledgers[permit.ledger] };
    store.update(
      store.byNumber(number).map((row) => ({ ...row, record: { ...row.record, status: "revoked", revokedFrom: startMs - 3_600_000 } })),
      { act: "revoked", at: startMs, submission: null, source: "test" },
    );
    open.at(-1)?.rows.delete(number);
    counts.others += 1;
  };
  for (let step = 0; step < 24; step += 1) {
    const choice = random(10);
    if (step < 5 || choice < 4) await issue();
    else if (choice < 7) await act();
    else if (choice < 9) await undo();
    else others();
    const stored = (["city", "roadblock"] as const).flatMap((ledger) => world.stores.permitPages[ledger].page(0, 1_000));
    const found = stored.map(({ number, record }) => `${number} ${record.status}`).toSorted();
    expect(found).toEqual([...model].map(([number, { status }]) => `${number} ${status}`).toSorted());
  }
  expect(counts.issued).toBeGreaterThan(4);
  expect(counts.acted).toBeGreaterThan(0);
  await world.close();
});
