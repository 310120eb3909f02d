import {
  err,
  type FormLanguage,
  type Mrz,
  ok,
  parseIin,
  parseMrz,
  parseSubject,
  type Person,
  type PersonProfile,
  type Result,
  type SubjectErrorCode,
  type SubjectKey,
  Uuid,
} from "@beket/domain";
import * as v from "valibot";

/** The person form as it stands: texts as they were typed, kept at every keystroke. */
export const PersonDraft = v.strictObject({
  /** Whose profile is changed; null for somebody new. */
  person: v.nullable(Uuid),
  seat: v.string(),
  iin: v.string(),
  document: v.string(),
  documentCountry: v.string(),
  name: v.string(),
  birthDate: v.string(),
  sex: v.picklist(["male", "female", "unknown"]),
  citizenship: v.string(),
  category: v.string(),
  countryFrom: v.string(),
  onwardAddress: v.string(),
  phone: v.string(),
  guardian: v.nullable(Uuid),
});
export type PersonDraft = Readonly<v.InferOutput<typeof PersonDraft>>;

export type FieldName = "seat" | "iin" | "document" | "name" | "birthDate" | "category" | "phone";
export type FieldFault = SubjectErrorCode | "needed" | "not-a-date" | "not-a-phone" | "not-a-seat" | "document-country";
export type DraftFaults = Partial<Readonly<Record<FieldName, FieldFault>>>;

/** What the person before had is likely right for the next: category and where they come from. */
export const emptyPerson = (like: { readonly category: string; readonly countryFrom: string }): PersonDraft => ({
  person: null,
  seat: "",
  iin: "",
  document: "",
  documentCountry: "",
  name: "",
  birthDate: "",
  sex: "unknown",
  citizenship: "",
  category: like.category,
  countryFrom: like.countryFrom,
  onwardAddress: "",
  phone: "",
  guardian: null,
});

export function draftOf(person: Person): PersonDraft {
  const { profile } = person;
  const iin = profile.subjects.find(({ scheme }) => scheme === "iin");
  const document = profile.subjects.find(({ scheme }) => scheme === "doc");
  return {
    person: person.person,
    seat: person.seat ?? "",
    iin: iin?.value ?? "",
    document: document?.value ?? "",
    documentCountry: document?.country ?? "",
    name: profile.name,
    birthDate: profile.birthDate ?? "",
    sex: profile.sex,
    citizenship: profile.citizenship ?? "",
    category: profile.category,
    countryFrom: profile.countryFrom ?? "",
    onwardAddress: profile.onwardAddress ?? "",
    phone: profile.phone ?? "",
    guardian: profile.guardian,
  };
}

/** Takes what a valid IIN tells of its bearer; what somebody typed is not overwritten by what it cannot tell. */
export function withIin(draft: PersonDraft, text: string): PersonDraft {
  const next = { ...draft, iin: text };
  const iin = parseIin(text);
  if (!iin.ok) return next;
  const { birthDate, sex } = iin.value;
  return {
    ...next,
    birthDate: birthDate ?? draft.birthDate,
    sex: sex === "unknown" ? draft.sex : sex,
    citizenship: draft.citizenship === "" ? "KAZ" : draft.citizenship,
  };
}

/** Nobody is born after today: a year above this one is of the last century. */
export function birthDateOfMrz(digits: string, now: number): string {
  if (!/^[0-9]{6}$/.test(digits)) return "";
  const year = Number(digits.slice(0, 2));
  const century = year > new Date(now).getUTCFullYear() % 100 ? 1900 : 2000;
  const date = `${century + year}-${digits.slice(2, 4)}-${digits.slice(4)}`;
  return isDate(date) ? date : "";
}

function withMrz(draft: PersonDraft, mrz: Mrz, now: number): PersonDraft {
  const iin = mrz.iin === null ? draft : withIin(draft, mrz.iin);
  const birthDate = birthDateOfMrz(mrz.birthDate, now);
  return {
    ...iin,
    document: mrz.documentNumber,
    documentCountry: mrz.issuer,
    name: [mrz.surname, mrz.givenNames].filter(Boolean).join(" "),
    birthDate: birthDate === "" ? iin.birthDate : birthDate,
    sex: mrz.sex === "unspecified" ? iin.sex : mrz.sex,
    citizenship: mrz.nationality,
  };
}

