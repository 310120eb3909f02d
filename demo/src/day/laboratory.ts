import { healthRoutes, OrdersReply, staffRoutes } from "@beket/api";
import * as v from "valibot";
import type { Random } from "../city/random.ts";
import { demoPassphrase } from "../prepare/staff.ts";
import { createTablet } from "./tablet.ts";
import { attempt, newId } from "./tools.ts";

/** Specimens wait so long before the simulated laboratory reads them: whoever plays the laboratory comes first. */
const waitMs = 10 * 60_000;
/** While several wait, the newest is read sooner: a centre with holds in one state only shows little. */
const soonMs = 60_000;
const lookEveryMs = 30_000;

type Order = OrdersReply["orders"][number];

/** What is read now: everything that has waited long; until a first result is there, the newest of several at once. */
export function ordersToRead(orders: readonly Order[], now: number): readonly Order[] {
  const open = orders.filter(({ result }) => result === null);
  const late = open.filter(({ orderedAt }) => now - orderedAt > waitMs);
  if (late.length > 0 || open.length < orders.length || open.length < 2) return late;
  return open
    .toSorted((one, other) => other.orderedAt - one.orderedAt)
    .slice(0, 1)
    .filter(({ orderedAt }) => now - orderedAt > soonMs);
}

/** The laboratory at central: the first specimen that it reads is positive, of the others half. Never ends. */
export async function readOrders(centralUrl: string, random: Random): Promise<never> {
  const desk = createTablet(centralUrl, { path: staffRoutes.session, body: { staff: "laboratory", passphrase: demoPassphrase } });
  for (;;) {
    await Bun.sleep(lookEveryMs);
    await attempt("laboratory", async () => {
      const { orders } = await desk.get(OrdersReply, healthRoutes.orders);
      const isFirst = orders.every(({ result }) => result === null);
      for (const { test, specimen } of ordersToRead(orders, Date.now())) {
        const result = isFirst || random.chance(0.5) ? "positive" : "negative";
        await desk.send(v.unknown(), healthRoutes.orderResult, { id: newId(), test, specimen, result });
      }
    });
  }
}
