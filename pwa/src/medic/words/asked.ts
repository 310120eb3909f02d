import type { FormLanguage } from "@beket/domain";

/** What the person who is asked reads on the tablet, in their own language; the form brings its questions itself. */
export const askedWords: Readonly<
  Record<
    FormLanguage,
    {
      readonly name: string;
      /** For a phone, where six stand in a row. */
      readonly short: string;
      readonly yes: string;
      readonly no: string;
      readonly next: string;
      readonly back: string;
      readonly skip: string;
      readonly agree: string;
      readonly refuse: string;
    }
  >
> = {
  kk: {
    name: "Қазақша",
    short: "Қаз",
    yes: "Иә",
    no: "Жоқ",
    next: "Келесі",
    back: "Артқа",
    skip: "Білмеймін",
    agree: "Келісемін",
    refuse: "Келіспеймін",
  },
  ru: {
    name: "Русский",
    short: "Рус",
    yes: "Да",
    no: "Нет",
    next: "Дальше",
    back: "Назад",
    skip: "Не знаю",
    agree: "Согласен",
    refuse: "Не согласен",
  },
  en: {
    name: "English",
    short: "Eng",
    yes: "Yes",
    no: "No",
    next: "Next",
    back: "Back",
    skip: "I do not know",
    agree: "I agree",
    refuse: "I refuse",
  },
  zh: {
    name: "中文",
    short: "中文",
    yes: "是",
    no: "否",
    next: "下一个",
    back: "返回",
    skip: "不知道",
    agree: "我同意",
    refuse: "我不同意",
  },
  uz: {
    name: "Oʻzbekcha",
    short: "Oʻz",
    yes: "Ha",
    no: "Yoʻq",
    next: "Keyingi",
    back: "Orqaga",
    skip: "Bilmayman",
    agree: "Roziman",
    refuse: "Rozi emasman",
  },
  ky: {
    name: "Кыргызча",
    short: "Кыр",
    yes: "Ооба",
    no: "Жок",
    next: "Кийинки",
    back: "Артка",
    skip: "Билбейм",
    agree: "Макулмун",
    refuse: "Макул эмесмин",
  },
};
