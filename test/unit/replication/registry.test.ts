import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFrameSigner, createReplica, createScopeWriter, decodeDelta, encodeDelta, encodeHead, limits } from "@beket/replication";
import type { Replica, ReplicaStore, ScopeChange, ScopeStore } from "@beket/replication";
import { createMemoryReplicaStore, createMemoryScopeStore } from "@beket/replication/memory";
import { bytesFrom, crypto, deflateCodec, hex, keyOf, manualClock, plainKeySet, registryKey, ringWith, seeds } from "./support/world.ts";

const scope = "city-g1";
const record = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

function world(options: { readonly scopeStore?: ScopeStore; readonly replicaStore?: ReplicaStore } = {}) {
  const clock = manualClock();
  const scopeStore = options.scopeStore ?? createMemoryScopeStore();
  const replicaStore = options.replicaStore ?? createMemoryReplicaStore();
  const writer = createScopeWriter({
    scope,
    key: registryKey,
    store: scopeStore,
    crypto,
    signingSeed: seeds.registry,
    clock,
    codec: deflateCodec,
  });
  const openReplica = (store: ReplicaStore = replicaStore): Replica =>
    createReplica({ scope, key: registryKey, store, crypto, codec: deflateCodec, keys: ringWith(), clock });
  return { clock, scopeStore, replicaStore, writer, openReplica, replica: openReplica() };
}
type World = ReturnType<typeof world>;

const put = (value: string, text: string, row: number | "new" = "new"): ScopeChange => ({ kind: "iin", value, row, record: record(text) });
const drop = (value: string, row: number): ScopeChange => ({ kind: "iin", value, row, record: null });
const found = (replica: Replica, value: string) =>
  replica.lookup("iin", value).map((one) => `${one.row}@${one.version}${one.overlay ? "!" : ""}=${textOf(one.record)}`);

function catchUp({ writer }: World, replica: Replica): void {
  for (;;) {
    const batch = writer.batchSince(replica.state().version);
    if (typeof batch === "string") return;
    expect(replica.applyDelta(batch.bytes)).toMatchObject({ ok: true });
  }
}
const batchOf = ({ writer }: World, cursor: number): Uint8Array => {
  const batch = writer.batchSince(cursor);
  if (typeof batch === "string") throw new Error(batch);
  return batch.bytes;
};
const code = (outcome: ReturnType<Replica["applyDelta"]>): string => (outcome.ok ? outcome.value.kind : outcome.error.code);

