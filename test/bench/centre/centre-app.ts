import { staffRoutes, type DailyCard } from "@beket/api";
import { emptySiteState, type Site } from "@beket/domain";
import { createNodeCrypto, createPinVerifier, systemRandom, verifyPin } from "@beket/node-kit";
import { formatUuid, uuidv7 } from "@beket/replication";
import { Hono } from "hono";
import type { Stores } from "../../../central/src/adapters/stores.ts";
import { createNodes } from "../../../central/src/features/nodes/nodes.ts";
import type { CentreDeps } from "../../../central/src/features/centre/panels.ts";
import { createSiteBook } from "../../../central/src/features/planning/site-book.ts";
import { createStaffStore } from "../../../central/src/adapters/sql-staff.ts";
import { webauthn } from "../../../central/src/adapters/webauthn.ts";
import { createSiteLooks } from "../../../central/src/features/planning/site-looks.ts";
import { createStaff } from "../../../central/src/features/staff/sessions.ts";
import { centreApp } from "../../../central/src/http/centre-routes.ts";
import { staffApp } from "../../../central/src/http/staff-routes.ts";
import type { LifePost } from "../../support/centre/random-life.ts";

const passphrase = "bir eki ush tort";
const sectorsMax = 62;

/** The centre's routes over filled files, and one signed-in member of the watch. */
export async function openCentreApp(stores: Stores, posts: readonly LifePost[], nowMs: number, sites: number) {
  const now = (): number => nowMs;
  const clock = { now };
  const staff = createStaff({
    rows: [{ staff: "watch-1", roles: ["watch"], verifier: await createPinVerifier(passphrase), status: "active" }],
    passphrases: { verify: verifyPin, decoy: createPinVerifier("nobody") },
    store: createStaffStore(stores.sql.registry),
    webauthn,
    audit: { viewed: () => undefined },
    isDemo: false,
    clock,
    random: systemRandom,
    crypto: createNodeCrypto(),
    screenSecret: systemRandom(32),
    origin: () => "http://127.0.0.1:8080",
    onStep: () => undefined,
  });
  const places = posts.map((post, at) => ({
    ...post,
    name: { kk: post.post, ru: post.post, en: post.post },
    at: [76.7 + at / 200, 43.1 + at / 300] as [number, number],
  }));
  const nodes = createNodes(
    [...posts.map(({ post }) => post), "standby-1"].map((source) => ({ source, post: source, username: source, passwordSha256: "00" })),
    stores.projection.sources,
  );
  const deps: CentreDeps = {
    figures: stores.figures(places),
    posts: places,
    nodes: () => nodes.reply().nodes,
    sources: stores.projection.sources,
    holds: { byState: stores.health.casesByState },
    sites: createSiteLooks(filledBook(stores, sites)),
    cards: stores.cards,
    timeZone: () => "Asia/Almaty",
    behind: () => stores.ingest.newestPosition() - stores.projection.cursor(),
    now,
  };
  for (let day = 0; day < 92; day++) stores.cards.add({ card: cardOf(nowMs - day * 86_400_000), savedAt: nowMs, savedBy: "watch-1" });
  const app = new Hono();
  app.route("/", staffApp(staff, now));
  app.route("/", centreApp(staff, deps));
  const signed = await app.request(staffRoutes.session, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ staff: "watch-1", passphrase }),
  });
  const cookie = (signed.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return async (path: string): Promise<Uint8Array> => {
    const response = await app.request(path, { headers: { cookie } });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}

function filledBook(stores: Stores, count: number) {
  const book = createSiteBook(stores.planning);
  const sectorOf = (at: number): string => `s-${at % sectorsMax}`;
  const sites = Array.from({ length: count }, (_, at): Site => ({
    site: `${sectorOf(at)}-${at}`,
    sector: sectorOf(at),
    kind: "yard",
    name: `Yard ${at}`,
    geometry: { type: "Point", coordinates: [76.7 + (at % 600) / 1_000, 43.1 + at / 100_000] },
    areaM2: 400,
    cleanForMs: 86_400_000,
    focal: false,
  }));
  const sectors = Array.from({ length: sectorsMax }, (_, at) => ({
    sector: sectorOf(at),
    name: { kk: sectorOf(at), ru: sectorOf(at), en: sectorOf(at) },
    geometry: null,
  }));
  book.put({ sectors, sites, states: sites.map(({ site }) => emptySiteState(site, null)) });
  return book;
}

const cardOf = (at: number): DailyCard => ({
  id: formatUuid(uuidv7({ now: () => at }, systemRandom)),
  date: new Date(at).toISOString().slice(0, 10),
  newCases: 41,
  recovered: 3,
  deaths: 0,
  examined: 300,
  contacts: { found: 90, isolated: 88 },
  beds: { total: 4_000, occupied: 900, intensive: 12, ventilators: 4 },
  laboratories: Array.from({ length: 12 }, (_, lab) => ({ laboratory: `lab-${lab}`, capacity: 450, tested: 1_171, positive: 12 })),
  outbreaks: [],
  vehicles: { in: 9_000, out: 9_798 },
  note: "",
});
