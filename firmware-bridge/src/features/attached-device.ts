import type { DeviceState, ReadingRequest } from "@beket/api";
import { ok, type Result } from "@beket/domain";
import type { DeviceEntry } from "../devices-file.ts";
import { createDriver } from "../drivers/catalogue.ts";
import type { Driver, DriverEvent, DriverFault, DriverPorts, Observation, SerialLinks } from "../drivers/driver.ts";
import type { EdgeClient } from "./edge-client.ts";

export type AttachedDevice = { readonly entry: DeviceEntry; readonly driver: Driver; readonly state: () => DeviceState };
export type AttachPorts = {
  readonly now: () => number;
  readonly sha256Hex: (bytes: Uint8Array) => string;
  readonly edge: EdgeClient;
  readonly after: DriverPorts["after"];
  readonly serial: SerialLinks;
  readonly report: (device: string, event: DriverEvent) => void;
};

/**
 * The UUIDv7 that the same observation of the same device always gets, so a resend after a lost answer is one event: its time is
 * the observation's own, the rest a digest of the device and its key.
 */
const observationId = (
  device: string,
  observation: Pick<Observation, "deviceKey" | "occurredAt">,
  sha256Hex: (bytes: Uint8Array) => string,
): string => {
  const time = observation.occurredAt.toString(16).padStart(12, "0").slice(-12);
  const hex = sha256Hex(new TextEncoder().encode(`${device}\0${observation.deviceKey}`));
  const variant = "89ab"[Number.parseInt(hex.slice(3, 4), 16) % 4] ?? "8";
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`;
};

/** Puts a driver behind a configured device and connects its observations to the edge. */
export const attachDevice = (entry: DeviceEntry, ports: AttachPorts): Result<AttachedDevice, DriverFault> => {
  const made = createDriver(entry.driver, entry.config, {
    now: ports.now,
    sha256Hex: ports.sha256Hex,
    after: ports.after,
    serial: ports.serial,
    report: (event) => ports.report(entry.device, event),
    emit: (observation) => {
      const reading: ReadingRequest = {
        id: observationId(entry.device, observation, ports.sha256Hex),
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
