import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { openJournalStore } from "@beket/node-kit";
import { epochRow, journalRow, temporaryFolder } from "./samples.ts";

const run = (...command: readonly string[]): boolean => Bun.spawnSync([...command], { stdout: "ignore", stderr: "ignore" }).exitCode === 0;

/** A small disk of its own; null where this user may not mount. */
function mountSmallDisk(folder: string, sizeMb: number): (() => void) | null {
  mkdirSync(folder, { recursive: true });
  if (process.platform !== "linux" || process.getuid?.() !== 0) return null;
  if (!run("mount", "-t", "tmpfs", "-o", `size=${sizeMb}m`, "tmpfs", folder)) return null;
  return () => run("umount", folder);
}

/** Writes until nothing fits. */
function fillDisk(path: string): void {
  const file = openSync(path, "a");
  for (const sizeBytes of [1_048_576, 4_096, 1]) {
    const chunk = new Uint8Array(sizeBytes);
    try {
      while (writeSync(file, chunk) > 0);
    } catch (thrown) {
      if (!(thrown instanceof Error && "code" in thrown && thrown.code === "ENOSPC")) throw thrown;
    }
  }
  closeSync(file);
}

const place = temporaryFolder();
const unmount = mountSmallDisk(place.file("disk"), 20);
if (unmount === null) {
  console.warn("SKIPPED: the full-disk test needs the right to mount a tmpfs");
  if (process.env["CI"] !== undefined) throw new Error("the full-disk test must run here");
}

afterAll(() => {
  unmount?.();
  place.remove();
});

describe.skipIf(unmount === null)("a journal on a full disk", () => {
  it("[AS6] gives up its ballast once, says so, then refuses, reads, prunes and goes on", () => {
    const ballastRows = 1_000;
    const path = place.file("disk/journal.db");
    let store = openJournalStore(path, { ballastRows });
    store.openEpoch(epochRow("e"));
    let seq = 0;
    const append = (): boolean => {
      const outcome = store.append([journalRow("e", seq + 1, 400)]);
      if (!outcome.ok) expect(outcome.error.code).toBe("journal-full");
      else seq += 1;
      return outcome.ok;
    };
    for (let index = 0; index < 100; index++) expect(append()).toBe(true);
    expect(store.ballast()).toBe("held");

    fillDisk(place.file("disk/other-files"));
    while (store.ballast() === "held") expect(append()).toBe(true);
    const whenReleased = seq;
    while (append());
    expect(store.restoreBallast()).toBe(false);
    const reserved = seq - whenReleased;
    expect(reserved).toBeGreaterThanOrEqual(ballastRows);
    expect(append()).toBe(false);

    const readable = (): readonly number[] => store.read("e", 1, seq, 1e9).map((row) => row.seq);
    expect(readable()).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
    store.close();
    store = openJournalStore(path, { ballastRows });
    expect(store.ballast()).toBe("released");
    expect(readable().length).toBe(seq);
    store.openEpoch(epochRow("after-restart"));

    store.recordAck("e", [[1, 500]], 500);
    store.prune("e", 500);
    for (let index = 0; index < 100; index++) expect(append()).toBe(true);
    expect(readable()).toEqual(Array.from({ length: seq - 500 }, (_, index) => index + 501));

    rmSync(place.file("disk/other-files"));
    expect(store.restoreBallast()).toBe(true);
    expect(store.ballast()).toBe("held");
    store.close();
    console.info(`full disk: ${reserved} rows of 400 B found room in a ballast for ${ballastRows}`);
  });
});
