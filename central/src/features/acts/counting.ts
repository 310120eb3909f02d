import { err, ok, secondPersonFrom, type Result } from "@beket/domain";
import { hex, utf8 } from "../bytes.ts";
import { countEffect, versionsOf, type CountDeps } from "./count.ts";
import type { Act, ActStep } from "./ports.ts";
import { deedFault, documentOf, needsSecond, type ProposeDeps } from "./propose.ts";
import { stepAt, withdrawable } from "./steps.ts";

export type CountingDeps = ProposeDeps & CountDeps & { readonly now: () => number; readonly onFault: (code: "act-not-counted") => void };
export type Progress = { readonly done: number; readonly of: number };

/** Counts acts, writes their documents, and tells whether what was shown still holds. */
export function createCounting(deps: CountingDeps, running: Map<string, Progress>) {
  const { store, crypto } = deps;
  const write = (act: Act, counted: Awaited<ReturnType<typeof countEffect>>): void => {
    const now = deps.now();
    const fault = counted.ok ? deedFault(deps, act, now) : counted.error;
    if (!counted.ok || fault !== null) {
      const code = fault ?? "act.nothing-to-do";
      store.change(act.id, ["counting"], { state: "refused", reasons: [code] }, stepAt(now, "refused", null, code));
      return;
    }
    const { effect, sample, versions } = counted.value;
    const document = documentOf(deps, act, effect, now);
    const change = {
      state: "counted",
      effect,
      sample,
      versions,
      document,
      documentSha256: hex(crypto.sha256(utf8(document))),
      needsSecond: needsSecond(deps, act, effect.rows, deps.regimes.at(now), now),
      reasons: [],
    } as const;
    store.change(act.id, ["counting"], change, stepAt(now, "counted"));
  };

  /** Counts and writes the document anew; what was signed before is good for nothing. */
  const count = async (id: string, step: ActStep): Promise<Result<Act, string>> => {
    // One count at a time: a second one would take the targets from under the first.
    if (running.has(id)) return err("act.state");
    const nothingSigned = { state: "counting", document: null, documentSha256: null, submission: null, signedAt: null } as const;
    if (!store.change(id, withdrawable, nothingSigned, step)) return err("act.state");
    const act = store.byId(id);
    if (act === null) return err("act.unknown");
    running.set(id, { done: 0, of: 0 });
    try {
      write(act, await countEffect(deps, act, deps.now(), (done, of) => running.set(id, { done, of }), "kept"));
    } finally {
      running.delete(id);
    }
    const after = store.byId(id);
    return after === null ? err("act.unknown") : ok(after);
  };

  const again = async (act: Act): Promise<false> => {
    await count(act.id, stepAt(deps.now(), "effect-changed"));
    return false;
  };
  return {
    count,
    countSoon: (id: string, step: ActStep): void => {
      count(id, step).catch(() => deps.onFault("act-not-counted"));
    },
    /** True where what was shown still holds; else it is counted and shown again. */
    isFresh: async (act: Act): Promise<boolean> => {
      const { effect, versions } = act;
      if (effect === null || versions === null) return again(act);
      // The subjects are in the document itself.
      if (act.kind === "exemption" || act.kind === "hold") return true;
      const now = versionsOf(deps);
      const moved = Math.abs(now.city - versions.city) + Math.abs(now.roadblock - versions.roadblock);
      if (act.kind === "regime") {
        // Permits come and go until the moment: the picture is another where that was more than a part of them.
        const part = Math.max(secondPersonFrom(deps.regimes.at(deps.now())), effect.rows / 50);
        return moved <= part || again(act);
      }
      if (moved === 0 && now.common === versions.common) return true;
      const counted = await countEffect(deps, act, deps.now(), () => undefined, "untouched");
      if (!counted.ok || counted.value.effect.sha256 !== effect.sha256) return again(act);
      store.change(act.id, [act.state], { versions: counted.value.versions }, null);
      return true;
    },
  };
}
export type Counting = ReturnType<typeof createCounting>;
