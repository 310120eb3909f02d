import type { Outcome } from "../decision/types.ts";
import type { Language } from "../language.ts";
import type { InstructionCode, Ledger } from "../records/types.ts";
import type { Trilingual } from "../regime/types.ts";
import type { SubjectError, SubjectErrorCode } from "../subject/parsed.ts";
import type { SubjectScheme } from "../subject/types.ts";

// The words say what to do, never why: a hold carries no cause (I9).
const instructions: Readonly<Record<InstructionCode, Trilingual>> = {
  "refer-medic": {
    kk: "Бекеттегі медицина қызметкеріне бағыттаңыз.",
    ru: "Направьте к медику поста.",
    en: "Refer to the post's medic.",
  },
  "refer-supervisor": {
    kk: "Ауысым басшысына бағыттаңыз.",
    ru: "Направьте к старшему смены.",
    en: "Refer to the shift supervisor.",
  },
  "keep-apart-call": {
    kk: "Басқалардан бөлек тұрғызып, кезекші орталыққа хабарласыңыз.",
    ru: "Попросите ждать отдельно от других и позвоните в дежурный центр.",
    en: "Ask to wait apart from others and call the duty centre.",
  },
  "turn-back": {
    kk: "Кері қайтарыңыз, бас тарту нөмірін беріңіз.",
    ru: "Разверните обратно, выдайте номер отказа.",
    en: "Turn back; give the refusal number.",
  },
  "detain-call": {
    kk: "Орнында ұстап, кезекші орталыққа хабарласыңыз.",
    ru: "Задержите на месте и позвоните в дежурный центр.",
    en: "Keep here and call the duty centre.",
  },
};

// The three words differ from their first letter, read at arm's length. Not "жіберіңіз": at a barrier it also means "let go".
const outcomes: Readonly<Record<Outcome, Trilingual>> = {
  ALLOW: { kk: "РҰҚСАТ", ru: "РАЗРЕШЕНО", en: "ALLOW" },
  REFER: { kk: "ТЕКСЕРУГЕ", ru: "НА ПРОВЕРКУ", en: "REFER" },
  DENY: { kk: "ТЫЙЫМ", ru: "ОТКАЗ", en: "DENY" },
};

const schemes: Readonly<Record<SubjectScheme, Trilingual>> = {
  iin: { kk: "ЖСН", ru: "ИИН", en: "IIN" },
  bin: { kk: "БСН", ru: "БИН", en: "BIN" },
  doc: { kk: "Паспорт немесе басқа құжат", ru: "Паспорт или другой документ", en: "Passport or other document" },
  plate: { kk: "Көлік нөмірі", ru: "Номер автомобиля", en: "Vehicle plate" },
};

const ledgerNames: Readonly<Record<Ledger, Trilingual>> = {
  city: { kk: "Қала ішінде жүру", ru: "Передвижение по городу", en: "Movement in the city" },
  roadblock: { kk: "Блокбекеттен өту", ru: "Проезд через блокпост", en: "Passing the roadblocks" },
};

const subjectErrors: Readonly<Record<SubjectErrorCode, Trilingual>> = {
  empty: { kk: "Нөмірді енгізіңіз.", ru: "Введите номер.", en: "Enter a number." },
  "too-long": { kk: "Нөмір тым ұзын.", ru: "Номер слишком длинный.", en: "The number is too long." },
  "bad-character": { kk: "Мұнда бұл таңба болмайды.", ru: "Такого знака здесь не бывает.", en: "This character cannot stand here." },
  "wrong-length": {
    kk: "Таңба саны дұрыс емес: қайта санаңыз.",
    ru: "Неверное число знаков: пересчитайте.",
    en: "The number of characters is wrong: count again.",
  },
  "bad-date": {
    kk: "Нөмір басындағы күн дұрыс емес.",
    ru: "В начале номера неверная дата.",
    en: "The date at the start of the number is wrong.",
  },
  "bad-century": { kk: "Жетінші сан дұрыс емес.", ru: "Неверна седьмая цифра.", en: "The seventh digit is wrong." },
  "bad-type": { kk: "БСН түрін білдіретін сан дұрыс емес.", ru: "Неверна цифра вида БИН.", en: "The digit for the kind of BIN is wrong." },
  "bad-check-digit": {
    kk: "Бақылау саны сәйкес емес: нөмірді қайта оқыңыз.",
    ru: "Контрольная цифра не сходится: прочитайте номер ещё раз.",
    en: "The check digit does not agree: read the number again.",
  },
  "never-issued": {
    kk: "Мұндай нөмір ешқашан берілмейді: қайта оқыңыз.",
    ru: "Такой номер не выдаётся: прочитайте ещё раз.",
    en: "Such a number is never issued: read it again.",
  },
  "bad-country": { kk: "Елді таңдаңыз.", ru: "Выберите страну.", en: "Choose the country." },
  "unknown-pattern": {
    kk: "Қазақстан нөміріне ұқсамайды. Шетелдік болса, елін таңдаңыз.",
    ru: "Не похоже на казахстанский номер. Если номер иностранный, выберите страну.",
    en: "This is not a Kazakh plate. If it is foreign, choose its country.",
  },
  "unknown-region": { kk: "Мұндай өңір коды жоқ.", ru: "Такого кода региона нет.", en: "There is no such region code." },
  "mrz-format": {
    kk: "Құжаттың машина оқитын жолдары толық оқылмады.",
    ru: "Машиночитаемые строки документа прочитаны не полностью.",
    en: "The document's machine-readable lines were not read in full.",
  },
  "mrz-check-digit": {
    kk: "Құжат қате оқылды: қайта сканерлеңіз.",
    ru: "Документ прочитан с ошибкой: отсканируйте снова.",
    en: "The document was misread: scan it again.",
  },
  unrecognised: {
    kk: "Танылмады. Түрі мен елін таңдаңыз.",
    ru: "Не распознано. Выберите вид и страну.",
    en: "Not recognised. Choose its kind and country.",
  },
};

export const instructionText = (code: InstructionCode, language: Language): string => instructions[code][language];
export const outcomeWord = (outcome: Outcome, language: Language): string => outcomes[outcome][language];
export const schemeName = (scheme: SubjectScheme, language: Language): string => schemes[scheme][language];
export const ledgerName = (ledger: Ledger, language: Language): string => ledgerNames[ledger][language];
export const subjectErrorText = (error: SubjectError, language: Language): string => subjectErrors[error.code][language];
