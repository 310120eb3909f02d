import { edgeRoutes, EdgeStatus, Health, PostInfo } from "@beket/api";
import { decodeEvent } from "@beket/domain";
import { buildTopic, createEventOpener, createIngest, createKeyRing, parseTopic } from "@beket/replication";
import { createMemoryIngestStore } from "@beket/replication/memory";
import * as v from "valibot";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { idBytes } from "../../../edge/src/features/recording/recorder.ts";
import { readNodeFile } from "../../../edge/src/adapters/node-file.ts";
import { ackSeed, codec, crypto, eventSecretKey, nodeFile, permit, plate, iinWithNeighbour } from "./support/city.ts";
import {
  ask,
  eventsOf,
  folderBytes,
  newId,
  openPost,
  reading,
  send,
  signIn,
  stopOf,
  subject,
  told,
  type Caller,
  type Post,
} from "./support/post.ts";

let post: Post;
let officer: Caller;
beforeEach(async () => {
  post = await openPost();
  post.sync();
  officer = await signIn(post);
});
afterEach(() => post.stop());

const car = plate("123ABC02");
const stop = stopOf([subject(car)]);
const status = async () => v.parse(EdgeStatus, (await send(post, "GET", edgeRoutes.status)).body);
const health = async () => v.parse(Health, (await send(post, "GET", "/health")).body);

