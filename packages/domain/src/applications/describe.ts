import type { Language } from "../language.ts";
import type { Places } from "../records/types.ts";
import type { Regime, Trilingual } from "../regime/types.ts";
import { formatDateTime, formatEnd, formatWindow } from "../words/format.ts";
import { ledgerName, schemeName } from "../words/names.ts";
import type { Applicant, ApplicationDocument, ApplicationRow, RevocationDocument } from "./types.ts";

/** One line of a document as a person reads it before signing. */
export type DocumentLine = { readonly label: string; readonly value: string };

const labels = {
  organisation: { kk: "Ұйым", ru: "Организация", en: "Organisation" },
  proprietor: { kk: "Жеке кәсіпкер", ru: "Индивидуальный предприниматель", en: "Sole proprietor" },
  ledger: { kk: "Рұқсат түрі", ru: "Вид разрешения", en: "Kind of permit" },
  purpose: { kk: "Мақсаты", ru: "Цель", en: "Purpose" },
  activity: { kk: "Қызмет түрі (ЭҚЖЖ)", ru: "Вид деятельности (ОКЭД)", en: "Activity (OKED)" },
  from: { kk: "Басталуы", ru: "Начало", en: "From" },
  to: { kk: "Аяқталуы", ru: "Окончание", en: "Until" },
  window: { kk: "Күндер мен сағаттар", ru: "Дни и часы", en: "Days and hours" },
  places: { kk: "Қай жерде", ru: "Где действует", en: "Where" },
  person: { kk: "Адам", ru: "Человек", en: "Person" },
  vehicle: { kk: "Көлік", ru: "Автомобиль", en: "Vehicle" },
  group: { kk: "Топ", ru: "Группа", en: "Group" },
  number: { kk: "Өтінім", ru: "Заявление", en: "Application" },
  revocation: { kk: "Кері қайтару", ru: "Отзыв", en: "Revocation" },
  permit: { kk: "Рұқсат", ru: "Разрешение", en: "Permit" },
  reason: { kk: "Себебі", ru: "Причина", en: "Reason" },
  note: { kk: "Түсініктеме", ru: "Пояснение", en: "Note" },
  effective: { kk: "Күшіне енуі", ru: "Вступает в силу", en: "Takes effect" },
  portal: { kk: "Портал", ru: "Портал", en: "Portal" },
  created: { kk: "Жасалған уақыты", ru: "Составлено", en: "Drawn up" },
} as const satisfies Record<string, Trilingual>;

const words = {
  everywhere: { kk: "барлық бекеттер", ru: "все посты", en: "all posts" },
  posts: { kk: "бекеттер", ru: "посты", en: "posts" },
  areas: { kk: "аумақтар", ru: "территории", en: "areas" },
  together: { kk: "тек бірге", ru: "только вместе", en: "only together" },
  people: { kk: "адамға дейін", ru: "человек, не больше", en: "people at most" },
} as const satisfies Record<string, Trilingual>;

const revocationReasons: Readonly<Record<RevocationDocument["reason"], Trilingual>> = {
  "left-employment": { kk: "жұмыстан шықты", ru: "больше не работает", en: "no longer employed" },
  "vehicle-sold": { kk: "көлік сатылды", ru: "автомобиль продан", en: "vehicle sold" },
  "work-finished": { kk: "жұмыс аяқталды", ru: "работы окончены", en: "work finished" },
  "entered-by-mistake": { kk: "қате енгізілді", ru: "внесено по ошибке", en: "entered by mistake" },
  "lost-or-misused": {
    kk: "жоғалды немесе мақсатсыз пайдаланылды",
    ru: "утеряно или использовано не по назначению",
    en: "lost or misused",
  },
  other: { kk: "басқа", ru: "другое", en: "other" },
};

/**
 * Every field of a document that carries meaning, as lines for the person who is about to sign it, in the document's order. Only the
 * nonce and the type are left out: what is signed is what was read.
 */
export function describeApplication(
  document: ApplicationDocument | RevocationDocument,
  language: Language,
  regime: Regime,
): readonly DocumentLine[] {
  const line = (label: keyof typeof labels, value: string): DocumentLine => ({ label: labels[label][language], value });
  const time = (ms: number) => formatDateTime(ms, regime.timeZone, language);
  const head = [applicantLine(document.applicant, language), line("ledger", ledgerName(document.ledger, language))];
  const foot = [line("portal", document.origin), line("created", time(document.createdAt))];
  if (document.type === "beket/revocation/1") {
    const note = document.note === null ? [] : [line("note", document.note)];
    return [
      line("revocation", document.revocation),
      ...head,
      line("reason", revocationReasons[document.reason][language]),
      ...note,
      line("effective", time(document.effectiveFrom)),
      ...document.permits.map((permit) => line("permit", permit)),
      ...foot,
    ];
  }
  return [
    line("number", document.application),
    ...head,
    line("purpose", purposeName(document.purpose, regime, language)),
    line("activity", document.activity),
    line("from", time(document.validFrom)),
    line("to", formatEnd(document.validTo, regime.timeZone, language)),
    line("window", formatWindow(document.window, language)),
    line("places", placesText(document.places, language)),
    ...document.groups.map((group) => line("group", groupText(group, language))),
    ...document.rows.map((row) => line(row.kind, rowText(row, language))),
    ...foot,
  ];
}

function applicantLine(applicant: Applicant, language: Language): DocumentLine {
  return applicant.kind === "organisation"
    ? { label: labels.organisation[language], value: `${applicant.name}, ${schemeName("bin", language)} ${applicant.bin}` }
    : { label: labels.proprietor[language], value: `${applicant.name}, ${schemeName("iin", language)} ${applicant.iin}` };
}

function purposeName(purpose: string, regime: Regime, language: Language): string {
  return regime.purposes.find((row) => row.purpose === purpose)?.name[language] ?? purpose;
}

function placesText(places: Places, language: Language): string {
  if (places.kind === "everywhere") return words.everywhere[language];
  const codes = places.kind === "posts" ? places.posts : places.areas;
  return `${words[places.kind][language]}: ${codes.join(", ")}`;
}

function groupText(group: ApplicationDocument["groups"][number], language: Language): string {
  const rule = group.headcount === null ? words.together[language] : `${group.headcount} ${words.people[language]}`;
  return `${group.group}: ${rule}`;
}

function rowText(row: ApplicationRow, language: Language): string {
  const group = row.group === null ? [] : [`${labels.group[language].toLowerCase()} ${row.group}`];
  if (row.kind === "vehicle") return [`${row.plate} (${row.country})`, row.description, ...group].filter((part) => part !== "").join(", ");
  const { identity } = row;
  const identifier =
    identity.scheme === "iin" ? `${schemeName("iin", language)} ${identity.value}` : `${identity.value} (${identity.country})`;
  return [`${row.surname} ${row.given}`, identifier, row.job, ...group].filter((part) => part !== "").join(", ");
}
