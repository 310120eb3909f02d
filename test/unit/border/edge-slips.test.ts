import { borderRoutes, SlipCheckReply, SlipReply } from "@beket/api";
import { base45Text, bytesOfBase45 } from "@beket/tokens";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as v from "valibot";
import { signIn, type Caller, type Post } from "../edge/support/post.ts";
import { hour, iin, iins, minute, passport, uuid } from "./support/scene.ts";
import { medic, ofTest, openBorderPost, readStep, runTest, state } from "./support/border-post.ts";

let post: Post;
let caller: Caller;
beforeEach(async () => {
  post = await openBorderPost();
  caller = await medic(post);
});
afterEach(() => post.stop());

const slipFor = async (test: string) => {
  const { status, body } = await caller.post(borderRoutes.slips, { test });
  if (status !== 200) throw new Error(v.parse(v.looseObject({ code: v.string() }), body).code);
  return v.parse(SlipReply, body);
};
const tested = async (result: "negative" | "positive-acute" | "invalid" = "negative") => {
  const run = await runTest(post, caller);
  post.clock.advance(16 * minute);
  await state(post, caller, ofTest(run.test, readStep(run.cassette, result)));
  return run;
};
const check = async (who: Caller, text: string, subject: object | null = null) =>
  v.parse(SlipCheckReply, (await who.post(borderRoutes.slipCheck, { text, subject })).body);

describe("slips at a node", () => {
  it("[BO26] are printed for a test that was read and is not invalid, the same one each time", async () => {
    await expect(slipFor(uuid(5))).rejects.toThrow("border.test-unknown");
    const run = await runTest(post, caller);
    await expect(slipFor(run.test)).rejects.toThrow("border.test-not-read");
    post.clock.advance(16 * minute);
    const readAt = post.clock.now();
    await state(post, caller, ofTest(run.test, readStep(run.cassette)));
    const slip = await slipFor(run.test);
    expect(slip.number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(slip.validUntil - readAt).toBeGreaterThanOrEqual(72 * hour);
    expect(slip.validUntil - readAt).toBeLessThan(72 * hour + minute);
    await post.restart();
    expect(await slipFor(run.test)).toEqual(slip);
    const bytes = bytesOfBase45(slip.text.slice(7));
    expect(Buffer.from(bytes ?? []).includes(Buffer.from(iins[0]))).toBe(false);
  });

  it("[BO26] are not printed for an invalid test", async () => {
    const { test } = await tested("invalid");
    await expect(slipFor(test)).rejects.toThrow("border.test-not-read");
  });

  it("[BO26] are checked by every officer of any post: genuine, of this person, until when; the result is for medics", async () => {
    const { test } = await tested("positive-acute");
    const { text, validUntil } = await slipFor(test);
    const genuine = { standing: "genuine", belongs: "yes", post: "kaskelen", validUntil, result: "positive-acute" };
    expect(await check(caller, text, iin(0))).toMatchObject(genuine);
    const officer = await signIn(post, { officer: "o-101" });
    expect(await check(officer, text, iin(0))).toMatchObject({ ...genuine, result: null });
    expect(await check(officer, text, { ...iin(0), country: "XXX" })).toMatchObject({ belongs: "yes" });
    expect(await check(officer, text, iin(1))).toMatchObject({ standing: "genuine", belongs: "no" });
    expect(await check(officer, text, passport("AA1234567"))).toMatchObject({ belongs: "no" });
    expect(await check(officer, text)).toMatchObject({ standing: "genuine", belongs: "not-asked" });
    const supervisor = await signIn(post, { officer: "s-201", tablet: "tablet-3" });
    expect((await check(supervisor, text)).result).toBeNull();
    const roadblock = await openBorderPost({});
    const there = await signIn(roadblock);
    roadblock.clock.advance(post.clock.now() - roadblock.clock.now());
    expect(await check(there, text, iin(0))).toMatchObject({ ...genuine, result: null });
    await roadblock.stop();
  });

  it("[BO26] name nobody to who tries: a hundred wrong people an hour for one slip and one officer", async () => {
    const { test } = await tested();
    const { text } = await slipFor(test);
    const officer = await signIn(post, { officer: "o-101" });
    const ask = (who: Caller, subject: object | null) => who.post(borderRoutes.slipCheck, { text, subject });
    for (let number = 0; number < 100; number += 1)
      expect((await ask(officer, passport(`AA${1_000_000 + number}`))).body).toMatchObject({ belongs: "no" });
    const stopped = await ask(officer, iin(0));
    expect([stopped.status, v.parse(v.looseObject({ code: v.string() }), stopped.body).code]).toEqual([429, "too-many-slip-checks"]);
    expect((await ask(officer, null)).status).toBe(200);
    expect((await ask(caller, iin(0))).body).toMatchObject({ belongs: "yes" });
    post.clock.advance(hour);
    expect((await ask(officer, iin(0))).body).toMatchObject({ belongs: "yes" });
  });

  it("[BO26] are told apart: expired, forged, by somebody unknown, no slip at all", async () => {
    const { test } = await tested();
    const { text, validUntil } = await slipFor(test);
    const nothing = { post: null, issuedAt: null, validUntil: null, result: null };
    const bytes = bytesOfBase45(text.slice(7)) ?? new Uint8Array();
    const spoilt = (at: number): string => `BEKET1:${base45Text(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)))}`;
    expect(await check(caller, spoilt(bytes.length - 1), iin(0))).toEqual({ standing: "forged", belongs: "no", ...nothing });
    const keyId = 8;
    expect(await check(caller, spoilt(keyId))).toEqual({ standing: "unknown-signer", belongs: "not-asked", ...nothing });
    expect(await check(caller, spoilt(0))).toEqual({ standing: "not-a-slip", belongs: "not-asked", ...nothing });
    expect(await check(caller, "https://example.kz/?id=1")).toMatchObject({ standing: "not-a-slip" });
    post.clock.advance(validUntil - post.clock.now());
    caller = await medic(post);
    expect((await check(caller, text)).standing).toBe("genuine");
    post.clock.advance(1);
    expect(await check(caller, text, iin(0))).toMatchObject({ standing: "expired", belongs: "yes", result: "negative" });
  });
});
