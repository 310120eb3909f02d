import {
  answersFault,
  type Form,
  type FormLanguage,
  formLanguages,
  questionsOf,
  selectionOf,
  textOf,
  type Answers,
  type Question,
} from "@beket/domain";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noSymptoms } from "./support/answers.ts";
import { createScene, forms, iin, uuid } from "./support/scene.ts";

const [form] = forms;
if (form === undefined) throw new Error("the demo has a form");
const adult = { ageYears: 40, countryFrom: "KGZ", category: "citizen", citizenship: "KAZ" };
const asked = (answers: Answers) => questionsOf(form, answers).map(({ linkId }) => linkId);

describe("a form", () => {
  it("[BO4] asks a question while its conditions hold, and none that hangs on one that is not asked", () => {
    expect(asked({})).not.toContain("symptoms-since");
    expect(asked({ cough: true })).toContain("symptoms-since");
    expect(asked({ cough: false, smell: true })).toContain("symptoms-since");
    expect(asked({ contact: true })).toContain("contact-where");
    expect(asked({ "quarantine-place": "transit" })).not.toContain("quarantine-address");
    const item = [
      { linkId: "a", text: "A", type: "boolean" as const },
      { linkId: "b", text: "B", type: "integer" as const, enableWhen: [{ question: "a", operator: "=" as const, answerBoolean: true }] },
      { linkId: "c", text: "C", type: "string" as const, enableWhen: [{ question: "b", operator: ">=" as const, answerInteger: 3 }] },
      {
        linkId: "d",
        text: "D",
        type: "string" as const,
        enableWhen: [{ question: "e", operator: "exists" as const, answerBoolean: false }],
      },
      {
        linkId: "e",
        text: "E",
        type: "string" as const,
        enableWhen: [{ question: "d", operator: "exists" as const, answerBoolean: true }],
      },
    ];
    const small: Form = { ...form, questionnaire: { ...form.questionnaire, item } };
    const ids = (answers: Answers) => questionsOf(small, answers).map(({ linkId }) => linkId);
    expect(ids({ a: true, b: 3 })).toEqual(["a", "b", "c", "d"]);
    expect(ids({ a: true, b: 2 })).toEqual(["a", "b", "d"]);
    expect(ids({ a: false, b: 3 })).toEqual(["a", "d"]);
  });

  it("[BO4] takes complete answers of the right type to questions that are asked, and no others", () => {
    expect(answersFault(form, noSymptoms)).toBeNull();
    const fault = (change: Answers) => answersFault(form, { ...noSymptoms, ...change });
    expect(fault({ temperature: null })).toEqual({ code: "answer-missing", at: "answers.temperature" });
    expect(fault({ contact: true })).toEqual({ code: "answer-missing", at: "answers.contact-where" });
    expect(fault({ "contact-where": "home" })).toEqual({ code: "answer-not-allowed", at: "answers.contact-where" });
    expect(fault({ temperature: "36.6" })?.code).toBe("answer-not-allowed");
    expect(fault({ fever: 1 })?.code).toBe("answer-not-allowed");
    expect(fault({ countries: "atlantis" })?.code).toBe("answer-not-allowed");
    expect(fault({ "people-there": 2.5 })?.code).toBe("answer-not-allowed");
    expect(fault({ fever: true, "symptoms-since": "2020-13-01" })?.code).toBe("answer-not-allowed");
    expect(fault({ fever: true, "symptoms-since": "2020-03-20" })).toBeNull();
    expect(fault({ "quarantine-address": "  " })?.code).toBe("answer-not-allowed");
    expect(fault({ "somebody-s-name": true })).toEqual({ code: "answer-not-allowed", at: "answers" });
  });

  it("[BO4] is judged by the first rule that holds, and by nothing that is not known", () => {
    const selection = (change: Answers, facts = adult) => selectionOf(form, { ...noSymptoms, ...change }, facts);
    expect(selection({})).toEqual({ outcome: "no-test", rule: null });
    expect(selection({ temperature: 37.5 })).toEqual({ outcome: "test", rule: "temperature" });
    expect(selection({ fever: true, cough: true })).toEqual({ outcome: "test", rule: "fever" });
    expect(selection({ cough: true })).toEqual({ outcome: "specialist", rule: "cough" });
    expect(selection({ fever: true }, { ...adult, ageYears: 0 })).toEqual({ outcome: "specialist", rule: "infant" });
    expect(selection({}, { ...adult, category: "cargo" })).toEqual({ outcome: "test", rule: "crew" });
    const unknown = { ageYears: null, countryFrom: null, category: null, citizenship: null };
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("temperature", "fever", "x"), fc.constantFrom(null)), (answers) => {
        expect(selectionOf(form, answers, unknown)).toEqual({ outcome: "no-test", rule: null });
      }),
    );
  });

  it("[BO4] speaks every language it is asked in, the next best where one is missing", () => {
    for (const question of form.questionnaire.item) {
      const texts = formLanguages.map((language: FormLanguage) => textOf(question, language, "kk"));
      expect(new Set(texts).size).toBeGreaterThanOrEqual(5);
      for (const { valueCoding } of question.answerOption ?? [])
        expect(formLanguages.every((language) => textOf(valueCoding, language, "kk").length > 0)).toBe(true);
    }
    const words: Words = { text: "Иә", _text: { extension: [translation("ru", "Да")] } };
    expect(formLanguages.map((language) => textOf(words, language, "kk"))).toEqual(["Иә", "Да", "Иә", "Иә", "Да", "Да"]);
    expect(textOf({ text: "Yes" }, "zh", "en")).toBe("Yes");
  });
});
type Words = Pick<Question, "text" | "_text">;
const translation = (lang: FormLanguage, content: string): NonNullable<Question["_text"]>["extension"][number] => ({
  url: "http://hl7.org/fhir/StructureDefinition/translation",
  extension: [
    { url: "lang", valueCode: lang },
    { url: "content", valueString: content },
  ],
});

