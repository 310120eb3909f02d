import type { KitType, SubjectKey, TestResult } from "@beket/domain";
import type { PcrResult } from "../ports.ts";

export type Coding = { readonly system: string; readonly code: string; readonly display?: string };

/** Resources, code systems and identifiers of our own live below it; a reserved name (RFC 2606), so that it is nobody's. */
export const fhirBase = "https://beket.example/fhir";
const snomed = "http://snomed.info/sct";
const loinc = "http://loinc.org";
const dataAbsent = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
const interpretation = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";

export const laboratoryCategory: Coding = {
  system: "http://terminology.hl7.org/CodeSystem/observation-category",
  code: "laboratory",
  display: "Laboratory",
};
/** LOINC 94500-6: by nucleic acid amplification, which is what the PCR is. */
export const pcrCode: Coding = {
  system: loinc,
  code: "94500-6",
  display: "SARS-CoV-2 (COVID-19) RNA [Presence] in Respiratory system specimen by NAA with probe detection",
};
export const laboratoryProcedure: Coding = { system: snomed, code: "108252007", display: "Laboratory procedure" };

const specimens: Readonly<Record<KitType["specimen"], Coding>> = {
  "capillary-blood": { system: snomed, code: "122554006", display: "Capillary blood specimen" },
  "nasopharyngeal-swab": { system: snomed, code: "258500001", display: "Nasopharyngeal swab" },
  saliva: { system: snomed, code: "119342007", display: "Saliva specimen" },
};
export const specimenCode = (specimen: KitType["specimen"]): Coding => specimens[specimen];
export const kitCode = ({ loinc: { code, display } }: KitType): Coding => ({ system: loinc, code, display });

/** A rapid test that tells an acute from a past infection says more than SNOMED CT's answer: our own code stands beside it. */
const rapidSystem = `${fhirBase}/CodeSystem/rapid-result`;
export type ResultCodes = { readonly value: readonly Coding[]; readonly interpretation: Coding } | { readonly absent: Coding };
const absent: ResultCodes = { absent: { system: dataAbsent, code: "error", display: "Error" } };
const positive: Coding = { system: interpretation, code: "POS", display: "Positive" };
const negative: Coding = { system: interpretation, code: "NEG", display: "Negative" };

export function rapidResult(result: TestResult): ResultCodes {
  if (result === "invalid") return absent;
  const own: Coding = { system: rapidSystem, code: result };
  return result === "negative"
    ? { value: [{ system: snomed, code: "260385009", display: "Negative" }, own], interpretation: negative }
    : { value: [{ system: snomed, code: "10828004", display: "Positive" }, own], interpretation: positive };
}
export function pcrResult(result: PcrResult): ResultCodes {
  if (result === "invalid") return absent;
  return result === "negative"
    ? { value: [{ system: snomed, code: "260415000", display: "Not detected" }], interpretation: negative }
    : { value: [{ system: snomed, code: "260373001", display: "Detected" }], interpretation: positive };
}

/** The IIN has no registered URI of FHIR's: its system is ours. A document's is named by the country that issued it. */
export function identifierOf({ scheme, country, value }: SubjectKey) {
  if (scheme !== "iin") return { use: "official", system: `${fhirBase}/sid/document-${country.toLowerCase()}`, value };
  const national: Coding = { system: "http://terminology.hl7.org/CodeSystem/v2-0203", code: "NI" };
  return { use: "official", type: { coding: [national] }, system: `${fhirBase}/sid/iin`, value };
}
