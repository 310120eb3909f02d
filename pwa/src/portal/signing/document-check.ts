import type { ApplicationDraft, PrepareReply, RevocationDraft } from "@beket/api";
import { parseApplicationDocument, parseRevocationDocument, type ApplicationDocument, type RevocationDocument } from "@beket/domain";

/** The text to be signed, proved to be what central named and what the form says. */
export type CheckedDocument = {
  /** Exactly what will be signed and sent. */
  readonly text: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly base64: string;
  /** Read from the text itself, so that what a person reads is what is signed, not what somebody says about it. */
  readonly content: ApplicationDocument | RevocationDocument;
};

export type DocumentFault = "hash-differs" | "not-a-document" | "content-differs" | "no-digest";

export type DocumentCheck =
  | { readonly kind: "ok"; readonly document: CheckedDocument }
  | { readonly kind: "fault"; readonly fault: DocumentFault };

/** SHA-256 of bytes; null in a page without a secure context, which has no WebCrypto. */
export type Digest = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> | null;

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function bytesToBase64(bytes: Uint8Array): string {
  let binary = "";
  // In pieces: one call with a million arguments would overflow the stack.
  for (let at = 0; at < bytes.length; at += 32_768) binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(binary);
}

type Reading = { readonly content: CheckedDocument["content"]; readonly same: boolean } | null;

async function proved(reply: PrepareReply, read: (json: unknown) => Reading, digest: Digest): Promise<DocumentCheck> {
  const { document: text, sha256 } = reply;
  if (text === null || sha256 === null) return { kind: "fault", fault: "not-a-document" };
  const bytes = new TextEncoder().encode(text);
  const hashing = digest(bytes);
  if (hashing === null) return { kind: "fault", fault: "no-digest" };
  if (toHex(await hashing) !== sha256) return { kind: "fault", fault: "hash-differs" };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { kind: "fault", fault: "not-a-document" };
  }
  const reading = read(parsed);
  if (reading === null) return { kind: "fault", fault: "not-a-document" };
  if (!reading.same) return { kind: "fault", fault: "content-differs" };
  return { kind: "ok", document: { text, sha256, sizeBytes: bytes.length, base64: bytesToBase64(bytes), content: reading.content } };
}

const squash = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
const nameOf = (row: { readonly surname: string; readonly given: string }): string =>
  squash(row.given === "–" ? row.surname : `${row.surname} ${row.given}`);

function sameTerms(document: ApplicationDocument, asked: ApplicationDraft): boolean {
  const { applicant } = document;
  const number = applicant.kind === "organisation" ? applicant.bin : applicant.iin;
  return (
    number === asked.bin &&
    document.ledger === asked.ledger &&
    document.purpose === asked.purpose &&
    document.validFrom === asked.validFrom &&
    document.validTo === asked.validTo &&
    document.window.days === asked.window.days &&
    document.window.fromMinute === asked.window.fromMinute &&
    document.window.toMinute === asked.window.toMinute &&
    JSON.stringify(document.places) === JSON.stringify(asked.places)
  );
}

/** Names and counts are compared as typed; identifiers were normalised by central and are shown in the readable lines. */
function sameRows(document: ApplicationDocument, asked: ApplicationDraft): boolean {
  const names = document.rows.flatMap((row) => (row.kind === "person" ? [nameOf(row)] : []));
  const vehicles = document.rows.filter((row) => row.kind === "vehicle").length;
  return (
    vehicles === asked.vehicles.length &&
    names.length === asked.persons.length &&
    asked.persons.every((person, index) => squash(person.name) === names[index])
  );
}

/** Proves that central's document has the named digest and says what this form says. Nothing else may be signed. */
export function checkApplication(reply: PrepareReply, asked: ApplicationDraft, digest: Digest): Promise<DocumentCheck> {
  const read = (json: unknown): Reading => {
    const document = parseApplicationDocument(json);
    return document.ok ? { content: document.value, same: sameTerms(document.value, asked) && sameRows(document.value, asked) } : null;
  };
  return proved(reply, read, digest);
}

function sameRevocation(document: RevocationDocument, asked: RevocationDraft): boolean {
  const { applicant, permits, reason, effectiveFrom } = document;
  const number = applicant.kind === "organisation" ? applicant.bin : applicant.iin;
  const wanted = new Set(asked.numbers);
  return (
    number === asked.bin &&
    reason === asked.reason &&
    effectiveFrom === asked.effectiveAt &&
    permits.length === wanted.size &&
    permits.every((permit) => wanted.has(permit))
  );
}

export function checkRevocation(reply: PrepareReply, asked: RevocationDraft, digest: Digest): Promise<DocumentCheck> {
  const read = (json: unknown): Reading => {
    const document = parseRevocationDocument(json);
    return document.ok ? { content: document.value, same: sameRevocation(document.value, asked) } : null;
  };
  return proved(reply, read, digest);
}

/** The browser's own. */
export const webDigest: Digest = (bytes) =>
  globalThis.isSecureContext ? crypto.subtle.digest("SHA-256", bytes).then((hash) => new Uint8Array(hash)) : null;
