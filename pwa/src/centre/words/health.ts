import type { HoldView } from "@beket/api";
import type { followUps, HoldAction, HoldState, TestPlace, TestResult } from "@beket/domain";
import { words, type Words } from "../../i18n/index.ts";

export const stateNames: Readonly<Record<HoldState, Words>> = {
  provisional: words("Алдын ала", "Предварительная", "Provisional"),
  confirmed: words("Расталған", "Подтверждённая", "Confirmed"),
  contested: words("Дауланған", "Оспоренная", "Contested"),
  released: words("Алынған", "Снятая", "Released"),
  expired: words("Мерзімі өткен", "Истёкшая", "Expired"),
};
export const actionNames: Readonly<Record<HoldAction, Words>> = {
  confirm: words("Растау", "Подтвердить", "Confirm"),
  release: words("Алып тастау", "Снять", "Release"),
  contest: words("Даулау", "Оспорить", "Contest"),
};
export const actionExplained: Readonly<Record<HoldAction, Words>> = {
  confirm: words(
    "Белгі барлық бекетте расталған болып көрінеді. Бекеттер себебін білмейді.",
    "Отметка станет подтверждённой на всех постах. Причину посты не узнают.",
    "Every post will see a confirmed hold. No post learns why.",
  ),
  release: words(
    "Белгі барлық бекеттен бірнеше секундта алынады.",
    "Отметка будет снята на всех постах за несколько секунд.",
    "The hold is taken off every post within seconds.",
  ),
  contest: words(
    "Белгі қайта қаралғанша күшінде қалады, бірақ дауланған деп жазылады.",
    "До пересмотра отметка остаётся в силе, но помечается как оспоренная.",
    "The hold stays in force until it is reviewed, and is marked as contested.",
  ),
};
export const causeNames: Readonly<Record<HoldView["history"][number]["cause"], Words>> = {
  "rapid-positive": words("экспресс-тест оң", "экспресс-тест положительный", "rapid test positive"),
  "pcr-negative": words("ПТР теріс", "ПЦР отрицательный", "PCR negative"),
  "pcr-positive": words("ПТР оң", "ПЦР положительный", "PCR positive"),
  "pcr-invalid": words("ПТР жарамсыз", "ПЦР недействителен", "PCR invalid"),
  "health-officer": words("санитариялық дәрігердің шешімі", "решение санитарного врача", "health officer's decision"),
  contested: words("дауланды", "оспорено", "contested"),
  "time-over": words("мерзімі бітті", "срок истёк", "its time is over"),
};
export const placeNames: Readonly<Record<TestPlace, Words>> = {
  border: words("шекара бекеті", "пост на границе", "border post"),
  ambulance: words("жедел жәрдем", "скорая помощь", "ambulance"),
  "medical-organisation": words("медициналық ұйым", "медицинская организация", "medical organisation"),
  "military-hospital": words("әскери госпиталь", "военный госпиталь", "military hospital"),
  "mobile-point": words("жылжымалы пункт", "мобильный пункт", "mobile point"),
};
export const resultNames: Readonly<Record<TestResult | "positive", Words>> = {
  negative: words("Теріс", "Отрицательный", "Negative"),
  positive: words("Оң", "Положительный", "Positive"),
  "positive-acute": words("Оң, жедел", "Положительный, острый", "Positive, acute"),
  "positive-past": words("Оң, бұрынғы", "Положительный, давний", "Positive, past"),
  invalid: words("Жарамсыз", "Недействительный", "Invalid"),
};
export const followUpNames: Readonly<Record<(typeof followUps)[number], Words>> = {
  isolated: words("оқшауланды", "изолирован", "isolated"),
  "mobile-team-called": words("мобильді топ шақырылды", "вызвана мобильная бригада", "mobile team called"),
  "to-hospital": words("ауруханаға жіберілді", "направлен в больницу", "sent to hospital"),
  "home-quarantine": words("үй карантині", "домашний карантин", "home quarantine"),
  released: words("босатылды", "отпущен", "released"),
  "contact-traced": words("байланыста болғандар анықталды", "контакты установлены", "contacts traced"),
};

