import { assert } from "@beket/domain";
import { logId } from "@beket/node-kit";
import { createCentralTime, createJournal, createKeyRing, createReplica, createUplink, type ReplicaStore } from "@beket/replication";
import type { EdgeDeps, EdgeStores } from "../deps.ts";
import { createSiteRegistry } from "../features/crews/site-registry.ts";
import { createPostRegistry } from "../features/registry/post-registry.ts";
import { createSubscriptions } from "../features/registry/subscriptions.ts";

/** What moves between this post and central: time, journal and uplink, the replicas and their subscriptions. */
export function createPostData(deps: EdgeDeps) {
  const { node, clock, random, crypto, codec, schedule, stores, link, log } = deps;
  const seed = Uint8Array.fromHex(node.signingSeed);
  const ring = createKeyRing({ crypto, codec, rootPublicKey: Uint8Array.fromHex(node.rootPublicKey) });
  const accepted = ring.accept(Uint8Array.fromBase64(node.keySet));
  assert(accepted.ok, "the key set of the node file was verified when the file was read");
  const time = createCentralTime({ clock, ...keptTime(stores) });
  const now = (): number => Math.round(time.corrected());

  const journal = createJournal({
    store: stores.journal,
    crypto,
    clock: { ...clock, now },
    random,
    codec,
    source: node.source,
    eventPublicKey: Uint8Array.fromHex(node.eventPublicKey),
    defer: deps.defer,
    onSaved: (newest) => uplink.appended(newest),
  });
  const uplink = createUplink({
    store: stores.journal,
    crypto,
    clock,
    random,
    codec,
    source: node.source,
    shard: node.shard,
    signingSeed: seed,
    keys: ring,
    link,
    schedule,
    time,
    onAlarm: ({ code }) => log.warn("uplink-alarm", { code }),
  });
  const scopes = node.scopes;
  const replicaOf = (scope: { readonly scope: string; readonly key: string }, store: ReplicaStore) =>
    createReplica({ scope: scope.scope, key: Uint8Array.fromHex(scope.key), store, crypto, codec, keys: ring, clock: { now } });
  const replicas = {
    ledger: replicaOf(scopes.ledger, stores.ledger),
    common: replicaOf(scopes.common, stores.common),
    other: scopes.other === undefined || stores.other === null ? null : replicaOf(scopes.other, stores.other),
  };
  const registry = createPostRegistry(replicas, codec);
  const sitesReplica = scopes.sites === undefined || stores.sites === null ? null : replicaOf(scopes.sites, stores.sites);
  const sites = sitesReplica === null ? null : createSiteRegistry(sitesReplica, codec);
  const siteListeners: (() => void)[] = [];
  const subscriptions = createSubscriptions({
    replicas: [replicas.common, replicas.ledger, replicas.other, sitesReplica].filter((replica) => replica !== null),
    link,
    time,
    crypto,
    codec,
    schedule,
    now,
    source: node.source,
    shard: node.shard,
    signingSeed: seed,
    onChange: (scope) => {
      if (scope === scopes.common.scope) registry.changed();
      if (scope === sitesReplica?.scope) for (const listener of siteListeners) listener();
    },
    // A live batch that overtakes a catch-up is refused as gapped and asked for again: nothing is wrong.
    onAlarm: ({ code, scope }) =>
      (code === "gapped" ? log.debug : log.warn)("registry-alarm", { reason: logId(code), scope: logId(scope) }),
  });
  const onSites = (listener: () => void): void => void siteListeners.push(listener);
  return { now, time, journal, uplink, registry, sites, onSites, subscriptions, ring };
}
export type PostData = ReturnType<typeof createPostData>;

/** What an earlier run learnt of the time; the newest signed head in a replica counts too. */
function keptTime(stores: EdgeStores): { readonly floor?: number; readonly offsetMs?: number } {
  const offsetMs = stores.work.settings.get("time-offset");
  const floor = Math.max(
    stores.work.settings.get("time-floor") ?? 0,
    ...[stores.ledger, stores.common].map((store) => store.position().highestTime),
  );
  return { ...(floor > 0 ? { floor } : {}), ...(offsetMs === null ? {} : { offsetMs }) };
}
