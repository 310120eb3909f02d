import type { ProblemKind } from "@beket/node-kit";
import { problems } from "./problems.ts";
import type { StaffFault } from "../features/staff/sessions.ts";
import type { AdministrationFault } from "../features/staff/administration.ts";
import type { AssertionFault } from "../features/staff/assertions.ts";

const kind = (code: string, status: ProblemKind["status"], kk: string, ru: string, en: string): ProblemKind => ({
  code,
  status,
  title: { kk, ru, en },
});

/** What sign-in, administration and step-up of the staff refuse. */
export const staffProblems: Readonly<Record<StaffFault["code"] | AdministrationFault | AssertionFault["code"], ProblemKind>> = {
  "staff.sign-in-refused": problems.signInRefused,
  "staff.locked": problems.locked,
  "too-many-requests": problems.tooMany,
  "staff.passkey-needed": kind(
    "staff.passkey-needed",
    403,
    "Бұл рөлге құпия сөйлем жеткіліксіз: кіру кілтімен (passkey) кіріңіз",
    "Для этой роли парольной фразы мало: войдите по ключу доступа (passkey)",
    "A passphrase is not enough for this role: sign in with a passkey",
  ),
  "staff.no-place": kind(
    "staff.no-place",
    422,
    "Бұл мекенжайда кіру кілттері жұмыс істемейді",
    "По этому адресу ключи доступа не работают",
    "Passkeys do not work at this address",
  ),
  "staff.passkey-refused": kind(
    "staff.passkey-refused",
    401,
    "Кілт қабылданбады. Қайталап көріңіз немесе әкімшіге хабарласыңыз.",
    "Ключ не принят. Повторите или обратитесь к администратору.",
    "The key was not accepted. Try again, or call the administrator.",
  ),
  "staff.enrolment-refused": kind(
    "staff.enrolment-refused",
    401,
    "Қызмет коды немесе бір реттік код дұрыс емес, не оның мерзімі өткен",
    "Служебный код или одноразовый код неверен, либо его срок истёк",
    "The service code or the one-time code is wrong, or its time is over",
  ),
  "staff.keys-too-many": kind(
    "staff.keys-too-many",
    409,
    "Кілт саны шегіне жетті: алдымен біреуін жойыңыз",
    "Ключей уже слишком много: сначала удалите один",
    "There are as many keys as allowed: remove one first",
  ),
  "staff.assertion-refused": kind(
    "staff.assertion-refused",
    403,
    "Растау қабылданбады: бұл әрекетке жаңа кілт растауы керек",
    "Подтверждение не принято: для этого действия нужно новое подтверждение ключом",
    "The confirmation was not accepted: this act needs a fresh confirmation with your key",
  ),
  "staff.unknown": kind("staff.unknown", 404, "Мұндай қызметкер жоқ", "Такого сотрудника нет", "There is no such member of the staff"),
  "staff.suspended-by-file": kind(
    "staff.suspended-by-file",
    409,
    "Бұл адамды оператор файлында тоқтатқан: сонда өзгертіңіз",
    "Этот человек приостановлен в файле оператора: измените там",
    "This person is suspended in the operator's file: change it there",
  ),
  "staff.yourself": kind("staff.yourself", 409, "Өзіңізді тоқтата алмайсыз", "Себя приостановить нельзя", "Nobody suspends themself"),
  "staff.key-unknown": kind("staff.key-unknown", 404, "Мұндай кілт жоқ", "Такого ключа нет", "There is no such key"),
  "staff.not-active": kind(
    "staff.not-active",
    409,
    "Қызметкер тоқтатылған: алдымен қайта қосыңыз",
    "Сотрудник приостановлен: сначала возобновите",
    "This member is suspended: activate first",
  ),
};
