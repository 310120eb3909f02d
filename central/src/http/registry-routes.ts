import { draftRoutes, ProvenanceRequest, registryRoutes, SmallExemptionRequest, SmallRevocation, Uuid } from "@beket/api";
import { parseBody, problem } from "@beket/node-kit";
import { Hono, type Context } from "hono";
import * as v from "valibot";
import { provenance, type ProvenanceDeps } from "../features/records/provenance.ts";
import { exemptSmall } from "../features/small-organisations/exempt.ts";
import { acceptSmall, revokeSmall, smallReviews, type ReviewDeps, type ReviewFault } from "../features/small-organisations/review.ts";
import type { Staff } from "../features/staff/sessions.ts";
import { draftProblems } from "./draft-problems.ts";
import { rateLimit } from "./rate-limit.ts";
import { requireStaff, type StaffEnv } from "./staff-guard.ts";

export type RegistryRoutesDeps = {
  readonly staff: Staff;
  readonly provenance: ProvenanceDeps;
  readonly small: ReviewDeps;
  readonly now: () => number;
};
const kb = 1024;
const idIn = (c: Context): string => (v.is(Uuid, c.req.param("id")) ? (c.req.param("id") ?? "") : "");

/** Where permits come from, for registrars and auditors; exemptions of small organisations, for the public and for who looks at the sample. */
export function registryApp(deps: RegistryRoutesDeps): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const by = (c: Context<StaffEnv>) => ({ kind: "staff", code: c.get("staff").staff }) as const;
  app.post(registryRoutes.provenance, requireStaff(deps.staff, "registrar", "auditor"), async (c) => {
    const body = await parseBody(c, ProvenanceRequest, { sizeBytesMax: 4 * kb });
    if (!body.ok) return body.error;
    const found = provenance(deps.provenance, body.value.number, by(c), body.value.reason);
    return found === null ? problem(c, draftProblems.unknownPermit) : c.json(found);
  });
  app.post(draftRoutes.smallExemptions, rateLimit({ perMinute: 6, burst: 6 }, deps.now), async (c) => {
    const body = await parseBody(c, SmallExemptionRequest, { sizeBytesMax: 16 * kb });
    if (!body.ok) return body.error;
    const reply = exemptSmall(deps.small, body.value);
    return reply === null ? problem(c, draftProblems["small.not-available"]) : c.json(reply);
  });
  const registrar = requireStaff(deps.staff, "registrar");
  app.get(registryRoutes.smallReviews, registrar, (c) => c.json(smallReviews(deps.small, by(c))));
  app.post(registryRoutes.smallAccept(":id"), registrar, (c) => done(c, acceptSmall(deps.small, idIn(c), by(c).code)));
  app.post(registryRoutes.smallRevoke(":id"), registrar, async (c) => {
    const body = await parseBody(c, SmallRevocation, { sizeBytesMax: 4 * kb });
    return body.ok ? done(c, revokeSmall(deps.small, idIn(c), by(c).code, body.value.reason)) : body.error;
  });
  return app;
}

const done = (c: Context, fault: ReviewFault | null): Response => (fault === null ? c.body(null, 204) : problem(c, draftProblems[fault]));
