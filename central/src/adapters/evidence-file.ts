import { Hex32 } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import * as v from "valibot";
import { isServiceUrl } from "../features/evidence/choose.ts";
import type { Service, ServiceKind } from "../features/evidence/types.ts";
import { readJson } from "./read-files.ts";

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(120));
/** Whom central may ask about certificates, and for time-stamps. No other host is ever asked. */
const EvidenceFile = v.strictObject({
  format: v.literal("beket/evidence/1"),
  services: v.pipe(
    v.array(
      v.strictObject({
        kind: v.picklist(["ocsp", "crl", "delta-crl", "tsp"]),
        url: v.pipe(v.string(), v.maxLength(500), v.check(isServiceUrl, "http or https, without user, password or fragment")),
        issuerSha256: v.optional(Hex32),
        timeoutMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(500), v.maxValue(120_000))),
        name: v.optional(v.strictObject({ kk: Name, ru: Name, en: Name })),
      }),
    ),
    v.minLength(1),
    v.maxLength(64),
  ),
});

/** A list may have tens of megabytes; the other answers are small. */
const timeoutMs: Readonly<Record<ServiceKind, number>> = { ocsp: 10_000, crl: 60_000, "delta-crl": 30_000, tsp: 10_000 };

/** The operator's `beket/evidence/1`, or a line that names the place of the fault. */
export function readEvidenceFile(path: string): Result<readonly Service[], string> {
  const file = readJson(path, EvidenceFile);
  if (!file.ok) return file;
  const services = file.value.services.map(({ kind, url, issuerSha256, name, ...service }): Service => ({
    kind,
    url: new URL(url).href,
    issuerSha256: issuerSha256 ?? null,
    timeoutMs: service.timeoutMs ?? timeoutMs[kind],
    name: name ?? null,
  }));
  const again = services.findIndex(
    (one, at) =>
      services.findIndex(({ kind, url, issuerSha256 }) => kind === one.kind && url === one.url && issuerSha256 === one.issuerSha256) < at,
  );
  return again < 0 ? ok(services) : err(`${path}: service ${again + 1} is an earlier one again`);
}
