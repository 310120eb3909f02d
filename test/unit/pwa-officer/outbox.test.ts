import { err, ok } from "@beket/domain";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  countOutbox,
  emptyOutbox,
  nextToSend,
  pauseMaxMs,
  release,
  restore,
  settle,
  type SendOutcome,
} from "../../../pwa/src/outbox/machine.ts";
import { createOutbox, type NewRecord, type Sent } from "../../../pwa/src/outbox/outbox.ts";
import type { OutboxRecord } from "../../../pwa/src/outbox/record.ts";
import type { OutboxStore } from "../../../pwa/src/outbox/store.ts";
import { idOf } from "./samples.ts";

const record = (n: number, over: Partial<OutboxRecord> = {}): OutboxRecord => ({
  id: idOf(n),
  seq: n,
  kind: "passage",
  path: "/api/v1/passages",
  group: `group-${n}`,
  officer: "of-1",
  createdAt: 0,
  attempts: 0,
  notBefore: 0,
  state: "waiting",
  code: null,
  ...over,
});
const of = (...records: readonly OutboxRecord[]) => records.reduce(add, emptyOutbox);

describe("what to send next", () => {
  it("[OA14] the records of one stop go in order; a stop that waits lets others pass", () => {
    const state = of(record(1, { group: "a", notBefore: 100 }), record(2, { group: "a" }), record(3, { group: "b" }));
    expect(nextToSend(state, "of-1", 0)?.id).toBe(idOf(3));
    expect(nextToSend(state, "of-1", 100)?.id).toBe(idOf(1));
  });

  it("[OA16] another officer's records wait for their own sign-in, and nobody's are sent while nobody is signed in", () => {
    const state = of(record(1, { officer: "of-2" }), record(2));
    expect(nextToSend(state, "of-1", 0)?.id).toBe(idOf(2));
    expect(nextToSend(state, null, 0)).toBeNull();
    expect(countOutbox(state, "of-1")).toEqual({ waiting: 2, rejected: 0, ofOthers: 1 });
  });

  it("[OA15] a rejected record keeps its code, is counted, holds up nobody, and goes again only when a person says so", () => {
    const state = settle(of(record(1, { group: "a" }), record(2, { group: "a" })), idOf(1), { kind: "rejected", code: "wrong-post" }, 0, 0);
    expect(countOutbox(state, "of-1")).toEqual({ waiting: 1, rejected: 1, ofOthers: 0 });
    expect(state.records[0]?.code).toBe("wrong-post");
    expect(nextToSend(state, "of-1", 1e12)?.id).toBe(idOf(2));
    expect(nextToSend(release(state, idOf(1)), "of-1", 0)?.id).toBe(idOf(1));
  });

  it("[OA17] an edge that is away pauses everything, longer each time, within bounds", () => {
    let [state, now] = [of(record(1)), 0];
    const pauses = Array.from({ length: 12 }, () => {
      state = settle(state, idOf(1), { kind: "unreachable" }, now, 1);
      const pause = state.pausedUntil - now;
      expect(nextToSend(state, "of-1", state.pausedUntil - 1)).toBeNull();
      now = state.pausedUntil;
      expect(nextToSend(state, "of-1", now)?.id).toBe(idOf(1));
      return pause;
    });
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses.at(-1)).toBe(pauseMaxMs);
  });

  it("[OA17] a record that breaks the edge waits alone", () => {
    const state = settle(of(record(1), record(2)), idOf(1), { kind: "faulted" }, 0, 1);
    expect(nextToSend(state, "of-1", 0)?.id).toBe(idOf(2));
    expect(state.records[0]?.notBefore).toBeGreaterThan(0);
  });

  it("[OA13] only acceptance forgets a record, whatever happens before", () => {
    const outcome = fc.constantFrom<SendOutcome["kind"]>("unreachable", "faulted", "signed-out", "rejected");
    fc.assert(
      fc.property(fc.array(outcome), fc.integer({ min: 1, max: 4 }), (kinds, count) => {
        const all = Array.from({ length: count }, (_, n) => record(n + 1));
        let state = of(...all);
        for (const kind of kinds) state = settle(state, idOf(1), kind === "rejected" ? { kind, code: "x" } : { kind }, 0, 0.5);
        expect(state.records.map((each) => each.id)).toEqual(all.map((each) => each.id));
        expect(settle(state, idOf(1), { kind: "accepted" }, 0, 0).records).toHaveLength(count - 1);
      }),
    );
  });

  it("[OA14] a restart takes up the order that was", () => {
    const state = restore([record(3), record(1), record(2)]);
    expect(state.records.map((each) => each.seq)).toEqual([1, 2, 3]);
    expect(state.seq).toBe(3);
  });
});

/** A store whose disk can be full. */
function memoryStore() {
  const rows = new Map<string, { record: OutboxRecord; body: string }>();
  const disk = { full: false };
  const store: OutboxStore = {
    load: async () => ok({ records: [...rows.values()].map((row) => row.record), damaged: 0 }),
    put: async (record, body) => {
      if (disk.full) return err({ code: "storage-failed" });
      rows.set(record.id, { record, body });
      return ok(null);
    },
    update: async (record) => {
      const row = rows.get(record.id);
      if (row !== undefined) rows.set(record.id, { ...row, record });
      return ok(null);
    },
    body: async (record) => {
      const row = rows.get(record.id);
      return row === undefined ? err({ code: "unreadable" }) : ok(row.body);
    },
    remove: async (id) => {
      rows.delete(id);
      return ok(null);
    },
  };
  return { rows, disk, store };
}

