import type { Person } from "@beket/domain";
import { say } from "../../i18n/index.ts";
import { Notice } from "../../ui/index.ts";
import { testWords } from "../words/test.ts";
import { useApp } from "./context.ts";

/** Whether a test is needed, and which rule or who decided so. */
export function SelectionNote({ person }: { readonly person: Person }) {
  const app = useApp();
  const { questionnaire } = person;
  if (questionnaire === null) return null;
  const { outcome, rule, by, reason } = questionnaire.selection;
  const form = app.rules.value?.forms.find((one) => one.form === questionnaire.form);
  const named = form?.selection.rules.find((one) => one.rule === rule);
  const why =
    by === null
      ? named === undefined
        ? say(testWords.byNoRule)
        : say(testWords.byRule(say(named.name)))
      : say(testWords.bySpecialist(by));
  return (
    <Notice
      tone={outcome === "no-test" ? "good" : outcome === "specialist" ? "warn" : "plain"}
      title={say(testWords.outcomes[outcome])}
      testId="selection"
    >
      <p>{why}</p>
      {reason === null ? null : <p>{reason}</p>}
      {outcome === "specialist" ? <p>{say(testWords.specialistNeeded)}</p> : null}
    </Notice>
  );
}
