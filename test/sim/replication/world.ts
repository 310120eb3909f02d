import { createNodeCrypto } from "@beket/node-kit";
import { checkChain, createEventOpener, createIngest, createKeyRing, createUplink, formatUuid, signKeySet } from "@beket/replication";
import type { JournalRow } from "@beket/replication";
import { bytesFrom, deflateCodec, keyOf, seeded, seeds } from "../../unit/replication/support/world.ts";
import { createBackedUpStore, createDisk } from "./disk.ts";
import { createNaiveUplink, mutateStore } from "./mutants.ts";
import { createNetwork, noCounters } from "./network.ts";
import { createSource } from "./source.ts";
import type { SavedEvent, SimDeps, SimSource } from "./source.ts";
import { createNodeClock, createTimeline } from "./timeline.ts";

export type SimOptions = {
  readonly seed: number;
  readonly sources: number;
  /** More than 1: a disk that answers before it has synced. */
  readonly syncEvery?: number;
  /** A wrong central, by what it does to its store. */
  readonly central?: "acks-before-commit" | "max-seq-cursor";
  /** The transport's acknowledgement taken for delivery. */
  readonly uplink?: "naive";
};

/** Posts, a broker and central, all from one seed. */
export function createSimWorld(options: SimOptions) {
  const dice = seeded(options.seed);
  const timeline = createTimeline();
  const counters = noCounters();
  const network = createNetwork(timeline, dice, counters);
  const crypto = createNodeCrypto();
  const names = Array.from({ length: options.sources }, (_, index) => `post-${index}`);
  const seedOf = (name: string): Uint8Array => bytesFrom(name.length + Number(name.slice(5)) * 17, 32);
  const keys = createKeyRing({ crypto, codec: deflateCodec, rootPublicKey: crypto.ed25519.publicKey(seeds.root) });
  const set = {
    version: 1,
    issuedAt: 0,
    keys: [keyOf(seeds.ack, "ack"), ...names.map((name) => keyOf(seedOf(name), "source", { source: name }))],
    revoked: [],
  };
  keys.accept(signKeySet({ crypto, codec: deflateCodec, rootSeed: seeds.root }, set));

  const central = createBackedUpStore();
  const centralClock = createNodeClock(timeline, "00000000000000c0", 0, 0);
  let isCentralUp = true;
  /** Central commits and dies before it answers this many more times. */
  let diesAfterCommit = 0;
  const refused = new Map<string, number>();
  const ingest = createIngest({
    store: mutateStore(central.port, options.central, (run) => void timeline.schedule(1_500, () => (isCentralUp ? run() : undefined))),
    crypto,
    codec: deflateCodec,
    keys,
    ackSigningSeed: seeds.ack,
    clock: centralClock,
  });
  network.onCentral((_topic, bytes) => {
    if (!isCentralUp) return;
    const received = ingest.receive(bytes);
    if (!received.ok) {
      refused.set(received.error.code, (refused.get(received.error.code) ?? 0) + 1);
      return;
    }
    if (received.value.kind === "request") return;
    if (diesAfterCommit > 0) {
      diesAfterCommit -= 1;
      stopCentral(2_000);
      return;
    }
    network.fromCentral(received.value.replyTopic, received.value.reply);
  });
  const stopCentral = (forMs: number): void => {
    counters.centralCrashes += 1;
    isCentralUp = false;
    timeline.schedule(forMs, () => {
      isCentralUp = true;
    });
  };

  const deps: SimDeps = {
    timeline,
    network,
    counters,
    crypto,
    codec: deflateCodec,
    random: dice.random,
    keys,
    eventPublicKey: crypto.x25519.publicKey(seeds.event),
    createUplink: options.uplink === "naive" ? createNaiveUplink : createUplink,
  };
  const syncEvery = options.syncEvery ?? 1;
  const disks = names.map((name) => [name, createDisk(syncEvery)] as const);
  const sources: SimSource[] = disks.map(([name, disk]) => createSource(deps, name, seedOf(name), disk));

  return {
    timeline,
    dice,
    counters,
    network,
    central,
    deps,
    sources,
    disks,
    seedOf,
    refused,
    stopCentral,
    dieAfterCommit: (): void => {
      diesAfterCommit += 1;
    },
    restoreCentral: (): void => {
      counters.restores += 1;
      central.restore();
      stopCentral(8_000);
    },
    /** The same disk in a second machine: both go on as the same source, each in an epoch of its own. */
    clone: (original: SimSource): void => {
      counters.clones += 1;
      const twin = createSource(
        deps,
        original.source,
        seedOf(original.source),
        createDisk(syncEvery, original.copyDisk()),
        `${original.source}-twin${sources.length}`,
      );
      sources.push(twin);
      twin.start();
    },
  };
}
export type SimWorld = ReturnType<typeof createSimWorld>;

