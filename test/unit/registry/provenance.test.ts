import { ProvenanceReply, registryRoutes } from "@beket/api";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ask } from "../access/support.ts";
import { apply, bins, openTestCentral, person, problemOf, signInStaff } from "../central/support.ts";
import { change, numbersOf, onlyApplication, seatOf, terms, type One, type Seat } from "./support.ts";

let one: One;
let seat: Seat;
beforeEach(async () => {
  one = openTestCentral();
  seat = await seatOf(one);
});
afterEach(() => one.close());
const trace = async (number: string, role: "auditor" | "watch" = "auditor") => {
  const cookie = await signInStaff(one, role);
  return ask(one, registryRoutes.provenance, { cookie, body: { number, reason: "тексеру 7" } });
};

it("[RG23] every state of a permit names the signed document that made it, and who signed that", async () => {
  const first = await apply(one, { persons: [1, 2].map(person) });
  const [number = ""] = numbersOf(first);
  const application = await onlyApplication(seat);
  const longer = await change(seat, application, { terms: { ...terms, window: { days: 31, fromMinute: 0, toMinute: 1440 } } });
  const gone = await change(seat, application, { remove: [number], removeReason: "left-employment" });
  const reply = v.parse(ProvenanceReply, await (await trace(number)).json());
  expect(reply).toMatchObject({ number, ledger: "roadblock", organisation: { bin: bins.bakery }, application, state: "revoked", rows: 1 });
  expect(reply.steps.map(({ act, submission }) => [act, submission])).toEqual([
    ["issued", first.id],
    ["amended", longer.id],
    ["revoked", gone.id],
  ]);
  for (const step of reply.steps) {
    expect(step.indication).toBe("TOTAL_PASSED");
    expect(step.signer?.toLowerCase()).toContain("сынақбаев");
    expect(step.cmsSha256).toBe(one.stores.submissions.byId(step.submission ?? "")?.cmsSha256);
  }
});

it("[RG23] is for auditors and registrars, and the look itself is kept with its reason", async () => {
  const [number = ""] = numbersOf(await apply(one, { persons: [person(1)] }));
  expect((await trace(number, "watch")).status).toBe(403);
  expect(await problemOf(await trace("R000-0000"))).toBe("permit.unknown");
  await trace(number);
  const views = one.stores.sql.registry.prepare<{ content: string }>("select content from audit_view where what = 'provenance'").all();
  expect(views).toHaveLength(1);
  expect(views[0]?.content).toContain("тексеру 7");
});