describe("scope writer", () => {
  it("[SY24] gives gap-free versions in commit order, one a row, and never a row number twice", () => {
    const { writer } = world();
    expect(writer.commit([])).toEqual({ from: 0, to: 0, rows: [] });
    const first = writer.commit([put("1", "a"), put("2", "b")]);
    expect({ from: first.from, to: first.to, rows: first.rows.map((row) => [row.row, row.version]) }).toEqual({
      from: 0,
      to: 2,
      rows: [
        [1, 1],
        [2, 2],
      ],
    });
    const second = writer.commit([drop("1", 1), put("3", "c"), put("2", "bb", 2), put("2", "bbb", 2)]);
    expect(second.rows.map((row) => [row.row, row.version])).toEqual([
      [1, 3],
      [3, 4],
      [2, 5],
      [2, 6],
    ]);
    expect(() => writer.commit([put("9", "x", 2)])).toThrow("a row stays with its subject");
    expect(() => writer.commit([put("9", "x", 77)])).toThrow("only after it was made");
    expect(writer.version()).toBe(6);
  });

  it("[SY31] keeps every version of a row, so an old verdict finds what was true then", () => {
    const { writer } = world();
    writer.commit([put("1", "valid"), put("1", "second permit")]);
    writer.commit([put("1", "revoked", 1)]);
    writer.commit([drop("1", 1)]);
    const at = (version: number) => writer.lookupAt("iin", "1", version).map((one) => textOf(one.record));
    expect([at(0), at(1), at(2), at(3), at(4)]).toEqual([
      [],
      ["valid"],
      ["valid", "second permit"],
      ["revoked", "second permit"],
      ["second permit"],
    ]);
    expect(writer.lookupAt("iin", "2", 4)).toEqual([]);
  });

  it("[SY27] seals ten thousand rows in one commit and serves them in batches below the frame's bound", () => {
    const it = world();
    it.writer.commit(Array.from({ length: 10_000 }, (_, index) => put(String(index), `record ${index}`)));
    let batches = 0;
    for (let batch = it.writer.batchSince(0); typeof batch !== "string"; batch = it.writer.batchSince(it.replica.state().version)) {
      batches += 1;
      expect(batch.bytes.length).toBeLessThanOrEqual(limits.frameBytesMax);
      expect(batch.more).toBe(batches < 20);
      expect(code(it.replica.applyDelta(batch.bytes))).toBe("applied");
    }
    expect(batches).toBe(20);
    expect(found(it.replica, "9999")).toEqual(["10000@10000=record 9999"]);
  });

  it("[SY27] records of the largest size still make frames below the bound", () => {
    const it = world();
    it.writer.commit(
      Array.from({ length: 30 }, (_, index) => ({
        kind: "post",
        value: String(index),
        row: "new",
        record: bytesFrom(index, limits.recordBytesMax),
      })),
    );
    catchUp(it, it.replica);
    expect(it.replica.lookup("post", "29")[0]?.record.length).toBe(limits.recordBytesMax);
  });

  it("[SY25] a cursor of another future is told so", () => {
    const { writer } = world();
    writer.commit([put("1", "a")]);
    expect(writer.batchSince(1)).toBe("up-to-date");
    expect(writer.batchSince(2)).toBe("ahead");
  });
});

