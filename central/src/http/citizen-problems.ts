import type { ProblemKind } from "@beket/node-kit";

const kind = (code: string, status: ProblemKind["status"], kk: string, ru: string, en: string): ProblemKind => ({
  code,
  status,
  title: { kk, ru, en },
});

/** What the public side refuses. Nothing here tells whether something exists, only how it was asked. */
export const citizenProblems = {
  identifierInvalid: kind(
    "identifier-invalid",
    422,
    "Нөмір дұрыс емес: қайта оқып, енгізіңіз",
    "Номер неверен: прочитайте и введите ещё раз",
    "The number is wrong: read it again and type it once more",
  ),
  secondInvalid: kind(
    "second-invalid",
    422,
    "Рұқсаттама кодында немесе рұқсат нөмірінде қате бар: рұқсаттамамен салыстырып, қайта жазыңыз",
    "В коде пропуска или номере разрешения ошибка: сверьте с пропуском и введите ещё раз",
    "The code of the pass or the number of the permit has a mistake: compare it with the pass and type it again",
  ),
  unknown: kind(
    "record-unknown",
    404,
    "Мұндай жазба табылмады. Нөмірді және соңғы төрт таңбаны тексеріңіз; бекеттен жазба кешігіп келуі мүмкін.",
    "Такой записи нет. Проверьте номер и последние четыре знака; запись с поста может прийти с опозданием.",
    "There is no such record. Check the number and the last four signs; a record may come late from its post.",
  ),
  nothingToAppeal: kind(
    "nothing-to-appeal",
    422,
    "Мұнда шағымданатын ештеңе жоқ: бас тарту да, қайтарып алу да болмаған",
    "Обжаловать нечего: отказа или отзыва не было",
    "There is nothing to contest: nothing was refused or revoked",
  ),
  passesOff: kind(
    "passes-not-issued",
    503,
    "Бұл жүйе рұқсаттама шығармайды: кілті жоқ",
    "Эта система не выдаёт пропуска: у неё нет ключа",
    "This system issues no passes: it has no key for them",
  ),
  appealUnknown: kind("appeal-unknown", 404, "Мұндай шағым жоқ", "Такой жалобы нет", "There is no such appeal"),
  appealDecided: kind(
    "appeal-decided",
    409,
    "Бұл шағымды басқа тіркеуші шешіп қойған",
    "Эту жалобу уже решил другой регистратор",
    "Another registrar has decided this appeal already",
  ),
} as const;
