import { words } from "../../i18n/index.ts";

/** Words on the sheet that a refused person is shown; the number is above them. */
export const travellerWords = {
  theirLanguage: words("Жолаушының тілі", "Язык проезжающего", "The traveller's language"),
  print: words("Басып шығару", "Напечатать", "Print"),
  refusal: words(
    "Өткізуден бас тартылды. Бас тарту нөмірі:",
    "В проезде отказано. Номер отказа:",
    "You were refused passage. Refusal number:",
  ),
  referral: words(
    "Сізді ауысым басшысына бағыттады. Нөмір:",
    "Вас направили к старшему смены. Номер:",
    "You were referred to the shift supervisor. Number:",
  ),
  call: words("Қоңырау шалыңыз: 1308", "Звоните: 1308", "Call 1308"),
  keep: words(
    "Нөмірді сақтаңыз. Онымен және көлік нөмірінің не құжаттың соңғы төрт таңбасымен жазбаны қаланың рұқсат порталында («Азаматқа» бөлімі) көріп, шағым беруге болады.",
    "Сохраните номер. С ним и последними четырьмя знаками номера машины или документа можно посмотреть запись и подать жалобу на портале разрешений города, раздел «Гражданам».",
    "Keep the number. With it and the last four signs of the plate or document you can see the record and contest it on the city's permit portal, under “For citizens”.",
  ),
} as const;
