import { ruleRows, type NodeFile, type OfficerRow } from "@beket/api";
import {
  checkDigit,
  encodeRecord,
  neighbours,
  parseIin,
  iinKey,
  parsePlate,
  plateKey,
  type ExemptionRecord,
  type HoldRecord,
  type PermitRecord,
  type Regime,
  type RegistryRecord,
  type SubjectKey,
} from "@beket/domain";
import { createNodeCodec, createNodeCrypto, createPinVerifier } from "@beket/node-kit";
import { createScopeWriter, packJson, keyIdOf, signKeySet, type ScopeWriter } from "@beket/replication";
import { createMemoryScopeStore } from "@beket/replication/memory";
import { sampleRegime } from "../../../support/sample-regime.ts";

export const crypto = createNodeCrypto();
export const codec = createNodeCodec();
export const source = "post-kaskelen";
export const dayMs = 86_400_000;
/** A Wednesday in spring, ten in the morning in Almaty. */
export const morning = Date.UTC(2020, 3, 1, 4, 0);

const filled = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const seeds = { root: filled(1), registry: filled(2), ack: filled(3), source: filled(4), event: filled(5), pass: filled(6) };
const keys = { city: filled(11), roadblock: filled(12), common: filled(13) };
export const eventSecretKey = seeds.event;
export const deviceToken = "ab".repeat(32);
/** Costs nothing, so that tests that sign in a hundred times are quick; the cost of a real one is node-kit's business. */
const verifier = await createPinVerifier("246810", { ln: 4, r: 8, p: 1 });

const iin = (text: string): SubjectKey => {
  const parsed = parseIin(text);
  if (!parsed.ok) throw new Error(`not an IIN: ${parsed.error.code}`);
  return iinKey(parsed.value);
};
/** The first of that day's IINs that somebody could misread for another valid one. */
export function iinWithNeighbour(): SubjectKey {
  for (let serial = 10; serial < 99; serial++) {
    const first11 = `900412300${serial}`;
    const digit = checkDigit(first11);
    if (digit === null) continue;
    const key = iin(`${first11}${digit}`);
    if (neighbours(key).length > 0) return key;
  }
  throw new Error("one of ninety IINs has a neighbour");
}
export const plate = (text: string): SubjectKey => {
  const parsed = parsePlate(text);
  if (!parsed.ok) throw new Error(`not a plate: ${parsed.error.code}`);
  return plateKey(parsed.value);
};

const always = { window: { days: 127, fromMinute: 0, toMinute: 1440 }, places: { kind: "everywhere" } } as const;
const term = { validFrom: morning - dayMs, validTo: morning + 30 * dayMs };
export const permit = (number: string, change: Partial<PermitRecord> = {}): PermitRecord => ({
  kind: "permit",
  number,
  status: "active",
  revokedFrom: null,
  country: "KAZ",
  organisation: 7,
  purpose: "food",
  binding: "any",
  members: 1,
  groupHeadcount: null,
  ...term,
  ...always,
  ...change,
});
export const exemption = (number: string): ExemptionRecord => ({
  kind: "exemption",
  number,
  status: "active",
  revokedFrom: null,
  country: "KAZ",
  category: "ambulance",
  authority: "health",
  ...term,
  ...always,
});
export const hold = (number: string, change: Partial<HoldRecord> = {}): HoldRecord => ({
  kind: "hold",
  number,
  status: "active",
  country: "KAZ",
  instruction: "refer-medic",
  standing: "provisional",
  ...term,
  ...change,
});

