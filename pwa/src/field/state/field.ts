import { language } from "../../i18n/index.ts";
import { type Database, openDatabase, type StoreName } from "../../outbox/database.ts";
import { createIndexedDbStore, openVault } from "../../outbox/indexeddb-store.ts";
import { createOutbox, type Outbox, type OutboxDeps, type Sent } from "../../outbox/outbox.ts";
import type { OutboxRecord } from "../../outbox/record.ts";
import type { Vault } from "../../outbox/vault.ts";
import { createEdgeClient } from "../edge/client.ts";
import { openLaneStream } from "../edge/lane-stream.ts";
import { newId } from "../edge/new-id.ts";
import { createRecordSender } from "../edge/record-sender.ts";
import { createSilence } from "../edge/silence.ts";
import { createShift, type ShiftHooks } from "./shift.ts";
import { createStation } from "./station.ts";

const tickMs = 4_000;
const randomBytes = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const randomFraction = () => (randomBytes(1)[0] ?? 0) / 256;

/** The name of this device until enrolment gives it one. It says nothing about a person. */
export function tabletCode(): string {
  const key = "beket.tablet";
  const kept = localStorage.getItem(key);
  if (kept !== null && /^[a-z0-9][a-z0-9-]{0,39}$/.test(kept)) return kept;
  const made = `tablet-${Array.from(randomBytes(3), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  localStorage.setItem(key, made);
  return made;
}

export type FieldHooks = ShiftHooks &
  Pick<OutboxDeps, "beforeForget"> & {
    readonly onSent: (record: OutboxRecord, sent: Sent) => void;
    /** Performs one attempt in the app's own way; without it every record is a JSON body to its path. Never throws. */
    readonly send?: (record: OutboxRecord, body: string) => Promise<Sent>;
    /** The stream is open (again): read what was missed. */
    readonly onResume: () => Promise<void>;
  };
/** The device's memory, once it has proved that it keeps what it is given. */
export type Keeping = { readonly database: Database; readonly vault: Vault; readonly outbox: Outbox };

/**
 * What every app on a tablet does the same way: the node and whether it is heard, the shift, and a durable outbox of its own, named
 * after the app.
 */
export function createField(app: string, hooks: FieldHooks, moreStores: readonly StoreName[] = []) {
  const station = createStation();
  const deviceNow = () => Date.now();
  let keeping: Keeping | null = null;
  const silence = createSilence({
    now: deviceNow,
    ask: async () => {
      const status = await client.status();
      if (status.ok) station.status.value = status.value;
    },
  });
  const client = createEdgeClient({
    fetch: (...request) => fetch(...request),
    language: () => language.value,
    onReach(reached) {
      if (reached) silence.heard();
      const wasAway = station.link.value !== "linked";
      station.link.value = reached ? "linked" : "away";
      if (reached && wasAway) void keeping?.outbox.wake();
    },
  });
  const shift = createShift({
    ...hooks,
    station,
    client,
    database: () => keeping?.database ?? null,
    deviceNow,
    openStream: (lane, onEvent) =>
      openLaneStream(
        {
          open: (url) => new EventSource(url, { withCredentials: true }),
          onEvent: (event) => {
            silence.heard();
            onEvent(event);
          },
          onLink: (open) => {
            if (!open) station.link.value = "away";
            else void resume();
          },
          onRefused: () => void shift.verify(),
          later: (work, ms) => {
            const timer = setTimeout(work, ms);
            return () => clearTimeout(timer);
          },
          random: randomFraction,
        },
        lane,
      ),
  });

  async function resume(): Promise<void> {
    station.link.value = "linked";
    await keeping?.outbox.wake();
    await hooks.onResume();
  }

  async function openStorage(): Promise<void> {
    if (!isSecureContext) {
      station.storage.value = "not-secure";
      return;
    }
    const opened = await openDatabase(indexedDB, `beket-${app}`, moreStores);
    const vault = opened.ok ? await openVault(opened.value, crypto, navigator.locks) : opened;
    if (!opened.ok || !vault.ok) {
      station.storage.value = "broken";
      return;
    }
    const outbox = createOutbox({
      store: createIndexedDbStore(opened.value, vault.value),
      send: hooks.send ?? createRecordSender(client),
      officer: () => station.session.value?.officer ?? null,
      now: deviceNow,
      random: randomFraction,
      alone: async (work) => {
        await navigator.locks.request(`beket.outbox.${app}`, { ifAvailable: true }, (lock) => (lock === null ? undefined : work()));
      },
      onChange: (state) => (station.outbox.value = state),
      onSent: hooks.onSent,
      ...(hooks.beforeForget === undefined ? {} : { beforeForget: hooks.beforeForget }),
    });
    const loaded = await outbox.load();
    keeping = { database: opened.value, vault: vault.value, outbox };
    station.storage.value = loaded.ok ? "ready" : "broken";
    station.damaged.value = loaded.ok ? loaded.value : 0;
    // Without the browser's promise the queue may be evicted under pressure; it is asked at every start.
    await navigator.storage.persist().catch(() => false);
  }

  function tick(): void {
    if (station.link.value !== "linked") return void shift.fetchPost();
    if (station.counts.value.waiting > 0) void keeping?.outbox.deliver();
    void silence.look();
  }

  return {
    station,
    client,
    shift,
    /** Null where this device cannot keep anything. */
    keeping: () => keeping,
    outbox: () => keeping?.outbox ?? null,
    now: () => deviceNow() + station.clockOffsetMs.value,
    newId: () => newId(deviceNow(), randomBytes),
    sendNow: () => keeping?.outbox.wake(),
    retryRecord: (id: string) => keeping?.outbox.retry(id),
    putAwayRecord: (id: string) => keeping?.outbox.putAway(id),
    openStorage,
    /** Takes up the open shift and begins to look after the link. After `openStorage`. */
    async start(): Promise<void> {
      await shift.restore();
      setInterval(tick, tickMs);
      // The device's own word about its radio is a reason to ask, no answer: the node may run on this very machine.
      for (const change of ["offline", "online"]) addEventListener(change, () => void client.status());
    },
  };
}
export type Field = ReturnType<typeof createField>;
