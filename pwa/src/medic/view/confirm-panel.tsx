import { ageYears, formLanguages, type FormLanguage, type Person } from "@beket/domain";
import { language, say } from "../../i18n/index.ts";
import { Button, Card, Choice, Notice } from "../../ui/index.ts";
import { consentIn } from "../model/consent.ts";
import { likelyLanguage } from "../model/person-draft.ts";
import type { MedicApp } from "../state/app.ts";
import { askedWords } from "../words/asked.ts";
import { personWords } from "../words/person.ts";
import "./ask.css";
import { countryText, dateText, isNarrow, useApp, useWork } from "./context.ts";
import { RefusalNotice, Tiles } from "./parts.tsx";
import { GuardianField } from "./person-form.tsx";

/** The language this person is spoken to in: as chosen just now, as the consent says, else the likely one. */
export function spokenWith(app: MedicApp, person: Person): FormLanguage {
  const { spoken } = app.draft.value;
  if (spoken !== null && spoken.person === person.person) return spoken.language;
  const { consent, citizenship } = person.profile;
  return consent.state === "not-asked" ? likelyLanguage(citizenship, language.value) : consent.language;
}
export function LanguageTiles({ person }: { readonly person: Person }) {
  const app = useApp();
  return (
    <div class="spoken">
      <Choice
        label={say(personWords.spoken)}
        value={spokenWith(app, person)}
        items={formLanguages.map((value) => ({
          value,
          name: isNarrow.value ? askedWords[value].short : askedWords[value].name,
          lang: value,
        }))}
        onChange={(chosen) => app.set({ spoken: { person: person.person, language: chosen } })}
      />
    </div>
  );
}

/** The document is held against the person and the consent asked; one tap on the document states both. */
export function ConfirmPanel({ person }: { readonly person: Person }) {
  const app = useApp();
  const work = useWork();
  const rules = app.rules.value?.rules;
  if (rules === undefined) return null;
  const { profile } = person;
  const spoken = spokenWith(app, person);
  const consent = consentIn(rules, spoken);
  const mine = app.draft.value.consent;
  const chosen = mine !== null && mine.person === person.person ? mine.state : null;
  const isChild = (ageYears(profile, app.clock.value) ?? rules.consentAgeYears) < rules.consentAgeYears;
  const needsGuardian = isChild && profile.guardian === null;
  const confirm = (document: string) => {
    if (chosen === null) return;
    void work.run(
      () => app.acts.confirm(person, document, chosen, spoken),
      () => {
        app.set({ consent: null });
        if (chosen === "given" && person.questionnaire === null) app.go({ kind: "ask", person: person.person });
      },
    );
  };
  return (
    <Card title={say(personWords.confirmTitle)}>
      <RefusalNotice refusal={work.refusal.value} />
      <dl class="identity">
        <dt>{say(personWords.name)}</dt>
        <dd>{profile.name}</dd>
        <dt>{say(personWords.birthDate)}</dt>
        <dd>
          {profile.birthDate === null ? "–" : dateText(profile.birthDate)}
          {profile.sex === "unknown" ? "" : ` · ${say(personWords.sexes[profile.sex])}`}
        </dd>
        {profile.subjects.map(({ scheme, country, value }) => (
          <>
            <dt>{scheme === "iin" ? say(personWords.iin) : `${say(personWords.document)}, ${countryText(country)}`}</dt>
            <dd class="code-text">{value}</dd>
          </>
        ))}
      </dl>
      {profile.subjects.length === 0 ? (
        <Notice tone="warn" title={say(personWords.noDocumentWhat)} testId="no-document">
          <Button
            icon="card"
            onClick={() => app.go({ kind: "person-form", arrival: person.arrival, person: person.person })}
            testId="add-document"
          >
            {say(personWords.addDocument)}
          </Button>
        </Notice>
      ) : null}
      {isChild ? (
        <GuardianField
          arrival={person.arrival}
          self={person.person}
          value={profile.guardian}
          isChild
          onChange={(guardian) => void work.run(() => app.acts.withGuardian(person, guardian))}
        />
      ) : null}
      <section class="consent" aria-label={say(personWords.consentTitle)}>
        <h3>{say(personWords.consentTitle)}</h3>
        <LanguageTiles person={person} />
        <p class="consent-text" lang={consent.lang}>
          {consent.text}
        </p>
        <div class="pair">
          {(["given", "refused"] as const).map((state) => (
            <Button
              key={state}
              size="main"
              icon={state === "given" ? "check" : "cross"}
              pressed={chosen === state}
              onClick={() => app.set({ consent: { person: person.person, state } })}
              testId={`consent-${state}`}
            >
              {say(state === "given" ? personWords.agrees : personWords.refuses)}
            </Button>
          ))}
        </div>
      </section>
      <section class="stack">
        <h3>{say(personWords.seenDocument)}</h3>
        {chosen === null ? <p class="soft">{say(personWords.seenFirstConsent)}</p> : null}
        <Tiles
          label={say(personWords.seenDocument)}
          value={null}
          disabled={chosen === null || needsGuardian || profile.subjects.length === 0 || work.busy.value}
          items={rules.documents.map(({ document, name }) => ({ value: document, name: say(name) }))}
          onChoose={confirm}
        />
      </section>
    </Card>
  );
}
