import { civilDate, civilTime } from "../regime/civil-time.ts";
import type { Language } from "../language.ts";
import type { WeeklyWindow } from "../records/types.ts";

// Own tables: Chromium carries no Kazakh date data and would print "2020 M03 19".
const months: Readonly<Record<Language, readonly string[]>> = {
  kk: ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"],
  ru: ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
};

/** Short names of the days, Monday first. */
const weekdays: Readonly<Record<Language, readonly string[]>> = {
  kk: ["дс", "сс", "ср", "бс", "жм", "сб", "жс"],
  ru: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};
const everyDay: Readonly<Record<Language, string>> = { kk: "күн сайын", ru: "ежедневно", en: "every day" };
const allDay: Readonly<Record<Language, string>> = { kk: "тәулік бойы", ru: "круглосуточно", en: "around the clock" };

const units: Readonly<Record<Language, { readonly day: string; readonly hour: string; readonly minute: string; readonly less: string }>> = {
  kk: { day: "тәул", hour: "сағ", minute: "мин", less: "бір минуттан аз" },
  ru: { day: "сут", hour: "ч", minute: "мин", less: "меньше минуты" },
  en: { day: "d", hour: "h", minute: "min", less: "less than a minute" },
};

/** A civil date in words: `2020 ж. 19 наурыз`, `19 марта 2020 г.`, `19 March 2020`. */
export function formatDate(ms: number, timeZone: string, language: Language): string {
  const { year, month, day } = civilDate(ms, timeZone);
  const name = months[language][month - 1] ?? "";
  switch (language) {
    case "kk":
      return `${year} ж. ${day} ${name}`;
    case "ru":
      return `${day} ${name} ${year} г.`;
    case "en":
      return `${day} ${name} ${year}`;
  }
}

/** A civil date and time, 24 hours: `19 марта 2020 г., 08:05`. */
export function formatDateTime(ms: number, timeZone: string, language: Language): string {
  return `${formatDate(ms, timeZone, language)}, ${formatMinute(civilTime(ms, timeZone).minute)}`;
}

/** The moment a term ends, itself outside of it: midnight is `24:00` of the last day that counts, as the applicant chose it. */
export function formatEnd(ms: number, timeZone: string, language: Language): string {
  const { minute } = civilTime(ms, timeZone);
  return minute === 0 && ms % 60_000 === 0
    ? `${formatDate(ms - 1, timeZone, language)}, ${formatMinute(1440)}`
    : formatDateTime(ms, timeZone, language);
}

/** Minutes since midnight as a clock shows them; 1440 is `24:00`. */
export function formatMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** An age in its two largest units, rounded down: `2 сағ 5 мин`, `4 сут 3 ч`, `12 min`. */
export function formatAge(ageMs: number, language: Language): string {
  const { day, hour, minute, less } = units[language];
  const minutes = Math.max(0, Math.floor(ageMs / 60_000));
  if (minutes < 1) return less;
  if (minutes < 60) return `${minutes} ${minute}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} ${hour}` : `${hours} ${hour} ${minutes % 60} ${minute}`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} ${day}` : `${days} ${day} ${hours % 24} ${hour}`;
}

/** A weekly window in words: `пн–пт, 08:00–20:00`. */
export function formatWindow(window: WeeklyWindow, language: Language): string {
  const { days, fromMinute, toMinute } = window;
  const isAllDay = fromMinute === 0 && toMinute === 1440;
  const hours = isAllDay ? allDay[language] : `${formatMinute(fromMinute)}–${formatMinute(toMinute)}`;
  return `${formatDays(days, language)}, ${hours}`;
}

function formatDays(days: number, language: Language): string {
  if (days === 127) return everyDay[language];
  const runs: string[] = [];
  for (let day = 0; day < 7; day++) {
    if ((days & (1 << day)) === 0) continue;
    let last = day;
    while (last < 6 && (days & (1 << (last + 1))) !== 0) last++;
    const [first = "", end = ""] = [weekdays[language][day], weekdays[language][last]];
    runs.push(last === day ? first : last === day + 1 ? `${first}, ${end}` : `${first}–${end}`);
    day = last;
  }
  return runs.join(", ");
}
