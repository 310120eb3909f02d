import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { ClockPort, RandomPort } from "@beket/replication";

const bootIdPath = "/proc/sys/kernel/random/boot_id";
const uptimePath = "/proc/uptime";
const checkEveryMs = 1_000;
/** /proc/uptime counts in 10 ms; a smaller step is not a suspend. */
const stepMinMs = 50;

/**
 * The machine's clocks. `monotonic` counts from the boot and goes on through a suspend (a laptop's lid must not make old data look
 * young). Bun's hrtime starts with the process and stands still in a suspend, so the uptime is read again each second; two processes of
 * one boot agree within 60 ms. The boot id is hashed, because the raw one identifies the machine.
 */
export function systemClock(): ClockPort {
  return { now: Date.now, monotonic: createMonotonic(() => Number(process.hrtime.bigint()) / 1e6, readUptimeMs), bootId: readBootId() };
}

/** `ticking` is fine but may start late and stand still; `uptimeMs` is true but coarse, and null where the system has none. Never goes back. */
export function createMonotonic(ticking: () => number, uptimeMs: () => number | null): () => number {
  let offsetMs = 0;
  let checkedAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = ticking();
    if (now - checkedAt >= checkEveryMs) {
      checkedAt = now;
      const uptime = uptimeMs();
      const behind = uptime === null ? 0 : uptime - (now + offsetMs);
      if (behind > stepMinMs) offsetMs += behind;
    }
    return now + offsetMs;
  };
}

function readUptimeMs(): number | null {
  if (!existsSync(uptimePath)) return null;
  const seconds = Number.parseFloat(readFileSync(uptimePath, "utf8"));
  return Number.isFinite(seconds) ? seconds * 1_000 : null;
}

function readBootId(): string {
  const source = existsSync(bootIdPath) ? readFileSync(bootIdPath) : randomBytes(16);
  return createHash("sha256").update("beket boot id").update(source).digest("hex").slice(0, 16);
}

/** The operating system's generator. */
export const systemRandom: RandomPort = (bytes) => new Uint8Array(randomBytes(bytes));
