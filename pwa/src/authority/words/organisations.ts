import type { ImportState } from "@beket/api";
import { tableFaultCodes, tableFaultWords } from "@beket/tables";
import { words, type Words } from "../../i18n/index.ts";

export const organisationWords = {
  title: words("Ұйымдар", "Организации", "Organisations"),
  lead: words(
    "Салық органының базасы және онда әлі жоқ ұйымдар.",
    "База налогового органа и организации, которых в ней ещё нет.",
    "The tax authority's base, and organisations that it does not have yet.",
  ),
  sections: words("Бөлім", "Раздел", "Section"),
  base: words("База", "База", "Base"),
  pending: words("Қарауда", "На проверке", "Pending"),
  one: words("Бір ұйым", "Одна организация", "One organisation"),

  present: words("Қолданыстағы база", "Действующая база", "The present base"),
  noBase: words("База әлі жүктелмеген.", "База ещё не загружена.", "No base has been imported yet."),
  file: words("Файл", "Файл", "File"),
  by: words("Кім жүктеді", "Кто загрузил", "By"),
  at: words("Уақыты", "Время", "When"),
  state: words("Күйі", "Состояние", "State"),
  rows: words("Ұйымдар", "Организаций", "Organisations"),
  branches: words("оның ішінде филиалдар", "из них филиалов", "of these branches"),
  faults: words("Қате жолдар", "Строк с ошибками", "Faulty rows"),
  added: words("Тіркеушілер қосқан", "Добавлено регистраторами", "Added by registrars"),
  hash: words("SHA-256", "SHA-256", "SHA-256"),
  live: words("Тікелей дереккөз", "Прямой источник", "Live source"),
  liveStates: {
    closed: words("жұмыс істеп тұр", "работает", "works"),
    open: words("жауап бермейді, кейін қайта сұралады", "не отвечает, спросим позже", "does not answer, is asked again later"),
    "half-open": words("қайта тексерілуде", "проверяется снова", "is being tried again"),
  },

  importTitle: words("Жаңа база", "Новая база", "A new base"),
  importHint: words(
    "CSV, XLSX немесе NDJSON. Бірінші жолда бағандар: bin, name, oked, headcount, status; қаласаңыз okedSecondary, headBin, headIin, kato. Файл алдымен тексеріледі, база өзгермейді.",
    "CSV, XLSX или NDJSON. В первой строке столбцы: bin, name, oked, headcount, status; при желании okedSecondary, headBin, headIin, kato. Сначала файл проверяется, база не меняется.",
    "CSV, XLSX or NDJSON. The first row names the columns: bin, name, oked, headcount, status; if you like okedSecondary, headBin, headIin, kato. The file is checked first, and the base is left as it is.",
  ),
  choose: words("Файлды таңдау", "Выбрать файл", "Choose a file"),
  sending: words("Файл жіберілуде…", "Файл отправляется…", "The file is being sent…"),
  reading: words("Жолдар оқылуда", "Читаются строки", "Rows are being read"),
  comparing: words("Қолданыстағы базамен салыстырылуда", "Сравнивается с действующей базой", "Being compared with the present base"),
  stop: words("Тоқтату", "Остановить", "Stop"),
  checked: words("Файл тексерілді", "Файл проверен", "The file was checked"),
  wouldNew: words("Жаңалары", "Новых", "New"),
  wouldGone: words("Жойылғандары", "Исчезнувших", "Gone"),
  wouldChange: words("Өзгергендері", "Изменённых", "Changed"),
  wouldLose: words(
    "Жоғалатын немесе жабылған ұйымдардың күшіндегі рұқсаттары",
    "Действующих разрешений у исчезнувших и закрытых организаций",
    "Permits in force of organisations that are gone or closed",
  ),
  apply: words("Осы файлды база ету", "Сделать этот файл базой", "Make this file the base"),
  cancel: words("Болдырмау", "Отмена", "Cancel"),
  faultList: words("Қате жолдар тізімі (CSV)", "Список ошибок (CSV)", "List of faults (CSV)"),
  line: (line: string) => words(`${line}-жол`, `строка ${line}`, `line ${line}`),
  column: (column: string) => words(`«${column}» бағаны`, `столбец «${column}»`, `column “${column}”`),
  moreFaults: (more: string) => words(`тағы ${more}`, `и ещё ${more}`, `and ${more} more`),
  refused: words(
    "Файл қабылданбады, база өзгерген жоқ",
    "Файл не принят, база осталась прежней",
    "The file was not taken, the base is as it was",
  ),
  done: words("База жаңартылды", "База обновлена", "The base was renewed"),

  history: words("Жүктеулер", "Загрузки", "Imports"),
  noHistory: words("Жүктеу әлі болған жоқ.", "Загрузок ещё не было.", "There was no import yet."),
  rollBackTitle: words("Алдыңғы базаға қайту", "Вернуться к предыдущей базе", "Go back to the base before"),
  rollBackLead: (file: string, rows: string) =>
    words(
      `«${file}» файлындағы база (${rows} ұйым) қайта қолданылады. Қазіргісі сақталады, оған да қайтуға болады.`,
      `Снова будет действовать база из файла «${file}» (${rows} организаций). Нынешняя сохранится, к ней тоже можно вернуться.`,
      `The base of the file “${file}” (${rows} organisations) is the base again. The present one is kept, and you can go back to it too.`,
    ),
  rollBack: words("Қайту", "Вернуться", "Go back"),
  reason: words("Себебі", "Причина", "Reason"),
  reasonWrong: words("Себебін жазыңыз, кемінде 3 таңба.", "Укажите причину, не короче 3 знаков.", "Give a reason of at least 3 signs."),
  rolledBack: (by: string, at: string, reason: string) =>
    words(
      `${at}: ${by} базаны қайтарды: ${reason}`,
      `${at}: ${by} вернул базу: ${reason}`,
      `${at}: ${by} went back to the base before: ${reason}`,
    ),

  pendingLead: words(
    "Өтінім берген, бірақ базада жоқ ұйымдар: жаңа фирмалар, мемлекеттік органдар, ауруханалар. Растасаңыз, өтінімдері бірден шешіледі.",
    "Организации, которые подали заявление, но которых нет в базе: новые фирмы, госорганы, больницы. После подтверждения их заявления решаются сразу.",
    "Organisations that applied and are not in the base: new firms, state bodies, hospitals. Once confirmed, their applications are decided at once.",
  ),
  noPending: words("Қараудағы ұйым жоқ.", "Организаций на проверке нет.", "No organisation is pending."),
  morePending: words("Алғашқы мыңы ғана көрсетілген.", "Показана только первая тысяча.", "Only the first thousand are shown."),
  bin: words("БСН / ЖСН", "БИН / ИИН", "BIN / IIN"),
  name: words("Атауы", "Наименование", "Name"),
  claimedName: words("Өтінімдегі атауы", "Название в заявлении", "Name in its application"),
  claimedActivity: words("Мәлімдеген қызметі (ЭҚЖЖ)", "Заявленная деятельность (ОКЭД)", "Claimed activity (OKED)"),
  since: words("Қашаннан", "С какого времени", "Since"),
  applications: words("Өтінімдер", "Заявлений", "Applications"),
  liveAnswer: words("Дереккөз жауабы", "Ответ источника", "Live source"),
  liveUnknown: words("онда да жоқ", "там тоже нет", "unknown there too"),
  liveFailed: words("жауап бермеді", "не ответил", "gave no answer"),
  open: words("Ашу", "Открыть", "Open"),
  confirm: words("Растау", "Подтвердить", "Confirm"),
  refuse: words("Бас тарту", "Отказать", "Refuse"),
  oked: words("Негізгі қызметі (ЭҚЖЖ)", "Основная деятельность (ОКЭД)", "Main activity (OKED)"),
  okedWrong: words("Бес цифр", "Пять цифр", "Five digits"),
  secondary: words(
    "Қосымша қызметтері, бос орынмен",
    "Дополнительная деятельность, через пробел",
    "Secondary activities, with blanks between",
  ),
  headcount: words("Қызметкерлер саны", "Численность работников", "Headcount"),
  headcountWrong: words("0 мен 1 000 000 арасындағы сан", "Число от 0 до 1 000 000", "A number from 0 to 1,000,000"),
  ground: words("Негіздеме: хат, қаулы, анықтама", "Основание: письмо, приказ, справка", "Ground: a letter, a decree, a certificate"),
  groundWrong: words("Негіздемесін жазыңыз.", "Укажите основание.", "Give the ground."),
  nameWrong: words("Атауын жазыңыз.", "Укажите наименование.", "Give a name."),
  confirmed: words("Ұйым қосылды", "Организация добавлена", "The organisation was added"),
  refusedDone: words("Ұйымға бас тартылды", "Организации отказано", "The organisation was refused"),

  oneLead: words(
    "Нөмірді теріңіз: база не біледі, кім айтқан, қандай жүріп-тұруға өтінім бере алады. Жеке кәсіпкерді қарау журналға түседі.",
    "Введите номер: что знает база, кто это сказал, на какие передвижения можно подать. Просмотр ИП записывается в журнал.",
    "Type a number: what the base knows, who said so, and for which movement it may apply. A look at a sole proprietor is recorded.",
  ),
  find: words("Табу", "Найти", "Find"),
  binWrong: words("12 цифр, бақылау цифры дұрыс", "12 цифр с верной контрольной цифрой", "12 digits with the right check digit"),
  unknown: words("Бұл нөмір белгісіз.", "Этот номер неизвестен.", "Nobody knows this number."),
  wasRefused: (by: string, at: string, reason: string) =>
    words(`${at}: ${by} бас тартты: ${reason}`, `${at}: отказал ${by}: ${reason}`, `${at}: refused by ${by}: ${reason}`),
  source: words("Дереккөзі", "Источник", "Source"),
  sources: {
    tax: words("салық органының базасы", "база налогового органа", "the tax authority's base"),
    live: words("тікелей дереккөз", "прямой источник", "the live source"),
    registrar: words("тіркеуші", "регистратор", "a registrar"),
  },
  statuses: {
    active: words("жұмыс істейді", "действует", "active"),
    liquidated: words("таратылған", "ликвидирована", "liquidated"),
    suspended: words("тоқтатылған", "приостановлена", "suspended"),
  },
  kato: words("КАТО", "КАТО", "KATO"),
  headKnown: words("Басшысы базада", "Руководитель есть в базе", "First head in the base"),
  yes: words("иә", "да", "yes"),
  no: words("жоқ", "нет", "no"),
  headOffice: words("Бас ұйым", "Головная организация", "Head office"),
  mayApply: words("Өтінім бере алады", "Может подать на", "May apply for"),
  ledgers: { city: words("қала", "город", "the city"), roadblock: words("бекеттер", "блокпосты", "roadblocks") },
  mayNot: words("бере алмайды", "не может", "nothing"),
} as const;

