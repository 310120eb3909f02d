import type { Site } from "@beket/domain";
import { pluralRu, type Words, words } from "../../i18n/index.ts";
import type { ReceiverState } from "../adapters/receiver.ts";

/** Words of the list, the map and what a site is. */
export const siteWords = {
  tabs: {
    sites: words("Нысандар", "Объекты", "Sites"),
    map: words("Карта", "Карта", "Map"),
    reviews: words("Тексеру", "Проверка", "Check"),
  },
  tabsName: words("Бөлімдер", "Разделы", "Sections"),
  tryAgain: words("Қайталау", "Повторить", "Try again"),
  appName: words("Бекет", "Бекет", "Beket"),
  aloneWhat: words(
    "Ноутбукпен байланыс жоқ. Тізім, алу, жұмыс және тексеру осы планшетте жүре береді: бәрі сақталып, байланыс болғанда жіберіледі. Екі бригада бір нысанды алса, бұрын алғаны қалады.",
    "Нет связи с ноутбуком. Список, захват, работа и проверка идут на планшете: всё хранится и уйдёт со связью. Если объект взяли две бригады, он остаётся за первой.",
    "No link to the laptop. List, claims, work and checks go on here: everything is kept and sent when there is a link. If two crews claim one site, the first keeps it.",
  ),
  crew: (number: string): Words => words(`${number}-бригада`, `Бригада ${number}`, `Crew ${number}`),
  kinds: {
    street: words("Көше", "Улица", "Street"),
    yard: words("Аула", "Двор", "Yard"),
    entrance: words("Кіреберіс", "Подъезд", "Entrance"),
    object: words("Ғимарат", "Здание", "Building"),
  } satisfies Record<Site["kind"], Words>,
  focal: words("Ошақ: күн сайын", "Очаг: ежедневно", "Focal: daily"),
  title: words("Келесі нысандар", "Что дальше", "What is next"),
  counts: (left: number, all: number): Words => words(`Күтуде: ${left} / ${all}`, `Осталось ${left} из ${all}`, `${left} of ${all} left`),
  noSheet: words(
    "Нысандар тізімі әлі келмеді. Ноутбукке жақындаңыз: тізім бір рет келсе, байланыссыз да жұмыс істейді.",
    "Список объектов ещё не получен. Подойдите к ноутбуку: получив список один раз, планшет работает и без связи.",
    "The list of sites has not arrived yet. Come near the laptop: once it is here, the tablet works without a link.",
  ),
  notCrew: words(
    "Бұл қосымша бригада басшыларына арналған. Сіздің кодыңыз бригадаға тіркелмеген: шығып, бригада кодымен кіріңіз.",
    "Это приложение для старших бригад. Ваш код не приписан к бригаде: выйдите и войдите с кодом бригады.",
    "This app is for crew leaders. Your code belongs to no crew: sign out, and in with a crew's code.",
  ),
  noSites: words("Бригадаға нысан берілмеген", "Бригаде объекты не назначены", "No site is assigned to this crew"),
  truncated: words(
    "Тізім толық емес: ең жақын нысандар көрсетілген",
    "Список неполный: показаны ближайшие по назначению",
    "The list is not complete: it shows the nearest by assignment",
  ),
  asOf: (age: string): Words => words(`тізім ${age} бұрынғы`, `список: ${age} назад`, `list: ${age} ago`),
  showMore: (count: number): Words => words(`Тағы ${count} көрсету`, `Показать ещё ${count}`, `Show ${count} more`),
  unsentHere: words("жіберілмеген", "не отправлено", "unsent"),
  refusedHere: words("қабылданбады", "отклонено", "refused"),
  mine: words("Сізде", "У вас", "Yours"),
  workOpen: words("Жұмыс басталған", "Работа начата", "Work begun"),
  cleanUntil: (left: string): Words => words(`тағы ${left}`, `ещё ${left}`, `${left} left`),
  expiredAgo: (ago: string): Words => words(`${ago} бұрын`, `${ago} назад`, `${ago} ago`),
  heldBy: (crew: string, until: string): Words =>
    words(`${crew}, ${until} уақытына дейін`, `${crew}, до ${until}`, `${crew}, until ${until}`),
  doneAgo: (ago: string): Words => words(`${ago} бұрын өңделді`, `обработано ${ago} назад`, `treated ${ago} ago`),
  here: words("осында", "здесь", "here"),
  metres: (text: string): Words => words(`${text} м`, `${text} м`, `${text} m`),
  kilometres: (text: string): Words => words(`${text} км`, `${text} км`, `${text} km`),
  squareMetres: (text: string): Words => words(`${text} м²`, `${text} м²`, `${text} m²`),
  litres: (text: string): Words => words(`${text} л`, `${text} л`, `${text} L`),
  locate: words("Менің орным", "Где я", "Where am I"),
  receiver: {
    off: words(
      "Орын анықталмаған: тізім жоспар бойынша",
      "Место не определяется: порядок по плану",
      "Position is off: the order is the plan's",
    ),
    asking: words("Орын анықталуда…", "Определяем место…", "Looking for the position…"),
    fixed: words("Жақындары алда", "Сначала ближайшие", "Nearest first"),
    silent: words(
      "GPS үнсіз: тізім соңғы орын бойынша",
      "GPS молчит: порядок по последнему месту",
      "GPS is silent: ordered by the last position",
    ),
    denied: words(
      "Орынға рұқсат жоқ: тізім жоспар бойынша",
      "Доступ к месту закрыт: порядок по плану",
      "Position is not allowed: the order is the plan's",
    ),
  } satisfies Record<ReceiverState, Words>,
  mapTitle: words("Нысандар картасы", "Карта объектов", "Map of the sites"),
  legend: words("Белгілер", "Обозначения", "Legend"),
  back: words("Тізімге", "К списку", "To the list"),
  gone: words("Бұл нысан тізімде жоқ", "Этого объекта нет в списке", "This site is not in the list"),
  allDone: words("Күтіп тұрған нысан жоқ", "Ожидающих объектов нет", "No site is waiting"),
  reviewsTitle: words("Басқа бригадалардың жұмысын тексеру", "Проверка работы других бригад", "Check other crews' work"),
  reviewsNone: words("Тексеретін жұмыс жоқ", "Проверять нечего", "Nothing to check"),
  waiting: (count: number): Words => words(`Күтуде: ${count}`, `${count} ${pluralRu(count, "ждёт", "ждут", "ждут")}`, `${count} waiting`),
} as const;
