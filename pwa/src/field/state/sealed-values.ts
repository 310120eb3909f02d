import * as v from "valibot";
import { ok, type Result } from "@beket/domain";
import { type Database, type StorageFailure, stores } from "../../outbox/database.ts";
import type { Vault } from "../../outbox/vault.ts";

const Row = v.object({ iv: v.instance(Uint8Array<ArrayBuffer>), data: v.instance(ArrayBuffer) });

/** Named values of this tablet, sealed and bound to their names. Writes of one name keep their order. */
export type SealedValues = {
  /** Null: nothing there, or nothing that this version understands. */
  readonly read: <T>(name: string, schema: v.GenericSchema<unknown, T>) => Promise<T | null>;
  readonly write: (name: string, value: unknown) => Promise<Result<null, StorageFailure>>;
  readonly remove: (name: string) => Promise<Result<null, StorageFailure>>;
};

export function createSealedValues(database: Database, vault: Vault): SealedValues {
  let last: Promise<unknown> = Promise.resolve();
  // Sealing takes a while that differs: without a queue an older value could be written over a newer one.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    read: (name, schema) =>
      inTurn(async () => {
        const found = await database.get(stores.kept, name);
        const row = v.safeParse(Row, found.ok ? found.value : null);
        const opened = row.success ? await vault.open(row.output, name) : null;
        if (opened?.ok !== true) return null;
        const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), opened.value);
        return parsed.success ? parsed.output : null;
      }),
    write: (name, value) =>
      inTurn(async () => {
        const written = await database.put(stores.kept, name, await vault.seal(JSON.stringify(value), name));
        return written.ok ? ok(null) : written;
      }),
    remove: (name) => inTurn(() => database.remove(stores.kept, name)),
  };
}
