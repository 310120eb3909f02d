import {
  ageYears,
  type Answers,
  type BorderContext,
  type BorderFact,
  type BorderTest,
  err,
  type Form,
  type FollowUpEvent,
  type FormLanguage,
  KitCode,
  type KitLot,
  type Person,
  personFactsOf,
  type PersonProfile,
  selectionOf,
  type SubjectKey,
  type TestPlace,
  type TestResult,
  Uuid,
} from "@beket/domain";
import * as v from "valibot";
import type { ManifestPerson } from "../model/manifest.ts";
import type { Filled } from "../model/person-draft.ts";
import { latestTest } from "../model/standing.ts";
import type { Facts, Stating } from "./facts.ts";

export type ActsDeps = {
  readonly facts: Facts;
  readonly context: () => BorderContext | null;
  readonly place: () => TestPlace;
  readonly now: () => number;
  readonly newId: () => string;
};
type PersonFact = Extract<BorderFact, { kind: "person" }>;
type Opened = Extract<Extract<BorderFact, { kind: "arrival" }>["step"], { state: "opened" }>;
type FactAt = (occurredAt: number) => BorderFact;

export const notAskedConsent = (language: FormLanguage): PersonProfile["consent"] => ({
  state: "not-asked",
  language,
  textVersion: 0,
});

