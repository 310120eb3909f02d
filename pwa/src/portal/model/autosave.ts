import type { Draft as ServerDraft } from "@beket/api";
import type { CallFailure } from "../adapters/central.ts";
import type { Draft } from "./draft.ts";

/*
 * saved ─► dirty ─► saving ─┬─► saved                     (edited meanwhile: dirty again, with the new revision)
 *            ▲              ├─► dirty, failed             (tried again with the next edit or on request)
 *            │              └─► conflict ─┬─ theirs ─► saved
 *            └────────────────────────────┴─ mine ───► dirty, on their revision
 */
export type Autosave = {
  /** Of the server, that the next save is made against. */
  readonly revision: number;
  readonly state:
    | { readonly kind: "saved" }
    | { readonly kind: "dirty"; readonly failure: CallFailure | null }
    | { readonly kind: "saving"; readonly draft: Draft }
    | { readonly kind: "conflict"; readonly theirs: ServerDraft };
  /** What the person sees now; null until something is edited. */
  readonly draft: Draft | null;
  readonly savedAt: number | null;
};

export type AutosaveEvent =
  | { readonly kind: "edited"; readonly draft: Draft }
  /** The pause after an edit is over, or the person asks. */
  | { readonly kind: "save-wanted" }
  | { readonly kind: "saved"; readonly saved: Pick<ServerDraft, "revision" | "updatedAt"> }
  | { readonly kind: "save-failed"; readonly failure: CallFailure }
  | { readonly kind: "overtaken"; readonly theirs: ServerDraft }
  | { readonly kind: "keep-mine" }
  | { readonly kind: "take-theirs" };

/** `save`: the draft against the revision; `show`: their draft replaces the form. */
export type AutosaveEffect =
  | { readonly kind: "save"; readonly draft: Draft; readonly revision: number }
  | { readonly kind: "show"; readonly theirs: ServerDraft };
export type AutosaveResult = { readonly next: Autosave; readonly effects: readonly AutosaveEffect[] };

export const startAutosave = (revision: number, savedAt: number): Autosave => ({
  revision,
  state: { kind: "saved" },
  draft: null,
  savedAt,
});

const only = (next: Autosave, ...effects: readonly AutosaveEffect[]): AutosaveResult => ({ next, effects });

/** One save at a time; nobody's work is written over without being shown. */
export function stepAutosave(before: Autosave, event: AutosaveEvent): AutosaveResult {
  const { state, draft, revision } = before;
  switch (event.kind) {
    case "edited": {
      const dirty = state.kind === "saved" ? ({ kind: "dirty", failure: null } as const) : state;
      return only({ ...before, draft: event.draft, state: dirty });
    }
    case "save-wanted":
      return state.kind === "dirty" && draft !== null
        ? only({ ...before, state: { kind: "saving", draft } }, { kind: "save", draft, revision })
        : only(before);
    case "saved": {
      if (state.kind !== "saving") return only(before);
      const next: Autosave = { ...before, revision: event.saved.revision, savedAt: event.saved.updatedAt, state: { kind: "saved" } };
      return only(draft === state.draft ? next : { ...next, state: { kind: "dirty", failure: null } });
    }
    case "save-failed":
      return only(state.kind === "saving" ? { ...before, state: { kind: "dirty", failure: event.failure } } : before);
    case "overtaken":
      return only(state.kind === "saving" ? { ...before, state: { kind: "conflict", theirs: event.theirs } } : before);
    case "keep-mine":
      return state.kind === "conflict"
        ? only({ ...before, revision: state.theirs.revision, state: { kind: "dirty", failure: null } })
        : only(before);
    case "take-theirs":
      return state.kind === "conflict"
        ? only(
            { revision: state.theirs.revision, state: { kind: "saved" }, draft: null, savedAt: state.theirs.updatedAt },
            { kind: "show", theirs: state.theirs },
          )
        : only(before);
  }
}
