import type { RegimeDraft, RegimeDraftBody, RegimeDraftHead } from "@beket/api";
import { err, ok, parseRegime, regimeDifference, type Language, type Regime, type Result } from "@beket/domain";
import { formatUuid, uuidv7, type ClockPort, type RandomPort } from "@beket/replication";
import type { Regimes } from "../regime/regimes.ts";

export type StoredDraft = {
  readonly draft: string;
  readonly revision: number;
  readonly title: string;
  /** Version of the rules it began as. */
  readonly base: number;
  readonly updatedAt: number;
  readonly updatedBy: string;
  /** JSON that may still have faults. */
  readonly body: string;
};
/** Every method is one durable transaction. */
export type DraftStore = {
  readonly all: () => readonly StoredDraft[];
  readonly byId: (draft: string) => StoredDraft | null;
  readonly insert: (draft: StoredDraft) => void;
  /** False where somebody else saved a revision in between. */
  readonly save: (draft: StoredDraft, readRevision: number) => boolean;
  readonly remove: (draft: string) => boolean;
};
export type DraftDeps = {
  readonly store: DraftStore;
  readonly regimes: Regimes;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  /** Whether a post can be sent these rules. */
  readonly fits: (regime: Regime) => boolean;
};
export type DraftFault = "act.draft-unknown" | "act.draft-changed" | "act.rules-invalid" | "act.rules-too-large" | "application.no-regime";
/** A draft's JSON is at most so long, valid or not. */
const bodyCharsMax = 2_000_000;
const faultsMax = 2_000;

/** Drafts of the rules: begun out of those in force, saved with their faults, and read with the difference in words. */
export function createDrafts(deps: DraftDeps) {
  const { store, regimes, clock } = deps;
  const headOf = ({ draft, revision, title, base, updatedAt, updatedBy }: StoredDraft): RegimeDraftHead => ({
    draft,
    revision,
    title,
    base,
    updatedAt,
    updatedBy,
  });
  /** Version and moment are the cut-over's to give; a draft keeps those of the rules it began as, so that it parses. */
  const parsed = (stored: StoredDraft) => {
    const json: unknown = JSON.parse(stored.body);
    return parseRegime(isObject(json) ? { ...json, version: Math.max(1, stored.base), validFrom: stored.updatedAt } : json);
  };
  const view = (stored: StoredDraft, language: Language): RegimeDraft => {
    const regime = parsed(stored);
    const inForce = regimes.at(clock.now());
    const tooLarge = regime.ok && !deps.fits(regime.value) ? [{ code: "too-large-for-posts", at: "" }] : [];
    return {
      ...headOf(stored),
      regime: JSON.parse(stored.body),
      faults: regime.ok ? tooLarge : regime.error.slice(0, faultsMax).map(({ code, at }) => ({ code, at: at.slice(0, 200) })),
      difference: regime.ok && inForce !== null ? [...regimeDifference(inForce, regime.value, language)] : null,
    };
  };
  return {
    heads: (): readonly RegimeDraftHead[] => store.all().map(headOf),
    begin: (by: string, language: Language): Result<RegimeDraft, DraftFault> => {
      const inForce = regimes.at(clock.now());
      if (inForce === null) return err("application.no-regime");
      const draft = formatUuid(uuidv7(clock, deps.random));
      const stored = {
        draft,
        revision: 1,
        title: "",
        base: inForce.version,
        updatedAt: clock.now(),
        updatedBy: by,
        body: JSON.stringify(inForce),
      };
      store.insert(stored);
      return ok(view(stored, language));
    },
    read: (draft: string, language: Language): Result<RegimeDraft, DraftFault> => {
      const stored = store.byId(draft);
      return stored === null ? err("act.draft-unknown") : ok(view(stored, language));
    },
    save: (
      draft: string,
      { revision, title, regime }: RegimeDraftBody,
      by: string,
      language: Language,
    ): Result<RegimeDraft, DraftFault> => {
      const before = store.byId(draft);
      if (before === null) return err("act.draft-unknown");
      const body = JSON.stringify(regime ?? null);
      if (body.length > bodyCharsMax) return err("act.rules-too-large");
      const next = { ...before, revision: revision + 1, title, body, updatedAt: clock.now(), updatedBy: by };
      return store.save(next, revision) ? ok(view(next, language)) : err("act.draft-changed");
    },
    remove: (draft: string): boolean => store.remove(draft),
    /** The rules of exactly this revision, valid and small enough for posts; version and moment are still those of the base. */
    valid: (draft: string, revision: number): Result<Regime, DraftFault> => {
      const stored = store.byId(draft);
      if (stored === null) return err("act.draft-unknown");
      if (stored.revision !== revision) return err("act.draft-changed");
      const regime = parsed(stored);
      if (!regime.ok) return err("act.rules-invalid");
      return deps.fits(regime.value) ? regime : err("act.rules-too-large");
    },
  };
}
export type Drafts = ReturnType<typeof createDrafts>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
