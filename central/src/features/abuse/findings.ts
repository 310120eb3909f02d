import { formatUuid, uuidv7, type ClockPort, type RandomPort } from "@beket/replication";
import type { FindingEvidence, FindingRow, FindingStore, SeverityRank } from "./ports.ts";

export type Found = Pick<
  FindingRow,
  "kind" | "about" | "severity" | "lastAt" | "endsAt" | "scheme" | "applicants" | "posts" | "measured"
> & {
  readonly evidence: Partial<FindingEvidence>;
};
export type Finder = {
  /** Keeps what was found, once for each kind and thing; what comes again adds its evidence and, once it was settled, opens it again. */
  readonly found: (found: Found, isNew?: (known: FindingRow) => boolean) => FindingRow;
};
const listMax = 200;
const merged = <Item>(known: readonly Item[], more: readonly Item[], keyOf: (item: Item) => string): readonly Item[] =>
  [...new Map([...known, ...more].map((item) => [keyOf(item), item])).values()].slice(-listMax);

export function createFinder(store: FindingStore, clock: ClockPort, random: RandomPort): Finder {
  return {
    found: (found, isNew = () => false) => {
      const known = store.byAbout(found.kind, found.about);
      const { permits = [], applications = [], events = [] } = found.evidence;
      if (known === null) {
        const now = clock.now();
        const evidence = {
          permits: permits.slice(0, listMax),
          applications: applications.slice(0, listMax),
          events: events.slice(0, listMax),
        };
        const row: FindingRow = { ...found, evidence, id: formatUuid(uuidv7(clock, random)), state: "open", foundAt: now };
        store.put(row, now);
        return row;
      }
      const row: FindingRow = {
        ...known,
        severity: higher(known.severity, found.severity),
        state: isNew(known) ? "open" : known.state,
        lastAt: Math.max(known.lastAt, found.lastAt),
        endsAt: found.endsAt,
        applicants: found.applicants.length > 0 ? found.applicants.slice(0, 20) : known.applicants,
        posts: found.posts.length > 0 ? found.posts : known.posts,
        measured: found.measured,
        evidence: {
          permits: merged(known.evidence.permits, permits, ({ ledger, number }) => `${ledger} ${number}`),
          applications: merged(known.evidence.applications, applications, (id) => id),
          events: merged(known.evidence.events, events, ({ event }) => event),
        },
      };
      store.put(row, clock.now());
      return row;
    },
  };
}
const higher = (left: SeverityRank, right: SeverityRank): SeverityRank => (left > right ? left : right);
