import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  crewRoutes,
  CrewSheet,
  edgeRoutes,
  planningRoutes,
  SiteFactReply,
  SitesReply,
  type CentralKeysFile,
  type NodeFile,
} from "@beket/api";
import type { SiteFact, SiteState, SiteLook } from "@beket/domain";
import { createLog, createPinVerifier, systemRandom, systemSchedule, verifyPin } from "@beket/node-kit";
import { formatUuid, keyIdOf, signKeySet, uuidv7, type KeyRole, type Link } from "@beket/replication";
import * as v from "valibot";
import { openEdgeFiles } from "../../../edge/src/adapters/edge-files.ts";
import { createEdge } from "../../../edge/src/edge.ts";
import { codec, crypto, dayMs, openTestCentral, signInStaff, startMs, type TestCentral } from "../central/support.ts";
import { eventually } from "../../support/eventually.ts";
import { collection, sectorFeature, siteFeature } from "./desk.ts";
import { photo, photoBytes, plan } from "./samples.ts";

const names = ["crews-1", "crews-2"] as const;
export type NodeName = (typeof names)[number];
const pin = "246810";
const cheap = { ln: 4, r: 8, p: 1 } as const;
const verifier = await createPinVerifier(pin, cheap);
const decoy = createPinVerifier("000000", cheap);

/** Keys of a city with two crew nodes. */
function cityKeys() {
  const seeds = { root: systemRandom(32), registry: systemRandom(32), ack: systemRandom(32), event: systemRandom(32) };
  const nodeSeeds = { "crews-1": systemRandom(32), "crews-2": systemRandom(32) };
  const key = (role: KeyRole, seed: Uint8Array, source?: string) => {
    const publicKey = crypto.ed25519.publicKey(seed);
    const base = { id: keyIdOf(crypto, publicKey), role, publicKey, notBefore: startMs - dayMs, notAfter: startMs + 400 * dayMs };
    return source === undefined ? base : { ...base, source };
  };
  const keys = [key("registry", seeds.registry), key("ack", seeds.ack), ...names.map((name) => key("source", nodeSeeds[name], name))];
  const keySet = signKeySet({ crypto, codec, rootSeed: seeds.root }, { version: 1, issuedAt: startMs, keys, revoked: [] });
  const scope = (name: string) => ({ scope: `${name}-1`, key: systemRandom(32).toHex() });
  const file: CentralKeysFile = {
    format: "beket/central-keys/1",
    mode: "demo",
    city: "almaty",
    rootPublicKey: crypto.ed25519.publicKey(seeds.root).toHex(),
    keySet: keySet.toBase64(),
    registrySeed: seeds.registry.toHex(),
    ackSeed: seeds.ack.toHex(),
    eventSecretKey: seeds.event.toHex(),
    scopes: { city: scope("city"), roadblock: scope("roadblock"), common: scope("common"), sites: scope("sites") },
    sources: names.map((name) => ({ source: name, post: name, username: name, passwordSha256: "00".repeat(32) })),
  };
  const node = (name: NodeName): NodeFile => ({
    format: "beket/node/1",
    mode: "demo",
    source: name,
    post: name,
    name: { kk: name, ru: name, en: name },
    ledger: "city",
    areas: [],
    lanes: [{ lane: "lane-1", name: "1", direction: "in", camera: false }],
    duties: ["crews"],
    place: null,
    broker: { url: "mqtt://127.0.0.1:1" },
    shard: "0",
    rootPublicKey: file.rootPublicKey,
    keySet: file.keySet,
    eventPublicKey: crypto.x25519.publicKey(seeds.event).toHex(),
    signingSeed: nodeSeeds[name].toHex(),
    scopes: { ledger: file.scopes.city, common: file.scopes.common, sites: file.scopes.sites },
    deviceTokens: [],
  });
  return { file, node };
}

