import type { Health } from "@beket/api";

export type HealthDeps = {
  readonly version: string;
  /** The registry and both ledgers can be asked. */
  readonly storesUp: () => boolean;
  readonly linkUp: () => boolean;
  readonly hasRegime: () => boolean;
  readonly intake: () => { readonly queuedBytes: number; readonly dropped: number; readonly refused: number };
  readonly waiting: () => number;
  /** Hosts of certification authorities that failed again and again. */
  readonly circuitsOpen: () => number;
  readonly stampsWanted: () => number;
  readonly present: () => number;
  readonly lastHeadAt: () => number | null;
  /** Events that are stored but not yet counted. */
  readonly behind: () => number;
  readonly now: () => number;
};
/** Posts count the age of their data from heads: without one for so long, something is wrong here. */
const headAgeMaxMs = 150_000;
/** Half of what may wait: sources are being slowed down. */
const queueBytesHigh = 16 * 1024 * 1024;

/** More than so many stored events that are not counted yet: the centre's figures are old, as after a rebuild. */
const behindHigh = 10_000;

/** Counts and ages only. Without rules central decides nothing: failing; without the link the portal still works: degraded. */
export function createHealth(deps: HealthDeps): () => Health {
  return () => {
    const storesUp = deps.storesUp();
    const { queuedBytes, refused } = deps.intake();
    const behind = deps.behind();
    const circuitsOpen = deps.circuitsOpen();
    const headAt = deps.lastHeadAt();
    const headAgeMs = headAt === null ? null : deps.now() - headAt;
    const isHeadFresh = headAgeMs !== null && headAgeMs <= headAgeMaxMs;
    const checks: Health["checks"] = [
      { name: "stores", status: storesUp ? "ok" : "failing" },
      { name: "regime", status: deps.hasRegime() ? "ok" : "failing" },
      { name: "link", status: deps.linkUp() ? "ok" : "degraded" },
      { name: "head-age", status: isHeadFresh ? "ok" : "degraded", ...(headAgeMs === null ? {} : { value: headAgeMs, unit: "ms" }) },
      { name: "ingest-queue", status: queuedBytes < queueBytesHigh ? "ok" : "degraded", value: queuedBytes, unit: "bytes" },
      { name: "events-behind", status: behind <= behindHigh ? "ok" : "degraded", value: behind },
      { name: "frames-refused", status: "ok", value: refused },
      { name: "evidence-services-failing", status: circuitsOpen === 0 ? "ok" : "degraded", value: circuitsOpen },
      { name: "nodes-present", status: "ok", value: deps.present() },
      ...(storesUp ? counted(deps) : []),
    ];
    const has = (status: Health["status"]) => checks.some((check) => check.status === status);
    return { program: "central", version: deps.version, status: has("failing") ? "failing" : has("degraded") ? "degraded" : "ok", checks };
  };
}

const counted = (deps: HealthDeps): Health["checks"] => [
  { name: "submissions-waiting", status: "ok", value: deps.waiting() },
  { name: "timestamps-wanted", status: "ok", value: deps.stampsWanted() },
];
