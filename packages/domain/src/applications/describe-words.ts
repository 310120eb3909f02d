import type { Trilingual } from "../regime/types.ts";
import type { RevocationDocument } from "./types.ts";

export const labels = {
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
  change: { kk: "Өзгеріс", ru: "Изменение", en: "Change" },
  revision: { kk: "Бұған дейінгі өзгерістер саны", ru: "Изменений до этого", en: "Changes before this one" },
  addPerson: { kk: "Қосылатын адам", ru: "Добавить человека", en: "Person added" },
  addVehicle: { kk: "Қосылатын көлік", ru: "Добавить автомобиль", en: "Vehicle added" },
  removePermit: { kk: "Алынатын рұқсат", ru: "Отозвать разрешение", en: "Permit taken back" },
  newTerms: { kk: "Жаңа шарттар", ru: "Новые условия", en: "New terms" },
  before: { kk: "Қазіргі тізім", ru: "Список сейчас", en: "Roster now" },
  after: { kk: "Өзгерістен кейінгі тізім", ru: "Список после изменения", en: "Roster after the change" },
  consent: { kk: "Келісім", ru: "Согласие", en: "Consent" },
  lentTo: { kk: "Кімге беріледі", ru: "Кому передаётся", en: "Lent to" },
  withdrawal: { kk: "Келісімді қайтарып алу", ru: "Отзыв согласия", en: "Withdrawal of a consent" },
  revocation: { kk: "Кері қайтару", ru: "Отзыв", en: "Revocation" },
  permit: { kk: "Рұқсат", ru: "Разрешение", en: "Permit" },
  reason: { kk: "Себебі", ru: "Причина", en: "Reason" },
  note: { kk: "Түсініктеме", ru: "Пояснение", en: "Note" },
  effective: { kk: "Күшіне енуі", ru: "Вступает в силу", en: "Takes effect" },
  portal: { kk: "Портал", ru: "Портал", en: "Portal" },
  created: { kk: "Жасалған уақыты", ru: "Составлено", en: "Drawn up" },
} as const satisfies Record<string, Trilingual>;
export type Label = keyof typeof labels;

export const words = {
  everywhere: { kk: "барлық бекеттер", ru: "все посты", en: "all posts" },
  posts: { kk: "бекеттер", ru: "посты", en: "posts" },
  areas: { kk: "аумақтар", ru: "территории", en: "areas" },
  together: { kk: "тек бірге", ru: "только вместе", en: "only together" },
  people: { kk: "адамға дейін", ru: "человек, не больше", en: "people at most" },
  employer: { kk: "жұмыс берушісі", ru: "работодатель", en: "employer" },
  owner: { kk: "көлік иесі", ru: "владелец", en: "owner" },
  personsCount: { kk: "адам", ru: "человек", en: "people" },
  vehiclesCount: { kk: "көлік", ru: "автомобилей", en: "vehicles" },
  unchanged: { kk: "өзгермейді", ru: "без изменений", en: "unchanged" },
} as const satisfies Record<string, Trilingual>;

export const revocationReasonWords: Readonly<Record<RevocationDocument["reason"], Trilingual>> = {
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
