import type { RegistryRecord } from "./types.ts";

/**
 * True while a record has effect at `ms`: inside its validity (`validTo` exclusive) and not released; a revoked grant only before its
 * `revokedFrom`. Days, hours and places are not looked at.
 */
export function isActiveAt(record: RegistryRecord, ms: number): boolean {
  if (ms < record.validFrom || ms >= record.validTo) return false;
  if (record.kind === "hold" || record.kind === "flag") return record.status === "active";
  return !isRevokedAt(record, ms);
}

/** True where a grant is revoked at `ms`; without a time the revocation has always held. */
export function isRevokedAt(record: { readonly status: "active" | "revoked"; readonly revokedFrom: number | null }, ms: number): boolean {
  return record.status === "revoked" && (record.revokedFrom === null || ms >= record.revokedFrom);
}

/** The few facts of a record that a list shows; nothing of its subject. `what` is a purpose, category, instruction or flag reason. */
export type RecordSummary = {
  readonly kind: RegistryRecord["kind"];
  readonly number: string;
  readonly status: RegistryRecord["status"];
  readonly validFrom: number;
  readonly validTo: number;
  readonly what: string;
};

export function recordSummary(record: RegistryRecord): RecordSummary {
  const { kind, number, status, validFrom, validTo } = record;
  return { kind, number, status, validFrom, validTo, what: whatOf(record) };
}

function whatOf(record: RegistryRecord): string {
  switch (record.kind) {
    case "permit":
      return record.purpose;
    case "exemption":
      return record.category;
    case "hold":
      return record.instruction;
    case "flag":
      return record.reason;
  }
}
