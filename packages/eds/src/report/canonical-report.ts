import { sha256Digest } from "../algorithms/digests.ts";
import { bytesToHex, utf8Bytes } from "../bytes/bytes.ts";
import { canonicalJson, toJson } from "../json/canonical.ts";
import type { ValidationReport } from "./types.ts";

/**
 * The one text of a report: canonical JSON (RFC 8785), in which octets (certificates, lists, tokens) stand by the lower-case hex of
 * their SHA-256. Two validations agree when these texts are equal.
 */
export const canonicalReport = (report: ValidationReport): string =>
  canonicalJson(toJson(report, (octets) => bytesToHex(sha256Digest(octets))));

/** SHA-256 of the canonical report's UTF-8, lower-case hex. */
export const reportSha256 = (report: ValidationReport): string => bytesToHex(sha256Digest(utf8Bytes(canonicalReport(report))));
