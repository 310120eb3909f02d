import { Uuid, type SiteFact } from "@beket/domain";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { hourMs, photo, plan } from "./samples.ts";
import { openWorld, sheetWhen, signIn, stateIn, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const uuid = (): Uuid => v.parse(Uuid, world.newId());
const claimOf = (crew: string, site: string, at: number, claim = uuid()): Extract<SiteFact, { kind: "site-claim" }> => ({
  kind: "site-claim",
  claim,
  site,
  crew,
  state: "claimed",
  expiresAt: at + plan.claimMs,
});
const workOf = (crew: string, site: string, at: number, claim: Uuid | null): Extract<SiteFact, { kind: "site-completion" }> => ({
  kind: "site-completion",
  completion: uuid(),
  claim,
  site,
  crew,
  agent: "hypochlorite",
  agentLitres: 40,
  areaM2: 900,
  startedAt: at - 40 * 60_000,
  finishedAt: at,
  trackCoveragePercent: 90,
  evidence: [photo],
});

describe("two crews at one site", () => {
  it("[SI18] that claim it while their nodes are cut off: one wins by the rule, the other is told, and the work of both is kept", async () => {
    const [first, second] = [await signIn(world.nodes["crews-1"], "c-101"), await signIn(world.nodes["crews-2"], "c-201")];
    await sheetWhen(first, "the first crew's sites", (sheet) => sheet.sites.length === 3);
    await sheetWhen(second, "the second crew's site", (sheet) => sheet.sites.length === 1);
    world.nodes["crews-1"].cut();
    await world.assign("crew-2", "y-1");
    await sheetWhen(second, "the site that was given over", (sheet) => sheet.sites.length === 2);
    world.nodes["crews-2"].cut();

    const at = world.now();
    const [winner, loser] = [claimOf("crew-1", "y-1", at), claimOf("crew-2", "y-1", at + 60_000)];
    world.move(hourMs);
    expect(await second.state(world.newId(), at + 60_000, loser)).toMatchObject({ claims: [{ standing: "holds" }] });
    expect(await second.state(world.newId(), at + hourMs, workOf("crew-2", "y-1", at + hourMs, loser.claim))).toMatchObject({
      completions: [{ standing: "awaiting-validation" }],
    });
    expect(await first.state(world.newId(), at, winner)).toMatchObject({ claims: [{ standing: "holds" }] });
    world.move(hourMs / 2);
    const late = workOf("crew-1", "y-1", at + 1.5 * hourMs, winner.claim);
    expect(await first.state(world.newId(), at + 1.5 * hourMs, late)).toMatchObject({ completions: [{ standing: "awaiting-validation" }] });

    world.nodes["crews-2"].mend();
    await eventually("central has heard the second crew", async () =>
      (await world.site("y-1")).state.completions.length === 1 ? true : null,
    );
    world.nodes["crews-1"].mend();
    const { state } = await eventually("central has heard both", async () => {
      const found = await world.site("y-1");
      return found.state.completions.length === 2 ? found : null;
    });
    expect(state.claims.map(({ crew, standing }) => [crew, standing])).toEqual([
      ["crew-1", "worked"],
      ["crew-2", "lost"],
    ]);
    expect(state.completions.map(({ crew, standing, agentLitres, evidence }) => [crew, standing, agentLitres, evidence])).toEqual([
      ["crew-2", "awaiting-validation", 40, 1],
      ["crew-1", "extra", 40, 1],
    ]);
    const told = await sheetWhen(second, "the loser is told", (sheet) =>
      stateIn(sheet, "y-1").claims.some(({ standing }) => standing === "lost"),
    );
    expect(stateIn(told, "y-1")).toEqual(state);
    // The site is the second crew's now; the first is told all the same.
    const kept = await sheetWhen(first, "the winner sees its work kept", (sheet) =>
      sheet.sites.some(({ site, state }) => site.site === "y-1" && state.completions.some(({ standing }) => standing === "extra")),
    );
    expect(stateIn(kept, "y-1")).toEqual(state);
  });
});
