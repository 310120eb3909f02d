import * as v from "valibot";
import { Code, Uuid } from "../codes.ts";
import { limits } from "../limits.ts";
import { ledgers, Places, RecordNumber, TimeMs, WeeklyWindow } from "../records/types.ts";
import { CountryCode } from "../subject/types.ts";

const Digits12 = v.pipe(v.string(), v.regex(/^[0-9]{12}$/));
const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.nameChars));
const Job = v.pipe(v.string(), v.maxLength(limits.nameChars));
const Identifier = v.pipe(v.string(), v.regex(/^[0-9A-Z]{3,20}$/));

/** A person by what will be read at the post: an IIN, or a document with its country. */
export const PersonIdentity = v.variant("scheme", [
  v.strictObject({ scheme: v.literal("iin"), value: Digits12 }),
  v.strictObject({ scheme: v.literal("doc"), country: CountryCode, value: Identifier }),
]);
export type PersonIdentity = v.InferOutput<typeof PersonIdentity>;

/** The name is for whoever reads and signs the document; it never enters a registry row. */
export const PersonRow = v.strictObject({
  kind: v.literal("person"),
  identity: PersonIdentity,
  surname: Name,
  given: Name,
  job: Job,
  /** BIN of the firm that employs a contractor's worker; absent: the applicant does. */
  employer: v.optional(Digits12),
  /** Rows of one group are admitted together (binding `all`) or as one bus; null = on their own. */
  group: v.nullable(Code),
});
export type PersonRow = v.InferOutput<typeof PersonRow>;

export const VehicleRow = v.strictObject({
  kind: v.literal("vehicle"),
  plate: Identifier,
  country: CountryCode,
  description: Job,
  /** BIN of the firm that owns the vehicle, under its head's consent (`beket/consent/1`); absent: the applicant's own. */
  owner: v.optional(Digits12),
  group: v.nullable(Code),
});
export type VehicleRow = v.InferOutput<typeof VehicleRow>;
export const ApplicationRow = v.variant("kind", [PersonRow, VehicleRow]);
export type ApplicationRow = v.InferOutput<typeof ApplicationRow>;

/** `all`: every row of the group stands at the same stop. `bus`: the group's vehicle carries up to `headcount` people. */
export const ApplicationGroup = v.strictObject({
  group: Code,
  binding: v.picklist(["all", "bus"]),
  headcount: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500))),
});
export type ApplicationGroup = v.InferOutput<typeof ApplicationGroup>;

/** Who applies: an organisation by its BIN, or a sole proprietor by their own IIN. */
export const Applicant = v.variant("kind", [
  v.strictObject({ kind: v.literal("organisation"), bin: Digits12, name: Name }),
  v.strictObject({ kind: v.literal("sole-proprietor"), iin: Digits12, name: Name }),
]);
export type Applicant = v.InferOutput<typeof Applicant>;

export const applicationRowsMax = 10_000;

const submission = {
  /** Random, 128 bits or more in hexadecimal: two submissions never have the same bytes. */
  nonce: v.pipe(v.string(), v.regex(/^[0-9a-f]{32,64}$/)),
  /** The portal's own origin, so that a signature made for one city's portal means nothing to another's. */
  origin: v.pipe(v.string(), v.regex(/^https?:\/\/[a-z0-9.-]{1,100}(:[0-9]{1,5})?$/)),
  createdAt: TimeMs,
};

/** What the head of an organisation signs; its canonical bytes (RFC 8785) are the signed content. */
export const ApplicationDocument = v.strictObject({
  type: v.literal("beket/application/1"),
  application: Uuid,
  applicant: Applicant,
  ledger: v.picklist(ledgers),
  purpose: Code,
  activity: v.pipe(v.string(), v.regex(/^[0-9]{5}$/)),
  validFrom: TimeMs,
  validTo: TimeMs,
  window: WeeklyWindow,
  places: Places,
  groups: v.pipe(v.array(ApplicationGroup), v.maxLength(500)),
  rows: v.pipe(v.array(ApplicationRow), v.minLength(1), v.maxLength(applicationRowsMax)),
  ...submission,
});
export type ApplicationDocument = v.InferOutput<typeof ApplicationDocument>;

