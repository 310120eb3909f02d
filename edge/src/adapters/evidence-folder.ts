import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { evidenceBytesMax } from "@beket/api";
import { err, ok } from "@beket/domain";
import type { EvidenceFolder, EvidenceKind } from "../features/crews/ports.ts";

/** Some six thousand photos of a third of a megabyte. */
const evidenceTotalBytesMost = 2 * 1024 * 1024 * 1024;
/** Photos never take the room that the journal needs. */
const diskFreeBytesLeast = 512 * 1024 * 1024;
const extensions: Readonly<Record<EvidenceKind, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "application/geo+json": "geojson",
};
const partial = ".part";

/** Opens or makes the folder; what a stop left half written is removed. `diskFreeBytes` null: the host cannot tell. */
export function openEvidenceFolder(
  folder: string,
  diskFreeBytes: () => number | null,
  totalBytesMost = evidenceTotalBytesMost,
): EvidenceFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const sizes = new Map<string, number>();
  for (const name of readdirSync(folder)) {
    if (name.endsWith(partial)) rmSync(join(folder, name));
    else sizes.set(name, statSync(join(folder, name)).size);
  }
  let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  let writes = 0;
  const nameOf = (sha256: string, mediaType: EvidenceKind): string => `${sha256}.${extensions[mediaType]}`;

  const hasRoom = (bytes: number): boolean => {
    const free = diskFreeBytes();
    return total + bytes <= totalBytesMost && (free === null || free - bytes >= diskFreeBytesLeast);
  };

  const write = async (name: string, bytes: Uint8Array): Promise<void> => {
    const temporary = join(folder, `${name}.${writes++}${partial}`);
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(folder, name));
    const directory = await open(folder, "r");
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  };
  return {
    has: (sha256, mediaType) => sizes.has(nameOf(sha256, mediaType)),
    put: async (sha256, mediaType, bytes) => {
      const name = nameOf(sha256, mediaType);
      if (sizes.has(name)) return ok(null);
      if (!hasRoom(bytes.length)) return err("evidence-full");
      // Taken before the write: two that come at once must not both find the last room.
      total += bytes.length;
      try {
        await write(name, bytes);
      } catch (thrown) {
        total -= bytes.length;
        await removePartials(folder, name);
        if (thrown instanceof Error && "code" in thrown && (thrown.code === "ENOSPC" || thrown.code === "EDQUOT"))
          return err("evidence-full");
        throw thrown;
      }
      // The same photo from two tablets at once is one file.
      if (sizes.has(name)) total -= bytes.length;
      sizes.set(name, bytes.length);
      return ok(null);
    },
    isFull: () => !hasRoom(evidenceBytesMax),
    sizeBytes: () => total,
  };
}

async function removePartials(folder: string, name: string): Promise<void> {
  const left = readdirSync(folder).filter((file) => file.startsWith(name) && file.endsWith(partial));
  await Promise.all(left.map((file) => rm(join(folder, file), { force: true })));
}
