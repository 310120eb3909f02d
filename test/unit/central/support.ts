import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ApplicationView,
  csrfHeader,
  PrepareReply,
  Problem,
  staffRoles,
  staffRoutes,
  StaffSession,
  type ApplicationDraft,
  type CentralKeysFile,
  type OrganisationRow,
  type PlacesReply,
  type StaffRole,
  type StaffRow,
} from "@beket/api";
import { err, type Regime } from "@beket/domain";
import {
  createLog,
  createNodeCodec,
  createNodeCrypto,
  createPinVerifier,
  deferTick,
  systemRandom,
  systemSchedule,
  verifyPin,
} from "@beket/node-kit";
import { createKeyRing, keyIdOf, signKeySet, type KeyRole } from "@beket/replication";
import * as v from "valibot";
import { openStores, type Stores } from "../../../central/src/adapters/stores.ts";
import { openUploads } from "../../../central/src/adapters/uploads.ts";
import { createCentral, type Central } from "../../../central/src/central.ts";
import type { CentralDeps } from "../../../central/src/deps.ts";
import type { Trust } from "../../../central/src/features/submissions/signature.ts";
import { createHub } from "./hub.ts";
import { createTestAuthority, inventedBin, inventedIin, type Signer } from "./people.ts";
import { databaseOf } from "./which-database.ts";

export const startMs = Date.UTC(2026, 3, 20, 6, 0, 0);
export const dayMs = 86_400_000;
export const origin = "https://ruqsat.example";
export const crypto = createNodeCrypto();
export const codec = createNodeCodec();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const words = (text: string) => ({ kk: text, ru: text, en: text });

export const bins = {
  bakery: inventedBin(101),
  clinic: inventedBin(202),
  closed: inventedBin(303),
  museum: inventedBin(404),
  health: inventedBin(505),
};
export const organisations: readonly OrganisationRow[] = [
  { bin: bins.bakery, name: "Нан-Сынақ ЖШС", oked: "10711", okedSecondary: ["47241"], headcount: 10, status: "active" },
  { bin: bins.clinic, name: "Емхана-Сынақ", oked: "86210", okedSecondary: [], headcount: 400, status: "active" },
  { bin: bins.closed, name: "Жабық ЖШС", oked: "10711", okedSecondary: [], headcount: 10, status: "liquidated" },
  { bin: bins.museum, name: "Мұражай", oked: "91021", okedSecondary: [], headcount: 30, status: "active" },
  { bin: inventedIin(7001), name: "ЖК Сынақ", oked: "47241", okedSecondary: [], headcount: 1, status: "active" },
];

export const regime: Regime = {
  version: 1,
  validFrom: startMs - 30 * dayMs,
  timeZone: "Asia/Almaty",
  activities: [
    { rule: "food", okedPrefix: "10", ledgers: ["city", "roadblock"], purposes: ["shift", "supply"], headcountSharePercent: 50 },
    { rule: "trade", okedPrefix: "47", ledgers: ["city"], purposes: ["supply"], headcountSharePercent: 100 },
    { rule: "health", okedPrefix: "86", ledgers: ["city", "roadblock"], purposes: ["shift"], headcountSharePercent: 100 },
  ],
  purposes: [
    { purpose: "shift", name: words("Ауысым") },
    { purpose: "supply", name: words("Жеткізу") },
  ],
  categories: [
    {
      category: "ambulance",
      name: words("Жедел"),
      ledgers: ["city", "roadblock"],
      directions: ["in", "out"],
      documents: ["call-sheet"],
      outcome: "allow-on-sight",
    },
  ],
  documents: [{ document: "call-sheet", name: words("Шақыру парағы") }],
  absenceMaxAgeMs: 900_000,
  combine: { city: "worst-of-subjects", roadblock: "worst-of-subjects" },
  passageWindowMs: 120_000,
  permitMaxDays: 14,
  provisionalHoldMaxMs: 2 * dayMs,
  retentionDays: { lookup: 30, passage: 30, refusal: 30, referral: 30, test: 30, reading: 30 },
};

export const sourceSeed = systemRandom(32);
export const eventSecret = systemRandom(32);
const rootSeed = systemRandom(32);
const scope = (name: string) => ({ scope: name, key: hex(systemRandom(32)) });

