import type { Notice } from "@beket/api";
import type { ActStore } from "./ports.ts";

/** A notice of a cut-over stays for a day after its moment, so that who comes late still learns why. */
const shownAfterMs = 86_400_000;
const noticesMax = 50;

/** What is coming, for everybody to read: cut-overs always, revocations where the authority wrote something. Nobody is named. */
export function noticesAt(store: Pick<ActStore, "inStates">, now: number): readonly Notice[] {
  return store
    .inStates(["approved", "executing", "done"])
    .flatMap(({ id, deed, effectiveFrom, notice }): readonly Notice[] => {
      if (effectiveFrom === null || effectiveFrom + shownAfterMs < now) return [];
      if (deed.kind === "regime") return [{ notice: id, kind: "regime", effectiveFrom, permits: deed.permits, text: notice }];
      return deed.kind === "revocation" && notice !== null
        ? [{ notice: id, kind: "revocation", effectiveFrom, permits: null, text: notice }]
        : [];
    })
    .toSorted((a, b) => a.effectiveFrom - b.effectiveFrom)
    .slice(0, noticesMax);
}
