import { afterEach, expect, it } from "vitest";
import { openEvidenceWorld, type EvidenceWorld } from "./evidence-support.ts";
import { apply, codes } from "./support.ts";

let world: EvidenceWorld;
afterEach(() => world.close());

const statusOf = async ({ id, secret }: { readonly id: string; readonly secret?: string | undefined }) =>
  (await world.one.send("/api/v1/applications/status", { id, secret })).json();

it("[CE33] asks", async () => {
  world = openEvidenceWorld();
  const view = await apply(world.one);
  expect(view.state).toBe("waiting");
  await world.settled();
  console.log(world.one.logged, codes(view));
  expect(await statusOf(view)).toMatchObject({ state: "issued" });
});
