import { subjectErrorCodes, subjectErrorText, type Language, type SubjectErrorCode } from "@beket/domain";
import { formatCountIn, pluralRu, words, type Words } from "../../i18n/index.ts";

const many = (count: number, ru: readonly [string, string, string], kk: string, en: readonly [string, string]): Words =>
  words(
    `${formatCountIn(count, "kk")} ${kk}`,
    `${formatCountIn(count, "ru")} ${pluralRu(count, ...ru)}`,
    `${formatCountIn(count, "en")} ${count === 1 ? en[0] : en[1]}`,
  );

export const roster = {
  heading: words("Кімге және қай көлікке?", "На кого и на какие автомобили?", "For whom and which vehicles?"),
  lead: words(
    "Адамдар мен көліктерді бір-бірлеп қосыңыз немесе кестеден көшіріп қойыңыз. Қателер бірден көрінеді.",
    "Добавьте людей и автомобили по одному или вставьте из таблицы. Ошибки видны сразу.",
    "Add people and vehicles one by one or paste them from a table. Mistakes show at once.",
  ),
  persons: words("Адамдар", "Люди", "People"),
  vehicles: words("Көліктер", "Автомобили", "Vehicles"),
  personsCount: (count: number) => many(count, ["человек", "человека", "человек"], "адам", ["person", "people"]),
  vehiclesCount: (count: number) => many(count, ["автомобиль", "автомобиля", "автомобилей"], "көлік", ["vehicle", "vehicles"]),
  strangeScan: words(
    "Сканерленген кодта тізімге жазатын ЖСН, құжат не көлік нөмірі жоқ",
    "В отсканированном коде нет ИИН, документа или номера для списка",
    "The scanned code holds no IIN, document or plate for the list",
  ),
  noPersons: words("Әзірге адам жоқ", "Людей пока нет", "No people yet"),
  noVehicles: words("Әзірге көлік жоқ", "Автомобилей пока нет", "No vehicles yet"),
  addPerson: words("Адам қосу", "Добавить человека", "Add a person"),
  addVehicle: words("Көлік қосу", "Добавить автомобиль", "Add a vehicle"),
  paste: words("Тізім қою", "Вставить список", "Paste a list"),
  name: words("Тегі, аты, әкесінің аты", "Фамилия, имя, отчество", "Surname and given names"),
  identity: words("Құжаты", "Документ", "Document"),
  iin: words("ЖСН", "ИИН", "IIN"),
  doc: words("Паспорт", "Паспорт", "Passport"),
  docNumber: words("Құжат нөмірі", "Номер документа", "Document number"),
  country: words("Ел", "Страна", "Country"),
  chooseCountry: words("Елді таңдаңыз", "Выберите страну", "Choose the country"),
  plate: words("Мемлекеттік нөмірі", "Госномер", "Number plate"),
  morePerson: words("Лауазымы, тобы, жұмыс берушісі", "Должность, группа, работодатель", "Job, group, employer"),
  moreVehicle: words("Маркасы, тобы, иесі", "Марка, группа, владелец", "Make, group, owner"),
  job: words("Лауазымы", "Должность", "Job"),
  description: words("Маркасы", "Марка", "Make"),
  employer: words("Жұмыс берушінің БСН-і", "БИН работодателя", "BIN of the employer"),
  employerHint: words("Мердігердің қызметкері болса ғана", "Только для работника подрядчика", "Only for a contractor's worker"),
  owner: words("Көлік иесінің БСН-і", "БИН владельца", "BIN of the owner"),
  ownerHint: words("Көлік басқа ұйымдікі болса ғана", "Только если автомобиль другой организации", "Only if another firm owns it"),
  consentKnown: words("Келісімі бар", "Согласие есть", "It has consented"),
  consentMissing: words(
    "Келісімі жоқ: сол ұйымның басшысы порталда келісімге қол қоюы керек.",
    "Согласия нет: руководитель той организации должен подписать его на портале.",
    "No consent yet: the head of that firm has to sign one on the portal.",
  ),
  consentUnknown: words(
    "Сол ұйымның келісімі керек; ол шешімде тексеріледі.",
    "Нужно согласие той организации; оно проверяется при решении.",
    "That firm's consent is needed; it is looked up at the decision.",
  ),
  recordedAs: (plate: string) => words(`Тізімге жазылады: ${plate}`, `Будет записан как ${plate}`, `Will be recorded as ${plate}`),
  removeAll: words("Тізімді тазалау", "Очистить список", "Clear the list"),
  checking: words("Тізім тексерілуде…", "Список проверяется…", "Checking the list…"),
  mendAll: (count: number) =>
    words(
      `Барлық ${formatCountIn(count, "kk")} ұсынысты қабылдау`,
      `Принять все предложения (${formatCountIn(count, "ru")})`,
      `Take all ${formatCountIn(count, "en")} suggestions`,
    ),
  swapAll: (count: number) =>
    words(
      `Бағаны ауысқан ${formatCountIn(count, "kk")} жолды түзету`,
      `Поменять местами во всех строках (${formatCountIn(count, "ru")})`,
      `Swap in all ${formatCountIn(count, "en")} rows`,
    ),
  advice: (count: number) =>
    words(
      `${formatCountIn(count, "kk")} жолдың осындай рұқсаты бар: оларға жаңасы берілмейді.`,
      `У ${formatCountIn(count, "ru")} строк такое разрешение уже есть: новое им не выдадут.`,
      `${formatCountIn(count, "en")} rows have such a permit already: they get no new one.`,
    ),
  dropPermitted: words("Оларды тізімнен алып тастау", "Убрать их из списка", "Take them off the list"),
  exportList: words("Тізімді файлға сақтау", "Сохранить список в файл", "Save the list to a file"),
  personRow: (number: number) => words(`${number}-адам`, `Человек ${number}`, `Person ${number}`),
  vehicleRow: (number: number) => words(`${number}-көлік`, `Автомобиль ${number}`, `Vehicle ${number}`),
  removeRow: (name: string) => words(`Тізімнен алып тастау: ${name}`, `Убрать из списка: ${name}`, `Remove from the list: ${name}`),
  use: (text: string) => words(`${text} деп жазу`, `Записать ${text}`, `Use ${text}`),
  movePlate: (text: string) => words(`${text}: көліктерге ауыстыру`, `${text}: перенести к автомобилям`, `${text}: move to vehicles`),
  movePerson: (text: string) => words(`${text}: адамдарға ауыстыру`, `${text}: перенести к людям`, `${text}: move to people`),
  digits: (count: number) => words(`12 ішінен ${count}`, `${count} из 12 цифр`, `${count} of 12 digits`),
  problems: (count: number) =>
    words(
      `${formatCountIn(count, "kk")} жерді түзету керек`,
      `${formatCountIn(count, "ru")} ${pluralRu(count, "место нужно", "места нужно", "мест нужно")} исправить`,
      `${formatCountIn(count, "en")} ${count === 1 ? "place needs" : "places need"} mending`,
    ),
  showNext: words("Келесі қатеге өту", "К следующей ошибке", "Go to the next one"),
  noProblems: words("Қате жоқ", "Ошибок нет", "No mistakes"),
  empty: words(
    "Кемінде бір адам немесе бір көлік қосыңыз.",
    "Добавьте хотя бы одного человека или один автомобиль.",
    "Add at least one person or one vehicle.",
  ),
  page: (from: number, to: number, all: number) =>
    words(`${from}–${to} жолдар, барлығы ${all}`, `Строки ${from}–${to} из ${all}`, `Rows ${from}–${to} of ${all}`),
  earlier: words("Алдыңғылары", "Предыдущие", "Previous"),
  later: words("Келесілері", "Следующие", "Next rows"),
  pasteTitle: {
    persons: words("Адамдар тізімін қою", "Вставить список людей", "Paste a list of people"),
    vehicles: words("Көліктер тізімін қою", "Вставить список автомобилей", "Paste a list of vehicles"),
  },
  pasteLabel: words("Кестеден көшірілген жолдар", "Строки, скопированные из таблицы", "Lines copied from a table"),
  pasteHint: {
    persons: words(
      "Әр жолда бір адам: аты-жөні және ЖСН немесе паспорт нөмірі мен елі. Бағандардың реті маңызды емес.",
      "По одному человеку в строке: ФИО и ИИН либо номер паспорта и страна. Порядок столбцов не важен.",
      "One person a line: the name and the IIN, or the passport number and its country. The order of columns does not matter.",
    ),
    vehicles: words(
      "Әр жолда бір көлік: нөмірі, шетелдік болса елі де.",
      "По одному автомобилю в строке: номер и, если он иностранный, страна.",
      "One vehicle a line: its plate and, when foreign, its country.",
    ),
  },
  pasteSeen: (count: number) =>
    words(
      `Танылған жолдар: ${formatCountIn(count, "kk")}`,
      `Распознано строк: ${formatCountIn(count, "ru")}`,
      `Lines recognised: ${formatCountIn(count, "en")}`,
    ),
  pasteHeader: words(
    "Баған атаулары бар бірінші жол алынып тасталды.",
    "Первая строка с названиями столбцов пропущена.",
    "The first line with column names is left out.",
  ),
  pasteDropped: (count: number) =>
    words(
      `${formatCountIn(count, "kk")} жол сыймайды: бір өтінімде ең көбі 10 000 жол.`,
      `${formatCountIn(count, "ru")} ${pluralRu(count, "строка не поместится", "строки не поместятся", "строк не поместится")}: в заявлении не больше 10 000.`,
      `${formatCountIn(count, "en")} lines do not fit: an application has at most 10,000.`,
    ),
  pasteAdd: words("Тізімге қосу", "Добавить в список", "Add to the list"),
  check: words("Құжатты әзірлеу", "Подготовить документ", "Prepare the document"),
  preparing: words("Құжат әзірленуде…", "Документ готовится…", "The document is being prepared…"),
} as const;

