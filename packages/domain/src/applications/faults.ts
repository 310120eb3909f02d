import { parseBin } from "../subject/bin.ts";
import { parseIin } from "../subject/iin.ts";
import { isTestIdentity, isTestOrganisation } from "../subject/test-identities.ts";
import { isNormalPlate } from "../subject/plate.ts";
import type { Applicant, ApplicationGroup, ApplicationRow, PersonIdentity } from "./types.ts";

/** `path` is dotted; it names a place in the document, never what stands there. */
export type DocumentError = {
  readonly code:
    | "invalid"
    | "bad-applicant"
    | "bad-identifier"
    | "bad-lender"
    | "bad-validity"
    | "bad-reason"
    | "bad-count"
    | "duplicate-row"
    | "unknown-group"
    | "empty-group"
    | "duplicate-group"
    | "bad-group"
    | "empty";
  readonly path: string;
};

export function applicantFault({ applicant }: { readonly applicant: Applicant }): DocumentError | null {
  if (applicant.kind === "organisation") {
    const isFirm = parseBin(applicant.bin).ok || isTestOrganisation(applicant.bin);
    return isFirm ? null : { code: "bad-applicant", path: "applicant.bin" };
  }
  const isPerson = parseIin(applicant.iin).ok || isTestIdentity(applicant.iin);
  return isPerson ? null : { code: "bad-applicant", path: "applicant.iin" };
}

/** BIN of an organisation, IIN of a sole proprietor. */
export const numberOf = (applicant: Applicant): string => (applicant.kind === "organisation" ? applicant.bin : applicant.iin);

/** What a tax base may know: a BIN, or a sole proprietor's IIN. */
export const isFirm = (digits: string): boolean => parseBin(digits).ok || parseIin(digits).ok;

export function validityFault(terms: { readonly validFrom: number; readonly validTo: number }, path = ""): DocumentError | null {
  return terms.validFrom < terms.validTo ? null : { code: "bad-validity", path: `${path}validTo` };
}

const personName = (identity: PersonIdentity): string =>
  `${identity.scheme} ${identity.scheme === "doc" ? identity.country : "KAZ"} ${identity.value}`;

/** Scheme and value of a row: what the registry is keyed by. */
export function rowName(row: ApplicationRow): string {
  return row.kind === "vehicle" ? `plate ${row.country} ${row.plate}` : personName(row.identity);
}

/** The firm that lends the row's vehicle or person; null: the applicant's own. */
export const lenderOf = (row: ApplicationRow): string | null => (row.kind === "vehicle" ? row.owner : row.employer) ?? null;

/** `own` is the applicant's number: nobody lends to themself. */
export function rowFault(rows: readonly ApplicationRow[], own: string, path: string): DocumentError | null {
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const at = `${path}.${index}`;
    if (!(row.kind === "vehicle" ? isNormalVehicle(row) : isNormalPerson(row.identity))) return { code: "bad-identifier", path: at };
    const lender = lenderOf(row);
    if (lender !== null && (lender === own || !isFirm(lender))) return { code: "bad-lender", path: at };
    const name = rowName(row);
    if (seen.has(name)) return { code: "duplicate-row", path: at };
    seen.add(name);
  }
  return null;
}

/** Signed identifiers stand in their normal form, so that one document has one meaning. */
function isNormalPerson(identity: PersonIdentity): boolean {
  return identity.scheme === "doc" ? /[0-9]/.test(identity.value) : parseIin(identity.value).ok;
}
function isNormalVehicle({ country, plate }: { readonly country: string; readonly plate: string }): boolean {
  return country !== "KAZ" || isNormalPlate(plate);
}

/** The same for people and vehicles that are named and nothing else. */
export function lentFault(
  persons: readonly PersonIdentity[],
  vehicles: readonly { readonly country: string; readonly plate: string }[],
): DocumentError | null {
  const badPerson = persons.findIndex((person) => !isNormalPerson(person));
  if (badPerson >= 0) return { code: "bad-identifier", path: `persons.${badPerson}` };
  const badVehicle = vehicles.findIndex((vehicle) => !isNormalVehicle(vehicle));
  if (badVehicle >= 0) return { code: "bad-identifier", path: `vehicles.${badVehicle}` };
  return (
    repeated(persons.map(personName), "persons") ??
    repeated(
      vehicles.map(({ country, plate }) => `${country} ${plate}`),
      "vehicles",
    )
  );
}

export function repeated(names: readonly string[], path: string): DocumentError | null {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name)) return { code: "duplicate-row", path: `${path}.${index}` };
    seen.add(name);
  }
  return null;
}

export function groupFault(groups: readonly ApplicationGroup[], rows: readonly ApplicationRow[], path: string): DocumentError | null {
  const members = new Map<string, { rows: number; vehicles: number }>();
  for (const row of rows) {
    if (row.group === null) continue;
    const count = members.get(row.group) ?? { rows: 0, vehicles: 0 };
    members.set(row.group, { rows: count.rows + 1, vehicles: count.vehicles + (row.kind === "vehicle" ? 1 : 0) });
  }
  const names = new Set<string>();
  for (const [index, group] of groups.entries()) {
    const at = `groups.${index}`;
    if (names.has(group.group)) return { code: "duplicate-group", path: at };
    names.add(group.group);
    const count = members.get(group.group);
    if (count === undefined) return { code: "empty-group", path: at };
    // A bus is one vehicle with a headcount; a group that goes together is counted by its rows, which one stop must be able to show.
    const isBus = group.headcount !== null && count.vehicles === 1;
    const isTogether = group.headcount === null && count.rows >= 2 && count.rows <= 80;
    if (group.binding === "bus" ? !isBus : !isTogether) return { code: "bad-group", path: at };
  }
  const stray = rows.findIndex((row) => row.group !== null && !names.has(row.group));
  return stray < 0 ? null : { code: "unknown-group", path: `${path}.${stray}.group` };
}
