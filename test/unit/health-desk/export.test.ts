import { healthRoutes } from "@beket/api";
import type { Answers, BeketEvent, PersonProfile, Question, SubjectKey, TestResult } from "@beket/domain";
import { createNodeCodec } from "@beket/node-kit";
import fc from "fast-check";
import { expect, it } from "vitest";
import { importHealthRules } from "../../../central/src/features/health/rules-import.ts";
import { demoHealth } from "../../../demo/src/city/health.ts";
import { problemOf, startMs } from "../central/support.ts";
import { createFacts, hourMs, iin, minuteMs, newId, openBorder, passport, profileOf, signedIn } from "./border.ts";
import { faultsOfBundle, resourcesOfBundle } from "./fhir-validator.ts";
import { clock, createLog, follow, openCommon, openDesk } from "./memory.ts";

const facts = createFacts({ clock });
const [form] = demoHealth.forms;
const kits = demoHealth.rules.kits.map((kit) => kit.kitType);

type Made = {
  readonly profile: PersonProfile;
  readonly answers: Answers | null;
  readonly result: TestResult | "running" | "registered" | "cancelled";
  readonly pcr: "none" | "ordered" | "negative" | "positive" | "invalid";
  readonly kit: string;
};
let tubes = 0;
function eventsOf({ profile, answers, result, pcr, kit }: Made): readonly BeketEvent[] {
  const [person, test] = [newId({ clock }), newId({ clock })];
  const tube = `TUBE-${(tubes += 1)}`;
  const isRead = result !== "registered" && result !== "running" && result !== "cancelled";
  return [
    facts.person(person, profile),
    ...(answers === null ? [] : [facts.asked(newId({ clock }), person, answers)]),
    facts.registered(test, person, profile.subjects.length === 0 ? [passport("X0000001")] : profile.subjects),
    ...(result === "registered" ? [] : [facts.started(test, `CAS-${tubes}`, kit)]),
    ...(isRead ? [facts.read(test, result, startMs, result === "invalid" ? "=сызық жоқ" : null)] : []),
    ...(result === "cancelled" ? [facts.cancelled(test)] : []),
    ...(pcr === "none" ? [] : [facts.ordered(test, tube)]),
    ...(pcr === "none" || pcr === "ordered" ? [] : [facts.pcr(test, tube, pcr)]),
  ];
}

async function exported(made: readonly Made[], format: "fhir" | "csv" = "fhir"): Promise<string> {
  const tables = openCommon();
  importHealthRules(tables.healthRules, createNodeCodec(), demoHealth);
  const events = createLog(made.flatMap(eventsOf));
  const desk = openDesk(tables, events, []);
  follow(desk, events);
  const pieces = desk.export({ format, from: startMs - hourMs, to: startMs + hourMs, post: null, reason: "апталық есеп" }, "officer-1");
  if (!pieces.ok) throw new Error(pieces.error);
  return (await Array.fromAsync(pieces.value)).join("");
}
const answerOf = ({ type, answerOption }: Question): fc.Arbitrary<Answers[string]> => {
  switch (type) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: 0, max: 100 });
    case "decimal":
      return fc.double({ min: 34, max: 42, noNaN: true }).map((value) => Math.round(value * 10) / 10);
    case "date":
      return fc.constantFrom("2020-03-01", "2020-04-19");
    case "choice":
      return fc.constantFrom(...(answerOption ?? []).map(({ valueCoding }) => valueCoding.code));
    case "string":
      return fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.trim() === text && text !== "");
    case "display":
      return fc.constant(null);
  }
};
const anyAnswers: fc.Arbitrary<Answers> = fc
  .tuple(
    ...(form?.questionnaire.item ?? []).map((question) =>
      fc.option(answerOf(question), { nil: null }).map((answer) => [question.linkId, answer] as const),
    ),
  )
  .map((pairs) => Object.fromEntries(pairs));