describe("answers and selection", () => {
  const scene = createScene();
  const { person } = scene.register(null, { subjects: [iin(0)] });
  const stated = (
    selection: {
      readonly outcome: "test" | "no-test" | "specialist";
      readonly rule: string | null;
      readonly by?: string;
      readonly reason?: string;
    },
    role: "medic" | "selection" | "laboratory" | "supervisor" = "medic",
    change: Answers = {},
    version = 1,
  ): string => {
    const { outcome, rule, by = null, reason = null } = selection;
    return scene.state(
      {
        kind: "questionnaire",
        questionnaire: scene.newId(),
        person,
        form: "arrival",
        formVersion: version,
        language: "zh",
        countryFrom: "CHN",
        answers: { ...noSymptoms, ...change },
        selection: { outcome, rule, by, reason },
      },
      role,
    );
  };

  it("[BO5] are stored with what the rules say of them and with nothing else", () => {
    expect(stated({ outcome: "no-test", rule: null })).toBe("ok");
    expect(stated({ outcome: "test", rule: null })).toBe("selection-not-by-rule");
    expect(stated({ outcome: "test", rule: "fever" }, "medic", { fever: true })).toBe("ok");
    expect(stated({ outcome: "test", rule: "breath" }, "medic", { fever: true })).toBe("selection-not-by-rule");
    expect(stated({ outcome: "specialist", rule: "cough" }, "medic", { cough: true })).toBe("ok");
    expect(stated({ outcome: "test", rule: "fever" }, "medic", { fever: true }, 2)).toBe("form-unknown");
    expect(stated({ outcome: "test", rule: "fever" }, "supervisor", { fever: true })).toBe("role-missing");
    expect(scene.answer(uuid(990)).told).toBe("person-unknown");
    expect(scene.answer(person, { temperature: null }).told).toBe("answer-missing");
  });

  it("[BO5] are decided by a specialist where the rules say so, or against them with a reason", () => {
    const mine = { by: "selection-1", rule: null } as const;
    expect(stated({ outcome: "test", ...mine, by: "medic-1" }, "medic", { cough: true })).toBe("specialist-only");
    expect(stated({ outcome: "test", ...mine }, "selection", { cough: true })).toBe("ok");
    expect(stated({ outcome: "no-test", ...mine }, "selection", { cough: true })).toBe("ok");
    expect(stated({ outcome: "specialist", ...mine }, "selection", { cough: true })).toBe("selection-not-by-rule");
    expect(stated({ outcome: "test", ...mine }, "selection")).toBe("reason-missing");
    expect(stated({ outcome: "test", ...mine, reason: "wife is ill" }, "selection")).toBe("ok");
    expect(stated({ outcome: "test", by: "selection-1", rule: "fever", reason: "x" }, "selection")).toBe("selection-not-by-rule");
  });
});