describe("replica", () => {
  it("[SY25] applies what starts at its cursor and ends in the signed digest, and nothing else", () => {
    const it = world();
    it.writer.commit([put("1", "a")]);
    const first = batchOf(it, 0);
    it.writer.commit([put("2", "b")]);
    const second = batchOf(it, 1);
    expect(code(it.replica.applyDelta(second))).toBe("gapped");
    expect(it.replica.needsFrom()).toBe(0);
    expect(code(it.replica.applyDelta(first))).toBe("applied");
    expect(code(it.replica.applyDelta(second))).toBe("applied");
    expect(code(it.replica.applyDelta(first))).toBe("known");
    expect([found(it.replica, "1"), found(it.replica, "2"), found(it.replica, "3")]).toEqual([["1@1=a"], ["2@2=b"], []]);
    expect(it.replica.needsFrom()).toBe(null);
    expect(it.replica.hasNeighbour("iin", ["2", "3", "1"])).toBe(2);
  });

  it("[SY26] refuses the wrong signer, role, scope and type without effect, each with its code", () => {
    const it = world();
    it.writer.commit([put("1", "a")]);
    const good = decodeDelta(batchOf(it, 0).slice(18, -64));
    if (!good.ok) throw new Error("no delta");
    const signed = (seed: Uint8Array, payload: Uint8Array, type: "delta" | "head" = "delta") =>
      createFrameSigner(crypto, deflateCodec, seed)(type, payload);
    const { replica } = it;
    expect(code(replica.applyDelta(signed(seeds.stranger, encodeDelta(good.value))))).toBe("key-unknown");
    expect(code(replica.applyDelta(signed(seeds.ack, encodeDelta(good.value))))).toBe("key-role");
    expect(code(replica.applyDelta(signed(seeds.source, encodeDelta(good.value))))).toBe("key-role");
    expect(code(replica.applyDelta(signed(seeds.registry, encodeDelta({ ...good.value, scope: "road-g1" }))))).toBe("scope-wrong");
    expect(code(replica.applyDelta(it.writer.head()))).toBe("frame-type");
    expect(code(replica.applyDelta(signed(seeds.registry, bytesFrom(0, 40))))).toBe("payload-invalid");
    expect(code(replica.applyDelta(signed(seeds.registry, encodeDelta({ ...good.value, digest: bytesFrom(0, 32) }))))).toBe(
      "digest-mismatch",
    );
    expect(replica.state()).toMatchObject({ version: 0, refusedFrames: 7, complete: false });
    expect(found(replica, "1")).toEqual([]);
    expect(code(replica.applyDelta(batchOf(it, 0)))).toBe("applied");
    expect(replica.state().drifted).toBe(false);
  });

  it("[SY26] refuses every frame with a bent byte", () => {
    const it = world();
    const { rows } = it.writer.commit([put("1", "a"), put("2", "b")]);
    const lane = it.writer.laneFrame(rows[0]?.row ?? 0);
    if (lane === null) throw new Error("no row");
    const frames = [
      { bytes: batchOf(it, 0), apply: it.replica.applyDelta },
      { bytes: it.writer.head(), apply: it.replica.applyHead },
      { bytes: lane, apply: it.replica.applyLane },
    ];
    for (const { bytes, apply } of frames) {
      for (let index = 0; index < bytes.length; index++) {
        const bent = bytes.slice();
        bent[index] = (bent[index] ?? 0) ^ 0x10;
        expect(apply(bent).ok).toBe(false);
      }
    }
    expect(it.replica.state()).toMatchObject({ version: 0, highestTime: 0 });
    expect(found(it.replica, "1")).toEqual([]);
  });

  it("[SY26] refuses a head that goes back in version or in time; the same head again is known", () => {
    const it = world();
    const old = it.writer.head();
    it.clock.advance(1_000);
    it.writer.commit([put("1", "a")]);
    const head = it.writer.head();
    expect(code(it.replica.applyHead(head))).toBe("applied");
    expect(code(it.replica.applyHead(head))).toBe("known");
    expect(code(it.replica.applyHead(old))).toBe("rolled-back");
    it.clock.setWall(it.clock.now() - 500);
    it.writer.commit([put("2", "b")]);
    expect(code(it.replica.applyHead(it.writer.head()))).toBe("rolled-back");
  });

  it("[SY26] judges a key by the highest signed time when the clock is earlier", () => {
    const it = world();
    const now = it.clock.now();
    const keys = ringWith({ version: 1, issuedAt: 0, keys: [keyOf(seeds.registry, "registry", { notAfter: now + 10 })], revoked: [] });
    const replica = createReplica({ scope, key: registryKey, store: it.replicaStore, crypto, codec: deflateCodec, keys, clock: it.clock });
    it.clock.advance(100);
    const late = it.writer.head();
    it.clock.setWall(now);
    expect(code(replica.applyHead(late))).toBe("applied");
    it.writer.commit([put("1", "a")]);
    expect(code(replica.applyDelta(batchOf(it, 0)))).toBe("key-expired");
  });

  it("[SY29] is as old as the newest head that it is proven to cover, and complete when it covers the newest of all", () => {
    const it = world();
    const { replica, clock, writer } = it;
    expect(replica.state()).toMatchObject({ complete: false, dataAsOf: null });
    const start = clock.now();
    replica.applyHead(writer.head());
    expect(replica.state()).toMatchObject({ complete: true, dataAsOf: start });
    clock.advance(60_000);
    writer.commit([put("1", "a")]);
    replica.applyHead(writer.head());
    expect(replica.state()).toMatchObject({ complete: false, dataAsOf: start, highestTime: start + 60_000 });
    expect(replica.needsFrom()).toBe(0);
    catchUp(it, replica);
    expect(replica.state()).toMatchObject({ complete: true, dataAsOf: start + 60_000 });
    clock.advance(60_000);
    writer.commit([put("2", "b")]);
    catchUp(it, replica);
    expect(replica.state()).toMatchObject({ complete: true, dataAsOf: start + 60_000 });
    replica.applyHead(writer.head());
    expect(it.openReplica().state()).toMatchObject({ complete: true, dataAsOf: start + 120_000 });
  });

  it("[SY27] a catch-up that stops half-way is not complete even where an old head has the same version", () => {
    const it = world();
    const { writer, replica } = it;
    writer.commit(Array.from({ length: 600 }, (_, index) => put(String(index), "first")));
    writer.commit([put("0", "second", 1)]);
    const part = writer.batchSince(0);
    if (typeof part === "string") throw new Error(part);
    expect(part.more).toBe(true);
    expect(code(replica.applyDelta(part.bytes))).toBe("applied");
    const oldHead = createFrameSigner(
      crypto,
      deflateCodec,
      seeds.registry,
    )("head", encodeHead({ scope, version: part.to, time: it.clock.now(), digest: "00".repeat(32) }));
    expect(code(replica.applyHead(oldHead))).toBe("applied");
    expect(replica.state()).toMatchObject({ version: part.to, complete: false, dataAsOf: null });
    expect(found(replica, "0")).toEqual([]);
    expect(replica.needsFrom()).toBe(part.to);
    expect(it.openReplica().state().complete).toBe(false);
    catchUp(it, replica);
    expect(replica.state()).toMatchObject({ version: 601, complete: true });
    expect(found(replica, "0")).toEqual(["1@601=second"]);
  });

  it("[SY28] the lane takes effect at once, moves no cursor, and the higher version wins", () => {
    const it = world();
    const { writer, replica } = it;
    const { rows } = writer.commit([put("1", "valid"), put("2", "valid")]);
    catchUp(it, replica);
    const [one, two] = rows.map((row) => row.row);
    if (one === undefined || two === undefined) throw new Error("no rows");
    const lane = (row: number): Uint8Array => writer.laneFrame(row) ?? new Uint8Array(0);
    const stale = lane(one);
    writer.commit([put("1", "revoked", one)]);
    const revoked = lane(one);
    expect(code(replica.applyLane(revoked))).toBe("applied");
    expect(code(replica.applyLane(revoked))).toBe("known");
    expect(code(replica.applyLane(stale))).toBe("known");
    expect(found(replica, "1")).toEqual([`${one}@3!=revoked`]);
    expect(replica.state().version).toBe(2);
    expect(replica.needsFrom()).toBe(2);
    writer.commit([drop("2", two)]);
    replica.applyLane(lane(two));
    expect(found(replica, "2")).toEqual([]);
    catchUp(it, replica);
    expect([found(replica, "1"), found(replica, "2")]).toEqual([[`${one}@3=revoked`], []]);
    expect(code(replica.applyLane(revoked))).toBe("known");
    expect(writer.laneFrame(99)).toBe(null);
  });

  it("[SY28] a revocation on the lane survives a catch-up that was cut short before the row's newer version", () => {
    const it = world();
    const { writer, replica } = it;
    writer.commit([put("1", "valid")]);
    catchUp(it, replica);
    writer.commit([put("1", "revoked", 1)]);
    const lane = writer.laneFrame(1) ?? new Uint8Array(0);
    replica.applyLane(lane);
    writer.commit(Array.from({ length: 600 }, (_, index) => put(`n${index}`, "x")));
    writer.commit([put("1", "revoked again", 1)]);
    const part = writer.batchSince(1);
    if (typeof part === "string") throw new Error(part);
    replica.applyDelta(part.bytes);
    expect(part.to).toBeGreaterThan(2);
    expect(found(replica, "1")).toEqual(["1@2!=revoked"]);
    const late = it.openReplica();
    expect(code(late.applyLane(lane))).toBe("known");
    catchUp(it, late);
    expect(found(late, "1")).toEqual([`1@${writer.version()}=revoked again`]);
  });

  it("[SY32] a tombstone outranks a late lane frame of the row it ended", () => {
    const it = world();
    const { writer, replica } = it;
    writer.commit([put("1", "valid")]);
    const lane = writer.laneFrame(1) ?? new Uint8Array(0);
    writer.commit([drop("1", 1), ...Array.from({ length: 600 }, (_, index) => put(`n${index}`, "x"))]);
    const part = writer.batchSince(0);
    if (typeof part === "string") throw new Error(part);
    replica.applyDelta(part.bytes);
    expect(code(replica.applyLane(lane))).toBe("known");
    expect(found(replica, "1")).toEqual([]);
    expect(replica.hasNeighbour("iin", ["1"])).toBe(0);
  });

  it("[SY30] a row that does not open under its own identifier makes the replica incomplete until it is rebuilt", () => {
    const inner = createMemoryReplicaStore();
    let isBent = false;
    const bend = (sealed: Uint8Array): Uint8Array => Uint8Array.from(sealed, (byte, index) => (index === 3 ? byte ^ 1 : byte));
    const bent: ReplicaStore = {
      ...inner,
      rowsAt: (key) => {
        const at = inner.rowsAt(key);
        return isBent ? { ...at, rows: at.rows.map((row) => ({ ...row, sealed: bend(row.sealed) })) } : at;
      },
    };
    const it = world({ replicaStore: bent });
    it.writer.commit([put("1", "a")]);
    catchUp(it, it.replica);
    it.replica.applyHead(it.writer.head());
    expect(it.replica.state()).toMatchObject({ complete: true, damagedRows: 0 });
    isBent = true;
    expect(found(it.replica, "1")).toEqual([]);
    expect(it.replica.state()).toMatchObject({ complete: false, damagedRows: 1 });
    isBent = false;
    it.replica.reset();
    expect(it.replica.state()).toMatchObject({ version: 0, complete: false, damagedRows: 0 });
    expect(it.replica.needsFrom()).toBe(0);
    catchUp(it, it.replica);
    expect(it.replica.state()).toMatchObject({ version: 1, complete: true });
  });

  it("[SY30] a signed head that contradicts the rows is drift: not complete, and a rebuild mends it", () => {
    const it = world();
    it.writer.commit([put("1", "a")]);
    catchUp(it, it.replica);
    const { sums } = it.replicaStore.position();
    it.replicaStore.apply({
      rows: [],
      sums: sums.map((byte, index) => (index === 5 ? byte ^ 1 : byte)),
      version: 1,
      whole: true,
      dataAsOf: null,
    });
    expect(code(it.replica.applyHead(it.writer.head()))).toBe("digest-mismatch");
    expect(it.replica.state()).toMatchObject({ complete: false, drifted: true });
    it.replica.reset();
    catchUp(it, it.replica);
    it.replica.applyHead(it.writer.head());
    expect(it.replica.state()).toMatchObject({ complete: true, drifted: false });
  });

  it("[SY26] believes nobody before it has a key set that names a registry key", () => {
    const it = world();
    it.writer.commit([put("1", "a")]);
    const keys = ringWith({ ...plainKeySet(), keys: [] });
    const replica = createReplica({
      scope,
      key: registryKey,
      store: createMemoryReplicaStore(),
      crypto,
      codec: deflateCodec,
      keys,
      clock: it.clock,
    });
    expect(code(replica.applyDelta(batchOf(it, 0)))).toBe("key-unknown");
    expect(hex(registryKey).length).toBe(64);
  });
});