const anySubjects: fc.Arbitrary<SubjectKey[]> = fc.subarray([iin(1), passport("N1234567"), passport("E55", "CHN")]);
const consents = ["given", "given-by-guardian", "refused", "not-asked"] as const;
const anyMade: fc.Arbitrary<Made> = fc.record({
  profile: fc
    .record({
      subjects: anySubjects,
      name: fc.constantFrom("Сынақ Адам", "Иванов И.", "李雷", "O‘tkir"),
      birthDate: fc.constantFrom(null, "1984-05-17", "2019-12-31"),
      sex: fc.constantFrom("male" as const, "female" as const, "unknown" as const),
      citizenship: fc.constantFrom(null, "KAZ", "CHN"),
      onwardAddress: fc.constantFrom(null, "Алматы"),
      phone: fc.constantFrom(null, "+77010000000"),
      consent: fc.record({
        state: fc.constantFrom(...consents),
        language: fc.constantFrom("kk" as const, "zh" as const),
        textVersion: fc.constant(1),
      }),
    })
    .map(({ subjects, ...change }) => profileOf(subjects, change)),
  answers: fc.option(anyAnswers, { nil: null }),
  result: fc.constantFrom("negative", "positive-acute", "positive-past", "invalid", "running", "registered", "cancelled"),
  pcr: fc.constantFrom("none", "ordered", "negative", "positive", "invalid"),
  kit: fc.constantFrom(...kits, "unknown-kit"),
});
const one: Made = {
  profile: profileOf([iin(1), passport("N1234567")]),
  answers: { temperature: 38.4, fever: true },
  result: "positive-acute",
  pcr: "positive",
  kit: "igm-igg-a",
};

it("[HD16] a tested person is a Patient with answers, orders, specimens and observations under real codes", async () => {
  const text = await exported([one]);
  expect(faultsOfBundle(text)).toEqual([]);
  const resources = resourcesOfBundle(text);
  expect(resources.map((resource) => resource.resourceType)).toEqual([
    "Patient",
    "QuestionnaireResponse",
    "ServiceRequest",
    "Specimen",
    "Observation",
    "ServiceRequest",
    "Specimen",
    "Observation",
    "Organization",
    "Location",
  ]);
  const [patient, answers, request, specimen, rapid, , tube, pcr] = resources;
  const base = "https://beket.example/fhir";
  expect(patient).toMatchObject({
    identifier: [
      { system: `${base}/sid/iin`, value: iin(1).value },
      { system: `${base}/sid/document-uzb`, value: "N1234567" },
    ],
    name: [{ text: "Құрмашева Сынақ" }],
    gender: "female",
    birthDate: "1984-05-17",
  });
  expect(answers).toMatchObject({
    questionnaire: `${form?.questionnaire.url}|1`,
    item: [
      { linkId: "temperature", answer: [{ valueDecimal: 38.4 }] },
      { linkId: "fever", answer: [{ valueBoolean: true }] },
    ],
  });
  expect(request).toMatchObject({ status: "completed", supportingInfo: [{ reference: `QuestionnaireResponse/${answers?.id}` }] });
  expect(specimen).toMatchObject({ accessionIdentifier: { system: `${base}/sid/cassette` }, type: { coding: [{ code: "122554006" }] } });
  expect(rapid).toMatchObject({
    status: "final",
    code: { coding: [{ system: "http://loinc.org", code: demoHealth.rules.kits[0]?.loinc.code }] },
    valueCodeableConcept: { coding: [{ system: "http://snomed.info/sct", code: "10828004" }, { code: "positive-acute" }] },
    interpretation: [{ coding: [{ code: "POS" }] }],
  });
  expect(tube).toMatchObject({ accessionIdentifier: { system: `${base}/sid/tube` } });
  expect(pcr).toMatchObject({ code: { coding: [{ code: "94500-6" }] }, valueCodeableConcept: { coding: [{ code: "260373001" }] } });
});

it("[HD16] an invalid reading has no value and says so; a cancelled order is revoked", async () => {
  const resources = resourcesOfBundle(
    await exported([
      { ...one, result: "invalid", pcr: "none" },
      { ...one, result: "cancelled", pcr: "none" },
    ]),
  );
  const invalid = resources.find((resource) => resource.resourceType === "Observation");
  expect(invalid).toMatchObject({
    status: "final",
    dataAbsentReason: { coding: [{ code: "error" }] },
    note: [{ text: "=сызық жоқ" }],
  });
  expect(invalid).not.toHaveProperty("valueCodeableConcept");
  expect(resources.filter((resource) => resource.resourceType === "ServiceRequest").map((resource) => resource["status"])).toEqual([
    "completed",
    "revoked",
  ]);
  expect(resources.filter((resource) => resource.resourceType === "Observation").map((resource) => resource["status"])).toEqual([
    "final",
    "cancelled",
  ]);
});