/** What may differ between an application and what came of it by changes; null: stays as it is. */
export const ChangedTerms = v.strictObject({ purpose: Code, validFrom: TimeMs, validTo: TimeMs, window: WeeklyWindow, places: Places });
export type ChangedTerms = v.InferOutput<typeof ChangedTerms>;
export const RosterCount = v.strictObject({
  persons: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(applicationRowsMax)),
  vehicles: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(applicationRowsMax)),
});
export type RosterCount = v.InferOutput<typeof RosterCount>;
export const revocationReasons = [
  "left-employment",
  "vehicle-sold",
  "work-finished",
  "entered-by-mistake",
  "lost-or-misused",
  "other",
] as const;

/**
 * A signed difference to a granted application: rows that come, permits that go, terms that change. `revision` counts the changes
 * before it, so that two heads who change the same roster at once cannot both be right without knowing of each other.
 */
export const ChangeDocument = v.strictObject({
  type: v.literal("beket/change/1"),
  change: Uuid,
  /** The first application. */
  application: Uuid,
  revision: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
  applicant: Applicant,
  ledger: v.picklist(ledgers),
  groups: v.pipe(v.array(ApplicationGroup), v.maxLength(500)),
  add: v.pipe(v.array(ApplicationRow), v.maxLength(applicationRowsMax)),
  remove: v.pipe(v.array(RecordNumber), v.maxLength(applicationRowsMax)),
  /** Why the permits go; null where none does. */
  reason: v.nullable(v.picklist(revocationReasons)),
  effectiveFrom: TimeMs,
  terms: v.nullable(ChangedTerms),
  /** What the head sees: the roster before and after. */
  before: RosterCount,
  after: RosterCount,
  ...submission,
});
export type ChangeDocument = v.InferOutput<typeof ChangeDocument>;

/** The head of a firm lends vehicles or people to another organisation's permits. */
export const ConsentDocument = v.strictObject({
  type: v.literal("beket/consent/1"),
  consent: Uuid,
  /** Who lends. */
  applicant: Applicant,
  /** BIN of who may name them in its applications. */
  to: Digits12,
  vehicles: v.pipe(v.array(v.strictObject({ plate: Identifier, country: CountryCode })), v.maxLength(1_000)),
  persons: v.pipe(v.array(PersonIdentity), v.maxLength(1_000)),
  validFrom: TimeMs,
  validTo: TimeMs,
  ...submission,
});
export type ConsentDocument = v.InferOutput<typeof ConsentDocument>;

/** The head of the firm takes a consent back; what was permitted under it ends with it. */
export const WithdrawalDocument = v.strictObject({
  type: v.literal("beket/withdrawal/1"),
  withdrawal: Uuid,
  /** Who lent. */
  applicant: Applicant,
  consent: Uuid,
  effectiveFrom: TimeMs,
  ...submission,
});
export type WithdrawalDocument = v.InferOutput<typeof WithdrawalDocument>;

/** What the head signs to take permits back. */
export const RevocationDocument = v.strictObject({
  type: v.literal("beket/revocation/1"),
  revocation: Uuid,
  applicant: Applicant,
  ledger: v.picklist(ledgers),
  permits: v.pipe(v.array(RecordNumber), v.minLength(1), v.maxLength(applicationRowsMax)),
  reason: v.picklist(revocationReasons),
  note: v.nullable(v.pipe(v.string(), v.maxLength(limits.freeTextChars))),
  effectiveFrom: TimeMs,
  ...submission,
});
export type RevocationDocument = v.InferOutput<typeof RevocationDocument>;

/** Whatever an organisation signs. */
export type SignedDocument = ApplicationDocument | ChangeDocument | ConsentDocument | WithdrawalDocument | RevocationDocument;

/** One line of a roster as somebody typed or pasted it. */
export type RosterInput = {
  readonly kind: "person" | "vehicle";
  readonly scheme: "iin" | "doc" | "plate";
  readonly identifier: string;
  readonly country: string;
  readonly surname: string;
  readonly given: string;
  readonly job: string;
};
export const rosterFaultCodes = [
  "identifier-invalid",
  "country-invalid",
  "name-missing",
  "duplicate",
  "swapped-column",
  "too-many-rows",
] as const;
export type RosterFault = {
  /** Zero-based row. */
  readonly row: number;
  readonly column: "identifier" | "country" | "surname" | "given";
  readonly code: (typeof rosterFaultCodes)[number];
  /** The subject error below an `identifier-invalid`. */
  readonly detail: string | null;
  /** What the row probably means; shown to the person who typed it, never logged. */
  readonly suggestion: {
    readonly scheme: "iin" | "doc" | "plate";
    readonly identifier: string;
  } | null;
  /** The earlier row of a duplicate. */
  readonly otherRow: number | null;
};
