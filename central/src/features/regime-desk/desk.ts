import type { RegimeDesk, RegimePreview } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import type { Regimes } from "../regime/regimes.ts";
import { createDrafts, type DraftDeps, type DraftFault } from "./drafts.ts";
import { previewRegime, type Preview, type PreviewDeps } from "./preview.ts";

export type RegimeDeskDeps = DraftDeps & PreviewDeps & { readonly regimes: Regimes; readonly onFault: (code: "preview-failed") => void };
/** Previews kept in memory; each is a page of numbers and can be computed again. */
const previewsMax = 20;
type Run = { readonly revision: number; readonly done: number; readonly of: number; readonly preview: Preview | null };

/** The authority's desk of the rules: drafts, what differs, and what would change. */
export function createRegimeDesk(deps: RegimeDeskDeps) {
  const drafts = createDrafts(deps);
  const runs = new Map<string, Run>();
  let stopped = false;

  const run = async (draft: string, revision: number): Promise<void> => {
    const next = drafts.valid(draft, revision);
    const inForce = deps.regimes.at(deps.now());
    if (!next.ok || inForce === null) return;
    const isCurrent = (): boolean => runs.get(draft)?.revision === revision && !stopped;
    const pause = async (): Promise<void> => {
      await deps.pause();
      // A newer revision is asked for, or central ends: this one is nobody's any more.
      if (!isCurrent()) throw new Error("superseded");
    };
    const preview = await previewRegime({ ...deps, pause }, inForce, next.value, (done, of) => {
      if (isCurrent()) runs.set(draft, { revision, done, of, preview: null });
    });
    const { done = 0, of = 0 } = runs.get(draft) ?? {};
    runs.set(draft, { revision, done, of, preview });
  };

  return {
    ...drafts,
    desk: (): RegimeDesk => {
      const now = deps.now();
      return {
        inForce: deps.regimes.at(now),
        upcoming: deps.regimes
          .all()
          .filter((regime) => regime.validFrom > now)
          .slice(0, 50),
        drafts: drafts.heads().slice(0, 200),
      };
    },
    /** Begins to compute; the same revision under way is not begun again. */
    preview: (draft: string): Result<RegimePreview, DraftFault> => {
      const stored = deps.store.byId(draft);
      if (stored === null) return err("act.draft-unknown");
      const valid = drafts.valid(draft, stored.revision);
      if (!valid.ok) return valid;
      const known = runs.get(draft);
      if (known?.revision !== stored.revision || known.preview !== null) {
        runs.delete(draft);
        runs.set(draft, { revision: stored.revision, done: 0, of: 0, preview: null });
        for (const oldest of runs.keys().take(Math.max(0, runs.size - previewsMax))) runs.delete(oldest);
        run(draft, stored.revision).catch(() => {
          if (stopped || runs.get(draft)?.revision !== stored.revision) return;
          runs.delete(draft);
          deps.onFault("preview-failed");
        });
      }
      return ok(viewOf(draft, runs.get(draft), deps.now()));
    },
    previewed: (draft: string): RegimePreview => viewOf(draft, runs.get(draft), deps.now()),
    stop: (): void => {
      stopped = true;
    },
  };
}
export type RegimeDeskPart = ReturnType<typeof createRegimeDesk>;

function viewOf(draft: string, run: Run | undefined, now: number): RegimePreview {
  const empty = { totals: null, ledgers: [], rules: [] };
  if (run === undefined) return { draft, revision: 0, state: "none", progress: { done: 0, of: 0 }, asOf: now, ...empty };
  const { revision, done, of, preview } = run;
  const progress = { done, of };
  if (preview === null) return { draft, revision, state: "running", progress, asOf: now, ...empty };
  const { totals, ledgers, rules, asOf } = preview;
  return { draft, revision, state: "done", progress, asOf, totals, ledgers, rules };
}
