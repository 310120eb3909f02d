import { toHex } from "../bytes/bytes.ts";
import type { AppendOutcome, EpochState, JournalRow, JournalStore } from "../ports.ts";

type EpochFile = { state: EpochState; readonly rows: Map<number, JournalRow> };
export type MemoryJournalOptions = {
  /** Rows that fit; more are refused with "journal-full", as a disk would. */
  readonly rowsMax?: number;
};

/** A journal in memory: for tests and simulations. Nothing in it survives the process. */
export function createMemoryJournalStore(options: MemoryJournalOptions = {}): JournalStore {
  const files = new Map<string, EpochFile>();
  const positions = new Map<string, { readonly epoch: string; readonly seq: number }>();
  const rowsMax = options.rowsMax ?? Number.MAX_SAFE_INTEGER;
  let rowsHeld = 0;

  const appendOne = (row: JournalRow): void => {
    const file = files.get(row.epoch);
    if (file === undefined || row.seq !== file.state.lastSeq + 1) throw new Error("broken invariant: a journal grows by one at its end");
    file.rows.set(row.seq, row);
    file.state = { ...file.state, lastSeq: row.seq, lastHash: row.hash };
    positions.set(toHex(row.id), { epoch: row.epoch, seq: row.seq });
    rowsHeld += 1;
  };

  return {
    openEpoch: (row) => {
      files.set(row.epoch, { state: { ...row, lastSeq: 0, lastHash: row.previousHash, prunedTo: 0, acked: [] }, rows: new Map() });
    },
    epochs: () => [...files.values()].map((file) => file.state),
    append: (rows): AppendOutcome => {
      if (rowsHeld + rows.length > rowsMax) return { ok: false, error: { code: "journal-full", detail: "no room for these rows" } };
      for (const row of rows) appendOne(row);
      return { ok: true };
    },
    find: (id) => positions.get(toHex(id)) ?? null,
    read: (epoch, fromSeq, toSeq, bytesMax) => {
      const file = files.get(epoch);
      const found: JournalRow[] = [];
      let bytes = 0;
      for (let seq = fromSeq; seq <= Math.min(toSeq, file?.state.lastSeq ?? 0); seq++) {
        const row = file?.rows.get(seq);
        if (row === undefined) continue;
        bytes += row.sealed.length;
        if (bytes > bytesMax && found.length > 0) break;
        found.push(row);
      }
      return found;
    },
    recordAck: (epoch, acked) => {
      const file = files.get(epoch);
      if (file !== undefined) file.state = { ...file.state, acked };
    },
    prune: (epoch, toSeq) => {
      const file = files.get(epoch);
      if (file === undefined) return;
      for (let seq = file.state.prunedTo + 1; seq <= toSeq; seq++) if (file.rows.delete(seq)) rowsHeld -= 1;
      file.state = { ...file.state, prunedTo: Math.max(file.state.prunedTo, toSeq) };
    },
    close: () => undefined,
  };
}
