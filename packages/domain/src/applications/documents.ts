import * as v from "valibot";
import { canonicalJson } from "../canonical/canonical-json.ts";
import { assert, err, ok, type Result } from "../result.ts";
import { parseBin } from "../subject/bin.ts";
import { parseIin } from "../subject/iin.ts";
import { isNormalPlate } from "../subject/plate.ts";
import { ApplicationDocument, type ApplicationRow, applicationRowsMax, RevocationDocument } from "./types.ts";

/** `path` is dotted; it names a place in the document, never what stands there. */
export type DocumentError = {
  readonly code:
    | "invalid"
    | "bad-applicant"
    | "bad-identifier"
    | "bad-validity"
    | "duplicate-row"
    | "unknown-group"
    | "empty-group"
    | "duplicate-group"
    | "bad-group";
  readonly path: string;
};

/** Parses an application from outside: the schema, the identifiers' own rules, and what must agree between fields. First fault only. */
export function parseApplicationDocument(input: unknown): Result<ApplicationDocument, DocumentError> {
  const parsed = v.safeParse(ApplicationDocument, input, { abortEarly: true });
  if (!parsed.success) return err({ code: "invalid", path: v.getDotPath(parsed.issues[0]) ?? "" });
  const document = parsed.output;
  const fault = applicantFault(document) ?? validityFault(document) ?? rowFault(document) ?? groupFault(document);
  return fault === null ? ok(document) : err(fault);
}

export function parseRevocationDocument(input: unknown): Result<RevocationDocument, DocumentError> {
  const parsed = v.safeParse(RevocationDocument, input, { abortEarly: true });
  if (!parsed.success) return err({ code: "invalid", path: v.getDotPath(parsed.issues[0]) ?? "" });
  const document = parsed.output;
  const fault = applicantFault(document) ?? repeatedPermit(document.permits);
  return fault === null ? ok(document) : err(fault);
}

const utf8 = new TextEncoder();

/** The bytes that the head signs: RFC 8785 text in UTF-8. */
export function applicationDocumentBytes(document: ApplicationDocument | RevocationDocument): Uint8Array<ArrayBuffer> {
  const text = canonicalJson(document);
  assert(text.ok, "a parsed document is plain JSON");
  return utf8.encode(text.value);
}

function applicantFault({ applicant }: ApplicationDocument | RevocationDocument): DocumentError | null {
  if (applicant.kind === "organisation") return parseBin(applicant.bin).ok ? null : { code: "bad-applicant", path: "applicant.bin" };
  return parseIin(applicant.iin).ok ? null : { code: "bad-applicant", path: "applicant.iin" };
}

function validityFault(document: ApplicationDocument): DocumentError | null {
  return document.validFrom < document.validTo ? null : { code: "bad-validity", path: "validTo" };
}

/** Scheme and value of a row: what the registry is keyed by. */
export function rowName(row: ApplicationRow): string {
  return row.kind === "vehicle" ? `plate ${row.country} ${row.plate}` : `${row.identity.scheme} ${countryOf(row)} ${row.identity.value}`;
}

const countryOf = (row: ApplicationRow & { kind: "person" }) => (row.identity.scheme === "doc" ? row.identity.country : "KAZ");

function rowFault({ rows }: ApplicationDocument): DocumentError | null {
  assert(rows.length <= applicationRowsMax, "the schema bounds the rows");
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    if (!isNormalRow(row)) return { code: "bad-identifier", path: `rows.${index}` };
    const name = rowName(row);
    if (seen.has(name)) return { code: "duplicate-row", path: `rows.${index}` };
    seen.add(name);
  }
  return null;
}

/** Signed identifiers stand in their normal form, so that one document has one meaning. */
function isNormalRow(row: ApplicationRow): boolean {
  if (row.kind === "vehicle") return row.country !== "KAZ" || isNormalPlate(row.plate);
  return row.identity.scheme === "doc" ? /[0-9]/.test(row.identity.value) : parseIin(row.identity.value).ok;
}

function groupFault({ groups, rows }: ApplicationDocument): DocumentError | null {
  const names = new Set<string>();
  for (const [index, group] of groups.entries()) {
    const path = `groups.${index}`;
    if (names.has(group.group)) return { code: "duplicate-group", path };
    names.add(group.group);
    const members = rows.filter((row) => row.group === group.group);
    if (members.length === 0) return { code: "empty-group", path };
    // A bus is one vehicle with a headcount; a group that goes together is counted by its rows, which one stop must be able to show.
    const vehicles = members.filter((row) => row.kind === "vehicle").length;
    const isBus = group.headcount !== null && vehicles === 1;
    const isTogether = group.headcount === null && members.length >= 2 && members.length <= 80;
    if (group.binding === "bus" ? !isBus : !isTogether) return { code: "bad-group", path };
  }
  const stray = rows.findIndex((row) => row.group !== null && !names.has(row.group));
  return stray < 0 ? null : { code: "unknown-group", path: `rows.${stray}.group` };
}

function repeatedPermit(permits: readonly string[]): DocumentError | null {
  const seen = new Set<string>();
  for (const [index, permit] of permits.entries()) {
    if (seen.has(permit)) return { code: "duplicate-row", path: `permits.${index}` };
    seen.add(permit);
  }
  return null;
}
