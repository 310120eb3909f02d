import * as v from "valibot";
import { canonicalJson } from "../canonical/canonical-json.ts";
import { assert, err, ok, type Result } from "../result.ts";
import {
  applicantFault,
  type DocumentError,
  groupFault,
  isFirm,
  lentFault,
  numberOf,
  repeated,
  rowFault,
  validityFault,
} from "./faults.ts";
import {
  ApplicationDocument,
  ChangeDocument,
  ConsentDocument,
  RevocationDocument,
  type RosterCount,
  type SignedDocument,
  WithdrawalDocument,
} from "./types.ts";

/** The schema, then what must agree between fields; the first fault of either. */
function parse<T extends SignedDocument>(
  schema: v.GenericSchema<unknown, T>,
  input: unknown,
  faultOf: (document: T) => DocumentError | null,
): Result<T, DocumentError> {
  const parsed = v.safeParse(schema, input, { abortEarly: true });
  if (!parsed.success) return err({ code: "invalid", path: v.getDotPath(parsed.issues[0]) ?? "" });
  const fault = applicantFault(parsed.output) ?? faultOf(parsed.output);
  return fault === null ? ok(parsed.output) : err(fault);
}

/** Parses an application from outside: the schema, the identifiers' own rules, and what must agree between fields. First fault only. */
export function parseApplicationDocument(input: unknown): Result<ApplicationDocument, DocumentError> {
  return parse(
    ApplicationDocument,
    input,
    (document) =>
      validityFault(document) ??
      rowFault(document.rows, numberOf(document.applicant), "rows") ??
      groupFault(document.groups, document.rows, "rows"),
  );
}

/** Parses a signed difference to an application. The permits it removes are told by number: whose they are is central's to know. */
export function parseChangeDocument(input: unknown): Result<ChangeDocument, DocumentError> {
  return parse(ChangeDocument, input, (document) => {
    const { add, remove, terms, reason } = document;
    if (add.length + remove.length === 0 && terms === null) return { code: "empty", path: "" };
    if ((reason === null) !== (remove.length === 0)) return { code: "bad-reason", path: "reason" };
    return (
      (terms === null ? null : validityFault(terms, "terms.")) ??
      rowFault(add, numberOf(document.applicant), "add") ??
      groupFault(document.groups, add, "add") ??
      repeated(remove, "remove") ??
      countFault(document)
    );
  });
}

/** Whatever a change removes, it cannot leave more than there were with those that come. */
function countFault({ add, before, after }: ChangeDocument): DocumentError | null {
  const coming = rosterCount(add);
  const isMore = (list: keyof RosterCount): boolean => after[list] > before[list] + coming[list] || after[list] < coming[list];
  return isMore("persons") || isMore("vehicles") ? { code: "bad-count", path: "after" } : null;
}

export function rosterCount(rows: readonly { readonly kind: "person" | "vehicle" }[]): RosterCount {
  const persons = rows.filter((row) => row.kind === "person").length;
  return { persons, vehicles: rows.length - persons };
}

export function parseConsentDocument(input: unknown): Result<ConsentDocument, DocumentError> {
  return parse(ConsentDocument, input, (document) => {
    const { persons, vehicles, to } = document;
    if (persons.length + vehicles.length === 0) return { code: "empty", path: "" };
    if (to === numberOf(document.applicant) || !isFirm(to)) return { code: "bad-lender", path: "to" };
    return validityFault(document) ?? lentFault(persons, vehicles);
  });
}

export function parseWithdrawalDocument(input: unknown): Result<WithdrawalDocument, DocumentError> {
  return parse(WithdrawalDocument, input, () => null);
}

export function parseRevocationDocument(input: unknown): Result<RevocationDocument, DocumentError> {
  return parse(RevocationDocument, input, (document) => repeated(document.permits, "permits"));
}

const utf8 = new TextEncoder();

/** The bytes that the head signs, of every kind of document: RFC 8785 text in UTF-8. */
export function applicationDocumentBytes(document: SignedDocument): Uint8Array<ArrayBuffer> {
  const text = canonicalJson(document);
  assert(text.ok, "a parsed document is plain JSON");
  return utf8.encode(text.value);
}
