import { Answers, conveyances, formLanguages, testResults, Uuid } from "@beket/domain";
import { effect, signal } from "@preact/signals";
import * as v from "valibot";
import type { SealedValues } from "../../field/state/sealed-values.ts";
import { PersonDraft } from "../model/person-draft.ts";
import { Route, startRoute } from "../model/route.ts";

const Language = v.picklist(formLanguages);
/** Everything an officer has begun and not finished: where they are, and what is typed and chosen there. */
export const Draft = v.strictObject({
  route: Route,
  arrival: v.strictObject({
    conveyance: v.picklist(conveyances),
    plate: v.string(),
    plateCountry: v.string(),
    number: v.string(),
    countryFrom: v.string(),
    expected: v.string(),
  }),
  person: v.nullable(v.strictObject({ arrival: v.nullable(Uuid), form: PersonDraft })),
  /** What the last registered person had. */
  like: v.strictObject({ category: v.string() }),
  manifest: v.string(),
  /** The language somebody is spoken to in, until the consent records it. */
  spoken: v.nullable(v.strictObject({ person: Uuid, language: Language })),
  consent: v.nullable(v.strictObject({ person: Uuid, state: v.picklist(["given", "refused"]) })),
  asking: v.nullable(
    v.strictObject({ person: Uuid, form: v.string(), answers: Answers, seen: v.array(v.string()), at: v.nullable(v.string()) }),
  ),
  /** What is typed as the answer to a question, before it is given. */
  typed: v.nullable(v.strictObject({ person: Uuid, question: v.string(), text: v.string() })),
  cassette: v.string(),
  kit: v.nullable(v.strictObject({ kitType: v.string(), lot: v.string() })),
  reading: v.nullable(v.strictObject({ test: Uuid, inHand: v.string(), result: v.nullable(v.picklist(testResults)), reason: v.string() })),
  pcr: v.strictObject({ laboratory: v.string(), specimen: v.string() }),
  lot: v.strictObject({ kitType: v.string(), lot: v.string(), expiresOn: v.string(), count: v.string() }),
  note: v.string(),
});
export type Draft = v.InferOutput<typeof Draft>;

export const emptyDraft: Draft = {
  route: startRoute,
  arrival: { conveyance: "bus", plate: "", plateCountry: "", number: "", countryFrom: "", expected: "" },
  person: null,
  like: { category: "" },
  manifest: "",
  spoken: null,
  consent: null,
  asking: null,
  typed: null,
  cassette: "",
  kit: null,
  reading: null,
  pcr: { laboratory: "", specimen: "" },
  lot: { kitType: "", lot: "", expiresOn: "", count: "" },
  note: "",
};

const nameFor = (officer: string): string => `draft:${officer}`;

/**
 * The draft of whoever is signed in, written sealed at every change. A write that is under way takes the latest value with it when it
 * ends, so that typing never waits for the disk.
 */
export function createDraft(values: () => SealedValues | null) {
  const draft = signal<Draft>(emptyDraft);
  const owner = signal<string | null>(null);
  let isWriting = false;
  let isStale = false;

  async function write(): Promise<void> {
    isStale = true;
    if (isWriting) return;
    isWriting = true;
    while (isStale) {
      isStale = false;
      const officer = owner.peek();
      if (officer !== null) await values()?.write(nameFor(officer), draft.peek());
    }
    isWriting = false;
  }
  effect(() => {
    if (draft.value !== emptyDraft && owner.value !== null) void write();
  });

  return {
    draft,
    /** Puts away one officer's draft and takes up another's. Nothing is deleted. */
    async open(officer: string | null): Promise<void> {
      if (owner.peek() === officer) return;
      owner.value = null;
      const kept = officer === null ? null : await values()?.read(nameFor(officer), Draft);
      draft.value = kept ?? emptyDraft;
      owner.value = officer;
    },
    set: (change: Partial<Draft>): void => {
      draft.value = { ...draft.peek(), ...change };
    },
  };
}
export type DraftKeeper = ReturnType<typeof createDraft>;
