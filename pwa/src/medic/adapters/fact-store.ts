import { BorderFact, OfficerCode, ok, type Result, type StatedFact, TimeMs, Uuid } from "@beket/domain";
import * as v from "valibot";
import type { SealedValues } from "../../field/state/sealed-values.ts";
import { type Database, type StorageFailure, stores } from "../../outbox/database.ts";
import type { Vault } from "../../outbox/vault.ts";

const Row = v.object({ id: v.string(), sealed: v.object({ iv: v.instance(Uint8Array<ArrayBuffer>), data: v.instance(ArrayBuffer) }) });
const Stated = v.object({ id: Uuid, occurredAt: TimeMs, officer: v.nullable(OfficerCode), fact: BorderFact });
const At = v.object({ log: v.string(), next: v.number() });
const atName = "facts-at";

/** Which log the facts are of, and how far it was read. */
export type ReadTo = v.InferOutput<typeof At>;
/** `damaged`: rows that do not open or are of another version. The log brings them again when it is read afresh. */
export type LoadedFacts = { readonly facts: readonly StatedFact[]; readonly readTo: ReadTo | null; readonly damaged: number };

/** The facts of the post on this tablet: each sealed and bound to its id, so that a copy of the database tells no name. */
export function createFactStore(database: Database, vault: Vault, values: SealedValues) {
  const row = async (stated: StatedFact) =>
    [stated.id, { id: stated.id, sealed: await vault.seal(JSON.stringify(stated), stated.id) }] as const;
  const open = async (value: unknown): Promise<StatedFact | null> => {
    const parsed = v.safeParse(Row, value);
    const text = parsed.success ? await vault.open(parsed.output.sealed, parsed.output.id) : null;
    const stated = text?.ok === true ? v.safeParse(v.pipe(v.string(), v.parseJson(), Stated), text.value) : null;
    return stated?.success === true ? stated.output : null;
  };
  return {
    async load(): Promise<Result<LoadedFacts, StorageFailure>> {
      const all = await database.all(stores.facts);
      if (!all.ok) return all;
      const opened = await Promise.all(all.value.map(open));
      const facts = opened.flatMap((stated) => stated ?? []);
      const damaged = opened.length - facts.length;
      // What cannot be read here must come again, so the log is read from its beginning.
      const readTo = damaged > 0 ? null : await values.read(atName, At);
      return ok({ facts, readTo, damaged });
    },
    /** One page of the log: first its facts, then how far it was read, so that a fact is never skipped. */
    async putPage(facts: readonly StatedFact[], readTo: ReadTo): Promise<Result<null, StorageFailure>> {
      const written = await database.putAll(stores.facts, await Promise.all(facts.map(row)));
      return written.ok ? values.write(atName, readTo) : written;
    },
    /** A fact of this tablet that the edge has taken and the log has not brought yet. */
    async put(stated: StatedFact): Promise<Result<null, StorageFailure>> {
      return database.putAll(stores.facts, [await row(stated)]);
    },
    /** Another log, read to its end: its facts take the place of all others. */
    async replace(facts: readonly StatedFact[], readTo: ReadTo): Promise<Result<null, StorageFailure>> {
      const written = await database.replaceAll(stores.facts, await Promise.all(facts.map(row)));
      return written.ok ? values.write(atName, readTo) : written;
    },
  };
}
export type FactStore = ReturnType<typeof createFactStore>;
