import { Code, Hex32 } from "@beket/api";
import * as v from "valibot";

/** The operator's list of adopted devices (`--devices FILE`, JSON). A device that is not in it is not listened to. */
export const DevicesFile = v.strictObject({
  format: v.literal("beket/devices/1"),
  devices: v.pipe(
    v.array(
      v.strictObject({
        device: Code,
        lane: Code,
        driver: Code,
        /** The token the edge knows this device by. */
        token: Hex32,
        /** Last path segment a pushing device posts to: unguessable, since cameras authenticate badly or not at all. Others have none. */
        pushSecret: v.optional(Hex32),
        config: v.optional(v.record(v.pipe(v.string(), v.maxLength(40)), v.unknown()), {}),
      }),
    ),
    v.minLength(1),
    v.maxLength(64),
  ),
});
export type DevicesFile = v.InferOutput<typeof DevicesFile>;
export type DeviceEntry = DevicesFile["devices"][number];
