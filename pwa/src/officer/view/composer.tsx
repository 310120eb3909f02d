import type { CategoryRule, Regime } from "@beket/domain";
import { say } from "../../i18n/index.ts";
import { Button, Choice, Icon, type IconName } from "../../ui/index.ts";
import { commit, currentReading, type Draft, draftStop, nextRole, open, remove, type Tab, tabs } from "../compose/stop-draft.ts";
import { lineWords } from "../words/line.ts";
import { isNarrow, keyText, roleIcons, roleText, useApp } from "./context.ts";
import "./composer.css";
import { EntryKeypad, EntryPanel } from "./entry-panel.tsx";
import { LaneStrip } from "./lane-strip.tsx";
import { QueueCount } from "./queue-count.tsx";

const tabIcons = { plate: "car", iin: "card", document: "passport", category: "category" } as const satisfies Record<Tab, IconName>;

/** The screen an officer lives in: what is read, who is in the stop, and one big button. */
export function Composer() {
  const { screen, checks } = useApp();
  const draft = screen.draft.value;
  const place = checks.place();
  const isBusy = screen.flow.value.kind === "checking";
  const canCheck = place !== null && draftStop(draft, place) !== null;
  const check = () => {
    if (!isBusy) void checks.checkDraft();
  };
  return (
    <div class="composer">
      <div class="composer-what">
        <h1 class="unseen">{say(lineWords.whatToEnter)}</h1>
        <Choice
          size="main"
          label={say(lineWords.whatToEnter)}
          value={draft.tab}
          items={tabs.map((tab) => ({ value: tab, name: say(lineWords.tabs[tab]), icon: tabIcons[tab] }))}
          onChange={(tab) => (screen.draft.value = open(draft, tab))}
        />
        {draft.tab === "category" ? (
          <CategoryPicker draft={draft} />
        ) : (
          <EntryPanel label={say(lineWords.tabs[draft.mode])} onEnter={check} />
        )}
        <StopChips draft={draft} />
      </div>
      <div class="composer-keys">
        {draft.tab === "category" ? null : <EntryKeypad />}
        {draft.tab === "category" && !canCheck ? null : (
          <Button kind="primary" size="main" wide disabled={!canCheck} busy={isBusy} onClick={check} testId="check">
            {say(isBusy ? lineWords.checking : lineWords.check)}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Everyone already in the stop, and the buttons that make room for the next one. */
function StopChips({ draft }: { readonly draft: Draft }) {
  const { screen } = useApp();
  const ready = currentReading(draft).kind === "valid";
  const after = ready ? commit(draft).subjects : draft.subjects;
  const person = nextRole(after, "iin");
  const hasVehicle = after.some((subject) => subject.role === "vehicle");
  const hasTrailer = after.some((subject) => subject.role === "trailer");
  const addNext = (tab: "iin" | "plate") => (screen.draft.value = open(commit(draft), tab));
  return (
    <div class="stop">
      <LaneStrip />
      {draft.subjects.map((subject, index) => (
        <span class="chip" key={`${subject.key.scheme}${subject.key.value}`}>
          <Icon name={roleIcons[subject.role]} />
          <span class="chip-words">
            <span class="chip-role">{roleText(subject.role, draft.subjects)}</span>
            <span class="chip-value">{keyText(subject.key)}</span>
          </span>
          <Button kind="quiet" size="small" icon="cross" iconOnly onClick={() => (screen.draft.value = remove(draft, index))}>
            {say(lineWords.remove(keyText(subject.key)))}
          </Button>
        </span>
      ))}
      {draft.claim === null ? null : <ClaimChip draft={draft} />}
      {after.length === 0 ? null : (
        <>
          <Button size="small" kind="quiet" icon="person" onClick={() => addNext("iin")} testId="add-person">
            {say(lineWords.add(roleText(person, after)))}
          </Button>
          {hasVehicle && !hasTrailer ? (
            <Button size="small" kind="quiet" icon="trailer" onClick={() => addNext("plate")} testId="add-trailer">
              {say(lineWords.add(say(lineWords.roles.trailer)))}
            </Button>
          ) : null}
        </>
      )}
      {isNarrow.value && after.length > 0 ? null : <QueueCount />}
    </div>
  );
}

const nameOf = (list: readonly { readonly name: CategoryRule["name"] }[], at: number): string => {
  const found = list[at];
  return found === undefined ? "" : say(found.name);
};
const categoryName = (regime: Regime | null, code: string): string =>
  nameOf(regime?.categories ?? [], regime?.categories.findIndex((rule) => rule.category === code) ?? -1) || code;
const documentName = (regime: Regime | null, code: string): string =>
  nameOf(regime?.documents ?? [], regime?.documents.findIndex((rule) => rule.document === code) ?? -1) || code;

function ClaimChip({ draft }: { readonly draft: Draft }) {
  const { screen } = useApp();
  const regime = screen.post.value?.regime ?? null;
  if (draft.claim === null) return null;
  const document = draft.claim.document === null ? say(lineWords.noDocument) : documentName(regime, draft.claim.document);
  return (
    <span class="chip chip-claim">
      <Icon name="category" />
      <span class="chip-words">
        <span class="chip-role">{categoryName(regime, draft.claim.category)}</span>
        <span class="chip-value">{document}</span>
      </span>
      <Button kind="quiet" size="small" icon="cross" iconOnly onClick={() => (screen.draft.value = { ...draft, claim: null })}>
        {say(lineWords.noSuchCategory)}
      </Button>
    </span>
  );
}

/** Category, then the document that was seen. Only what the regime names for this ledger and direction is offered. */
function CategoryPicker({ draft }: { readonly draft: Draft }) {
  const { screen, checks } = useApp();
  const post = screen.post.value;
  const direction = checks.place()?.direction;
  const rules = (post?.regime?.categories ?? []).filter(
    (rule) => post !== null && rule.ledgers.includes(post.ledger) && direction !== undefined && rule.directions.includes(direction),
  );
  const chosen = rules.find((rule) => rule.category === draft.claim?.category);
  if (rules.length === 0) return <p class="soft">{say(lineWords.noCategories)}</p>;
  const show = (document: string | null) => {
    if (chosen !== undefined) screen.draft.value = open({ ...draft, claim: { category: chosen.category, document } }, draft.mode);
  };
  return (
    <div class="picker">
      <h2 class="picker-title">{say(chosen === undefined ? lineWords.categoryTitle : lineWords.documentTitle)}</h2>
      {chosen === undefined ? (
        <div class="picker-grid">
          {rules.map((rule) => (
            <button
              key={rule.category}
              type="button"
              class="pick"
              data-category={rule.category}
              onClick={() => (screen.draft.value = { ...draft, claim: { category: rule.category, document: null } })}
            >
              <span class="pick-name">{say(rule.name)}</span>
              <span class="pick-note">{say(rule.outcome === "refer" ? lineWords.byReferral : lineWords.onSight)}</span>
            </button>
          ))}
        </div>
      ) : (
        <div class="picker-grid">
          {chosen.documents.map((document) => (
            <button key={document} type="button" class="pick" data-document={document} onClick={() => show(document)}>
              <span class="pick-name">{documentName(post?.regime ?? null, document)}</span>
            </button>
          ))}
          <button type="button" class="pick pick-none" data-document="" onClick={() => show(null)}>
            <span class="pick-name">{say(lineWords.noDocument)}</span>
          </button>
        </div>
      )}
    </div>
  );
}
