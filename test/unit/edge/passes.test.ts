import { CheckReply, edgeRoutes, PassCheckReply } from "@beket/api";
import { encodePass, type Pass } from "@beket/tokens";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dayMs, hold, morning, passSigner, permit, plate } from "./support/city.ts";
import { eventsOf, newId, openPost, signIn, stopOf, subject, type Caller, type Post } from "./support/post.ts";

let post: Post;
let officer: Caller;
beforeEach(async () => {
  post = await openPost();
  post.sync();
  officer = await signIn(post);
});
afterEach(() => post.stop());

const car = plate("123ABC02");
const pass: Pass = {
  number: "R7K2-94QX",
  ledger: "roadblock",
  kind: "vehicle",
  validFrom: morning - dayMs,
  validTo: morning + dayMs,
  window: { days: 127, fromMinute: 0, toMinute: 1_440 },
};
const text = (change: Partial<Pass> = {}, signer = passSigner()): string => encodePass({ ...pass, ...change }, signer);
const read = async (scanned: string): Promise<PassCheckReply> => {
  const answer = await officer.post(edgeRoutes.passChecks, { text: scanned });
  expect(answer.status).toBe(200);
  return v.parse(PassCheckReply, answer.body);
};
const check = async (shown: string | undefined): Promise<CheckReply> => {
  const body = { kind: "ask", id: newId(post), stop: stopOf([subject(car)]), confirmed: [], purpose: "post-check" };
  const answer = await officer.post(edgeRoutes.checks, shown === undefined ? body : { ...body, pass: shown });
  return v.parse(CheckReply, answer.body);
};

describe("a pass at a post", () => {
  it("[CZ4] is read offline by the key set: genuine, not begun, ended, of an unknown issuer, forged, misread", async () => {
    expect(await read(text())).toEqual({
      standing: "genuine",
      number: "R7K2-94QX",
      ledger: "roadblock",
      kind: "vehicle",
      validFrom: pass.validFrom,
      validTo: pass.validTo,
    });
    expect((await read(text({ validFrom: morning + dayMs / 2 }))).standing).toBe("not-yet");
    expect((await read(text({ validTo: morning - dayMs / 2 }))).standing).toBe("ended");
    const nothing = { number: null, ledger: null, kind: null, validFrom: null, validTo: null };
    expect(await read(text({}, passSigner(new Uint8Array(32).fill(9))))).toEqual({ standing: "unknown-signer", ...nothing });
    // A post's own key is in the set too, for another role.
    expect((await read(text({}, passSigner(new Uint8Array(32).fill(4))))).standing).toBe("unknown-signer");
    const stolenId = { keyId: passSigner().keyId, sign: passSigner(new Uint8Array(32).fill(9)).sign };
    expect(await read(text({}, stolenId))).toEqual({ standing: "forged", ...nothing });
    expect(await read("BEKET2:6BF")).toEqual({ standing: "not-a-pass", ...nothing });
    expect(eventsOf(post, "lookup")).toEqual([]);
  });

  it("[CZ4] is read by a signed-in officer alone", async () => {
    const request = new Request(`http://post.test${edgeRoutes.passChecks}`, {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
      body: JSON.stringify({ text: text() }),
    });
    expect((await post.edge().fetch(request)).status).toBe(401);
  });

  it("[CZ5] says whether a record of who was read has its number, and never changes the verdict", async () => {
    const without = await check(undefined);
    expect(without.pass).toBeUndefined();
    const nobody = await check(text());
    expect(nobody).toMatchObject({ decision: { outcome: "DENY" }, pass: { standing: "genuine", holder: "none" } });
    expect(nobody.decision).toEqual(without.decision);
    post.city.record("roadblock", car, permit("R8M3-05RY"));
    post.sync();
    expect(await check(text())).toMatchObject({ decision: { outcome: "ALLOW" }, pass: { holder: "other" } });
    post.city.record("roadblock", car, permit("R7K2-94QX"));
    post.sync();
    expect(await check(text())).toMatchObject({ decision: { outcome: "ALLOW" }, pass: { holder: "same" } });
    expect(await check("BEKET2:6BF")).toMatchObject({ decision: { outcome: "ALLOW" }, pass: { standing: "not-a-pass", holder: "other" } });
  });

  it("[CZ5] a genuine pass opens nothing for a car that is held, and a forged one refuses nobody", async () => {
    post.city.record("roadblock", car, permit("R7K2-94QX"));
    post.sync();
    const forged = text({}, { keyId: passSigner().keyId, sign: passSigner(new Uint8Array(32).fill(9)).sign });
    expect(await check(forged)).toMatchObject({ decision: { outcome: "ALLOW" }, pass: { standing: "forged", holder: "other" } });
    post.city.record("common", car, hold("H7K2-94QX"));
    post.sync();
    expect(await check(text())).toMatchObject({ decision: { outcome: "REFER" }, pass: { standing: "genuine", holder: "same" } });
  });

  it("[CZ5] the look-up's event is the same with a pass and without: a pass is no part of what was decided", async () => {
    await check(undefined);
    await check(text());
    const [plain, shown] = eventsOf(post, "lookup");
    expect(shown?.trace.stop).toEqual(plain?.trace.stop);
    expect(JSON.stringify(shown)).not.toContain("BEKET2");
  });
});