/** What a step of the property does; numbers pick among what there is. */
const Step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("commit" as const),
      picks: fc.array(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("catch-up" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("keep" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("replay" as const), pick: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("lane" as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("head" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("bend" as const), pick: fc.nat(), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const) }) },
);

describe("writer and replica together", () => {
  it("[SY25, SY27, SY28] whatever is lost, repeated, reordered, bent or cut, a complete replica equals the writer", () => {
    let completions = 0;
    let partials = 0;
    let overlays = 0;
    let refusals = 0;
    const run = (steps: readonly (typeof Step extends fc.Arbitrary<infer T> ? T : never)[]): void => {
      const inner = createMemoryScopeStore();
      // Two rows a batch, so that nearly every catch-up is cut.
      const it = world({ scopeStore: { ...inner, since: (from, rowsMax, bytesMax) => inner.since(from, Math.min(rowsMax, 2), bytesMax) } });
      let { replica } = it;
      const { writer } = it;
      const kept: { readonly bytes: Uint8Array; readonly kind: "delta" | "head" | "lane" }[] = [];
      const rowOf = new Map<number, number>();
      const truth = new Map<number, { readonly version: number; readonly text: string | null }>();
      const apply = (frame: (typeof kept)[number]) =>
        frame.kind === "delta"
          ? replica.applyDelta(frame.bytes)
          : frame.kind === "head"
            ? replica.applyHead(frame.bytes)
            : replica.applyLane(frame.bytes);
      for (const step of steps) {
        switch (step.kind) {
          case "commit": {
            for (const [subject, what] of step.picks) {
              const text = what === 0 ? null : `s${subject} v${writer.version() + 1}`;
              const row = rowOf.get(subject);
              const { rows } = writer.commit([
                { kind: "iin", value: String(subject), row: row ?? "new", record: text === null ? null : record(text) },
              ]);
              rowOf.set(subject, rows[0]?.row ?? 0);
              truth.set(subject, { version: writer.version(), text });
            }
            break;
          }
          case "keep":
          case "catch-up": {
            const batch = writer.batchSince(replica.state().version);
            if (typeof batch === "string") break;
            const frame = { bytes: batch.bytes, kind: "delta" as const };
            kept.push(frame);
            if (step.kind === "catch-up" && apply(frame).ok && batch.more) partials += 1;
            break;
          }
          case "head":
            it.clock.advance(1);
            kept.push({ bytes: writer.head(), kind: "head" });
            replica.applyHead(kept.at(-1)?.bytes ?? new Uint8Array(0));
            break;
          case "lane": {
            const rows = [...rowOf.values()];
            const bytes = writer.laneFrame(rows[step.pick % Math.max(1, rows.length)] ?? 0);
            if (bytes === null) break;
            kept.push({ bytes, kind: "lane" });
            const outcome = replica.applyLane(bytes);
            if (outcome.ok && outcome.value.kind === "applied") overlays += 1;
            break;
          }
          case "replay": {
            const frame = kept[step.pick % Math.max(1, kept.length)];
            if (frame !== undefined && !apply(frame).ok) refusals += 1;
            break;
          }
          case "bend": {
            const frame = kept[step.pick % Math.max(1, kept.length)];
            if (frame === undefined) break;
            const bent = frame.bytes.slice();
            bent[step.at % bent.length] = (bent[step.at % bent.length] ?? 0) ^ 4;
            expect(apply({ ...frame, bytes: bent }).ok).toBe(false);
            break;
          }
          case "restart":
            replica = it.openReplica();
            break;
        }
        const state = replica.state();
        if (state.complete && state.version === writer.version()) {
          completions += 1;
          for (const [subject, { version, text }] of truth) {
            expect(replica.lookup("iin", String(subject)).map((one) => [one.version, textOf(one.record)])).toEqual(
              text === null ? [] : [[version, text]],
            );
          }
        }
        // Nothing that is shown was never written: a row's text carries the version it was written at.
        for (const subject of truth.keys()) {
          for (const one of replica.lookup("iin", String(subject))) expect(textOf(one.record)).toBe(`s${subject} v${one.version}`);
        }
      }
      for (let rounds = 0; rounds < 2; rounds++) {
        for (
          let batch = writer.batchSince(replica.state().version);
          typeof batch !== "string";
          batch = writer.batchSince(replica.state().version)
        ) {
          if (replica.applyDelta(batch.bytes).ok) continue;
          replica.reset();
        }
      }
      it.clock.advance(1);
      replica.applyHead(writer.head());
      expect(replica.state()).toMatchObject({ complete: true, version: writer.version(), damagedRows: 0 });
      expect(hex(it.replicaStore.position().sums)).toBe(hex(it.scopeStore.position().sums));
      for (const [subject, { version, text }] of truth) {
        expect(replica.lookup("iin", String(subject)).map((one) => [one.version, textOf(one.record)])).toEqual(
          text === null ? [] : [[version, text]],
        );
      }
    };
    fc.assert(fc.property(fc.array(Step, { minLength: 10, maxLength: 60, size: "max" }), run), { numRuns: 120, seed: 20_26 });
    // Not vacuous: each of these happened often.
    for (const count of [completions, partials, overlays, refusals]) expect(count).toBeGreaterThan(50);
  });
});
