import type { AppealCase, AppealDecision, AppealRow, corrections } from "@beket/api";
import { type Words, words } from "../../i18n/index.ts";

type Stop = NonNullable<AppealCase["stop"]>;

/** Words of the registrar's desk for appeals. */
export const appealWords = {
  title: words("Шағымдар", "Жалобы", "Appeals"),
  lead: words(
    "Бекеттердегі бас тартуларға, өтінімдер мен рұқсаттар бойынша шешімдерге.",
    "На отказы на постах, решения по заявлениям и отзывы разрешений.",
    "Against refusals at posts, decisions on applications and revocations of permits.",
  ),
  which: words("Қайсысы", "Какие", "Which"),
  open: words("Ашық", "Открытые", "Open"),
  decided: words("Шешілген", "Решённые", "Decided"),
  number: words("Нөмір", "Номер", "Number"),
  kind: words("Неге", "На что", "Against"),
  kinds: {
    refusal: words("бекеттегі шешім", "решение на посту", "a decision at a post"),
    application: words("өтінім бойынша шешім", "решение по заявлению", "a decision on an application"),
  } satisfies Record<AppealRow["kind"], Words>,
  whole: words("бүкіл өтінім", "всё заявление", "the whole application"),
  post: words("Бекет", "Пост", "Post"),
  about: words("Болған уақыты", "Когда было", "When it happened"),
  received: words("Түскен уақыты", "Подана", "Received"),
  age: words("Күтуде", "Ждёт", "Waits for"),
  state: words("Күйі", "Состояние", "State"),
  states: {
    open: words("ашық", "открыта", "open"),
    upheld: words("шешім күшінде қалды", "решение оставлено", "decision stands"),
    overturned: words("қанағаттандырылды", "удовлетворена", "granted"),
  } satisfies Record<AppealRow["state"], Words>,
  none: words("Ашық шағым жоқ", "Открытых жалоб нет", "No open appeals"),
  noneDecided: words("Шешілген шағым жоқ", "Решённых жалоб нет", "No decided appeals"),
  text: words("Адам жазғаны", "Что написал человек", "What the person wrote"),
  phone: words("Телефон", "Телефон", "Telephone"),
  told: words("Адамға айтылған себептер", "Причины, названные человеку", "Reasons the person was told"),
  stop: words("Бекетте не оқылды", "Что прочитано на посту", "What was read at the post"),
  stopLate: words(
    "Тексеру жазбасы бекеттен әлі келмеген",
    "Запись проверки ещё не пришла с поста",
    "The record of the check has not come from the post yet",
  ),
  officer: words("Офицер", "Сотрудник", "Officer"),
  lane: words("Жолақ", "Полоса", "Lane"),
  verdict: words("Шешім", "Решение", "Verdict"),
  rules: (regime: number, registry: number | null): Words =>
    words(
      `Ережелер ${regime}, тізілім ${registry ?? "–"}`,
      `Правила ${regime}, реестр ${registry ?? "–"}`,
      `Rules ${regime}, registry ${registry ?? "–"}`,
    ),
  dataAge: (age: string): Words => words(`дерек жасы ${age}`, `данным было ${age}`, `data was ${age} old`),
  replay: {
    agreed: words(
      "Қайта есептелді: жүйе дәл солай шешеді",
      "Пересчитано: система решает так же",
      "Computed again: the system decides the same",
    ),
    differing: words(
      "Қайта есептелді: нәтиже өзгеше! Аудиторға айтыңыз.",
      "Пересчитано: результат другой! Сообщите аудитору.",
      "Computed again: the result differs! Tell the auditor.",
    ),
    "not-replayable": words(
      "Қайта есептеуге болмайды: бекеттегі дерек толық емес еді",
      "Пересчитать нельзя: данные на посту были неполными",
      "Cannot be computed again: the post's data was not whole",
    ),
  } satisfies Record<Stop["replay"], Words>,
  readBy: {
    keypad: words("пернетақта", "клавиатура", "keypad"),
    camera: words("камера", "камера", "camera"),
    scanner: words("сканер", "сканер", "scanner"),
    document: words("құжат", "документ", "document"),
  },
  organisation: words("Ұйым", "Организация", "Organisation"),
  ledger: words("Тізілім", "Реестр", "Ledger"),
  rows: words("Бас тартылған және қайтарылған жолдар", "Отказанные и отозванные строки", "Rows refused and revoked"),
  decide: words("Шешім шығару", "Решить", "Decide"),
  outcome: words("Нәтиже", "Итог", "Outcome"),
  outcomes: {
    upheld: words("Шешім күшінде", "Решение в силе", "The decision stands"),
    overturned: words("Шағым негізді", "Жалоба обоснована", "The appeal is right"),
  } satisfies Record<AppealDecision["outcome"], Words>,
  answer: words("Адамға жауап", "Ответ человеку", "Answer to the person"),
  answerHint: words("Азамат бұл сөздерді көреді", "Эти слова увидит гражданин", "The person reads these words"),
  answerShort: words("Кемінде 3 таңба", "Не меньше 3 знаков", "At least 3 characters"),
  correction: words("Не түзетілуі керек", "Что исправить", "What is to be put right"),
  corrections: {
    none: words("ештеңе", "ничего", "nothing"),
    "tell-organisation": words("ұйымға хабарлау", "сообщить организации", "tell the organisation"),
    "tell-post": words("бекетке хабарлау", "сообщить посту", "tell the post"),
    "reissue-permit": words("рұқсатты қайта беру", "выдать разрешение заново", "issue the permit again"),
    "correct-base": words("базаны түзету", "исправить базу", "correct the base"),
  } satisfies Record<(typeof corrections)[number], Words>,
  note: words("Әріптестерге ескерту (міндетті емес)", "Заметка коллегам (не обязательно)", "Note to colleagues (if any)"),
  send: words("Шешімді жазу", "Записать решение", "Record the decision"),
  decidedBy: words("Шешкен", "Решил", "Decided by"),
  saved: words("Шешім жазылды", "Решение записано", "The decision was recorded"),
  readOnly: words("Шешімді тіркеуші шығарады", "Решает регистратор", "A registrar decides"),
} as const;
