import type { CountryCode, SubjectKey } from "./types.ts";

/** Stable codes; `words/subject-errors.ts` has a sentence for each. */
export const subjectErrorCodes = [
  "empty",
  "too-long",
  "bad-character",
  "wrong-length",
  "bad-date",
  "bad-century",
  "bad-type",
  "bad-check-digit",
  "never-issued",
  "bad-country",
  "unknown-pattern",
  "unknown-region",
  "mrz-format",
  "mrz-check-digit",
  "unrecognised",
] as const;
export type SubjectErrorCode = (typeof subjectErrorCodes)[number];
/** `at` is a zero-based index into the text as it was handed in. It never carries a character of the text (I7). */
export type SubjectError = { readonly code: SubjectErrorCode; readonly at?: number };

export type SubjectFlag = "verify-document";

export type Iin = {
  readonly value: string;
  /** ISO date, or null where the century digit is 0 and the century is unknown. */
  readonly birthDate: string | null;
  readonly sex: "male" | "female" | "unknown";
  readonly flags: readonly SubjectFlag[];
};

export type Bin = {
  readonly value: string;
  /** ISO year and month of registration within an unknown century: `YY-MM`. */
  readonly registered: string;
  readonly type: "resident" | "non-resident" | "joint-sole-proprietorship";
  readonly detail: "head-office" | "branch" | "representation" | "farm";
};

export type PlateKind =
  | "private-2012"
  | "organisation-2012"
  | "foreign-owner"
  | "private-1993"
  | "organisation-1993"
  | "trailer"
  | "motorcycle"
  | "police"
  | "diplomatic"
  | "army"
  | "border"
  | "foreign";

export type Plate = {
  readonly kind: PlateKind;
  /** Upper-case Latin letters and digits, single-line order. */
  readonly normalised: string;
  /** Region code `01`…`20` or the letter of 1993; null where the plate has none. */
  readonly region: string | null;
  readonly country: CountryCode;
  /** What had to be changed beside case, spaces and script, for the officer to confirm. */
  readonly adjusted: readonly ("two-lines" | "look-alikes")[];
};

export type IdentityDocument = { readonly number: string; readonly country: CountryCode };

/** Data of a machine-readable zone (ICAO 9303 parts 5 and 4); names stay with the reader and are never stored. */
export type Mrz = {
  readonly format: "TD1" | "TD3";
  readonly documentCode: string;
  readonly issuer: CountryCode;
  readonly documentNumber: string;
  readonly nationality: CountryCode;
  /** `YYMMDD` as printed. */
  readonly birthDate: string;
  readonly sex: "male" | "female" | "unspecified";
  readonly expiryDate: string;
  readonly surname: string;
  readonly givenNames: string;
  /** The IIN of a Kazakh card (optional data of line 1) or passport (personal number); null where there is no valid one. */
  readonly iin: string | null;
};

export type SubjectHint = {
  readonly scheme?: SubjectKey["scheme"];
  readonly role?: "person" | "vehicle";
  readonly country?: CountryCode;
};
export type ParsedSubject = {
  readonly key: SubjectKey;
  readonly flags: readonly SubjectFlag[];
  readonly adjusted: Plate["adjusted"];
  readonly mrz: Mrz | null;
};
