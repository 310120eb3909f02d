import type { ProblemKind } from "@beket/node-kit";
import type { OrganisationFault } from "../features/organisations/desk.ts";

const kind = (code: string, status: ProblemKind["status"], kk: string, ru: string, en: string): ProblemKind => ({
  code,
  status,
  title: { kk, ru, en },
});

/** Refusals of the desk of organisations, by code. */
export const organisationProblems: Readonly<Record<OrganisationFault | "file-too-large" | "upload-cut", ProblemKind>> = {
  "import-running": kind(
    "import-running",
    409,
    "Басқа файл жүктеліп жатыр. Оның аяқталуын күтіңіз.",
    "Уже загружается другой файл. Дождитесь его окончания.",
    "Another file is being imported. Wait until it has ended.",
  ),
  "import-unknown": kind("import-unknown", 404, "Мұндай жүктеу жоқ", "Такой загрузки нет", "There is no such import"),
  "nothing-to-roll-back": kind(
    "nothing-to-roll-back",
    409,
    "Қайтаратын алдыңғы база жоқ",
    "Нет предыдущей базы, к которой можно вернуться",
    "There is no base before this one to go back to",
  ),
  "base-changed": kind(
    "base-changed",
    409,
    "База осы арада өзгерді. Бетті жаңартып, қайта қараңыз.",
    "База тем временем изменилась. Обновите страницу и посмотрите снова.",
    "The base has changed meanwhile. Load the page again and look once more.",
  ),
  "organisation-known": kind(
    "organisation-known",
    409,
    "Бұл ұйым базада бар, шешім қажет емес",
    "Эта организация есть в базе, решение не нужно",
    "The base has this organisation: there is nothing to decide",
  ),
  "organisation-not-pending": kind(
    "organisation-not-pending",
    409,
    "Бұл ұйымнан күтіп тұрған өтінім жоқ",
    "От этой организации нет ожидающих заявлений",
    "No application of this organisation is waiting",
  ),
  "file-too-large": kind("file-too-large", 413, "Файл тым үлкен", "Файл слишком большой", "The file is too large"),
  "upload-cut": kind("upload-cut", 400, "Файл соңына дейін жетпеді", "Файл дошёл не до конца", "The file did not arrive whole"),
};
