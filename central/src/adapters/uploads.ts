import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { err, ok, type Result } from "@beket/domain";
import type { ByteSource } from "@beket/tables";
import type { ImportFile } from "../features/organisations/ports.ts";

/** Files that staff send, kept in a folder of central until they were read. Whatever a stop left there is taken away at the start. */
export type Uploads = {
  /** Writes the body to a file, never more than the limit. */
  readonly save: (
    name: string,
    body: ReadableStream<Uint8Array> | null,
    bytesMax: number,
  ) => Promise<Result<ImportFile, "too-large" | "cut">>;
};

export function openUploads(folder: string): Uploads {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const left of readdirSync(folder)) rmSync(join(folder, left), { force: true });
  return {
    save: async (name, body, bytesMax) => {
      const path = join(folder, randomUUID());
      const remove = (): Promise<void> => rm(path, { force: true });
      const file = await open(path, "wx", 0o600);
      const hash = createHash("sha256");
      let bytes = 0;
      try {
        if (body !== null) {
          for await (const chunk of body) {
            bytes += chunk.length;
            if (bytes > bytesMax) break;
            hash.update(chunk);
            await file.write(chunk);
          }
        }
      } catch {
        // The sender went away: there is nobody to tell and nothing to keep.
        await file.close();
        await remove();
        return err("cut");
      }
      await file.close();
      if (bytes > bytesMax) {
        await remove();
        return err("too-large");
      }
      const sha256 = hash.digest("hex");
      return ok({ name, source: fileSource(path), sha256: () => Promise.resolve(sha256), done: remove });
    },
  };
}

function fileSource(path: string): ByteSource {
  const file = Bun.file(path);
  return { sizeBytes: file.size, read: (from, to) => file.slice(from, to).bytes() };
}

/** A file of the operator, which stays where it is. */
export const operatorFile = (path: string): ImportFile => ({
  name: basename(path).slice(0, 200),
  source: fileSource(path),
  sha256: async () => {
    const hash = createHash("sha256");
    for await (const chunk of Bun.file(path).stream()) hash.update(chunk);
    return hash.digest("hex");
  },
  done: () => Promise.resolve(),
});
