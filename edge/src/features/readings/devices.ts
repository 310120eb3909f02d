import type { DeviceState, DeviceStates } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import { fault, type EdgeFault } from "../faults.ts";
import type { Now } from "../ports.ts";

/** The bridge reports every half minute or so; three missed reports are silence. */
const silentMs = 90_000;

type Device = { readonly device: string; readonly lane: string };

/** What the post knows of its devices. Silence shows as degraded, whatever was said last. */
export function createDevices(deps: { readonly devices: readonly Device[]; readonly now: Now }) {
  const told = new Map<string, { readonly state: DeviceState; readonly at: number }>();
  return {
    /** Keeps the states of the device that the token is of. */
    tell: (from: Device, states: DeviceStates): Result<null, EdgeFault> => {
      if (states.devices.some(({ device, lane }) => device !== from.device || lane !== from.lane)) return err(fault("wrong-device"));
      for (const state of states.devices) told.set(state.device, { state, at: deps.now() });
      return ok(null);
    },
    heard: ({ device, lane }: Device): void => {
      const at = deps.now();
      const running = told.get(device)?.state.running ?? true;
      told.set(device, { state: { device, lane, running, link: "up", lastHeardAt: at }, at });
    },
    states: (): DeviceState[] =>
      deps.devices.map(({ device, lane }) => {
        const known = told.get(device);
        if (known === undefined) return { device, lane, running: false, link: "unknown", lastHeardAt: null };
        if (deps.now() - known.at <= silentMs) return known.state;
        return { ...known.state, link: "silent" };
      }),
  };
}
export type Devices = ReturnType<typeof createDevices>;
