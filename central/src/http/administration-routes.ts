import {
  EnrolmentCodeRequest,
  KeyRemoval,
  MemberKeyRemoval,
  staffRoutes,
  StaffStatusChange,
  StepUpRequest,
  type StaffKeys,
  type StaffMembers,
} from "@beket/api";
import { parseBody } from "@beket/node-kit";
import { Hono, type Context } from "hono";
import { fromHex } from "../features/bytes.ts";
import type { Staff } from "../features/staff/sessions.ts";
import type { ClientEnv } from "./rate-limit.ts";
import { requireStaff, type StaffEnv } from "./staff-guard.ts";
import { pageOrigin, staffProblem } from "./staff-routes.ts";

const small = { sizeBytesMax: 2 * 1024 };
/** Who gave a code that the operator asked for. */
const operator = "operator";

/** Administrators' screen, everybody's own keys, and the fresh word that a mass act asks for. */
export function administrationApp(staff: Staff, isOperator: <E extends ClientEnv>(c: Context<E>) => boolean): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const { administration, assertions } = staff;
  const administrator = requireStaff(staff, "administrator");
  app.get(staffRoutes.members, administrator, (c) => {
    const reply: StaffMembers = { members: [...administration.members()] };
    return c.json(reply);
  });
  app.post(staffRoutes.memberStatus, administrator, async (c) => {
    const body = await parseBody(c, StaffStatusChange, small);
    if (!body.ok) return body.error;
    const changed = administration.setStatus(body.value, c.get("staff").staff);
    return changed.ok ? c.json(changed.value) : staffProblem(c, { code: changed.error });
  });
  app.delete(staffRoutes.memberKeys, administrator, async (c) => {
    const body = await parseBody(c, MemberKeyRemoval, small);
    if (!body.ok) return body.error;
    const removed = administration.removeKey(body.value.staff, body.value.key, c.get("staff").staff);
    return removed.ok ? c.body(null, 204) : staffProblem(c, { code: removed.error });
  });
  const giveCode = async (c: Context<StaffEnv>, by: string): Promise<Response> => {
    const body = await parseBody(c, EnrolmentCodeRequest, small);
    if (!body.ok) return body.error;
    const code = administration.enrolmentCode(body.value.staff, by);
    return code.ok ? c.json(code.value, 201) : staffProblem(c, { code: code.error });
  };
  // The first administrator has nobody to ask but the operator, whose token no browser sends by itself.
  app.post(staffRoutes.enrolmentCodes, async (c, next) => (isOperator(c) && pageOrigin(c) === null ? giveCode(c, operator) : next()));
  app.post(staffRoutes.enrolmentCodes, administrator, (c) => giveCode(c, c.get("staff").staff));
  const own = requireStaff(staff);
  app.get(staffRoutes.keys, own, (c) => {
    const reply: StaffKeys = { keys: [...administration.keys(c.get("staff").staff)] };
    return c.json(reply);
  });
  app.delete(staffRoutes.keys, own, async (c) => {
    const body = await parseBody(c, KeyRemoval, small);
    if (!body.ok) return body.error;
    const { staff: person } = c.get("staff");
    const removed = administration.removeKey(person, body.value.key, person);
    return removed.ok ? c.body(null, 204) : staffProblem(c, { code: removed.error });
  });
  app.post(staffRoutes.stepUp, own, async (c) => {
    const body = await parseBody(c, StepUpRequest, small);
    if (!body.ok) return body.error;
    const asked = assertions.challenge(c.get("staff"), fromHex(body.value.digest), staff.placeAt(pageOrigin(c)));
    return asked === null ? staffProblem(c, { code: "staff.passkey-needed" }) : c.json(asked, 201);
  });
  return app;
}
