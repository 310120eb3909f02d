import { csrfHeader, staffRoutes, StaffSession } from "@beket/api";
import * as v from "valibot";
import { demoPassphrase } from "../prepare/staff.ts";

export type StaffClient = <T>(
  schema: v.GenericSchema<unknown, T>,
  method: "GET" | "POST" | "PUT",
  path: string,
  body: string | null,
) => Promise<T>;

/** Somebody of the demo's centre, signed in. A refused request throws with its path and the problem's code. */
export async function signInStaff(centralUrl: string, staff: string): Promise<StaffClient> {
  let cookie = "";
  let proof = "";
  const call = async <T>(
    schema: v.GenericSchema<unknown, T>,
    method: "GET" | "POST" | "PUT",
    path: string,
    body: string | null,
  ): Promise<T> => {
    const headers = { "content-type": "application/json", origin: new URL(centralUrl).origin, cookie, [csrfHeader]: proof };
    const response = await fetch(new URL(path, centralUrl), { method, headers, ...(body === null ? {} : { body }) });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    const reply: unknown = await response.json();
    if (response.ok) return v.parse(schema, reply);
    const problem = v.safeParse(v.looseObject({ code: v.string() }), reply);
    throw new Error(`${path}: ${response.status} ${problem.success ? problem.output.code : ""}`);
  };
  const session = await call(StaffSession, "POST", staffRoutes.session, JSON.stringify({ staff, passphrase: demoPassphrase }));
  proof = session.csrf;
  return call;
}
