import type { Draft as ServerDraft, OwnRoster } from "@beket/api";
import { useState } from "preact/hooks";
import { dateTime, say } from "../../../i18n/index.ts";
import { Button, Field, Notice } from "../../../ui/index.ts";
import type { DraftDesk } from "../../adapters/draft-desk.ts";
import { isBusy } from "../../model/signing.ts";
import { callText, Heading } from "../../parts/parts.tsx";
import type { SignActions } from "../../parts/sign-panel.tsx";
import { Steps } from "../../parts/steps.tsx";
import { draftKindWords, drafting as w, office } from "../../words/office.ts";
import { RosterScreen } from "../roster.tsx";
import { TermsScreen } from "../terms.tsx";
import { ChangeTerms } from "./change-terms.tsx";
import type { DraftPageProps } from "./draft-page.tsx";
import { HandOver } from "./hand-over.tsx";
import { PresentRoster } from "./present-roster.tsx";

/** How the draft stands on the server, and what to do when somebody else saved it. */
function SaveState({ desk, timeZone }: { readonly desk: DraftDesk; readonly timeZone: string }) {
  const { state, savedAt, draft } = desk.autosave.value;
  if (state.kind === "conflict") {
    const { theirs } = state;
    const counts = (persons: number, vehicles: number, remove: number): string => say(office.rows(persons, vehicles, remove));
    return (
      <Notice tone="warn" title={say(w.conflictTitle)} live="assertive" testId="draft-conflict">
        <p>{say(w.conflictText(theirs.preparedBy, dateTime(theirs.updatedAt, timeZone)))}</p>
        {draft === null ? null : (
          <p>
            {say(
              w.conflictCounts(
                counts(draft.persons.length, draft.vehicles.length, draft.remove.length),
                counts(theirs.persons.length, theirs.vehicles.length, theirs.remove.length),
              ),
            )}
          </p>
        )}
        <div class="row">
          <Button size="small" onClick={desk.takeTheirs} testId="take-theirs">
            {say(w.takeTheirs)}
          </Button>
          <Button size="small" onClick={desk.keepMine} testId="keep-mine">
            {say(w.keepMine)}
          </Button>
        </div>
      </Notice>
    );
  }
  if (state.kind === "dirty" && state.failure !== null)
    return (
      <Notice tone="warn" title={say(w.failed)} live="polite" testId="draft-unsaved">
        <p>{callText(state.failure)}</p>
        <Button size="small" icon="refresh" onClick={desk.saveNow}>
          {say(w.saveNow)}
        </Button>
      </Notice>
    );
  const text = state.kind === "saving" ? w.saving : state.kind === "dirty" ? w.unsaved : w.saved(dateTime(savedAt ?? 0, timeZone));
  return (
    <p class="small soft" role="status" data-testid={`draft-${state.kind}`}>
      {say(text)}
    </p>
  );
}

/** A draft from the roster to the link for the head. */
export function DraftEditor(props: DraftPageProps & { readonly saved: ServerDraft; readonly desk: DraftDesk }) {
  const { desk, regime, now, store } = props;
  const [server, setServer] = useState(props.saved.state);
  const state = desk.store.state.value;
  const { step, mode, signing, draft } = state;
  const roster: OwnRoster | null = mode.kind === "office" ? (mode.change?.roster ?? null) : null;
  const nothing = (): void => undefined;
  const actions: SignActions = {
    onSign: nothing,
    onStop: nothing,
    onSendAnyway: nothing,
    onSendAgain: nothing,
    onPrepareAgain: () => desk.store.send({ kind: "next", nowMs: now() }),
  };
  const common = { state, store: desk.store, now };
  const isLocked = server !== "editing";
  const shown = isLocked ? "review" : step;
  const edit = (change: Partial<typeof draft>): void => desk.store.send({ kind: "edited", draft: { ...draft, ...change } });
  return (
    <div class="apply">
      <div class="row">
        <Button size="small" kind="quiet" icon="back" onClick={props.onHome}>
          {say(office.back)}
        </Button>
      </div>
      <Heading>{say(draftKindWords[desk.kind])}</Heading>
      {isLocked ? null : <Field label={say(office.title)} value={desk.title.value} maxLength={120} onInput={desk.rename} />}
      <Steps mode={mode} current={shown} locked={isBusy(signing) || isLocked} onOpen={(to) => desk.store.send({ kind: "back", to })} />
      {isLocked ? null : <SaveState desk={desk} timeZone={regime.timeZone} />}
      {shown === "roster" ? (
        <>
          {roster === null ? null : <PresentRoster roster={roster} draft={draft} shown={state.shown === "all"} edit={edit} />}
          <RosterScreen {...common} actions={actions} consentOf={store.consentOf} />
        </>
      ) : null}
      {shown === "terms" ? roster === null ? <TermsScreen {...common} /> : <ChangeTerms {...common} edit={edit} /> : null}
      {shown === "review" ? (
        <HandOver
          {...props}
          state={state}
          server={server}
          onServer={setServer}
          onBack={() => desk.store.send({ kind: "back", to: roster === null ? "roster" : "terms" })}
        />
      ) : null}
    </div>
  );
}
