import type { ClockPort, CodecPort, CryptoPort, JournalStore, Link, RandomPort, SchedulePort } from "../ports.ts";
import type { KeyRing } from "../keys/types.ts";
import type { CentralTime } from "../time/types.ts";

export type UplinkDeps = {
  readonly store: JournalStore;
  readonly crypto: CryptoPort;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  readonly codec: CodecPort;
  readonly source: string;
  /** Topic level that spreads sources over central's workers. */
  readonly shard: string;
  /** Ed25519 seed of the key that the key set lists for this source. */
  readonly signingSeed: Uint8Array;
  readonly keys: KeyRing;
  readonly link: Link;
  readonly schedule: SchedulePort;
  /** Fed with the signed times of replies and acks. */
  readonly time?: CentralTime;
  readonly onAlarm?: (alarm: UplinkAlarm) => void;
};
export type UplinkAlarm = {
  readonly code:
    | "frame-refused"
    | "no-progress"
    | "poison"
    | "rows-missing"
    | "chain-broken"
    | "publish-failed"
    | "epoch-cloned"
    | "store-failed"
    | "central-restored";
  readonly detail: string;
};
export type UplinkStatus = {
  readonly phase: "offline" | "greeting" | "sending" | "live";
  readonly inFlight: number;
  /** Rows that central is not known to hold. */
  readonly waiting: number;
  readonly lastAckAt: number | null;
  readonly roundTripMs: number | null;
  readonly refusedFrames: number;
  readonly poisoned: number;
};
export type Uplink = {
  readonly start: () => void;
  readonly stop: () => void;
  /** To be called after the journal saved something. */
  readonly appended: (newest: { readonly epoch: string; readonly lastSeq: number }) => void;
  readonly status: () => UplinkStatus;
};
