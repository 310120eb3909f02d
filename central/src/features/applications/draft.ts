import type { ApplicationDraft, RowFault } from "@beket/api";
import {
  parseDocument,
  parseIin,
  parsePlate,
  rosterFaults,
  type Applicant,
  type ApplicationDocument,
  type ApplicationRow,
  type PersonRow,
  type RosterInput,
  type VehicleRow,
} from "@beket/domain";
import { applicantNumber, readApplicantId } from "../organisations/standing.ts";
import { rowKey, subjectText, type Lending } from "./decide-application.ts";

/** The rows of a form and their groups. */
export type DraftRoster = Pick<ApplicationDraft, "persons" | "vehicles" | "groups">;

export type DraftContext = {
  readonly applicant: Applicant;
  readonly activity: string;
  readonly application: ApplicationDocument["application"];
  readonly nonce: string;
  readonly origin: string;
  readonly now: number;
};

/** The first word is the surname; who has one name only gets a dash, so that the document says so. */
function splitName(name: string): { readonly surname: string; readonly given: string } {
  const words = name.trim().split(/\s+/);
  return { surname: words[0] ?? "", given: words.slice(1).join(" ") || (words[0] ? "–" : "") };
}

function rosterOf(draft: DraftRoster): readonly RosterInput[] {
  const persons = draft.persons.map((person): RosterInput => {
    const country = person.scheme === "iin" ? "KAZ" : person.country;
    return { kind: "person", scheme: person.scheme, identifier: person.value, country, ...splitName(person.name), job: person.job ?? "" };
  });
  const vehicles = draft.vehicles.map((vehicle): RosterInput => ({
    kind: "vehicle",
    scheme: "plate",
    identifier: vehicle.plate,
    country: vehicle.country,
    surname: "",
    given: "",
    job: vehicle.description ?? "",
  }));
  return [...persons, ...vehicles];
}

/** Faults by row of the form; `suggestion` is what the row probably means. */
export function draftFaults(draft: DraftRoster): readonly RowFault[] {
  const faults = rosterFaults(rosterOf(draft)).map((fault): RowFault => {
    const inPersons = fault.row < draft.persons.length;
    const named = fault.column === "surname" || fault.column === "given";
    const identifier = inPersons ? "value" : "plate";
    const base = {
      list: inPersons ? ("persons" as const) : ("vehicles" as const),
      index: inPersons ? fault.row : fault.row - draft.persons.length,
      field: named ? "name" : fault.column === "country" ? "country" : identifier,
      code: fault.code === "identifier-invalid" && fault.detail !== null ? fault.detail : fault.code,
    };
    return fault.suggestion === null ? base : { ...base, suggestion: fault.suggestion.identifier };
  });
  return [...faults, ...groupFaults(draft), ...lenderFaults(draft)];
}

/** Who lends a row is a firm. */
function lenderFaults({ persons, vehicles }: DraftRoster): readonly RowFault[] {
  const isBad = (lender: string | undefined): boolean => lender !== undefined && lender.trim() !== "" && readApplicantId(lender) === null;
  const code = "bin-invalid";
  return [
    ...persons.flatMap(({ employer }, index) => (isBad(employer) ? [{ list: "persons" as const, index, field: "employer", code }] : [])),
    ...vehicles.flatMap(({ owner }, index) => (isBad(owner) ? [{ list: "vehicles" as const, index, field: "owner", code }] : [])),
  ];
}

/** Rows that another firm lends without a consent for the time asked for: told before anybody signs. */
export function consentFaults(rows: readonly ApplicationRow[], lending: Lending): readonly RowFault[] {
  const faults: RowFault[] = [];
  let persons = 0;
  let vehicles = 0;
  for (const row of rows) {
    const at = row.kind === "person" ? { list: "persons" as const, index: persons++ } : { list: "vehicles" as const, index: vehicles++ };
    const lender = row.kind === "person" ? row.employer : row.owner;
    const key = lender === undefined ? null : rowKey(row);
    if (lender === undefined || key === null || lending(lender, subjectText(key)) !== null) continue;
    faults.push({ ...at, field: row.kind === "person" ? "employer" : "owner", code: "consent-missing" });
  }
  return faults;
}

/** A group is named once, has rows, and a bus has exactly one vehicle with its number of seats. */
function groupFaults(draft: DraftRoster): readonly RowFault[] {
  const groups = new Map((draft.groups ?? []).map((group) => [group.group, group]));
  const faults: RowFault[] = [];
  const vehiclesOf = new Map<string, number>();
  for (const [index, vehicle] of draft.vehicles.entries()) {
    if (vehicle.group === undefined) continue;
    vehiclesOf.set(vehicle.group, (vehiclesOf.get(vehicle.group) ?? 0) + 1);
    const group = groups.get(vehicle.group);
    if (group === undefined) faults.push({ list: "vehicles", index, field: "group", code: "group-unknown" });
    else if (group.binding === "bus" && (group.headcount === null || (vehiclesOf.get(vehicle.group) ?? 0) > 1))
      faults.push({ list: "vehicles", index, field: "group", code: "group-bus" });
  }
  for (const [index, person] of draft.persons.entries()) {
    if (person.group !== undefined && !groups.has(person.group))
      faults.push({ list: "persons", index, field: "group", code: "group-unknown" });
  }
  return faults;
}

/** The rows of a draft without faults; null when an identifier does not parse after all. `own` is the applicant's number. */
export function draftRows(draft: DraftRoster, own: string): readonly ApplicationRow[] | null {
  const lenderIn = (typed: string | undefined): string | null => {
    const id = typed === undefined ? null : readApplicantId(typed);
    const number = id === null ? own : applicantNumber(id);
    return number === own ? null : number;
  };
  const rows: ApplicationRow[] = [];
  for (const person of draft.persons) {
    const identity = personIdentity(person);
    if (identity === null) return null;
    const employer = lenderIn(person.employer);
    const row: PersonRow = { kind: "person", identity, ...splitName(person.name), job: person.job ?? "", group: person.group ?? null };
    rows.push(employer === null ? row : { ...row, employer });
  }
  for (const vehicle of draft.vehicles) {
    const plate = parsePlate(vehicle.plate, vehicle.country);
    if (!plate.ok) return null;
    const { normalised, country } = plate.value;
    const owner = lenderIn(vehicle.owner);
    const group = vehicle.group ?? null;
    const row: VehicleRow = { kind: "vehicle", plate: normalised, country, description: vehicle.description ?? "", group };
    rows.push(owner === null ? row : { ...row, owner });
  }
  return rows;
}

export function draftToDocument(
  draft: ApplicationDraft,
  rows: readonly ApplicationRow[],
  context: DraftContext,
): Omit<ApplicationDocument, "rows"> & { readonly rows: readonly ApplicationRow[] } {
  return {
    type: "beket/application/1",
    application: context.application,
    applicant: context.applicant,
    ledger: draft.ledger,
    purpose: draft.purpose,
    activity: context.activity,
    validFrom: draft.validFrom,
    validTo: draft.validTo,
    window: draft.window,
    places: draft.places,
    groups: draft.groups ?? [],
    rows,
    nonce: context.nonce,
    origin: context.origin,
    createdAt: context.now,
  };
}

export function personIdentity(person: ApplicationDraft["persons"][number]): PersonRow["identity"] | null {
  if (person.scheme === "iin") {
    const iin = parseIin(person.value);
    return iin.ok ? { scheme: "iin", value: iin.value.value } : null;
  }
  const document = parseDocument(person.value, person.country);
  return document.ok ? { scheme: "doc", country: document.value.country, value: document.value.number } : null;
}
