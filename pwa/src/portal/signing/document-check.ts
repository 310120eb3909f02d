import type { ApplicationDraft, PrepareReply, RevocationDraft } from "@beket/api";
import {
  parseApplicationDocument,
  parseRevocationDocument,
  type Applicant,
  type ApplicationDocument,
  type ApplicationRow,
  type RevocationDocument,
  type SignedDocument,
} from "@beket/domain";

/** The text to be signed, proved to be what central named and what the form says. */
export type CheckedDocument = {
  /** Exactly what will be signed and sent. */
  readonly text: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly base64: string;
  /** Read from the text itself, so that what a person reads is what is signed, not what somebody says about it. */
  readonly content: SignedDocument;
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

/** What a text says, and whether that is what was asked for; null: it is no such document. */
export type Reading = { readonly content: CheckedDocument["content"]; readonly same: boolean };

/** Proves the digest and lets `read` compare the content. */
export async function proved(reply: PrepareReply, read: (json: unknown) => Reading | null, digest: Digest): Promise<DocumentCheck> {
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

export const numberOf = (applicant: Applicant): string => (applicant.kind === "organisation" ? applicant.bin : applicant.iin);

/** The members in one order, so that equal places compare equal whoever wrote them. */
export const placesText = (places: ApplicationDocument["places"]): string =>
  places.kind === "everywhere" ? places.kind : JSON.stringify(places.kind === "posts" ? places.posts : places.areas);

function sameTerms(document: ApplicationDocument, asked: ApplicationDraft): boolean {
  return (
    numberOf(document.applicant) === asked.bin &&
    document.ledger === asked.ledger &&
    document.purpose === asked.purpose &&
    document.validFrom === asked.validFrom &&
    document.validTo === asked.validTo &&
    document.window.days === asked.window.days &&
    document.window.fromMinute === asked.window.fromMinute &&
    document.window.toMinute === asked.window.toMinute &&
    document.places.kind === asked.places.kind &&
    placesText(document.places) === placesText(asked.places)
  );
}

/**
 * Names, counts, groups and lenders are compared as typed; identifiers were normalised by central and are shown in the readable lines.
 */
export function sameRows(rows: readonly ApplicationRow[], asked: Pick<ApplicationDraft, "persons" | "vehicles">): boolean {
  const persons = rows.filter((row) => row.kind === "person");
  const vehicles = rows.filter((row) => row.kind === "vehicle");
  const sameText = (text: string | undefined | null, typed: string | undefined): boolean => squash(text ?? "") === squash(typed ?? "");
  return (
    vehicles.length === asked.vehicles.length &&
    persons.length === asked.persons.length &&
    asked.persons.every((typed, index) => {
      const row = persons[index];
      return (
        row !== undefined &&
        squash(typed.name) === nameOf(row) &&
        sameText(row.group, typed.group) &&
        sameText(row.employer, typed.employer)
      );
    }) &&
    asked.vehicles.every((typed, index) => {
      const row = vehicles[index];
      return row !== undefined && sameText(row.group, typed.group) && sameText(row.owner, typed.owner);
    })
  );
}

/** Proves that central's document has the named digest and says what this form says. Nothing else may be signed. */
export function checkApplication(reply: PrepareReply, asked: ApplicationDraft, digest: Digest): Promise<DocumentCheck> {
  const read = (json: unknown): Reading | null => {
    const document = parseApplicationDocument(json);
    return document.ok ? { content: document.value, same: sameTerms(document.value, asked) && sameRows(document.value.rows, asked) } : null;
  };
  return proved(reply, read, digest);
}

function sameRevocation(document: RevocationDocument, asked: RevocationDraft): boolean {
  const { applicant, permits, reason, effectiveFrom } = document;
  const wanted = new Set(asked.numbers);
  return (
    numberOf(applicant) === asked.bin &&
    reason === asked.reason &&
    effectiveFrom === asked.effectiveAt &&
    permits.length === wanted.size &&
    permits.every((permit) => wanted.has(permit))
  );
}

export function checkRevocation(reply: PrepareReply, asked: RevocationDraft, digest: Digest): Promise<DocumentCheck> {
  const read = (json: unknown): Reading | null => {
    const document = parseRevocationDocument(json);
    return document.ok ? { content: document.value, same: sameRevocation(document.value, asked) } : null;
  };
  return proved(reply, read, digest);
}

/** The browser's own. */
export const webDigest: Digest = (bytes) =>
  globalThis.isSecureContext ? crypto.subtle.digest("SHA-256", bytes).then((hash) => new Uint8Array(hash)) : null;
