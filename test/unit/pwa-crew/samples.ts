import type { CrewSheet, SheetSite } from "@beket/api";
import { type CompletionState, type Position, Site, type SiteState } from "@beket/domain";
import * as v from "valibot";

const centre: Position = [76.9286, 43.2567];
const metre = 1 / 111_320;
/** A position so many metres east and north of the centre. */
export const offset = (east: number, north: number): Position => [
  centre[0] + (east * metre) / Math.cos((centre[1] * Math.PI) / 180),
  centre[1] + north * metre,
];
const hourMs = 3_600_000;

export const street = (code: string, name: string, east: number, north: number, over: Partial<Site> = {}): Site =>
  v.parse(Site, {
    site: code,
    sector: "med-1",
    kind: "street",
    name,
    geometry: { type: "LineString", coordinates: [offset(east, north), offset(east + 200, north)] },
    areaM2: 1_200,
    cleanForMs: 24 * hourMs,
    focal: false,
    ...over,
  });
export const yard = (code: string, name: string, east: number, north: number, over: Partial<Site> = {}): Site => {
  const corners = [
    offset(east, north),
    offset(east + 60, north),
    offset(east + 60, north + 50),
    offset(east, north + 50),
    offset(east, north),
  ];
  return street(code, name, east, north, { kind: "yard", geometry: { type: "Polygon", coordinates: [corners] }, areaM2: 800, ...over });
};
export const entrance = (code: string, name: string, east: number, north: number, over: Partial<Site> = {}): Site =>
  street(code, name, east, north, { kind: "entrance", geometry: { type: "Point", coordinates: offset(east, north) }, areaM2: 60, ...over });

export const stateOf = (site: string, over: Partial<SiteState> = {}): SiteState => ({
  site,
  assigned: "crew-01",
  claims: [],
  completions: [],
  refusals: [],
  clean: null,
  ...over,
});

export const plan: NonNullable<CrewSheet["plan"]> = {
  version: 3,
  claimMs: 2 * hourMs,
  agents: [
    { agent: "hypochlorite-05", name: { kk: "Гипохлорит 0,5 %", ru: "Гипохлорит 0,5 %", en: "Hypochlorite 0.5 %" }, litresPerM2: 0.3 },
    { agent: "alcohol-70", name: { kk: "Спирт 70 %", ru: "Спирт 70 %", en: "Alcohol 70 %" }, litresPerM2: 0.05 },
  ],
  stayInMs: 5 * hourMs,
  sectors: [{ sector: "med-1", pages: 1 }],
};

export const sheetOf = (sites: readonly SheetSite[], over: Partial<CrewSheet> = {}): CrewSheet => ({
  version: 1,
  crew: "crew-01",
  plan,
  sectors: [
    {
      sector: "med-1",
      name: { kk: "Медеу-1", ru: "Медеу-1", en: "Medeu-1" },
      geometry: {
        type: "Polygon",
        coordinates: [[offset(-500, -500), offset(900, -500), offset(900, 700), offset(-500, 700), offset(-500, -500)]],
      },
    },
  ],
  sites: [...sites],
  truncated: false,
  asOf: 0,
  ...over,
});

export const workOf = (completion: CompletionState["completion"], over: Partial<CompletionState> = {}): CompletionState => ({
  completion,
  crew: "crew-02",
  finishedAt: 0,
  agent: "hypochlorite-05",
  agentLitres: 240,
  areaM2: 800,
  trackCoveragePercent: 92,
  evidence: 3,
  standing: "awaiting-validation",
  validatedBy: null,
  cause: null,
  ...over,
});
