import { SiteFact, type SiteState, type StatedSiteFact } from "@beket/domain";
import * as v from "valibot";
import type { WorkKeys } from "../keyed/work-keys.ts";
import { isShown } from "./is-shown.ts";
import type { SiteFactTable } from "./ports.ts";

const Stated = v.pipe(v.string(), v.parseJson(), v.strictObject({ id: v.string(), occurredAt: v.number(), fact: SiteFact }));
/** Central's row may have no room for a fact; it is forgotten by then at the latest. */
const keptMs = 14 * 86_400_000;

export type OwnFactsDeps = {
  readonly table: SiteFactTable;
  readonly keys: Pick<WorkKeys, "seal" | "open">;
  /** Whether the journal has the event of this id. */
  readonly isRecorded: (id: string) => boolean;
};

/** What crews stated at this node and central's rows do not show yet, durable and in memory. */
export function createOwnFacts({ table, keys, isRecorded }: OwnFactsDeps) {
  const facts = new Map<string, StatedSiteFact>();
  /** A sheet asks for each of its sites; a node that is alone for a week holds thousands of facts. */
  const bySite = new Map<string, Map<string, StatedSiteFact>>();
  const hold = (stated: StatedSiteFact): void => {
    facts.set(stated.id, stated);
    bySite.set(stated.fact.site, (bySite.get(stated.fact.site) ?? new Map<string, StatedSiteFact>()).set(stated.id, stated));
  };
  const remove = (ids: readonly string[]): void => {
    if (ids.length === 0) return;
    table.remove(ids);
    for (const id of ids) {
      const site = facts.get(id)?.fact.site ?? "";
      facts.delete(id);
      bySite.get(site)?.delete(id);
      if (bySite.get(site)?.size === 0) bySite.delete(site);
    }
  };
  return {
    /** After a start: facts whose event never reached the journal were never taken. */
    start: (): void => {
      for (const { id, sealed } of table.all()) hold({ ...v.parse(Stated, keys.open(sealed)), id });
      remove([...facts.keys()].filter((id) => !isRecorded(id)));
    },
    find: (id: string): StatedSiteFact | undefined => facts.get(id),
    of: (site: string): readonly StatedSiteFact[] => [...(bySite.get(site)?.values() ?? [])],
    /** The sites of which a crew stated something. */
    sitesOf: (crew: string): readonly string[] => [...facts.values()].flatMap(({ fact }) => (fact.crew === crew ? [fact.site] : [])),
    /** Durable on return; false when it is there already. */
    add: (stated: StatedSiteFact): boolean => {
      if (facts.has(stated.id)) return false;
      table.put({ id: stated.id, sealed: keys.seal(JSON.stringify(stated)) });
      hold(stated);
      return true;
    },
    remove: (id: string): void => remove([id]),
    /** Forgets what central's rows show by now. */
    prune: (stateOf: (site: string) => SiteState, now: number): void => {
      const states = new Map<string, SiteState>();
      const gone = [...facts.values()].filter(({ occurredAt, fact }) => {
        const state = states.get(fact.site) ?? stateOf(fact.site);
        states.set(fact.site, state);
        return isShown(state, { occurredAt, fact }) || occurredAt < now - keptMs;
      });
      remove(gone.map(({ id }) => id));
    },
    revision: table.revision,
    count: (): number => facts.size,
  };
}
export type OwnFacts = ReturnType<typeof createOwnFacts>;
