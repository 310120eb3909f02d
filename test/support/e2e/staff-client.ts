import { csrfHeader, healthRoutes, HoldsReply, OrdersReply, staffRoutes, StaffSession, type HoldView, type LabOrder } from "@beket/api";
import { systemClock, systemRandom } from "@beket/node-kit";
import { formatUuid, uuidv7 } from "@beket/replication";
import * as v from "valibot";
import { demoPassphrase } from "../../../demo/src/prepare/staff.ts";

const clock = systemClock();
const newId = (): string => formatUuid(uuidv7(clock, systemRandom));

/** Somebody of the staff at central, as a program. */
export type StaffClient = {
  readonly holds: () => Promise<readonly HoldView[]>;
  readonly orders: () => Promise<readonly LabOrder[]>;
  readonly readPcr: (order: LabOrder, result: "negative" | "positive" | "invalid") => Promise<void>;
  readonly get: (path: string) => Promise<Response>;
  readonly post: (path: string, body: unknown) => Promise<Response>;
  readonly put: (path: string, body: unknown) => Promise<Response>;
};

export const createStaffClient = async (central: string, staff: string): Promise<StaffClient> => {
  const headers = { "content-type": "application/json", origin: central };
  const signedIn = await fetch(new URL(staffRoutes.session, central), {
    method: "POST",
    headers,
    body: JSON.stringify({ staff, passphrase: demoPassphrase }),
  });
  if (!signedIn.ok) throw new Error(`sign-in of ${staff}: ${signedIn.status}`);
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const { csrf } = v.parse(StaffSession, await signedIn.json());
  const get = (path: string): Promise<Response> => fetch(new URL(path, central), { headers: { cookie } });
  const send = (method: "POST" | "PUT", path: string, body: unknown): Promise<Response> =>
    fetch(new URL(path, central), { method, headers: { ...headers, cookie, [csrfHeader]: csrf }, body: JSON.stringify(body) });
  const post = (path: string, body: unknown): Promise<Response> => send("POST", path, body);
  return {
    get,
    post,
    put: (path, body) => send("PUT", path, body),
    holds: async () => v.parse(HoldsReply, await (await get(healthRoutes.holds)).json()).holds,
    orders: async () => v.parse(OrdersReply, await (await get(healthRoutes.orders)).json()).orders,
    readPcr: async ({ test, specimen }, result) => {
      const answered = await post(healthRoutes.orderResult, { id: newId(), test, specimen, result });
      if (!answered.ok) throw new Error(`result: ${answered.status} ${await answered.text()}`);
    },
  };
};
