import type { DeviceState, ReadingRequest } from "@beket/api";
import { ok, type Result } from "@beket/domain";
import type { DeviceEntry } from "../devices-file.ts";
import { createDriver } from "../drivers/catalogue.ts";
import type { Driver, DriverFault, DriverPorts } from "../drivers/driver.ts";
import type { EdgeClient } from "./edge-client.ts";

export type AttachedDevice = { readonly entry: DeviceEntry; readonly driver: Driver; readonly state: () => DeviceState };
export type AttachPorts = {
  readonly now: () => number;
  readonly sha256Hex: (bytes: Uint8Array) => string;
  readonly edge: EdgeClient;
  readonly report: (device: string, event: Parameters<DriverPorts["report"]>[0]) => void;
};

/** A UUID (version 8) that the same observation of the same device always gets, so a resend after a lost answer is one event. */
export const observationId = (device: string, deviceKey: string, sha256Hex: (bytes: Uint8Array) => string): string => {
  const hex = sha256Hex(new TextEncoder().encode(`${device}\0${deviceKey}`));
  const variant = "89ab"[Number.parseInt(hex.slice(16, 17), 16) % 4] ?? "8";
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Puts a driver behind a configured device and connects its observations to the edge. */
export const attachDevice = (entry: DeviceEntry, ports: AttachPorts): Result<AttachedDevice, DriverFault> => {
  const made = createDriver(entry.driver, entry.config, {
    now: ports.now,
    sha256Hex: ports.sha256Hex,
    report: (event) => ports.report(entry.device, event),
    emit: (observation) => {
      const reading: ReadingRequest = {
        id: observationId(entry.device, observation.deviceKey, ports.sha256Hex),
        device: entry.device,
        lane: entry.lane,
        ...observation,
      };
      return ports.edge.sendReading(entry.token, reading);
    },
  });
  if (!made.ok) return made;
  const driver = made.value;
  return ok({
    entry,
    driver,
    state: () => ({ device: entry.device, lane: entry.lane, ...driver.probe() }),
  });
};
