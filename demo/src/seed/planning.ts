import { readFileSync } from "node:fs";
import { AssignReply, type AssignRequest, ImportReply, planningRoutes, PlanReply } from "@beket/api";
import { systemClock, systemRandom } from "@beket/node-kit";
import { formatUuid, uuidv7 } from "@beket/replication";
import type { PlannedSites } from "../city/sites.ts";
import { signInStaff } from "./staff-client.ts";

const clock = systemClock();

/** Gives central the plan, the sites and the crews' shares, as a planner does at the centre app. Throws with the problem's code. */
export async function planSites(centralUrl: string, sitesFile: string, planned: PlannedSites): Promise<number> {
  const call = await signInStaff(centralUrl, "planner");
  await call(PlanReply, "PUT", planningRoutes.plan, JSON.stringify(planned.plan));
  const imported = await call(ImportReply, "POST", planningRoutes.import, readFileSync(sitesFile, "utf8"));
  if (!imported.applied) throw new Error(`the sites have ${imported.faultCount} faults, first ${imported.faults[0]?.code ?? ""}`);
  for (const { crew, sites } of planned.assignments) {
    const request: AssignRequest = { id: formatUuid(uuidv7(clock, systemRandom)), crew, sites: [...sites], sectors: [] };
    await call(AssignReply, "POST", planningRoutes.assign, JSON.stringify(request));
  }
  return imported.sites;
}
