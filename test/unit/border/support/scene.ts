import {
  createBorder,
  type BorderFact,
  type BorderRole,
  type PersonProfile,
  selectionOf,
  personFactsOf,
  type StatedFact,
  type TestStep,
  Uuid,
} from "@beket/domain";
import { noSymptoms } from "./answers.ts";
import * as v from "valibot";
import { arrivalForm } from "../../../../demo/src/city/arrival-form.ts";
import { demoHealth } from "../../../../demo/src/city/health.ts";

export const minute = 60_000;
export const hour = 60 * minute;
const start = Date.UTC(2020, 2, 25, 6, 0);
export const rules = demoHealth.rules;
export const forms = demoHealth.forms;
const form = arrivalForm;

/** A UUID that follows from a number; those of facts are version 7. */
export const uuid = (number: number): Uuid => v.parse(Uuid, `01710000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`);

export const iins = ["871008401427", "760212350620", "800416300257", "680503450037", "800416100254", "680503250034"] as const;
export const iin = (index: number) => ({ scheme: "iin", country: "KAZ", value: iins[index % iins.length] ?? iins[0] }) as const;
export const passport = (value: string) => ({ scheme: "doc", country: "UZB", value }) as const;

export const profileOf = (change: Partial<PersonProfile> = {}): PersonProfile => ({
  subjects: [iin(0)],
  name: "Айгерім Сапарова",
  birthDate: "1987-10-08",
  sex: "female",
  citizenship: "KAZ",
  category: "citizen",
  countryFrom: "KGZ",
  onwardAddress: null,
  phone: null,
  guardian: null,
  consent: { state: "given", language: "kk", textVersion: 1 },
  ...change,
});

export type Scene = ReturnType<typeof createScene>;
/** A border post on one morning. Everything that is stated is checked as the role and then applied; `refused` is the fault's code. */
export function createScene(options: Parameters<typeof createBorder>[0] = {}) {
  const border = createBorder(options);
  const said: StatedFact[] = [];
  let next = 1;
  let now = start;
  const newId = (): Uuid => uuid(next++);
  const state = (fact: BorderFact, role: BorderRole = "medic"): string => {
    const officer = `${role}-1`;
    const checked = border.check(fact, now, { rules, forms, role, officer, place: "border" });
    if (!checked.ok) return checked.error.code;
    const stated = { id: newId(), occurredAt: now, officer, fact };
    said.push(stated);
    border.apply(stated);
    return ["ok", ...checked.value].join(" ");
  };
  const openArrival = (change: Partial<Extract<Extract<BorderFact, { kind: "arrival" }>["step"], { state: "opened" }>> = {}) => {
    const arrival = newId();
    const vehicle = { scheme: "plate", country: "KAZ", value: "123ABC02" } as const;
    const step = { state: "opened", conveyance: "bus", vehicle, number: null, countryFrom: "KGZ", expected: 50, ...change } as const;
    return { arrival, told: state({ kind: "arrival", arrival, step }) };
  };
  const register = (
    arrival: Uuid | null,
    change: Partial<PersonProfile> = {},
    more: { readonly person?: Uuid; readonly seat?: string | null; readonly confirmed?: string | null } = {},
  ) => {
    const person = more.person ?? newId();
    const document = more.confirmed === undefined ? "id-card" : more.confirmed;
    const told = state({
      kind: "person",
      person,
      arrival,
      seat: more.seat ?? null,
      profile: profileOf(change),
      confirmed: document === null ? null : { document, by: "medic-1" },
    });
    return { person, told };
  };
  /** The answers as they are asked, with the selection that the form's rules make of them. */
  const answer = (person: Uuid, change: Readonly<Record<string, string | number | boolean | null>> = {}) => {
    const questionnaire = newId();
    const answers = { ...noSymptoms, ...change };
    const known = border.person(person);
    const facts =
      known === null ? { ageYears: null, countryFrom: null, category: null, citizenship: null } : personFactsOf(border, known, now);
    const { outcome, rule } = selectionOf(form, answers, facts);
    const told = state({
      kind: "questionnaire",
      questionnaire,
      person,
      form: "arrival",
      formVersion: 1,
      language: "kk",
      countryFrom: "KGZ",
      answers,
      selection: { outcome, rule, by: null, reason: null },
    });
    return { questionnaire, outcome, rule, told };
  };
  const step = (test: Uuid, one: TestStep, role?: BorderRole): string => state({ kind: "test", test, place: "border", step: one }, role);
  const order = (person: Uuid, change: Partial<Extract<TestStep, { state: "registered" }>> = {}) => {
    const test = newId();
    const known = border.person(person);
    const told = step(test, {
      state: "registered",
      person,
      questionnaire: known?.questionnaire?.questionnaire ?? null,
      subjects: [...(known?.profile.subjects ?? [iin(0)])],
      countryFrom: "KGZ",
      repeats: null,
      ...change,
    });
    return { test, told };
  };
  const stock = (lot = "LOT-1", change: Partial<Extract<BorderFact, { kind: "kit-stock" }>> = {}, role?: BorderRole): string =>
    state({ kind: "kit-stock", kitType: "igm-igg-a", lot, expiresAt: lotDate, change: 100, cause: "received", ...change }, role);
  const begin = (test: Uuid, cassette: string, change: Partial<Extract<TestStep, { state: "started" }>> = {}): string =>
    step(test, {
      state: "started",
      kitType: "igm-igg-a",
      lot: "LOT-1",
      lotExpiresAt: lotDate,
      cassette,
      readFrom: now + 15 * minute,
      readUntil: now + 20 * minute,
      ...change,
    });
  const read = (test: Uuid, cassette: string, change: Partial<Extract<TestStep, { state: "read" }>> = {}): string =>
    step(test, { state: "read", cassette, result: "negative", by: "medic-1", device: null, reason: null, ...change });
  const pcr = (
    test: Uuid,
    specimen: string,
    change: Partial<Extract<TestStep, { state: "pcr-ordered" }>> = {},
    role?: BorderRole,
  ): string => step(test, { state: "pcr-ordered", laboratory: "regional", specimen, takenAt: now, dueAt: now + 6 * hour, ...change }, role);
  const pcrRead = (test: Uuid, specimen: string, result: "negative" | "positive" | "invalid", role: BorderRole = "laboratory"): string =>
    step(test, { state: "pcr-read", laboratory: "regional", specimen, result, by: `${role}-1` }, role);
  /** Somebody who is registered, confirmed and selected. */
  const selected = (index = 0, arrival: Uuid | null = null, seat: string | null = null) => {
    const subjects = [index < iins.length ? iin(index) : passport(`AA${1_000_000 + index}`)];
    const { person } = register(arrival, { subjects, name: `Жолаушы ${index}` }, { seat });
    answer(person, { fever: true });
    return person;
  };
  /** A test of such a person whose timer runs, or that was read with a result. */
  const running = (index = 0, arrival: Uuid | null = null, seat: string | null = null) => {
    if (border.lot("igm-igg-a", "LOT-1") === null) stock();
    const person = selected(index, arrival, seat);
    const { test } = order(person);
    const cassette = `C-${index}`;
    begin(test, cassette);
    return { person, test, cassette };
  };
  return {
    border,
    said,
    state,
    newId,
    now: () => now,
    wait: (ms: number): void => void (now += ms),
    openArrival,
    register,
    answer,
    step,
    order,
    stock,
    begin,
    read,
    pcr,
    pcrRead,
    selected,
    running,
  };
}
export const lotDate = start + 90 * 24 * hour;
