import type { Stop, StopSubject } from "@beket/domain";
import type { City } from "../city/plan.ts";
import { demoPin } from "../prepare/officers.ts";
import { createTabletClient } from "./edge-client.ts";
import { attempt, newId, say, stubbornly } from "./tools.ts";

/** Somebody whose permit two people use: both stand at a post within minutes, three hundred kilometres apart. */
function traveller(city: City): StopSubject["key"] | null {
  const last = city.applications.findLast((one) => one.ledger === "roadblock" && one.areas.length === 0 && one.persons.length > 0);
  const person = last?.persons.at(-1);
  return person === undefined ? null : { scheme: person.scheme, country: person.country, value: person.value };
}

/** An officer of this post checks the traveller once, so that central finds them at two posts at a time. */
export async function showSeenTwice(edgeUrl: string, city: City): Promise<void> {
  const key = traveller(city);
  if (key === null) return;
  const info = await stubbornly("post", () => createTabletClient(edgeUrl).post());
  const lane = info.lanes.at(-1);
  if (lane === undefined) return;
  await attempt("seen-twice", async () => {
    const tablet = createTabletClient(edgeUrl);
    await tablet.signIn({ officer: `${info.post}-b`, pin: demoPin, lane: lane.lane, tablet: "sim-twice" });
    const stop: Stop = {
      post: info.post,
      lane: lane.lane,
      direction: lane.direction,
      subjects: [{ role: "driver", key, readBy: ["document"] }],
      claim: null,
    };
    await tablet.check({ kind: "ask", id: newId(), stop, confirmed: [0], purpose: "post-check" });
  });
  say(`somebody whose permit two people use was checked at ${info.post}`);
}
