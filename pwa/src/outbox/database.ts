import { err, ok, type Result } from "@beket/domain";

export type StorageFailure = { readonly code: "storage-failed" };
const version = 1;
export const stores = { outbox: "outbox", keys: "keys", kept: "kept", facts: "facts" } as const;
export type StoreName = (typeof stores)[keyof typeof stores];
/** What every app keeps; `facts` is only where an app asks for it. */
const commonStores: readonly StoreName[] = [stores.outbox, stores.keys, stores.kept];

/** One IndexedDB database of this app. */
export type Database = {
  readonly get: (store: StoreName, key: string) => Promise<Result<unknown, StorageFailure>>;
  readonly all: (store: StoreName) => Promise<Result<readonly unknown[], StorageFailure>>;
  readonly put: (store: StoreName, key: string, value: unknown) => Promise<Result<null, StorageFailure>>;
  /** All or none of them. */
  readonly putAll: (
    store: StoreName,
    entries: readonly (readonly [key: string, value: unknown])[],
  ) => Promise<Result<null, StorageFailure>>;
  readonly remove: (store: StoreName, key: string) => Promise<Result<null, StorageFailure>>;
  /** These and no others, or everything stays as it was. */
  readonly replaceAll: (
    store: StoreName,
    entries: readonly (readonly [key: string, value: unknown])[],
  ) => Promise<Result<null, StorageFailure>>;
};

/**
 * Opens the database. Writes use `durability: "strict"` and resolve at the transaction's `complete`: IndexedDB's default does not
 * wait for the disk at all. A full disk, cleared site data or a closed database come back as `storage-failed`, never as success.
 */
export function openDatabase(
  factory: IDBFactory,
  name: string,
  more: readonly StoreName[] = [],
): Promise<Result<Database, StorageFailure>> {
  return new Promise((resolve) => {
    const failed = () => resolve(err({ code: "storage-failed" }));
    try {
      const request = factory.open(name, version);
      request.addEventListener("upgradeneeded", () => {
        for (const store of [...commonStores, ...more]) request.result.createObjectStore(store);
      });
      request.addEventListener("error", failed);
      request.addEventListener("blocked", failed);
      request.addEventListener("success", () => resolve(ok(wrap(request.result))));
    } catch {
      failed();
    }
  });
}

function wrap(database: IDBDatabase): Database {
  // A newer version in another window must be able to upgrade; this window then reports its writes as failed.
  database.addEventListener("versionchange", () => database.close());
  function run<T>(
    store: StoreName,
    mode: IDBTransactionMode,
    work: (objects: IDBObjectStore) => IDBRequest<T>,
  ): Promise<Result<T, StorageFailure>> {
    return new Promise((resolve) => {
      const failed = () => resolve(err({ code: "storage-failed" }));
      try {
        const transaction = database.transaction(store, mode, { durability: "strict" });
        const request = work(transaction.objectStore(store));
        transaction.addEventListener("complete", () => resolve(ok(request.result)));
        transaction.addEventListener("abort", failed);
        transaction.addEventListener("error", failed);
      } catch {
        failed();
      }
    });
  }
  const done = async (work: Promise<Result<unknown, StorageFailure>>): Promise<Result<null, StorageFailure>> => {
    const result = await work;
    return result.ok ? ok(null) : result;
  };
  return {
    get: (store, key) => run<unknown>(store, "readonly", (objects) => objects.get(key)),
    all: (store) => run<unknown[]>(store, "readonly", (objects): IDBRequest<unknown[]> => objects.getAll()),
    put: (store, key, value) => done(run(store, "readwrite", (objects) => objects.put(value, key))),
    putAll: (store, entries) =>
      done(
        run(store, "readwrite", (objects) => {
          for (const [key, value] of entries) objects.put(value, key);
          return objects.count();
        }),
      ),
    remove: (store, key) => done(run(store, "readwrite", (objects) => objects.delete(key))),
    replaceAll: (store, entries) =>
      done(
        run(store, "readwrite", (objects) => {
          objects.clear();
          for (const [key, value] of entries) objects.put(value, key);
          return objects.count();
        }),
      ),
  };
}
