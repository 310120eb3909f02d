import type { Site } from "@beket/domain";
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
  listHint: (shown: string, all: string): Words =>
    words(`${all} нысанның ${shown}-і көрсетілді`, `показано ${shown} из ${all}`, `${shown} of ${all} shown`),
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
  choose: words("GeoJSON файлы", "Файл GeoJSON", "GeoJSON file"),
  faults: {
    "too-large": words("Файл тым үлкен.", "Файл слишком большой.", "The file is too large."),
    "not-json": words("Бұл JSON емес.", "Это не JSON.", "This is not JSON."),
    "not-features": words(
      "Файлда нысандар жоқ (FeatureCollection).",
      "В файле нет объектов (FeatureCollection).",
      "The file holds no features (FeatureCollection).",
    ),
  } satisfies Record<FileFault, Words>,
  steps: words("Енгізу қадамдары", "Шаги загрузки", "Steps of the import"),
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
  other: words("Басқа файл", "Другой файл", "Another file"),
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

/** Codes of import faults that this page has a sentence for; another is shown as it is. */
export const importFaultNames: Readonly<Record<string, Words>> = {
  "not-a-feature": words("GeoJSON нысаны емес", "Не объект GeoJSON", "Not a GeoJSON feature"),
  "kind-unknown": words(
    "«beket» қасиеті sector не site болуы керек",
    "Свойство beket должно быть sector или site",
    "The property beket must be sector or site",
  ),
  "sector-unknown": words("Мұндай сектор жоқ", "Такого сектора нет", "There is no such sector"),
  "code-repeated": words("Код қайталанған", "Код повторяется", "The code is repeated"),
  "geometry-invalid": words("Геометрия жарамсыз", "Неверная геометрия", "The geometry is not valid"),
  "property-invalid": words("Қасиет жарамсыз", "Неверное свойство", "A property is not valid"),
};