describe("a full journal", () => {
  it("[EN27] stops checking and says so, loses nothing that was said, and goes on when there is room", async () => {
    await ask(post, officer, stop);
    const store = post.stores().journal;
    const append = store.append;
    const full = { ok: false, error: { code: "journal-full", detail: "test" } } as const;
    Object.assign(store, { append: () => full });
    const id = newId(post);
    expect(told(await ask(post, officer, stop, { id }))).toBe("507 journal-full");
    const passage = { id: newId(post), lookup: id, occurredAt: post.clock.now(), stop };
    expect((await officer.post(edgeRoutes.passages, passage)).status).toBe(507);
    expect((await reading(post, "123ABC02", { deviceKey: "k1" })).status).toBe(507);
    expect((await status()).journal).toBe("full");
    expect((await send(post, "GET", "/health")).status).toBe(503);
    Object.assign(store, { append });
    expect(told(await ask(post, officer, stop, { id }))).toBe("DENY absent");
    expect((await officer.post(edgeRoutes.passages, passage)).body).toMatchObject({ status: "recorded", passage: passage.id });
    expect((await reading(post, "123ABC02", { deviceKey: "k1" })).body).toMatchObject({ status: "recorded" });
    expect((await status()).journal).toBe("ok");
    expect(eventsOf(post, "lookup").map((event) => event.id)).toContain(id);
  });

  it("[EN27] disk costs the working table its small change and the registry its news, and ends no program while the journal takes events", async () => {
    const full = (): never => {
      throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
    };
    const { work, ledger, common } = post.stores();
    const parts = [work.replies, work.passages, work.plates, work.deviceKeys, work.settings, work.referrals, work.tries] as const;
    const whole = [ledger, common, work, ...parts].map((part) => [part, { ...part }] as const);
    for (const store of [ledger, common]) Object.assign(store, { apply: full, putOverlay: full, recordHead: full });
    for (const part of parts) Object.assign(part, { put: full, remove: full, addObserver: full });
    Object.assign(work, { purge: full });

    expect(told(await ask(post, officer, stop))).toBe("DENY absent");
    const passage = { id: newId(post), lookup: newId(post), occurredAt: post.clock.now(), stop };
    expect((await officer.post(edgeRoutes.passages, passage)).body).toMatchObject({ status: "recorded" });
    expect((await reading(post, "123ABC02")).body).toMatchObject({ status: "recorded" });
    const referral = { id: newId(post), lookup: newId(post), occurredAt: post.clock.now(), stop, reasons: [{ code: "absent" }] };
    expect(await officer.post(edgeRoutes.referrals, referral)).toMatchObject({ status: 507, body: { code: "journal-full" } });
    post.timers.fire();
    post.clock.advance(60_000);
    const row = post.city.record("roadblock", car, permit("R7K2-94QX"));
    post.sync();
    post.link.deliver(
      buildTopic({ kind: "reg", scope: post.city.writers.roadblock.scope, channel: "lane" }),
      post.city.writers.roadblock.laneFrame(row) ?? new Uint8Array(0),
    );
    expect(post.logged.join()).toContain("store-failed");
    expect(told(await ask(post, officer, stop))).toBe("DENY absent");

    for (const [part, methods] of whole) Object.assign(part, methods);
    post.link.setUp(true);
    for (
      let batch = post.city.writers.roadblock.batchSince(0);
      typeof batch === "object";
      batch = post.city.writers.roadblock.batchSince(batch.to)
    )
      post.link.deliver(buildTopic({ kind: "reg", scope: post.city.writers.roadblock.scope, channel: "delta" }), batch.bytes);
    expect(told(await ask(post, officer, stop))).toBe("ALLOW permit-valid");
    expect((await officer.post(edgeRoutes.referrals, referral)).status).toBe(200);
  });

  it("[EN27] disk that has room again gives the journal its reserve back", async () => {
    let state = "held";
    let restored = 0;
    Object.assign(post.stores().journal, { ballast: () => state, restoreBallast: () => (restored += 1) > 0 });
    post.timers.fire();
    expect(restored).toBe(0);
    state = "released";
    post.timers.fire();
    expect(restored).toBe(1);
  });

  it("[EN2] knows the ids of what left the journal for a month and no longer", async () => {
    const { id } = await ask(post, officer, stop);
    const bytes = idBytes(id);
    const [epoch] = post.stores().journal.epochs();
    post.stores().journal.prune(epoch?.epoch ?? "", epoch?.lastSeq ?? 0);
    post.clock.advance(30 * 86_400_000);
    await post.restart();
    expect(post.stores().journal.find(bytes)).not.toBeNull();
    post.clock.advance(2 * 86_400_000);
    await post.restart();
    expect(post.stores().journal.find(bytes)).toBeNull();
  });

  it("[EN30] errors that nobody expected are a problem like any other, and their words are nobody's to read", async () => {
    Object.assign(post.stores().work.referrals, {
      put: () => {
        throw new TypeError("123ABC02 is not a function");
      },
    });
    const referral = { id: newId(post), lookup: newId(post), occurredAt: post.clock.now(), stop, reasons: [{ code: "absent" }] };
    const sent = await officer.post(edgeRoutes.referrals, referral);
    expect(sent).toMatchObject({ status: 500, body: { code: "internal-fault" } });
    expect(post.logged.join()).toContain("request-failed");
    expect(post.logged.join() + JSON.stringify(sent.body)).not.toContain("123ABC02");
  });

  it("[EN27] that cannot be written asks for a restart", async () => {
    Object.assign(post.stores().journal, { append: () => ({ ok: false, error: { code: "journal-io", detail: "test" } }) });
    expect(told(await ask(post, officer, stop))).toBe("503 journal-failed");
    expect((await health()).checks).toContainEqual({ name: "journal", status: "failing" });
    await post.crash();
    officer = await signIn(post);
    expect(told(await ask(post, officer, stop))).toBe("DENY absent");
  });

  it("[EN27] that nears its end is said to be low", async () => {
    const low = await openPost({ diskFreeBytes: 1_000_000 });
    expect((await send(low, "GET", edgeRoutes.status)).body).toMatchObject({ journal: "low" });
    await low.stop();
  });
});

