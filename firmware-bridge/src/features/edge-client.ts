import type { DeviceStates, ReadingRequest } from "@beket/api";
import type { Result } from "@beket/domain";
import type { EmitFault } from "../drivers/driver.ts";

/** The bridge's view of its edge node. */
export type EdgeClient = {
  readonly sendReading: (token: string, reading: ReadingRequest) => Promise<Result<"recorded" | "duplicate", EmitFault>>;
  readonly sendStates: (token: string, states: DeviceStates) => Promise<boolean>;
};
