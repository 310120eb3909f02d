import type { StaffProof } from "@beket/api";
import type { Result } from "@beket/domain";
import type { Context } from "hono";
import type { Staff } from "../features/staff/sessions.ts";
import { clientOf } from "./rate-limit.ts";
import type { StaffEnv } from "./staff-guard.ts";
import { pageOrigin, staffProblem } from "./staff-routes.ts";

/**
 * Behind `requireStaff`: the signed-in person says this digest now, with the proof out of the request's body. What comes back is kept with
 * the act (`beket/staff-assertion/1`); the failure is a finished answer.
 */
export async function freshWord(
  c: Context<StaffEnv>,
  staff: Staff,
  digest: Uint8Array,
  proof: StaffProof,
): Promise<Result<Uint8Array, Response>> {
  const said = await staff.assertions.assert(c.get("staff"), digest, proof, staff.placeAt(pageOrigin(c)), clientOf(c.env?.client ?? ""));
  return said.ok ? said : { ok: false, error: staffProblem(c, said.error) };
}
