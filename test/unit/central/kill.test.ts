import { expect, it } from "vitest";
import { diedAtEveryStep, killAtEveryStep } from "./kill-steps.ts";

it("[CE16] SIGKILL after any durable step of an application leaves nothing lost, doubled or half-issued", async () => {
  expect(await killAtEveryStep(null)).toEqual(diedAtEveryStep);
});
