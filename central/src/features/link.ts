import type { Link } from "@beket/replication";

/** Central's connection to the broker: frames with retained heads. Delivery is proved only by signed acks. */
export type CentralLink = Omit<Link, "publish"> & {
  readonly publish: (topic: string, bytes: Uint8Array, options?: { readonly retain?: boolean }) => Promise<void>;
  readonly close: () => Promise<void>;
};
