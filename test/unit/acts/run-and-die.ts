// Signs and approves an act on files of its own process and ends by SIGKILL right after a durable step. Started by kill.test.ts.
import { actRoutes } from "@beket/api";
import * as v from "valibot";
import { CentralKeysFile } from "@beket/api";
import { openWorld } from "./world.ts";

const Order = v.object({ folder: v.string(), keys: v.string(), act: v.string(), cms: v.string(), killAfter: v.number() });
const order = v.parse(Order, JSON.parse(await Bun.stdin.text()));
let steps = 0;
const die = (): void => {
  steps += 1;
  if (steps >= order.killAfter) process.kill(process.pid, "SIGKILL");
};
const world = await openWorld({
  folder: order.folder,
  keys: v.parse(CentralKeysFile, JSON.parse(order.keys)),
  actStep: die,
});
const view = await world.look(order.act);
if (view.document !== null) await world.first.ask("POST", actRoutes.sign(order.act), { document: view.document, cms: order.cms });
const signed = await world.look(order.act);
if (signed.state === "awaiting-approval") await world.approve(signed);
await world.settled(order.act, "done");
process.exit(0);
