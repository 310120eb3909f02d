import { createHmac } from "node:crypto";
import { citizenRoutes } from "@beket/api";
import { parseSubject } from "@beket/domain";
import { systemSchedule } from "@beket/node-kit";
import { describe, expect, it } from "vitest";
import { citizenApp, type CitizenDeps } from "../../../central/src/http/citizen-routes.ts";
import { createWorld, iin, numberOf, permitOf } from "./self-check-world.ts";

/*
 * Two populations of questions with the wrong second fact, of people who hold permits and of people nobody knows, mixed at random. The
 * measure is the probability that an answer about the one takes longer than one about the other (Mann and Whitney's U over n·m): 0.5 where
 * time tells nothing, whatever the machine does meanwhile, as load falls on both alike. With 1,000 each its standard error is 0.013.
 */
const each = 1_000;
const atOnce = 20;
const bound = 0.06;

/** Mann–Whitney's U over n·m, ties counted as half. */
function longerShare(ones: readonly number[], others: readonly number[]): number {
  const all = [...ones.map((ms) => ({ ms, one: true })), ...others.map((ms) => ({ ms, one: false }))].toSorted((a, b) => a.ms - b.ms);
  let ranks = 0;
  for (let at = 0; at < all.length;) {
    let end = at;
    while (end < all.length && all[end]?.ms === all[at]?.ms) end += 1;
    const rank = (at + 1 + end) / 2;
    ranks += all.slice(at, end).filter(({ one }) => one).length * rank;
    at = end;
  }
  return (ranks - (ones.length * (ones.length + 1)) / 2) / (ones.length * others.length);
}
/** The same order on every run, with no pattern in it. */
const shuffled = <T>(items: readonly T[]): readonly T[] =>
  items
    .map((item, at) => ({ item, key: createHmac("sha256", "order").update(String(at)).digest("hex") }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ item }) => item);

const world = createWorld();
const people = Array.from({ length: each }, (_, at) => ({ known: true, identifier: iin(at).value }));
const strangers = Array.from({ length: each }, (_, at) => ({ known: false, identifier: iin(20_000 + at).value }));
for (const { identifier } of people)
  world.put("roadblock", { scheme: "iin", country: "KAZ", value: identifier }, permitOf(numberOf("R7K294Q")));
const questions = shuffled([...people, ...strangers]);
const second = numberOf("R8M305R");

async function measured(ask: (identifier: string) => Promise<unknown>, together: number): Promise<number> {
  const spent: { readonly known: boolean; readonly ms: number }[] = [];
  for (let at = 0; at < questions.length; at += together) {
    await Promise.all(
      questions.slice(at, at + together).map(async ({ known, identifier }) => {
        const begun = performance.now();
        await ask(identifier);
        spent.push({ known, ms: performance.now() - begun });
      }),
    );
  }
  const of = (known: boolean) => spent.filter((one) => one.known === known).map(({ ms }) => ms);
  return longerShare(of(true), of(false));
}

describe("the time of a self-check", () => {
  it("[CZ6] does not tell who is known: over 2,000 mixed questions neither kind takes longer than the other", async () => {
    const deps = { selfCheck: world.check, now: world.clock.now, monotonic: world.clock.monotonic, schedule: systemSchedule, beatMs: 25 };
    // The other routes are not asked here.
    const none = (): never => {
      throw new Error("not asked");
    };
    const appeals: CitizenDeps["appeals"] = { refusal: none, appeal: none, states: none };
    const app = citizenApp({ ...deps, appeals, passes: none, ownLookups: none, signedIn: none });
    let client = 0;
    const share = await measured(async (identifier) => {
      client += 1;
      const request = new Request(`http://central.test${citizenRoutes.selfCheck}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ identifier, second }),
      });
      // Everybody is another client: limits are another test's.
      const response = await app.fetch(request, { client: `10.${client >> 16}.${(client >> 8) & 255}.${client & 255}` });
      expect(await response.json()).toEqual({ kind: "not-confirmed" });
    }, atOnce);
    expect(Math.abs(share - 0.5)).toBeLessThan(bound);
  });

  it("[CZ6] a check that answers strangers at once would be found out by this measure", async () => {
    const hasty = async (identifier: string): Promise<string> => {
      const parsed = parseSubject(identifier);
      const rows = parsed.ok ? world.readers.flatMap(({ writer }) => writer.lookupAt("iin", parsed.value.key.value, writer.version())) : [];
      if (rows.length === 0) return "not-confirmed";
      world.check({ identifier, second });
      return "not-confirmed";
    };
    expect(await measured(hasty, 1)).toBeGreaterThan(0.5 + 2 * bound);
  });
});
