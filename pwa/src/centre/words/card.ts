import type { cardWarnings } from "@beket/api";
import { words, type Words } from "../../i18n/index.ts";
import type { CardNumber } from "../model/card.ts";

export const card = {
  heading: words("Тәуліктік карта", "Суточная карта", "Daily card"),
  lead: words(
    "Қаланың бір күндік саны. Ескертулер сақтауға кедергі емес.",
    "Числа города за сутки. Предупреждения не мешают сохранить.",
    "The city's numbers of one day. Warnings never stop the saving.",
  ),
  date: words("Күні", "Дата", "Date"),
  people: words("Науқастар", "Заболевшие", "Cases"),
  contacts: words("Байланыста болғандар", "Контакты", "Contacts"),
  beds: words("Төсектер", "Койки", "Beds"),
  vehicles: words("Көлік", "Транспорт", "Vehicles"),
  laboratories: words("Зертханалар", "Лаборатории", "Laboratories"),
  outbreaks: words("Ошақтар", "Очаги", "Outbreaks"),
  note: words("Ескертпе", "Примечание", "Note"),
  counted: (text: string): Words => words(`жүйе санағаны: ${text}`, `посчитала система: ${text}`, `the system counted ${text}`),
  laboratory: words("Зертхана коды", "Код лаборатории", "Laboratory's code"),
  capacity: words("Қуаты", "Мощность", "Capacity"),
  tested: words("Зерттелді", "Исследовано", "Tested"),
  positive: words("Оң", "Положительных", "Positive"),
  place: words("Орны", "Место", "Place"),
  cases: words("Жағдай", "Случаев", "Cases"),
  addLaboratory: words("Зертхана қосу", "Добавить лабораторию", "Add a laboratory"),
  addOutbreak: words("Ошақ қосу", "Добавить очаг", "Add an outbreak"),
  remove: words("Алып тастау", "Убрать", "Remove"),
  wrong: words("Бүтін сан жазыңыз.", "Введите целое число.", "Write a whole number."),
  wrongCode: words("Латын әріптері, сан, сызықша.", "Латинские буквы, цифры, дефис.", "Latin letters, digits, hyphen."),
  save: words("Сақтау", "Сохранить", "Save"),
  saveAgain: words("Түзетуді сақтау", "Сохранить исправление", "Save the correction"),
  saved: (time: string, by: string): Words => words(`Сақталды: ${time}, ${by}`, `Сохранено: ${time}, ${by}`, `Saved ${time} by ${by}`),
  notSaved: words("Бұл күннің картасы әлі жоқ.", "Карты за этот день ещё нет.", "There is no card of this day yet."),
  mend: words("Белгіленген өрістерді түзетіңіз.", "Исправьте отмеченные поля.", "Correct the marked fields."),
  lastDays: words("Соңғы күндер", "Последние дни", "Last days"),
  chart: words("Зерттеулер мен қуат", "Исследования и мощность", "Tests and capacity"),
  chartSummary: (days: string, over: string): Words =>
    words(
      `${days} күн; қуаттан артық болғаны: ${over}.`,
      `Дней: ${days}; сверх мощности: ${over}.`,
      `${days} days; over capacity on ${over}.`,
    ),
  within: words("Зерттелді", "Исследовано", "Tested"),
  warnings: words("Назар аударыңыз", "Обратите внимание", "Please note"),
} as const;

export const numberNames: Readonly<Record<CardNumber, Words>> = {
  newCases: words("Жаңа жағдай", "Новые случаи", "New cases"),
  recovered: words("Сауыққан", "Выздоровели", "Recovered"),
  deaths: words("Қайтыс болған", "Умерли", "Died"),
  examined: words("Тексерілді", "Обследованы", "Examined"),
  "contacts.found": words("Анықталды", "Выявлены", "Found"),
  "contacts.isolated": words("Оқшауланды", "Изолированы", "Isolated"),
  "beds.total": words("Барлығы", "Всего", "In all"),
  "beds.occupied": words("Бос емес", "Занято", "Occupied"),
  "beds.intensive": words("Реанимацияда", "В реанимации", "Intensive care"),
  "beds.ventilators": words("ӨЖЖ аппаратында", "На ИВЛ", "On ventilators"),
  "vehicles.in": words("Кірген көлік", "Въехало машин", "Vehicles in"),
  "vehicles.out": words("Шыққан көлік", "Выехало машин", "Vehicles out"),
};

export const warningNames: Readonly<Record<(typeof cardWarnings)[number], Words>> = {
  "tested-over-capacity": words("Зерттелгені қуаттан артық", "Исследовано больше мощности", "Tested over capacity"),
  "positive-over-tested": words("Оң нәтиже зерттелгеннен көп", "Положительных больше, чем исследовано", "More positive than tested"),
  "beds-over-total": words("Бос емес төсек барлығынан көп", "Занято коек больше, чем есть", "More beds occupied than there are"),
  "vehicles-differ-from-counted": words(
    "Көлік саны жүйе санағанымен сәйкес емес",
    "Число машин не сходится с посчитанным системой",
    "Vehicles differ from what the system counted",
  ),
  "isolated-over-found": words("Оқшауланғаны анықталғаннан көп", "Изолировано больше, чем выявлено", "More contacts isolated than found"),
};
