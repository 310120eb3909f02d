import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PanelReply, type PanelName } from "@beket/api";
import { decodeEvent } from "@beket/domain";
import { systemRandom, systemSchedule } from "@beket/node-kit";
import { createEventOpener, createIngest, createKeyRing, formatUuid, keyIdOf, signKeySet, type JournalRow } from "@beket/replication";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStores } from "../../../central/src/adapters/stores.ts";
import { createDailyCards } from "../../../central/src/features/centre/daily-card.ts";
import { createPanels } from "../../../central/src/features/centre/panels.ts";
import { createEventFeed, createEventReader } from "../../../central/src/features/ingest/event-feed.ts";
import { createNodes } from "../../../central/src/features/nodes/nodes.ts";
import { createProjection } from "../../../central/src/features/projection/projection.ts";
import { createPlainCount } from "../../support/centre/plain-count.ts";
import { createLife, lifePosts, seeded, type Told } from "../../support/centre/random-life.ts";
import { createSealedSource } from "../../support/centre/sealed-source.ts";
import { codec, crypto, testKeys } from "../central/support.ts";

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 3, 20, 0, 0, 0);
const spanMs = 30 * hourMs;
const eventSecretKey = systemRandom(32);
const posts = lifePosts(7);
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beket-centre-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Central's ingest, its files and its counting, on a clock that is set. */
function openCount(sources: readonly string[]) {
  const clock = { now: () => nowMs, monotonic: () => nowMs, bootId: "0123456789abcdef" };
  let nowMs = startMs;
  const seeds = { root: systemRandom(32), ack: systemRandom(32) };
  const signing = new Map(sources.map((source) => [source, systemRandom(32)]));
  const keyOf = (seed: Uint8Array) => {
    const publicKey = crypto.ed25519.publicKey(seed);
    return { id: keyIdOf(crypto, publicKey), publicKey, notBefore: startMs - hourMs, notAfter: startMs + 99 * spanMs };
  };
  const keys = [
    { ...keyOf(seeds.ack), role: "ack" as const },
    ...[...signing].map(([source, seed]) => ({ ...keyOf(seed), role: "source" as const, source })),
  ];
  const keyRing = createKeyRing({ crypto, codec, rootPublicKey: crypto.ed25519.publicKey(seeds.root) });
  keyRing.accept(signKeySet({ crypto, codec, rootSeed: seeds.root }, { version: 1, issuedAt: startMs, keys, revoked: [] }));
  const stores = openStores(folder, testKeys().scopes);
  const ingest = createIngest({ store: stores.ingest, crypto, codec, keys: keyRing, ackSigningSeed: seeds.ack, clock });
  const opener = createEventOpener({ crypto, codec, eventSecretKey });
  const setAside: string[] = [];
  const feed = createEventFeed({
    reader: createEventReader(stores.eventLog, opener),
    follower: createProjection(stores.projection, (code) => setAside.push(code)),
    schedule: systemSchedule,
    onFault: () => undefined,
  });
  const figures = stores.figures(posts.map((post) => ({ ...post, name: { kk: "", ru: "", en: "" } })));
  const nodes = createNodes(
    sources.map((source) => ({ source, post: source, username: source, passwordSha256: "0".repeat(64) })),
    stores.projection.sources,
  );
  const deps = {
    figures,
    posts: posts.map((post) => ({ ...post, name: { kk: "", ru: "", en: "" } })),
    nodes: () => nodes.reply().nodes,
    sources: stores.projection.sources,
    holds: { byState: () => [] },
    sites: { sectors: () => [], mapSectors: () => [], mapSites: () => [] },
    cards: stores.cards,
    timeZone: () => "Asia/Almaty",
    behind: () => stores.ingest.newestPosition() - stores.projection.cursor(),
    now: clock.now,
  };
  const read = createPanels(deps);
  return {
    stores,
    ingest,
    opener,
    signing,
    setAside,
    cards: createDailyCards(deps),
    count: () => feed.catchUp(() => Promise.resolve()),
    rows: (panel: PanelName, from: number, to: number) => v.parse(PanelReply, read(panel, { from, to }, "en")).rows,
    behind: deps.behind,
    now: clock.now,
    setNow: (at: number): void => {
      nowMs = at;
    },
  };
}
type Count = ReturnType<typeof openCount>;

