import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "@beket/domain";
import * as v from "valibot";

/** What an anchor is good for. A `test` anchor is never believed by a policy of production. */
export type AnchorPurpose = "production" | "test";

/** One certificate that the operator has looked at and trusts, by its fingerprint. */
export type AnchorPin = v.InferOutput<typeof pinSchema>;

const pinSchema = v.strictObject({
  /** SHA-256 of the certificate's DER, lower-case hex. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  purpose: v.picklist(["production", "test"]),
  /** For people only. */
  subject: v.pipe(v.string(), v.maxLength(500)),
  /** Milliseconds since 1970 UTC. */
  addedAt: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
/** More than any operator trusts; whoever writes pins keeps to it, or nobody could read them. */
export const pinsMax = 64;
const pinsSchema = v.strictObject({ format: v.literal("beket/anchors/1"), anchors: v.pipe(v.array(pinSchema), v.maxLength(pinsMax)) });

/** The file of a trust folder that names every anchor in it. */
const pinsFile = "anchors.json";

export const sha256Hex = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The pins of a trust folder; null where it has none, a line for the operator where they cannot be read. */
export const readPins = (folder: string): Result<readonly AnchorPin[] | null, string> => {
  const path = join(folder, pinsFile);
  if (!existsSync(path)) return ok(null);
  try {
    const read = v.safeParse(pinsSchema, JSON.parse(readFileSync(path, "utf8")));
    return read.success ? ok(read.output.anchors) : err(`${pinsFile} in the trust folder is not beket/anchors/1`);
  } catch {
    return err(`${pinsFile} in the trust folder is not JSON`);
  }
};

/** Replaces the pins at once: who reads meanwhile sees the old ones or the new. */
export const writePins = (folder: string, anchors: readonly AnchorPin[]): void => {
  const path = join(folder, pinsFile);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ format: "beket/anchors/1", anchors }, null, 2)}\n`, { mode: 0o644 });
  renameSync(draft, path);
};
