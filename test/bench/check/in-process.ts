import { Database } from "bun:sqlite";
import { join } from "node:path";
import { neighbours, type Stop } from "@beket/domain";
import { createNodeCodec, createNodeCrypto, openReplicaStore, systemClock } from "@beket/node-kit";
import { createKeyRing, createReplica } from "@beket/replication";
import { decideStop } from "../../../edge/src/features/checks/decide-stop.ts";
import { createPostRegistry } from "../../../edge/src/features/registry/post-registry.ts";
import { figure, median, percentile, type Figure } from "../figures.ts";
import type { BenchPost } from "./post.ts";
import { mixedStops } from "./stops.ts";

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

/** The whole decision of the edge, without HTTP and journal. */
export const openDecision = (post: BenchPost) => {
  const crypto = createNodeCrypto();
  const codec = createNodeCodec();
  const clock = systemClock();
  const keys = createKeyRing({ crypto, codec, rootPublicKey: bytes(post.node.rootPublicKey) });
  keys.accept(Uint8Array.from(Buffer.from(post.node.keySet, "base64")));
  const open = ({ scope, key }: { readonly scope: string; readonly key: string }) => {
    const store = openReplicaStore(join(post.folder, "data", `replica-${scope}.db`));
    return { replica: createReplica({ scope, key: bytes(key), store, crypto, codec, keys, clock }), close: store.close };
  };
  const ledger = open(post.node.scopes.ledger);
  const common = open(post.node.scopes.common);
  const registry = createPostRegistry({ ledger: ledger.replica, common: common.replica, other: null }, codec);
  const context = { post: post.node.post, ledger: post.node.ledger, areas: [] };
  return {
    decide: (stop: Stop) => {
      const view = registry.view("ledger");
      if (view === null) throw new Error("a post without its ledger");
      return decideStop(view, { stop, confirmed: [], post: context, regime: post.regime, correctedTime: clock.now() });
    },
    close: () => {
      ledger.close();
      common.close();
    },
  };
};

/** The floor: as many keyed look-ups on the same files, with no record opened and nothing decided. */
const openFloor = (post: BenchPost) => {
  const crypto = createNodeCrypto();
  const open = ({ scope, key }: { readonly scope: string; readonly key: string }) => {
    const database = new Database(join(post.folder, "data", `replica-${scope}.db`), { readonly: true });
    database.run("PRAGMA mmap_size = 1073741824");
    const mac = crypto.hmacSha256(bytes(key));
    const statement = database.query<{ number: number }, [bigint]>("SELECT number FROM row WHERE key = ?");
    return {
      find: (kind: Uint8Array, value: string): unknown => {
        const digest = mac(kind, zero, encoder.encode(value));
        return statement.get(new DataView(digest.buffer, digest.byteOffset).getBigInt64(0));
      },
      close: () => database.close(),
    };
  };
  const ledger = open(post.node.scopes.ledger);
  const common = open(post.node.scopes.common);
  return {
    look: (kind: string, values: readonly string[]): void => {
      const scheme = encoder.encode(kind);
      for (const value of values) {
        ledger.find(scheme, value);
        common.find(scheme, value);
      }
    },
    close: () => {
      ledger.close();
      common.close();
    },
  };
};
const encoder = new TextEncoder();
const zero = new Uint8Array(1);

const timed = <T>(items: readonly T[], run: (item: T) => void): readonly number[] =>
  items.map((item) => {
    const from = performance.now();
    run(item);
    return (performance.now() - from) * 1_000;
  });

/** p99 of a decision at the given replica beside the floor, median of interleaved runs, in microseconds. */
export const benchInProcess = (post: BenchPost, runs: number, stopsPerRun: number): readonly Figure[] => {
  const decision = openDecision(post);
  const floor = openFloor(post);
  const ours: number[] = [];
  const floors: number[] = [];
  const middles: number[] = [];
  for (let run = -1; run < runs; run += 1) {
    const stops = mixedStops(post, stopsPerRun, 100 + run);
    // How many look-ups a stop needs is decided by its outcome: only absence asks for the neighbours.
    const lookups = stops.map((stop) => {
      const trace = decision.decide(stop);
      const key = stop.subjects[0]?.key;
      if (key === undefined) throw new Error("a stop without a subject");
      const absent = trace.decision.kind === "second-reading" || trace.decision.reasons.some((reason) => reason.code.startsWith("absent"));
      return { scheme: key.scheme, values: absent ? [key.value, ...neighbours(key)] : [key.value] };
    });
    const first = timed(stops, (stop) => void decision.decide(stop));
    const second = timed(lookups, ({ scheme, values }) => floor.look(scheme, values));
    if (run < 0) continue;
    ours.push(percentile(first, 0.99));
    middles.push(percentile(first, 0.5));
    floors.push(percentile(second, 0.99));
  }
  decision.close();
  floor.close();
  return [
    figure("check-in-process-p99", median(ours), "us", { name: "the same number of keyed bare look-ups, p99", value: median(floors) }),
    figure("check-in-process-p50", median(middles), "us"),
  ];
};
