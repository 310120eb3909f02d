import { type Words, words } from "../../i18n/index.ts";

/** Words around every screen of the citizens' page. */
export const frame = {
  title: words("Азаматқа", "Гражданам", "For citizens"),
  skip: words("Мазмұнға өту", "К содержанию", "Skip to content"),
  language: words("Тіл", "Язык", "Language"),
  home: words("Басты бет", "На главную", "Start"),
  back: words("Артқа", "Назад", "Back"),
  lead: words(
    "Тіркелусіз. Нөмірлер мен құжаттар мекенжайда қалмайды.",
    "Без регистрации. Номера и документы не остаются в адресе.",
    "Without signing up. Numbers and documents never stay in an address.",
  ),
  portal: words("Ұйымдарға: рұқсат порталы", "Организациям: портал разрешений", "For organisations: the permit portal"),
  hotline: words("Сұрақтар: 1308", "Вопросы: 1308", "Questions: 1308"),
  waiting: words("Күте тұрыңыз…", "Подождите…", "One moment…"),
  again: words("Қайталау", "Повторить", "Try again"),
  network: words(
    "Байланыс жоқ. Интернетті тексеріп, қайталаңыз немесе 1308-ге қоңырау шалыңыз.",
    "Нет связи. Проверьте интернет и повторите или позвоните 1308.",
    "No connection. Check the internet and try again, or call 1308.",
  ),
  unreadable: words(
    "Жүйе түсініксіз жауап берді. Біраздан кейін қайталаңыз.",
    "Система ответила непонятно. Повторите позже.",
    "The system answered strangely. Try again later.",
  ),
  required: words("Толтырыңыз", "Заполните", "Fill this in"),
  whatToDo: words("Не істеу керек", "Что делать", "What to do"),
  screens: {
    check: words("Рұқсатымды тексеру", "Проверить своё разрешение", "Check my permit"),
    refusal: words("Бекеттегі бас тарту", "Отказ на посту", "A refusal at a post"),
    application: words("Өтінімнің күйі", "Состояние заявления", "An application"),
    lookups: words("Мені кім тексерді", "Кто меня проверял", "Who looked me up"),
  },
  screenLeads: {
    check: words(
      "ЖСН, құжат не көлік нөмірі және рұқсаттама коды",
      "ИИН, документ или номер машины и код пропуска",
      "IIN, document or plate, and the code of the pass",
    ),
    refusal: words(
      "Бас тарту нөмірі бойынша: себебі, шағым",
      "По номеру отказа: причина, жалоба",
      "By its number: the reason, and an appeal",
    ),
    application: words(
      "Өтінім коды бойынша: шешім, шағым",
      "По коду заявления: решение, жалоба",
      "By its code: the decision, and an appeal",
    ),
    lookups: words("ЭЦҚ-мен кіргеннен кейін", "После входа с ЭЦП", "After signing in with your signature"),
  },
} as const;

export const failureWords = { network: frame.network, unreadable: frame.unreadable } as const satisfies Record<string, Words>;
