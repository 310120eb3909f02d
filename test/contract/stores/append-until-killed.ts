/** A writer for the kill -9 test: appends groups for ever and prints the last seq of each group once the store has acknowledged it. */
import { writeSync } from "node:fs";
import { openJournalStore } from "@beket/node-kit";
import { epochRow, journalRow } from "./samples.ts";

const [path = "", epoch = ""] = process.argv.slice(2);
const store = openJournalStore(path, { ballastRows: 0 });
store.openEpoch(epochRow(epoch));
for (let seq = 0, group = 1; ; group = (group % 7) + 1) {
  const rows = Array.from({ length: group }, (_, index) => journalRow(epoch, seq + index + 1, 300));
  const outcome = store.append(rows);
  if (!outcome.ok) throw new Error(outcome.error.detail);
  seq += group;
  writeSync(1, `${seq}\n`);
}
