import { join } from "node:path";
import { expect, it } from "vitest";
import { openJournalStore } from "@beket/node-kit";
import { journalRow, temporaryFolder } from "./samples.ts";

const rounds = 12;

/** Runs the writer until it acknowledged something, then a random moment longer, and kills it. Gives the last acknowledged seq. */
async function writeUntilKilled(path: string, epoch: string): Promise<number> {
  const child = Bun.spawn([process.execPath, join(import.meta.dirname, "append-until-killed.ts"), path, epoch], {
    stdout: "pipe",
    stderr: "inherit",
  });
  let text = "";
  let killer: ReturnType<typeof setTimeout> | null = null;
  for await (const chunk of child.stdout) {
    text += Buffer.from(chunk).toString("latin1");
    killer ??= setTimeout(() => child.kill(9), Math.random() * 60);
  }
  await child.exited;
  expect(child.signalCode).toBe("SIGKILL");
  const lines = text.slice(0, text.lastIndexOf("\n")).split("\n");
  return Number(lines.at(-1));
}

it("[AS5] a kill -9 in the middle of appending loses no acknowledged row", async () => {
  const { file, remove } = temporaryFolder();
  const acknowledged: number[] = [];
  let unheard = 0;
  for (let round = 0; round < rounds; round++) acknowledged.push(await writeUntilKilled(file("journal.db"), `epoch-${round}`));
  const store = openJournalStore(file("journal.db"), { ballastRows: 0 });
  const epochs = store.epochs();
  expect(epochs.map(({ epoch }) => epoch)).toEqual(acknowledged.map((_, round) => `epoch-${round}`));
  for (const [round, last] of acknowledged.entries()) {
    const { epoch, lastSeq, lastHash } = epochs[round] ?? { epoch: "", lastSeq: 0, lastHash: new Uint8Array() };
    expect(lastSeq).toBeGreaterThanOrEqual(last);
    unheard += lastSeq - last;
    const rows = store.read(epoch, 1, lastSeq, 1e9);
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: lastSeq }, (_, index) => index + 1));
    expect(rows.every((row) => Buffer.compare(row.hash, journalRow(epoch, row.seq).hash) === 0)).toBe(true);
    expect(rows.at(-1)?.hash).toEqual(lastHash);
  }
  store.close();
  remove();
  const total = acknowledged.reduce((sum, last) => sum + last, 0);
  console.info(`kill -9: ${rounds} rounds, ${total} rows acknowledged, none lost; ${unheard} committed without the writer hearing of it`);
  expect(total).toBeGreaterThan(rounds * 5);
});
