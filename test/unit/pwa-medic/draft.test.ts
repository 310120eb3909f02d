import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { createSealedValues } from "../../../pwa/src/field/state/sealed-values.ts";
import { emptyPerson } from "../../../pwa/src/medic/model/person-draft.ts";
import { createDraft } from "../../../pwa/src/medic/state/draft.ts";
import { stores } from "../../../pwa/src/outbox/database.ts";
import { createVault, createVaultKey } from "../../../pwa/src/outbox/vault.ts";
import { memoryDatabase, newId } from "./support/post.ts";

const key = await createVaultKey(crypto);
const keeperOn = (memory: ReturnType<typeof memoryDatabase>) => {
  const values = createSealedValues(memory.database, createVault(crypto, key));
  // Whoever reads next waits for the writes before.
  return { ...createDraft(() => values), flushed: () => values.read("-", v.null()) };
};

describe("what is not finished", () => {
  it("[MA10] is back after a kill, to the last key, and stands sealed on the disk", async () => {
    const memory = memoryDatabase();
    const one = keeperOn(memory);
    await one.open("m-301");
    const arrival = newId();
    one.set({ route: { kind: "person-form", arrival, person: null } });
    for (const name of ["С", "Са", "Сап", "Сапарова"])
      one.set({ person: { arrival, form: { ...emptyPerson({ category: "citizen", countryFrom: "KGZ" }), name } } });
    await one.flushed();
    await one.flushed();
    const again = keeperOn(memory);
    await again.open("m-301");
    expect(again.draft.value.person?.form.name).toBe("Сапарова");
    expect(again.draft.value.route).toEqual({ kind: "person-form", arrival, person: null });
    expect(Bun.inspect([...memory.rows(stores.kept).values()], { depth: 6 })).not.toContain("Сапарова");
  });

  it("[MA10] waits for the officer who began it; another finds nothing of it and overwrites nothing", async () => {
    const memory = memoryDatabase();
    const keeper = keeperOn(memory);
    await keeper.open("m-301");
    keeper.set({ manifest: "1;Айгерім Сапарова" });
    await keeper.flushed();
    await keeper.open("m-302");
    expect(keeper.draft.value.manifest).toBe("");
    keeper.set({ manifest: "2;Ерлан" });
    await keeper.flushed();
    await keeper.open(null);
    expect(keeper.draft.value.manifest).toBe("");
    await keeper.open("m-301");
    expect(keeper.draft.value.manifest).toBe("1;Айгерім Сапарова");
  });
});
