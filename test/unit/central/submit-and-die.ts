// Submits one application on files of its own process and ends by SIGKILL right after a durable step. Started by kill.test.ts.
import { CentralKeysFile } from "@beket/api";
import * as v from "valibot";
import { openTestCentral } from "./support.ts";

const Order = v.object({
  folder: v.string(),
  keys: v.string(),
  document: v.string(),
  cms: v.string(),
  killAfter: v.number(),
  database: v.nullable(v.string()),
});
const order = v.parse(Order, JSON.parse(await Bun.stdin.text()));
const one = openTestCentral({
  folder: order.folder,
  ...(order.database === null ? {} : { database: order.database }),
  keys: v.parse(CentralKeysFile, JSON.parse(order.keys)),
  step: (step) => {
    if (step >= order.killAfter) process.kill(process.pid, "SIGKILL");
  },
});
await one.send("/api/v1/applications", { document: order.document, cms: order.cms });
process.exit(0);
