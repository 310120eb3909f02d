import { err, ok, type Result } from "@beket/domain";
import type { Opening } from "../dossier.ts";
import type { HealthRulesStore, HealthStore, Period } from "../ports.ts";
import { dossiersOf } from "./dossiers.ts";
import { testsCsvHead, testsCsvLines } from "./csv-tests.ts";
import { entryOf, location, organization, resourcesOf, type FhirNames, type Json, type Resource } from "./fhir.ts";

/** Registrations and questionnaires of one export: some days of a busy border. A longer period is asked for in parts. */
const exportRowsMax = 10_000;

export type ExportDeps = {
  readonly store: HealthStore;
  readonly rules: HealthRulesStore;
  readonly opening: Opening;
  readonly now: () => number;
  /** Between people, so that frames of posts go first. */
  readonly pause: () => Promise<void>;
};
export type ExportFault = "health.export-too-large" | "health.period-empty";

/** The pieces of a file, made one person at a time; what does not end as it should is not JSON. */
export function exportHealth(deps: ExportDeps, format: "fhir" | "csv", period: Period): Result<AsyncGenerator<string>, ExportFault> {
  if (period.to <= period.from) return err("health.period-empty");
  const rows = deps.store.exported(period, exportRowsMax + 1);
  if (rows.length > exportRowsMax) return err("health.export-too-large");
  const dossiers = dossiersOf(deps.store, deps.opening, rows);
  return ok(format === "csv" ? csvPieces(deps, dossiers) : bundlePieces(deps, dossiers));
}

async function* csvPieces(deps: ExportDeps, dossiers: ReturnType<typeof dossiersOf>): AsyncGenerator<string> {
  yield testsCsvHead();
  for (const dossier of dossiers) {
    await deps.pause();
    if (dossier !== null) yield testsCsvLines(dossier);
  }
}

/** A Bundle of type collection. Laboratories and posts stand at its end, those that somebody refers to. */
async function* bundlePieces(deps: ExportDeps, dossiers: ReturnType<typeof dossiersOf>): AsyncGenerator<string> {
  const names = namesOf(deps.rules);
  const laboratories = new Set<string>();
  const posts = new Set<string>();
  let entries = 0;
  const piece = (resources: readonly Resource[]): string => {
    const first = entries === 0 ? ',"entry":[' : ",";
    entries += resources.length;
    return resources.length === 0 ? "" : first + resources.map((resource) => JSON.stringify(entryOf(resource))).join(",");
  };
  const head: Json = { resourceType: "Bundle", type: "collection", timestamp: new Date(deps.now()).toISOString() };
  yield JSON.stringify(head).slice(0, -1);
  for (const dossier of dossiers) {
    await deps.pause();
    if (dossier === null) continue;
    for (const { post, orders } of dossier.tests) {
      posts.add(post);
      for (const { laboratory } of orders) laboratories.add(laboratory);
    }
    yield piece(resourcesOf(dossier, names));
  }
  yield piece([...laboratories].map((code) => organization(code, names.laboratory(code) ?? code)));
  yield piece([...posts].map(location));
  yield entries === 0 ? "}" : "]}";
}

function namesOf(rules: HealthRulesStore): FhirNames {
  const present = rules.rules();
  const forms = new Map<string, ReturnType<FhirNames["form"]>>();
  return {
    form: (form, version) => {
      const name = `${form} ${version}`;
      const known = forms.get(name);
      if (known !== undefined) return known;
      const found = rules.form(form, version);
      forms.set(name, found);
      return found;
    },
    kit: (kitType) => present?.kits.find((kit) => kit.kitType === kitType) ?? null,
    laboratory: (laboratory) => present?.laboratories.find((one) => one.laboratory === laboratory)?.name.ru ?? null,
  };
}
