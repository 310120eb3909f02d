import type { ProblemKind } from "@beket/node-kit";
import type { CaseFault } from "../features/cases/desk.ts";
import type { LegalHoldFault } from "../features/retention/legal-holds.ts";

const kind = (code: string, status: ProblemKind["status"], kk: string, ru: string, en: string): ProblemKind => ({
  code,
  status,
  title: { kk, ru, en },
});

/** What the report of abuse, cases and legal holds refuse. */
export const oversightProblems = {
  "abuse.finding-unknown": kind("abuse.finding-unknown", 404, "Мұндай белгі жоқ", "Такого признака нет", "There is no such finding"),
  "abuse.flag-none": kind(
    "abuse.flag-none",
    409,
    "Бекеттерде күшіндегі белгі жоқ: ол аяқталған немесе алынып тасталған",
    "На постах нет действующей пометки: она истекла или снята",
    "No flag is in force at the posts: it ended or was released",
  ),
  "case.unknown": kind("case.unknown", 404, "Мұндай іс жоқ", "Такого дела нет", "There is no such case"),
  "case.purged": kind(
    "case.purged",
    410,
    "Сақтау мерзімі өтті: құжат пен дәлелдер жойылған",
    "Срок хранения истёк: документ и доказательства уничтожены",
    "Its time is over: document and evidence were purged",
  ),
  "case.no-evidence": kind(
    "case.no-evidence",
    409,
    "Бұл іс бойынша өткен қолтаңба сақталмаған",
    "По этому делу нет сохранённой принятой подписи",
    "No accepted signature is archived with this case",
  ),
  "legal-hold.subject-invalid": kind("legal-hold.subject-invalid", 422, "Нөмір дұрыс емес", "Номер неверен", "The number is wrong"),
  "legal-hold.unknown": kind(
    "legal-hold.unknown",
    404,
    "Мұндай сақтау бұйрығы жоқ",
    "Такого запрета на уничтожение нет",
    "There is no such legal hold",
  ),
  "legal-hold.ended": kind(
    "legal-hold.ended",
    409,
    "Сақтау бұйрығы аяқталған",
    "Запрет на уничтожение уже снят",
    "The legal hold has ended",
  ),
  "legal-hold.second-person": kind(
    "legal-hold.second-person",
    409,
    "Екінші адам растауы керек: сұраған адам өзі растай алмайды",
    "Нужен второй человек: кто попросил, сам подтвердить не может",
    "A second person has to agree: who asked cannot",
  ),
} as const satisfies Record<CaseFault | LegalHoldFault | "abuse.finding-unknown" | "abuse.flag-none", ProblemKind>;