/** What a medic does, as facts. Each is checked, kept and shown by `facts`; a refusal comes back with its reason. */
export function createActs({ facts, context, place, now, newId }: ActsDeps) {
  const id = () => v.parse(Uuid, newId());
  const testStep = (test: Uuid, step: Extract<BorderFact, { kind: "test" }>["step"]): BorderFact => ({
    kind: "test",
    test,
    place: place(),
    step,
  });
  const personFact = (person: Person, change: Partial<Pick<PersonFact, "seat" | "profile" | "confirmed">>): PersonFact => ({
    kind: "person",
    person: person.person,
    arrival: person.arrival,
    seat: person.seat,
    profile: person.profile,
    confirmed: person.confirmed,
    ...change,
  });

  return {
    async openArrival(opened: Omit<Opened, "state">): Promise<{ readonly arrival: Uuid; readonly stating: Stating }> {
      const arrival = id();
      return { arrival, stating: await facts.state({ kind: "arrival", arrival, step: { state: "opened", ...opened } }) };
    },
    closeArrival: (arrival: Uuid): Promise<Stating> =>
      facts.state({
        kind: "arrival",
        arrival,
        step: { state: "closed", persons: facts.border().arrival(arrival)?.persons.length ?? 0 },
      }),

    async register(arrival: Uuid | null, filled: Filled): Promise<{ readonly person: Uuid; readonly stating: Stating }> {
      const person = id();
      return { person, stating: await facts.state({ kind: "person", person, arrival, ...filled, confirmed: null }) };
    },
    /** A changed profile keeps its confirmation only while its identifiers, name and birth date are those that were seen. */
    change(person: Person, filled: Filled): Promise<Stating> {
      const before = person.profile;
      const isSeen = JSON.stringify([before.subjects, before.name, before.birthDate]);
      const isSame = isSeen === JSON.stringify([filled.profile.subjects, filled.profile.name, filled.profile.birthDate]);
      return facts.state(personFact(person, { ...filled, confirmed: isSame ? person.confirmed : null }));
    },
    /** Registers the rows of a list; stops at the first that the post refuses and tells which. */
    async registerAll(
      arrival: Uuid | null,
      rows: readonly { readonly line: number; readonly person: ManifestPerson }[],
      like: {
        readonly category: string;
        readonly countryFrom: string | null;
        readonly language: (citizenship: string | null) => FormLanguage;
      },
      onProgress: (done: number) => void,
    ): Promise<readonly { readonly line: number; readonly stating: Stating }[]> {
      const done: { readonly line: number; readonly stating: Stating }[] = [];
      for (const { line, person } of rows) {
        const profile: PersonProfile = {
          subjects: person.subject === null ? [] : [person.subject],
          name: person.name,
          birthDate: person.birthDate,
          sex: person.sex,
          citizenship: person.citizenship,
          category: like.category,
          countryFrom: like.countryFrom,
          onwardAddress: null,
          phone: null,
          guardian: null,
          consent: notAskedConsent(like.language(person.citizenship)),
        };
        const stating = await facts.state({ kind: "person", person: id(), arrival, seat: person.seat, profile, confirmed: null });
        done.push({ line, stating });
        onProgress(done.length);
      }
      return done;
    },
    /** The document was held against the person, and the consent asked: one fact. */
    confirm(person: Person, document: string, state: "given" | "refused", language: FormLanguage): Promise<Stating> {
      const rules = context();
      if (rules === null) return Promise.resolve(err({ kind: "no-rules" }));
      const isChild = (ageYears(person.profile, now()) ?? rules.rules.consentAgeYears) < rules.rules.consentAgeYears;
      const consent: PersonProfile["consent"] = {
        state: state === "given" && isChild ? "given-by-guardian" : state,
        language,
        textVersion: rules.rules.consentVersion,
      };
      return facts.state(personFact(person, { profile: { ...person.profile, consent }, confirmed: { document, by: rules.officer } }));
    },
    withGuardian: (person: Person, guardian: Uuid | null): Promise<Stating> =>
      facts.state(personFact(person, { profile: { ...person.profile, guardian } })),

    answer(person: Person, form: Form, answers: Answers, language: FormLanguage): Promise<Stating> {
      const questionnaire = id();
      const shared = { kind: "questionnaire", questionnaire, person: person.person, form: form.form, language, answers } as const;
      return facts.state((occurredAt) => {
        const known = personFactsOf(facts.border(), person, occurredAt);
        const { outcome, rule } = selectionOf(form, answers, known);
        return {
          ...shared,
          formVersion: Number(form.questionnaire.version),
          countryFrom: known.countryFrom,
          selection: { outcome, rule, by: null, reason: null },
        };
      });
    },
    /** A specialist's decision stands in a new fact with the same answers. */
    decide(person: Person, outcome: "test" | "no-test", reason: string): Promise<Stating> {
      const rules = context();
      const { questionnaire } = person;
      if (rules === null || questionnaire === null) return Promise.resolve(err({ kind: "no-rules" }));
      const { form, formVersion, language, countryFrom, answers } = questionnaire;
      return facts.state({
        kind: "questionnaire",
        questionnaire: id(),
        person: person.person,
        form,
        formVersion,
        language,
        countryFrom,
        answers,
        selection: { outcome, rule: null, by: rules.officer, reason: reason.trim() === "" ? null : reason.trim() },
      });
    },

    /** Registers the test, unless it was already and waits for its cassette, and starts its clock. */
    startTest(person: Person, lot: KitLot, cassette: string): Promise<Stating> {
      const kit = context()?.rules.kits.find(({ kitType }) => kitType === lot.kitType);
      if (kit === undefined) return Promise.resolve(err({ kind: "no-rules" }));
      const known = latestTest(facts.border(), person);
      const waiting = known?.state === "registered" ? known : null;
      const test = waiting?.test ?? id();
      const repeats = known?.read?.result === "invalid" ? known.test : null;
      const subjects: readonly SubjectKey[] = person.profile.subjects;
      const registered: FactAt = () =>
        testStep(test, {
          state: "registered",
          person: person.person,
          questionnaire: person.questionnaire?.questionnaire ?? null,
          subjects: [...subjects],
          countryFrom: personFactsOf(facts.border(), person, now()).countryFrom,
          repeats,
        });
      const started: FactAt = (occurredAt) =>
        testStep(test, {
          state: "started",
          kitType: lot.kitType,
          lot: lot.lot,
          lotExpiresAt: lot.expiresAt,
          cassette: v.parse(KitCode, cassette),
          readFrom: occurredAt + kit.readAfterMs,
          readUntil: occurredAt + kit.readUntilMs,
        });
      // A cassette that was used is told before a test is registered for it.
      if (facts.border().testOfCassette(cassette) !== null)
        return Promise.resolve(err({ kind: "fault", fault: { code: "cassette-used", at: "step.cassette" } }));
      return facts.stateAll(waiting === null ? [registered, started] : [started]);
    },
    read: (test: BorderTest, cassette: string, result: TestResult, reason: string): Promise<Stating> =>
      facts.state(
        testStep(test.test, {
          state: "read",
          cassette: v.parse(KitCode, cassette),
          result,
          by: context()?.officer ?? "",
          device: null,
          reason: reason.trim() === "" ? null : reason.trim(),
        }),
      ),
    cancel: (test: BorderTest, reason: string): Promise<Stating> =>
      facts.state(testStep(test.test, { state: "cancelled", by: context()?.officer ?? "", reason })),
    orderPcr(test: BorderTest, laboratory: string, specimen: string): Promise<Stating> {
      const dueMs = context()?.rules.pcrDueMs;
      if (dueMs === undefined) return Promise.resolve(err({ kind: "no-rules" }));
      return facts.state((occurredAt) =>
        testStep(test.test, {
          state: "pcr-ordered",
          laboratory,
          specimen: v.parse(KitCode, specimen),
          takenAt: occurredAt,
          dueAt: occurredAt + dueMs,
        }),
      );
    },
    readPcr: (test: BorderTest, specimen: string, result: "negative" | "positive" | "invalid"): Promise<Stating> =>
      facts.state(
        testStep(test.test, {
          state: "pcr-read",
          laboratory: test.pcr?.laboratory ?? "",
          specimen: v.parse(KitCode, specimen),
          result,
          by: context()?.officer ?? "",
        }),
      ),
    followUp: (person: Person, test: Uuid | null, action: FollowUpEvent["action"], note: string): Promise<Stating> =>
      facts.state({ kind: "follow-up", person: person.person, test, action, note: note.trim() === "" ? null : note.trim() }),
    stock: (
      lot: Pick<KitLot, "kitType" | "lot" | "expiresAt">,
      change: number,
      cause: "received" | "discarded" | "counted",
    ): Promise<Stating> =>
      facts.state({ kind: "kit-stock", kitType: lot.kitType, lot: v.parse(KitCode, lot.lot), expiresAt: lot.expiresAt, change, cause }),
  };
}
export type Acts = ReturnType<typeof createActs>;
