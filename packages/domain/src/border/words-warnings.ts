import type { Language } from "../language.ts";
import type { Trilingual } from "../regime/types.ts";
import type { BorderWarning } from "./types.ts";

const words: Readonly<Record<BorderWarning, Trilingual>> = {
  "lot-out-of-stock": {
    kk: "Есеп бойынша бұл партия таусылды: қалғанын санап, жазыңыз.",
    ru: "По учёту эта партия закончилась: пересчитайте остаток и запишите.",
    en: "By the books this lot is used up: count what is left and record it.",
  },
  "over-manifest": {
    kk: "Тізімдегіден көп адам тіркелді: жүргізушіден тізімді сұраңыз.",
    ru: "Записано больше людей, чем в списке: сверьте список с водителем.",
    en: "More people than the manifest names: compare it with the driver.",
  },
  "iin-needs-document": {
    kk: "Мұндай ЖСН шетелдіктерге беріледі: құжаттан тексеріңіз.",
    ru: "Такой ИИН выдают иностранцам: сверьте его с документом.",
    en: "Such an IIN is issued to foreigners: compare it with the document.",
  },
  "read-late": {
    kk: "Нәтиже мерзімнен кейін жазылды: тестті жаңа кассетамен қайталаңыз.",
    ru: "Записано после срока чтения: повторите тест с новой кассетой.",
    en: "Recorded after its reading time: repeat the test with a new cassette.",
  },
  "same-name-and-birth-date": {
    kk: "Аты мен туған күні бірдей адам бар: екі рет тіркелмегенін тексеріңіз.",
    ru: "Уже есть человек с тем же именем и датой рождения: проверьте, не записан ли он дважды.",
    en: "Somebody with this name and birth date is registered: make sure it is not the same person.",
  },
};

export const borderWarningText = (code: BorderWarning, language: Language): string => words[code][language];
