import { ok } from "../result.ts";
import type { BorderFact } from "../events/health.ts";
import { refused, type Checked } from "./checked.ts";
import { answersFault, formOf, selectionOf } from "./form.ts";
import { personFactsOf } from "./person-facts.ts";
import type { BorderContext, BorderView } from "./types.ts";

type QuestionnaireFact = Extract<BorderFact, { readonly kind: "questionnaire" }>;
export const isBlank = (text: string | null): boolean => text === null || text.trim() === "";

/** The selection is what the form's rules say. A specialist decides where they say `specialist`, and may overrule them with a reason. */
export function checkQuestionnaire(border: BorderView, fact: QuestionnaireFact, occurredAt: number, context: BorderContext): Checked {
  const person = border.person(fact.person);
  if (person === null) return refused("person-unknown", "person");
  const form = formOf(context, fact.form, fact.formVersion);
  if (!form.ok) return form;
  const fault = answersFault(form.value, fact.answers);
  if (fault !== null) return { ok: false, error: fault };
  const { outcome, rule, by, reason } = fact.selection;
  const expected = selectionOf(form.value, fact.answers, personFactsOf(border, person, occurredAt));
  if (by === null) return outcome === expected.outcome && rule === expected.rule ? ok([]) : refused("selection-not-by-rule", "selection");
  if (context.role !== "selection") return refused("specialist-only", "selection.by");
  if (outcome === "specialist" || rule !== null) return refused("selection-not-by-rule", "selection");
  return expected.outcome !== "specialist" && isBlank(reason) ? refused("reason-missing", "selection.reason") : ok([]);
}
