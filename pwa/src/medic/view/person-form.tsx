import { ageYears, type Uuid } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { language, say } from "../../i18n/index.ts";
import { subjectErrorText } from "@beket/domain";
import { Button, Card, Choice, Field, Notice, SelectField } from "../../ui/index.ts";
import {
  draftOf,
  type DraftFaults,
  emptyPerson,
  type FieldName,
  likelyLanguage,
  type PersonDraft,
  profileOf,
  withIin,
  withScan,
} from "../model/person-draft.ts";
import { notAskedConsent } from "../state/acts.ts";
import { deskWords } from "../words/desk.ts";
import { personWords } from "../words/person.ts";
import { useApp, useScan, useWork } from "./context.ts";
import { ActBar, CountryField, PageHead, RefusalNotice, ScanButton } from "./parts.tsx";
import { personOfFact, Troubles } from "./troubles.tsx";

const isOwnFault = (fault: string): fault is keyof typeof personWords.faults => fault in personWords.faults;

/** Somebody new, or somebody's details. A scan of the document fills the form; every keystroke is kept. */
export function PersonForm({ arrival, person: id }: { readonly arrival: Uuid | null; readonly person: Uuid | null }) {
  const app = useApp();
  const work = useWork();
  const faults = useSignal<DraftFaults>({});
  const strange = useSignal(false);
  const border = app.border.value;
  const person = id === null ? null : border.person(id);
  const categories = app.rules.value?.rules.categories ?? [];
  const from = arrival === null ? "" : (border.arrival(arrival)?.opened.countryFrom ?? "");
  const kept = app.draft.value.person;
  const fits = kept !== null && kept.arrival === arrival && kept.form.person === id;
  const blank = emptyPerson({ category: app.draft.value.like.category, countryFrom: from });
  const form: PersonDraft = fits ? kept.form : person === null ? blank : draftOf(person);
  const category = form.category === "" ? (categories[0]?.category ?? "") : form.category;
  const now = app.clock.value;
  const change = (next: PersonDraft) => {
    strange.value = false;
    app.set({ person: { arrival, form: next } });
  };
  const set = (part: Partial<PersonDraft>) => change({ ...form, ...part });
  const fill = (text: string): boolean => {
    const filled = withScan(form, text, app.now());
    strange.value = filled === null;
    if (filled !== null) {
      faults.value = {};
      app.set({ person: { arrival, form: filled } });
    }
    return filled !== null;
  };
  useScan((text, meaning) => (meaning.kind === "document" || meaning.kind === "person" || meaning.kind === "code" ? fill(text) : false));

  const back = () => app.go(person === null ? { kind: "arrival", arrival } : { kind: "person", person: person.person });
  function save(): void {
    const spoken = likelyLanguage(form.citizenship === "" ? null : form.citizenship, language.value);
    const consent = person?.profile.consent ?? notAskedConsent(spoken);
    const filled = profileOf({ ...form, category }, consent, app.now());
    if (!filled.ok) {
      faults.value = filled.error;
      return;
    }
    faults.value = {};
    void work.run(async () => {
      if (person !== null) {
        const stating = await app.acts.change(person, filled.value);
        if (stating.ok) {
          app.set({ person: null });
          app.go({ kind: "person", person: person.person });
        }
        return stating;
      }
      const { person: fresh, stating } = await app.acts.register(arrival, filled.value);
      if (stating.ok) {
        app.set({ person: null, like: { category } });
        app.go({ kind: "person", person: fresh });
      }
      return stating;
    });
  }
  const errorOf = (name: FieldName): string | null => {
    const fault = faults.value[name];
    if (fault === undefined) return null;
    return isOwnFault(fault) ? say(personWords.faults[fault]) : subjectErrorText({ code: fault }, language.value);
  };
  const field = (name: FieldName, label: string, value: string, onInput: (value: string) => void) => ({
    label,
    value,
    error: errorOf(name),
    onInput: (text: string) => {
      const { [name]: _, ...rest } = faults.value;
      faults.value = rest;
      onInput(text);
    },
  });
  return (
    <form
      class="page page-narrow"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <PageHead title={say(person === null ? personWords.newTitle : personWords.editTitle)} onBack={back}>
        <ScanButton />
      </PageHead>
      <Troubles of={(fact) => id !== null && personOfFact(app, fact) === id} />
      <RefusalNotice refusal={work.refusal.value} />
      <Card>
        <MrzField onText={fill} strange={strange.value} />
        <Field
          {...field("iin", say(personWords.iin), form.iin, (text) => change(withIin(form, text)))}
          inputMode="numeric"
          maxLength={16}
          code
        />
        <div class="pair">
          <Field
            {...field("document", say(personWords.document), form.document, (document) => set({ document: document.toUpperCase() }))}
            maxLength={20}
            code
          />
          <CountryField
            label={say(personWords.documentCountry)}
            value={form.documentCountry}
            onChange={(documentCountry) =>
              set({ documentCountry, citizenship: form.citizenship === "" ? documentCountry : form.citizenship })
            }
          />
        </div>
        <Field {...field("name", say(personWords.name), form.name, (name) => set({ name }))} maxLength={200} />
        <div class="pair">
          <Field {...field("birthDate", say(personWords.birthDate), form.birthDate, (birthDate) => set({ birthDate }))} type="date" />
          <Field {...field("seat", say(personWords.seat), form.seat, (seat) => set({ seat: seat.toUpperCase() }))} maxLength={6} />
        </div>
        <div class="field">
          <span class="field-label">{say(personWords.sex)}</span>
          <Choice
            label={say(personWords.sex)}
            value={form.sex}
            size="main"
            items={(["female", "male", "unknown"] as const).map((value) => ({ value, name: say(personWords.sexes[value]) }))}
            onChange={(sex) => set({ sex })}
          />
        </div>
        <div class="pair-wide">
          <CountryField
            label={say(personWords.citizenship)}
            value={form.citizenship}
            onChange={(citizenship) =>
              set({ citizenship, documentCountry: form.documentCountry === "" ? citizenship : form.documentCountry })
            }
          />
          <SelectField
            label={say(personWords.category)}
            value={category}
            options={categories.map((one) => ({ value: one.category, name: say(one.name) }))}
            onChange={(chosen) => set({ category: chosen })}
          />
        </div>
        <GuardianField
          arrival={arrival}
          self={id}
          value={form.guardian}
          isChild={isChild(form, now, app)}
          onChange={(guardian) => set({ guardian })}
        />
        <div class="pair-wide">
          <Field {...field("phone", say(personWords.phone), form.phone, (phone) => set({ phone }))} inputMode="numeric" maxLength={24} />
          <CountryField label={say(personWords.countryFrom)} value={form.countryFrom} onChange={(countryFrom) => set({ countryFrom })} />
        </div>
        <Field
          label={say(personWords.onwardAddress)}
          hint={say(personWords.onwardHint)}
          value={form.onwardAddress}
          maxLength={300}
          onInput={(onwardAddress) => set({ onwardAddress })}
        />
      </Card>
      <ActBar>
        <Button type="submit" kind="primary" size="main" icon="check" wide busy={work.busy.value} testId="save-person">
          {say(person === null ? personWords.register : deskWords.save)}
        </Button>
      </ActBar>
    </form>
  );
}