function bench(answer: (record: OutboxRecord) => Sent) {
  const { rows, disk, store } = memoryStore();
  const world = { now: 0, officer: "of-1" as string | null, sent: [] as string[], told: [] as string[] };
  const outbox = createOutbox({
    store,
    send: async (record) => {
      world.sent.push(record.id);
      return answer(record);
    },
    officer: () => world.officer,
    now: () => world.now,
    random: () => 1,
    alone: (work) => work(),
    onChange: () => undefined,
    onSent: (record, { outcome }) => world.told.push(`${record.id.at(-1)} ${outcome.kind}`),
  });
  return { outbox, rows, disk, world };
}
const fresh = (n: number, over: Partial<NewRecord> = {}): NewRecord => ({
  id: idOf(n),
  kind: "passage",
  path: "/api/v1/passages",
  group: `group-${n}`,
  officer: "of-1",
  body: { id: idOf(n) },
  ...over,
});
const accepted: Sent = { outcome: { kind: "accepted" }, reply: null };
const away: Sent = { outcome: { kind: "unreachable" }, reply: null };

describe("the tablet's queue", () => {
  it("[OA13] a full disk is told, and nothing pretends to be kept", async () => {
    const { outbox, rows, disk } = bench(() => accepted);
    disk.full = true;
    expect(await outbox.keep(fresh(1))).toEqual({ ok: false, error: { code: "storage-failed" } });
    expect(rows.size).toBe(0);
    expect(outbox.state().records).toEqual([]);
  });

  it("[OA13] a record is on the disk before it is sent, and off it only after acceptance", async () => {
    const { outbox, rows, world } = bench(() => (world.now < 1_000 ? away : accepted));
    await outbox.keep(fresh(1));
    expect(rows.size).toBe(1);
    await outbox.deliver();
    expect(rows.size).toBe(1);
    world.now = 2_000;
    await outbox.deliver();
    expect(rows.size).toBe(0);
    expect(world.told).toEqual(["1 unreachable", "1 accepted"]);
  });

  it("[OA14] after a restart the same ids go again, in order", async () => {
    const first = bench(() => away);
    await first.outbox.keep(fresh(1, { group: "a" }));
    await first.outbox.keep(fresh(2, { group: "a" }));
    await first.outbox.deliver();
    const { store, rows } = memoryStore();
    for (const [id, row] of first.rows) rows.set(id, row);
    const sent: string[] = [];
    const second = createOutbox({
      store,
      send: async (record, body) => {
        sent.push(record.id, body);
        return accepted;
      },
      officer: () => "of-1",
      now: () => 0,
      random: () => 1,
      alone: (work) => work(),
      onChange: () => undefined,
      onSent: () => undefined,
    });
    expect(await second.load()).toEqual({ ok: true, value: 0 });
    await second.deliver();
    expect(sent).toEqual([idOf(1), JSON.stringify({ id: idOf(1) }), idOf(2), JSON.stringify({ id: idOf(2) })]);
  });

  it("[OA15] a rejection stays on the disk with its code and lets the next one through", async () => {
    const { outbox, rows } = bench((record) =>
      record.id === idOf(1) ? { outcome: { kind: "rejected", code: "wrong-post" }, reply: null } : accepted,
    );
    await outbox.keep(fresh(1));
    await outbox.keep(fresh(2));
    await outbox.deliver();
    expect([...rows.values()].map((row) => [row.record.state, row.record.code])).toEqual([["rejected", "wrong-post"]]);
  });

  it("[OA16] signing out in the middle stops the run and deletes nothing", async () => {
    const { outbox, rows, world } = bench(() => ({ outcome: { kind: "signed-out" }, reply: null }));
    await outbox.keep(fresh(1));
    await outbox.deliver();
    expect(world.sent).toEqual([idOf(1)]);
    expect(rows.size).toBe(1);
    world.officer = "of-2";
    await outbox.deliver();
    expect(world.sent).toEqual([idOf(1)]);
  });

  it("[OA14] a record kept while a run is ending is sent by the same call", async () => {
    const { outbox, rows } = bench(() => accepted);
    await outbox.keep(fresh(1));
    const run = outbox.deliver();
    await outbox.keep(fresh(2));
    await Promise.all([run, outbox.deliver()]);
    await outbox.deliver();
    expect(rows.size).toBe(0);
  });

  it("[OA18] a body that cannot be opened is rejected visibly and stays", async () => {
    const { outbox, rows, world } = bench(() => accepted);
    await outbox.keep(fresh(1));
    const broken = rows.get(idOf(1));
    rows.clear();
    await outbox.deliver();
    expect(broken).toBeDefined();
    expect(world.sent).toEqual([]);
    expect(outbox.state().records).toMatchObject([{ state: "rejected", code: "unreadable" }]);
  });
});
