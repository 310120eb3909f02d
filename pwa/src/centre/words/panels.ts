import type { PanelName } from "@beket/api";
import { words, type Words } from "../../i18n/index.ts";
import { siteLookNames } from "../../map/looks.ts";

export const panelNames: Readonly<Record<PanelName, Words>> = {
  flow: words("Бекеттердегі қозғалыс", "Движение на постах", "Flow at the posts"),
  hours: words("Сағаттар бойынша тексерістер", "Проверки по часам", "Checks by hour"),
  reasons: words("Бас тарту мен бағыттау себептері", "Причины отказов и направлений", "Why people were refused or referred"),
  referrals: words("Ашық бағыттаулар", "Открытые направления", "Open referrals"),
  queue: words("Кезек", "Очередь", "Queue"),
  tests: words("Экспресс-тестілер", "Экспресс-тесты", "Rapid tests"),
  holds: words("Тоқтату белгілері", "Стоп-отметки", "Holds"),
  sites: words("Тазалау нысандары", "Объекты дезинфекции", "Sites"),
  nodes: words("Түйіндер", "Узлы", "Nodes"),
  "daily-card": words("Тәуліктік карталар", "Суточные карты", "Daily cards"),
};

export const columnNames: Readonly<Record<string, Words>> = {
  post: words("Бекет", "Пост", "Post"),
  ledger: words("Тізілім", "Реестр", "Ledger"),
  lookups: words("Тексеріс", "Проверки", "Checks"),
  allow: words("Рұқсат", "Разрешено", "Allow"),
  refer: words("Тексеруге", "На проверку", "Refer"),
  deny: words("Тыйым", "Отказ", "Deny"),
  "passages-in": words("Кірді", "Въехали", "In"),
  "passages-out": words("Шықты", "Выехали", "Out"),
  passages: words("Өтті", "Проезды", "Passages"),
  refusals: words("Бас тарту", "Отказы", "Refusals"),
  referrals: words("Бағыттау", "Направления", "Referrals"),
  "seconds-per-car": words("Бір көлікке", "На машину", "A car"),
  hour: words("Сағат", "Час", "Hour"),
  reason: words("Себеп", "Причина", "Reason"),
  number: words("Нөмір", "Номер", "Number"),
  lane: words("Жолақ", "Полоса", "Lane"),
  state: words("Күйі", "Состояние", "State"),
  "opened-at": words("Ашылды", "Открыто", "Opened"),
  age: words("Жасы", "Возраст", "Age"),
  "vehicles-waiting": words("Күтіп тұр", "Ждут", "Waiting"),
  "counted-at": words("Саналды", "Посчитано", "Counted"),
  country: words("Қайдан", "Откуда", "From"),
  arrivals: words("Келді", "Прибыли", "Arrived"),
  selected: words("Іріктелді", "Отобраны", "Selected"),
  tested: words("Тест жасалды", "Протестированы", "Tested"),
  negative: words("Теріс", "Отрицательно", "Negative"),
  "positive-acute": words("Оң, жедел", "Положительно, острый", "Positive, acute"),
  "positive-past": words("Оң, бұрынғы", "Положительно, давний", "Positive, past"),
  invalid: words("Жарамсыз", "Недействительно", "Invalid"),
  pending: words("Күтілуде", "Ожидается", "Pending"),
  holds: words("Саны", "Количество", "Count"),
  "oldest-at": words("Ең ескісі", "Самая старая", "Oldest"),
  "pcr-overdue": words("ПТР кешікті", "ПЦР просрочен", "PCR overdue"),
  source: words("Түйін", "Узел", "Node"),
  present: words("Байланыста", "На связи", "Connected"),
  "last-heard-at": words("Соңғы хабар", "Последняя весть", "Last heard"),
  lag: words("Кешігу", "Задержка", "Lag"),
  events: words("Оқиға", "События", "Events"),
  sector: words("Сектор", "Сектор", "Sector"),
  name: words("Атауы", "Название", "Name"),
  sites: words("Нысан", "Объекты", "Sites"),
  ...siteLookNames,
  date: words("Күні", "Дата", "Date"),
  laboratory: words("Зертхана", "Лаборатория", "Laboratory"),
  capacity: words("Қуаты", "Мощность", "Capacity"),
  positive: words("Оң", "Положительно", "Positive"),
  "over-capacity": words("Қуаттан артық", "Сверх мощности", "Over capacity"),
};