const problems: Readonly<Record<string, Words>> = {
  "already-permitted": words("Осындай рұқсаты бар.", "Такое разрешение уже есть.", "Has such a permit already."),
  "firm-invalid": words("БСН не ЖСН дұрыс емес.", "Это не БИН и не ИИН.", "This is neither a BIN nor an IIN."),
  "number-in-exponent": words(
    "Excel нөмірді қысқартып жіберген (8,71E+11): санның соңы жоғалған. Бағанды мәтін түріне ауыстырып, қайта енгізіңіз.",
    "Excel сократил номер (8,71E+11): последние цифры потеряны. Сделайте столбец текстовым и введите заново.",
    "Excel has cut the number (8.71E+11): its last digits are lost. Make the column text and enter it again.",
  ),
  "zeros-lost": words("Басындағы нөл жоғалған сияқты.", "Похоже, потерян ноль в начале.", "The zero at its beginning seems to be lost."),
  "letters-in-digits": words("Санның орнында әріп тұр.", "Вместо цифр стоят буквы.", "Letters stand in place of digits."),
  duplicate: words("Бұл нөмір тізімде бар.", "Этот номер уже есть в списке.", "This number is in the list already."),
  "swapped-column": words(
    "Нөмір басқа бағанда тұрған сияқты.",
    "Похоже, номер стоит не в своём столбце.",
    "The number seems to stand in the wrong column.",
  ),
  "country-invalid": words("Елді таңдаңыз.", "Выберите страну.", "Choose the country."),
  "name-missing": words("Аты-жөнін жазыңыз.", "Напишите имя.", "Write the name."),
  "too-many-rows": words(
    "Бір өтінімде 10 000 жолдан артық болмайды.",
    "В заявлении не больше 10 000 строк.",
    "An application has at most 10,000 rows.",
  ),
};

const isSubjectError = (code: string): code is SubjectErrorCode => subjectErrorCodes.some((known) => known === code);

/** What is wrong, with the earlier row of a duplicate. */
export function problemText(problem: { readonly code: string; readonly otherIndex: number | null }, language: Language): string {
  const known = problems[problem.code]?.[language];
  if (known !== undefined)
    return problem.code === "duplicate" && problem.otherIndex !== null ? `${known} (№ ${problem.otherIndex + 1})` : known;
  if (isSubjectError(problem.code)) return subjectErrorText({ code: problem.code }, language);
  return words("Осы жолды тексеріңіз.", "Проверьте эту строку.", "Check this row.")[language];
}
