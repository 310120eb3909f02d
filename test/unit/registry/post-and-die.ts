// Posts one request on files of its own process and ends by SIGKILL right after a durable step. Started by kill.test.ts.
import { CentralKeysFile } from "@beket/api";
import * as v from "valibot";
import { openTestCentral, signers } from "../central/support.ts";
import { serviceKeyOf } from "./service-key.ts";

const Order = v.object({ folder: v.string(), keys: v.string(), path: v.string(), body: v.unknown(), killAfter: v.number() });
const order = v.parse(Order, JSON.parse(await Bun.stdin.text()));
const one = openTestCentral({
  folder: order.folder,
  keys: v.parse(CentralKeysFile, JSON.parse(order.keys)),
  serviceKey: serviceKeyOf(signers.health),
  step: (step) => {
    if (step >= order.killAfter) process.kill(process.pid, "SIGKILL");
  },
});
await one.send(order.path, order.body);
process.exit(0);
