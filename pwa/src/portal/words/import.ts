import { formatCountIn, words, type Words } from "../../i18n/index.ts";
import type { ColumnRole } from "../roster/file/roles.ts";

/** Words of reading a list out of a file. */
export const importing = {
  open: words("Файлдан алу", "Загрузить из файла", "Take from a file"),
  title: words("Тізімді файлдан алу", "Список из файла", "A list from a file"),
  choose: words("Excel (.xlsx) немесе CSV файлын таңдаңыз", "Выберите файл Excel (.xlsx) или CSV", "Choose an Excel (.xlsx) or CSV file"),
  chooseHint: words(
    "Ең көбі 10 000 жол. Файл осы компьютерде оқылады, ешқайда жіберілмейді.",
    "Не больше 10 000 строк. Файл читается на этом компьютере и никуда не отправляется.",
    "At most 10,000 rows. The file is read on this computer and sent nowhere.",
  ),
  template: words("Үлгі файлды жүктеу (CSV)", "Скачать образец (CSV)", "Download a template (CSV)"),
  reading: words("Файл оқылуда…", "Файл читается…", "Reading the file…"),
  progress: (percent: number, rows: number) =>
    words(
      `${percent} %, ${formatCountIn(rows, "kk")} жол`,
      `${percent} %, строк: ${formatCountIn(rows, "ru")}`,
      `${percent}%, ${formatCountIn(rows, "en")} rows`,
    ),
  stop: words("Тоқтату", "Остановить", "Stop"),
  columns: words("Қай баған не екенін көрсетіңіз", "Укажите, где какой столбец", "Say which column is which"),
  columnsText: words(
    "Бағандардың атауы белгісіз. Таңдағаныңыз осындай файлдар үшін есте сақталады.",
    "Названия столбцов незнакомы. Ваш выбор запомнится для таких же файлов.",
    "The columns' names are not known. What you choose is remembered for files like this one.",
  ),
  column: (number: number) => words(`${number}-баған`, `Столбец ${number}`, `Column ${number}`),
  firstIsHead: words("Бірінші жол — бағандардың атауы", "Первая строка — названия столбцов", "The first row names the columns"),
  notWhole: words(
    "Кемінде ЖСН, құжат немесе көлік нөмірі, ал адамдар үшін аты-жөні керек; әр рөл бір бағанда.",
    "Нужен ИИН, документ или госномер, а для людей и имя; каждая роль — в одном столбце.",
    "An IIN, a document or a plate is needed, and for people a name; each role in one column.",
  ),
  read: words("Осылай оқу", "Прочитать так", "Read it so"),
  found: (persons: number, vehicles: number) =>
    words(
      `Табылды: ${formatCountIn(persons, "kk")} адам, ${formatCountIn(vehicles, "kk")} көлік`,
      `Найдено: людей ${formatCountIn(persons, "ru")}, автомобилей ${formatCountIn(vehicles, "ru")}`,
      `Found: ${formatCountIn(persons, "en")} people, ${formatCountIn(vehicles, "en")} vehicles`,
    ),
  strange: (count: number) =>
    words(
      `${formatCountIn(count, "kk")} жолда адам да, көлік те жоқ: олар алынбайды.`,
      `В ${formatCountIn(count, "ru")} строках нет ни человека, ни автомобиля: они не войдут.`,
      `${formatCountIn(count, "en")} rows hold neither a person nor a vehicle: they are left out.`,
    ),
  swapped: (columns: string) =>
    words(
      `${columns} бағандардың орны ауысқан сияқты: атауына емес, мазмұнына қарап оқылды.`,
      `Столбцы ${columns}, похоже, перепутаны местами: прочитаны по содержимому, а не по названию.`,
      `Columns ${columns} seem to have changed places: they were read by what is in them, not by their names.`,
    ),
  formulas: (count: number) =>
    words(
      `${formatCountIn(count, "kk")} формуланың мәні жоқ: файлды Excel-де ашып, сақтаңыз.`,
      `У формул (${formatCountIn(count, "ru")}) нет значений: откройте файл в Excel и сохраните.`,
      `${formatCountIn(count, "en")} formulas have no value: open the file in Excel and save it.`,
    ),
  add: words("Тізімге қосу", "Добавить в список", "Add to the list"),
  replace: words("Тізімді алмастыру", "Заменить список", "Replace the list"),
  tooMany: (room: number) =>
    words(
      `Сыймайды: тізімде тағы ${formatCountIn(room, "kk")} жолға орын бар (барлығы 10 000).`,
      `Не помещается: в списке осталось место для ${formatCountIn(room, "ru")} строк (всего 10 000).`,
      `Too many: the list has room for ${formatCountIn(room, "en")} more rows (10,000 in all).`,
    ),
  failed: words("Файл оқылмады", "Файл не прочитан", "The file was not read"),
  line: (line: number) => words(`Жол: ${line}`, `Строка: ${line}`, `Row: ${line}`),
  other: words("Басқа файл таңдау", "Выбрать другой файл", "Choose another file"),
  tooManyRows: words(
    "Файлда 10 000-нан артық жол бар. Оны бөліп, екі өтінім беріңіз.",
    "В файле больше 10 000 строк. Разделите его на два заявления.",
    "The file has more than 10,000 rows. Split it into two applications.",
  ),
  threadEnded: words(
    "Браузер оқуды тоқтатты. Қайталап көріңіз.",
    "Браузер прервал чтение. Попробуйте снова.",
    "The browser broke the reading off. Try again.",
  ),
  checking: words("Тізім тексерілуде…", "Список проверяется…", "Checking the list…"),
} as const;

export const roleWords: Readonly<Record<ColumnRole, Words>> = {
  skip: words("Оқымау", "Не читать", "Leave out"),
  name: words("Аты-жөні толық", "ФИО целиком", "Full name"),
  surname: words("Тегі", "Фамилия", "Surname"),
  given: words("Аты", "Имя", "Given name"),
  patronymic: words("Әкесінің аты", "Отчество", "Patronymic"),
  iin: words("ЖСН", "ИИН", "IIN"),
  document: words("Паспорт нөмірі", "Номер паспорта", "Passport number"),
  country: words("Ел", "Страна", "Country"),
  job: words("Лауазымы", "Должность", "Job"),
  employer: words("Жұмыс берушінің БСН-і", "БИН работодателя", "BIN of the employer"),
  plate: words("Көлік нөмірі", "Госномер", "Number plate"),
  description: words("Көлік маркасы", "Марка автомобиля", "Make of the vehicle"),
  owner: words("Көлік иесінің БСН-і", "БИН владельца автомобиля", "BIN of the vehicle's owner"),
  group: words("Тобы", "Группа", "Group"),
};
