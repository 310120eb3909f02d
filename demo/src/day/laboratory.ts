import { healthRoutes, OrdersReply, staffRoutes } from "@beket/api";
import * as v from "valibot";
import type { Random } from "../city/random.ts";
import { demoPassphrase } from "../prepare/staff.ts";
import { createTablet } from "./tablet.ts";
import { attempt, newId } from "./tools.ts";

/** Specimens wait so long before the simulated laboratory reads them: whoever plays the laboratory comes first. */
const waitMs = 10 * 60_000;
const lookEveryMs = 30_000;

/** The laboratory at central: reads what has waited ten minutes, half of it positive. Never ends. */
export async function readOrders(centralUrl: string, random: Random): Promise<never> {
  const desk = createTablet(centralUrl, { path: staffRoutes.session, body: { staff: "laboratory", passphrase: demoPassphrase } });
  for (;;) {
    await Bun.sleep(lookEveryMs);
    await attempt("laboratory", async () => {
      const { orders } = await desk.get(OrdersReply, healthRoutes.orders);
      for (const { test, specimen } of orders.filter(({ result, orderedAt }) => result === null && Date.now() - orderedAt > waitMs)) {
        const result = random.chance(0.5) ? "positive" : "negative";
        await desk.send(v.unknown(), healthRoutes.orderResult, { id: newId(), test, specimen, result });
      }
    });
  }
}
