import { say, words, type Words } from "../../i18n/index.ts";

/** What the codes of views say to a person; one that is not here is shown as it is. */
const names: Readonly<Record<string, Words>> = {
  case: words("іс", "дело", "a case"),
  "case-validate": words("қолтаңба қайта тексерілді", "подпись проверена ещё раз", "a signature validated again"),
  "case-bundle": words("мөрленген іс алынды", "взято опечатанное дело", "a sealed case taken"),
  "abuse-report": words("теріс пайдалану тізімі", "список злоупотреблений", "the list of abuse"),
  "abuse-export": words("теріс пайдалану CSV", "CSV злоупотреблений", "the list of abuse as CSV"),
  "abuse-finding": words("белгі дәлелдерімен", "признак с доказательствами", "a finding with its evidence"),
  "abuse-act": words("белгі бойынша шешім", "решение по признаку", "a decision on a finding"),
  "abuse-flag-release": words("бекеттегі белгі алынды", "пометка на постах снята", "a flag released"),
  "legal-hold-start": words("жоюға тыйым салынды", "наложен запрет на уничтожение", "a legal hold begun"),
  "legal-hold-end-asked": words("тыйымды алу сұралды", "запрошено снятие запрета", "the end of a legal hold asked for"),
  "legal-hold-end": words("тыйым алынды", "запрет снят", "a legal hold ended"),
  roster: words("ұйым тізімі", "список организации", "a roster"),
  appeal: words("шағым", "жалоба", "an appeal"),
  "self-check": words("өзін тексеру", "самопроверка", "a self-check"),
  "who-looked": words("мені кім қарады", "кто меня смотрел", "who looked me up"),
  "audit-search": words("журналдан іздеу", "поиск в журнале", "a search of the record"),
};

export const viewName = (what: string): string => {
  const known = names[what];
  return known === undefined ? what : say(known);
};