/** What the journals of the posts send: mixed up in time, some events under two sources, some frames twice, some bodies spoilt. */
function send(one: Count, seed: number, eventCount: number): void {
  const random = seeded(seed);
  const life = createLife(random, posts);
  const told: Told[] = [];
  while (told.length < eventCount) told.push(...life.next(startMs + random.below(spanMs)));
  told.sort(() => random.next() - 0.5);
  const sources = [...one.signing.keys()];
  const journals = new Map(
    sources.map((source) => [
      source,
      createSealedSource(
        { crypto, codec, random: systemRandom, eventPublicKey: crypto.x25519.publicKey(eventSecretKey), openedAt: startMs },
        source,
      ),
    ]),
  );
  const waiting = new Map<string, JournalRow[]>(sources.map((source) => [source, []]));
  const flush = (source: string): void => {
    const rows = waiting.get(source)?.splice(0) ?? [];
    const journal = journals.get(source);
    const signingSeed = one.signing.get(source);
    if (rows.length === 0 || journal === undefined || signingSeed === undefined) return;
    one.setNow(startMs + random.below(spanMs + hourMs));
    const frame = journal.frame(signingSeed, rows, before.get(source) ?? new Uint8Array(32));
    before.set(source, journal.lastHash());
    const frames = random.chance(0.2) ? [frame, frame] : [frame];
    for (const bytes of frames) if (!one.ingest.receive(bytes).ok) throw new Error("a frame was refused");
  };
  const before = new Map<string, Uint8Array>();
  const write = (source: string, event: Told): void => {
    waiting.get(source)?.push(journals.get(source)?.row(event, random.chance(0.005)) ?? fail());
    if ((waiting.get(source)?.length ?? 0) >= 1 + random.below(40)) flush(source);
  };
  for (const event of told) {
    write(event.source, event);
    if (random.chance(0.03)) write(random.pick(sources), event);
  }
  for (const source of sources) flush(source);
}
const fail = (): never => {
  throw new Error("no such journal");
};

/** Reads events.db row by row beside the program's feed. */
function plainly(one: Count) {
  const plain = createPlainCount();
  const rows = one.stores.ingest.arrivals(0, 1_000_000);
  for (const row of rows) {
    const epoch = one.stores.ingest.epochOf(row.source, row.epoch);
    const body = epoch === null ? null : one.opener.open({ source: row.source, sealedKey: epoch.sealedKey, row });
    const event = body !== null && body.ok ? decodeEvent(body.value) : null;
    plain.take(row.source, formatUuid(row.id), row.receivedAt, event !== null && event.ok ? event.value : null);
  }
  return { plain, stored: rows.length };
}
const panelsOfEvents = ["flow", "hours", "reasons", "referrals", "queue", "tests"] as const;
const sources = [...posts.map(({ post }) => post), "standby-1"];

