import { type Answers, type Form, type Question, questionsOf } from "@beket/domain";

export type Asking = { readonly answers: Answers; readonly seen: readonly string[]; readonly at: string | null };
type Answer = Answers[string];

/** A question is settled by an answer, or by having been shown where it may stay open. */
const isSettled = ({ linkId, required, type }: Question, { answers, seen }: Asking): boolean =>
  (answers[linkId] ?? null) !== null || ((required !== true || type === "display") && seen.includes(linkId));

const firstOpen = (form: Form, asking: Asking): string | null =>
  questionsOf(form, asking.answers).find((question) => !isSettled(question, asking))?.linkId ?? null;

export function startAsking(form: Form, answers: Answers = {}): Asking {
  const asking: Asking = { answers, seen: [], at: null };
  return { ...asking, at: firstOpen(form, asking) };
}

export const currentQuestion = (form: Form, asking: Asking): Question | null =>
  questionsOf(form, asking.answers).find(({ linkId }) => linkId === asking.at) ?? null;

/** The answers to questions that are asked; the rest was said before an answer was changed. */
export function keptAnswers(form: Form, answers: Answers): Answers {
  const asked = new Set(questionsOf(form, answers).flatMap(({ linkId, type }) => (type === "display" ? [] : [linkId])));
  return Object.fromEntries(Object.entries(answers).filter(([linkId, answer]) => asked.has(linkId) && answer !== null));
}

/** Takes an answer (null: none, where none is needed) and goes to the next question; `at` is null when there is none left. */
export function answerQuestion(form: Form, asking: Asking, answer: Answer): Asking {
  if (asking.at === null) return asking;
  const answers = { ...asking.answers, [asking.at]: answer };
  const next: Asking = { answers, seen: [...asking.seen.filter((id) => id !== asking.at), asking.at], at: null };
  return { ...next, at: firstOpen(form, next) };
}

/** Back to the question before; its answer is shown and can be changed. */
export function stepBack(form: Form, asking: Asking): Asking {
  const questions = questionsOf(form, asking.answers);
  const at = asking.at === null ? questions.length : questions.findIndex(({ linkId }) => linkId === asking.at);
  const before = questions[at - 1];
  return before === undefined ? asking : { ...asking, at: before.linkId };
}

export function progressOf(form: Form, asking: Asking): { readonly done: number; readonly of: number } {
  const questions = questionsOf(form, asking.answers);
  const at = questions.findIndex(({ linkId }) => linkId === asking.at);
  return { done: at === -1 ? questions.length : at, of: questions.length };
}

/** Nothing left to ask. */
export const isComplete = (asking: Asking): boolean => asking.at === null;

/** What was typed as an answer of the question's type, or null while it is none. */
export function typedAnswer(type: Question["type"], text: string): string | number | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (type === "integer") return /^[0-9]{1,9}$/.test(trimmed) ? Number(trimmed) : null;
  if (type === "decimal") return /^[0-9]{1,9}([.,][0-9]{1,3})?$/.test(trimmed) ? Number(trimmed.replace(",", ".")) : null;
  if (type === "date") return /^[12]\d{3}-\d{2}-\d{2}$/.test(trimmed) ? trimmed : null;
  return trimmed.slice(0, 200);
}
