import type { Mismatch } from "./keys.ts";

export type Language = "kk" | "ru" | "en";
type Words = Readonly<Record<Language, string>>;

/** What the confirm page says. */
export const words = {
  title: { kk: "NCALayer симуляторы", ru: "Симулятор NCALayer", en: "NCALayer simulator" },
  demoOnly: {
    kk: "Тек көрсетілім кілттері. Нақты ЭЦҚ бұл жерде жоқ.",
    ru: "Только демонстрационные ключи. Настоящих ЭЦП здесь нет.",
    en: "Demonstration keys only. There is no real signature key here.",
  },
  idle: {
    kk: "Қол қоюға сұрау жоқ. Бет өзі жаңарады.",
    ru: "Запросов на подпись нет. Страница обновляется сама.",
    en: "Nothing waits for a signature. This page renews itself.",
  },
  question: { kk: "Құжатқа қол қоясыз ба?", ru: "Подписать документ?", en: "Sign this document?" },
  asks: { kk: "Сұраған бет", ru: "Запрашивает страница", en: "Asked by the page" },
  program: { kk: "осы компьютердегі бағдарлама", ru: "программа на этом компьютере", en: "a program on this computer" },
  size: { kk: "Көлемі", ru: "Размер", en: "Size" },
  bytes: { kk: "байт", ru: "байт", en: "bytes" },
  hash: { kk: "SHA-256", ru: "SHA-256", en: "SHA-256" },
  mode: { kk: "Қолтаңба", ru: "Подпись", en: "Signature" },
  detached: { kk: "құжаттан бөлек", ru: "отдельно от документа", en: "detached from the document" },
  attached: { kk: "құжат ішінде", ru: "вместе с документом", en: "with the document inside" },
  text: { kk: "Құжаттың мәтіні", ru: "Текст документа", en: "Text of the document" },
  key: { kk: "Кілтті таңдаңыз", ru: "Выберите ключ", en: "Choose the key" },
  noKey: {
    kk: "Бұл сұрауға сәйкес кілт жоқ. Бас тартуға ғана болады.",
    ru: "Ни один ключ не подходит к этому запросу. Можно только отказаться.",
    en: "No key fits this request. You can only cancel.",
  },
  until: { kk: "мерзімі", ru: "действует до", en: "valid until" },
  sign: { kk: "Қол қою", ru: "Подписать", en: "Sign" },
  cancel: { kk: "Бас тарту", ru: "Отказаться", en: "Cancel" },
  gone: { kk: "Бұл сұрау енді жоқ.", ru: "Этого запроса больше нет.", en: "This request is gone." },
  done: { kk: "Дайын. Порталға оралыңыз.", ru: "Готово. Вернитесь на портал.", en: "Done. Go back to the portal." },
} as const satisfies Readonly<Record<string, Words>>;

export const mismatchWords: Readonly<Record<Mismatch, Words>> = {
  use: { kk: "аутентификация кілті", ru: "ключ для входа, не для подписи", en: "a sign-in key, not for signing" },
  role: { kk: "рөлі басқа (бірінші басшы емес)", ru: "другая роль (не первый руководитель)", en: "another role than asked" },
  iin: { kk: "басқа адамның ЖСН-і", ru: "ИИН другого человека", en: "another person's IIN" },
  bin: { kk: "басқа ұйымның БСН-і", ru: "БИН другой организации", en: "another organisation's BIN" },
  "serial-number": { kk: "басқа сертификат", ru: "другой сертификат", en: "another certificate" },
  chain: { kk: "басқа куәландырушы орталық", ru: "другой удостоверяющий центр", en: "another certification authority" },
  expired: { kk: "мерзімі өткен", ru: "срок истёк", en: "expired" },
  "not-yet-valid": { kk: "мерзімі басталмаған", ru: "ещё не действует", en: "not yet valid" },
};