function isChild(form: PersonDraft, now: number, app: ReturnType<typeof useApp>): boolean {
  const limit = app.rules.value?.rules.consentAgeYears ?? 0;
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(form.birthDate)) return false;
  const filled = profileOf({ ...form, name: form.name === "" ? "-" : form.name, iin: "", document: "" }, notAskedConsent("kk"), now);
  return filled.ok && (ageYears(filled.value.profile, now) ?? limit) < limit;
}

/** For readers that type anywhere, and for fingers: lines of a machine-readable zone, or a number. It is emptied once it was read. */
function MrzField({ onText, strange }: { readonly onText: (text: string) => boolean; readonly strange: boolean }) {
  const text = useSignal("");
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  const read = (typed: string) => {
    text.value = typed;
    // A zone has 88 or 90 characters; before that nothing is wrong with it yet.
    if (typed.replaceAll(/\s/g, "").length >= 88 && onText(typed)) text.value = "";
  };
  const hasText = text.value.trim() !== "";
  return (
    <div class="with-button">
      <label class={strange ? "field field-wrong" : "field"}>
        <span class="field-label">{say(personWords.mrz)}</span>
        <textarea
          ref={input}
          class="field-input mrz"
          rows={2}
          maxLength={200}
          spellcheck={false}
          autoComplete="off"
          value={text.value}
          data-testid="mrz"
          onInput={(event) => read(event.currentTarget.value)}
        />
        <span class={strange ? "field-error" : "field-hint"} aria-live="polite">
          {say(strange ? personWords.mrzWrong : personWords.scanHint)}
        </span>
      </label>
      {hasText ? (
        <Button
          icon="forward"
          iconOnly
          onClick={() => {
            if (onText(text.value)) text.value = "";
          }}
        >
          {say(deskWords.done)}
        </Button>
      ) : null}
    </div>
  );
}

/** The adults of the same arrival. Asked only of a child, or where one was named. */
export function GuardianField(props: {
  readonly arrival: Uuid | null;
  readonly self: Uuid | null;
  readonly value: Uuid | null;
  readonly isChild: boolean;
  readonly onChange: (guardian: Uuid | null) => void;
}) {
  const app = useApp();
  const { arrival, self, value, isChild: needed } = props;
  if (!needed && value === null) return null;
  const limit = app.rules.value?.rules.consentAgeYears ?? 0;
  const aboard = arrival === null ? [] : (app.border.value.arrival(arrival)?.persons ?? []);
  const adults = aboard.flatMap((one) => {
    const person = app.border.value.person(one);
    if (person === null || one === self || (ageYears(person.profile, app.clock.value) ?? limit) < limit) return [];
    return [{ value: String(one), name: [person.seat, person.profile.name].filter(Boolean).join(" · ") }];
  });
  if (adults.length === 0) return <Notice tone="warn" title={say(personWords.noAdults)} />;
  return (
    <SelectField
      label={say(personWords.guardian)}
      hint={say(personWords.guardianNeeded)}
      value={value ?? ""}
      options={[{ value: "", name: say(personWords.guardianNone) }, ...adults]}
      onChange={(chosen) => props.onChange(aboard.find((one) => one === chosen) ?? null)}
    />
  );
}
