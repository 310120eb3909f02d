import type { ApplicationDraft, RowFault } from "@beket/api";
import {
  parseDocument,
  parseIin,
  parsePlate,
  rosterFaults,
  type Applicant,
  type ApplicationDocument,
  type PersonRow,
  type RosterInput,
  type VehicleRow,
} from "@beket/domain";

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

function rosterOf(draft: ApplicationDraft): readonly RosterInput[] {
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
export function draftFaults(draft: ApplicationDraft): readonly RowFault[] {
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
  return [...faults, ...groupFaults(draft)];
}

/** A group is named once, has rows, and a bus has exactly one vehicle with its number of seats. */
function groupFaults(draft: ApplicationDraft): readonly RowFault[] {
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

/** The document of a draft without faults; null when an identifier does not parse after all. */
export function draftToDocument(draft: ApplicationDraft, context: DraftContext): ApplicationDocument | null {
  const persons: PersonRow[] = [];
  for (const person of draft.persons) {
    const identity = personIdentity(person);
    if (identity === null) return null;
    persons.push({ kind: "person", identity, ...splitName(person.name), job: person.job ?? "", group: person.group ?? null });
  }
  const vehicles: VehicleRow[] = [];
  for (const vehicle of draft.vehicles) {
    const plate = parsePlate(vehicle.plate, vehicle.country);
    if (!plate.ok) return null;
    const { normalised, country } = plate.value;
    vehicles.push({ kind: "vehicle", plate: normalised, country, description: vehicle.description ?? "", group: vehicle.group ?? null });
  }
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
    rows: [...persons, ...vehicles],
    nonce: context.nonce,
    origin: context.origin,
    createdAt: context.now,
  };
}

function personIdentity(person: ApplicationDraft["persons"][number]): PersonRow["identity"] | null {
  if (person.scheme === "iin") {
    const iin = parseIin(person.value);
    return iin.ok ? { scheme: "iin", value: iin.value.value } : null;
  }
  const document = parseDocument(person.value, person.country);
  return document.ok ? { scheme: "doc", country: document.value.country, value: document.value.number } : null;
}
