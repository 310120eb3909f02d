import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ruleRows, type NodeFile, type OfficerRow } from "@beket/api";
import { encodeRecord, type PermitRecord, type Regime, type SubjectKey } from "@beket/domain";
import { createNodeCodec, createNodeCrypto, createPinVerifier, openReplicaStore, systemClock } from "@beket/node-kit";
import {
  createKeyRing,
  createReplica,
  createScopeWriter,
  keyIdOf,
  packJson,
  signKeySet,
  type KeyRole,
  type Replica,
  type ScopeChange,
  type ScopeWriter,
} from "@beket/replication";
import { createMemoryScopeStore } from "@beket/replication/memory";
import { inventIin, inventPlate } from "../../../demo/src/city/identifiers.ts";
import { createRandom } from "../../../demo/src/city/random.ts";
import { demoRegime } from "../../../demo/src/city/regime.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const day = 86_400_000;
export const officer = { code: "bench-a", pin: "200320" } as const;

/** A post's data folder as the edge would have built it, with the identifiers that were put in. */
export type BenchPost = {
  readonly folder: string;
  readonly nodePath: string;
  readonly node: NodeFile;
  readonly regime: Regime;
  readonly permitted: readonly SubjectKey[];
  readonly revoked: readonly SubjectKey[];
};

const permitOf = (index: number, now: number, status: "active" | "revoked"): PermitRecord => ({
  kind: "permit",
  number: `B${String(index).padStart(7, "0")}`,
  status,
  revokedFrom: status === "revoked" ? now - 3_600_000 : null,
  country: "KAZ",
  organisation: index % 500,
  purpose: "supply",
  binding: "any",
  members: 1,
  groupHeadcount: null,
  validFrom: now - day,
  validTo: now + 28 * day,
  window: { days: 127, fromMinute: 0, toMinute: 1440 },
  places: { kind: "everywhere" },
});

/** Distinct invented subjects, half plates and half IINs. */
const inventSubjects = (count: number, seed: number): readonly SubjectKey[] => {
  const random = createRandom(seed);
  const seen = new Set<string>();
  const subjects: SubjectKey[] = [];
  while (subjects.length < count) {
    const scheme = subjects.length % 2 === 0 ? "plate" : "iin";
    const value = scheme === "plate" ? inventPlate(random) : inventIin(random);
    if (seen.has(value)) continue;
    seen.add(value);
    subjects.push({ scheme, country: "KAZ", value });
  }
  return subjects;
};

const applyAll = (writer: ScopeWriter, replica: Replica): void => {
  for (
    let batch = writer.batchSince(replica.state().version);
    typeof batch !== "string";
    batch = writer.batchSince(replica.state().version)
  ) {
    const applied = replica.applyDelta(batch.bytes);
    if (!applied.ok) throw new Error(`the replica refused a batch: ${applied.error.code} ${applied.error.detail}`);
  }
  const head = replica.applyHead(writer.head());
  if (!head.ok) throw new Error(`the replica refused the head: ${head.error.code}`);
};

/** Builds the replicas by the real path (sealed, signed batches, applied and proven), then leaves only their files. */
export const buildPost = async (folder: string, permits: number, say: (line: string) => void): Promise<BenchPost> => {
  const crypto = createNodeCrypto();
  const codec = createNodeCodec();
  const clock = systemClock();
  const now = clock.now();
  const seeds = { root: randomBytes(32), registry: randomBytes(32), ack: randomBytes(32), node: randomBytes(32), event: randomBytes(32) };
  const trusted = (role: KeyRole, seed: Uint8Array, source?: string) => {
    const publicKey = crypto.ed25519.publicKey(seed);
    return {
      id: keyIdOf(crypto, publicKey),
      role,
      publicKey,
      notBefore: now - day,
      notAfter: now + 365 * day,
      ...(source === undefined ? {} : { source }),
    };
  };
  const keySet = signKeySet(
    { crypto, codec, rootSeed: seeds.root },
    {
      version: 1,
      issuedAt: now,
      keys: [trusted("registry", seeds.registry), trusted("ack", seeds.ack), trusted("source", seeds.node, "bench")],
      revoked: [],
    },
  );
  const keys = createKeyRing({ crypto, codec, rootPublicKey: crypto.ed25519.publicKey(seeds.root) });
  keys.accept(keySet);
  const scopes = {
    ledger: { scope: "roadblock-bench-1", key: randomBytes(32) },
    common: { scope: "common-bench-1", key: randomBytes(32) },
  };
  const data = join(folder, "data");
  mkdirSync(data, { recursive: true });
  const open = ({ scope, key }: { readonly scope: string; readonly key: Uint8Array }) => {
    const store = openReplicaStore(join(data, `replica-${scope}.db`));
    return {
      writer: createScopeWriter({ scope, key, store: createMemoryScopeStore(), crypto, codec, clock, signingSeed: seeds.registry }),
      replica: createReplica({ scope, key, store, crypto, codec, keys, clock }),
      close: store.close,
    };
  };

  const regime = { ...demoRegime(now - day), absenceMaxAgeMs: 12 * 3_600_000 };
  const roster: OfficerRow = {
    officer: officer.code,
    role: "officer",
    posts: ["rb-01"],
    pinVerifier: await createPinVerifier(officer.pin),
    status: "active",
  };
  const common = open(scopes.common);
  common.writer.commit([
    { ...ruleRows.regimes, row: "new", record: packJson(codec, regime) },
    { ...ruleRows.officer(officer.code), row: "new", record: packJson(codec, roster) },
  ]);
  applyAll(common.writer, common.replica);
  common.close();

  const revokedCount = Math.max(1, Math.round(permits * 0.02));
  const subjects = inventSubjects(permits + revokedCount, 7);
  const ledger = open(scopes.ledger);
  for (let at = 0; at < subjects.length; at += 5_000) {
    const changes = subjects.slice(at, at + 5_000).map((subject, offset): ScopeChange => {
      const status = at + offset < permits ? "active" : "revoked";
      return { kind: subject.scheme, value: subject.value, row: "new", record: encodeRecord(permitOf(at + offset, now, status)) };
    });
    ledger.writer.commit(changes);
    applyAll(ledger.writer, ledger.replica);
    if (at % 100_000 === 0) say(`${at} of ${subjects.length} rows in the replica`);
  }
  ledger.close();

  const node: NodeFile = {
    format: "beket/node/1",
    mode: "demo",
    source: "bench",
    post: "rb-01",
    name: { kk: "Өлшеу", ru: "Замер", en: "Bench" },
    ledger: "roadblock",
    areas: [],
    lanes: [{ lane: "lane-1", name: "1", direction: "in", camera: false }],
    duties: ["line"],
    place: null,
    // Nobody listens there: the post works without a broker, as it would for days.
    broker: { url: "mqtt://127.0.0.1:9" },
    shard: "0",
    rootPublicKey: hex(crypto.ed25519.publicKey(seeds.root)),
    keySet: Buffer.from(keySet).toString("base64"),
    eventPublicKey: hex(crypto.x25519.publicKey(seeds.event)),
    signingSeed: hex(seeds.node),
    scopes: {
      ledger: { scope: scopes.ledger.scope, key: hex(scopes.ledger.key) },
      common: { scope: scopes.common.scope, key: hex(scopes.common.key) },
    },
    deviceTokens: [],
  };
  const nodePath = join(folder, "node.json");
  writeFileSync(nodePath, JSON.stringify(node), { mode: 0o600 });
  return { folder, nodePath, node, regime, permitted: subjects.slice(0, permits), revoked: subjects.slice(permits) };
};
