import { sqliteCodeOf } from "@beket/node-kit";
import type { WorkTable } from "../features/ports.ts";

/** Out of room may also show as a failed extension of the shared-memory file. */
export const isDiskFull = (thrown: unknown): boolean => /^SQLITE_(FULL|IOERR_SHM(SIZE|OPEN))$/.test(sqliteCodeOf(thrown) ?? "");

/**
 * The working table on a disk that may be full. What it may lose with the power it also loses there, so that the journal, which has
 * a reserve, goes on; the durable parts throw, and whoever asked is told. `onLost` is called once for each time that it begins.
 */
export function sparingWork(table: WorkTable, onLost: () => void): WorkTable {
  let isLosing = false;
  const sparing = <T>(write: () => T, lost: T): T => {
    try {
      const written = write();
      isLosing = false;
      return written;
    } catch (thrown) {
      if (!isDiskFull(thrown)) throw thrown;
      if (!isLosing) onLost();
      isLosing = true;
      return lost;
    }
  };
  const { replies, passages, plates, deviceKeys, settings } = table;
  return {
    ...table,
    replies: { ...replies, put: (rows) => sparing(() => replies.put(rows), undefined) },
    passages: {
      ...passages,
      put: (subjects, row) => sparing(() => passages.put(subjects, row), undefined),
      remove: (passage) => sparing(() => passages.remove(passage), undefined),
      addObserver: (passage, device, at) => sparing(() => passages.addObserver(passage, device, at), true),
      removeObserver: (passage, device) => sparing(() => passages.removeObserver(passage, device), undefined),
    },
    plates: { ...plates, put: (plate, row) => sparing(() => plates.put(plate, row), undefined) },
    deviceKeys: {
      ...deviceKeys,
      put: (key, reading, at) => sparing(() => deviceKeys.put(key, reading, at), undefined),
      remove: (key) => sparing(() => deviceKeys.remove(key), undefined),
    },
    settings: { ...settings, put: (name, value) => sparing(() => settings.put(name, value), undefined) },
    purge: (before) => sparing(() => table.purge(before), undefined),
  };
}
