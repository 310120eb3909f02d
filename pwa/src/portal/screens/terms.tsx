import type { PlacesReply } from "@beket/api";
import { formatDate, ledgerName, ledgers, type Ledger, type Regime } from "@beket/domain";
import { language, say } from "../../i18n/index.ts";
import { Button, Card, Choice, Field } from "../../ui/index.ts";
import type { ApplyStore } from "../adapters/apply-store.ts";
import { stepsOf } from "../model/apply-state.ts";
import { mayApply, termsLimits, type ApplyState } from "../model/apply.ts";
import { isCivilDate, startOfDayMs } from "../model/civil-date.ts";
import type { Draft, PlaceChoice } from "../model/draft.ts";
import { offered, offerFor, termsFaults, type TermsFault } from "../model/terms.ts";
import { ClaimCard } from "../parts/claim-card.tsx";
import { CallFailed, CheckChips, Heading, RadioCards, Working, type RadioItem } from "../parts/parts.tsx";
import { frame } from "../words/frame.ts";
import { terms as w, termsFaultWords } from "../words/terms.ts";
import { Refused } from "./organisation.tsx";

type Part = {
  readonly draft: Draft;
  readonly edit: (change: Partial<Draft>) => void;
  readonly fault: (...codes: readonly TermsFault[]) => string | null;
};

function Period({ draft, edit, fault, regime }: Part & { readonly regime: Regime }) {
  const inWords = (day: string): string =>
    isCivilDate(day) ? formatDate(startOfDayMs(day, regime.timeZone), regime.timeZone, language.value) : "";
  const dayValues = w.dayNames.map((name, index) => ({ value: String(index), name: say(name), short: say(w.dayShort[index] ?? name) }));
  const chosen = new Set(dayValues.filter((_, index) => (draft.days & (1 << index)) !== 0).map(({ value }) => value));
  return (
    <Card title={say(w.period)}>
      <div class="pair">
        <Field
          label={say(w.firstDay)}
          type="date"
          value={draft.firstDay}
          hint={inWords(draft.firstDay)}
          error={fault("first-day-invalid", "first-day-past")}
          onInput={(firstDay) => edit({ firstDay })}
        />
        <Field
          label={say(w.lastDay)}
          type="date"
          value={draft.lastDay}
          hint={[inWords(draft.lastDay), say(w.lastDayHint(regime.permitMaxDays))].filter(Boolean).join(" · ")}
          error={fault("last-day-invalid", "last-day-before-first", "too-many-days")}
          onInput={(lastDay) => edit({ lastDay })}
        />
      </div>
      <CheckChips
        legend={say(w.days)}
        items={dayValues}
        chosen={chosen}
        error={fault("no-weekday")}
        onToggle={(value, on) => edit({ days: on ? draft.days | (1 << Number(value)) : draft.days & ~(1 << Number(value)) })}
        testId="weekdays"
      />
      <div class="stack-small">
        <p class="field-label">{say(w.hours)}</p>
        <Choice
          label={say(w.hours)}
          value={draft.allDay ? "all" : "some"}
          items={[
            { value: "all", name: say(w.allDay) },
            { value: "some", name: say(w.someHours) },
          ]}
          onChange={(value) => edit({ allDay: value === "all" })}
        />
      </div>
      {draft.allDay ? null : (
        <div class="pair">
          <Field
            label={say(w.fromTime)}
            type="time"
            value={draft.fromTime}
            error={fault("time-invalid", "time-empty")}
            onInput={(fromTime) => edit({ fromTime })}
          />
          <Field
            label={say(w.toTime)}
            type="time"
            value={draft.toTime}
            hint={draft.toTime !== "" && draft.toTime < draft.fromTime && draft.toTime !== "00:00" ? say(w.overnight) : ""}
            onInput={(toTime) => edit({ toTime })}
          />
        </div>
      )}
    </Card>
  );
}

const chosenPlaces = (places: PlaceChoice): readonly string[] =>
  places.kind === "posts" ? places.posts : places.kind === "areas" ? places.areas : [];

