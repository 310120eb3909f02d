import { siteFaultCodes, siteFaultText, type SiteFaultCode } from "@beket/domain";
import { problem, type ProblemKind } from "@beket/node-kit";
import type { Context } from "hono";
import type { EdgeFault, EdgeFaultCode } from "../features/faults.ts";

type Entry = Omit<ProblemKind, "code">;
const entry = (status: ProblemKind["status"], kk: string, ru: string, en: string): Entry => ({ status, title: { kk, ru, en } });

type SiteProblem = `site.${SiteFaultCode}`;
/** Each fault of the edge: status and a sentence. Codes are stable; screens react to the code, people read the sentence. */
const problems: Readonly<
  Record<
    | Exclude<EdgeFaultCode, SiteProblem>
    | "not-signed-in"
    | "foreign-origin"
    | "no-such-route"
    | "no-such-device"
    | "too-many-screens"
    | "id-invalid",
    Entry
  >
> = {
  "journal-full": entry(
    507,
    "Журнал толды: тексеру тоқтатылды. Қағазға жазыңыз және орталыққа хабарлаңыз.",
    "Журнал заполнен: проверка остановлена. Ведите запись на бумаге и сообщите в центр.",
    "The journal is full: checking has stopped. Write on paper and tell the centre.",
  ),
  "journal-failed": entry(
    503,
    "Журналға жазылмады: тексеру тоқтатылды. Түйінді қайта іске қосыңыз.",
    "Журнал не записывается: проверка остановлена. Перезапустите узел.",
    "The journal cannot be written: checking has stopped. Restart the node.",
  ),
  "event-too-large": entry(
    413,
    "Бір тоқтатуға тым көп адам: бөліп тексеріңіз.",
    "Слишком много людей в одной проверке: разделите её.",
    "Too many people in one check: split it.",
  ),
  "event-id-invalid": entry(422, "Оқиға нөмірі жарамсыз.", "Недопустимый номер события.", "The event's id is not valid."),
  "id-invalid": entry(422, "Нөмір жарамсыз.", "Недопустимый номер.", "The id is not valid."),
  "id-reused": entry(
    409,
    "Бұл нөмір басқа сұраққа берілген.",
    "Этот номер уже занят другим запросом.",
    "This id belongs to another request.",
  ),
  "already-recorded": entry(
    409,
    "Бұл жазба журналда бар, бірақ жауабы сақталмады. Қайта тексеру үшін жаңа нөмір керек.",
    "Эта запись уже в журнале, но ответ не сохранился. Для новой проверки нужен новый номер.",
    "The journal holds this already, but its answer is gone. A new check needs a new id.",
  ),
  "wrong-post": entry(422, "Бұл басқа бекеттің тоқтатуы.", "Это остановка другого поста.", "This stop is of another post."),
  "wrong-lane": entry(403, "Сіз басқа жолақта кірдіңіз.", "Вы вошли на другой полосе.", "You are signed in at another lane."),
  "no-rules": entry(
    503,
    "Бекет ережелерді әлі алған жоқ: тексеру мүмкін емес.",
    "Пост ещё не получил правила: проверка невозможна.",
    "This post has not received the rules yet: it cannot check.",
  ),
  "no-roster": entry(
    503,
    "Бекет қызметкерлер тізімін әлі алған жоқ.",
    "Пост ещё не получил список сотрудников.",
    "This post has not received its roster yet.",
  ),
  "no-other-ledger": entry(
    404,
    "Бұл бекетте басқа тізілім жоқ.",
    "На этом посту нет другого реестра.",
    "This post does not hold the other ledger.",
  ),
  "sign-in-refused": entry(401, "Код немесе PIN дұрыс емес.", "Неверный код или PIN.", "Wrong code or PIN."),
  "sign-in-locked": entry(423, "Тым көп әрекет: күте тұрыңыз.", "Слишком много попыток: подождите.", "Too many tries: wait."),
  "sign-in-busy": entry(
    429,
    "Жүйе бос емес: бірнеше секундтан кейін қайталаңыз.",
    "Система занята: повторите через несколько секунд.",
    "Busy: try again in some seconds.",
  ),
  "not-at-this-post": entry(403, "Сізге бұл бекетте рұқсат жоқ.", "Вы не допущены к этому посту.", "You are not admitted at this post."),
  "no-such-lane": entry(422, "Мұндай жолақ жоқ.", "Такой полосы нет.", "There is no such lane."),
  "no-such-referral": entry(404, "Мұндай жіберу жоқ.", "Такого направления нет.", "There is no such referral."),
  "referral-resolved": entry(
    409,
    "Бұл іс бойынша шешім қабылданған.",
    "По этому направлению решение уже принято.",
    "This referral is resolved already.",
  ),
  "too-many-referrals": entry(
    429,
    "Ашық жіберу тым көп: алдымен біреуін аяқтаңыз.",
    "Слишком много открытых направлений: завершите одно из них.",
    "Too many open referrals: resolve one first.",
  ),
  "no-health-rules": entry(
    503,
    "Бекет денсаулық ережелерін әлі алған жоқ: сауалнама мен тест мүмкін емес.",
    "Пост ещё не получил медицинские правила: опрос и тесты невозможны.",
    "This post has not received the health rules yet: it can neither ask nor test.",
  ),
  "time-wrong": entry(
    422,
    "Жазба уақыты дұрыс емес: планшет сағатын тексеріңіз.",
    "Время записи неверно: проверьте часы планшета.",
    "The time of the record is not right: check the tablet's clock.",
  ),
  "too-many-slip-checks": entry(
    429,
    "Бұл анықтама тым көп адаммен салыстырылды: бір сағаттан кейін қайталаңыз.",
    "Этот талон сравнили со слишком многими людьми: повторите через час.",
    "This slip was compared with too many people: try again in an hour.",
  ),
  "role-missing": entry(403, "Сіздің рөліңіз мұны ашпайды.", "Ваша роль сюда не допускает.", "Your role does not open this."),
  "internal-fault": entry(500, "Ішкі қате: қайталап көріңіз.", "Внутренняя ошибка: повторите.", "Internal error: try again."),
  "wrong-device": entry(403, "Бұл басқа құрылғының деректері.", "Это данные другого устройства.", "These are another device's data."),
  "not-signed-in": entry(401, "Алдымен кіріңіз.", "Сначала войдите.", "Sign in first."),
  "foreign-origin": entry(403, "Сұрау басқа сайттан келді.", "Запрос пришёл с другого сайта.", "The request came from another site."),
  "no-such-route": entry(404, "Мұндай мекенжай жоқ.", "Такого адреса нет.", "There is no such address."),
  "no-such-device": entry(401, "Құрылғының кілті белгісіз.", "Ключ устройства неизвестен.", "The device's token is not known."),
  "crew-missing": entry(422, "Бригаданы көрсетіңіз.", "Укажите бригаду.", "Name the crew."),
  "evidence-type-wrong": entry(
    415,
    "Бұл фотосурет немесе трек емес: қайта түсіріңіз.",
    "Это не фотография и не трек: снимите ещё раз.",
    "This is no photo and no track: take it again.",
  ),
  "evidence-too-large": entry(
    413,
    "Файл 5 МБ-тан үлкен: кішірейтіп жіберіңіз.",
    "Файл больше 5 МБ: уменьшите его.",
    "The file is larger than 5 MB: make it smaller.",
  ),
  "evidence-full": entry(
    507,
    "Түйінде фотосуретке орын қалмады: орталыққа хабарлаңыз. Жұмыс туралы жазба сақталады.",
    "На узле нет места для фотографий: сообщите в центр. Запись о работе сохранится.",
    "The node has no room for photos: tell the centre. The record of the work is kept.",
  ),
  "too-many-screens": entry(503, "Ашық экран тым көп.", "Слишком много открытых экранов.", "Too many open screens."),
};
type ProblemCode = keyof typeof problems | SiteProblem;

const siteStatus: Partial<Record<SiteFaultCode, ProblemKind["status"]>> = {
  "site-unknown": 404,
  "not-your-crew": 403,
  "already-claimed": 409,
  "already-validated": 409,
};
const siteEntry = (code: SiteFaultCode): Entry =>
  entry(siteStatus[code] ?? 422, siteFaultText(code, "kk"), siteFaultText(code, "ru"), siteFaultText(code, "en"));
const siteProblems = new Map<string, Entry>(siteFaultCodes.map((code) => [`site.${code}`, siteEntry(code)]));
const isSite = (code: ProblemCode): code is SiteProblem => siteProblems.has(code);
const entryOf = (code: ProblemCode): Entry => (isSite(code) ? (siteProblems.get(code) ?? problems["internal-fault"]) : problems[code]);

export function refuse(c: Context, failure: EdgeFault | { readonly code: ProblemCode; readonly retryAfterMs?: number }): Response {
  if (failure.retryAfterMs !== undefined) c.header("retry-after", String(Math.ceil(failure.retryAfterMs / 1_000)));
  return problem(c, { code: failure.code, ...entryOf(failure.code) });
}
