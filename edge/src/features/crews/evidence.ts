import { evidenceBytesMax, type EvidenceReply } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import type { CryptoPort } from "@beket/replication";
import { fault, type EdgeFault } from "../faults.ts";
import type { EvidenceFolder, EvidenceKind } from "./ports.ts";

const begins = (bytes: Uint8Array, magic: readonly number[], at = 0): boolean => magic.every((byte, index) => bytes[at + index] === byte);
const geoJsonTypes = ["Feature", "FeatureCollection", "LineString", "MultiLineString", "Point", "MultiPoint"];

/** Whether the bytes are what the type says, by the first of them (a track: by its `type`). A camera's file of another kind is no proof. */
function isOf(kind: EvidenceKind, bytes: Uint8Array): boolean {
  switch (kind) {
    case "image/jpeg":
      return begins(bytes, [0xff, 0xd8, 0xff]);
    case "image/png":
      return begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    case "image/webp":
      return begins(bytes, [0x52, 0x49, 0x46, 0x46]) && begins(bytes, [0x57, 0x45, 0x42, 0x50], 8);
    case "application/geo+json":
      return isGeoJson(bytes);
  }
}
function isGeoJson(bytes: Uint8Array): boolean {
  try {
    const json: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof json === "object" && json !== null && "type" in json && geoJsonTypes.some((type) => type === json.type);
  } catch {
    return false;
  }
}

/** Keeps photos and tracks under the hash of their bytes, so the same one again is the same file. Answered once it is on the disk. */
export const createEvidence = (deps: { readonly folder: EvidenceFolder; readonly crypto: Pick<CryptoPort, "sha256"> }) => ({
  keep: async (mediaType: EvidenceKind, bytes: Uint8Array): Promise<Result<EvidenceReply, EdgeFault>> => {
    if (bytes.length > evidenceBytesMax) return err(fault("evidence-too-large"));
    if (!isOf(mediaType, bytes)) return err(fault("evidence-type-wrong"));
    const sha256 = deps.crypto.sha256(bytes).toHex();
    const put = await deps.folder.put(sha256, mediaType, bytes);
    return put.ok ? ok({ sha256, sizeBytes: bytes.length, mediaType }) : err(fault(put.error));
  },
});
export type CrewEvidence = ReturnType<typeof createEvidence>;