/** Ends the faults, lets everything run, and goes on until all is quiet. */
export async function quiesce(world: SimWorld, limitMs = 30 * 60_000): Promise<void> {
  world.network.setFaults({ loss: 0, duplicate: 0, delayMaxMs: 20, forge: 0 });
  // Longer than the pause after which a quiet uplink greets again; a death that was still in waiting is followed by a start.
  for (let minute = 0; minute < 6; minute++) {
    for (const source of world.sources) source.start();
    await world.timeline.runUntil(world.timeline.now() + 60_000);
  }
  await world.timeline.runUntil(world.timeline.now() + limitMs, () => world.sources.every((source) => source.isQuiet()));
}

export type Verdict = {
  readonly saved: number;
  readonly missing: readonly string[];
  readonly doubled: readonly string[];
  readonly wrongBody: readonly string[];
  readonly outOfOrder: number;
  readonly brokenChains: number;
  readonly gaps: number;
  readonly setAside: number;
};

/** The model is short: what was confirmed is at central once, opens to what was written, and stands in its place in the chain. */
export function judge(world: SimWorld): Verdict {
  const opener = createEventOpener({ crypto: world.deps.crypto, codec: world.deps.codec, eventSecretKey: seeds.event });
  const found = { missing: [] as string[], doubled: [] as string[], wrongBody: [] as string[] };
  let brokenChains = 0;
  let gaps = 0;
  let outOfOrder = 0;
  let setAside = 0;
  for (const name of new Set(world.sources.map((source) => source.source))) {
    const rows = world.central.rowsOf(name);
    setAside += world.central.poisonedOf(name).length;
    const epochs = new Map(
      world.sources.filter((source) => source.source === name).flatMap((source) => source.epochs().map((epoch) => [epoch.epoch, epoch])),
    );
    const byEpoch = Map.groupBy(rows, (row) => row.epoch);
    for (const [id, epochRows] of byEpoch) {
      const opened = epochs.get(id);
      if (opened === undefined) continue;
      gaps += epochRows.filter((row, index) => row.seq !== index + 1).length;
      if (checkChain(world.deps.crypto, opened.previousHash, epochRows) !== null) brokenChains += 1;
    }
    const byId = Map.groupBy(rows, (row) => formatUuid(row.id));
    const saved = world.sources.filter((source) => source.source === name).flatMap((source) => source.saved());
    for (const event of saved) {
      const copies = byId.get(event.id) ?? [];
      if (copies.length === 0) found.missing.push(event.id);
      if (copies.length > 1) found.doubled.push(event.id);
      for (const row of copies) if (!isAsSaved(event, row, epochs.get(row.epoch)?.sealedKey, opener, name)) found.wrongBody.push(event.id);
    }
    outOfOrder += countOutOfOrder(
      rows.flatMap((row) => {
        const body = opener.open({ source: name, sealedKey: epochs.get(row.epoch)?.sealedKey ?? new Uint8Array(0), row });
        return body.ok ? [{ epoch: row.epoch, body: Buffer.from(body.value).toString() }] : [];
      }),
    );
  }
  const saved = world.sources.reduce((sum, source) => sum + source.saved().length, 0);
  return { ...found, saved, outOfOrder, brokenChains, gaps, setAside };
}

function isAsSaved(
  event: SavedEvent,
  row: JournalRow,
  sealedKey: Uint8Array | undefined,
  opener: ReturnType<typeof createEventOpener>,
  source: string,
): boolean {
  if (sealedKey === undefined || row.seq !== event.seq || row.epoch !== event.epoch) return false;
  const body = opener.open({ source, sealedKey, row });
  return body.ok && Buffer.from(body.value).toString() === event.body;
}

/** Within one epoch each writer's events stand in the order in which they were written. */
function countOutOfOrder(rows: readonly { readonly epoch: string; readonly body: string }[]): number {
  const last = new Map<string, number>();
  let count = 0;
  for (const row of rows) {
    const [, from, number] = /^\{"from":"(.+)","n":(\d+)\}$/.exec(row.body) ?? [];
    const writer = `${row.epoch} ${from}`;
    const n = Number(number);
    if (n <= (last.get(writer) ?? 0)) count += 1;
    last.set(writer, n);
  }
  return count;
}
