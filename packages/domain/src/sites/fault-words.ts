import type { Language } from "../language.ts";
import type { Trilingual } from "../regime/types.ts";
import type { SiteFaultCode } from "./site-fault.ts";

const words: Readonly<Record<SiteFaultCode, Trilingual>> = {
  "site-unknown": { kk: "Тізімде мұндай нысан жоқ.", ru: "Такого объекта нет в списке.", en: "This site is not on the list." },
  "not-your-crew": {
    kk: "Бұл нысан басқа бригадаға берілген.",
    ru: "Этот объект поручен другой бригаде.",
    en: "This belongs to another crew.",
  },
  "already-claimed": {
    kk: "Бұл нысанды басқа бригада алып қойды: келесісін таңдаңыз.",
    ru: "Объект уже взяла другая бригада: выберите следующий.",
    en: "Another crew has taken this site: choose the next one.",
  },
  "claim-unknown": {
    kk: "Бұл нысан қазір сізде емес: алдымен оны алыңыз.",
    ru: "Этот объект сейчас не за вами: сначала возьмите его.",
    en: "You do not hold this site now: take it first.",
  },
  "claim-expiry-wrong": {
    kk: "Алу мерзімі дұрыс емес: нысанды қайта алыңыз.",
    ru: "Неверный срок: возьмите объект заново.",
    en: "The countdown is wrong: take the site again.",
  },
  "agent-unknown": {
    kk: "Жоспарда мұндай зат жоқ: тізімнен таңдаңыз.",
    ru: "Такого средства нет в плане: выберите из списка.",
    en: "The plan has no such agent: choose one from the list.",
  },
  "times-wrong": {
    kk: "Уақыт дұрыс емес: жұмыстың басы мен аяғын тексеріңіз.",
    ru: "Неверное время: проверьте начало и конец работы.",
    en: "The times are wrong: check when the work began and ended.",
  },
  "evidence-missing": {
    kk: "Фотосурет немесе трек қосыңыз.",
    ru: "Приложите фотографию или трек.",
    en: "Add a photo or a track.",
  },
  "completion-unknown": {
    kk: "Мұндай жұмыс табылмады: тізімді жаңартыңыз.",
    ru: "Такой работы нет: обновите список.",
    en: "There is no such work: refresh the list.",
  },
  "own-work": {
    kk: "Өз жұмысыңызды басқа бригада тексереді.",
    ru: "Вашу работу проверяет другая бригада.",
    en: "Another crew checks your own work.",
  },
  "already-validated": {
    kk: "Бұл жұмыс тексеріліп қойған.",
    ru: "Эта работа уже проверена.",
    en: "This work has been checked already.",
  },
  "cause-missing": {
    kk: "Неге қабылданбағанын көрсетіңіз.",
    ru: "Укажите, почему работа не принята.",
    en: "Say why the work is not accepted.",
  },
};

/** What is wrong with a crew's fact and what to do, in one sentence. */
export const siteFaultText = (code: SiteFaultCode, language: Language): string => words[code][language];