it("[HD16] the validator refuses what is broken", async () => {
  const text = await exported([one]);
  const broken: readonly (readonly [string, string | RegExp, string])[] = [
    ["a status that is none", '"status":"final"', '"status":"finished"'],
    ["a date that is none", '"birthDate":"1984-05-17"', '"birthDate":"17.05.1984"'],
    ["a member that is none", '"gender":"female"', '"gender":"female","iin":"1"'],
    ["a gender that is none", '"gender":"female"', '"gender":"woman"'],
    ["a missing code", /"intent":"order",/, ""],
    ["a value beside its absence", '"valueCodeableConcept":', '"dataAbsentReason":{"text":"x"},"valueCodeableConcept":'],
    ["a reference that leads nowhere", /"subject":\{"reference":"Patient\//, '"subject":{"reference":"Patient/x'],
    ["an id that is none", /"resourceType":"Patient","id":"/, '"resourceType":"Patient","id":"_'],
    ["an empty list", '"telecom":[{"system":"phone","value":"+77010000000"}]', '"telecom":[]'],
    ["another kind of bundle", '"type":"collection"', '"type":"collections"'],
  ];
  for (const [what, from, to] of broken) {
    const changed = text.replace(from, to);
    expect(changed, what).not.toBe(text);
    expect(faultsOfBundle(changed).length, what).toBeGreaterThan(0);
  }
});

it("[HD16] whoever was asked and tested, and however far they came, the bundle is valid R4", async () => {
  let kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(anyMade, { maxLength: 4 }), async (made) => {
      const text = await exported(made);
      expect(faultsOfBundle(text)).toEqual([]);
      kinds = new Set([...kinds, ...resourcesOfBundle(text).map((resource) => resource.resourceType)]);
    }),
    { numRuns: 60 },
  );
  expect(kinds.size).toBe(7);
});

it("[HD17] who refused, and who was not asked, is in no export", async () => {
  for (const state of consents) {
    const made = { ...one, profile: profileOf([iin(1)], { consent: { state, language: "kk", textVersion: 1 } }) };
    const isAgreed = state === "given" || state === "given-by-guardian";
    expect(resourcesOfBundle(await exported([made])).length > 0).toBe(isAgreed);
    expect((await exported([made], "csv")).trim().split("\r\n")).toHaveLength(isAgreed ? 2 : 1);
  }
});

it("[HD17] only the period and the post that were asked for; a period without end or with too much is refused", async () => {
  const border = await openBorder();
  await border.tested([iin(1)]);
  const officer = await signedIn(border.one, "health-officer");
  const now = border.one.clock.now();
  const ask = (change: object) =>
    officer.post(healthRoutes.export, { format: "fhir", from: now - minuteMs, to: now + minuteMs, post: null, reason: "есеп", ...change });
  const lengthOf = async (change: object): Promise<number> => resourcesOfBundle(await (await ask(change)).text()).length;
  expect(await lengthOf({})).toBe(5);
  expect(await lengthOf({ post: "border-01" })).toBe(5);
  expect(await lengthOf({ post: "border-02" })).toBe(0);
  expect(await lengthOf({ from: now + 1 })).toBe(0);
  expect(await problemOf(await ask({ from: now, to: now }))).toBe("health.period-empty");
  const { health } = border.one.stores;
  health.transaction(() => {
    for (let at = 0; at < 10_000; at += 1) {
      const id = newId(border.one);
      const row = {
        source: "s",
        event: id,
        kind: "test",
        step: "registered",
        result: null,
        person: id,
        arrival: null,
        test: id,
        post: "border-01",
      };
      health.addEvent({ ...row, position: 1_000 + at, occurredAt: now, receivedAt: now });
    }
  });
  expect(await problemOf(await ask({}))).toBe("health.export-too-large");
  await border.close();
});

it("[HD18] the table of tests has a line a test, no name, and nothing that a spreadsheet runs", async () => {
  const text = await exported([one, { ...one, result: "invalid", pcr: "none" }], "csv");
  const [header = "", first = "", second = ""] = text.split("\r\n");
  expect(header.startsWith("\uFEFFtest,person,post")).toBe(true);
  expect(first).toContain("positive-acute");
  expect(first.endsWith(",positive,2020-04-20T06:00:00.000Z") || first.includes(",positive,")).toBe(true);
  expect(second).toContain(",invalid,'=сызық жоқ,");
  for (const secret of ["Құрмашева", iin(1).value, "N1234567", "77010000000", "Алматы"]) expect(text).not.toContain(secret);
});