export function testKeys(): CentralKeysFile {
  const seeds = { registry: systemRandom(32), ack: systemRandom(32), pass: systemRandom(32) };
  const key = (role: KeyRole, seed: Uint8Array, source?: string) => {
    const publicKey = crypto.ed25519.publicKey(seed);
    const base = { id: keyIdOf(crypto, publicKey), role, publicKey, notBefore: startMs - dayMs, notAfter: startMs + 400 * dayMs };
    return source === undefined ? base : { ...base, source };
  };
  const keys = [key("registry", seeds.registry), key("ack", seeds.ack), key("pass", seeds.pass), key("source", sourceSeed, "rb-01")];
  const keySet = signKeySet({ crypto, codec, rootSeed }, { version: 1, issuedAt: startMs, keys, revoked: [] });
  return {
    format: "beket/central-keys/1",
    mode: "demo",
    city: "almaty",
    rootPublicKey: hex(crypto.ed25519.publicKey(rootSeed)),
    keySet: Buffer.from(keySet).toString("base64"),
    registrySeed: hex(seeds.registry),
    ackSeed: hex(seeds.ack),
    passSeed: hex(seeds.pass),
    eventSecretKey: hex(eventSecret),
    scopes: { city: scope("city-1"), roadblock: scope("roadblock-1"), common: scope("common-1"), sites: scope("sites-1") },
    sources: [
      { source: "rb-01", post: "rb-01", username: "rb-01", passwordSha256: hex(crypto.sha256(new TextEncoder().encode("secret"))) },
    ],
  };
}

const authority = createTestAuthority(startMs);
export const signers = {
  head: authority.issue("first-head", inventedIin(11), bins.bakery),
  otherHead: authority.issue("first-head", inventedIin(12), bins.clinic),
  employee: authority.issue("employee", inventedIin(13), bins.bakery),
  revoked: authority.issue("first-head", inventedIin(14), bins.bakery),
  signIn: authority.issue("first-head", inventedIin(11), bins.bakery, "authentication"),
  closedHead: authority.issue("first-head", inventedIin(15), bins.closed),
  museumHead: authority.issue("first-head", inventedIin(16), bins.museum),
  health: authority.issue("first-head", inventedIin(17), bins.health),
  /** Has the right to sign for the organisation, and is not its first head. */
  healthDeputy: authority.issue("right-to-sign", inventedIin(18), bins.health),
  bakeryDeputy: authority.issue("right-to-sign", inventedIin(19), bins.bakery),
  proprietor: authority.issue("individual", inventedIin(7001), null),
  system: authority.issue("information-system", inventedIin(20), bins.bakery),
};
/** A signer of this authority for one test. */
export const newSigner = authority.issue;
export const trustIntermediates = authority.intermediates;
export const sign = (signer: Signer, document: string): string => authority.sign(signer, document, clockNow);
export const signTogether = (all: readonly Signer[], document: string): string => authority.sign(all, document, clockNow);
/** Lists made at `from` that say the head's key was revoked at `at`. */
export const crlsWithoutHead = (from: number, at: number): readonly Uint8Array[] => authority.crls([signers.head], from, at);
export const crlsAt = (from: number): readonly Uint8Array[] => authority.crls([signers.revoked], from);
/** The list of the root alone: of the issuing authority's certificates nothing is known without asking. */
export const rootList = (): readonly Uint8Array[] => authority.crls([]).slice(0, 1);
export const authorityTrust = authority.anchor;
export const authorityServices = authority.services();
const stranger = createTestAuthority(startMs, 99);
export const strangersServices = stranger.services();
export const strangersHead = stranger.issue("first-head", inventedIin(11), bins.bakery);

const cheap = { ln: 4, r: 8, p: 1 } as const;
export const passphrase = "бір екі үш төрт";
export const staffVerifier = await createPinVerifier(passphrase, cheap);
/** One of each role, whose code is the role's name and `-1`. */
const staffRows = staffRoles.map((role): StaffRow => ({ staff: `${role}-1`, roles: [role], verifier: staffVerifier, status: "active" }));

let clockNow = startMs;

