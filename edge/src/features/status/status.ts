import type { EdgeStatus, Health, PostInfo } from "@beket/api";
import type { CentralTime, Journal, Uplink } from "@beket/replication";
import { dataAge } from "../checks/data-age.ts";
import type { Now } from "../ports.ts";
import type { Devices } from "../readings/devices.ts";
import type { Recorder } from "../recording/recorder.ts";
import type { PostRegistry } from "../registry/post-registry.ts";

/** Below this the disk is said to be low; a full post writes some 20 MB a day. */
const diskLowBytes = 200 * 1024 * 1024;
type Check = Health["checks"][number];

export type StatusDeps = {
  readonly info: Omit<PostInfo, "regime" | "serverTime">;
  readonly version: string;
  readonly registry: PostRegistry;
  readonly recorder: Recorder;
  readonly journal: Journal;
  readonly uplink: Pick<Uplink, "status">;
  readonly time: CentralTime;
  readonly devices: Devices;
  readonly now: Now;
  /** null where the host cannot tell. */
  readonly diskFreeBytes: () => number | null;
};

/** What the post says of itself: counts, ages and codes only. */
export function createStatus(deps: StatusDeps) {
  const journalState = (): EdgeStatus["journal"] => {
    if (deps.recorder.state() !== "ok" || deps.journal.status().failed) return "full";
    const free = deps.diskFreeBytes();
    return free !== null && free < diskLowBytes ? "low" : "ok";
  };
  const status = (): EdgeStatus => {
    const at = deps.now();
    const journal = deps.journal.status();
    const time = deps.time.state();
    return {
      time: at,
      clockOffsetMs: time.basis === "wall-clock" ? null : time.offsetMs,
      central: deps.uplink.status().phase === "offline" || deps.uplink.status().phase === "greeting" ? "away" : "connected",
      unsentEvents: journal.unacked,
      oldestUnsentAgeMs: journal.oldestUnackedAt === null ? null : Math.max(0, at - journal.oldestUnackedAt),
      age: dataAge(deps.registry.states(), at),
      journal: journalState(),
      devices: deps.devices.states(),
    };
  };
  return {
    status,
    post: (): PostInfo => ({ ...deps.info, regime: deps.registry.regime(deps.now()), serverTime: deps.now() }),
    health: (): Health => {
      const now = status();
      const regime = deps.registry.regime(now.time);
      const ageMs = Math.max(now.age.ledgerAgeMs ?? Infinity, now.age.commonAgeMs ?? Infinity);
      const fresh = regime !== null && now.age.complete && ageMs <= regime.absenceMaxAgeMs;
      const journal = { ok: "ok", low: "degraded", full: "failing" } as const;
      const checks: Check[] = [
        { name: "journal", status: journal[now.journal] },
        { name: "rules", status: regime === null ? "failing" : "ok" },
        { name: "registry-age", status: fresh ? "ok" : "degraded", ...(Number.isFinite(ageMs) ? { value: ageMs, unit: "ms" } : {}) },
        { name: "central", status: now.central === "connected" ? "ok" : "degraded" },
        { name: "unsent", status: "ok", value: now.unsentEvents },
        {
          name: "clock",
          status: now.clockOffsetMs === null ? "degraded" : "ok",
          ...(now.clockOffsetMs === null ? {} : { value: now.clockOffsetMs, unit: "ms" }),
        },
        ...now.devices.map(({ device, running, link }): Check => ({
          name: `device-${device}`.slice(0, 40),
          status: running && link === "up" ? "ok" : "degraded",
        })),
      ];
      const worst = checks.some((check) => check.status === "failing")
        ? "failing"
        : checks.some((check) => check.status === "degraded")
          ? "degraded"
          : "ok";
      return { program: "edge", version: deps.version, status: worst, checks };
    },
  };
}
export type Status = ReturnType<typeof createStatus>;
