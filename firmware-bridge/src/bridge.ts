import { err, ok, type Result } from "@beket/domain";
import type { DevicesFile } from "./devices-file.ts";
import { attachDevice, type AttachedDevice, type AttachPorts } from "./features/attached-device.ts";
import { createApp } from "./http/app.ts";

export type BridgeDeps = AttachPorts & {
  readonly devices: DevicesFile;
  readonly version: string;
  readonly equal: (left: string, right: string) => boolean;
  /** Calls `fn` every `ms` until the returned function is called. */
  readonly every: (ms: number, fn: () => void) => () => void;
};
export type Bridge = {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

const statesEveryMs = 10_000;

/** Wires the configured devices to the edge. Every faulty device is named, and none is started then. */
export const createBridge = (deps: BridgeDeps): Result<Bridge, readonly string[]> => {
  const attached: AttachedDevice[] = [];
  const faults: string[] = [];
  for (const entry of deps.devices.devices) {
    if (attached.some((other) => other.entry.device === entry.device)) {
      faults.push(`device ${entry.device}: listed twice`);
      continue;
    }
    const device = attachDevice(entry, deps);
    if (device.ok) attached.push(device.value);
    else faults.push(`device ${entry.device}: ${device.error.code} ${device.error.detail}`);
  }
  if (faults.length > 0) return err(faults);

  const app = createApp({ devices: attached, version: deps.version, equal: deps.equal });
  const sendStates = async (): Promise<void> => {
    for (const device of attached) await deps.edge.sendStates(device.entry.token, { devices: [device.state()] });
  };
  let stopTimer: () => void = () => undefined;
  let sending: Promise<void> = Promise.resolve();
  return ok({
    fetch: (request) => app.fetch(request),
    start: () => {
      for (const device of attached) device.driver.start();
      sending = sendStates();
      stopTimer = deps.every(statesEveryMs, () => {
        sending = sending.then(sendStates);
      });
    },
    stop: async () => {
      stopTimer();
      for (const device of attached) device.driver.stop();
      await sending;
    },
  });
};
