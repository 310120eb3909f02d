import type { PlanFeatureFaultCode, Site } from "@beket/domain";
import { pluralRu, words, type Words } from "../../i18n/index.ts";
import type { FileFault } from "../model/import.ts";

export const kindNames: Readonly<Record<Site["kind"], Words>> = {
  street: words("көше", "улица", "street"),
  yard: words("аула", "двор", "yard"),
  entrance: words("кіреберіс", "подъезд", "entrance"),
  object: words("нысан", "объект", "object"),
};

export const map = {
  heading: words("Қала картасы", "Карта города", "Map of the city"),
  label: words("Нысандар мен бекеттердің картасы", "Карта объектов и постов", "Map of sites and posts"),
  legend: words("Күйі бойынша нысандар", "Объекты по состоянию", "Sites by state"),
  legendHint: words("Басып, жасырыңыз немесе көрсетіңіз.", "Нажмите, чтобы скрыть или показать.", "Press to hide or show."),
  picked: words("Таңдалған", "Выбрано", "Picked"),
  find: words("Нысанды іздеу", "Найти объект", "Find a site"),
  list: words("Нысандар", "Объекты", "Sites"),
  listHint: (shown: string, all: string): Words =>
    words(`көрсетілді: ${shown} / ${all}`, `показано ${shown} из ${all}`, `${shown} of ${all} shown`),
  sector: words("Сектор", "Сектор", "Sector"),
  allSectors: words("Барлық сектор", "Все секторы", "All sectors"),
  kind: words("Түрі", "Вид", "Kind"),
  look: words("Күйі", "Состояние", "State"),
  until: words("Дейін", "До", "Until"),
  assigned: words("Тапсырылған бригада", "Назначена бригада", "Assigned crew"),
  crew: words("Орындаған бригада", "Работала бригада", "Worked by"),
  nobody: words("ешкім", "никто", "nobody"),
  focal: words("Ошақ: күн сайын тазаланады", "Очаг: обрабатывается ежедневно", "Focus: cleaned daily"),
  posts: words("Бекеттер", "Посты", "Posts"),
  queueOf: (post: string, waiting: string): Words =>
    words(`${post}: кезекте ${waiting} көлік`, `${post}: в очереди ${waiting}`, `${post}: ${waiting} vehicles waiting`),
  queueUnknown: (post: string): Words => words(`${post}: кезек саналмаған`, `${post}: очередь не считали`, `${post}: queue not counted`),
  close: words("Жабу", "Закрыть", "Close"),
  none: words("Жоспар әлі енгізілмеген.", "План ещё не загружен.", "No plan has been imported yet."),
  showPosts: words("Бекеттерді көрсету", "Показать посты", "Show the posts"),
} as const;