export const holds = {
  heading: words("Тоқтату белгілері", "Стоп-отметки", "Holds"),
  lead: words(
    "Тізімде ешкімнің аты жоқ. Адамның деректері себеп көрсетілгенде ғана ашылады және жазылады.",
    "В списке нет имён. Данные человека открываются только с указанием причины, и это записывается.",
    "The list names nobody. A person's data open only with a reason, and that is recorded.",
  ),
  filter: words("Күйі", "Состояние", "State"),
  open: words("Ашық", "Открытые", "Open"),
  number: words("Нөмір", "Номер", "Number"),
  state: words("Күйі", "Состояние", "State"),
  age: words("Ашылғаны", "Открыта", "Opened"),
  pcr: words("ПТР", "ПЦР", "PCR"),
  where: words("Қайда", "Где", "Where"),
  contacts: words("Байланыс", "Контакты", "Contacts"),
  until: words("Мерзімі", "До", "Until"),
  details: words("Ашу", "Открыть", "Open"),
  none: words("Мұндай белгі жоқ.", "Таких отметок нет.", "No such holds."),
  more: words(
    "Тізім толық емес: соңғы 500 белгі көрсетілді.",
    "Показаны только последние 500 отметок.",
    "Only the newest 500 holds are shown.",
  ),
  noPcr: words("тапсырыс жоқ", "не заказан", "not ordered"),
  left: (time: string): Words => words(`${time} қалды`, `осталось ${time}`, `${time} left`),
  over: (time: string): Words => words(`${time} кешікті`, `просрочен на ${time}`, `${time} overdue`),
  published: words("Бекеттерге жетті", "Отправлена постам", "Sent to the posts"),
  instruction: words("Бекетке нұсқау", "Указание посту", "Instruction to posts"),
  opened: words("Ашылды", "Открыта", "Opened"),
  history: words("Тарихы", "История", "History"),
  act: words("Шешім", "Решение", "Decision"),
  closed: words("Бұл белгі жабылған.", "Эта отметка закрыта.", "This hold is closed."),
  reason: words("Себебі", "Причина", "Reason"),
  reasonHint: words(
    "Кемінде 3 таңба. Аудитте қалады.",
    "Не короче 3 знаков. Останется в аудите.",
    "At least 3 characters. It stays in the audit.",
  ),
  reasonWrong: words("Себебін жазыңыз: 3–500 таңба.", "Напишите причину: от 3 до 500 знаков.", "Write a reason of 3 to 500 characters."),
  sure: (action: string, number: string): Words =>
    words(`${number}: «${action}» әрекетін орындайсыз ба?`, `${number}: «${action}»?`, `${number}: ${action.toLowerCase()}?`),
  yes: words("Иә, орындау", "Да, выполнить", "Yes, do it"),
  done: words("Орындалды", "Выполнено", "Done"),
  unsure: words(
    "Жауап келмеді. Қайта басыңыз: бір рет қана есептеледі.",
    "Ответа не было. Нажмите ещё раз: учтено будет один раз.",
    "No answer came. Press again: it counts only once.",
  ),
} as const;

export const person = {
  open: words("Адамды ашу", "Открыть человека", "Open the person"),
  audited: words(
    "Кім, қашан және қандай себеппен ашқаны аудитке жазылады.",
    "Кто, когда и по какой причине открыл, записывается в аудит.",
    "Who opens it, when and why is written to the audit.",
  ),
  title: words("Адам", "Человек", "Person"),
  name: words("Аты-жөні", "Имя", "Name"),
  birth: words("Туған күні", "Дата рождения", "Date of birth"),
  sex: words("Жынысы", "Пол", "Sex"),
  sexes: {
    male: words("ер", "мужской", "male"),
    female: words("әйел", "женский", "female"),
    unknown: words("белгісіз", "неизвестен", "unknown"),
  },
  citizenship: words("Азаматтығы", "Гражданство", "Citizenship"),
  from: words("Қайдан келді", "Откуда прибыл", "Arrived from"),
  identifiers: words("Құжаттары", "Идентификаторы", "Identifiers"),
  address: words("Баратын мекенжайы", "Адрес следования", "Onward address"),
  phone: words("Телефон", "Телефон", "Phone"),
  seat: words("Орын", "Место", "Seat"),
  post: words("Бекет", "Пост", "Post"),
  consent: words("Келісім", "Согласие", "Consent"),
  consents: {
    given: words("берілді", "дано", "given"),
    "given-by-guardian": words("қамқоршы берді", "дано опекуном", "given by a guardian"),
    refused: words("бас тартты", "отказ", "refused"),
    "not-asked": words("сұралмады", "не спрашивали", "not asked"),
  },
  tests: words("Тесттер", "Тесты", "Tests"),
  test: words("Тест", "Тест", "Test"),
  result: words("Нәтиже", "Результат", "Result"),
  taken: words("Уақыты", "Время", "Time"),
  waiting: words("күтілуде", "ожидается", "waiting"),
  followUps: words("Қабылданған шаралар", "Принятые меры", "What was done"),
  contacts: words("Бірге келгендер", "Прибыли вместе", "Came together"),
  companion: words("серік", "спутник", "companion"),
  none: words("жоқ", "нет", "none"),
  close: words("Деректерді жабу", "Закрыть данные", "Close the data"),
} as const;