function Places({ draft, edit, fault, places, ledger }: Part & { readonly places: PlacesReply; readonly ledger: Ledger }) {
  // People are tested at the border and crews meet at their base: nobody drives there by a permit.
  const isOnTheRoad = ({ kind }: PlacesReply["posts"][number]): boolean => kind === undefined || kind === "roadblock" || kind === "barrier";
  const posts = places.posts.filter((post) => post.ledger === ledger && isOnTheRoad(post));
  // Districts lie inside the city; a roadblock stands on its edge.
  const areas = ledger === "city" ? places.areas : [];
  const kinds: readonly RadioItem<PlaceChoice["kind"]>[] = [
    { value: "everywhere", name: say(w.everywhere[ledger]) },
    ...(posts.length > 0 ? [{ value: "posts" as const, name: say(w.somePosts) }] : []),
    ...(areas.length > 0 ? [{ value: "areas" as const, name: say(w.someAreas) }] : []),
  ];
  if (kinds.length === 1) return null;
  const pick = (kind: PlaceChoice["kind"], codes: readonly string[]): PlaceChoice =>
    kind === "everywhere" ? { kind } : kind === "posts" ? { kind, posts: codes } : { kind, areas: codes };
  const named =
    draft.places.kind === "posts"
      ? posts.map(({ post, name }) => ({ code: post, name }))
      : areas.map(({ area, name }) => ({ code: area, name }));
  const chosen = chosenPlaces(draft.places);
  return (
    <Card>
      <RadioCards
        legend={say(w.places)}
        items={kinds}
        value={draft.places.kind}
        onChange={(kind) => edit({ places: pick(kind, []) })}
        testId="places"
      />
      {draft.places.kind === "everywhere" ? null : (
        <CheckChips
          legend={say(draft.places.kind === "posts" ? w.somePosts : w.someAreas)}
          legendUnseen
          items={named.map(({ code, name }) => ({ value: code, name: name[language.value], short: name[language.value] }))}
          chosen={new Set(chosen)}
          error={fault("no-place")}
          onToggle={(code, on) =>
            edit({ places: pick(draft.places.kind, on ? [...chosen, code].slice(0, 64) : chosen.filter((other) => other !== code)) })
          }
        />
      )}
    </Card>
  );
}

export function TermsScreen({ state, store, now }: { readonly state: ApplyState; readonly store: ApplyStore; readonly now: () => number }) {
  const { draft, organisation, rules, mode } = state;
  const isChange = mode.kind === "office" && mode.change !== null;
  const steps = stepsOf(mode);
  const previous = steps[steps.indexOf("terms") - 1];
  // In an office the answer about the organisation is on its way when the form opens.
  if (mode.kind === "office" && organisation.kind === "asking") return <Working>{say(frame.working)}</Working>;
  if (mode.kind === "office" && organisation.kind === "failed")
    return <CallFailed failure={organisation.failure} onRetry={() => store.send({ kind: "organisation-wanted" })} />;
  if (mode.kind === "office" && organisation.kind === "known" && !mayApply(organisation)) return <Refused known={organisation} />;
  if (!mayApply(organisation) || rules.kind !== "known") return null;
  const { regime, places } = rules;
  const reply = offered(organisation.reply, draft.activity);
  const faults = state.termsShown ? termsFaults(draft, reply, termsLimits(regime, now())) : [];
  const fault = (...codes: readonly TermsFault[]): string | null => {
    const found = codes.find((code) => faults.includes(code));
    return found === undefined ? null : say(termsFaultWords[found]);
  };
  const edit = (change: Partial<Draft>): void => store.send({ kind: "edited", draft: { ...draft, ...change } });
  const offer = offerFor(reply, draft.ledger);
  const part: Part = { draft, edit, fault };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        store.send({ kind: "next", nowMs: now() });
      }}
    >
      {mode.kind === "direct" ? <Heading>{say(w.heading)}</Heading> : null}
      <Card>
        {mode.kind === "office" && !isChange && organisation.reply.ledgers.length === 0 ? (
          <ClaimCard known={organisation} state={state} edit={(next) => store.send({ kind: "edited", draft: next })} />
        ) : null}
        <RadioCards
          legend={say(w.ledger)}
          hint={say(w.ledgerHint)}
          error={fault("ledger-missing")}
          value={draft.ledger}
          items={ledgers.map((ledger) => {
            const open = offerFor(reply, ledger) !== null && (!isChange || ledger === draft.ledger);
            return {
              value: ledger,
              name: ledgerName(ledger, language.value),
              text: say(open ? w.ledgerText[ledger] : w.ledgerClosed),
              disabled: !open,
            };
          })}
          onChange={(ledger) => {
            const purposes = offerFor(reply, ledger)?.purposes ?? [];
            const purpose =
              draft.purpose !== null && purposes.includes(draft.purpose)
                ? draft.purpose
                : purposes.length === 1
                  ? (purposes[0] ?? null)
                  : null;
            edit({ ledger, purpose, places: { kind: "everywhere" } });
          }}
          testId="ledger"
        />
        {offer === null ? null : (
          <RadioCards
            legend={say(w.purpose)}
            error={fault("purpose-missing")}
            value={draft.purpose}
            items={offer.purposes.map((purpose) => ({
              value: purpose,
              name: regime.purposes.find((row) => row.purpose === purpose)?.name[language.value] ?? purpose,
            }))}
            onChange={(purpose) => edit({ purpose })}
            testId="purpose"
          />
        )}
      </Card>
      <Period {...part} regime={regime} />
      {places === null || draft.ledger === null ? null : <Places {...part} places={places} ledger={draft.ledger} />}
      <div class="row actions">
        {previous === undefined ? null : (
          <Button size="main" icon="back" onClick={() => store.send({ kind: "back", to: previous })}>
            {say(frame.back)}
          </Button>
        )}
        <Button kind="primary" size="main" type="submit" testId="next">
          {say(frame.next)}
        </Button>
      </div>
    </form>
  );
}
