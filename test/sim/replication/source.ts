import { createJournal, formatUuid, uuidv7 } from "@beket/replication";
import type { CodecPort, CryptoPort, Journal, KeyRing, RandomPort, Uplink, UplinkDeps } from "@beket/replication";
import type { CrashingDisk } from "./disk.ts";
import type { Counters, Network } from "./network.ts";
import { createNodeClock } from "./timeline.ts";
import type { Timeline } from "./timeline.ts";

export type SimDeps = {
  readonly timeline: Timeline;
  readonly network: Network;
  readonly counters: Counters;
  readonly crypto: CryptoPort;
  readonly codec: CodecPort;
  readonly random: RandomPort;
  readonly keys: KeyRing;
  readonly eventPublicKey: Uint8Array;
  readonly createUplink: (deps: UplinkDeps) => Uplink;
};
type Pending = { readonly id: Uint8Array; readonly body: Uint8Array };

/** What the writer was told is saved, in the order it was told: the model that central must equal. */
export type SavedEvent = { readonly id: string; readonly body: string; readonly epoch: string; readonly seq: number };

/** A post: a process with a journal and an uplink on a disk, and a writer who repeats what was not confirmed. */
export function createSource(deps: SimDeps, source: string, signingSeed: Uint8Array, disk: CrashingDisk, label = source) {
  const clock = createNodeClock(deps.timeline, "00000000000000b1", (source.length * 7_919) % 3_600_000, 40);
  const saved: SavedEvent[] = [];
  const waiting = new Map<string, Pending>();
  let made = 0;
  let life = 0;
  let running: { readonly journal: Journal; readonly uplink: Uplink; readonly close: () => void } | null = null;
  const alarms = new Map<string, number>();

  const submit = (pending: Pending): void => {
    const journal = running?.journal;
    const born = life;
    if (journal === undefined) return;
    void journal.append(pending).then((outcome) => {
      // The process died in between: its caller never hears of it, and asks again.
      if (born !== life || !outcome.ok) return;
      const id = formatUuid(pending.id);
      if (!waiting.delete(id)) return;
      if (outcome.value.duplicate) deps.counters.retries += 1;
      saved.push({ id, body: Buffer.from(pending.body).toString(), epoch: outcome.value.epoch, seq: outcome.value.seq });
    });
  };

  const start = (): void => {
    if (running !== null) return;
    life += 1;
    const born = life;
    const store = disk.open();
    const ifAlive = (run: () => void) => () => (born === life ? run() : undefined);
    const { link, drop, close } = deps.network.connect();
    const uplink = deps.createUplink({
      ...deps,
      store,
      clock,
      source,
      shard: "s0",
      signingSeed,
      link,
      schedule: (delayMs, run) => deps.timeline.schedule(delayMs, ifAlive(run)),
      onAlarm: ({ code }) => alarms.set(code, (alarms.get(code) ?? 0) + 1),
    });
    const defer = (run: () => void): void => void deps.timeline.schedule(0, ifAlive(run));
    const journal = createJournal({ ...deps, store, clock, source, defer, onSaved: uplink.appended });
    running = { journal, uplink, close };
    dropLink = drop;
    uplink.start();
    for (const pending of waiting.values()) submit(pending);
  };
  let dropLink: (forMs: number) => void = () => undefined;

  const crash = (): void => {
    if (running === null) return;
    deps.counters.crashes += 1;
    life += 1;
    running.close();
    running = null;
    disk.crash();
  };

  return {
    source,
    start,
    crash,
    /** Dies between the commit of the next group and its answer. */
    crashAfterCommit: (): void =>
      disk.onNextAppend(() => {
        deps.counters.crashesAfterCommit += 1;
        life += 1;
        deps.timeline.schedule(0, () => {
          running?.close();
          running = null;
          disk.crash();
        });
      }),
    record: (): void => {
      made += 1;
      const body = new Uint8Array(Buffer.from(JSON.stringify({ from: label, n: made })));
      const pending = { id: uuidv7(clock, deps.random), body };
      waiting.set(formatUuid(pending.id), pending);
      submit(pending);
    },
    cut: (forMs: number): void => dropLink(forMs),
    jumpClock: (ms: number): void => clock.jump(ms),
    isRunning: (): boolean => running !== null,
    isQuiet: (): boolean => {
      const status = running?.uplink.status();
      return status !== undefined && status.phase === "live" && status.inFlight === 0 && status.waiting === 0 && waiting.size === 0;
    },
    saved: (): readonly SavedEvent[] => saved,
    epochs: disk.epochs,
    copyDisk: disk.copy,
    alarms: (): ReadonlyMap<string, number> => alarms,
    status: () => running?.uplink.status() ?? null,
  };
}
export type SimSource = ReturnType<typeof createSource>;
