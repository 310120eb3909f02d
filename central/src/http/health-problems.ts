import type { ProblemKind } from "@beket/node-kit";
import type { HealthFault } from "../features/health/desk-acts.ts";
import type { ExportFault } from "../features/health/export/export.ts";

const kind = (code: HealthFault | ExportFault, status: ProblemKind["status"], kk: string, ru: string, en: string): ProblemKind => ({
  code,
  status,
  title: { kk, ru, en },
});

/** Refusals of the health desk, each with what to do. */
export const healthProblems: Readonly<Record<HealthFault | ExportFault, ProblemKind>> = {
  "health.case-unknown": kind("health.case-unknown", 404, "Мұндай жағдай жоқ", "Такого случая нет", "There is no such case"),
  "health.case-closed": kind(
    "health.case-closed",
    409,
    "Бұл жағдай жабылған: белгі алынған немесе мерзімі өткен. Тізімді жаңартыңыз.",
    "Случай уже закрыт: отметка снята или срок вышел. Обновите список.",
    "The case is closed: its hold was released or its time is over. Load the list again.",
  ),
  "health.already-contested": kind(
    "health.already-contested",
    409,
    "Бұл жағдайға шағым қазірдің өзінде бар: оны растаңыз немесе белгіні алыңыз.",
    "Случай уже оспорен: подтвердите его или снимите отметку.",
    "The case is contested already: confirm it or release it.",
  ),
  "health.valid-to-wrong": kind(
    "health.valid-to-wrong",
    422,
    "Мерзім тек растау кезінде беріледі: болашақта және 14 тәуліктен аспасын.",
    "Срок указывают только при подтверждении: в будущем и не дольше 14 суток.",
    "An end is given only with a confirmation: in the future and within 14 days.",
  ),
  "health.order-unknown": kind(
    "health.order-unknown",
    404,
    "Зертханаңызда мұндай сынама жоқ. Түтіктегі кодты тексеріңіз.",
    "В вашей лаборатории нет такой пробы. Сверьте код на пробирке.",
    "Your laboratory has no such specimen. Check the code on the tube.",
  ),
  "health.result-stands": kind(
    "health.result-stands",
    409,
    "Бұл сынаманың ауырырақ нәтижесі жазылған. Оны тек санитарлық дәрігер өзгерте алады.",
    "По этой пробе уже записан более тяжёлый результат. Решение за санитарным врачом.",
    "A graver result of this specimen is on record. A health officer decides.",
  ),
  "health.id-reused": kind(
    "health.id-reused",
    409,
    "Бұл нөмірмен басқа әрекет жасалған. Бетті жаңартып, қайталаңыз.",
    "Под этим номером уже выполнено другое действие. Обновите страницу и повторите.",
    "Another act was done under this id. Load the page again and repeat.",
  ),
  "health.person-unknown": kind(
    "health.person-unknown",
    404,
    "Мұндай адам тіркелмеген",
    "Такой человек не записан",
    "There is no such person",
  ),
  "health.export-too-large": kind(
    "health.export-too-large",
    422,
    "Бұл кезеңде жазба тым көп (10 000-нан аса). Кезеңді қысқартыңыз немесе бір бекетті таңдаңыз.",
    "За этот период слишком много записей (больше 10 000). Сократите период или выберите один пост.",
    "There are too many records in the period (over 10,000). Choose a shorter one, or one post.",
  ),
  "health.period-empty": kind(
    "health.period-empty",
    422,
    "Кезеңнің соңы басынан кейін болуы керек.",
    "Конец периода должен быть позже начала.",
    "The period must end after it begins.",
  ),
};