type TestOptions = {
  readonly folder?: string;
  /** A PostgreSQL server instead of files for the registry and the ledgers. */
  readonly database?: string;
  readonly keys?: CentralKeysFile;
  readonly crls?: readonly Uint8Array[];
  readonly behindProxy?: boolean;
  readonly centreFolder?: string;
  readonly authorityFolder?: string;
  /** In a demonstration (so by default) a passphrase opens every role of the staff. */
  readonly isDemo?: boolean;
  /** Beside one of each role (`staffRows`). */
  readonly staff?: readonly StaffRow[];
  readonly places?: PlacesReply;
  /** The authority's own key; nobody's when left out. */
  readonly serviceKey?: CentralDeps["serviceKey"];
  readonly organisationSource?: CentralDeps["organisationSource"];
  /** Whom it may ask about certificates; nobody when left out. */
  readonly evidence?: CentralDeps["evidence"];
  /** Called after each durable step of a submission, with its number. */
  readonly step?: (step: number) => void;
  /** Stands between central and its stores. */
  readonly around?: (stores: Stores) => Stores;
};

/** The stores, telling each durable step: the receipt, what is settled, and the ledger's transaction. */
function telling(stores: Stores, step: (step: number) => void): Stores {
  let steps = 0;
  const after =
    <A extends readonly unknown[], R>(work: (...args: A) => R) =>
    (...args: A): R => {
      const result = work(...args);
      steps += 1;
      step(steps);
      return result;
    };
  const { submissions, ledgers, consents, small, common } = stores;
  // Receipts and settlements are transactions of the submissions, with the drafts that follow them.
  const told = <S extends { readonly transaction: <T>(work: () => T) => T }>(store: S): S => ({
    ...store,
    transaction: <T>(work: () => T): T => after(() => store.transaction(work))(),
  });
  return {
    ...stores,
    submissions: told(submissions),
    ledgers: { city: told(ledgers.city), roadblock: told(ledgers.roadblock) },
    consents: { ...told(consents), withdraw: after(consents.withdraw) },
    small: { ...small, insert: after(small.insert) },
    common: told(common),
  };
}

/** What our own pages do: a request under a cookie of the staff carries that session's proof, unless the test gives another. */
const proofs = new Map<string, string>();
const withProof =
  (fetch: Central["fetch"]): Central["fetch"] =>
  (request, client) => {
    const proof = proofs.get(request.headers.get("cookie") ?? "");
    if (proof === undefined || request.headers.has(csrfHeader)) return fetch(request, client);
    const proved = new Request(request);
    proved.headers.set(csrfHeader, proof);
    return fetch(proved, client);
  };

/** A whole central on real files in a folder of its own, with a clock that stands until it is moved. */
/** The organisations above as an imported base. */
function seedBase({ organisations: { versions, changed } }: Stores): void {
  if (versions.present() !== null) return;
  const id = versions.start({ isDryRun: false, file: "test", by: "start", startedAt: startMs, bytesTotal: 0 });
  versions.stage(
    id,
    organisations.map((row, at) => ({ line: at + 1, row })),
  );
  versions.swapIn(id, { state: "present", finishedAt: startMs, sha256: null, format: "ndjson", refusal: null, difference: null });
  changed(null);
}

