import type { ProblemKind } from "@beket/node-kit";
import { words, type WordCode } from "../features/words.ts";

const kind = (code: string, status: ProblemKind["status"], kk: string, ru: string, en: string): ProblemKind => ({
  code,
  status,
  title: { kk, ru, en },
});

/** Every HTTP error of central beside those of a body that does not parse. */
export const problems = {
  notFound: kind("not-found", 404, "Мұндай бет жоқ", "Такой страницы нет", "There is no such page"),
  unknownApplication: kind("application-unknown", 404, "Мұндай өтінім жоқ", "Такого заявления нет", "There is no such application"),
  badIdentifier: kind("bin-invalid", 422, "БСН немесе ЖСН дұрыс емес", "БИН или ИИН неверен", "The BIN or IIN is wrong"),
  tooMany: kind(
    "too-many-requests",
    429,
    "Сұраулар тым жиі, сәл күтіңіз",
    "Слишком много запросов, подождите",
    "Too many requests, wait a little",
  ),
  noRegime: kind("no-regime", 503, words["application.no-regime"].kk, words["application.no-regime"].ru, words["application.no-regime"].en),
  operatorOnly: kind("operator-only", 403, "Тек операторға", "Только для оператора", "For the operator only"),
  crossSite: kind("cross-site", 403, "Сұрау басқа сайттан келді", "Запрос пришёл с другого сайта", "The request came from another site"),
  stopping: kind("stopping", 503, "Жүйе тоқтап жатыр", "Система останавливается", "The system is stopping"),
  cmsNotBase64: kind("cms-not-base64", 422, "Қолтаңба base64 емес", "Подпись не в base64", "The signature is not base64"),
  storeUnavailable: kind(
    "store-unavailable",
    503,
    "Дерекқор уақытша жауап бермейді. Енгізгеніңіз жоғалмайды: бір минуттан кейін қайталаңыз.",
    "База данных временно не отвечает. Введённое не потеряно: повторите через минуту.",
    "The database does not answer for the moment. What you entered is not lost: try again in a minute.",
  ),
  internal: kind("internal", 500, "Ішкі қате", "Внутренняя ошибка", "Internal error"),
  portalAbsent: kind(
    "portal-not-built",
    503,
    "Портал әлі жиналмаған: npm run build",
    "Портал ещё не собран: npm run build",
    "The portal is not built yet: npm run build",
  ),
  centreAbsent: kind(
    "centre-not-built",
    503,
    "Орталық экраны әлі жиналмаған: npm run build",
    "Экран центра ещё не собран: npm run build",
    "The centre's app is not built yet: npm run build",
  ),
  authorityAbsent: kind(
    "authority-not-built",
    503,
    "Уәкілетті орган қолданбасы әлі жиналмаған: npm run build",
    "Приложение уполномоченного органа ещё не собрано: npm run build",
    "The authority's app is not built yet: npm run build",
  ),
  citizenAbsent: kind(
    "citizen-not-built",
    503,
    "Азаматтар беті әлі жиналмаған: npm run build",
    "Страница для граждан ещё не собрана: npm run build",
    "The citizens' page is not built yet: npm run build",
  ),
  notSignedIn: kind("staff.not-signed-in", 401, "Алдымен жүйеге кіріңіз", "Сначала войдите в систему", "Sign in first"),
  roleMissing: kind("staff.role-missing", 403, "Бұл сіздің міндетіңізге кірмейді", "Это не входит в вашу роль", "This is not in your role"),
  signInRefused: kind(
    "staff.sign-in-refused",
    401,
    "Код немесе құпиясөз дұрыс емес. Екеуін де қайта теріңіз.",
    "Код или пароль неверен. Наберите оба ещё раз.",
    "The code or the passphrase is wrong. Type both again.",
  ),
  panelUnknown: kind("panel-unknown", 404, "Мұндай кесте жоқ", "Такой таблицы нет", "There is no such table"),
  queryInvalid: kind(
    "query-invalid",
    422,
    "Уақыт аралығы дұрыс емес: басы соңынан бұрын болсын, 92 күннен аспасын",
    "Промежуток времени неверен: начало раньше конца, не дольше 92 дней",
    "The range of time is wrong: from before to, no longer than 92 days",
  ),
  dateInvalid: kind("date-invalid", 422, "Мұндай күн жоқ", "Такой даты нет", "There is no such day"),
  cardIdReused: kind(
    "card-id-reused",
    409,
    "Бұл нөмірмен басқа карта сақталған. Бетті жаңартып, қайта сақтаңыз.",
    "Под этим номером сохранена другая карта. Обновите страницу и сохраните ещё раз.",
    "Another card was saved under this id. Load the page again and save once more.",
  ),
  locked: kind(
    "staff.locked",
    423,
    "Қате әрекет тым көп. Біраздан кейін қайталаңыз немесе жүйе әкімшісіне хабарласыңыз.",
    "Слишком много неверных попыток. Повторите позже или обратитесь к администратору.",
    "Too many wrong tries. Try again later, or call the administrator.",
  ),
} as const;

/** A refusal before anything is stored: 409 where a first submission stands, else 422. */
export const refusalProblem = (code: WordCode): ProblemKind => ({
  code,
  status: code === "application.already-submitted" || code === "application.signature-reused" ? 409 : 422,
  title: words[code],
});
