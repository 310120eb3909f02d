import { describe, expect, it } from "vitest";
import { checkChain, createEventOpener, createJournal, uuidv7, zeroHash } from "@beket/replication";
import type { JournalStore } from "@beket/replication";
import { createMemoryJournalStore } from "@beket/replication/memory";
import { bytesFrom, crypto, deflateCodec, manualClock, seeded, seeds } from "./support/world.ts";

const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value));

function world(store: JournalStore = createMemoryJournalStore(), seed = 1) {
  const clock = manualClock();
  const { random } = seeded(seed);
  const deferred: (() => void)[] = [];
  const saves: number[] = [];
  const open = () =>
    createJournal({
      store,
      crypto,
      clock,
      random,
      codec: deflateCodec,
      source: "post-01",
      eventPublicKey: crypto.x25519.publicKey(seeds.event),
      defer: (run) => deferred.push(run),
      onSaved: () => saves.push(clock.now()),
    });
  const runDeferred = (): void => {
    for (const run of deferred.splice(0)) run();
  };
  return { clock, random, open, runDeferred, saves, store, id: () => uuidv7(clock, random) };
}

describe("journal", () => {
  it("[SY1] appends of one tick share one transaction and resolve only after it", async () => {
    const inner = createMemoryJournalStore();
    const groups: number[] = [];
    const { open, runDeferred, id, saves } = world({ ...inner, append: (rows) => (groups.push(rows.length), inner.append(rows)) });
    const journal = open();
    let resolved = 0;
    const appends = Array.from({ length: 5 }, () => journal.append({ id: id(), body: text("{}") }).then(() => (resolved += 1)));
    await Promise.resolve();
    expect({ groups, resolved }).toEqual({ groups: [], resolved: 0 });
    runDeferred();
    await Promise.all(appends);
    expect({ groups, resolved, saves: saves.length }).toEqual({ groups: [5], resolved: 5, saves: 1 });
    expect(journal.status()).toMatchObject({ lastSeq: 5, unacked: 5, failed: false });
  });

  it("[SY2] every open begins a new epoch that chains from the one before", async () => {
    const { open, runDeferred, id, store } = world();
    const first = open();
    const saved = first.append({ id: id(), body: text("1") });
    runDeferred();
    expect(await saved).toEqual({ ok: true, value: { epoch: first.epoch, seq: 1, duplicate: false } });
    const second = open();
    expect(second.epoch).not.toBe(first.epoch);
    const [before, after] = store.epochs();
    expect(after?.previousHash).toEqual(before?.lastHash);
    expect(before?.previousHash).toEqual(zeroHash);
    expect(after?.lastSeq).toBe(0);
  });

  it("[SY3] a retry finds the first position: in the same tick, later, and after a restart", async () => {
    const { open, runDeferred, id, store } = world();
    const journal = open();
    const one = id();
    const twice = [journal.append({ id: one, body: text("a") }), journal.append({ id: one, body: text("a") })];
    runDeferred();
    const [first, second] = await Promise.all(twice);
    expect(first).toEqual({ ok: true, value: { epoch: journal.epoch, seq: 1, duplicate: false } });
    expect(second).toEqual({ ok: true, value: { epoch: journal.epoch, seq: 1, duplicate: true } });
    const restarted = open();
    const third = restarted.append({ id: one, body: text("a") });
    runDeferred();
    expect(await third).toEqual({ ok: true, value: { epoch: journal.epoch, seq: 1, duplicate: true } });
    expect(store.epochs().map((epoch) => epoch.lastSeq)).toEqual([1, 0]);
  });

  it("[SY4] a full journal refuses the group and goes on from the same seq when there is room", async () => {
    const inner = createMemoryJournalStore();
    let isFull = true;
    const { open, runDeferred, id } = world({
      ...inner,
      append: (rows) => (isFull ? { ok: false, error: { code: "journal-full", detail: "full" } } : inner.append(rows)),
    });
    const journal = open();
    const refused = journal.append({ id: id(), body: text("a") });
    runDeferred();
    expect(await refused).toMatchObject({ ok: false, error: { code: "journal-full" } });
    isFull = false;
    const taken = journal.append({ id: id(), body: text("a") });
    runDeferred();
    expect(await taken).toMatchObject({ ok: true, value: { seq: 1 } });
  });

  it("[SY4] a store that throws at the look for an id leaves nobody without an answer", async () => {
    const store = createMemoryJournalStore();
    const { find } = store;
    const { open, runDeferred, id } = world(store);
    const journal = open();
    Object.assign(store, {
      find: () => {
        throw new Error("disk I/O error");
      },
    });
    const lost = journal.append({ id: id(), body: text("1") });
    runDeferred();
    expect(await lost).toMatchObject({ ok: false, error: { code: "journal-io" } });
    Object.assign(store, { find });
    const saved = journal.append({ id: id(), body: text("2") });
    runDeferred();
    expect(await saved).toMatchObject({ ok: true, value: { seq: 1 } });
  });

  it("[SY4] after an I/O error it takes nothing more, and a new open begins another epoch", async () => {
    const inner = createMemoryJournalStore();
    let fault: "throw" | "error" | null = "throw";
    const { open, runDeferred, id } = world({
      ...inner,
      append: (rows) => {
        if (fault === "throw") throw new Error("disk gone");
        return fault === "error" ? { ok: false, error: { code: "journal-io", detail: "EIO" } } : inner.append(rows);
      },
    });
    for (const next of ["throw", "error"] as const) {
      fault = next;
      const journal = open();
      const broken = journal.append({ id: id(), body: text("a") });
      runDeferred();
      expect(await broken).toMatchObject({ ok: false, error: { code: "journal-io" } });
      fault = null;
      const after = journal.append({ id: id(), body: text("a") });
      runDeferred();
      expect(await after).toMatchObject({ ok: false, error: { code: "journal-io" } });
      expect(journal.status().failed).toBe(true);
    }
    const reopened = open();
    const good = reopened.append({ id: id(), body: text("a") });
    runDeferred();
    expect(await good).toMatchObject({ ok: true, value: { seq: 1 } });
  });

  it("[SY5] only central's secret opens a body, and the store never sees the plain one", async () => {
    const { open, runDeferred, id, store } = world();
    const journal = open();
    const body = text(JSON.stringify({ kind: "passage", note: "a body that must not lie in the clear" }));
    const saved = journal.append({ id: id(), body });
    runDeferred();
    await saved;
    const [epoch] = store.epochs();
    const [row] = store.read(journal.epoch, 1, 1, 1);
    if (epoch === undefined || row === undefined) throw new Error("nothing stored");
    expect(Buffer.from(row.sealed).includes("passage")).toBe(false);
    const opener = createEventOpener({ crypto, codec: deflateCodec, eventSecretKey: seeds.event });
    expect(opener.open({ source: "post-01", sealedKey: epoch.sealedKey, row })).toEqual({ ok: true, value: body });
    const thief = createEventOpener({ crypto, codec: deflateCodec, eventSecretKey: bytesFrom(3, 32) });
    expect(thief.open({ source: "post-01", sealedKey: epoch.sealedKey, row })).toEqual({ ok: false, error: { code: "epoch-key-invalid" } });
  });

  it("[SY6] the chain holds over the whole journal and breaks where a row was changed", async () => {
    const { open, runDeferred, id, store } = world();
    const journal = open();
    const saves = Array.from({ length: 20 }, (_, index) => journal.append({ id: id(), body: text(`{"n":${index}}`) }));
    runDeferred();
    await Promise.all(saves);
    const rows = store.read(journal.epoch, 1, 20, 1 << 20);
    expect(rows.length).toBe(20);
    expect(checkChain(crypto, zeroHash, rows)).toBe(null);
    expect(
      checkChain(
        crypto,
        zeroHash,
        rows.map((row) => (row.seq === 7 ? { ...row, recordedAt: row.recordedAt + 1 } : row)),
      ),
    ).toBe(7);
    expect(
      checkChain(
        crypto,
        zeroHash,
        rows.filter((row) => row.seq !== 7),
      ),
    ).toBe(8);
  });

  it("[SY1] what is too large, misnamed or late gets its own error", async () => {
    const { open, runDeferred, id } = world();
    const journal = open();
    expect(await journal.append({ id: id(), body: new Uint8Array(32_769) })).toMatchObject({
      ok: false,
      error: { code: "event-too-large" },
    });
    expect(await journal.append({ id: new Uint8Array(16), body: text("") })).toMatchObject({
      ok: false,
      error: { code: "event-id-invalid" },
    });
    const last = journal.append({ id: id(), body: text("") });
    journal.close();
    runDeferred();
    expect(await last).toMatchObject({ ok: true });
    expect(await journal.append({ id: id(), body: text("") })).toMatchObject({ ok: false, error: { code: "journal-closed" } });
  });

  it("[SY1] status counts what central has not acknowledged and says how old it is", async () => {
    const { open, runDeferred, id, clock, store } = world();
    const journal = open();
    const start = clock.now();
    for (let index = 0; index < 4; index++) {
      const saved = journal.append({ id: id(), body: text("x") });
      runDeferred();
      await saved;
      clock.advance(10);
    }
    store.recordAck(
      journal.epoch,
      [
        [1, 1],
        [3, 3],
      ],
      0,
    );
    expect(journal.status()).toMatchObject({ unacked: 2, oldestUnackedAt: start + 10 });
    store.recordAck(journal.epoch, [[1, 4]], 4);
    store.prune(journal.epoch, 3);
    expect(journal.status()).toMatchObject({ unacked: 0, oldestUnackedAt: null });
  });
});
