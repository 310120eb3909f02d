import {
  canonicalJson,
  describeApplication,
  documentKey,
  iinKey,
  parseApplicationDocument,
  parseChangeDocument,
  parseConsentDocument,
  parseDocument,
  parseIin,
  parsePlate,
  parseRevocationDocument,
  parseWithdrawalDocument,
  plateKey,
  type ApplicationRow,
  type Language,
  type Regime,
  type SignedDocument,
  type SubjectKey,
} from "@beket/domain";
import { fromUtf8 } from "../bytes.ts";
import type { Submission } from "../submissions/ports.ts";

const parsers = {
  application: parseApplicationDocument,
  change: parseChangeDocument,
  consent: parseConsentDocument,
  revocation: parseRevocationDocument,
  withdrawal: parseWithdrawalDocument,
} as const;

/** The signed document of an organisation; null for an authority's act, and once it was purged. */
export function signedDocumentOf({ kind, document }: Pick<Submission, "kind" | "document">): SignedDocument | null {
  if (kind === "act" || kind === "service-act" || document.length === 0) return null;
  const parsed = parsers[kind](JSON.parse(fromUtf8(document)));
  return parsed.ok ? parsed.value : null;
}

/** The document as a person reads it: what its signer saw, or, of an authority's act, its canonical text, a member a line. */
export function readableLines(submission: Submission, regime: Regime | null, language: Language): readonly string[] {
  const document = signedDocumentOf(submission);
  if (document !== null && regime !== null)
    return describeApplication(document, language, regime).map(({ label, value }) => `${label}: ${value}`);
  if (submission.document.length === 0) return [];
  const json: unknown = JSON.parse(fromUtf8(submission.document));
  return typeof json === "object" && json !== null ? Object.entries(json).map(([name, value]) => `${name}: ${textOf(value)}`) : [];
}
const textOf = (value: unknown): string => {
  const text = canonicalJson(value);
  return typeof value === "string" ? value : text.ok ? text.value : "";
};

/** Everybody and everything that a document names and that a post could look up. */
export function subjectsOf(document: SignedDocument): readonly SubjectKey[] {
  switch (document.type) {
    case "beket/application/1":
      return document.rows.flatMap((row) => keyOf(row) ?? []);
    case "beket/change/1":
      return document.add.flatMap((row) => keyOf(row) ?? []);
    case "beket/consent/1": {
      const vehicles = document.vehicles.flatMap(({ plate, country }) => plateOf(plate, country) ?? []);
      return [...document.persons.flatMap((identity) => personOf(identity) ?? []), ...vehicles];
    }
    case "beket/revocation/1":
    case "beket/withdrawal/1":
      return [];
  }
}

const keyOf = (row: ApplicationRow): SubjectKey | null =>
  row.kind === "vehicle" ? plateOf(row.plate, row.country) : personOf(row.identity);
function plateOf(text: string, country: string): SubjectKey | null {
  const plate = parsePlate(text, country);
  return plate.ok ? plateKey(plate.value) : null;
}
function personOf(identity: Extract<ApplicationRow, { kind: "person" }>["identity"]): SubjectKey | null {
  if (identity.scheme === "iin") {
    const iin = parseIin(identity.value);
    return iin.ok ? iinKey(iin.value) : null;
  }
  const document = parseDocument(identity.value, identity.country);
  return document.ok ? documentKey(document.value) : null;
}
