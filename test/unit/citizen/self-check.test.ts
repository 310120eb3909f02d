import { citizenRoutes, SelfCheckReply, type SelfCheckRequest } from "@beket/api";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { createWorld, dayMs, iin, numberOf, permitOf, plateKey, start } from "./self-check-world.ts";

const number = numberOf("R7K294Q");
const other = numberOf("R8M305R");
const hidden = { kind: "not-confirmed" };
const asked = (world: ReturnType<typeof createWorld>, request: SelfCheckRequest) => {
  const reply = world.check(request);
  return reply.ok ? v.parse(SelfCheckReply, reply.value) : reply.error;
};

describe("the self-check", () => {
  it("[CZ6] tells with the pass's code or the permit's number how the permit stands now, and what to do", () => {
    const world = createWorld();
    world.put("roadblock", iin(1), permitOf(number, { places: { kind: "posts", posts: ["rb-01", "rb-99"] } }));
    const code = world.codeOf("roadblock", number);
    const reply = asked(world, { identifier: iin(1).value, second: code.toLowerCase().replace("-", " ") });
    expect(reply).toMatchObject({
      kind: "confirmed",
      outcome: "ALLOW",
      reasons: [{ code: "permit-valid" }],
      permit: { number, ledger: "roadblock", places: [{ en: "Kaskelen" }, { en: "rb-99" }] },
    });
    expect(asked(world, { identifier: iin(1).value, second: number })).toEqual(reply);
    world.put("roadblock", iin(1), permitOf(other, { validTo: start + dayMs }));
    expect(asked(world, { identifier: iin(1).value, second: other })).toMatchObject({ kind: "confirmed", permit: { number: other } });
  });

  it("[CZ6] of a plate, of a document, of a revoked and of an ended permit, each with its own remedy", () => {
    const world = createWorld();
    world.put("city", plateKey("123ABC02"), permitOf(number, { status: "revoked", revokedFrom: start - 60_000 }));
    world.put(
      "city",
      { scheme: "doc", country: "KGZ", value: "AN7000000" },
      permitOf(other, { country: "KGZ", validTo: start - dayMs / 2 }),
    );
    expect(asked(world, { identifier: "123 abc 02", second: number })).toMatchObject({
      outcome: "DENY",
      reasons: [{ code: "permit-revoked" }],
      permit: { ledger: "city" },
    });
    expect(asked(world, { identifier: "AN7000000", country: "KGZ", second: other })).toMatchObject({
      outcome: "DENY",
      reasons: [{ code: "permit-expired" }],
    });
  });

  it("[CZ6] answers alike, to the letter, whoever is unknown, has no permit, or does not know the second fact", () => {
    const world = createWorld();
    world.put("roadblock", iin(1), permitOf(number));
    world.put("roadblock", iin(2), permitOf(other));
    const replies = [
      // Nobody's number, somebody else's number, somebody else's code, a code that no permit has.
      { identifier: iin(1).value, second: other },
      { identifier: iin(1).value, second: world.codeOf("roadblock", other) },
      { identifier: iin(1).value, second: world.codeOf("city", number) },
      { identifier: iin(3).value, second: number },
      { identifier: "999XYZ02", second: number },
    ].map((request) => JSON.stringify(asked(world, request)));
    expect(new Set(replies)).toEqual(new Set([JSON.stringify(hidden)]));
  });

  it("[CZ6] tells a typing slip before anything is looked up, by the check signs alone", () => {
    const world = createWorld();
    expect(asked(world, { identifier: iin(1).value, second: `${number.slice(0, -1)}${number.endsWith("Y") ? "X" : "Y"}` })).toBe(
      "second-invalid",
    );
    expect(asked(world, { identifier: "900101123103", second: number })).toBe("identifier-invalid");
    expect(asked(world, { identifier: "150140000019", second: number })).toBe("identifier-invalid");
    expect(world.views).toEqual([]);
  });

  it("[CZ7] reads the two ledgers and nothing else: who is held is answered as if not held", () => {
    const world = createWorld();
    world.put("roadblock", iin(1), permitOf(number));
    // There is no reader of the scope where holds and flags lie, so no code here can see one.
    expect(world.readers.map(({ writer }) => writer.scope)).toEqual(["city-1", "roadblock-1"]);
    expect(asked(world, { identifier: iin(1).value, second: number })).toMatchObject({ outcome: "ALLOW" });
  });

  it("[CZ8] is limited per person and per second fact, whether they exist or not, and opens again after an hour", () => {
    const world = createWorld({ tries: 3 });
    world.put("roadblock", iin(1), permitOf(number));
    const wrong = { identifier: iin(1).value, second: other };
    for (let at = 0; at < 3; at += 1) expect(asked(world, wrong)).toEqual(hidden);
    // The right fact does not open what was tried too often; neither does a fact that was.
    expect(asked(world, { ...wrong, second: number })).toBe("too-many-requests");
    expect(asked(world, { identifier: iin(9).value, second: other })).toBe("too-many-requests");
    world.advance(3_600_001);
    expect(asked(world, { identifier: iin(1).value, second: number })).toMatchObject({ kind: "confirmed" });
    const unknown = createWorld({ tries: 3 });
    for (let at = 0; at < 3; at += 1) asked(unknown, { identifier: iin(5).value, second: number });
    expect(asked(unknown, { identifier: iin(5).value, second: other })).toBe("too-many-requests");
  });

  it("[CZ8] is on record as a view by the public before it is answered; without the record there is no answer", () => {
    const world = createWorld();
    world.put("roadblock", iin(1), permitOf(number));
    asked(world, { identifier: iin(1).value, second: number });
    asked(world, { identifier: iin(4).value, second: number });
    const view = { by: { kind: "public", code: "public" }, what: "self-check", about: null, reason: null };
    expect(world.views).toEqual([
      { ...view, subjects: [iin(1)] },
      { ...view, subjects: [iin(4)] },
    ]);
    const broken = createWorld({ failAudit: true });
    expect(() => asked(broken, { identifier: iin(1).value, second: number })).toThrow(/disk/);
  });

  it("[CZ8] no identifier and no number is in its address", () => {
    expect(Object.values(citizenRoutes).every((route) => /^\/api\/v1\/[a-z/-]+$/.test(route))).toBe(true);
  });
});
