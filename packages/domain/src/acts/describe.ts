import type { Language } from "../language.ts";
import { regimeDifference } from "../regime/difference.ts";
import type { Regime, Trilingual } from "../regime/types.ts";
import type { SubjectKey } from "../subject/types.ts";
import { formatDateTime, formatEnd, formatWindow } from "../words/format.ts";
import { instructionText, ledgerName, schemeName } from "../words/names.ts";
import type { ActDeed, ActEffect, AuthorityAct, ActCause, PermitFate, RevocationFilter } from "./types.ts";
import { actKindNames, actLabels, fateNames, massReasonNames } from "./words.ts";

/** One line of an act as a person reads it before signing. */
export type ActLine = { readonly label: string; readonly value: string };
type Deed<K extends ActDeed["kind"]> = Extract<ActDeed, { kind: K }>;

const causes: Readonly<Record<ActCause, Trilingual>> = {
  police: { kk: "полиция", ru: "полиция", en: "police" },
  court: { kk: "сот", ru: "суд", en: "court" },
  health: { kk: "денсаулық сақтау", ru: "здравоохранение", en: "health service" },
};
const standings = {
  provisional: { kk: "алдын ала", ru: "временная", en: "provisional" },
  confirmed: { kk: "расталған", ru: "подтверждённая", en: "confirmed" },
} as const satisfies Record<string, Trilingual>;

/**
 * Every field of an act that carries meaning, as lines for whoever is about to sign or approve it; `inForce` is what new rules are
 * compared with. Only nonce and type are left out.
 */
export function describeAct(act: AuthorityAct, language: Language, inForce: Regime): readonly ActLine[] {
  const line = (label: keyof typeof actLabels, value: string): ActLine => ({ label: actLabels[label][language], value });
  const time = (ms: number) => formatDateTime(ms, inForce.timeZone, language);
  const deed = deedOf(act);
  return [
    line("act", act.act),
    line("kind", actKindNames[deed.kind][language]),
    line("authority", act.authority),
    ...deedLines(deed, language, inForce),
    ...(act.type === "beket/act/1" ? effectLines(act.effect, language) : []),
    ...(act.type === "beket/act/1" && act.notice !== null ? [line("notice", act.notice[language])] : []),
    line("ground", act.ground),
    line("portal", act.origin),
    line("created", time(act.createdAt)),
  ];
}

/** What the document of an act does, whatever its type. */
export function deedOf(act: AuthorityAct): ActDeed {
  switch (act.type) {
    case "beket/act/1":
      return act.deed;
    case "beket/exemption/1": {
      const { category, subjects, validFrom, validTo, window, places } = act;
      return { kind: "exemption", category, subjects, validFrom, validTo, window, places };
    }
    case "beket/hold/1": {
      const { cause, instruction, standing, subjects, validFrom, validTo } = act;
      return { kind: "hold", cause, instruction, standing, subjects, validFrom, validTo };
    }
    case "beket/release/1":
      return { kind: "release", numbers: act.numbers };
  }
}

function deedLines(deed: ActDeed, language: Language, inForce: Regime): readonly ActLine[] {
  const line = (label: keyof typeof actLabels, value: string): ActLine => ({ label: actLabels[label][language], value });
  const time = (ms: number) => formatDateTime(ms, inForce.timeZone, language);
  switch (deed.kind) {
    case "regime":
      return regimeLines(deed, language, inForce);
    case "revocation":
      return [
        ...filterLines(deed.filter, language),
        line("reason", massReasonNames[deed.reason][language]),
        line("effective", deed.effectiveFrom === null ? actLabels.atOnce[language] : time(deed.effectiveFrom)),
      ];
    case "exemption":
      return [
        line("category", inForce.categories.find((one) => one.category === deed.category)?.name[language] ?? deed.category),
        line("from", time(deed.validFrom)),
        line("to", formatEnd(deed.validTo, inForce.timeZone, language)),
        line("window", formatWindow(deed.window, language)),
        line("places", placesText(deed.places, language)),
        ...subjectLines(deed.subjects, language),
      ];
    case "hold":
      return [
        line("cause", causes[deed.cause][language]),
        line("instruction", instructionText(deed.instruction, language)),
        line("standing", standings[deed.standing][language]),
        line("from", time(deed.validFrom)),
        line("to", formatEnd(deed.validTo, inForce.timeZone, language)),
        ...subjectLines(deed.subjects, language),
      ];
    case "release":
      return deed.numbers.map((number) => line("number", number));
    case "undo":
      return [line("undoOf", deed.of)];
  }
}

function regimeLines({ regime, permits }: Deed<"regime">, language: Language, inForce: Regime): readonly ActLine[] {
  const line = (label: keyof typeof actLabels, value: string): ActLine => ({ label: actLabels[label][language], value });
  const changes = regimeDifference(inForce, regime, language);
  return [
    line("version", String(regime.version)),
    line("effective", formatDateTime(regime.validFrom, regime.timeZone, language)),
    line("fate", fateText(permits, language)),
    ...changes.map(({ label, before, after }) => ({ label, value: `${before ?? "–"} → ${after ?? "–"}` })),
  ];
}

const fateText = (fate: PermitFate, language: Language): string => fateNames[fate][language];

function filterLines(filter: RevocationFilter, language: Language): readonly ActLine[] {
  const line = (label: keyof typeof actLabels, value: string | null): readonly ActLine[] =>
    value === null ? [] : [{ label: actLabels[label][language], value }];
  return [
    ...line("ledger", filter.ledgers.map((ledger) => ledgerName(ledger, language)).join(", ")),
    ...line("organisation", filter.organisation),
    ...line("activity", filter.activity === null ? null : `${filter.activity}…`),
    ...line("purpose", filter.purpose),
    ...line("application", filter.application),
    ...line("area", filter.area),
  ];
}

function effectLines(effect: ActEffect, language: Language): readonly ActLine[] {
  const line = (label: keyof typeof actLabels, value: string): ActLine => ({ label: actLabels[label][language], value });
  return [
    line("rows", String(effect.rows)),
    line("organisations", String(effect.organisations)),
    ...effect.ledgers.map(({ ledger, permits, persons, vehicles, organisations }) =>
      line(
        "counts",
        `${ledgerName(ledger, language)}: ${permits} · ${actLabels.persons[language]} ${persons} · ${actLabels.vehicles[language]} ${vehicles} · ${actLabels.organisations[language].toLowerCase()} ${organisations}`,
      ),
    ),
    line("digest", effect.sha256),
  ];
}

function placesText(places: Deed<"exemption">["places"], language: Language): string {
  if (places.kind === "everywhere") return actLabels.everywhere[language];
  return (places.kind === "posts" ? places.posts : places.areas).join(", ");
}

const subjectLines = (subjects: readonly SubjectKey[], language: Language): readonly ActLine[] =>
  subjects.map(({ scheme, country, value }) => ({
    label: schemeName(scheme, language),
    value: scheme === "iin" ? value : `${value} (${country})`,
  }));
