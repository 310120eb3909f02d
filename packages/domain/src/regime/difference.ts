import { canonicalJson } from "../canonical/canonical-json.ts";
import type { Language } from "../language.ts";
import type { Ledger } from "../records/types.ts";
import { formatAge } from "../words/format.ts";
import { ledgerName } from "../words/names.ts";
import type { ActivityRule, CategoryRule, Regime, Trilingual } from "./types.ts";

/** One difference between two regimes, in words. `before` null: it is new; `after` null: it is gone. */
export type RegimeChange = { readonly label: string; readonly before: string | null; readonly after: string | null };

const labels = {
  activity: { kk: "Қызмет түрі", ru: "Вид деятельности", en: "Activity" },
  purpose: { kk: "Мақсат", ru: "Цель", en: "Purpose" },
  category: { kk: "Санат", ru: "Категория", en: "Category" },
  document: { kk: "Құжат", ru: "Документ", en: "Document" },
  timeZone: { kk: "Уақыт белдеуі", ru: "Часовой пояс", en: "Time zone" },
  absenceMaxAgeMs: { kk: "Деректердің ең үлкен жасы", ru: "Предельный возраст данных", en: "Oldest data a post may deny by" },
  passageWindowMs: { kk: "Бір өту терезесі", ru: "Окно одного проезда", en: "Window of one passage" },
  permitMaxDays: { kk: "Рұқсаттың ең ұзақ мерзімі, күн", ru: "Предельный срок разрешения, дней", en: "Longest permit, days" },
  provisionalHoldMaxMs: { kk: "Алдын ала тоқтатудың ең ұзағы", ru: "Предельный срок временной меры", en: "Longest provisional hold" },
  combineCity: { kk: "Тексеру ережесі, қала", ru: "Правило остановки, город", en: "Rule of a stop, city" },
  combineRoadblock: { kk: "Тексеру ережесі, блокбекет", ru: "Правило остановки, блокпост", en: "Rule of a stop, roadblock" },
  small: { kk: "Шағын ұйымдар", ru: "Малые организации", en: "Small organisations" },
  secondPersonFrom: { kk: "Екінші адам керек жол саны", ru: "Второй человек нужен от строк", en: "Second person from so many rows" },
  retention: { kk: "Сақтау мерзімі, күн", ru: "Срок хранения, дней", en: "Kept for days" },
} as const satisfies Record<string, Trilingual>;

const words = {
  of: { kk: "қызметкерлердің", ru: "от численности", en: "of the headcount" },
  "allow-on-sight": { kk: "құжатты көріп өткізу", ru: "пропуск по документу", en: "allow on sight of the document" },
  refer: { kk: "тексеруге", ru: "на проверку", en: "refer" },
  in: { kk: "кіру", ru: "въезд", en: "in" },
  out: { kk: "шығу", ru: "выезд", en: "out" },
  "worst-of-subjects": { kk: "ең нашар тұлға бойынша", ru: "по худшему из субъектов", en: "worst of the subjects" },
  "plate-covers-occupants": { kk: "көлік жолаушыларды қамтиды", ru: "номер покрывает пассажиров", en: "the plate covers its occupants" },
  upTo: { kk: "адамға дейін", ru: "человек, не больше", en: "people at most" },
  days: { kk: "күн", ru: "дней", en: "days" },
  sample: { kk: "іріктеп тексеру", ru: "выборочная проверка", en: "sample" },
} as const satisfies Record<string, Trilingual>;