export const importStateNames: Readonly<Record<ImportState, Words>> = {
  reading: organisationWords.reading,
  comparing: organisationWords.comparing,
  present: words("қолданыста", "действует", "in force"),
  previous: words("алдыңғы", "предыдущая", "the one before"),
  retired: words("бұрынғы", "прежняя", "former"),
  "dry-run": words("тек тексеру", "только проверка", "a check only"),
  refused: words("қабылданбады", "не принята", "not taken"),
  unchanged: words("бұл файл база болып тұр", "этот файл уже действует", "this file is the base already"),
  stopped: words("тоқтатылды", "остановлена", "stopped"),
};

const rowFaults: Readonly<Record<string, Words>> = {
  "not-json": words("JSON емес", "не JSON", "not JSON"),
  "invalid-row": words("жолдың құрылымы қате", "неверная структура строки", "the row has a wrong shape"),
  "bin-check-digit": words(
    "БСН немесе ЖСН бақылау цифры қате",
    "неверная контрольная цифра БИН или ИИН",
    "the BIN or IIN has a wrong check digit",
  ),
  "duplicate-bin": words("нөмір қайталанған", "номер повторяется", "the number stands there twice"),
  "head-bin-invalid": words("бас ұйымның БСН қате", "неверный БИН головной организации", "the head office's BIN is wrong"),
  "head-iin-invalid": words("басшының ЖСН қате", "неверный ИИН руководителя", "the head's IIN is wrong"),
  "not-digits": words("цифр емес", "не цифры", "not digits"),
  "too-long": words("цифр саны артық", "слишком много цифр", "too many digits"),
  "number-in-exponent": words(
    "Excel нөмірді дөңгелектеп жіберген (6,12E+10): бағанды «мәтін» етіп сақтаңыз",
    "Excel округлил номер (6,12E+10): сохраните столбец как текст",
    "Excel has rounded the number (6.12E+10): save the column as text",
  ),
  "quote-misplaced": words("тырнақша орнында емес", "кавычка не на месте", "a quotation mark is misplaced"),
  "column-missing": words("баған жоқ", "нет столбца", "the column is missing"),
  "column-twice": words("баған екі рет", "столбец указан дважды", "the column is there twice"),
  "no-rows": words("бірде-бір дұрыс жол жоқ", "нет ни одной верной строки", "no row is right"),
  "too-many-faults": words(
    "жолдардың оннан бірінен көбі қате: бұл басқа файл сияқты",
    "больше десятой части строк с ошибками: похоже, это другой файл",
    "more than one row in ten is faulty: this is rather another file",
  ),
};

/** The sentence of a fault of a row, or of the whole file. */
export function faultWords(code: string): Words {
  const ofTable = tableFaultCodes.find((one) => one === code);
  if (ofTable !== undefined) return tableFaultWords[ofTable];
  return rowFaults[code] ?? words("мәні қате", "неверное значение", "the value is wrong");
}
