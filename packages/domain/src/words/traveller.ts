import type { Outcome, Reason, ReasonCode } from "../decision/types.ts";
import type { Language } from "../language.ts";
import type { Trilingual } from "../regime/types.ts";
import { type ReasonContext, reasonSentence } from "./reasons.ts";

/** What a person can do about a reason: said to them, on the screen they are shown, on paper and on the citizens' page. */
const remedies = {
  pass: { kk: "Рұқсат осы уақытта жарамды.", ru: "Разрешение сейчас действует.", en: "The permit is in force now." },
  follow: {
    kk: "Офицердің айтқанын орындаңыз. Кімге жүгіну керегін 1308 айтады.",
    ru: "Следуйте указаниям сотрудника поста. К кому обратиться, скажут по номеру 1308.",
    en: "Do as the officer told you. 1308 says whom to ask.",
  },
  supervisor: {
    kk: "Бекетте ауысым басшысын күтіңіз: шешімді ол қабылдайды.",
    ru: "Дождитесь старшего смены на посту: решает он.",
    en: "Wait for the shift supervisor at the post: they decide.",
  },
  applyAgain: {
    kk: "Жұмыс берушіңізге айтыңыз: ол порталда жаңа өтінім береді. Қателік деп ойласаңыз, порталдың «Азаматқа» бөлімінде шағым беріңіз.",
    ru: "Скажите работодателю: он подаст новое заявление на портале. Если это ошибка, подайте жалобу на портале, в разделе «Гражданам».",
    en: "Tell your employer: they can apply again on the portal. If this is a mistake, contest it on the portal, under “For citizens”.",
  },
  inForceThen: {
    kk: "Рұқсатта көрсетілген уақытта келіңіз немесе ұйымыңыздан шарттарын өзгертуді сұраңыз.",
    ru: "Приезжайте в указанное в разрешении время или попросите организацию изменить условия.",
    en: "Come at the times the permit names, or ask your organisation to change its terms.",
  },
  otherPlace: {
    kk: "Рұқсатта аталған бекетке барыңыз немесе ұйымыңыздан орындарын өзгертуді сұраңыз.",
    ru: "Поезжайте через указанный в разрешении пост или попросите организацию изменить места.",
    en: "Go to a post that the permit names, or ask your organisation to change the places.",
  },
  together: {
    kk: "Рұқсатта аталғандармен бірге келіңіз.",
    ru: "Приезжайте вместе со всеми, кто указан в разрешении.",
    en: "Come together with everybody the permit names.",
  },
  fewer: {
    kk: "Рұқсат еткеннен артық адамсыз келіңіз.",
    ru: "Приезжайте без лишних людей сверх разрешённых.",
    en: "Come without the people beyond what the permit allows.",
  },
  authority: {
    kk: "Босатқан органға жүгініңіз; қайсысы екенін 1308 айтады.",
    ru: "Обратитесь в орган, который выдал освобождение; какой — скажут по номеру 1308.",
    en: "Ask the authority that exempted you; 1308 says which.",
  },
  noPermit: {
    kk: "Рұқсатты жұмыс берушіңіз порталда алады. Рұқсатыңыз бар болса, нөмірін тексеріп, порталдың «Азаматқа» бөлімінде шағым беріңіз.",
    ru: "Разрешение получает работодатель на портале. Если оно у вас есть, сверьте номер и подайте жалобу на портале, в разделе «Гражданам».",
    en: "Your employer gets the permit on the portal. If you have one, compare the number and contest it on the portal, under “For citizens”.",
  },
  document: {
    kk: "Растайтын құжатты алып, қайта келіңіз.",
    ru: "Возьмите подтверждающий документ и приезжайте снова.",
    en: "Bring the document that supports it and come again.",
  },
} as const satisfies Record<string, Trilingual>;

const remedyOf: Readonly<Record<ReasonCode, keyof typeof remedies>> = {
  "hold-provisional": "follow",
  "hold-confirmed": "follow",
  "flag-shared-permit": "supervisor",
  "flag-impossible-travel": "supervisor",
  "permit-revoked": "applyAgain",
  "exemption-revoked": "authority",
  "exemption-valid": "pass",
  "permit-valid": "pass",
  "group-permit-valid": "pass",
  "covered-by-vehicle": "pass",
  "category-on-sight": "pass",
  "category-refer": "supervisor",
  "category-document-missing": "document",
  "category-unknown": "noPermit",
  "category-wrong-direction": "noPermit",
  "permit-expired": "applyAgain",
  "permit-not-yet-valid": "inForceThen",
  "permit-wrong-day": "inForceThen",
  "permit-wrong-hours": "inForceThen",
  "permit-wrong-place": "otherPlace",
  "permit-members-missing": "together",
  "group-over-headcount": "fewer",
  "exemption-expired": "authority",
  "exemption-not-yet-valid": "authority",
  "exemption-wrong-place": "authority",
  "exemption-wrong-hours": "authority",
  absent: "noPermit",
  "absent-replica-stale": "supervisor",
  "absent-replica-incomplete": "supervisor",
  "no-replica": "supervisor",
  "unverified-identifier": "document",
  "record-unreadable": "supervisor",
  "trailer-alone": "supervisor",
  "country-mismatch": "document",
};

/** A hold has no cause and no number for the person, only that there is an instruction (I9); the same words for every instruction. */
const heldCause: Trilingual = {
  kk: "Уәкілетті органның нұсқауы бар.",
  ru: "Есть указание уполномоченного органа.",
  en: "There is an instruction of an authority.",
};
const isHold = (code: ReasonCode): boolean => code === "hold-provisional" || code === "hold-confirmed";
const letsPass = (code: ReasonCode): boolean => remedyOf[code] === "pass";

export type TravellerReason = { readonly code: ReasonCode; readonly cause: Trilingual; readonly remedy: Trilingual };

/** Why, and what the person can do, in the three languages. `context` as for the officer's sentence. */
export function travellerReason(reason: Reason, context: Omit<ReasonContext, "categoryName"> = {}): TravellerReason {
  const causeIn = (language: Language): string => reasonSentence(reason, language, context).cause;
  const cause = isHold(reason.code) ? heldCause : { kk: causeIn("kk"), ru: causeIn("ru"), en: causeIn("en") };
  // Two kinds of hold are one thing to the person, so they have one code.
  return { code: isHold(reason.code) ? "hold-confirmed" : reason.code, cause, remedy: remedies[remedyOf[reason.code]] };
}

/** The reasons that a person is told of a stop with this outcome, each once: nothing that let others of the same stop pass. */
export function travellerReasons(
  reasons: readonly Reason[],
  outcome: Outcome,
  context: Omit<ReasonContext, "categoryName"> = {},
): readonly TravellerReason[] {
  const told = reasons.filter(({ code }) => outcome === "ALLOW" || !letsPass(code)).map((reason) => travellerReason(reason, context));
  return told.filter(({ cause }, at) => told.findIndex((other) => other.cause.en === cause.en) === at);
}
