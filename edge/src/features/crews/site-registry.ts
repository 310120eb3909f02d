import { Code, ruleRows } from "@beket/api";
import { emptySiteState, Sector, Site, SitePlan, SiteState } from "@beket/domain";
import { unpackJson, type CodecPort, type Replica } from "@beket/replication";
import * as v from "valibot";

const Page = v.pipe(v.array(Code), v.maxLength(200));
const pagesMost = 500;

/** The rows of one kind. A row is opened once between two changes of the replica, and parsed only when it is another. */
function createRows<T>(replica: Replica, codec: CodecPort, schema: v.GenericSchema<unknown, T>) {
  const parsed = new Map<string, { readonly version: number; readonly value: T | null }>();
  const looked = new Map<string, T | null>();
  const read = (kind: string, value: string): T | null => {
    const row = replica.lookup(kind, value).toSorted((left, right) => right.version - left.version)[0];
    if (row === undefined) return null;
    const known = parsed.get(value);
    if (known !== undefined && known.version === row.version) return known.value;
    const found = v.safeParse(schema, unpackJson(codec, row.record));
    // A row of a newer format is passed over.
    const read = found.success ? found.output : null;
    parsed.set(value, { version: row.version, value: read });
    return read;
  };
  return {
    get: ({ kind, value }: { readonly kind: string; readonly value: string }): T | null => {
      const known = looked.get(value);
      if (known !== undefined) return known;
      const found = read(kind, value);
      looked.set(value, found);
      return found;
    },
    forget: (): void => looked.clear(),
  };
}

/** What central planned and resolved, as far as this node has heard. */
export function createSiteRegistry(replica: Replica, codec: CodecPort) {
  const plans = createRows(replica, codec, SitePlan);
  const sectors = createRows(replica, codec, Sector);
  const sectorPages = createRows(replica, codec, Page);
  const crewPages = createRows(replica, codec, Page);
  const sites = createRows(replica, codec, Site);
  const states = createRows(replica, codec, SiteState);

  const plan = (): SitePlan | null => plans.get(ruleRows.sitePlan);
  const pages = (count: number, page: (index: number) => readonly string[]): readonly string[] =>
    Array.from({ length: count }, (_, index) => page(index)).flat();
  return {
    plan,
    sector: (code: string): Sector | null => sectors.get(ruleRows.sector(code)),
    site: (code: string): Site | null => sites.get(ruleRows.site(code)),
    state: (code: string): SiteState => states.get(ruleRows.siteState(code)) ?? emptySiteState(code, null),
    sitesIn: (sector: string): readonly string[] => {
      const count = plan()?.sectors.find((one) => one.sector === sector)?.pages ?? 0;
      return pages(count, (page) => sectorPages.get(ruleRows.sectorSites(sector, page)) ?? []);
    },
    /** What a crew was given; an empty page ends the list. */
    sitesOf: (crew: string): readonly string[] => {
      const codes: string[] = [];
      for (let page = 0; page < pagesMost; page++) {
        const more = crewPages.get(ruleRows.crewSites(crew, page)) ?? [];
        if (more.length === 0) break;
        codes.push(...more);
      }
      return codes;
    },
    version: (): number => replica.state().version,
    /** Time of central's newest word that is here; null before the first. */
    dataAsOf: (): number | null => replica.state().dataAsOf,
    /** To be called after a frame changed the replica. */
    changed: (): void => {
      for (const rows of [plans, sectors, sectorPages, crewPages, sites, states]) rows.forget();
    },
  };
}
export type SiteRegistry = ReturnType<typeof createSiteRegistry>;