export const exporting = {
  button: words("Экспорт", "Экспорт", "Export"),
  heading: words("Деректерді экспорттау", "Экспорт данных", "Export data"),
  lead: words(
    "Файлда адамдардың деректері бар. Себебі аудитке жазылады.",
    "В файле есть данные людей. Причина записывается в аудит.",
    "The file holds people's data. The reason is written to the audit.",
  ),
  format: words("Пішім", "Формат", "Format"),
  formats: { fhir: words("FHIR R4 (JSON)", "FHIR R4 (JSON)", "FHIR R4 (JSON)"), csv: words("CSV", "CSV", "CSV") },
  from: words("Күнінен", "С даты", "From"),
  to: words("Күніне дейін", "По дату", "To"),
  days: words("Күндерді дұрыс таңдаңыз.", "Выберите даты правильно.", "Choose the days in order."),
  go: words("Файлды алу", "Получить файл", "Get the file"),
  done: (name: string): Words => words(`Файл алынды: ${name}`, `Файл получен: ${name}`, `File received: ${name}`),
} as const;

export const audit = {
  heading: words("Кім не ашты", "Кто что открывал", "Who opened what"),
  lead: words(
    "Адам деректерінің әр ашылуы мен экспорты.",
    "Каждое открытие данных человека и каждый экспорт.",
    "Every opening of a person's data and every export.",
  ),
  at: words("Уақыты", "Время", "Time"),
  by: words("Кім", "Кто", "Who"),
  act: words("Әрекет", "Действие", "Act"),
  about: words("Жазба", "Запись", "Record"),
  reason: words("Себебі", "Причина", "Reason"),
  find: words("Іздеу: кім немесе себеп", "Поиск: кто или причина", "Find: who or why"),
  none: words("Жазба жоқ.", "Записей нет.", "No entries."),
} as const;

export const laboratory = {
  heading: words("ПТР тапсырыстары", "Заказы ПЦР", "PCR orders"),
  lead: words(
    "Тек пробирка коды мен уақыт: адам туралы дерек жоқ.",
    "Только код пробирки и время: данных о человеке нет.",
    "A tube's code and a clock only: nothing about the person.",
  ),
  specimen: words("Пробирка коды", "Код пробирки", "Code of the tube"),
  specimenHint: words("Сканерлеңіз немесе теріңіз", "Отсканируйте или введите", "Scan it or type it"),
  unknown: words(
    "Мұндай тапсырыс жоқ. Кодты қайта оқыңыз.",
    "Такого заказа нет. Прочитайте код ещё раз.",
    "There is no such order. Read the code again.",
  ),
  already: (result: string): Words =>
    words(`Нәтиже енгізілген: ${result}.`, `Результат уже внесён: ${result}.`, `It has a result already: ${result}.`),
  found: (post: string): Words => words(`Табылды: ${post}`, `Найден: ${post}`, `Found: ${post}`),
  result: words("Нәтиже", "Результат", "Result"),
  choose: words("Нәтижені таңдаңыз.", "Выберите результат.", "Choose the result."),
  save: words("Нәтижені енгізу", "Внести результат", "Enter the result"),
  saved: (specimen: string, result: string): Words => words(`${specimen}: ${result}`, `${specimen}: ${result}`, `${specimen}: ${result}`),
  due: words("Мерзімі", "Срок", "Due"),
  ordered: words("Тапсырылды", "Заказан", "Ordered"),
  where: words("Бекет", "Пост", "Post"),
  lab: words("Зертхана", "Лаборатория", "Laboratory"),
  filter: words("Тапсырыстар", "Заказы", "Orders"),
  open: words("Күтілуде", "Ожидаются", "Waiting"),
  all: words("Бәрі", "Все", "All"),
  overdue: words("Кешіккен", "Просрочено", "Overdue"),
  soon: words("Бір сағат ішінде", "В течение часа", "Within an hour"),
  none: words("Күтіп тұрған тапсырыс жоқ.", "Ожидающих заказов нет.", "No orders are waiting."),
} as const;

/** Acts of the audit that have words; a newer one is shown by its code. */
export const auditActs: Readonly<Record<string, Words>> = {
  "person-open": words("адам ашылды", "открыт человек", "person opened"),
  "export-fhir": words("FHIR экспорты", "экспорт FHIR", "FHIR export"),
  "export-csv": words("CSV экспорты", "экспорт CSV", "CSV export"),
  "hold-confirm": words("белгі расталды", "отметка подтверждена", "hold confirmed"),
  "hold-release": words("белгі алынды", "отметка снята", "hold released"),
  "hold-contest": words("белгі дауланды", "отметка оспорена", "hold contested"),
  "pcr-negative": words("ПТР теріс деп енгізілді", "внесён отрицательный ПЦР", "PCR negative entered"),
  "pcr-positive": words("ПТР оң деп енгізілді", "внесён положительный ПЦР", "PCR positive entered"),
  "pcr-invalid": words("ПТР жарамсыз деп енгізілді", "внесён недействительный ПЦР", "PCR invalid entered"),
};
