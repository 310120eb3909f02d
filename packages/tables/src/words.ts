import type { TableFaultCode } from "./types.ts";

type Words = { readonly kk: string; readonly ru: string; readonly en: string };
const say = (kk: string, ru: string, en: string): Words => ({ kk, ru, en });

/** What is wrong with a file and what to do, in a sentence. */
export const tableFaultWords: Readonly<Record<TableFaultCode, Words>> = {
  empty: say("Файлда бір де бір жол жоқ.", "В файле нет ни одной строки.", "The file has no rows."),
  "file-too-large": say("Файл тым үлкен.", "Файл слишком большой.", "The file is too large."),
  unreadable: say(
    "Файл оқылып жатқанда өзгерді немесе жойылды. Қайта таңдаңыз.",
    "Файл изменился или исчез во время чтения. Выберите его снова.",
    "The file changed or went away while it was read. Choose it again.",
  ),
  stopped: say("Оқу тоқтатылды.", "Чтение остановлено.", "The reading was stopped."),
  xls: say(
    "Бұл Excel-дің ескі пішімі (.xls). .xlsx немесе CSV түрінде сақтаңыз.",
    "Это старый формат Excel (.xls). Сохраните файл как .xlsx или CSV.",
    "This is the old format of Excel (.xls). Save it as .xlsx or CSV.",
  ),
  xlsb: say(
    "Бұл Excel-дің екілік пішімі (.xlsb). .xlsx немесе CSV түрінде сақтаңыз.",
    "Это двоичный формат Excel (.xlsb). Сохраните файл как .xlsx или CSV.",
    "This is the binary format of Excel (.xlsb). Save it as .xlsx or CSV.",
  ),
  ods: say(
    "Бұл OpenDocument кестесі (.ods). .xlsx немесе CSV түрінде сақтаңыз.",
    "Это таблица OpenDocument (.ods). Сохраните её как .xlsx или CSV.",
    "This is an OpenDocument table (.ods). Save it as .xlsx or CSV.",
  ),
  encrypted: say(
    "Файл құпиясөзбен қорғалған. Қорғауды алып, қайта сақтаңыз.",
    "Файл защищён паролем. Снимите защиту и сохраните его заново.",
    "The file is protected by a password. Take the protection off and save it again.",
  ),
  "not-a-table": say("Бұл файл кесте емес.", "Этот файл не таблица.", "This file is not a table."),
  "not-a-workbook": say("Бұл файл Excel кітабы емес.", "Этот файл не книга Excel.", "This file is not an Excel workbook."),
  "zip-malformed": say(
    "Файл бүлінген. Excel-де ашып, қайта сақтаңыз.",
    "Файл повреждён. Откройте его в Excel и сохраните заново.",
    "The file is damaged. Open it in Excel and save it again.",
  ),
  "zip-truncated": say(
    "Файл соңына дейін жетпеген. Қайта көшіріңіз.",
    "Файл дошёл не до конца. Скопируйте его заново.",
    "The file is not whole. Copy it again.",
  ),
  "zip-checksum": say(
    "Файлдың бақылау қосындысы сәйкес емес: ол бүлінген.",
    "Контрольная сумма файла не совпадает: он повреждён.",
    "The checksum of the file is wrong: it is damaged.",
  ),
  "zip-bomb": say(
    "Файл ашылғанда тым үлкен болып кетеді. Оған сенуге болмайды.",
    "При распаковке файл становится слишком большим. Ему нельзя доверять.",
    "The file unpacks to far too much. It is not to be trusted.",
  ),
  "too-many-entries": say(
    "Кітаптың ішінде файл тым көп.",
    "В книге слишком много вложенных файлов.",
    "The workbook has too many files in it.",
  ),
  "xml-malformed": say(
    "Кітаптың ішкі құрылымы бүлінген. Excel-де ашып, қайта сақтаңыз.",
    "Внутренняя структура книги повреждена. Откройте её в Excel и сохраните заново.",
    "The inside of the workbook is damaged. Open it in Excel and save it again.",
  ),
  "xml-doctype": say(
    "Кітапта рұқсат етілмеген DOCTYPE бар. Оған сенуге болмайды.",
    "В книге есть недопустимый DOCTYPE. Ей нельзя доверять.",
    "The workbook has a DOCTYPE, which is not allowed. It is not to be trusted.",
  ),
  "xml-too-deep": say(
    "Кітаптың құрылымы тым терең.",
    "Структура книги слишком глубокая.",
    "The inside of the workbook is nested too deep.",
  ),
  "sheet-not-found": say("Кітапта мұндай парақ жоқ.", "В книге нет такого листа.", "The workbook has no such sheet."),
  "sheet-malformed": say(
    "Парақ бүлінген. Excel-де ашып, қайта сақтаңыз.",
    "Лист повреждён. Откройте книгу в Excel и сохраните заново.",
    "The sheet is damaged. Open the workbook in Excel and save it again.",
  ),
  "too-many-rows": say(
    "Жолдар тым көп. Файлды бөліңіз.",
    "Строк слишком много. Разделите файл.",
    "There are too many rows. Split the file.",
  ),
  "too-many-columns": say("Бағандар тым көп.", "Столбцов слишком много.", "There are too many columns."),
  "too-many-strings": say("Файлдағы мәтін тым көп.", "В файле слишком много текста.", "The file has too much text."),
  "cell-too-long": say("Ұяшықтағы мәтін тым ұзын.", "Слишком длинный текст в ячейке.", "The text of a cell is too long."),
  "quote-unclosed": say(
    "Тырнақша жабылмаған: одан кейінгі жолдар оқылмайды.",
    "Не закрыта кавычка: строки после неё не читаются.",
    "A quotation mark is never closed: the rows after it cannot be read.",
  ),
  "encoding-invalid": say(
    "Мәтіннің кодталуы бүлінген. UTF-8 түрінде сақтаңыз.",
    "Кодировка текста нарушена. Сохраните файл в UTF-8.",
    "The encoding of the text is damaged. Save it as UTF-8.",
  ),
};
