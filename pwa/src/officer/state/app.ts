import { effect } from "@preact/signals";
import { language } from "../../i18n/index.ts";
import { openDatabase, type Database } from "../../outbox/database.ts";
import { createIndexedDbStore, openVault } from "../../outbox/indexeddb-store.ts";
import { createOutbox, type Outbox } from "../../outbox/outbox.ts";
import { createEdgeClient } from "../edge/client.ts";
import { openLaneStream } from "../edge/lane-stream.ts";
import { newId } from "../edge/new-id.ts";
import { createRecordSender } from "../edge/record-sender.ts";
import { createActs } from "./acts.ts";
import { createChecks } from "./checks.ts";
import { createScreen } from "./screen.ts";
import { createShift } from "./shift.ts";

const tickMs = 4_000;
const randomBytes = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const randomFraction = () => (randomBytes(1)[0] ?? 0) / 256;

/** The name of this device until enrolment gives it one. It says nothing about a person. */
function tabletCode(): string {
  const key = "beket.tablet";
  const kept = localStorage.getItem(key);
  if (kept !== null && /^[a-z0-9][a-z0-9-]{0,39}$/.test(kept)) return kept;
  const made = `tablet-${Array.from(randomBytes(3), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  localStorage.setItem(key, made);
  return made;
}

/** The officer's app without its view: state, effects and actions. */
export function createOfficerApp() {
  const screen = createScreen();
  const deviceNow = () => Date.now();
  const now = () => deviceNow() + screen.clockOffsetMs.value;
  let database: Database | null = null;
  let outbox: Outbox | null = null;
  const client = createEdgeClient({
    fetch: (...request) => fetch(...request),
    language: () => language.value,
    onReach(reached) {
      const wasAway = screen.link.value !== "linked";
      screen.link.value = reached ? "linked" : "away";
      if (reached && wasAway) void outbox?.wake();
    },
  });
  const shared = { screen, client, outbox: () => outbox, now, newId: () => newId(deviceNow(), randomBytes) };
  const checks = createChecks(shared);
  const acts = createActs({ ...shared, checks, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) });
  const shift = createShift({
    screen,
    client,
    checks,
    database: () => database,
    deviceNow,
    openStream: (lane, onEvent) =>
      openLaneStream(
        {
          open: (url) => new EventSource(url, { withCredentials: true }),
          onEvent,
          onLink: (open) => {
            if (!open) screen.link.value = "away";
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
    screen.link.value = "linked";
    await outbox?.wake();
    await shift.loadReferrals();
  }

  async function openStorage(): Promise<void> {
    if (!isSecureContext) {
      screen.storage.value = "not-secure";
      return;
    }
    const opened = await openDatabase(indexedDB, "beket-officer");
    const vault = opened.ok ? await openVault(opened.value, crypto, navigator.locks) : opened;
    if (!opened.ok || !vault.ok) {
      screen.storage.value = "broken";
      return;
    }
    database = opened.value;
    const queue = createOutbox({
      store: createIndexedDbStore(opened.value, vault.value),
      send: createRecordSender(client),
      officer: () => screen.session.value?.officer ?? null,
      now: deviceNow,
      random: randomFraction,
      alone: async (work) => {
        await navigator.locks.request("beket.outbox", { ifAvailable: true }, (lock) => (lock === null ? undefined : work()));
      },
      onChange: (state) => (screen.outbox.value = state),
      onSent: (record, sent) => acts.onSent(record, sent),
    });
    const loaded = await queue.load();
    outbox = queue;
    screen.storage.value = loaded.ok ? "ready" : "broken";
    screen.damaged.value = loaded.ok ? loaded.value : 0;
    // Without the browser's promise the queue may be evicted under pressure; it is asked at every start.
    await navigator.storage.persist().catch(() => false);
  }

  function tick(): void {
    if (screen.link.value !== "linked") void shift.fetchPost();
    else if (screen.counts.value.waiting > 0) void outbox?.deliver();
  }

  return {
    screen,
    checks,
    acts,
    shift,
    tabletCode,
    now,
    sendNow: () => outbox?.wake(),
    retryRecord: (id: string) => outbox?.retry(id),
    async start(): Promise<void> {
      await openStorage();
      await shift.restore();
      setInterval(tick, tickMs);
      // The camera's next car opens as soon as the officer has put the last one away, however that happened.
      effect(() => {
        if (screen.idle.value && screen.lane.value.length > 0) queueMicrotask(checks.openNext);
      });
    },
  };
}
export type OfficerApp = ReturnType<typeof createOfficerApp>;
