import {
  decide,
  decodeRecord,
  encodeEvent,
  neighbours,
  type BeketEvent,
  type Candidate,
  type Decision,
  type DecisionTrace,
  type RowRef,
  type Stop,
  type SubjectKey,
} from "@beket/domain";
import { deferTick, systemRandom, systemSchedule } from "@beket/node-kit";
import {
  buildTopic,
  createJournal,
  createKeyRing,
  createReplica,
  createUplink,
  encodeRequest,
  parseTopic,
  uuidv7,
  type Replica,
} from "@beket/replication";
import { createMemoryJournalStore, createMemoryReplicaStore } from "@beket/replication/memory";
import { codec, crypto, eventSecret, regime, sourceSeed, type TestCentral } from "./support.ts";

const source = "rb-01";
const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

/** A post of a few lines: a journal with its uplink, two replicas, and decisions that are recorded before they are told. */
export function openPost(one: TestCentral) {
  const { clock, hub, keys } = one;
  const keyRing = createKeyRing({ crypto, codec, rootPublicKey: fromHex(keys.rootPublicKey) });
  keyRing.accept(Buffer.from(keys.keySet, "base64"));
  const link = hub.connect();
  const replicaOf = (scope: { readonly scope: string; readonly key: string }): Replica =>
    createReplica({ scope: scope.scope, key: fromHex(scope.key), store: createMemoryReplicaStore(), crypto, codec, keys: keyRing, clock });
  const ledger = replicaOf(keys.scopes.roadblock);
  const common = replicaOf(keys.scopes.common);
  const replicas = [ledger, common];
  const store = createMemoryJournalStore();
  const journal = createJournal({
    store,
    crypto,
    clock,
    random: systemRandom,
    codec,
    source,
    eventPublicKey: crypto.x25519.publicKey(eventSecret),
    defer: deferTick,
    onSaved: (newest) => uplink.appended(newest),
  });
  const uplink = createUplink({
    store,
    crypto,
    clock,
    random: systemRandom,
    codec,
    source,
    shard: "0",
    signingSeed: sourceSeed,
    keys: keyRing,
    link,
    schedule: systemSchedule,
  });
  const lane: string[] = [];
  const ask = (replica: Replica): void => {
    const from = replica.needsFrom();
    if (from === null) return;
    const bytes = encodeRequest({ crypto, codec, signingSeed: sourceSeed }, { source, scope: replica.scope, from, time: clock.now() });
    void link.publish(buildTopic({ kind: "up", shard: "0", source, channel: "req" }), bytes);
  };
  link.onMessage((text, bytes) => {
    const topic = parseTopic(text);
    for (const replica of replicas) {
      if (topic?.kind === "dn" && topic.channel === "chunk") replica.applyDelta(bytes);
      if (topic?.kind !== "reg" || topic.scope !== replica.scope) continue;
      if (topic.channel === "head") replica.applyHead(bytes);
      if (topic.channel === "delta") replica.applyDelta(bytes);
      if (topic.channel === "lane" && replica.applyLane(bytes).ok) lane.push(topic.scope);
      ask(replica);
    }
  });
  for (const { scope } of replicas)
    for (const channel of ["head", "delta", "lane"] as const) void link.subscribe(buildTopic({ kind: "reg", scope, channel }));
  void link.subscribe(buildTopic({ kind: "dn", source, channel: "chunk" }));
  uplink.start();

  const candidatesOf = (key: SubjectKey, overlay: RowRef[]): readonly Candidate[] =>
    replicas.flatMap((replica) =>
      replica.lookup(key.scheme, key.value).flatMap((found) => {
        const record = decodeRecord(found.record);
        const ref = { scope: replica.scope, row: String(found.row), version: found.version };
        if (found.overlay) overlay.push(ref);
        return record.ok ? [{ ref, record: record.value }] : [];
      }),
    );
  const stateOf = (replica: Replica) => {
    const { scope, version, complete, dataAsOf } = replica.state();
    return { scope, version, complete, dataAsOf };
  };
  const append = async (event: BeketEvent): Promise<void> => {
    const saved = await journal.append({ id: uuidv7(clock, systemRandom), body: encodeEvent(event) });
    if (!saved.ok) throw new Error(saved.error.code);
  };
  const envelope = () => ({ occurredAt: clock.now(), post: "rb-01", lane: "lane-1", officer: "rb-01-a", tablet: "tab-1", paper: null });
  const check = async (
    key: SubjectKey,
    options: { readonly confirmed?: boolean; readonly forge?: (trace: DecisionTrace) => DecisionTrace } = {},
  ): Promise<Decision> => {
    const overlay: RowRef[] = [];
    const stop: Stop = {
      post: "rb-01",
      lane: "lane-1",
      direction: "in",
      subjects: [{ role: key.scheme === "plate" ? "vehicle" : "driver", key, readBy: ["keypad"] }],
      claim: null,
    };
    const base = {
      stop,
      post: { post: "rb-01", ledger: "roadblock" as const, areas: [] },
      confirmed: options.confirmed === true ? [0] : [],
      replica: { ledger: stateOf(ledger), common: stateOf(common) },
      correctedTime: clock.now(),
    };
    const near = replicas.reduce((sum, replica) => sum + replica.hasNeighbour(key.scheme, neighbours(key)), 0);
    const decision = decide({ ...base, candidates: [{ exact: candidatesOf(key, overlay), nearMatches: near }], regime });
    const trace: DecisionTrace = { ...base, overlay, regimeVersion: regime.version, decision };
    await append({ kind: "lookup", ...envelope(), purpose: "post-check", trace: options.forge?.(trace) ?? trace });
    return decision;
  };
  return {
    check,
    append,
    envelope,
    ledger,
    common,
    lane,
    waiting: (): number => uplink.status().waiting,
    close: (): void => {
      uplink.stop();
      journal.close();
    },
  };
}
export type Post = ReturnType<typeof openPost>;

/** Lets timers and messages run until the condition holds; the test fails by itself when it never does. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; turns < 2_000 && !condition(); turns += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  if (!condition()) throw new Error("waited in vain");
}
