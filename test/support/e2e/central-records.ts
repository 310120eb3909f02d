import { Database } from "bun:sqlite";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CentralKeysFile } from "@beket/api";
import { decodeEvent, type BeketEvent } from "@beket/domain";
import { createNodeCodec, createNodeCrypto } from "@beket/node-kit";
import { createEventOpener, formatUuid } from "@beket/replication";
import * as v from "valibot";
import type { DemoSystem } from "./demo-system.ts";

export type HeldEvent = {
  readonly id: string;
  readonly source: string;
  readonly epoch: string;
  readonly seq: number;
  readonly event: BeketEvent;
};

/** Every event that central holds, in order of arrival, opened with central's key. Reads the file beside the running program. */
export const readHeldEvents = (system: DemoSystem): readonly HeldEvent[] => {
  const keys = v.parse(CentralKeysFile, JSON.parse(readFileSync(system.at.central.keys, "utf8")));
  const opener = createEventOpener({
    crypto: createNodeCrypto(),
    codec: createNodeCodec(),
    eventSecretKey: Uint8Array.from(Buffer.from(keys.eventSecretKey, "hex")),
  });
  const database = new Database(join(system.at.central.data, "events.db"), { readonly: true });
  const rows = database
    .query<{ source: string; epoch: string; key: Uint8Array; seq: number; id: Uint8Array; sealed: Uint8Array }, []>(
      "select e.source, e.epoch, e.sealed_key as key, v.seq, v.id, v.sealed from ingest_event v join ingest_epoch e on e.id = v.epoch_id order by v.position",
    )
    .all();
  database.close();
  return rows.map((row) => {
    const body = opener.open({ source: row.source, sealedKey: row.key, row });
    const event = body.ok ? decodeEvent(body.value) : null;
    if (event === null || !event.ok) throw new Error("central holds an event that does not open");
    return { id: formatUuid(row.id), source: row.source, epoch: row.epoch, seq: row.seq, event: event.value };
  });
};
