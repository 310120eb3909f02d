import type { ProblemKind } from "@beket/node-kit";
import { words } from "../features/words.ts";

const kind = (code: string, status: ProblemKind["status"], kk: string, ru: string, en: string): ProblemKind => ({
  code,
  status,
  title: { kk, ru, en },
});

/** What the routes of drafts, rosters and consents refuse. */
export const draftProblems = {
  "draft.unknown": kind("draft.unknown", 404, "Мұндай жоба жоқ", "Такого черновика нет", "There is no such draft"),
  "draft.not-editable": kind(
    "draft.not-editable",
    409,
    "Жоба басшыға берілген немесе қол қойылған. Алдымен оны қайтарып алыңыз.",
    "Черновик передан руководителю или подписан. Сначала верните его.",
    "The draft was handed to the head or is signed. Take it back first.",
  ),
  "draft.too-many": kind(
    "draft.too-many",
    409,
    "Ашық жобалар тым көп. Қажетсізін өшіріңіз.",
    "Слишком много открытых черновиков. Удалите ненужные.",
    "There are too many open drafts. Discard those that are not needed.",
  ),
  "draft.too-large": kind(
    "draft.too-large",
    413,
    "Ұйымның жобалары тым үлкен. Қажетсізін өшіріңіз.",
    "Черновики организации слишком велики. Удалите ненужные.",
    "The organisation's drafts are too large. Discard those that are not needed.",
  ),
  "draft.revision-stale": kind(
    "draft.revision-stale",
    409,
    "Жобаны басқа адам сақтап қойды. Оның нұсқасын қарап шығыңыз.",
    "Черновик успел сохранить другой человек. Посмотрите его версию.",
    "Somebody else saved the draft in between. Look at their version.",
  ),
  unknownApplication: kind(
    "application.unknown",
    404,
    "Ұйымда мұндай өтінім жоқ",
    "У организации нет такого заявления",
    "The organisation has no such application",
  ),
  unknownPermit: kind("permit.unknown", 404, "Мұндай нөмір жоқ", "Такого номера нет", "There is no such number"),
  "preparers.iin-invalid": kind(
    "preparers.iin-invalid",
    422,
    "ЖСН дұрыс емес немесе қайталанған",
    "ИИН неверен или повторяется",
    "An IIN is wrong or stands there twice",
  ),
  "small.not-available": kind(
    "small.not-available",
    503,
    words["small.not-available"].kk,
    words["small.not-available"].ru,
    words["small.not-available"].en,
  ),
  "small.review-unknown": kind("small.review-unknown", 404, "Мұндай жазба жоқ", "Такой записи нет", "There is no such entry"),
  "small.review-closed": kind(
    "small.review-closed",
    409,
    "Бұл жазба қаралып қойған. Тізімді жаңартыңыз.",
    "Эта запись уже рассмотрена. Обновите список.",
    "Somebody looked at this entry already. Load the list again.",
  ),
} as const;
