import type { Answers, BorderTest, Form, KitType, Person } from "@beket/domain";
import type { OrderRow } from "../ports.ts";
import type { Asked, Dossier, TestDossier } from "./dossiers.ts";
import {
  fhirBase,
  identifierOf,
  kitCode,
  laboratoryCategory,
  laboratoryProcedure,
  pcrCode,
  pcrResult,
  rapidResult,
  specimenCode,
  type Coding,
  type ResultCodes,
} from "./fhir-codes.ts";

export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };
/** A FHIR R4 resource (hl7.org/fhir/R4). Absent members are undefined: JSON leaves them out. */
export type Resource = { readonly resourceType: string; readonly id: string; readonly [name: string]: Json };
/** What the stored rules tell of codes. */
export type FhirNames = {
  readonly form: (form: string, version: number) => Form | null;
  readonly kit: (kitType: string) => KitType | null;
  readonly laboratory: (laboratory: string) => string | null;
};

const dateTime = (ms: number): string => new Date(ms).toISOString();
/** Empty lists are not FHIR. */
const some = (list: readonly Json[]): Json => (list.length === 0 ? undefined : list);
const concept = (coding: readonly Coding[], text?: string): Json => ({ coding: some(coding), text });
const reference = (type: string, id: string): Json => ({ reference: `${type}/${id}` });
export const entryOf = (resource: Resource): Json => ({
  fullUrl: `${fhirBase}/${resource.resourceType}/${resource.id}`,
  resource,
});

/** Everything of one person: Patient, QuestionnaireResponse, ServiceRequest, Specimen, Observation. */
export function resourcesOf({ person, asked, tests }: Dossier, names: FhirNames): readonly Resource[] {
  const answered = new Set(asked.map(({ event }) => event.questionnaire));
  const based = person.questionnaire;
  const form = based !== null && answered.has(based.questionnaire) ? based.questionnaire : null;
  return [
    patient(person),
    ...asked.map((one) => questionnaireResponse(one, names)),
    ...tests.flatMap((test) => [
      ...rapid(person.person, test, form, names),
      ...test.orders.flatMap((order, at) => pcr(person.person, test, order, at)),
    ]),
  ];
}

export const organization = (laboratory: string, name: string): Resource => ({
  resourceType: "Organization",
  id: laboratory,
  active: true,
  name,
});
export const location = (post: string): Resource => ({
  resourceType: "Location",
  id: post,
  identifier: [{ system: `${fhirBase}/sid/post`, value: post }],
  name: post,
});

function patient({ person, profile }: Person): Resource {
  const { name, birthDate, sex, citizenship, onwardAddress, phone, subjects, consent } = profile;
  const iso = "urn:iso:std:iso:3166";
  const nationality = {
    url: "http://hl7.org/fhir/StructureDefinition/patient-citizenship",
    extension: [{ url: "code", valueCodeableConcept: concept([{ system: iso, code: citizenship ?? "" }]) }],
  };
  return {
    resourceType: "Patient",
    id: person,
    extension: citizenship === null ? undefined : [nationality],
    identifier: some(subjects.map(identifierOf)),
    name: [{ text: name }],
    gender: sex,
    birthDate: birthDate ?? undefined,
    telecom: phone === null ? undefined : [{ system: "phone", value: phone }],
    address: onwardAddress === null ? undefined : [{ use: "temp", text: onwardAddress }],
    communication: [{ language: { coding: [{ system: "urn:ietf:bcp:47", code: consent.language }] } }],
  };
}

function questionnaireResponse({ event }: Asked, names: FhirNames): Resource {
  const { questionnaire, person, form: code, formVersion, language, occurredAt, answers } = event;
  const form = names.form(code, formVersion);
  return {
    resourceType: "QuestionnaireResponse",
    id: questionnaire,
    language,
    questionnaire: form === null ? undefined : `${form.questionnaire.url}|${form.questionnaire.version}`,
    status: "completed",
    subject: reference("Patient", person),
    authored: dateTime(occurredAt),
    source: reference("Patient", person),
    item: some(form === null ? looseItems(answers) : formItems(form, answers)),
  };
}

function formItems(form: Form, answers: Answers): readonly Json[] {
  return form.questionnaire.item.flatMap(({ linkId, text, type, answerOption }): readonly Json[] => {
    const answer = answers[linkId] ?? null;
    if (answer === null) return [];
    const coding = (answerOption ?? []).find(({ valueCoding }) => valueCoding.code === answer)?.valueCoding;
    const value = (): Json => {
      if (type === "choice" && coding !== undefined)
        return { valueCoding: { system: coding.system, code: coding.code, display: coding.display } };
      if (type === "date") return { valueDate: answer };
      if (type === "decimal") return { valueDecimal: answer };
      return looseValue(answer);
    };
    return [{ linkId, text, answer: [value()] }];
  });
}
/** Answers to a form that central does not have: by their own types. */
const looseItems = (answers: Answers): readonly Json[] =>
  Object.entries(answers).flatMap(([linkId, answer]) => (answer === null ? [] : [{ linkId, answer: [looseValue(answer)] }]));