export function openTestCentral(options: TestOptions = {}) {
  if (options.folder === undefined) clockNow = startMs;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "beket-central-"));
  const keys = options.keys ?? testKeys();
  const opened = openStores(folder, keys.scopes, { database: options.database ?? databaseOf(folder) });
  const stores = options.around?.(opened) ?? (options.step === undefined ? opened : telling(opened, options.step));
  const keyRing = createKeyRing({ crypto, codec, rootPublicKey: Buffer.from(keys.rootPublicKey, "hex") });
  keyRing.accept(Buffer.from(keys.keySet, "base64"));
  const anchors = [{ certificate: authority.anchor, purpose: "test" as const }];
  let trust: Trust = { anchors, intermediates: authority.intermediates, crls: options.crls ?? authority.crls([signers.revoked]) };
  const trustChanged: boolean[] = [];
  const logged: string[] = [];
  const hub = createHub();
  const clock = { now: () => clockNow, monotonic: () => clockNow, bootId: "0123456789abcdef" };
  const opening = createCentral({
    version: "0.1.0",
    keys,
    keyRing,
    stores,
    link: hub.connect(),
    trust: { current: () => trust, reload: () => trustChanged.splice(0).length > 0 },
    trustPurpose: "test",
    evidence: options.evidence ?? { services: [], http: () => Promise.resolve(err("unreachable")), stop: () => undefined },
    places: options.places ?? { posts: [], areas: [] },
    serviceKey: options.serviceKey ?? null,
    organisationSource: options.organisationSource ?? null,
    uploads: openUploads(join(folder, "uploads")),
    authorities: [{ authority: "health", bin: bins.health, may: ["exemption", "hold", "regime", "revocation"] }],
    origin: () => origin,
    operatorToken: null,
    ncalayerPort: 13_579,
    behindProxy: options.behindProxy ?? false,
    cutOverLeadMs: 30 * 60_000,
    isDemo: options.isDemo ?? true,
    authorityFolder: options.authorityFolder ?? null,
    portalFolder: null,
    citizenFolder: null,
    centreFolder: options.centreFolder ?? null,
    staff: [...staffRows, ...(options.staff ?? [])],
    passphrases: { verify: verifyPin, decoy: createPinVerifier("nobody's", cheap) },
    clock,
    random: systemRandom,
    crypto,
    codec,
    schedule: systemSchedule,
    defer: deferTick,
    log: createLog((line) => logged.push(line), clock),
  });
  const central = { ...opening, fetch: withProof(opening.fetch) };
  seedBase(stores);
  const imported = central.importRegimes(regime);
  if (imported.faults.length > 0) throw new Error(JSON.stringify(imported.faults));
  const send = async (path: string, body: unknown, client = "127.0.0.1"): Promise<Response> =>
    central.fetch(
      new Request(`http://central.test${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "accept-language": "en" },
        body: JSON.stringify(body),
      }),
      { client },
    );
  return {
    central,
    stores,
    keys,
    folder,
    hub,
    logged,
    clock,
    send,
    setCrls: (crls: readonly Uint8Array[]): void => {
      trust = { ...trust, crls };
      trustChanged.push(true);
    },
    move: (ms: number): void => {
      clockNow += ms;
    },
    close: async (keep = false): Promise<void> => {
      await central.stop();
      stores.close();
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type TestCentral = ReturnType<typeof openTestCentral>;

/** Signs in at central as `<role>-1` (or another code); the header's value for the requests after it. */
export async function signInStaff(one: TestCentral, role: StaffRole, staff = `${role}-1`): Promise<string> {
  const response = await one.send(staffRoutes.session, { staff, passphrase });
  if (response.status !== 201) throw new Error(`not signed in: ${response.status}`);
  const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  proofs.set(cookie, v.parse(StaffSession, await response.json()).csrf);
  return cookie;
}

let nextPlate = 100;
export const freshPlate = (): string => `${nextPlate++}ABC02`;
export const person = (serial: number) => ({ name: "Сынақбаев Тест", scheme: "iin" as const, country: "KAZ", value: inventedIin(serial) });

function draft(change: Partial<ApplicationDraft> = {}): ApplicationDraft {
  return {
    bin: bins.bakery,
    ledger: "roadblock",
    purpose: "shift",
    validFrom: clockNow,
    validTo: clockNow + 7 * dayMs,
    window: { days: 127, fromMinute: 0, toMinute: 1440 },
    places: { kind: "everywhere" },
    persons: [person(1)],
    vehicles: [],
    ...change,
  };
}

export async function prepare(one: TestCentral, change: Partial<ApplicationDraft> = {}): Promise<string> {
  const response = await one.send("/api/v1/applications/prepare", draft(change));
  const { document, faults } = v.parse(PrepareReply, await response.json());
  if (document === null) throw new Error(`not prepared: ${JSON.stringify(faults)}`);
  return document;
}
export async function submit(one: TestCentral, document: string, cms: string): Promise<ApplicationView> {
  const response = await one.send("/api/v1/applications", { document, cms });
  return v.parse(ApplicationView, await response.json());
}
export async function problemOf(response: Response): Promise<string> {
  return v.parse(Problem, await response.json()).code;
}
/** Prepares, signs with the head's key and submits. */
export async function apply(
  one: TestCentral,
  change: Partial<ApplicationDraft> = {},
  signer: Signer = signers.head,
): Promise<ApplicationView> {
  const document = await prepare(one, change);
  return submit(one, document, sign(signer, document));
}
export const codes = (view: ApplicationView): readonly string[] => view.reasons.map((reason) => reason.code);
