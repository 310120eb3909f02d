import { Form, HealthRules } from "@beket/domain";
import { limits, packJson, type CodecPort } from "@beket/replication";
import * as v from "valibot";
import type { HealthRulesStore } from "./ports.ts";

/** `at` is a path in the file, never a value of it. */
export type HealthRulesFault = { readonly code: HealthRulesFaultCode; readonly at: string };
export type HealthRulesFaultCode =
  | "invalid"
  | "duplicate"
  | "form-missing"
  | "form-not-listed"
  | "question-unknown"
  | "fact-unknown"
  | "options-missing"
  | "reading-window-empty"
  | "too-large-for-posts"
  | "version-changed"
  | "version-older";
export type HealthRulesImport = {
  readonly rules: HealthRules | null;
  readonly forms: readonly Form[];
  readonly faults: readonly HealthRulesFault[];
};

const File = v.strictObject({ rules: HealthRules, forms: v.pipe(v.array(Form), v.maxLength(64)) });
const facts = new Set(["age-years", "country-from", "category", "citizenship"]);
const issuesMax = 20;

/**
 * Takes the border's rules and forms, all or nothing. A version that is known stays as it is: somebody may have answered its questions.
 * The same file again changes nothing.
 */
export function importHealthRules(store: HealthRulesStore, codec: CodecPort, input: unknown): HealthRulesImport {
  const parsed = v.safeParse(File, input);
  if (!parsed.success) {
    const faults = parsed.issues.slice(0, issuesMax).map((issue) => ({ code: "invalid" as const, at: v.getDotPath(issue) ?? "" }));
    return { rules: null, forms: [], faults };
  }
  const { rules, forms } = parsed.output;
  const faults = [
    ...rulesFaults(rules, codec),
    ...forms.flatMap((form, at) => formFaults(form, codec, `forms.${at}`)),
    ...duplicates(forms.map(nameOf), "forms"),
    ...referenceFaults(store, rules, forms),
    ...versionFaults(store, rules, forms),
  ];
  if (faults.length > 0) return { rules: null, forms: [], faults };
  store.add(rules, forms);
  return { rules, forms: rules.forms.flatMap(({ form, version }) => store.form(form, version) ?? []), faults };
}

const nameOf = (form: Form): string => `${form.form} ${form.questionnaire.version}`;
const duplicates = (names: readonly string[], at: string): readonly HealthRulesFault[] =>
  names.flatMap((name, index) => (names.indexOf(name) < index ? [{ code: "duplicate", at: `${at}.${index}` } as const] : []));
const tooLarge = (codec: CodecPort, body: unknown, at: string): readonly HealthRulesFault[] =>
  packJson(codec, body).length > limits.recordBytesMax ? [{ code: "too-large-for-posts", at }] : [];

function rulesFaults(rules: HealthRules, codec: CodecPort): readonly HealthRulesFault[] {
  return [
    ...duplicates(
      rules.kits.map((one) => one.kitType),
      "rules.kits",
    ),
    ...duplicates(
      rules.laboratories.map((one) => one.laboratory),
      "rules.laboratories",
    ),
    ...duplicates(
      rules.categories.map((one) => one.category),
      "rules.categories",
    ),
    ...duplicates(
      rules.documents.map((one) => one.document),
      "rules.documents",
    ),
    ...duplicates(
      rules.forms.map((one) => one.form),
      "rules.forms",
    ),
    ...rules.kits.flatMap((kit, at) =>
      kit.readUntilMs > kit.readAfterMs ? [] : [{ code: "reading-window-empty", at: `rules.kits.${at}.readUntilMs` } as const],
    ),
    ...tooLarge(codec, rules, "rules"),
  ];
}

function formFaults(form: Form, codec: CodecPort, at: string): readonly HealthRulesFault[] {
  const { item } = form.questionnaire;
  const known = new Set(item.map((question) => question.linkId));
  const questions = item.flatMap((question, index) => {
    const here = `${at}.questionnaire.item.${index}`;
    const asked = (question.enableWhen ?? []).flatMap(({ question: other }, when) =>
      known.has(other) ? [] : [{ code: "question-unknown", at: `${here}.enableWhen.${when}` } as const],
    );
    const isWithout = question.type === "choice" && question.answerOption === undefined;
    return [...asked, ...(isWithout ? [{ code: "options-missing", at: here } as const] : [])];
  });
  const rules = form.selection.rules.flatMap(({ when }, index) =>
    when.flatMap(({ of }, condition): readonly HealthRulesFault[] => {
      const [from = "", name = ""] = of.split(":");
      if (from === "answer" ? known.has(name) : facts.has(name)) return [];
      const code = from === "answer" ? "question-unknown" : "fact-unknown";
      return [{ code, at: `${at}.selection.rules.${index}.when.${condition}` }];
    }),
  );
  return [
    ...duplicates(
      item.map((question) => question.linkId),
      `${at}.questionnaire.item`,
    ),
    ...duplicates(
      form.selection.rules.map((rule) => rule.rule),
      `${at}.selection.rules`,
    ),
    ...questions,
    ...rules,
    ...tooLarge(codec, form, at),
  ];
}

/** The rules list the forms in force; one of an earlier import may be listed again. */
function referenceFaults(store: HealthRulesStore, rules: HealthRules, forms: readonly Form[]): readonly HealthRulesFault[] {
  const given = new Set(forms.map(nameOf));
  const listed = new Set(rules.forms.map(({ form, version }) => `${form} ${version}`));
  return [
    ...rules.forms.flatMap(({ form, version }, at) =>
      given.has(`${form} ${version}`) || store.form(form, version) !== null
        ? []
        : [{ code: "form-missing", at: `rules.forms.${at}` } as const],
    ),
    ...forms.flatMap((form, at) => (listed.has(nameOf(form)) ? [] : [{ code: "form-not-listed", at: `forms.${at}` } as const])),
  ];
}

function versionFaults(store: HealthRulesStore, rules: HealthRules, forms: readonly Form[]): readonly HealthRulesFault[] {
  const isOther = (before: unknown, after: unknown): boolean => before !== null && JSON.stringify(before) !== JSON.stringify(after);
  const newest = store.rules()?.version ?? 0;
  return [
    ...(isOther(store.rulesOf(rules.version), rules) ? [{ code: "version-changed", at: "rules" } as const] : []),
    ...(rules.version < newest ? [{ code: "version-older", at: "rules.version" } as const] : []),
    ...forms.flatMap((form, at) =>
      isOther(store.form(form.form, Number(form.questionnaire.version)), form)
        ? [{ code: "version-changed", at: `forms.${at}` } as const]
        : [],
    ),
  ];
}
