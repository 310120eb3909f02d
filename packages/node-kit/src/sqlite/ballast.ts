import { randomFillSync } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";

export type Ballast = {
  readonly held: () => boolean;
  /** Gives the room back to the disk. */
  readonly release: () => void;
  /** False when the disk has no room for it. */
  readonly restore: () => boolean;
};

const chunkBytes = 1_048_576;

/** A file that only takes room, so that a full disk still has some for what must not be refused. `sizeBytes` 0: none. */
export function createBallast(path: string, sizeBytes: number): Ballast {
  let held = sizeBytes === 0 || (existsSync(path) && statSync(path).size === sizeBytes);
  return {
    held: () => held,
    release: () => {
      if (sizeBytes === 0) return;
      rmSync(path, { force: true });
      held = false;
    },
    restore: () => {
      held ||= fillFile(path, sizeBytes);
      return held;
    },
  };
}

/** Noise, not zeros: a file system that compresses or leaves holes would reserve nothing. */
function fillFile(path: string, sizeBytes: number): boolean {
  const draft = `${path}.part`;
  const file = openOrNull(draft);
  if (file === null) return false;
  let whole = false;
  try {
    const chunk = randomFillSync(new Uint8Array(Math.min(chunkBytes, sizeBytes)));
    for (let written = 0; written < sizeBytes;) written += writeSync(file, chunk, 0, Math.min(chunk.length, sizeBytes - written));
    fsyncSync(file);
    whole = true;
  } catch (thrown) {
    if (!isNoRoom(thrown)) throw thrown;
  } finally {
    closeSync(file);
    if (!whole) rmSync(draft, { force: true });
  }
  if (whole) renameSync(draft, path);
  return whole;
}

function openOrNull(path: string): number | null {
  try {
    return openSync(path, "w", 0o600);
  } catch (thrown) {
    if (isNoRoom(thrown)) return null;
    throw thrown;
  }
}

const isNoRoom = (thrown: unknown): boolean =>
  thrown instanceof Error && "code" in thrown && (thrown.code === "ENOSPC" || thrown.code === "EDQUOT");