export type ScopeName = "city" | "roadblock" | "common";
/** A centre of its own making: three signed scopes and the keys that a node needs. Its clock is the test's. */
export function createCity(clock: { readonly now: () => number }) {
  const writerOf = (name: ScopeName): ScopeWriter =>
    createScopeWriter({
      scope: `${name}-almaty-1`,
      key: keys[name],
      store: createMemoryScopeStore(),
      crypto,
      signingSeed: seeds.registry,
      clock: { now: clock.now, monotonic: clock.now, bootId: "0".repeat(16) },
      codec,
    });
  const writers = { city: writerOf("city"), roadblock: writerOf("roadblock"), common: writerOf("common") };
  const rowOf = new Map<string, number>();
  const regime: Regime = { ...sampleRegime, validFrom: morning - 10 * dayMs };

  const put = (
    scope: ScopeName,
    name: string,
    change: { readonly kind: string; readonly value: string; readonly record: Uint8Array },
  ): number => {
    const row = rowOf.get(`${scope} ${name}`) ?? ("new" as const);
    const committed = writers[scope].commit([{ ...change, row }]);
    const number = committed.rows[0]?.row ?? 0;
    rowOf.set(`${scope} ${name}`, number);
    return number;
  };
  return {
    writers,
    regime,
    /** Writes or replaces the record of this number for the subject; gives the row. */
    record: (scope: ScopeName, key: SubjectKey, record: RegistryRecord): number =>
      put(scope, `${record.number} ${key.value}`, { kind: key.scheme, value: key.value, record: encodeRecord(record) }),
    regimes: (regimes: readonly Regime[]): number =>
      regimes.reduce((_row, each) => put("common", `regime-${each.version}`, { ...ruleRows.regimes, record: packJson(codec, each) }), 0),
    officer: (row: Partial<OfficerRow> & { readonly officer: string }): number => {
      const full: OfficerRow = { role: "officer", posts: ["kaskelen"], pinVerifier: verifier, status: "active", ...row };
      return put("common", row.officer, { ...ruleRows.officer(row.officer), record: packJson(codec, full) });
    },
  };
}
export type City = ReturnType<typeof createCity>;

export function nodeFile(change: Partial<NodeFile> = {}): NodeFile {
  const keyOf = (seed: Uint8Array) => {
    const publicKey = crypto.ed25519.publicKey(seed);
    return { id: keyIdOf(crypto, publicKey), publicKey, notBefore: morning - 365 * dayMs, notAfter: morning + 365 * dayMs };
  };
  const set = {
    version: 1,
    issuedAt: morning - dayMs,
    keys: [
      { ...keyOf(seeds.registry), role: "registry" as const },
      { ...keyOf(seeds.ack), role: "ack" as const },
      { ...keyOf(seeds.source), role: "source" as const, source },
      { ...keyOf(seeds.pass), role: "pass" as const },
    ],
    revoked: [],
  };
  return {
    format: "beket/node/1",
    mode: "demo",
    source,
    post: "kaskelen",
    name: { kk: "Қаскелең", ru: "Каскелен", en: "Kaskelen" },
    ledger: "roadblock",
    areas: ["karasay"],
    lanes: [
      { lane: "lane-1", name: "1", direction: "in", camera: true },
      { lane: "lane-2", name: "2", direction: "out", camera: false },
    ],
    duties: ["line"],
    place: null,
    broker: { url: "mqtt://127.0.0.1:1" },
    shard: "0",
    rootPublicKey: crypto.ed25519.publicKey(seeds.root).toHex(),
    keySet: signKeySet({ crypto, codec, rootSeed: seeds.root }, set).toBase64(),
    eventPublicKey: crypto.x25519.publicKey(seeds.event).toHex(),
    signingSeed: seeds.source.toHex(),
    scopes: {
      ledger: { scope: "roadblock-almaty-1", key: keys.roadblock.toHex() },
      common: { scope: "common-almaty-1", key: keys.common.toHex() },
      other: { scope: "city-almaty-1", key: keys.city.toHex() },
    },
    deviceTokens: [{ device: "camera-1", lane: "lane-1", token: deviceToken }],
    ...change,
  };
}
export const ackSeed = seeds.ack;
/** Signs as central signs its passes; with another seed, as a forger with a key of his own. */
export const passSigner = (seed: Uint8Array = seeds.pass) => ({
  keyId: Uint8Array.fromHex(keyIdOf(crypto, crypto.ed25519.publicKey(seed))),
  sign: (message: Uint8Array) => crypto.ed25519.sign(seed, message),
});
