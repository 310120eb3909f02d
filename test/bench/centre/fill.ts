import { createNodeCodec, createNodeCrypto, systemRandom } from "@beket/node-kit";
import { createEventOpener, formatUuid, type EventOpener, type JournalRow } from "@beket/replication";
import { decodeEvent } from "@beket/domain";
import type { Stores } from "../../../central/src/adapters/stores.ts";
import { createPlainCount, type PlainCount } from "../../support/centre/plain-count.ts";
import { createLife, seeded, type LifePost, type Told } from "../../support/centre/random-life.ts";
import { createSealedSource } from "../../support/centre/sealed-source.ts";

const crypto = createNodeCrypto();
const codec = createNodeCodec();
const eventSecretKey = systemRandom(32);
export const createOpener = (): EventOpener => createEventOpener({ crypto, codec, eventSecretKey });

const chunkEvents = 2_000;
const rowsPerBatch = 100;

/** Stores so many events of so many days at the posts' own pace, mixed up within minutes, one in a hundred under two sources. */
export function fillEvents(stores: Stores, posts: readonly LifePost[], events: number, startMs: number, spanMs: number): number {
  const random = seeded(20_260_420);
  const life = createLife(random, posts);
  const sealing = { crypto, codec, random: systemRandom, eventPublicKey: crypto.x25519.publicKey(eventSecretKey), openedAt: startMs };
  const sources = [...posts.map(({ post }) => post), "standby-1"];
  const journals = new Map(sources.map((source) => [source, createSealedSource(sealing, source)]));
  let stored = 0;
  while (stored < events) {
    const told: Told[] = [];
    while (told.length < chunkEvents) told.push(...life.next(startMs + Math.floor((spanMs * (stored + told.length)) / events)));
    const rows = Map.groupBy(
      told
        .toSorted(() => random.next() - 0.5)
        .flatMap((one) => (random.chance(0.01) ? [one, { ...one, source: "standby-1" }] : [one]))
        .slice(0, events - stored),
      ({ source }) => source,
    );
    const receivedAt = startMs + Math.floor((spanMs * (stored + told.length)) / events);
    stores.ingestGroup(() => {
      for (const [source, own] of rows) {
        const journal = journals.get(source);
        if (journal === undefined) throw new Error("no such journal");
        const sealed: JournalRow[] = own.map((one) => journal.row(one));
        for (let at = 0; at < sealed.length; at += rowsPerBatch)
          stored += stores.ingest.store(journal.batch(sealed.slice(at, at + rowsPerBatch)), receivedAt).stored;
      }
    });
  }
  return stored;
}

/** Every stored event once more, read and listed without the program's counting. */
export function countPlainly(stores: Stores): PlainCount {
  const plain = createPlainCount();
  const opener = createOpener();
  let after = 0;
  for (let rows = stores.ingest.arrivals(after, 5_000); rows.length > 0; rows = stores.ingest.arrivals(after, 5_000))
    for (const row of rows) {
      after = row.position;
      const epoch = stores.ingest.epochOf(row.source, row.epoch);
      const body = epoch === null ? null : opener.open({ source: row.source, sealedKey: epoch.sealedKey, row });
      const event = body !== null && body.ok ? decodeEvent(body.value) : null;
      plain.take(row.source, formatUuid(row.id), row.receivedAt, event !== null && event.ok ? event.value : null);
    }
  return plain;
}