/** What differs, in the order of the fields; empty where only version and moment do. */
export function regimeDifference(before: Regime, after: Regime, language: Language): readonly RegimeChange[] {
  const name = (key: keyof typeof labels) => labels[key][language];
  const say = sayer(language);
  const simple = (key: keyof typeof labels, a: string | null, b: string | null): RegimeChange[] =>
    a === b ? [] : [{ label: name(key), before: a, after: b }];
  const rows = <T>(
    key: keyof typeof labels,
    idOf: (row: T) => string,
    text: (row: T, of: Regime) => string,
    a: readonly T[],
    b: readonly T[],
  ) => tableChanges(name(key), idOf, { before: (row) => text(row, before), after: (row) => text(row, after) }, a, b);
  const retention = (["lookup", "passage", "refusal", "referral", "test", "reading"] as const).flatMap((kind) => {
    const [a, b] = [before.retentionDays[kind], after.retentionDays[kind]];
    return a === b ? [] : [{ label: `${name("retention")}: ${kind}`, before: String(a), after: String(b) }];
  });
  const age = (ms: number) => formatAge(ms, language);
  return [
    ...simple("timeZone", before.timeZone, after.timeZone),
    ...rows<ActivityRule>("activity", (row) => row.rule, say.activity, before.activities, after.activities),
    ...rows(
      "purpose",
      (row) => row.purpose,
      (row) => row.name[language],
      before.purposes,
      after.purposes,
    ),
    ...rows<CategoryRule>("category", (row) => row.category, say.category, before.categories, after.categories),
    ...rows(
      "document",
      (row) => row.document,
      (row) => row.name[language],
      before.documents,
      after.documents,
    ),
    ...simple("absenceMaxAgeMs", age(before.absenceMaxAgeMs), age(after.absenceMaxAgeMs)),
    ...simple("combineCity", words[before.combine.city][language], words[after.combine.city][language]),
    ...simple("combineRoadblock", words[before.combine.roadblock][language], words[after.combine.roadblock][language]),
    ...simple("passageWindowMs", age(before.passageWindowMs), age(after.passageWindowMs)),
    ...simple("permitMaxDays", String(before.permitMaxDays), String(after.permitMaxDays)),
    ...simple("provisionalHoldMaxMs", age(before.provisionalHoldMaxMs), age(after.provisionalHoldMaxMs)),
    ...simple("small", say.small(before), say.small(after)),
    ...simple("secondPersonFrom", String(secondPersonFrom(before)), String(secondPersonFrom(after))),
    ...retention,
  ];
}

/** I11: from so many rows on an act needs a second person. */
export const secondPersonFrom = (regime: Regime | null): number => regime?.secondPersonFrom ?? 100;

function sayer(language: Language) {
  const purposeName = (code: string, of: Regime) => of.purposes.find((row) => row.purpose === code)?.name[language] ?? code;
  const documentName = (code: string, of: Regime) => of.documents.find((row) => row.document === code)?.name[language] ?? code;
  const list = (all: readonly Ledger[]) => all.map((ledger) => ledgerName(ledger, language)).join(", ");
  return {
    activity: (row: ActivityRule, of: Regime): string =>
      [
        `OKED ${row.okedPrefix}…`,
        `${row.headcountSharePercent} % ${words.of[language]}`,
        list(row.ledgers),
        row.purposes.map((code) => purposeName(code, of)).join(", "),
      ].join("; "),
    category: (row: CategoryRule, of: Regime): string =>
      [
        row.name[language],
        words[row.outcome][language],
        list(row.ledgers),
        row.directions.map((way) => words[way][language]).join(", "),
        row.documents.map((code) => documentName(code, of)).join(", "),
      ].join("; "),
    small: ({ smallOrganisations: rule }: Regime): string | null =>
      rule === undefined
        ? null
        : `${rule.headcountMax} ${words.upTo[language]}; ${rule.category}; ${rule.validDays} ${words.days[language]}; ${words.sample[language]} ${rule.samplePercent} %`,
  };
}

type Texts<T> = { readonly before: (row: T) => string; readonly after: (row: T) => string };

/** Rows that came, went or read otherwise, by their code; also where only a field differs that the words leave out. */
function tableChanges<T>(
  label: string,
  idOf: (row: T) => string,
  text: Texts<T>,
  before: readonly T[],
  after: readonly T[],
): RegimeChange[] {
  const old = new Map(before.map((row) => [idOf(row), row]));
  const now = new Map(after.map((row) => [idOf(row), row]));
  const gone = before
    .filter((row) => !now.has(idOf(row)))
    .map((row) => ({ label: `${label} ${idOf(row)}`, before: text.before(row), after: null }));
  const others = after.flatMap((row): RegimeChange[] => {
    const was = old.get(idOf(row));
    if (was === undefined) return [{ label: `${label} ${idOf(row)}`, before: null, after: text.after(row) }];
    return isSame(was, row) ? [] : [{ label: `${label} ${idOf(row)}`, before: text.before(was), after: text.after(row) }];
  });
  return [...gone, ...others];
}

function isSame(a: unknown, b: unknown): boolean {
  const [one, two] = [canonicalJson(a), canonicalJson(b)];
  return one.ok && two.ok && one.value === two.value;
}
