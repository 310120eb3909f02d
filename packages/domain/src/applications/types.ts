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
  /** Rows of one group are admitted together (binding `all`) or as one bus; null = on their own. */
  group: v.nullable(Code),
});
export type PersonRow = v.InferOutput<typeof PersonRow>;

export const VehicleRow = v.strictObject({
  kind: v.literal("vehicle"),
  plate: Identifier,
  country: CountryCode,
  description: Job,
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

/** What the head signs to take permits back. */
export const RevocationDocument = v.strictObject({
  type: v.literal("beket/revocation/1"),
  revocation: Uuid,
  applicant: Applicant,
  ledger: v.picklist(ledgers),
  permits: v.pipe(v.array(RecordNumber), v.minLength(1), v.maxLength(applicationRowsMax)),
  reason: v.picklist(["left-employment", "vehicle-sold", "work-finished", "entered-by-mistake", "lost-or-misused", "other"]),
  note: v.nullable(v.pipe(v.string(), v.maxLength(limits.freeTextChars))),
  effectiveFrom: TimeMs,
  ...submission,
});
export type RevocationDocument = v.InferOutput<typeof RevocationDocument>;

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
