import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ruleRows } from "@beket/api";
import type { BeketEvent, SiteState, StatedSiteFact } from "@beket/domain";
import { SiteState as SiteStateSchema } from "@beket/domain";
import { createNodeCodec, createNodeCrypto, systemRandom } from "@beket/node-kit";
import { createScopeWriter, parseUuid, unpackJson } from "@beket/replication";
import * as v from "valibot";
import { openStores } from "../../../central/src/adapters/stores.ts";
import type { ReadRow } from "../../../central/src/features/ingest/event-feed.ts";
import { createPlanning } from "../../../central/src/features/planning/planning.ts";
import { ten } from "./samples.ts";

const crypto = createNodeCrypto();
export const codec = createNodeCodec();
const hex = (bytes: Uint8Array): string => bytes.toHex();
const scopeOf = (name: string) => ({ scope: `${name}-1`, key: hex(systemRandom(32)) });

/** The planners' desk over real files, with the scope that posts would get and a count of what they were told. */
export function openDesk() {
  const folder = mkdtempSync(join(tmpdir(), "beket-sites-"));
  const scopes = { city: scopeOf("city"), roadblock: scopeOf("roadblock"), common: scopeOf("common"), sites: scopeOf("sites") };
  const signingSeed = systemRandom(32);
  let now = ten;
  const open = () => {
    const stores = openStores(folder, scopes);
    const writer = createScopeWriter({
      scope: scopes.sites.scope,
      key: Uint8Array.fromHex(scopes.sites.key),
      store: stores.scopes.sites,
      crypto,
      signingSeed,
      clock: { now: () => now, monotonic: () => now, bootId: "0".repeat(16) },
      codec,
    });
    let told = 0;
    const scope = {
      commit: writer.commit,
      urgent: () => undefined,
      changed: () => {
        told += 1;
      },
    };
    return { stores, writer, planning: createPlanning({ store: stores.planning, scope, codec }, () => now), told: () => told };
  };
  let current = open();
  const rowOf = (row: { readonly kind: string; readonly value: string }): unknown => {
    const [found] = current.writer.lookupAt(row.kind, row.value, current.writer.version());
    return found === undefined ? undefined : unpackJson(codec, found.record);
  };
  return {
    planning: () => current.planning,
    version: () => current.writer.version(),
    told: () => current.told(),
    stores: () => current.stores,
    /** What a post reads of a row; undefined: there is none. */
    rowOf,
    stateRow: (site: string): SiteState => v.parse(SiteStateSchema, rowOf(ruleRows.siteState(site))),
    move: (ms: number): void => {
      now += ms;
    },
    restart: (): void => {
      current.stores.close();
      current = open();
    },
    close: (): void => {
      current.stores.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type Desk = ReturnType<typeof openDesk>;

/** A fact as it is stored: opened and read, in the order of arrival. */
export function arrived(position: number, { id, occurredAt, fact }: StatedSiteFact): ReadRow {
  const parsed = parseUuid(id);
  if (!parsed.ok) throw new Error("an id is a UUID");
  const event: BeketEvent = { ...fact, occurredAt, post: "crews-1", lane: "lane-1", officer: "c-101", tablet: "tablet-1", paper: null };
  const row = {
    position,
    source: "crews-1",
    epoch: "e",
    seq: position,
    id: parsed.value,
    receivedAt: occurredAt,
    sealed: new Uint8Array(),
  };
  return { row, read: { event } };
}

export const sectorFeature = (code: string, west = 76.9, south = 43.2, size = 0.05) => ({
  type: "Feature",
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  },
  properties: { beket: "sector", sector: code, name: code },
});
export const siteFeature = (code: string, sector: string, change: object = {}, place: readonly [number, number] = [76.92, 43.22]) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: place },
  properties: { beket: "site", site: code, sector, kind: "yard", name: `двор ${code}`, areaM2: 900, ...change },
});
export const collection = (...features: readonly unknown[]) => ({ type: "FeatureCollection", features });
