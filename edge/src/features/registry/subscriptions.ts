import {
  buildTopic,
  encodeRequest,
  parseTopic,
  type CentralTime,
  type CodecPort,
  type CryptoPort,
  type Link,
  type Replica,
  type SchedulePort,
} from "@beket/replication";
import type { Now } from "../ports.ts";

/** A request that brings nothing is repeated, ever more slowly, up to a minute. */
const retryMinMs = 3_000;
const retryMaxMs = 60_000;
/** A registry that drifts again at once is a fault that fetching does not mend. */
const mendEveryMs = 10 * 60_000;

export type RegistryAlarm = { readonly code: string; readonly scope: string };
export type SubscriptionDeps = {
  readonly replicas: readonly Replica[];
  readonly link: Link;
  readonly time: CentralTime;
  readonly crypto: CryptoPort;
  readonly codec: CodecPort;
  readonly schedule: SchedulePort;
  readonly now: Now;
  readonly source: string;
  readonly shard: string;
  readonly signingSeed: Uint8Array;
  readonly onChange: (scope: string) => void;
  readonly onAlarm: (alarm: RegistryAlarm) => void;
};

/** Keeps the replicas at central's version: heads tell that something is missing, a signed request brings it. */
export function createSubscriptions(deps: SubscriptionDeps) {
  const followers = deps.replicas.map((replica) => createFollower(deps, replica));
  const chunkTopic = buildTopic({ kind: "dn", source: deps.source, channel: "chunk" });
  let up = false;

  const onMessage = (topicText: string, bytes: Uint8Array): void => {
    const topic = parseTopic(topicText);
    if (topic === null) return;
    if (topic.kind === "reg") followers.find((follower) => follower.scope === topic.scope)?.take(topic.channel, bytes, up);
    // An answer to our own request names its scope only inside the frame.
    else if (topic.kind === "dn" && topic.channel === "chunk" && topic.source === deps.source)
      followers.some((follower) => follower.take("delta", bytes, up) !== "other-scope");
  };

  let removers: readonly (() => void)[] = [];
  return {
    start: (): void => {
      const topics = deps.replicas.flatMap(({ scope }) =>
        (["head", "delta", "lane"] as const).map((channel) => buildTopic({ kind: "reg", scope, channel })),
      );
      removers = [
        deps.link.onMessage(onMessage),
        deps.link.onState((state) => {
          up = state;
          for (const follower of followers) follower.linkChanged(state);
        }),
      ];
      for (const topic of [...topics, chunkTopic])
        deps.link.subscribe(topic).catch(() => deps.onAlarm({ code: "subscription-refused", scope: "" }));
    },
    stop: (): void => {
      for (const remove of removers) remove();
      for (const follower of followers) follower.stop();
    },
  };
}

/** A registry key may be bound to scopes, so a batch of another scope is refused by its key before its content is read. */
const isOtherScope = (code: string): boolean => code === "scope-wrong" || code === "key-scope";

function createFollower(deps: SubscriptionDeps, replica: Replica) {
  let cancel: (() => void) | null = null;
  let delayMs = retryMinMs;
  let mendedAt = Number.NEGATIVE_INFINITY;

  const stop = (): void => {
    cancel?.();
    cancel = null;
    delayMs = retryMinMs;
  };
  const wait = (ms: number): void => {
    cancel?.();
    cancel = deps.schedule(ms, ask);
  };
  const ask = (): void => {
    const from = replica.needsFrom();
    if (from === null) return stop();
    const bytes = encodeRequest(deps, { source: deps.source, scope: replica.scope, from, time: deps.now() });
    deps.link
      .publish(buildTopic({ kind: "up", shard: deps.shard, source: deps.source, channel: "req" }), bytes)
      .catch(() => deps.onAlarm({ code: "request-not-sent", scope: replica.scope }));
    wait(delayMs);
    delayMs = Math.min(delayMs * 2, retryMaxMs);
  };

  /** Rows that are not what central signed are fetched again, all of them, but only when central can be asked. */
  const mend = (up: boolean): void => {
    const { drifted, damagedRows } = replica.state();
    if (!up || (!drifted && damagedRows === 0) || Math.abs(deps.now() - mendedAt) < mendEveryMs) return;
    mendedAt = deps.now();
    deps.onAlarm({ code: "refetched", scope: replica.scope });
    replica.reset();
    deps.onChange(replica.scope);
    ask();
  };

  const take = (channel: "head" | "delta" | "lane", bytes: Uint8Array, up: boolean): string | null => {
    const before = replica.state();
    const taken =
      channel === "head" ? replica.applyHead(bytes) : channel === "delta" ? replica.applyDelta(bytes) : replica.applyLane(bytes);
    if (!taken.ok && isOtherScope(taken.error.code)) return "other-scope";
    // A live batch that overtakes the catch-up is every day's; the next request closes the gap.
    if (!taken.ok && taken.error.code !== "gapped") deps.onAlarm({ code: taken.error.code, scope: replica.scope });
    const after = replica.state();
    if (after.drifted && !before.drifted) deps.onAlarm({ code: "drifted", scope: replica.scope });
    mend(up);
    deps.time.observeSigned(after.highestTime);
    if (taken.ok && taken.value.kind === "applied" && (channel !== "head" || before.version !== after.version))
      deps.onChange(replica.scope);
    const from = replica.needsFrom();
    if (from === null) stop();
    else if (up && cancel === null) ask();
    // Central answers one question with as many batches as it takes; only a silence is worth another question.
    else if (taken.ok && taken.value.kind === "applied" && cancel !== null) wait(retryMinMs);
    return taken.ok ? null : taken.error.code;
  };
  /** A full disk may refuse the replica's rows, as the registry goes before the journal; they are asked for again. */
  const takeOrAskAgain = (channel: "head" | "delta" | "lane", bytes: Uint8Array, up: boolean): string | null => {
    try {
      return take(channel, bytes, up);
    } catch (thrown) {
      if (!(thrown instanceof Error)) throw thrown;
      deps.onAlarm({ code: "store-failed", scope: replica.scope });
      if (up && cancel === null) wait(retryMinMs);
      return "store-failed";
    }
  };

  return {
    scope: replica.scope,
    take: takeOrAskAgain,
    linkChanged: (up: boolean): void => {
      stop();
      if (up) ask();
    },
    stop,
  };
}
