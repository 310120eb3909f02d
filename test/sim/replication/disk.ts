import type { IngestStore, JournalRow, JournalStore } from "@beket/replication";
import { createMemoryIngestStore, createMemoryJournalStore } from "@beket/replication/memory";
import type { MemoryIngestStore } from "@beket/replication/memory";

type Operation<S> = (store: S) => void;

/**
 * A disk as a list of writes, of which a prefix is on the platter. A crash forgets the rest; a copy shares what is there. With
 * `syncEvery: 1` each write is synced before it returns, as the store's contract demands; more is the mutant that must lose.
 */
export type Disk = { readonly operations: readonly Operation<JournalStore>[] };

export function createDisk(syncEvery: number, start: Disk = { operations: [] }) {
  let operations: Operation<JournalStore>[] = [...start.operations];
  let synced = operations.length;
  let forgotten = 0;
  let store = replay(operations);
  /** Set to make the next append fail after the row is on the platter and before anyone is told. */
  let dieAfterAppend: (() => void) | null = null;

  const write = <T>(operation: (target: JournalStore) => T): T => {
    const result = operation(store);
    operations.push((target) => void operation(target));
    if (operations.length - synced >= syncEvery) synced = operations.length;
    return result;
  };
  const open = (): JournalStore => ({
    openEpoch: (row) => write((target) => target.openEpoch(row)),
    append: (rows: readonly JournalRow[]) => {
      const outcome = write((target) => target.append(rows));
      const die = dieAfterAppend;
      dieAfterAppend = null;
      die?.();
      return outcome;
    },
    recordAck: (epoch, acked, backedUpTo) => write((target) => target.recordAck(epoch, acked, backedUpTo)),
    prune: (epoch, toSeq) => write((target) => target.prune(epoch, toSeq)),
    epochs: () => store.epochs(),
    find: (id) => store.find(id),
    read: (epoch, from, to, bytesMax) => store.read(epoch, from, to, bytesMax),
    close: () => undefined,
  });

  return {
    open,
    crash: (): void => {
      forgotten += operations.length - synced;
      operations = operations.slice(0, synced);
      store = replay(operations);
    },
    copy: (): Disk => ({ operations: operations.slice(0, synced) }),
    onNextAppend: (die: () => void): void => {
      dieAfterAppend = die;
    },
    epochs: () => store.epochs(),
    forgotten: () => forgotten,
  };
}
export type CrashingDisk = ReturnType<typeof createDisk>;

function replay(operations: readonly Operation<JournalStore>[]): JournalStore {
  const store = createMemoryJournalStore();
  for (const operation of operations) operation(store);
  return store;
}

/** Central's database with a nightly backup: `backedUpTo` is what the backup holds, and a restore goes back to it. */
export function createBackedUpStore() {
  let batches: Parameters<IngestStore["store"]>[] = [];
  let backup: Parameters<IngestStore["store"]>[] = [];
  let store: MemoryIngestStore = createMemoryIngestStore();
  let saved: MemoryIngestStore = createMemoryIngestStore();
  const rebuild = (from: typeof batches): MemoryIngestStore => {
    const built = createMemoryIngestStore();
    for (const batch of from) built.store(...batch);
    return built;
  };
  const port: IngestStore = {
    held: (source, epoch) => {
      const safe = new Map(saved.held(source, epoch).map((held) => [held.epoch, held.backedUpTo]));
      return store.held(source, epoch).map((held) => ({ ...held, backedUpTo: safe.get(held.epoch) ?? 0 }));
    },
    hashesAt: (source, epoch, seq) => store.hashesAt(source, epoch, seq),
    store: (batch, receivedAt) => {
      batches.push([batch, receivedAt]);
      return store.store(batch, receivedAt);
    },
  };
  return {
    port,
    backUp: (): void => {
      backup = [...batches];
      saved = rebuild(backup);
    },
    restore: (): void => {
      batches = [...backup];
      store = rebuild(batches);
    },
    rowsOf: (source: string): readonly JournalRow[] => store.rowsOf(source),
    poisonedOf: (source: string) => store.poisonedOf(source),
  };
}
