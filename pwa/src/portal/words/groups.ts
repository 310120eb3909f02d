import { words, type Words } from "../../i18n/index.ts";
import type { GroupFault } from "../roster/groups.ts";

export const groupWords = {
  heading: words("Топтар", "Группы", "Groups"),
  lead: words(
    "Вахта автобусы — бір көлік пен ішіндегі адамдар саны. «Бірге» — жолдары бекеттен тек бірге өтеді.",
    "Вахтовый автобус — один автомобиль и число людей в нём. «Вместе» — строки проезжают пост только вместе.",
    "A shift bus is one vehicle and how many are in it. “Together”: its rows pass a post only together.",
  ),
  group: words("Топ", "Группа", "Group"),
  alone: words("Жеке", "Отдельно", "On its own"),
  addBus: words("Вахта автобусы", "Вахтовый автобус", "Shift bus"),
  addTogether: words("Бірге жүретін топ", "Группа «вместе»", "Group that goes together"),
  bus: (group: string) => words(`Автобус: ${group}`, `Автобус: ${group}`, `Bus: ${group}`),
  together: (group: string) => words(`Бірге: ${group}`, `Вместе: ${group}`, `Together: ${group}`),
  headcount: words("Адам саны", "Сколько людей", "How many people"),
  members: (persons: number, vehicles: number) =>
    words(
      `Жолдары: ${persons} адам, ${vehicles} көлік`,
      `Строки: людей ${persons}, автомобилей ${vehicles}`,
      `Rows: ${persons} people, ${vehicles} vehicles`,
    ),
  remove: (group: string) => words(`Топты жою: ${group}`, `Убрать группу: ${group}`, `Remove the group: ${group}`),
} as const;

export const groupFaultWords: Readonly<Record<GroupFault["code"], Words>> = {
  "group-empty": words(
    "Бұл топта ешкім жоқ: жолда топты таңдаңыз немесе топты жойыңыз.",
    "В группе никого нет: выберите её в строке или уберите группу.",
    "Nobody is in this group: choose it in a row, or remove the group.",
  ),
  "bus-vehicles": words(
    "Автобус тобында тура бір көлік болады.",
    "В группе автобуса ровно один автомобиль.",
    "A bus group has exactly one vehicle.",
  ),
  "bus-headcount": words("Адам санын көрсетіңіз: 1–500.", "Укажите число людей: 1–500.", "Give the number of people: 1–500."),
  "together-size": words(
    "Бірге жүретін топта 2–80 жол болады.",
    "В группе «вместе» от 2 до 80 строк.",
    "A group that goes together has 2 to 80 rows.",
  ),
};
