import type { Emit, EmitFault, Observation } from "../driver.ts";

export type UnsentPorts = {
  readonly emit: Emit;
  readonly after: (ms: number, work: () => void) => () => void;
  readonly onSent: (status: "recorded" | "duplicate") => void;
  readonly onFault: (fault: EmitFault["code"]) => void;
  /** An observation fell out because nobody took it for so long. */
  readonly onLost: () => void;
};
const retryMinMs = 500;
const retryMaxMs = 10_000;

/**
 * Observations of a device that has no acknowledgement of its own, in their order, until the edge's journal has them. A scanner has
 * beeped already, so nobody can be told to scan again: the newest belong to who stands there now, and past the limit the oldest
 * falls out, loudly.
 */
export function createUnsent(max: number, ports: UnsentPorts) {
  let waiting: readonly Observation[] = [];
  let failures = 0;
  let lost = 0;
  let stopped = false;
  let sending = false;
  let cancel: () => void = () => undefined;

  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    for (let first = waiting[0]; first !== undefined && !stopped; first = waiting[0]) {
      const answer = await ports.emit(first);
      if (!answer.ok) {
        ports.onFault(answer.error.code);
        if (answer.error.code === "edge-away") {
          later();
          break;
        }
      } else ports.onSent(answer.value);
      failures = 0;
      const done = first;
      waiting = waiting.filter((observation) => observation.deviceKey !== done.deviceKey);
    }
    sending = false;
  }
  function later(): void {
    // What waits is no longer happening now: its own time counts from here on.
    waiting = waiting.map((observation) => ({ ...observation, retransmission: true }));
    const ms = Math.min(retryMaxMs, retryMinMs * 2 ** failures);
    failures = Math.min(failures + 1, 10);
    cancel();
    cancel = ports.after(ms, () => void send());
  }

  return {
    put(observation: Observation): void {
      const isBehind = failures > 0;
      waiting = [...waiting, { ...observation, retransmission: isBehind }];
      if (waiting.length > max) {
        waiting = waiting.slice(1);
        lost += 1;
        ports.onLost();
      }
      if (!isBehind) void send();
    },
    waiting: (): number => waiting.length,
    lost: (): number => lost,
    /** What still waits is gone with the process; the count says so. */
    stop(): number {
      stopped = true;
      cancel();
      return waiting.length;
    },
  };
}