export const planner = {
  heading: words("Тазалауды жоспарлау", "Планирование дезинфекции", "Planning of disinfection"),
  import: words("Жоспарды енгізу", "Загрузка плана", "Import a plan"),
  importLead: words(
    "Секторлар мен нысандары бар GeoJSON файлы. Алдымен тексеріледі, содан кейін ғана қолданылады.",
    "Файл GeoJSON с секторами и объектами. Сначала проверяется, применяется отдельно.",
    "A GeoJSON file of sectors and sites. It is checked first and applied only after that.",
  ),
  choose: words("GeoJSON файлын таңдау", "Выбрать файл GeoJSON", "Choose a GeoJSON file"),
  faults: {
    "too-large": words("Файл тым үлкен.", "Файл слишком большой.", "The file is too large."),
    "not-json": words("Бұл JSON емес.", "Это не JSON.", "This is not JSON."),
    "not-features": words(
      "Файлда нысандар жоқ (FeatureCollection).",
      "В файле нет объектов (FeatureCollection).",
      "The file holds no features (FeatureCollection).",
    ),
  } satisfies Record<FileFault, Words>,
  checking: words("Тексерілуде…", "Проверяется…", "Checking…"),
  applying: words("Қолданылуда…", "Применяется…", "Applying…"),
  checkedOk: words("Файл дұрыс, қолдануға болады.", "Файл в порядке, можно применить.", "The file is in order and can be applied."),
  checkedFaults: (count: number, text: string): Words =>
    words(
      `${text} қате табылды. Файлды түзетіп, қайта таңдаңыз.`,
      `${pluralRu(count, "Найдена", "Найдены", "Найдено")} ${text} ${pluralRu(count, "ошибка", "ошибки", "ошибок")}. Исправьте файл и выберите его снова.`,
      `${text} ${count === 1 ? "fault was" : "faults were"} found. Correct the file and choose it again.`,
    ),
  applied: words("Жоспар қолданылды.", "План применён.", "The plan is applied."),
  counts: (sectors: string, sites: string, changed: string): Words =>
    words(
      `Сектор: ${sectors} · нысан: ${sites} · өзгереді: ${changed}`,
      `Секторов: ${sectors} · объектов: ${sites} · изменений: ${changed}`,
      `Sectors: ${sectors} · sites: ${sites} · changes: ${changed}`,
    ),
  feature: words("Нысан №", "Объект №", "Feature no."),
  fault: words("Қате", "Ошибка", "Fault"),
  at: words("Қай жерде", "Где", "Where"),
  onlyFirst: (shown: string): Words =>
    words(`Алғашқы ${shown} қате көрсетілді.`, `Показаны первые ${shown}.`, `The first ${shown} are shown.`),
  apply: words("Қолдану", "Применить", "Apply"),
  assign: words("Бригадаға тапсыру", "Назначение бригадам", "Assign to crews"),
  assignLead: words(
    "Картадан немесе тізімнен нысандарды таңдаңыз, не бүкіл секторды беріңіз.",
    "Выберите объекты на карте или в списке, либо отдайте сектор целиком.",
    "Pick sites on the map or in the list, or give a whole sector.",
  ),
  pickedSites: (count: number, text: string): Words =>
    words(
      `Таңдалды: ${text} нысан`,
      `Выбрано: ${text} ${pluralRu(count, "объект", "объекта", "объектов")}`,
      `${text} ${count === 1 ? "site" : "sites"} picked`,
    ),
  pickedSectors: (text: string): Words => words(`бүтін сектор: ${text}`, `секторов целиком: ${text}`, `whole sectors: ${text}`),
  clear: words("Таңдауды тазалау", "Сбросить выбор", "Clear"),
  crew: words("Бригада", "Бригада", "Crew"),
  chooseCrew: words("Бригаданы таңдаңыз", "Выберите бригаду", "Choose a crew"),
  give: words("Тапсыру", "Назначить", "Assign"),
  takeBack: words("Қайтарып алу", "Снять назначение", "Take back"),
  wholeSector: words("Бүтін сектор", "Сектор целиком", "Whole sector"),
  addSector: words("Секторды қосу", "Добавить сектор", "Add the sector"),
  assigned: (count: number, text: string): Words =>
    words(
      `${text} нысан өзгерді`,
      `Изменено: ${text} ${pluralRu(count, "объект", "объекта", "объектов")}`,
      `${text} ${count === 1 ? "site" : "sites"} changed`,
    ),
  tooMany: (text: string): Words =>
    words(`Бір ретте ең көбі ${text} нысан.`, `За один раз не больше ${text} объектов.`, `At most ${text} sites at once.`),
  crews: words("Бригадалар", "Бригады", "Crews"),
  sites: words("Нысан", "Объекты", "Sites"),
  noCrews: words("Бригада әлі жоқ.", "Бригад пока нет.", "No crews yet."),
  version: (text: string): Words => words(`Жоспар нұсқасы: ${text}`, `Версия плана: ${text}`, `Plan version ${text}`),
} as const;

const importFaultNames: Readonly<Record<PlanFeatureFaultCode, Words>> = {
  "not-a-feature-collection": words("Бұл FeatureCollection емес", "Это не FeatureCollection", "Not a FeatureCollection"),
  "too-many-features": words("Нысан тым көп", "Слишком много объектов", "Too many features"),
  "crs-unsupported": words("Координаттар WGS 84 болуы керек", "Координаты должны быть в WGS 84", "Coordinates must be WGS 84"),
  "feature-invalid": words("GeoJSON нысаны емес", "Не объект GeoJSON", "Not a GeoJSON feature"),
  "property-invalid": words("Қасиет жарамсыз", "Неверное свойство", "A property is not valid"),
  "geometry-invalid": words("Геометрия жарамсыз", "Неверная геометрия", "The geometry is not valid"),
  "ring-open": words("Контур тұйықталмаған", "Контур не замкнут", "The ring is not closed"),
  "too-large": words("Нысан тым үлкен", "Объект слишком большой", "The feature is too large"),
  "code-repeated": words("Код қайталанған", "Код повторяется", "The code is repeated"),
  "sector-unknown": words("Мұндай сектор жоқ", "Такого сектора нет", "There is no such sector"),
  "outside-sector": words("Өз секторынан тыс", "Вне своего сектора", "Outside its sector"),
};
/** A newer central may know more faults: such a code is shown as it is. */
export const importFaultName = (code: string): Words =>
  Object.entries(importFaultNames).find(([known]) => known === code)?.[1] ?? words(code, code, code);