describe("the link to central", () => {
  const requests = () => post.link.published.filter(({ topic }) => parseTopic(topic)?.kind === "up" && topic.endsWith("/req"));

  it("[EN28] asks for what a head says is missing, again when nothing comes, and takes the answer", async () => {
    post.link.setUp(true);
    const writer = post.city.writers.roadblock;
    post.city.record("roadblock", car, permit("R7K2-94QX"));
    const before = requests().length;
    post.link.deliver(buildTopic({ kind: "reg", scope: writer.scope, channel: "head" }), writer.head());
    expect(requests()).toHaveLength(before + 1);
    expect(told(await ask(post, officer, stop))).toBe("REFER absent-replica-incomplete");
    post.timers.fire();
    expect(requests().length).toBeGreaterThan(before + 1);
    const batch = writer.batchSince(0);
    if (typeof batch === "string") throw new Error("there is a batch");
    post.link.deliver(buildTopic({ kind: "dn", source: "post-kaskelen", channel: "chunk" }), batch.bytes);
    expect(told(await ask(post, officer, stop))).toBe("ALLOW permit-valid");
    const answered = requests().length;
    post.timers.fire();
    expect(requests()).toHaveLength(answered);
  });

  it("[EN28] takes no frame that was altered, and goes on with what it has", async () => {
    post.city.record("roadblock", car, permit("R7K2-94QX"));
    const batch = post.city.writers.roadblock.batchSince(0);
    if (typeof batch === "string") throw new Error("there is a batch");
    const forged = batch.bytes.slice();
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    post.link.deliver(buildTopic({ kind: "reg", scope: "roadblock-almaty-1", channel: "delta" }), forged);
    expect(told(await ask(post, officer, stop))).toBe("DENY absent");
    expect(post.logged.some((line) => line.includes("registry-alarm"))).toBe(true);
  });

  it("[EN28] sends every event to central, which opens and parses each once", async () => {
    const ring = createKeyRing({ crypto, codec, rootPublicKey: Uint8Array.fromHex(nodeFile().rootPublicKey) });
    ring.accept(Uint8Array.fromBase64(nodeFile().keySet));
    const store = createMemoryIngestStore();
    const central = createIngest({ store, crypto, codec, keys: ring, ackSigningSeed: ackSeed, clock: { ...post.clock } });
    const opener = createEventOpener({ crypto, codec, eventSecretKey });
    const kinds = new Map<number, string>();
    post.link.setUp(true);
    for (let round = 0; round < 20; round++) {
      for (const { bytes } of post.link.published.splice(0)) {
        const received = central.receive(bytes);
        if (!received.ok || received.value.kind === "request") continue;
        if (received.value.kind === "events")
          for (const row of received.value.rows) {
            const body = opener.open({ source: "post-kaskelen", sealedKey: received.value.sealedKey, row });
            const event = body.ok ? decodeEvent(body.value) : null;
            kinds.set(row.seq, event?.ok === true ? event.value.kind : "unreadable");
          }
        post.link.deliver(received.value.replyTopic, received.value.reply);
      }
      if (round === 5) await ask(post, officer, stop);
      post.clock.advance(10);
      post.timers.fire();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(store.held("post-kaskelen").map(({ ranges }) => ranges)).toEqual([[[1, 3]]]);
    expect([...kinds].toSorted(([left], [right]) => left - right)).toEqual([
      [1, "clock"],
      [2, "shift"],
      [3, "lookup"],
    ]);
    expect(await status()).toMatchObject({ central: "connected", unsentEvents: 0, oldestUnsentAgeMs: null });
  });

  it("[EN29] goes by central's time: never before the newest signed head, over a restart too", async () => {
    const ahead = post.clock.now() + 3_600_000;
    const late = { now: () => ahead };
    const { createCity } = await import("./support/city.ts");
    const city = createCity(late);
    post.link.deliver(buildTopic({ kind: "reg", scope: "city-almaty-1", channel: "head" }), city.writers.city.head());
    expect((await status()).time).toBe(ahead);
    post.timers.fire();
    await post.restart();
    expect((await status()).time).toBe(ahead);
    expect(eventsOf(post, "clock").map(({ cause }) => cause)).toContain("corrected");
    officer = await signIn(post);
    await ask(post, officer, stop);
    expect(eventsOf(post, "lookup")[0]?.trace.correctedTime).toBe(ahead);
  });

  it("[EN29] writes its clock's state at each start", () => {
    expect(eventsOf(post, "clock")).toMatchObject([{ cause: "started", source: "edge", bootId: "00112233445566aa", offsetAfterMs: 0 }]);
  });
});

describe("what a post says of itself", () => {
  it("[EN30] is open to whoever stands before it, and names nobody", async () => {
    const info = v.parse(PostInfo, (await send(post, "GET", edgeRoutes.post)).body);
    expect(info).toMatchObject({
      post: "kaskelen",
      ledger: "roadblock",
      mode: "demo",
      regime: { version: 7 },
      serverTime: post.clock.now(),
    });
    expect((await health()).status).toBe("degraded");
    expect((await health()).checks).toContainEqual({ name: "registry-age", status: "ok", value: 0, unit: "ms" });
    await ask(post, officer, stopOf([subject(car), subject(iinWithNeighbour())]));
    const said = JSON.stringify([info, await health(), await status()]);
    for (const secret of [car.value, iinWithNeighbour().value, "o-101", "tablet-1"]) expect(said).not.toContain(secret);
  });

  it("[EN30] leaves unknown addresses and methods a problem in the reader's language", async () => {
    const sent = await send(post, "GET", "/api/v1/nothing", undefined, { "accept-language": "ru" });
    expect(sent).toMatchObject({ status: 404, body: { code: "no-such-route", title: "Такого адреса нет." } });
    expect((await send(post, "PUT", edgeRoutes.checks, {})).status).toBe(404);
  });
});

describe("at rest", () => {
  it("[EN31] no file, log line or answer to a stranger holds an identifier, a plate or a PIN in clear", async () => {
    const man = iinWithNeighbour();
    const foreigner = { scheme: "doc" as const, country: "KGZ", value: "AN7654321" };
    for (const key of [car, man, foreigner]) post.city.record("roadblock", key, permit("R7K2-94QX", { country: key.country }));
    post.sync();
    const everybody = stopOf([subject(car), subject(man), subject(foreigner, { role: "passenger" })]);
    const { id } = await ask(post, officer, everybody);
    const common = { lookup: id, occurredAt: post.clock.now(), stop: everybody };
    await officer.post(edgeRoutes.passages, { id: newId(post), ...common });
    await officer.post(edgeRoutes.refusals, { id: newId(post), ...common, reasons: [{ code: "absent" }] });
    await officer.post(edgeRoutes.referrals, { id: newId(post), ...common, reasons: [{ code: "permit-valid", number: "R7K2-94QX" }] });
    await reading(post, "123ABC02", { deviceKey: "123ABC02-17" });
    await officer.post(edgeRoutes.checks, { kind: "ask", id: "bad", stop: everybody });
    const atRest = folderBytes(post);
    expect(atRest.length).toBeGreaterThan(100_000);
    expect(atRest.includes("lane-1")).toBe(true);
    const secrets = [car.value, man.value, foreigner.value, "246810", "R7K2-94QX"];
    for (const secret of secrets) {
      expect(atRest.includes(secret), secret).toBe(false);
      expect(post.logged.join("\n").includes(secret), secret).toBe(false);
    }
    await post.restart();
    for (const secret of secrets) expect(folderBytes(post).includes(secret), secret).toBe(false);
  });

  it("[EN31] the working table forgets after twelve hours what no open referral needs", async () => {
    const common = { occurredAt: post.clock.now(), stop, lookup: newId(post), reasons: [{ code: "absent" }] };
    await officer.post(edgeRoutes.referrals, { id: newId(post), ...common });
    const { id } = await ask(post, officer, stop);
    post.timers.fire();
    post.clock.advance(13 * 3_600_000);
    post.timers.fire();
    officer = await signIn(post);
    expect(told(await ask(post, officer, stop, { id }))).toBe("409 already-recorded");
    expect(post.stores().work.referrals.unresolved(10)).toHaveLength(1);
  });
});

describe("a node file", () => {
  const read = (content: unknown) => {
    const folder = mkdtempSync(join(tmpdir(), "beket-node-"));
    const path = join(folder, "node.json");
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    const result = readNodeFile(path, { crypto, codec });
    rmSync(folder, { recursive: true });
    return result.ok ? [] : result.error.map((line) => line.replaceAll(path, "FILE"));
  };

  it("[EN32] with keys is refused in production, whatever else it says", () => {
    expect(read({ mode: "production" })).toEqual([expect.stringContaining("must be enrolled")]);
    expect(read(nodeFile({ mode: "production" }))).toEqual([expect.stringContaining("must be enrolled")]);
    expect(read(nodeFile())).toEqual([]);
  });

  it("[EN32] shows all its faults at once and none of its secrets", () => {
    const lines = read({ ...nodeFile(), post: "KASKELEN", shard: "x", signingSeed: "not-the-secret", lanes: undefined });
    expect(lines.map((line) => line.split(": ")[1])).toEqual(["post", "lanes", "shard", "signingSeed"]);
    expect(lines.join()).not.toContain("not-the-secret");
    expect(read("{")).toEqual(["node file FILE is not JSON"]);
    const [lane] = nodeFile().lanes;
    const twice = lane === undefined ? [] : [lane, lane];
    expect(
      read({
        ...nodeFile({ lanes: twice, deviceTokens: [{ device: "camera-9", lane: "lane-9", token: "00".repeat(32) }] }),
        keySet: "AAAA",
      }),
    ).toHaveLength(3);
  });
});
