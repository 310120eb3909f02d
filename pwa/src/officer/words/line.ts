import type { PlateKind, StopSubject } from "@beket/domain";
import { pluralRu, type Words, words } from "../../i18n/index.ts";
import type { Tab } from "../compose/stop-draft.ts";

/** Words of signing in and of putting a stop together. */
export const lineWords = {
  appName: words("Бекет", "Бекет", "Beket"),
  tabs: {
    plate: words("Нөмір", "Номер", "Plate"),
    iin: words("ЖСН", "ИИН", "IIN"),
    document: words("Құжат", "Документ", "Document"),
    category: words("Санат", "Категория", "Category"),
  } satisfies Record<Tab, Words>,
  whatToEnter: words("Не енгізіледі", "Что вводим", "What to enter"),
  roles: {
    driver: words("Жүргізуші", "Водитель", "Driver"),
    passenger: words("Жолаушы", "Пассажир", "Passenger"),
    vehicle: words("Көлік", "Автомобиль", "Vehicle"),
    trailer: words("Тіркеме", "Прицеп", "Trailer"),
  } satisfies Record<StopSubject["role"], Words>,
  person: words("Адам", "Человек", "Person"),
  add: (role: string): Words => words(`+ ${role}`, `+ ${role}`, `+ ${role}`),
  remove: (what: string): Words => words(`Алып тастау: ${what}`, `Убрать: ${what}`, `Remove: ${what}`),
  clearAll: words("Тазарту", "Очистить", "Clear"),
  scan: words("Сканерлеу", "Сканировать", "Scan"),
  check: words("Тексеру", "Проверить", "Check"),
  checking: words("Тексерілуде…", "Проверяем…", "Checking…"),
  country: words("Ел", "Страна", "Country"),
  otherCountry: words("Басқа ел", "Другая страна", "Other country"),
  stop: words("Аялдама", "Остановка", "This stop"),
  characters: (typed: number, expected: number | null): Words =>
    expected === null
      ? words(
          `${typed} таңба`,
          `${typed} ${pluralRu(typed, "знак", "знака", "знаков")}`,
          `${typed} ${typed === 1 ? "character" : "characters"}`,
        )
      : words(`${expected} ішінен ${typed}`, `${typed} из ${expected}`, `${typed} of ${expected}`),
  ignored: words("Бұл таңба мұнда болмайды", "Такого знака здесь не бывает", "That character cannot stand here"),
  readAs: (text: string): Words => words(`${text} деп оқылды`, `Прочитано как ${text}`, `Read as ${text}`),
  born: (date: string): Words => words(`Туған күні: ${date}`, `Дата рождения: ${date}`, `Born ${date}`),
  sexes: {
    male: words("ер", "муж.", "male"),
    female: words("әйел", "жен.", "female"),
    unknown: words("құжатты тексеріңіз", "проверьте документ", "verify the document"),
  },
  plateKinds: {
    "private-2012": words("Жеке көлік", "Частный автомобиль", "Private car"),
    "organisation-2012": words("Ұйым көлігі", "Автомобиль организации", "Organisation's vehicle"),
    "foreign-owner": words("Шетелдік иесі бар көлік", "Владелец — иностранец", "Foreign owner"),
    "private-1993": words("Жеке көлік, 1993 ж. үлгісі", "Частный, образца 1993 г.", "Private, 1993 type"),
    "organisation-1993": words("Ұйым көлігі, 1993 ж. үлгісі", "Организации, образца 1993 г.", "Organisation's, 1993 type"),
    trailer: words("Тіркеме", "Прицеп", "Trailer"),
    motorcycle: words("Мотоцикл", "Мотоцикл", "Motorcycle"),
    police: words("Полиция көлігі", "Полицейский автомобиль", "Police vehicle"),
    diplomatic: words("Дипломатиялық көлік", "Дипломатический автомобиль", "Diplomatic vehicle"),
    army: words("Әскери көлік", "Военный автомобиль", "Army vehicle"),
    border: words("Шекара қызметі көлігі", "Автомобиль погранслужбы", "Border service vehicle"),
    foreign: words("Шетелдік нөмір", "Иностранный номер", "Foreign plate"),
  } satisfies Record<PlateKind, Words>,
  region: (code: string): Words => words(`өңір ${code}`, `регион ${code}`, `region ${code}`),
  documentReady: words("Құжат нөмірі дайын", "Номер документа готов", "Document number ready"),
  start: words("Нөмірді енгізіңіз немесе сканерлеңіз", "Введите номер или отсканируйте", "Type a number or scan"),
  needsSubject: words("Енді көлік нөмірін немесе ЖСН енгізіңіз", "Теперь введите номер машины или ИИН", "Now enter the plate or the IIN"),
  categoryTitle: words("Қай санатпен өтеді?", "По какой категории едет?", "Which category is claimed?"),
  documentTitle: words("Қандай құжат көрсетілді?", "Какой документ показан?", "Which document was shown?"),
  noDocument: words("Құжат көрсетілмеді", "Документа нет", "No document shown"),
  noCategories: words("Бұл бекетте санаттар белгіленбеген", "На этом посту категорий нет", "No categories are in force at this post"),
  onSight: words("құжат бойынша өтеді", "пропуск по документу", "passes on sight of the document"),
  byReferral: words("ауысым басшысы шешеді", "решает старший смены", "the supervisor decides"),
  noSuchCategory: words("Санатсыз", "Без категории", "No category"),
  laneStrip: words("Камера көрген көліктер", "Машины с камеры", "Cars seen by the camera"),
  repeat: words("Жаңа өткендер", "Недавно прошли", "Just passed"),
} as const;
