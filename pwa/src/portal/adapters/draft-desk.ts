import type { Draft as ServerDraft, OwnRoster, PlacesReply } from "@beket/api";
import type { Ledger, Regime } from "@beket/domain";
import { signal, type ReadonlySignal } from "@preact/signals";
import { initialApply } from "../model/apply.ts";
import { startAutosave, stepAutosave, type Autosave, type AutosaveEvent } from "../model/autosave.ts";
import { bodyToDraft, draftToBody } from "../model/office-draft.ts";
import { withDefaultDays, type Draft } from "../model/draft.ts";
import { createApplyStore, type ApplyDeps, type ApplyStore } from "./apply-store.ts";
import type { Keep } from "./keep.ts";
import type { Office } from "./office.ts";

const pauseMs = 1_200;

/** A draft of the server under somebody's hands: the form, and how its saving stands. */
export type DraftDesk = {
  readonly id: string;
  readonly kind: ServerDraft["kind"];
  readonly store: ApplyStore;
  readonly roster: OwnRoster | null;
  readonly autosave: ReadonlySignal<Autosave>;
  readonly title: ReadonlySignal<string>;
  readonly rename: (title: string) => void;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  readonly saveNow: () => void;
  /** True once the server has what is on the screen; false where it could not take it. */
  readonly settled: () => Promise<boolean>;
  readonly close: () => void;
};

type Opened = {
  readonly saved: ServerDraft;
  /** Of a change: what it starts from, and in which ledger. */
  readonly roster: OwnRoster | null;
  readonly ledger: Ledger | null;
  readonly bin: string;
  readonly regime: Regime;
  readonly places: PlacesReply | null;
};

/** Keeps nothing in the browser: the draft's place is the server. */
function serverKeep(edited: (draft: Draft) => void): Keep {
  const done = (): Promise<boolean> => Promise.resolve(true);
  const nothing = (): Promise<null> => Promise.resolve(null);
  return {
    draft: nothing,
    keepDraft: (draft) => {
      edited(draft);
      return done();
    },
    dropDraft: done,
    unsent: nothing,
    keepUnsent: done,
    dropUnsent: done,
    applications: () => Promise.resolve([]),
    keepApplication: done,
    dropApplication: done,
  };
}

export function createDraftDesk(deps: Omit<ApplyDeps, "keep">, office: Office, opened: Opened): DraftDesk {
  const { saved, roster, bin, regime, places } = opened;
  const { timeZone } = regime;
  const autosave = signal(startAutosave(saved.revision, saved.updatedAt));
  const title = signal(saved.title);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let waiting: ((safe: boolean) => void)[] = [];

  const formOf = (one: ServerDraft): Draft => {
    const form: Draft = { ...bodyToDraft(one, bin, timeZone, roster?.terms ?? null), ledger: one.ledger ?? opened.ledger };
    return withDefaultDays(form, deps.now(), timeZone, regime.permitMaxDays);
  };
  const tell = (event: AutosaveEvent): void => {
    const { next, effects } = stepAutosave(autosave.value, event);
    autosave.value = next;
    for (const effect of effects) {
      if (effect.kind === "save") void save(effect.draft, effect.revision);
      else {
        title.value = effect.theirs.title;
        store.send({ kind: "draft-resumed", draft: formOf(effect.theirs) });
      }
    }
    const { state } = next;
    if (state.kind === "dirty" && state.failure === null) later();
    const isOver = state.kind === "saved" || state.kind === "conflict" || (state.kind === "dirty" && state.failure !== null);
    if (isOver) for (const settle of waiting.splice(0)) settle(state.kind === "saved");
  };
  const later = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => tell({ kind: "save-wanted" }), pauseMs);
  };
  const save = async (draft: Draft, revision: number): Promise<void> => {
    const reply = await office.saveDraft(saved.draft, draftToBody(draft, title.value, revision, timeZone));
    if (reply.ok) return tell({ kind: "saved", saved: reply.value });
    const { error } = reply;
    if (error.kind !== "problem" || error.code !== "draft.revision-stale") return tell({ kind: "save-failed", failure: error });
    const theirs = await office.draft(saved.draft);
    tell(theirs.ok ? { kind: "overtaken", theirs: theirs.value } : { kind: "save-failed", failure: theirs.error });
  };

  const ledger = saved.ledger ?? opened.ledger;
  const change = saved.kind === "change" && roster !== null && ledger !== null ? { roster, ledger } : null;
  const start = initialApply({ kind: "office", draft: saved.draft, change });
  const store = createApplyStore(
    { ...deps, keep: serverKeep((draft) => tell({ kind: "edited", draft })) },
    { ...start, rules: { kind: "known", regime, places }, draft: formOf(saved) },
  );
  store.send({ kind: "organisation-wanted" });
  return {
    id: saved.draft,
    kind: saved.kind,
    store,
    roster,
    autosave,
    title,
    rename: (text) => {
      title.value = text.slice(0, 120);
      tell({ kind: "edited", draft: store.state.value.draft });
      later();
    },
    keepMine: () => {
      tell({ kind: "keep-mine" });
      tell({ kind: "save-wanted" });
    },
    takeTheirs: () => tell({ kind: "take-theirs" }),
    saveNow: () => tell({ kind: "save-wanted" }),
    settled: () => {
      if (autosave.value.state.kind === "saved") return Promise.resolve(true);
      const { promise, resolve } = Promise.withResolvers<boolean>();
      waiting = [...waiting, resolve];
      tell({ kind: "save-wanted" });
      return promise;
    },
    close: () => {
      if (timer !== null) clearTimeout(timer);
      tell({ kind: "save-wanted" });
    },
  };
}
