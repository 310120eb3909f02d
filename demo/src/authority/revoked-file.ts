import type { RevokedSpec } from "@beket/eds/issue";
import * as v from "valibot";

/** Who the demo's authority has revoked: serial numbers in hex with their moments. */
const RevokedFile = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.strictObject({ serialNumber: v.pipe(v.string(), v.regex(/^([0-9a-f]{2}){1,32}$/)), atMs: v.pipe(v.number(), v.integer()) })),
);

export const revokedText = (revoked: readonly { readonly serialNumber: Uint8Array; readonly atMs: number }[]): string =>
  `${JSON.stringify(revoked.map(({ serialNumber, atMs }) => ({ serialNumber: Buffer.from(serialNumber).toString("hex"), atMs })))}\n`;

/** Throws when the file was damaged by hand. */
export const parseRevoked = (text: string): readonly RevokedSpec[] =>
  v.parse(RevokedFile, text).map(({ serialNumber, atMs }) => ({
    serialNumber: Uint8Array.from(Buffer.from(serialNumber, "hex")),
    revocationMs: atMs,
    reason: "superseded",
  }));
