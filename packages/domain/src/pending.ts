import type { DecideInput, Decision, ReasonCode, Reason } from "./decision/types.ts";
import type { Language } from "./language.ts";
import type { InstructionCode, Ledger, RegistryRecord, WeeklyWindow } from "./records/types.ts";
import type { ActivityRule, Regime } from "./regime/types.ts";
import { assert, type Result } from "./result.ts";
import type {
  Bin,
  IdentityDocument,
  Iin,
  Mrz,
  ParsedSubject,
  Plate,
  SubjectError,
  SubjectHint,
} from "./subject/parsed.ts";
import type { CountryCode, SubjectKey, SubjectScheme } from "./subject/types.ts";

// Signatures first, so that the programs can be written against them; each moves to its own file with its behaviour.
function pending(): never {
  assert(false, "this function is not built yet");
}

export function checkDigit(_first11: string): number | null {
  return pending();
}
export function parseIin(_text: string): Result<Iin, SubjectError> {
  return pending();
}
export function parseBin(_text: string): Result<Bin, SubjectError> {
  return pending();
}
export function parsePlate(_text: string, _country?: CountryCode): Result<Plate, SubjectError> {
  return pending();
}
export function parseDocument(
  _text: string,
  _country: CountryCode,
): Result<IdentityDocument, SubjectError> {
  return pending();
}
export function parseMrz(_text: string): Result<Mrz, SubjectError> {
  return pending();
}
export function parseSubject(
  _text: string,
  _hint?: SubjectHint,
): Result<ParsedSubject, SubjectError> {
  return pending();
}
export function iinKey(_iin: Iin): SubjectKey {
  return pending();
}
export function binKey(_bin: Bin): SubjectKey {
  return pending();
}
export function plateKey(_plate: Plate): SubjectKey {
  return pending();
}
export function documentKey(_document: IdentityDocument): SubjectKey {
  return pending();
}
export function neighbours(_key: SubjectKey): readonly string[] {
  return pending();
}

export type RecordError = {
  readonly code: "truncated" | "unknown-version" | "unknown-kind" | "trailing-bytes" | "invalid";
};
export function encodeRecord(_record: RegistryRecord): Uint8Array<ArrayBuffer> {
  return pending();
}
export function decodeRecord(_bytes: Uint8Array): Result<RegistryRecord, RecordError> {
  return pending();
}
export type RecordSummary = {
  readonly kind: RegistryRecord["kind"];
  readonly number: string;
  readonly status: string;
  readonly validFrom: number;
  readonly validTo: number;
  readonly what: string;
};
export function recordSummary(_record: RegistryRecord): RecordSummary {
  return pending();
}
/** True while a record is neither revoked nor released and `ms` lies in its validity (`validTo` exclusive). */
export function isActiveAt(_record: RegistryRecord, _ms: number): boolean {
  return pending();
}

export type CivilTime = { readonly weekday: number; readonly minute: number };
export function civilTime(_ms: number, _timeZone: string): CivilTime {
  return pending();
}
export function isInWindow(_window: WeeklyWindow, _time: CivilTime): boolean {
  return pending();
}
export function regimeAt(_regimes: readonly Regime[], _ms: number): Regime | null {
  return pending();
}
export function activityRuleFor(
  _regime: Regime,
  _okeds: readonly string[],
  _ledger: Ledger,
): ActivityRule | null {
  return pending();
}
export function permitCap(_rule: ActivityRule, _headcount: number): number {
  return pending();
}
export type RegimeFault = { readonly code: string; readonly at: string };
export function validateRegime(_regime: Regime): readonly RegimeFault[] {
  return pending();
}
export function parseRegime(_input: unknown): Result<Regime, readonly RegimeFault[]> {
  return pending();
}

export function decide(_input: DecideInput): Decision {
  return pending();
}

export type ReasonText = { readonly cause: string; readonly next: string };
export type ReasonLike = Reason | { readonly code: ReasonCode };
export function reasonSentence(
  _reason: ReasonLike,
  _language: Language,
  _timeZone?: string,
): ReasonText {
  return pending();
}
export function instructionText(_code: InstructionCode, _language: Language): string {
  return pending();
}
export function subjectErrorText(_error: SubjectError, _language: Language): string {
  return pending();
}
export function schemeName(_scheme: SubjectScheme, _language: Language): string {
  return pending();
}
export function formatDate(_ms: number, _timeZone: string, _language: Language): string {
  return pending();
}
export function formatDateTime(_ms: number, _timeZone: string, _language: Language): string {
  return pending();
}
export function formatAge(_ageMs: number, _language: Language): string {
  return pending();
}

export type CanonicalError = {
  readonly code: "not-json" | "lone-surrogate" | "not-finite" | "too-deep";
  readonly at: string;
};
export function canonicalJson(_value: unknown): Result<string, CanonicalError> {
  return pending();
}

export type InspectedLine = {
  readonly kind: "iin" | "bin" | "plate" | "unknown";
  readonly valid: boolean;
  readonly normalised: string | null;
  readonly reason: string | null;
};
export function inspectLine(_text: string): InspectedLine {
  return pending();
}
import type {
  ApplicationDocument,
  RevocationDocument,
  RosterFault,
  RosterInput,
} from "./applications/types.ts";
export type DocumentLine = { readonly label: string; readonly value: string };
export function parseApplicationDocument(
  _input: unknown,
): Result<ApplicationDocument, { readonly code: "invalid"; readonly path: string }> {
  return pending();
}
export function parseRevocationDocument(
  _input: unknown,
): Result<RevocationDocument, { readonly code: "invalid"; readonly path: string }> {
  return pending();
}
/** The canonical UTF-8 bytes that are signed. */
export function applicationDocumentBytes(
  _document: ApplicationDocument | RevocationDocument,
): Uint8Array<ArrayBuffer> {
  return pending();
}
export function describeApplication(
  _document: ApplicationDocument | RevocationDocument,
  _language: Language,
  _regime: Regime,
): readonly DocumentLine[] {
  return pending();
}
export function rosterFaults(_rows: readonly RosterInput[]): readonly RosterFault[] {
  return pending();
}
