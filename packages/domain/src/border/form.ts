import { err, ok, type Result } from "../result.ts";
import { isCivilDay, type Answers, type FormLanguage } from "../events/health.ts";
import type { BorderFault } from "./types.ts";
import type { Condition, Form, Question } from "./rules.ts";

type Answer = Answers[string];
type EnableWhen = NonNullable<Question["enableWhen"]>[number];
export type AnswerOption = NonNullable<Question["answerOption"]>[number]["valueCoding"];

/** What a rule may ask about the person; null is what nobody knows. */
export type PersonFacts = {
  readonly ageYears: number | null;
  readonly countryFrom: string | null;
  readonly category: string | null;
  readonly citizenship: string | null;
};
export type Selection = {
  readonly outcome: "test" | "no-test" | "specialist";
  /** Null where no rule holds and the form's `otherwise` decides. */
  readonly rule: string | null;
};

/**
 * The questions to ask, given the answers so far: FHIR R4 `enableWhen` (hl7.org/fhir/R4/questionnaire.html). An answer to a question
 * that is itself not asked counts as none, and so does one in a circle of conditions. Without `enableBehavior` all must hold.
 */
export function questionsOf(form: Form, answers: Answers): readonly Question[] {
  const items = new Map(form.questionnaire.item.map((item) => [item.linkId, item]));
  const asked = new Map<string, boolean>();
  const isAsked = (question: Question): boolean => {
    const known = asked.get(question.linkId);
    if (known !== undefined) return known;
    asked.set(question.linkId, false);
    const conditions = question.enableWhen ?? [];
    const holds = (condition: EnableWhen): boolean => {
      const item = items.get(condition.question);
      return enables(condition, item !== undefined && isAsked(item) ? (answers[condition.question] ?? null) : null);
    };
    const enabled = conditions.length === 0 || (question.enableBehavior === "any" ? conditions.some(holds) : conditions.every(holds));
    asked.set(question.linkId, enabled);
    return enabled;
  };
  return form.questionnaire.item.filter(isAsked);
}

function enables(condition: EnableWhen, answer: Answer): boolean {
  const { operator, answerBoolean, answerInteger, answerDecimal, answerCoding } = condition;
  if (operator === "exists") return (answer !== null) === (answerBoolean ?? true);
  const expected = answerBoolean ?? answerInteger ?? answerDecimal ?? answerCoding?.code;
  return answer !== null && expected !== undefined && compares(operator, answer, expected);
}

function compares(
  operator: Exclude<Condition["operator"], "in">,
  left: string | number | boolean,
  right: string | number | boolean,
): boolean {
  if (operator === "=") return left === right;
  if (operator === "!=") return left !== right;
  // Civil dates order as texts do; anything else of two kinds has no order.
  if (typeof left !== typeof right || typeof left === "boolean") return false;
  if (operator === "<") return left < right;
  if (operator === ">") return left > right;
  return operator === "<=" ? left <= right : left >= right;
}

const isText = (value: Answer): value is string => typeof value === "string";

function fits(question: Question, answer: Exclude<Answer, null>): boolean {
  switch (question.type) {
    case "display":
      return false;
    case "boolean":
      return typeof answer === "boolean";
    case "integer":
      return Number.isSafeInteger(answer);
    case "decimal":
      return typeof answer === "number";
    case "date":
      return isText(answer) && isCivilDay(answer);
    case "string":
      return isText(answer) && answer.trim() !== "";
    case "choice":
      return (question.answerOption ?? []).some(({ valueCoding }) => valueCoding.code === answer);
  }
}

/** Null when the answers are complete: every question that must be answered is, none that is not asked, each of its type. */
export function answersFault(form: Form, answers: Answers): BorderFault | null {
  const asked = new Map(questionsOf(form, answers).map((question) => [question.linkId, question]));
  const known = new Set(form.questionnaire.item.map(({ linkId }) => linkId));
  for (const [linkId, answer] of Object.entries(answers)) {
    const question = asked.get(linkId);
    const isAllowed = answer === null ? known.has(linkId) : question !== undefined && fits(question, answer);
    // What the form does not know could be anything, so it is not repeated.
    if (!isAllowed) return { code: "answer-not-allowed", at: known.has(linkId) ? `answers.${linkId}` : "answers" };
  }
  for (const { linkId, required, type } of asked.values())
    if (required === true && type !== "display" && (answers[linkId] ?? null) === null)
      return { code: "answer-missing", at: `answers.${linkId}` };
  return null;
}

/** The first rule whose conditions all hold decides. What was not answered or is not known satisfies no condition. */
export function selectionOf(form: Form, answers: Answers, facts: PersonFacts): Selection {
  const asked = new Set(questionsOf(form, answers).map(({ linkId }) => linkId));
  const valueOf = (of: string): Answer => {
    const [from, name] = [of.slice(0, of.indexOf(":")), of.slice(of.indexOf(":") + 1)];
    return from === "answer" ? (asked.has(name) ? (answers[name] ?? null) : null) : factOf(facts, name);
  };
  const holds = ({ of, operator, value }: Condition): boolean => {
    const actual = valueOf(of);
    if (actual === null) return false;
    if (operator === "in") return isText(actual) && Array.isArray(value) && value.includes(actual);
    return !Array.isArray(value) && compares(operator, actual, value);
  };
  const rule = form.selection.rules.find(({ when }) => when.every(holds));
  return rule === undefined ? { outcome: form.selection.otherwise, rule: null } : { outcome: rule.outcome, rule: rule.rule };
}

function factOf(facts: PersonFacts, name: string): string | number | null {
  switch (name) {
    case "age-years":
      return facts.ageYears;
    case "country-from":
      return facts.countryFrom;
    case "category":
      return facts.category;
    case "citizenship":
      return facts.citizenship;
    default:
      return null;
  }
}

type Words = Pick<Question, "text" | "_text"> | AnswerOption;
/** Who does not find their own language reads the next best; at last the plain text, in the form's own. */
const instead: Readonly<Record<FormLanguage, readonly FormLanguage[]>> = {
  kk: ["kk"],
  ru: ["ru"],
  en: ["en"],
  zh: ["zh", "en"],
  uz: ["uz", "ru"],
  ky: ["ky", "ru"],
};

function wordsOf(words: Words): { readonly text: string; readonly translations: Question["_text"] } {
  if ("display" in words) {
    const { display: text, _display: translations } = words;
    return { text, translations };
  }
  const { text, _text: translations } = words;
  return { text, translations };
}

/** The words of a question or of an answer that may be chosen, in the language asked for or the next best that the form has. */
export function textOf(words: Words, language: FormLanguage, plain?: FormLanguage): string {
  const { text, translations } = wordsOf(words);
  const found = instead[language].flatMap((wanted) => {
    if (wanted === plain) return [text];
    return (translations?.extension ?? []).flatMap(({ extension: [lang, content] }) =>
      lang.valueCode === wanted ? [content.valueString] : [],
    );
  });
  return found[0] ?? text;
}

/** The form of a code in the version that the rules name; a fault where the post has neither. */
export function formOf(
  {
    rules,
    forms,
  }: {
    readonly rules: { readonly forms: readonly { readonly form: string; readonly version: number }[] };
    readonly forms: readonly Form[];
  },
  code: string,
  version: number,
): Result<Form, BorderFault> {
  const named = rules.forms.some((one) => one.form === code && one.version === version);
  const form = forms.find((one) => one.form === code && one.questionnaire.version === String(version));
  return named && form !== undefined ? ok(form) : err({ code: "form-unknown", at: named ? "formVersion" : "form" });
}
