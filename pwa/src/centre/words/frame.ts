import { type StaffRole } from "@beket/api";
import { pluralRu, words, type Words } from "../../i18n/index.ts";
import type { RangeName } from "../model/range.ts";
import type { Tab } from "../model/tabs.ts";

export const frame = {
  title: words("Жағдай орталығы", "Ситуационный центр", "Situation centre"),
  skip: words("Мазмұнға өту", "К содержанию", "Skip to the content"),
  sections: words("Бөлімдер", "Разделы", "Sections"),
  signOut: words("Шығу", "Выйти", "Sign out"),
  notSignedOut: words(
    "Шығу орталыққа жетпеді: сеанс әлі ашық.",
    "Выход не дошёл до центра: сеанс ещё открыт.",
    "The sign-out did not reach central: the session is still open.",
  ),
  retry: words("Қайталау", "Повторить", "Try again"),
  refresh: words("Жаңарту", "Обновить", "Refresh"),
  cancel: words("Болдырмау", "Отмена", "Cancel"),
  loading: words("Жүктелуде…", "Загрузка…", "Loading…"),
  noRole: words(
    "Сіздің рөліңізге бөлім ашылмаған. Әкімшіге хабарласыңыз.",
    "Для вашей роли разделы не открыты. Обратитесь к администратору.",
    "No section is open to your role. Ask the administrator.",
  ),
  range: words("Уақыт аралығы", "Период", "Period"),
  ranges: {
    day: words("24 сағат", "24 часа", "24 hours"),
    today: words("Бүгін", "Сегодня", "Today"),
    week: words("7 күн", "7 дней", "7 days"),
  } satisfies Record<RangeName, Words>,
} as const;

export const tabNames: Readonly<Record<Tab, Words>> = {
  overview: words("Шолу", "Обзор", "Overview"),
  line: words("Бекеттер", "Посты", "Posts"),
  border: words("Шекара", "Граница", "Border"),
  nodes: words("Түйіндер", "Узлы", "Nodes"),
  map: words("Карта", "Карта", "Map"),
  holds: words("Тоқтату белгілері", "Стоп-отметки", "Holds"),
  laboratory: words("Зертхана", "Лаборатория", "Laboratory"),
  planner: words("Жоспарлау", "Планирование", "Planning"),
  card: words("Тәуліктік карта", "Суточная карта", "Daily card"),
  audit: words("Аудит", "Аудит", "Audit"),
};

export const roleNames: Readonly<Record<StaffRole, Words>> = {
  watch: words("кезекші", "дежурный", "watch officer"),
  "health-officer": words("санитариялық дәрігер", "санитарный врач", "health officer"),
  laboratory: words("зертханашы", "лаборант", "laboratory assistant"),
  planner: words("жоспарлаушы", "планировщик", "planner"),
  auditor: words("аудитор", "аудитор", "auditor"),
  registrar: words("тіркеуші", "регистратор", "registrar"),
  administrator: words("әкімші", "администратор", "administrator"),
};

export const signIn = {
  lead: words(
    "Қаладағы бекеттер, шекара, зертханалар мен бригадалар бір экранда.",
    "Посты, граница, лаборатории и бригады города на одном экране.",
    "The city's posts, border, laboratories and crews on one screen.",
  ),
  staff: words("Қызмет коды", "Служебный код", "Service code"),
  staffHint: words("Мысалы: kezekshi-1", "Например: kezekshi-1", "For example: kezekshi-1"),
  staffWrong: words(
    "Код латын әріптерінен, сандар мен сызықшадан тұрады.",
    "Код состоит из латинских букв, цифр и дефиса.",
    "The code has Latin letters, digits and hyphens.",
  ),
  passphrase: words("Құпия сөйлем", "Парольная фраза", "Passphrase"),
  passphraseWrong: words("Кемінде 8 таңба.", "Не короче 8 знаков.", "At least 8 characters."),
  enter: words("Кіру", "Войти", "Sign in"),
  ended: words("Сеанс аяқталды. Қайта кіріңіз.", "Сеанс закончился. Войдите снова.", "The session has ended. Sign in again."),
  checking: words("Сеанс тексерілуде…", "Проверяем сеанс…", "Checking the session…"),
} as const;

export const calls = {
  network: words("Орталық серверге қосылу мүмкін болмады.", "Нет связи с центральным сервером.", "The central server cannot be reached."),
  late: words("Орталық уақытында жауап бермеді.", "Центральный сервер не ответил вовремя.", "The central server did not answer in time."),
  unreadable: words(
    "Орталықтың жауабы түсініксіз.",
    "Ответ центрального сервера непонятен.",
    "The central server's answer cannot be understood.",
  ),
} as const;

const events = (count: number): string => pluralRu(count, "событие", "события", "событий");
export const fresh = {
  asOf: (time: string): Words => words(`${time} бойынша`, `на ${time}`, `as of ${time}`),
  behind: (text: string, count: number): Words =>
    words(
      `тағы ${text} оқиға саналмаған`,
      `ещё не посчитано: ${text} ${events(count)}`,
      `${text} ${count === 1 ? "event" : "events"} not yet counted`,
    ),
  stale: (time: string, age: string): Words =>
    words(
      `Сандар ескі: ${time} бойынша, орталықтан ${age} жаңа дерек жоқ.`,
      `Числа устарели: они на ${time}, новых данных нет ${age}.`,
      `These numbers are old: as of ${time}, nothing new for ${age}.`,
    ),
  seconds: (text: string): Words => words(`${text} с`, `${text} с`, `${text} s`),
} as const;

export const tables = {
  csv: words("CSV", "CSV", "CSV"),
  csvOf: (name: string): Words => words(`CSV: ${name}`, `CSV: ${name}`, `CSV: ${name}`),
  ledger: words("Тізілім", "Реестр", "Ledger"),
  allLedgers: words("Бәрі", "Все", "All"),
  post: words("Бекет", "Пост", "Post"),
  allPosts: words("Барлық бекет", "Все посты", "All posts"),
  rows: (shown: string, all: string): Words => words(`${shown} / ${all} жол`, `строк: ${shown} из ${all}`, `${shown} of ${all} rows`),
  none: words("Көрсететін жол жоқ.", "Строк нет.", "No rows."),
  sortBy: (name: string): Words => words(`${name}: реттеу`, `${name}: сортировать`, `Sort by ${name}`),
  yes: words("иә", "да", "yes"),
  no: words("жоқ", "нет", "no"),
} as const;
