import type { Trilingual } from "../regime/types.ts";
import type { ActKind, massReasons, PermitFate } from "./types.ts";

export const actLabels = {
  act: { kk: "Акт", ru: "Акт", en: "Act" },
  kind: { kk: "Түрі", ru: "Вид", en: "Kind" },
  authority: { kk: "Орган", ru: "Орган", en: "Authority" },
  version: { kk: "Ереженің нұсқасы", ru: "Версия правил", en: "Version of the rules" },
  effective: { kk: "Күшіне енуі", ru: "Вступает в силу", en: "Takes effect" },
  atOnce: { kk: "бірден", ru: "сразу", en: "at once" },
  fate: { kk: "Бұрынғы рұқсаттар", ru: "Прежние разрешения", en: "Permits until then" },
  ledger: { kk: "Рұқсат түрі", ru: "Вид разрешения", en: "Kind of permit" },
  organisation: { kk: "Ұйым (БСН/ЖСН)", ru: "Организация (БИН/ИИН)", en: "Organisation (BIN/IIN)" },
  activity: { kk: "Қызмет түрі (ЭҚЖЖ)", ru: "Вид деятельности (ОКЭД)", en: "Activity (OKED)" },
  purpose: { kk: "Мақсаты", ru: "Цель", en: "Purpose" },
  application: { kk: "Өтінім", ru: "Заявление", en: "Application" },
  area: { kk: "Аумақ", ru: "Территория", en: "Area" },
  reason: { kk: "Себебі", ru: "Причина", en: "Reason" },
  category: { kk: "Санаты", ru: "Категория", en: "Category" },
  cause: { kk: "Негіз түрі", ru: "Вид основания", en: "Cause" },
  instruction: { kk: "Бекетке нұсқау", ru: "Указание посту", en: "Instruction to posts" },
  standing: { kk: "Мәртебесі", ru: "Состояние", en: "Standing" },
  from: { kk: "Басталуы", ru: "Начало", en: "From" },
  to: { kk: "Аяқталуы", ru: "Окончание", en: "Until" },
  window: { kk: "Күндер мен сағаттар", ru: "Дни и часы", en: "Days and hours" },
  places: { kk: "Қай жерде", ru: "Где действует", en: "Where" },
  everywhere: { kk: "барлық бекеттер", ru: "все посты", en: "all posts" },
  number: { kk: "Нөмірі", ru: "Номер", en: "Number" },
  undoOf: { kk: "Күші жойылатын акт", ru: "Отменяемый акт", en: "Act that is undone" },
  rows: { kk: "Өзгеретін жолдар", ru: "Меняется строк", en: "Rows that change" },
  counts: { kk: "Рұқсаттар", ru: "Разрешения", en: "Permits" },
  persons: { kk: "адам", ru: "людей", en: "people" },
  vehicles: { kk: "көлік", ru: "машин", en: "vehicles" },
  organisations: { kk: "Ұйымдар", ru: "Организаций", en: "Organisations" },
  digest: { kk: "Әсердің SHA-256 мәні", ru: "SHA-256 последствий", en: "SHA-256 of the effect" },
  notice: { kk: "Ұйымдарға хабарлама", ru: "Уведомление организациям", en: "Notice to organisations" },
  ground: { kk: "Негіздеме", ru: "Основание", en: "Ground" },
  portal: { kk: "Портал", ru: "Портал", en: "Portal" },
  created: { kk: "Жасалған уақыты", ru: "Составлено", en: "Drawn up" },
} as const satisfies Record<string, Trilingual>;

export const actKindNames: Readonly<Record<ActKind, Trilingual>> = {
  regime: { kk: "Жаңа ережеге көшу", ru: "Переход на новые правила", en: "Cut-over to new rules" },
  revocation: { kk: "Рұқсаттарды жаппай қайтарып алу", ru: "Массовый отзыв разрешений", en: "Mass revocation of permits" },
  exemption: { kk: "Шектеуден босату", ru: "Освобождение от ограничений", en: "Exemptions" },
  hold: { kk: "Тоқтату белгілері", ru: "Стоп-отметки", en: "Holds" },
  release: {
    kk: "Тоқтату белгілері мен босатуларды алып тастау",
    ru: "Снятие стоп-отметок и освобождений",
    en: "Release of holds and exemptions",
  },
  undo: { kk: "Актінің күшін жою", ru: "Отмена акта", en: "Undoing an act" },
};

export const fateNames: Readonly<Record<PermitFate, Trilingual>> = {
  "void-all": { kk: "барлығы күшін жояды", ru: "все теряют силу", en: "all are void" },
  "void-not-authorised": {
    kk: "жаңа ереже рұқсат бермейтіндері күшін жояды",
    ru: "теряют силу те, что новые правила не допускают",
    en: "void where the new rules do not authorise them",
  },
  keep: { kk: "сақталады", ru: "сохраняются", en: "are kept" },
};

export const massReasonNames: Readonly<Record<(typeof massReasons)[number], Trilingual>> = {
  abuse: { kk: "теріс пайдалану", ru: "злоупотребление", en: "abuse" },
  duplicate: { kk: "қайталанған жазбалар", ru: "повторные записи", en: "duplicates" },
  "organisation-ended": { kk: "ұйым таратылды", ru: "организация ликвидирована", en: "the organisation has ended" },
  "activity-closed": { kk: "қызмет түріне тыйым салынды", ru: "деятельность приостановлена", en: "the activity is closed" },
  "issued-by-mistake": { kk: "қате берілген", ru: "выдано по ошибке", en: "issued by mistake" },
  "quarantine-tightened": { kk: "карантин күшейтілді", ru: "карантин усилен", en: "the quarantine was tightened" },
  "court-decision": { kk: "сот шешімі", ru: "решение суда", en: "decision of a court" },
  other: { kk: "басқа", ru: "другое", en: "other" },
};