describe("an independent count over the stored events", () => {
  it.each([1, 2, 3])(
    "[CN10] equals every panel, however events come: mixed up, twice, under two sources, spoilt (seed %i)",
    async (seed) => {
      const one = openCount(sources);
      send(one, seed, 2_500);
      one.setNow(startMs + spanMs + hourMs);
      await one.count();
      const { plain, stored } = plainly(one);
      const ranges: readonly (readonly [number, number])[] = [
        [startMs - 2 * hourMs, startMs + spanMs + 2 * hourMs],
        [startMs + 5 * hourMs, startMs + 9 * hourMs],
        [startMs + 99 * hourMs, startMs + 100 * hourMs],
      ];
      for (const [from, to] of ranges) {
        const expected = plain.panels(posts, from, to, one.now());
        for (const panel of panelsOfEvents) expect([panel, one.rows(panel, from, to)]).toEqual([panel, expected[panel]]);
        const nodes = one.rows("nodes", from, to);
        for (const [source, , , , age, lag, events] of nodes)
          expect({ age, lag, events }).toEqual(expected.nodes.get(String(source)) ?? { age: null, lag: null, events: 0 });
      }
      // The run was not empty: repeats, unreadable bodies, every counted kind.
      expect(stored).toBeGreaterThan(plain.ids() + plain.unreadable() + 30);
      expect(one.setAside.length).toBe(plain.unreadable());
      expect(new Set(one.setAside)).toEqual(new Set(["body-unreadable", "unknown-kind", "not-json", "invalid"]));
      for (const kind of ["lookup", "passage", "refusal", "referral", "queue", "person", "questionnaire", "test"])
        expect([kind, plain.kinds().get(kind) ?? 0]).toEqual([kind, expect.toSatisfy((count: number) => count > 20)]);
      expect(one.behind()).toBe(0);
      one.stores.close();
    },
  );

  it("[CN11] a civil day of the card is that of the city's clock", async () => {
    const one = openCount(sources);
    send(one, 7, 1_500);
    await one.count();
    const { plain } = plainly(one);
    // Almaty is UTC+5 in 2026: the 20th lasts from 19:00 of the 19th to 19:00.
    const midnight = Date.UTC(2026, 3, 19, 19);
    for (const [at, date] of ["2026-04-20", "2026-04-21"].entries()) {
      const card = one.cards.of(date);
      const expected = plain.panels(posts, midnight + at * 24 * hourMs, midnight + (at + 1) * 24 * hourMs, one.now()).vehicles;
      expect([date, card.ok && card.value.counted]).toEqual([date, expected]);
      expect(expected.vehiclesIn + expected.tested).toBeGreaterThan(0);
    }
    one.stores.close();
  });

  it("[CN12] counting stops anywhere and goes on without counting twice", async () => {
    const one = openCount(sources);
    send(one, 11, 1_200);
    one.setNow(startMs + spanMs + hourMs);
    await one.count();
    const whole = panelsOfEvents.map((panel) => one.rows(panel, startMs, startMs + spanMs));
    one.stores.close();
    rmSync(join(folder, "projection.db"));
    const again = openCount(sources);
    again.setNow(startMs + spanMs + hourMs);
    expect(again.behind()).toBeGreaterThan(1_000);
    const follower = createProjection(again.stores.projection, () => undefined);
    const rows = again.stores.ingest.arrivals(0, 300).map((row) => {
      const epoch = again.stores.ingest.epochOf(row.source, row.epoch);
      const body = epoch === null ? null : again.opener.open({ source: row.source, sealedKey: epoch.sealedKey, row });
      const event = body !== null && body.ok ? decodeEvent(body.value) : null;
      return { row, read: event !== null && event.ok ? { event: event.value } : { code: "not-json" as const } };
    });
    // A disk that refuses in the middle of a batch: nothing of it is counted, its sums neither.
    const poisoned = {
      ...again.stores.projection,
      write: (work: Parameters<typeof again.stores.projection.write>[0], cursor: number) =>
        again.stores.projection.write((to) => {
          work(to);
          throw new Error("disk full");
        }, cursor),
    };
    expect(() => createProjection(poisoned, () => undefined).apply(rows, 300)).toThrow("disk full");
    expect(again.stores.projection.cursor()).toBe(0);
    follower.apply(rows, 300);
    await again.count();
    expect(panelsOfEvents.map((panel) => again.rows(panel, startMs, startMs + spanMs))).toEqual(whole);
    again.stores.close();
  });
});
