import type { Draft, DraftBody, DraftList, DraftStart } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import type { ClockPort, RandomPort } from "@beket/replication";
import { newUuid } from "../applications/prepare.ts";
import type { DraftContent, DraftStore, StoredDraft } from "./types.ts";

/** Who works on a draft, and for which organisation. */
export type DraftUser = { readonly organisation: string; readonly person: string };
export type DraftFault =
  | { readonly code: "draft.unknown" | "draft.not-editable" | "draft.too-many" | "draft.too-large" }
  /** Somebody saved in between: here is what they saved. */
  | { readonly code: "draft.revision-stale"; readonly newer: Draft };
type DraftResult = Result<Draft, DraftFault>;

export type DraftsDeps = { readonly store: DraftStore; readonly clock: ClockPort; readonly random: RandomPort };

/** So many drafts an organisation keeps open, with so many characters in all. */
export const draftsMax = 100;
const draftCharsMax = 32 * 1024 * 1024;
const listMax = 1_000;
const dayMs = 86_400_000;
const openDays = 90;
const closedDays = 30;

const allDay = { days: 127, fromMinute: 0, toMinute: 1440 } as const;
const emptyContent = (title: string): DraftContent => ({
  title: withoutControls(title),
  ledger: null,
  purpose: null,
  activity: null,
  validFrom: null,
  validTo: null,
  window: allDay,
  places: { kind: "everywhere" },
  persons: [],
  vehicles: [],
  groups: [],
  remove: [],
  removeReason: null,
  terms: null,
});
/** A title is a column; a NUL in it would be no text to PostgreSQL. */
const withoutControls = (text: string): string => text.replaceAll(/\p{Cc}/gu, " ").trim();

function draftView({ content, ...stored }: StoredDraft): Draft {
  const { draft, kind, application, state, updatedAt, preparedBy, submission, revision } = stored;
  return { draft, kind, application, state, updatedAt, preparedBy, submission, revision, ...content };
}

/** Drafts of organisations: prepared by whoever may, signed by the head. Nobody's work is lost to somebody who saved a moment earlier. */
export function createDrafts({ store, clock, random }: DraftsDeps) {
  const found = (user: DraftUser, draft: string): Result<StoredDraft, DraftFault> => {
    const one = store.find(user.organisation, draft);
    // Somebody else's draft is answered like one that does not exist.
    return one === null || one.state === "discarded" ? err({ code: "draft.unknown" }) : ok(one);
  };
  const again = (user: DraftUser, draft: string): DraftResult => {
    const one = found(user, draft);
    return one.ok ? ok(draftView(one.value)) : one;
  };
  return {
    find: found,
    list: (user: DraftUser): DraftList => ({ drafts: [...store.list(user.organisation, listMax)] }),
    read: again,
    start: (user: DraftUser, { kind, application, title }: DraftStart): DraftResult => {
      if (store.load(user.organisation).drafts >= draftsMax) return err({ code: "draft.too-many" });
      const draft: StoredDraft = {
        draft: newUuid({ clock, random }),
        organisation: user.organisation,
        kind,
        application,
        state: "editing",
        revision: 0,
        updatedAt: clock.now(),
        preparedBy: user.person,
        submission: null,
        content: emptyContent(title),
      };
      store.insert(draft);
      return ok(draftView(draft));
    },
    put: (user: DraftUser, draft: string, { revision, ...given }: DraftBody): DraftResult => {
      const one = found(user, draft);
      if (!one.ok) return one;
      const content = { ...given, title: withoutControls(given.title) };
      // The newer one first: who sees it sees its state too.
      if (one.value.revision !== revision) return err({ code: "draft.revision-stale", newer: draftView(one.value) });
      if (one.value.state !== "editing") return err({ code: "draft.not-editable" });
      const chars = JSON.stringify(content).length;
      if (store.load(user.organisation).bytes - JSON.stringify(one.value.content).length + chars > draftCharsMax)
        return err({ code: "draft.too-large" });
      const next = { ...one.value, content, revision: revision + 1, updatedAt: clock.now(), preparedBy: user.person };
      if (store.save(next, revision)) return ok(draftView(next));
      const newer = found(user, draft);
      return newer.ok ? err({ code: "draft.revision-stale", newer: draftView(newer.value) }) : newer;
    },
    ready: (user: DraftUser, draft: string, isReady: boolean): DraftResult => {
      const one = found(user, draft);
      if (!one.ok) return one;
      const [from, to] = isReady ? (["editing", "ready"] as const) : (["ready", "editing"] as const);
      if (one.value.state !== to && !store.move(draft, [from], to, clock.now())) return err({ code: "draft.not-editable" });
      return again(user, draft);
    },
    discard: (user: DraftUser, draft: string): Result<null, DraftFault> => {
      const one = found(user, draft);
      if (!one.ok) return one;
      return store.discard(draft, clock.now()) ? ok(null) : err({ code: "draft.not-editable" });
    },
    /** Forgets what nobody touched for a quarter of a year, and what was signed or discarded a month ago. */
    purge: (): number => store.purge(clock.now() - openDays * dayMs, clock.now() - closedDays * dayMs),
  };
}
export type Drafts = ReturnType<typeof createDrafts>;