/** A link that the test cuts and mends. */
function cutLink(inner: Omit<Link, "publish"> & { readonly publish: (topic: string, bytes: Uint8Array) => Promise<void> }) {
  let up = true;
  const states = new Set<(up: boolean) => void>();
  const link: Link = {
    publish: (topic, bytes) => (up ? inner.publish(topic, bytes) : Promise.reject(new Error("the link is cut"))),
    subscribe: inner.subscribe,
    onMessage: (handler) =>
      inner.onMessage((topic, bytes) => {
        if (up) handler(topic, bytes);
      }),
    onState: (handler) => {
      states.add(handler);
      handler(up);
      return () => void states.delete(handler);
    },
    reconnect: () => undefined,
  };
  return {
    link,
    set: (next: boolean): void => {
      up = next;
      for (const state of states) state(next);
    },
  };
}

/** One crew node on real files. */
function openNode(one: TestCentral, node: NodeFile) {
  const folder = mkdtempSync(join(tmpdir(), "beket-crews-"));
  const open = () => {
    const stores = openEdgeFiles(folder, node);
    const inner = one.hub.connect();
    const cut = cutLink(inner);
    const edge = createEdge({
      node,
      version: "0.1.0",
      clock: one.clock,
      random: systemRandom,
      crypto,
      codec,
      schedule: systemSchedule,
      defer: (run) => void setImmediate(run),
      stores,
      link: cut.link,
      pins: { verify: verifyPin, decoy },
      app: null,
      fieldApps: { medic: null, crew: null },
      log: createLog(() => undefined, one.clock),
      diskFreeBytes: () => null,
    });
    return { edge, stores, cut, close: inner.close };
  };
  let current = open();
  const fetch = async (method: string, path: string, cookie: string, type: string, body: BodyInit | null): Promise<Response> =>
    current.edge.fetch(
      new Request(`http://127.0.0.1:8090${path}`, {
        method,
        headers: { host: "127.0.0.1:8090", "accept-language": "en", cookie, ...(body === null ? {} : { "content-type": type }) },
        body,
      }),
    );
  const restart = async (): Promise<void> => {
    await current.edge.stop();
    await current.close();
    current = open();
    await current.edge.start();
  };
  return {
    name: node.post,
    folder,
    start: () => current.edge.start(),
    stores: () => current.stores,
    edge: () => current.edge,
    cut: (): void => current.cut.set(false),
    mend: (): void => current.cut.set(true),
    restart,
    fetch,
    stop: async (): Promise<void> => {
      await current.edge.stop();
      await current.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type CrewNode = ReturnType<typeof openNode>;

/** Signed in as somebody at a node. */
export async function signIn(node: CrewNode, officer: string) {
  const body = JSON.stringify({ officer, pin, lane: "lane-1", tablet: `tablet-${officer}` });
  const cookie = await eventually("the sign-in of a crew leader", async () => {
    const response = await node.fetch("POST", edgeRoutes.sessions, "", "application/json", body);
    return response.status === 201 ? ((response.headers.get("set-cookie") ?? "").split(";")[0] ?? null) : null;
  });
  const codeOf = async (response: Response): Promise<string> => v.parse(v.looseObject({ code: v.string() }), await response.json()).code;
  return {
    get: (path: string) => node.fetch("GET", path, cookie, "", null),
    sheet: async (query = ""): Promise<CrewSheet> =>
      v.parse(CrewSheet, await (await node.fetch("GET", `${crewRoutes.sheet}${query}`, cookie, "", null)).json()),
    /** The state that is answered, or the code of the problem. */
    state: async (id: string, occurredAt: number, fact: SiteFact): Promise<SiteState | string> => {
      // As a tablet does: the proof goes before the work that names it.
      if (fact.kind === "site-completion" && fact.evidence.some(({ sha256 }) => sha256 === photo.sha256))
        await node.fetch("POST", crewRoutes.evidence, cookie, "image/jpeg", photoBytes);
      const text = JSON.stringify({ id, occurredAt, fact });
      const response = await node.fetch("POST", crewRoutes.facts, cookie, "application/json", text);
      return response.status === 200 ? v.parse(SiteFactReply, await response.json()).state : codeOf(response);
    },
    evidence: async (type: string, bytes: Uint8Array<ArrayBuffer>): Promise<{ readonly status: number; readonly body: unknown }> => {
      const response = await node.fetch("POST", crewRoutes.evidence, cookie, type, bytes);
      return { status: response.status, body: await response.json() };
    },
  };
}
export type CrewLeader = Awaited<ReturnType<typeof signIn>>;

const sitePlaces = collection(sectorFeature("almaly"), ...["y-1", "y-2", "y-3", "y-4"].map((code) => siteFeature(code, "almaly")));

/** A whole central, two crew nodes, a plan of four yards given to the first crew and one more to the second. */
export async function openWorld() {
  const { file, node } = cityKeys();
  const one = openTestCentral({ keys: file });
  await one.central.start();
  const leader = (officer: string, crew: string) => ({
    officer,
    role: "crew" as const,
    crew,
    posts: [...names],
    pinVerifier: verifier,
    status: "active" as const,
  });
  one.central.importOfficers([
    leader("c-101", "crew-1"),
    leader("c-201", "crew-2"),
    leader("c-301", "crew-3"),
    { officer: "s-1", role: "supervisor", posts: [...names], pinVerifier: verifier, status: "active" },
    { officer: "o-1", role: "officer", posts: [...names], pinVerifier: verifier, status: "active" },
  ]);
  let cookie = await signInStaff(one, "planner");
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const request = () =>
      new Request(`http://central.test${path}`, {
        method,
        headers: { "content-type": "application/json", cookie },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    let response = await one.central.fetch(request(), { client: "127.0.0.1" });
    // A day of the test is longer than a session.
    if (response.status === 401) {
      cookie = await signInStaff(one, "planner");
      response = await one.central.fetch(request(), { client: "127.0.0.1" });
    }
    if (response.status !== 200) throw new Error(`${method} ${path}: ${response.status}`);
    return response.json();
  };
  const newId = (): string => formatUuid(uuidv7(one.clock, systemRandom));
  const { claimMs, agents, stayInMs } = plan;
  await ask("PUT", planningRoutes.plan, { claimMs, agents, stayInMs });
  await ask("POST", planningRoutes.import, sitePlaces);
  const assign = (crew: string | null, ...sites: readonly string[]) =>
    ask("POST", planningRoutes.assign, { id: newId(), crew, sites, sectors: [] });
  await assign("crew-1", "y-1", "y-2", "y-3");
  await assign("crew-2", "y-4");
  const nodes = { "crews-1": openNode(one, node("crews-1")), "crews-2": openNode(one, node("crews-2")) };
  for (const name of names) await nodes[name].start();
  /** What central holds of a site: its state and look by now. */
  const site = async (code: string): Promise<{ readonly state: SiteState; readonly look: SiteLook }> => {
    const { sites } = v.parse(SitesReply, await ask("GET", planningRoutes.sites));
    const found = sites.find((each) => each.site.site === code);
    if (found === undefined) throw new Error("no such site");
    return found;
  };
  return {
    one,
    nodes,
    newId,
    assign,
    site,
    now: one.clock.now,
    move: one.move,
    close: async (): Promise<void> => {
      for (const name of names) await nodes[name].stop();
      await one.close();
    },
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;

/** The leader's sheet once it shows what the test waits for. */
export const sheetWhen = (leader: CrewLeader, what: string, wanted: (sheet: CrewSheet) => boolean): Promise<CrewSheet> =>
  eventually(what, async () => {
    const sheet = await leader.sheet();
    return wanted(sheet) ? sheet : null;
  });
export const stateIn = (sheet: CrewSheet, code: string): SiteState => {
  const found = sheet.sites.find(({ site }) => site.site === code);
  if (found === undefined) throw new Error(`the sheet has no ${code}`);
  return found.state;
};
