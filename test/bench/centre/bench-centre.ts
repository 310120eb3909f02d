import { deepStrictEqual } from "node:assert";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { panelNames, PanelReply, staffRoutes } from "@beket/api";
import * as v from "valibot";
import { openStores, type Stores } from "../../../central/src/adapters/stores.ts";
import { readEvent } from "../../../central/src/features/ingest/event-feed.ts";
import { createProjection } from "../../../central/src/features/projection/projection.ts";
import { lifePosts } from "../../support/centre/random-life.ts";
import { figure, percentile, print, type Figure } from "../figures.ts";
import { openCentreApp } from "./centre-app.ts";
import { countPlainly, createOpener, fillEvents } from "./fill.ts";

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 3, 1);
const spanMs = 14 * 24 * hourMs;
/** The line of 2020: 27 roadblocks and 35 barriers; here with border posts among them. */
const posts = lifePosts(62);
const scope = (name: string) => ({ scope: name, key: "00".repeat(32) });
const scopes = { city: scope("city-1"), roadblock: scope("roadblock-1"), common: scope("common-1"), sites: scope("sites-1") };
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** `centre [--events N] [--sites N] [--requests N]`: counts so many events, then times each panel and proves its figures. */
export const benchCentre = async (args: readonly string[]): Promise<void> => {
  const options = {
    events: { type: "string", default: "1000000" },
    sites: { type: "string", default: "30000" },
    requests: { type: "string", default: "200" },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const [events, sites, requests] = [values.events, values.sites, values.requests].map(Number);
  if (![events, sites, requests].every((one) => Number.isInteger(one) && Number(one) >= 1))
    throw new Error("--events, --sites and --requests are whole numbers from 1");
  const folder = mkdtempSync(join(tmpdir(), "beket-bench-centre-"));
  try {
    const stores = openStores(folder, scopes);
    say(`storing ${events} events of ${posts.length} posts`);
    const filledFrom = performance.now();
    const stored = fillEvents(stores, posts, Number(events), startMs, spanMs);
    print(figure("centre: events sealed and stored", (stored * 1_000) / (performance.now() - filledFrom), "events/s"));
    for (const one of benchCounting(stores, stored)) print(one);
    const sizeOf = (file: string): number => statSync(join(folder, file)).size / stored;
    print(
      figure("centre: size of what is counted", sizeOf("projection.db"), "bytes/event", {
        name: "stored events",
        value: sizeOf("events.db"),
      }),
    );
    const nowMs = startMs + spanMs;
    const ask = await openCentreApp(stores, posts, nowMs, Number(sites));
    for (const one of await benchPanels(ask, nowMs, Number(requests))) print(one);
    say("counting every event once more, plainly");
    for (const one of await compare(stores, ask, nowMs)) print(one);
    stores.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Counting beside what comes before it, batch by batch as the feed does it: rows read, opened and decoded. */
function benchCounting(stores: Stores, stored: number): readonly Figure[] {
  const opener = createOpener();
  const follower = createProjection(stores.projection, () => undefined);
  let readMs = 0;
  let countMs = 0;
  for (;;) {
    const from = performance.now();
    const rows = stores.eventLog.arrivals(follower.cursor(), 256);
    const read = rows.map((row) => ({ row, read: readEvent(stores.eventLog, opener, row) }));
    const between = performance.now();
    const last = rows.at(-1);
    if (last === undefined) break;
    follower.apply(read, last.position);
    readMs += between - from;
    countMs += performance.now() - between;
  }
  say(`counted ${stored} events in ${Math.round((readMs + countMs) / 1_000)} s`);
  const perSecond = (ms: number): number => (stored * 1_000) / ms;
  return [
    figure("centre: events read and counted", perSecond(readMs + countMs), "events/s", {
      name: "only read, opened and decoded",
      value: perSecond(readMs),
    }),
  ];
}

/** p50 and p99 of each panel as JSON and CSV; the peer is the smallest answer of the same routes, a session, asked in turn with it. */
async function benchPanels(ask: (path: string) => Promise<Uint8Array>, nowMs: number, requests: number): Promise<readonly Figure[]> {
  const whole = `from=${nowMs - spanMs}&to=${nowMs}`;
  const paths: [string, string][] = panelNames.flatMap((panel): [string, string][] => [
    [`${panel} 24h`, `/api/v1/centre/panels/${panel}`],
    [`${panel} 14d`, `/api/v1/centre/panels/${panel}?${whole}`],
    [`${panel} 14d csv`, `/api/v1/centre/panels/${panel}?format=csv&${whole}`],
  ]);
  paths.push(["map of posts 24h", "/api/v1/centre/map/posts"], ["daily card", "/api/v1/centre/daily-card?date=2026-04-14"]);
  const figures: Figure[] = [];
  for (const [name, path] of paths) {
    const took: number[] = [];
    const floor: number[] = [];
    let bytes = 0;
    for (let at = 0; at < requests + 20; at++) {
      const from = performance.now();
      await ask(staffRoutes.session);
      const between = performance.now();
      bytes = (await ask(path)).length;
      // The first are for warming up.
      if (at < 20) continue;
      floor.push(between - from);
      took.push(performance.now() - between);
    }
    for (const share of [0.5, 0.99])
      figures.push(
        figure(`centre: ${name} (${bytes} bytes) p${share * 100}`, percentile(took, share), "ms", {
          name: "who is signed in",
          value: percentile(floor, share),
        }),
      );
  }
  return figures;
}

/** Every panel that is made of events, against the plain count, for the last day and for all days. */
async function compare(stores: Stores, ask: (path: string) => Promise<Uint8Array>, nowMs: number): Promise<readonly Figure[]> {
  const from = performance.now();
  const plain = countPlainly(stores);
  const read = (stored: number): Figure =>
    figure("centre: plain count of every event", (stored * 1_000) / (performance.now() - from), "events/s");
  const done = read(stores.ingest.newestPosition());
  let rows = 0;
  for (const begin of [nowMs - 24 * hourMs, startMs]) {
    const expected = plain.panels(posts, begin, nowMs, nowMs);
    for (const panel of ["flow", "hours", "reasons", "referrals", "queue", "tests"] as const) {
      const bytes = await ask(`/api/v1/centre/panels/${panel}?from=${begin}&to=${nowMs}`);
      const reply = v.parse(v.pipe(v.string(), v.parseJson(), PanelReply), new TextDecoder().decode(bytes));
      deepStrictEqual(reply.rows, expected[panel].slice(0, 10_000), `${panel} differs from the plain count`);
      rows += reply.rows.length;
    }
  }
  return [done, figure("centre: rows of panels equal to the plain count", rows, "rows")];
}
