import { join } from "node:path";
import { configHelp, readConfig, type ConfigOf, type ConfigTable } from "@beket/node-kit";

const port = (env: string, flag: string, value: number, doc: string) =>
  ({ kind: "integer", env, flag, min: 1, max: 65_535, default: value, doc }) as const;

const startTable = {
  data: { kind: "path", env: "BEKET_DATA", flag: "data", default: ".beket", doc: "where everything is kept" },
  seed: {
    kind: "integer",
    env: "BEKET_SEED",
    flag: "seed",
    min: 0,
    max: 2_147_483_647,
    default: 2020,
    doc: "which city to invent, for an empty folder",
  },
  organisations: {
    kind: "integer",
    env: "BEKET_DEMO_ORGANISATIONS",
    flag: "organisations",
    min: 2,
    max: 5_000,
    default: 500,
    doc: "organisations of that city",
  },
  permits: {
    kind: "integer",
    env: "BEKET_DEMO_PERMITS",
    flag: "permits",
    min: 1,
    max: 1_000_000,
    default: 100_000,
    doc: "permits they apply for",
  },
  day: {
    kind: "flag",
    env: "BEKET_DAY",
    flag: "day",
    default: true,
    doc: "simulate traffic, border post and crews; --no-day leaves it out",
  },
  confirm: {
    kind: "flag",
    env: "BEKET_CONFIRM",
    flag: "confirm",
    default: true,
    doc: "the simulated NCALayer asks on its confirm page; --no-confirm signs at once",
  },
  portalPort: port("BEKET_PORTAL_PORT", "portal-port", 8080, "port of central and the portal"),
  officerPort: port("BEKET_OFFICER_PORT", "officer-port", 8090, "port of the edge node and the officer app"),
  borderPort: port("BEKET_BORDER_PORT", "border-port", 8091, "port of the border post's node and the medic app"),
  crewPort: port("BEKET_CREW_PORT", "crew-port", 8092, "port of the crews' node and the crew app"),
  authorityPort: port("BEKET_AUTHORITY_PORT", "authority-port", 8095, "port of the simulated certification authority's services"),
  bridgePort: port("BEKET_BRIDGE_PORT", "bridge-port", 8070, "port of the device bridge"),
  brokerPort: port("BEKET_BROKER_PORT", "broker-port", 1883, "port of the embedded broker"),
  ncalayerPort: port("BEKET_NCALAYER_PORT", "ncalayer-port", 13_579, "port of the simulated NCALayer"),
  ncalayerPagePort: port("BEKET_NCALAYER_PAGE_PORT", "ncalayer-page-port", 13_580, "port of its confirm page"),
} as const satisfies ConfigTable;
export type StartOptions = ConfigOf<typeof startTable>;

export const readStartOptions = (args: readonly string[]) => readConfig(startTable, process.env, args);
export const startHelp = configHelp(startTable);
export const absolute = (path: string): string => (path.startsWith("/") ? path : join(process.cwd(), path));
