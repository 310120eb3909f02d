import type { PrintedPass } from "@beket/api";
import { type Words, words } from "../../i18n/index.ts";

/** Words of the printed passes; on paper all three languages stand side by side. */
export const passWords = {
  title: words("Рұқсаттамалар", "Пропуска", "Passes"),
  lead: words(
    "Рұқсаттама — рұқсатты табуға көмектесетін парақ. Бекетте құжат пен көлік нөмірі шешеді, сондықтан онда аты-жөні жоқ; қаласаңыз, қолмен жазыңыз.",
    "Пропуск помогает найти разрешение. На посту решают документ и номер машины, поэтому имени на нём нет; при желании впишите его от руки.",
    "A pass helps to find the permit. At the post the document and the plate decide, so no name is on it; write one in by hand if you like.",
  ),
  open: words("Рұқсаттамаларды басып шығару", "Напечатать пропуска", "Print passes"),
  loading: words("Рұқсаттамалар дайындалуда…", "Готовим пропуска…", "Preparing the passes…"),
  layout: words("Парақта", "На странице", "On a page"),
  layouts: { one: words("1 рұқсаттама", "1 пропуск", "1 pass"), eight: words("8 рұқсаттама", "8 пропусков", "8 passes") },
  print: words("Басып шығару", "Напечатать", "Print"),
  back: words("Артқа", "Назад", "Back"),
  more: words("Келесілері", "Следующие", "Next ones"),
  shown: (shown: number, total: number): Words =>
    words(`Көрсетілгені: ${shown} / ${total}`, `Показано: ${shown} из ${total}`, `Shown: ${shown} of ${total}`),
  none: words("Күшіндегі рұқсат жоқ", "Действующих разрешений нет", "No permit is in force"),
} as const;

export const paperWords = {
  pass: words("РҰҚСАТТАМА", "ПРОПУСК", "PASS"),
  kinds: {
    person: words("Адам", "Человек", "Person"),
    vehicle: words("Көлік", "Машина", "Vehicle"),
    bus: words("Автобус", "Автобус", "Bus"),
  } satisfies Record<PrintedPass["kind"], Words>,
  number: words("Рұқсат", "Разрешение", "Permit"),
  code: words("Код", "Код", "Code"),
  valid: words("Жарамды", "Действует", "Valid"),
  days: words("Күн, сағат", "Дни, часы", "Days, hours"),
  places: words("Орындар", "Места", "Places"),
  everywhere: words("барлығы", "все", "all"),
  name: words("Аты-жөні (қалауыңызша)", "Имя (по желанию)", "Name (if you like)"),
  note: words(
    "Дәлел емес: бекетте құжат пен көлік нөмірі шешеді",
    "Не доказательство: на посту решают документ и номер машины",
    "No proof: at the post the document and the plate decide",
  ),
} as const;
