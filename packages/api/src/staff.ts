import { TimeMs } from "@beket/domain";
import * as v from "valibot";
import { Code } from "./common.ts";

/** People who work at central: the situation centre, the health service, the planners. Not officers of posts. */
export const staffRoutes = { session: "/api/v1/staff/session" } as const;
export const staffRoles = ["watch", "health-officer", "laboratory", "planner", "auditor", "registrar", "administrator"] as const;
export type StaffRole = (typeof staffRoles)[number];
const Roles = v.pipe(v.array(v.picklist(staffRoles)), v.minLength(1), v.maxLength(7));

/** One line (JSON) of the staff file. `verifier` is the PHC string of node-kit's `createPinVerifier` over the passphrase. */
export const StaffRow = v.strictObject({
  staff: Code,
  roles: Roles,
  /** The laboratory of a laboratory assistant; null: all. */
  laboratory: v.optional(v.nullable(Code)),
  verifier: v.pipe(v.string(), v.maxLength(300)),
  status: v.picklist(["active", "suspended"]),
});
export type StaffRow = v.InferOutput<typeof StaffRow>;
export const StaffSignIn = v.strictObject({ staff: Code, passphrase: v.pipe(v.string(), v.minLength(8), v.maxLength(200)) });
export type StaffSignIn = v.InferOutput<typeof StaffSignIn>;
export const StaffSession = v.strictObject({ staff: Code, roles: Roles, laboratory: v.nullable(Code), expiresAt: TimeMs });
export type StaffSession = v.InferOutput<typeof StaffSession>;
