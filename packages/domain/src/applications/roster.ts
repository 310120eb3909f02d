import { parseDocument } from "../subject/document.ts";
import { parseIin } from "../subject/iin.ts";
import { parsePlate } from "../subject/plate.ts";
import { parseBin } from "../subject/bin.ts";
import { type RosterFault, type RosterInput, applicationRowsMax } from "./types.ts";
import { err, ok, type Result } from "../result.ts";
import type { SubjectError } from "../subject/parsed.ts";

/** A roster row's identifier in the form that the document will carry. */
export type RosterIdentifier = { readonly scheme: RosterInput["scheme"]; readonly country: string; readonly value: string };

/** Reads the identifier of a roster row by its own scheme. */
export function rosterIdentifier(row: RosterInput): Result<RosterIdentifier, SubjectError> {
  const { scheme, identifier } = row;
  const country = row.country === "" ? "KAZ" : row.country.trim().toUpperCase();
  if (scheme === "iin") {
    const iin = parseIin(identifier);
    return iin.ok ? ok({ scheme, country: "KAZ", value: iin.value.value }) : iin;
  }
  if (scheme === "plate") {
    const plate = parsePlate(identifier, country);
    return plate.ok ? ok({ scheme, country: plate.value.country, value: plate.value.normalised }) : plate;
  }
  if (row.country.trim() === "") return err({ code: "bad-country" });
  const document = parseDocument(identifier, country);
  return document.ok ? ok({ scheme, country, value: document.value.number }) : document;
}

/**
 * Every fault of a roster at its row and column, for the person who types or pastes it: identifiers that break their rules, columns
 * swapped (a plate where an IIN belongs, names in the identifier's place), duplicates with the earlier row, names missing.
 *
 * Plates that only needed look-alikes or line order mended are no fault: the caller shows the normal form.
 */
export function rosterFaults(rows: readonly RosterInput[]): readonly RosterFault[] {
  const faults: RosterFault[] = [];
  const seen = new Map<string, number>();
  for (const [row, input] of rows.entries()) {
    if (row >= applicationRowsMax) {
      faults.push(fault(row, "identifier", "too-many-rows"));
      break;
    }
    const identifier = rosterIdentifier(input);
    if (identifier.ok) {
      const name = `${identifier.value.scheme} ${identifier.value.country} ${identifier.value.value}`;
      const earlier = seen.get(name);
      if (earlier === undefined) seen.set(name, row);
      else faults.push({ ...fault(row, "identifier", "duplicate"), otherRow: earlier });
    } else {
      faults.push(identifierFault(row, input, identifier.error));
    }
    if (input.kind === "person") {
      if (input.surname.trim() === "") faults.push(fault(row, "surname", "name-missing"));
      if (input.given.trim() === "") faults.push(fault(row, "given", "name-missing"));
    }
  }
  return faults;
}

function identifierFault(row: number, input: RosterInput, error: SubjectError): RosterFault {
  if (error.code === "bad-country") return { ...fault(row, "country", "country-invalid"), detail: error.code };
  const suggestion = suggestionFor(input);
  const code = suggestion === null ? "identifier-invalid" : "swapped-column";
  return { ...fault(row, "identifier", code), detail: error.code, suggestion };
}

/** What else the typed text is; a name column that holds the identifier counts as swapped too. */
function suggestionFor(input: RosterInput): RosterFault["suggestion"] {
  for (const text of [input.identifier, input.surname, input.given, input.job]) {
    const iin = parseIin(text);
    if (iin.ok && !(input.scheme === "iin" && text === input.identifier)) return { scheme: "iin", identifier: iin.value.value };
  }
  if (input.scheme === "plate" || parseBin(input.identifier).ok) return null;
  const plate = parsePlate(input.identifier, "KAZ");
  if (plate.ok && plate.value.adjusted.length === 0) return { scheme: "plate", identifier: plate.value.normalised };
  if (input.scheme === "iin" && /^N[0-9]{8}$/i.test(input.identifier.trim())) {
    return { scheme: "doc", identifier: input.identifier.trim().toUpperCase() };
  }
  return null;
}

const fault = (row: number, column: RosterFault["column"], code: RosterFault["code"]): RosterFault => ({
  row,
  column,
  code,
  detail: null,
  suggestion: null,
  otherRow: null,
});