/** Codes of states that stand in cells. */
export const codeNames: Readonly<Record<string, Words>> = {
  opened: words("ашық", "открыто", "open"),
  taken: words("қаралуда", "рассматривается", "being decided"),
  resolved: words("шешілді", "решено", "resolved"),
  provisional: words("алдын ала", "предварительная", "provisional"),
  confirmed: words("расталған", "подтверждена", "confirmed"),
  contested: words("дауланған", "оспорена", "contested"),
  released: words("алынған", "снята", "released"),
  expired: words("мерзімі өткен", "истекла", "expired"),
};

/** Lanes, desks and crews are numbered alike everywhere; their codes say it: `lane-2`. */
export function numberedName(code: string): Words | undefined {
  const [, kind = "", digits = ""] = /^(lane|desk|crew)-([0-9]{1,4})$/.exec(code) ?? [];
  switch (kind) {
    case "lane":
      return words(`${digits}-жолақ`, `Полоса ${digits}`, `Lane ${digits}`);
    case "desk":
      return words(`${digits}-үстел`, `Стол ${digits}`, `Desk ${digits}`);
    case "crew":
      return words(`${digits}-бригада`, `Бригада ${digits}`, `Crew ${digits}`);
    default:
      return undefined;
  }
}

export const ledgerShort: Readonly<Record<string, Words>> = {
  city: words("қала", "город", "city"),
  roadblock: words("блокбекет", "блокпост", "roadblock"),
};