/** A scan or a paste into the form: a machine-readable zone fills it, an IIN or a document number its field. Null: neither. */
export function withScan(draft: PersonDraft, text: string, now: number): PersonDraft | null {
  const mrz = parseMrz(text);
  if (mrz.ok) return withMrz(draft, mrz.value, now);
  const parsed = parseSubject(text.trim(), {
    role: "person",
    ...(draft.documentCountry === "" ? {} : { country: draft.documentCountry }),
  });
  if (!parsed.ok) return null;
  const { key } = parsed.value;
  if (key.scheme === "iin") return withIin(draft, key.value);
  return key.scheme === "doc" ? { ...draft, document: key.value, documentCountry: key.country } : null;
}

const isDate = (text: string): boolean => {
  const date = /^[12]\d{3}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};
const phoneOf = (text: string): string => text.replaceAll(/[\s()-]/g, "");
export const seatOf = (text: string): string => text.toUpperCase().replaceAll(/\s/g, "");
/** How a name is kept: one space between its parts. */
export const nameOf = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

function subjectsOf(draft: PersonDraft): Result<readonly SubjectKey[], DraftFaults> {
  const subjects: SubjectKey[] = [];
  if (draft.iin.trim() !== "") {
    const iin = parseSubject(draft.iin, { scheme: "iin" });
    if (!iin.ok) return err({ iin: iin.error.code });
    subjects.push(iin.value.key);
  }
  if (draft.document.trim() !== "") {
    if (draft.documentCountry === "") return err({ document: "document-country" });
    const document = parseSubject(draft.document, { scheme: "doc", country: draft.documentCountry });
    if (!document.ok) return err({ document: document.error.code });
    subjects.push(document.value.key);
  }
  return ok(subjects);
}

export type Filled = { readonly seat: string | null; readonly profile: PersonProfile };

/** The profile that the form says; faults name fields, all at once. Consent is not part of the form: it is asked face to face. */
export function profileOf(draft: PersonDraft, consent: PersonProfile["consent"], now: number): Result<Filled, DraftFaults> {
  const subjects = subjectsOf(draft);
  const birthDate = draft.birthDate.trim();
  const seat = seatOf(draft.seat);
  const phone = phoneOf(draft.phone);
  const faults: DraftFaults = {
    ...(subjects.ok ? {} : subjects.error),
    ...(nameOf(draft.name) === "" ? { name: "needed" } : {}),
    ...(birthDate !== "" && (!isDate(birthDate) || Date.parse(birthDate) > now) ? { birthDate: "not-a-date" } : {}),
    ...(phone !== "" && !/^\+?[0-9]{5,15}$/.test(phone) ? { phone: "not-a-phone" } : {}),
    ...(seat !== "" && !/^[0-9A-Z-]{1,6}$/.test(seat) ? { seat: "not-a-seat" } : {}),
    ...(draft.category === "" ? { category: "needed" } : {}),
  };
  if (!subjects.ok || Object.keys(faults).length > 0) return err(faults);
  const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());
  return ok({
    seat: orNull(seat),
    profile: {
      subjects: [...subjects.value],
      name: nameOf(draft.name),
      birthDate: orNull(birthDate),
      sex: draft.sex,
      citizenship: orNull(draft.citizenship),
      category: draft.category,
      countryFrom: orNull(draft.countryFrom),
      onwardAddress: orNull(draft.onwardAddress),
      phone: orNull(phone),
      guardian: draft.guardian,
      consent,
    },
  });
}

/** The language somebody is likely asked in. A medic may choose another for every person. */
export function likelyLanguage(citizenship: string | null, staff: FormLanguage): FormLanguage {
  switch (citizenship) {
    case "RUS":
    case "BLR":
      return "ru";
    case "CHN":
    case "TWN":
      return "zh";
    case "UZB":
      return "uz";
    case "KGZ":
      return "ky";
    case "KAZ":
    case null:
      return staff === "en" ? "kk" : staff;
    default:
      return staff === "kk" ? "ru" : staff;
  }
}
