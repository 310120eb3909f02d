import { execute, type ExecuteDeps, type Executed } from "./execute.ts";
import type { Progress } from "./counting.ts";
import type { Act } from "./ports.ts";
import { stepAt } from "./steps.ts";

export type RunningDeps = ExecuteDeps & { readonly defer: (run: () => void) => void; readonly onFault: (code: "act-not-executed") => void };

/** Executes what is approved, one act after another, and goes on with what a stop interrupted. */
export function createRunning(deps: RunningDeps, running: Map<string, Progress>) {
  const { store } = deps;
  let stopped = false;
  let queue: Promise<void> = Promise.resolve();

  const settle = (act: Act, done: Executed): void => {
    const now = deps.now();
    if (done.kind !== "done") {
      const [state, code] = done.kind === "late" ? (["late", "act.too-late"] as const) : (["refused", done.code] as const);
      store.change(act.id, ["executing"], { state, reasons: [code] }, stepAt(now, state, null, code));
      return;
    }
    const { changed, leftAlone } = done;
    // What is undone first: an undo that is done has nothing open behind it.
    if (act.undoes !== null) store.change(act.undoes, ["done"], { state: "undone", undoneBy: act.id }, stepAt(now, "undone", act.proposer));
    store.change(act.id, ["executing"], { state: "done", outcome: { changed, leftAlone } }, stepAt(now, "done"));
  };
  const runOne = async (act: Act): Promise<void> => {
    if (act.state === "approved") {
      // The moment of what is done at once is fixed before the first row, so that all rows have the same one.
      const effectiveFrom = act.deed.kind === "revocation" ? (act.deed.effectiveFrom ?? deps.now()) : act.effectiveFrom;
      if (!store.change(act.id, ["approved"], { state: "executing", effectiveFrom }, stepAt(deps.now(), "executing"))) return;
    }
    const current = store.byId(act.id);
    if (current === null) return;
    const of = current.effect?.rows ?? 0;
    running.set(act.id, { done: 0, of });
    try {
      settle(current, await execute(deps, current, (done) => running.set(act.id, { done, of: Math.max(of, done) })));
    } finally {
      running.delete(act.id);
    }
  };
  const runAll = async (): Promise<void> => {
    for (const act of store.inStates(["executing", "approved"])) {
      if (stopped) return;
      try {
        await runOne(act);
      } catch {
        // Its slices are as they are: the next minute or start goes on where it was.
        deps.onFault("act-not-executed");
      }
    }
  };
  return {
    runSoon: (): void => {
      deps.defer(() => {
        // A store that is away must not break the chain.
        queue = queue.then(() => (stopped ? undefined : runAll())).catch(() => deps.onFault("act-not-executed"));
      });
    },
    idle: async (): Promise<void> => {
      await new Promise<void>((resolve) => deps.defer(resolve));
      await queue;
    },
    stop: async (): Promise<void> => {
      stopped = true;
      await queue;
    },
  };
}
export type Running = ReturnType<typeof createRunning>;
