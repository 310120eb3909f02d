import { equalBytes, toHex } from "../bytes/bytes.ts";
import { createBucketSums, sumsDigest } from "../formats/bucket-sums.ts";
import { limits } from "../formats/limits.ts";
import { isLevel } from "../formats/names.ts";
import { createRecordSealer } from "../formats/sealed-record.ts";
import { createSubjectHash } from "../formats/subject-key.ts";
import { encodeHead } from "../frames/control.ts";
import { createFrameSigner } from "../frames/frame.ts";
import { encodeDelta, encodeLane } from "../frames/scope-batch.ts";
import type { ScopeRow } from "../ports.ts";
import { assert } from "../result.ts";
import type { Committed, ScopeBatch, ScopeChange, ScopeRecord, ScopeWriter, ScopeWriterDeps } from "./types.ts";

const tombstone = new Uint8Array(0);

/**
 * The one writer of a scope. Versions are gap-free and given in commit order, one a row, so a batch can be cut anywhere;
 * every call reads the position from the store, so the store's transaction is the sequencer.
 */
export function createScopeWriter(deps: ScopeWriterDeps): ScopeWriter {
  assert(isLevel(deps.scope), "a scope is a topic level");
  const { store, crypto, scope } = deps;
  const hash = createSubjectHash(crypto, deps.key);
  const sealer = createRecordSealer(crypto, deps.key, scope);
  const sign = createFrameSigner(crypto, deps.codec, deps.signingSeed);

  const commit = (changes: readonly ScopeChange[]): Committed => {
    const position = store.position();
    const numbers = changes.flatMap((change) => (change.row === "new" ? [] : [change.row]));
    const present = new Map(store.current(numbers).map((row) => [row.row, row]));
    const sums = createBucketSums(crypto, position.sums);
    const rows: ScopeRow[] = [];
    let { version, nextRow } = position;
    for (const change of changes) {
      version += 1;
      const number = change.row === "new" ? nextRow++ : change.row;
      const key = hash(change.kind, change.value);
      const before = present.get(number);
      assert(change.row === "new" || before !== undefined, "a row is changed only after it was made");
      assert(before === undefined || equalBytes(before.key, key), "a row stays with its subject");
      const place = { kind: change.kind, value: change.value, row: number, version };
      const row = { key, row: number, version, sealed: change.record === null ? tombstone : sealer.seal(place, change.record) };
      if (before !== undefined) sums.subtract(before);
      sums.add(row);
      present.set(number, row);
      rows.push(row);
    }
    if (rows.length > 0) store.commit({ rows, sums: sums.bytes(), version, nextRow });
    return { from: position.version, to: version, rows };
  };

  const batchSince = (cursor: number): ScopeBatch | "up-to-date" | "ahead" => {
    const position = store.position();
    if (cursor === position.version) return "up-to-date";
    if (cursor > position.version) return "ahead";
    const rows = store.since(cursor, limits.rowsPerDeltaMax, limitForRows);
    const to = rows.at(-1)?.version;
    assert(to !== undefined, "the newest version is always a current row");
    // The sums of the store are those of its newest version; a batch that ends before it cannot prove itself.
    const more = to < position.version;
    const digest = more ? null : sumsDigest(crypto, position.sums);
    return { bytes: sign("delta", encodeDelta({ scope, from: cursor, to, digest, rows })), from: cursor, to, rows: rows.length, more };
  };

  const head = (): Uint8Array => {
    const { version, sums } = store.position();
    const time = Math.max(0, Math.floor(deps.clock.now()));
    return sign("head", encodeHead({ scope, version, time, digest: toHex(sumsDigest(crypto, sums)) }));
  };

  const lookupAt = (kind: string, value: string, version: number): readonly ScopeRecord[] =>
    store.at(hash(kind, value), version).flatMap((row) => {
      const record = row.sealed.length === 0 ? null : sealer.open({ kind, value, row: row.row, version: row.version }, row.sealed);
      return record === null ? [] : [{ row: row.row, version: row.version, record }];
    });

  return {
    scope,
    version: () => store.position().version,
    commit,
    batchSince,
    head,
    laneFrame: (number) => {
      const [row] = store.current([number]);
      return row === undefined ? null : sign("lane", encodeLane({ scope, row }));
    },
    lookupAt,
  };
}

/** What the store counts is sealed bytes and keys; the numbers and lengths of 500 rows take the rest. */
const limitForRows = limits.deltaBytes - limits.rowsPerDeltaMax * 18;