function looseValue(answer: string | number | boolean): Json {
  if (typeof answer === "boolean") return { valueBoolean: answer };
  if (typeof answer === "string") return { valueString: answer };
  return Number.isSafeInteger(answer) && Math.abs(answer) < 2 ** 31 ? { valueInteger: answer } : { valueDecimal: answer };
}

type Ordered = {
  readonly id: string;
  readonly person: string;
  readonly code: Coding | null;
  readonly text: string;
  readonly specimen: boolean;
};
function rapid(person: string, { test, post }: TestDossier, form: string | null, names: FhirNames): readonly Resource[] {
  const { test: id, started, read } = test;
  const kit = started === null ? null : names.kit(started.kitType);
  const of: Ordered = {
    id,
    person,
    code: kit === null ? null : kitCode(kit),
    text: started?.kitType ?? "rapid test",
    specimen: started !== null,
  };
  const order = request(of, rapidStatus(test), test.registeredAt, {
    supportingInfo: form === null ? undefined : [reference("QuestionnaireResponse", form)],
    locationReference: [reference("Location", post)],
    specimen: started === null ? undefined : [reference("Specimen", id)],
  });
  if (started === null) return [order];
  const unread = test.state === "cancelled" ? "cancelled" : "registered";
  const taken = specimenOf(of, "cassette", started.cassette, started.at, kit === null ? null : specimenCode(kit.specimen));
  return [
    order,
    taken,
    observation(of, started.at, read === null ? null : { at: read.at, codes: rapidResult(read.result), note: read.reason }, unread),
  ];
}
const rapidStatus = ({ state, read }: BorderTest): string => (read !== null ? "completed" : state === "cancelled" ? "revoked" : "active");

function pcr(person: string, { test, post }: TestDossier, order: OrderRow, at: number): readonly Resource[] {
  const { specimen, laboratory, orderedAt, takenAt, dueAt, result, readAt } = order;
  // A specimen's code may be 30 signs long, and an id 64: the order's place names it.
  const of: Ordered = { id: `${test.test}.${at + 1}`, person, code: pcrCode, text: "PCR", specimen: true };
  const start = orderedAt ?? readAt ?? test.registeredAt;
  const ordered = request(of, result === null ? "active" : "completed", start, {
    occurrencePeriod: dueAt === null ? undefined : { start: dateTime(start), end: dateTime(Math.max(start, dueAt)) },
    performer: [reference("Organization", laboratory)],
    locationReference: [reference("Location", post)],
    reasonReference: test.read === null || test.started === null ? undefined : [reference("Observation", test.test)],
    specimen: [reference("Specimen", of.id)],
  });
  const taken = specimenOf(of, "tube", specimen, takenAt ?? start, specimenCode("nasopharyngeal-swab"));
  const read = result === null ? null : { at: readAt ?? start, codes: pcrResult(result), note: null };
  return [ordered, taken, observation(of, takenAt ?? start, read, "registered", [reference("Organization", laboratory)])];
}

const request = ({ id, person, code, text }: Ordered, status: string, at: number, more: { readonly [name: string]: Json }): Resource => ({
  resourceType: "ServiceRequest",
  id,
  status,
  intent: "order",
  category: [concept([laboratoryProcedure])],
  code: concept(code === null ? [] : [code], text),
  subject: reference("Patient", person),
  authoredOn: dateTime(at),
  ...more,
});
const specimenOf = ({ id, person }: Ordered, kind: string, code: string, at: number, type: Coding | null): Resource => ({
  resourceType: "Specimen",
  id,
  accessionIdentifier: { system: `${fhirBase}/sid/${kind}`, value: code },
  status: "available",
  type: type === null ? undefined : concept([type]),
  subject: reference("Patient", person),
  request: [reference("ServiceRequest", id)],
  collection: { collectedDateTime: dateTime(at) },
});

type Read = { readonly at: number; readonly codes: ResultCodes; readonly note: string | null };
function observation(
  { id, person, code, text }: Ordered,
  takenAt: number,
  read: Read | null,
  unread: "registered" | "cancelled",
  performer: readonly Json[] = [],
): Resource {
  const codes = read?.codes ?? null;
  return {
    resourceType: "Observation",
    id,
    basedOn: [reference("ServiceRequest", id)],
    status: read === null ? unread : "final",
    category: [concept([laboratoryCategory])],
    code: concept(code === null ? [] : [code], text),
    subject: reference("Patient", person),
    effectiveDateTime: dateTime(takenAt),
    issued: read === null ? undefined : dateTime(read.at),
    performer: some(performer),
    valueCodeableConcept: codes !== null && "value" in codes ? concept(codes.value) : undefined,
    dataAbsentReason: codes !== null && "absent" in codes ? concept([codes.absent]) : undefined,
    interpretation: codes !== null && "value" in codes ? [concept([codes.interpretation])] : undefined,
    note: read === null || read.note === null || read.note === "" ? undefined : [{ text: read.note }],
    specimen: reference("Specimen", id),
  };
}
