import { readFileSync } from "node:fs";
import { AssignReply, type AssignRequest, ImportReply, planningRoutes, PlanReply, staffRoutes } from "@beket/api";
import { systemClock, systemRandom } from "@beket/node-kit";
import { formatUuid, uuidv7 } from "@beket/replication";
import * as v from "valibot";
import type { PlannedSites } from "../city/sites.ts";
import { demoPassphrase } from "../prepare/staff.ts";

const clock = systemClock();

/** Gives central the plan, the sites and the crews' shares, as a planner does at the centre app. Throws with the problem's code. */
export async function planSites(centralUrl: string, sitesFile: string, planned: PlannedSites): Promise<number> {
  let cookie = "";
  const call = async <T>(schema: v.GenericSchema<unknown, T>, method: "POST" | "PUT", path: string, body: string): Promise<T> => {
    const headers = { "content-type": "application/json", origin: new URL(centralUrl).origin, cookie };
    const response = await fetch(new URL(path, centralUrl), { method, headers, body });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    const reply: unknown = await response.json();
    if (response.ok) return v.parse(schema, reply);
    const problem = v.safeParse(v.looseObject({ code: v.string() }), reply);
    throw new Error(`${path}: ${response.status} ${problem.success ? problem.output.code : ""}`);
  };
  await call(v.unknown(), "POST", staffRoutes.session, JSON.stringify({ staff: "planner", passphrase: demoPassphrase }));
  await call(PlanReply, "PUT", planningRoutes.plan, JSON.stringify(planned.plan));
  const imported = await call(ImportReply, "POST", planningRoutes.import, readFileSync(sitesFile, "utf8"));
  if (!imported.applied) throw new Error(`the sites have ${imported.faultCount} faults, first ${imported.faults[0]?.code ?? ""}`);
  for (const { crew, sites } of planned.assignments) {
    const request: AssignRequest = { id: formatUuid(uuidv7(clock, systemRandom)), crew, sites: [...sites], sectors: [] };
    await call(AssignReply, "POST", planningRoutes.assign, JSON.stringify(request));
  }
  return imported.sites;
}
