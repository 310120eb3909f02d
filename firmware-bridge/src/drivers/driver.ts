/**
 * What a device driver is. A definition is data; a driver is made from it with everything undetermined handed in, so that a
 * recorded stream replays to the same readings. A device observes; it never decides.
 */
import type { ReadingRequest } from "@beket/api";
import type { Result } from "@beket/domain";
import type { GenericSchema, InferOutput } from "valibot";

export type Capability = "plate" | "scan" | "push" | "serial";
/** One observation, still without the id and device that the bridge adds. `deviceKey` repeats when the device resends. */
export type Observation = Pick<ReadingRequest, "deviceKey" | "occurredAt" | "retransmission" | "reading">;

export type EmitFault = { readonly code: "edge-away" | "edge-refused"; readonly detail: string };
/** Resolves once the edge's journal holds the observation; only then may the device be acknowledged. */
export type Emit = (observation: Observation) => Promise<Result<"recorded" | "duplicate", EmitFault>>;

export type DriverEvent =
  | "frame-bad"
  | "heartbeat"
  | "observation"
  | "duplicate"
  | "edge-away"
  | "edge-refused"
  | "rate-limited"
  | "observation-lost"
  | "link-up"
  | "link-down";

export type DriverFault = { readonly code: string; readonly detail: string };
/** A request that a device pushed. The body is already bounded by the listener. */
export type Push = { readonly contentType: string; readonly body: Uint8Array };
export type PushAnswer = { readonly status: 200 | 400 | 413 | 422 | 429 | 503; readonly text: string };

/** `up` and `down` are the line's, not the driver's. `why` is a code for the operator. */
export type SerialEvent =
  | { readonly kind: "up" }
  | { readonly kind: "down"; readonly why: "absent" | "no-permission" | "not-a-tty" | "unplugged" | "helper-ended" }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };
/** Serial lines of this machine. One that is not there, or goes, is opened again by itself until it is closed. */
export type SerialLinks = {
  readonly open: (line: { readonly path: string; readonly baud: number }, onEvent: (event: SerialEvent) => void) => () => void;
};

export type DriverPorts = {
  readonly now: () => number;
  readonly sha256Hex: (bytes: Uint8Array) => string;
  readonly emit: Emit;
  /** Runs `work` once after `ms` unless the returned function is called first. */
  readonly after: (ms: number, work: () => void) => () => void;
  readonly serial: SerialLinks;
  /** Codes only, never what a device read. */
  readonly report: (event: DriverEvent) => void;
};

/** `running` and `link` fail apart: a driver may run while the device behind it is silent. */
export type LinkState = "up" | "silent" | "down" | "unknown";
export type Probe = { readonly running: boolean; readonly link: LinkState; readonly lastHeardAt: number | null };

export type Driver = {
  readonly start: () => void;
  readonly probe: () => Probe;
  readonly stop: () => void;
  /** Present where the device pushes over HTTP. */
  readonly receive?: (push: Push) => Promise<PushAnswer>;
};

export type DriverDefinition<C extends GenericSchema = GenericSchema> = {
  readonly id: string;
  readonly capabilities: readonly Capability[];
  readonly config: C;
  readonly create: (config: InferOutput<C>, ports: DriverPorts) => Driver;
};
