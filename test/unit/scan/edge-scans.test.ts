import { edgeRoutes } from "@beket/api";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventsOf, folderBytes, newId, openLane, openPost, reading, signIn, type Caller, type Post } from "../edge/support/post.ts";

let post: Post;
let officer: Caller;
beforeEach(async () => {
  post = await openPost();
  post.sync();
  officer = await signIn(post);
});
afterEach(() => post.stop());

const iin = "910324301238";
const scan = (text: string, change: Readonly<Record<string, unknown>> = {}) =>
  reading(post, "", { reading: { kind: "scan", symbology: "qr", text }, ...change });

it("[SC11] a scan is in the journal before the bridge is answered, once per key, without its text", async () => {
  const slip = "BEKET1:6BFOXN TS3DHPVO13J";
  const first = { id: newId(post), deviceKey: "k1" };
  expect(await scan(slip, first)).toMatchObject({ status: 200, body: { id: first.id, status: "recorded" } });
  expect((await scan(slip, { deviceKey: "k1", retransmission: true })).body).toEqual({ id: first.id, status: "duplicate" });
  await scan(`${iin}\r`);
  expect(eventsOf(post, "reading")).toMatchObject([
    { id: first.id, observation: { type: "scan", symbology: "qr", key: null, sizeBytes: slip.length } },
    { observation: { type: "scan", key: { scheme: "iin", country: "KAZ", value: iin }, sizeBytes: 13 } },
  ]);
  expect(JSON.stringify(eventsOf(post, "reading"))).not.toContain("BEKET1");
  expect(eventsOf(post, "lookup")).toEqual([]);
  for (const secret of ["6BFOXN", iin]) expect(folderBytes(post).includes(secret), secret).toBe(false);
});

it("[SC11] two thousand characters of any alphabet are taken, and no more", async () => {
  expect((await scan("ң".repeat(2_000))).status).toBe(200);
  expect(eventsOf(post, "reading")).toMatchObject([{ observation: { sizeBytes: 4_000 } }]);
  expect((await scan("x".repeat(2_001))).status).toBe(422);
  expect((await scan("")).status).toBe(422);
});

it("[SC12] a scan of now is shown in its lane and in no other; one that had to wait is only recorded", async () => {
  const own = await openLane(post, officer);
  const other = await openLane(post, await signIn(post, { officer: "o-102", lane: "lane-2", tablet: "tablet-2" }));
  await scan(iin, { occurredAt: post.clock.now() - 16_000, retransmission: true });
  await scan("123ABC02");
  expect(await own.next("scan")).toEqual({ kind: "scan", device: "camera-1", text: "123ABC02", at: post.clock.now() });
  post.timers.fire();
  await other.next("status");
  await other.next("status");
  expect(other.text()).not.toContain("123ABC02");
  expect(own.text()).not.toContain(iin);
  expect(eventsOf(post, "reading")).toHaveLength(2);
  await own.cancel();
  await other.cancel();
});

it("[SC13] those who wait are counted once per id, in the lane of whoever counted", async () => {
  const body = { id: newId(post), occurredAt: post.clock.now() - 5_000, vehiclesWaiting: 42 };
  expect(await officer.post(edgeRoutes.queue, body)).toMatchObject({ status: 200, body: { id: body.id } });
  expect((await officer.post(edgeRoutes.queue, body)).status).toBe(200);
  expect((await officer.post(edgeRoutes.queue, { ...body, vehiclesWaiting: 43 })).body).toMatchObject({ code: "id-reused" });
  expect((await officer.post(edgeRoutes.queue, { ...body, id: newId(post), vehiclesWaiting: 10_001 })).status).toBe(422);
  const elsewhere = await signIn(post, { officer: "o-102", lane: "lane-2", tablet: "tablet-2" });
  await elsewhere.post(edgeRoutes.queue, { ...body, id: newId(post), vehiclesWaiting: 0 });
  expect(eventsOf(post, "queue")).toMatchObject([
    { id: body.id, lane: "lane-1", officer: "o-101", vehiclesWaiting: 42, source: "officer", occurredAt: body.occurredAt },
    { lane: "lane-2", officer: "o-102", vehiclesWaiting: 0 },
  ]);
});

it("[SC13] a tablet whose clock is ahead counts now", async () => {
  await officer.post(edgeRoutes.queue, { id: newId(post), occurredAt: post.clock.now() + 7_200_000, vehiclesWaiting: 9 });
  expect(eventsOf(post, "queue")).toMatchObject([{ occurredAt: post.clock.now(), vehiclesWaiting: 9 }]);
});

it("[SC13] counting needs a sign-in", async () => {
  const body = { id: newId(post), occurredAt: post.clock.now(), vehiclesWaiting: 1 };
  expect((await officer.post(edgeRoutes.queue, body, { cookie: "" })).status).toBe(401);
  expect(eventsOf(post, "queue")).toEqual([]);
});