export const overview = {
  heading: words("Қала қазір", "Город сейчас", "The city now"),
  lookups: words("Тексеріс", "Проверки", "Checks"),
  verdicts: (allow: string, refer: string, deny: string): Words =>
    words(
      `рұқсат ${allow} · тексеруге ${refer} · тыйым ${deny}`,
      `разрешено ${allow} · на проверку ${refer} · отказ ${deny}`,
      `allow ${allow} · refer ${refer} · deny ${deny}`,
    ),
  passages: words("Өту", "Проезды", "Passages"),
  inOut: (into: string, out: string): Words =>
    words(`кірді ${into} · шықты ${out}`, `въезд ${into} · выезд ${out}`, `in ${into} · out ${out}`),
  refusals: words("Бас тарту", "Отказы", "Refusals"),
  ofLookups: (share: string): Words => words(`тексерістің ${share}`, `${share} проверок`, `${share} of checks`),
  referrals: words("Ашық бағыттау", "Открытые направления", "Open referrals"),
  oldest: (age: string): Words => words(`ең ескісі ${age}`, `самому старому ${age}`, `the oldest: ${age}`),
  noneOpen: words("бәрі шешілді", "все решены", "all resolved"),
  waiting: words("Кезектегі көлік", "Машин в очереди", "Vehicles waiting"),
  longest: (post: string, count: string): Words =>
    words(`ең ұзағы: ${post}, ${count}`, `больше всего: ${post}, ${count}`, `most at ${post}: ${count}`),
  noQueue: words("әлі саналған жоқ", "пока не считали", "not counted yet"),
  tests: words("Экспресс-тест", "Экспресс-тесты", "Rapid tests"),
  positives: (count: string, share: string): Words =>
    words(`оң ${count} · ${share}`, `положительных ${count} · ${share}`, `positive ${count} · ${share}`),
  holds: words("Тоқтату белгілері", "Стоп-отметки", "Holds"),
  holdStates: (provisional: string, confirmed: string, contested: string): Words =>
    words(
      `алдын ала ${provisional} · расталған ${confirmed} · дауланған ${contested}`,
      `предв. ${provisional} · подтв. ${confirmed} · оспорено ${contested}`,
      `provisional ${provisional} · confirmed ${confirmed} · contested ${contested}`,
    ),
  overdue: (count: string): Words => words(`ПТР кешікті: ${count}`, `ПЦР просрочен: ${count}`, `PCR overdue: ${count}`),
  clean: words("Таза нысандар", "Чистые объекты", "Clean sites"),
  ofSites: (clean: string, all: string): Words => words(`${clean} / ${all} нысан`, `${clean} из ${all}`, `${clean} of ${all}`),
  noSites: words("жоспар енгізілмеген", "план не загружен", "no plan yet"),
  hours: words("Сағаттар бойынша шешімдер", "Решения по часам", "Verdicts by hour"),
  hoursSummary: (total: string, hour: string, count: string): Words =>
    words(
      `Барлығы ${total} шешім. Ең көп өткен уақыт: ${hour}, ${count} өту.`,
      `Всего решений: ${total}. Больше всего проездов: ${hour}, ${count}.`,
      `${total} verdicts in all. Busiest: ${hour} with ${count} passages.`,
    ),
  reasons: words("Себептер", "Причины", "Reasons"),
  reasonsSummary: (top: string, count: string): Words =>
    words(`Ең жиісі: ${top} ${count}`, `Чаще всего: ${top} ${count}`, `Most frequent: ${top} ${count}`),
  queue: words("Бекеттегі кезек", "Очередь по постам", "Queue by post"),
  queueSummary: (all: string, post: string, count: string): Words =>
    words(
      `Барлығы ${all} көлік. Ең ұзағы: ${post}, ${count}.`,
      `Всего машин: ${all}. Больше всего: ${post}, ${count}.`,
      `${all} vehicles in all. Most at ${post}: ${count}.`,
    ),
  perCar: (time: string): Words => words(`бір көлікке ${time}`, `${time} на машину`, `${time} a car`),
  testsBy: words("Елдер бойынша тест", "Тесты по странам", "Tests by country"),
  testsByPost: words("Бекеттер бойынша тест", "Тесты по постам", "Tests by post"),
  testsSummary: (tested: string, positive: string): Words =>
    words(
      `Тест жасалды ${tested}, оң ${positive}.`,
      `Протестировано ${tested}, положительных ${positive}.`,
      `${tested} tested, ${positive} positive.`,
    ),
  sitesBy: words("Нысандардың күйі", "Состояние объектов", "Sites by state"),
  sitesSummary: (share: string, all: string): Words =>
    words(`${all} нысанның ${share} таза.`, `Чисты ${share} из ${all} объектов.`, `${share} of ${all} sites are clean.`),
  cleanUnder: words("таза", "чисто", "clean"),
  nothing: words("Бұл аралықта ештеңе болмаған.", "За это время ничего не было.", "Nothing in this period."),
} as const;

export const screens = {
  line: words("Бекеттер", "Посты", "Posts"),
  border: words("Шекара және тест", "Граница и тесты", "Border and tests"),
  nodes: words("Түйіндер және байланыс", "Узлы и связь", "Nodes and their links"),
  nodesHere: (present: string, never: string): Words =>
    words(
      `байланыста ${present} · әлі қосылмаған ${never}`,
      `на связи ${present} · ещё не подключались ${never}`,
      `${present} connected · ${never} not connected yet`,
    ),
  nodesAway: words("Байланыс үзілген", "Связь потеряна", "Link lost"),
  nodesLag: words("Ең үлкен кешігу", "Наибольшая задержка", "Largest lag"),
  nodesEvents: words("Сақталған оқиға", "Событий принято", "Events held"),
  allHere: words("бәрі байланыста", "все на связи", "all connected"),
} as const;
