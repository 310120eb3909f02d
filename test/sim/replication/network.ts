import type { Link } from "@beket/replication";
import type { Timeline } from "./timeline.ts";

export const counterNames = [
  "lost",
  "duplicated",
  "reordered",
  "forged",
  "cuts",
  "crashes",
  "crashesAfterCommit",
  "centralCrashes",
  "restores",
  "clones",
  "retries",
] as const;
export type Counters = Record<(typeof counterNames)[number], number>;
export const noCounters = (): Counters => ({
  lost: 0,
  duplicated: 0,
  reordered: 0,
  forged: 0,
  cuts: 0,
  crashes: 0,
  crashesAfterCommit: 0,
  centralCrashes: 0,
  restores: 0,
  clones: 0,
  retries: 0,
});

export type Faults = { readonly loss: number; readonly duplicate: number; readonly delayMaxMs: number; readonly forge: number };

type Dice = { readonly next: () => number; readonly int: (below: number) => number };
type Peer = { readonly topics: Set<string>; readonly deliver: (topic: string, bytes: Uint8Array) => void };

/**
 * A broker that takes everything at once (its PUBACK resolves `publish`) and then loses, repeats and reorders what it took.
 * It also keeps what passed and plays it again, bent or whole, to whoever listens.
 */
export function createNetwork(timeline: Timeline, dice: Dice, counters: Counters) {
  let faults: Faults = { loss: 0, duplicate: 0, delayMaxMs: 5, forge: 0 };
  const peers = new Set<Peer>();
  const seen: { readonly topic: string; readonly bytes: Uint8Array }[] = [];
  let toCentral: (topic: string, bytes: Uint8Array) => void = () => undefined;
  let lastDue = 0;

  const deliverLater = (topic: string, bytes: Uint8Array): void => {
    const delay = 1 + dice.int(Math.ceil(faults.delayMaxMs));
    if (timeline.now() + delay < lastDue) counters.reordered += 1;
    lastDue = Math.max(lastDue, timeline.now() + delay);
    timeline.schedule(delay, () => {
      if (topic.startsWith("beket/1/up/")) toCentral(topic, bytes);
      for (const peer of peers) if (peer.topics.has(topic)) peer.deliver(topic, bytes);
    });
  };
  const carry = (topic: string, bytes: Uint8Array): void => {
    if (seen.length < 400) seen.push({ topic, bytes });
    else seen[dice.int(400)] = { topic, bytes };
    if (dice.next() < faults.loss) {
      counters.lost += 1;
      return;
    }
    deliverLater(topic, bytes);
    if (dice.next() < faults.duplicate) {
      counters.duplicated += 1;
      deliverLater(topic, bytes);
    }
    if (dice.next() < faults.forge) forge(topic);
  };
  const forge = (topic: string): void => {
    const old = seen[dice.int(seen.length)];
    if (old === undefined) return;
    counters.forged += 1;
    const bytes = old.bytes.slice();
    if (dice.next() < 0.5) bytes[dice.int(bytes.length)] = dice.int(256);
    deliverLater(dice.next() < 0.5 ? topic : old.topic, bytes);
  };

  /** One source's connection. It comes back by itself some time after it dropped. */
  const connect = () => {
    const handlers = new Set<(topic: string, bytes: Uint8Array) => void>();
    const watchers = new Set<(up: boolean) => void>();
    const peer: Peer = { topics: new Set(), deliver: (topic, bytes) => handlers.forEach((handle) => handle(topic, bytes)) };
    let isUp = true;
    let isClosed = false;
    peers.add(peer);
    const come = (): void => {
      if (isUp || isClosed) return;
      isUp = true;
      peers.add(peer);
      for (const watch of watchers) watch(true);
    };
    const drop = (forMs: number): void => {
      if (!isUp || isClosed) return;
      counters.cuts += 1;
      isUp = false;
      peer.topics.clear();
      peers.delete(peer);
      for (const watch of watchers) watch(false);
      timeline.schedule(forMs, come);
    };
    const link: Link = {
      publish: (topic, bytes) => {
        if (!isUp) return Promise.reject(new Error("link is down"));
        carry(topic, bytes);
        return Promise.resolve();
      },
      subscribe: (topic) => {
        if (!isUp) return Promise.reject(new Error("link is down"));
        peer.topics.add(topic);
        return Promise.resolve();
      },
      onMessage: (handler) => {
        handlers.add(handler);
        return () => handlers.delete(handler);
      },
      onState: (handler) => {
        watchers.add(handler);
        handler(isUp);
        return () => watchers.delete(handler);
      },
      reconnect: () => drop(1_000),
    };
    const close = (): void => {
      isClosed = true;
      isUp = false;
      handlers.clear();
      watchers.clear();
      peers.delete(peer);
    };
    return { link, drop, close };
  };

  return {
    connect,
    fromCentral: carry,
    onCentral: (handler: typeof toCentral): void => {
      toCentral = handler;
    },
    setFaults: (next: Faults): void => {
      faults = next;
    },
  };
}
export type Network = ReturnType<typeof createNetwork>;
