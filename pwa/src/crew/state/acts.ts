import type { CompletionState } from "@beket/domain";
import { nextAfter, type Listed } from "../model/order.ts";
import { claimFact, extendFact, refusalFact, type RefusalCause, type RejectCause, releaseFact, validationFact } from "../model/facts.ts";
import { ownClaim } from "../model/sheet.ts";
import type { Done, Screen } from "./screen.ts";
import type { Telling } from "./telling.ts";

export type ActsDeps = {
  readonly screen: Screen;
  readonly telling: Telling;
  readonly now: () => number;
  readonly newId: () => string;
};

/** What the crew's leader does with a site besides working on it. */
export function createActs(deps: ActsDeps) {
  const { screen, telling } = deps;
  const crewAt = (site: string) => {
    const crew = screen.crew.value;
    const known = screen.sites.value.get(site);
    return crew === null || known === undefined ? null : { crew, claim: ownClaim(known.state, crew, deps.now()) };
  };
  const tapped = new Set<string>();
  /** A glove taps twice: the second tap finds the first at work. */
  async function once(key: string, work: () => Promise<void>): Promise<void> {
    if (tapped.has(key)) return;
    tapped.add(key);
    await work().finally(() => tapped.delete(key));
  }
  const finish = (site: string, what: Done["what"], record: string | null): void => {
    if (record !== null) screen.done.value = { site, what, record };
  };

  return {
    claim: (site: string) =>
      once(site, async () => {
        const at = crewAt(site);
        if (at === null || at.claim !== null) return;
        screen.done.value = null;
        await telling.tell(claimFact(site, at.crew, deps.newId(), screen.plan.value, deps.now()));
      }),
    extend: (site: string) =>
      once(site, async () => {
        const held = crewAt(site)?.claim ?? null;
        if (held !== null) await telling.tell(extendFact(site, held, screen.plan.value, deps.now()));
      }),
    release: (site: string) =>
      once(site, async () => {
        const held = crewAt(site)?.claim ?? null;
        if (held !== null) finish(site, "released", await telling.tell(releaseFact(site, held)));
      }),
    refuse: (site: string, cause: RefusalCause, note: string) =>
      once(site, async () => {
        const at = crewAt(site);
        if (at === null) return;
        const about = { site, crew: at.crew, claim: at.claim?.claim ?? null, refusal: deps.newId(), cause, note };
        finish(site, "refused", await telling.tell(refusalFact(about)));
      }),
    /** `cause` null: accepted. */
    validate: (site: string, work: CompletionState, cause: RejectCause | null, note: string) =>
      once(site, async () => {
        const at = crewAt(site);
        if (at === null || work.crew === at.crew) return;
        const fact = validationFact({ site, crew: at.crew, validation: deps.newId(), work, cause, note });
        finish(site, cause === null ? "accepted" : "rejected", await telling.tell(fact));
      }),
    /** Where to go from here; of the list as it is ordered now. */
    nextFrom: (site: string): Listed | null => nextAfter(screen.next.value, site),
  };
}
export type Acts = ReturnType<typeof createActs>;
