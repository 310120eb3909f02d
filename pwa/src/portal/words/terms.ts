import type { TermsFault } from "../model/terms.ts";
import { words, type Words } from "../../i18n/index.ts";

export const terms = {
  heading: words("Қандай рұқсат керек?", "Какое разрешение нужно?", "Which permit is needed?"),
  ledger: words("Рұқсат түрі", "Вид разрешения", "Kind of permit"),
  ledgerHint: words(
    "Бұл екі бөлек тізілім: қалалық рұқсатпен блокбекеттен өтуге болмайды, керісінше де солай. Екеуі де керек болса, екі өтінім беріңіз.",
    "Это два отдельных реестра: городское разрешение не открывает блокпост, и наоборот. Если нужны оба, подайте два заявления.",
    "These are two separate ledgers: a city permit does not open a roadblock, nor the other way round. If you need both, make two applications.",
  ),
  ledgerText: {
    city: words(
      "Қала ішіндегі бекеттер арқылы жүру. Қаладан шығуға жарамайды.",
      "Движение через посты внутри города. Для выезда из города не подходит.",
      "Movement through the posts inside the city. Not for leaving it.",
    ),
    roadblock: words(
      "Қалаға кіру және шығу: қала шетіндегі блокбекеттер.",
      "Въезд в город и выезд: блокпосты на его границе.",
      "Entering and leaving the city: the roadblocks on its edge.",
    ),
  },
  ledgerClosed: words("Сіздің қызмет түріңізге берілмейді", "Для вашей деятельности не выдаётся", "Not issued for your activity"),
  purpose: words("Мақсаты", "Цель", "Purpose"),
  period: words("Мерзімі", "Срок", "Period"),
  firstDay: words("Бірінші күн", "Первый день", "First day"),
  lastDay: words("Соңғы күн", "Последний день", "Last day"),
  lastDayHint: (days: number) => words(`Ең көбі ${days} күн`, `Не больше ${days} дней`, `At most ${days} days`),
  days: words("Аптаның күндері", "Дни недели", "Days of the week"),
  dayNames: [
    words("Дүйсенбі", "Понедельник", "Monday"),
    words("Сейсенбі", "Вторник", "Tuesday"),
    words("Сәрсенбі", "Среда", "Wednesday"),
    words("Бейсенбі", "Четверг", "Thursday"),
    words("Жұма", "Пятница", "Friday"),
    words("Сенбі", "Суббота", "Saturday"),
    words("Жексенбі", "Воскресенье", "Sunday"),
  ],
  dayShort: [
    words("Дс", "Пн", "Mon"),
    words("Сс", "Вт", "Tue"),
    words("Ср", "Ср", "Wed"),
    words("Бс", "Чт", "Thu"),
    words("Жм", "Пт", "Fri"),
    words("Сб", "Сб", "Sat"),
    words("Жс", "Вс", "Sun"),
  ],
  hours: words("Сағаттары", "Часы", "Hours"),
  allDay: words("Тәулік бойы", "Круглосуточно", "Around the clock"),
  someHours: words("Белгілі сағаттарда", "В определённые часы", "Certain hours"),
  fromTime: words("Басталуы", "С", "From"),
  toTime: words("Аяқталуы", "До", "Until"),
  overnight: words("Келесі күні таңға дейін", "До утра следующего дня", "Until the next morning"),
  places: words("Қай жерде жарамды", "Где действует", "Where it is valid"),
  everywhere: {
    city: words("Қаланың барлық бекеттерінде", "На всех постах города", "At every post of the city"),
    roadblock: words("Барлық блокбекетте", "На всех блокпостах", "At every roadblock"),
  },
  somePosts: words("Таңдалған бекеттерде", "На выбранных постах", "At chosen posts"),
  someAreas: words("Таңдалған аудандарда", "В выбранных районах", "In chosen districts"),
} as const;

export const termsFaultWords: Readonly<Record<TermsFault, Words>> = {
  "ledger-missing": words("Рұқсат түрін таңдаңыз.", "Выберите вид разрешения.", "Choose the kind of permit."),
  "purpose-missing": words("Мақсатын таңдаңыз.", "Выберите цель.", "Choose the purpose."),
  "first-day-invalid": words("Бірінші күнді көрсетіңіз.", "Укажите первый день.", "Give the first day."),
  "first-day-past": words("Бірінші күн өтіп кетті.", "Первый день уже прошёл.", "The first day is past."),
  "last-day-invalid": words("Соңғы күнді көрсетіңіз.", "Укажите последний день.", "Give the last day."),
  "last-day-before-first": words("Соңғы күн бірінші күннен бұрын.", "Последний день раньше первого.", "The last day is before the first."),
  "too-many-days": words("Мерзімі тым ұзақ.", "Слишком длинный срок.", "The period is too long."),
  "no-weekday": words("Кемінде бір күнді таңдаңыз.", "Выберите хотя бы один день.", "Choose at least one day."),
  "time-invalid": words("Уақытты толық көрсетіңіз.", "Укажите время полностью.", "Give both times."),
  "time-empty": words("Басталуы мен аяқталуы бірдей.", "Начало и конец совпадают.", "Start and end are the same."),
  "no-place": words("Кемінде бір орынды таңдаңыз.", "Выберите хотя бы одно место.", "Choose at least one place."),
};
