import type { ProblemKind } from "@beket/node-kit";

const kind = (code: string, status: ProblemKind["status"], kk: string, ru: string, en: string): ProblemKind => ({
  code,
  status,
  title: { kk, ru, en },
});

/** What the portal's sign-in and its guard refuse. */
export const accessProblems = {
  notSignedIn: kind("portal.not-signed-in", 401, "ЭЦҚ арқылы кіріңіз", "Войдите с помощью ЭЦП", "Sign in with your electronic signature"),
  csrf: kind(
    "csrf-missing",
    403,
    "Сұрау біздің беттен келмеген. Бетті жаңартып, қайталаңыз.",
    "Запрос пришёл не с нашей страницы. Обновите страницу и повторите.",
    "The request did not come from our page. Load the page again and repeat.",
  ),
  organisationForeign: kind(
    "portal.organisation-foreign",
    403,
    "Сіз бұл ұйым үшін әрекет ете алмайсыз",
    "Вы не можете действовать за эту организацию",
    "You cannot act for this organisation",
  ),
  rightMissing: kind(
    "portal.right-missing",
    403,
    "Мұны тек ұйымның бірінші басшысы жасай алады",
    "Это может сделать только первый руководитель организации",
    "Only the first head of the organisation can do this",
  ),
  challengeUnknown: kind(
    "portal.challenge-unknown",
    422,
    "Кіру құжаты ескірген немесе пайдаланылған. Қайта кіріңіз.",
    "Документ для входа устарел или уже использован. Войдите ещё раз.",
    "The sign-in document is too old or was used already. Sign in again.",
  ),
  notPerson: kind(
    "portal.not-person",
    403,
    "Бұл кілт адамдікі емес: жеке тұлғаның немесе ұйым қызметкерінің кілтін таңдаңыз",
    "Это ключ не человека: выберите ключ физического лица или сотрудника организации",
    "This key is not a person's: choose an individual's key or one of somebody at the organisation",
  ),
  evidenceAbsent: kind(
    "portal.evidence-unavailable",
    503,
    "Куәландырушы орталық жауап бермейді, сондықтан кілттің кері қайтарылмағанын тексеру мүмкін емес. Бірнеше минуттан кейін қайталаңыз.",
    "Удостоверяющий центр не отвечает, поэтому нельзя проверить, не отозван ли ключ. Повторите через несколько минут.",
    "The certification authority does not answer, so nobody can tell whether the key was revoked. Try again in a few minutes.",
  ),
  locked: kind(
    "portal.locked",
    429,
    "Кіру әрекеті тым көп. Біраздан кейін қайталаңыз.",
    "Слишком много попыток входа. Повторите позже.",
    "Too many sign-ins. Try again later.",
  ),
} as const;
