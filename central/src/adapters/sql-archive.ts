import { Hex32 } from "@beket/api";
import { parseBundle } from "@beket/eds";
import { assert, canonicalJson } from "@beket/domain";
import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import { utf8 } from "../features/bytes.ts";
import type { ArchiveStore } from "../features/submissions/ports.ts";
import { createArchiving } from "./sql-submissions.ts";

const Hashes = v.array(Hex32);
/** The places of octets in a kept bundle. The rest of it is read by its own parser, with its own digest over the whole. */
const Kept = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({
    certificates: Hashes,
    crls: Hashes,
    ocsp: v.array(v.strictObject({ sha256: Hex32, nonce: v.optional(v.string()) })),
    timestamps: Hashes,
    trustAnchors: v.array(v.strictObject({ sha256: Hex32, purpose: v.string() })),
  }),
);
const HashesJson = v.pipe(v.string(), v.parseJson(), Hashes);

/** Verdicts with their bytes, and the time-stamps that are still asked for. */
export function createArchiveStore(database: SqlDatabase): ArchiveStore {
  const blob = database.prepare<{ bytes: Uint8Array }>("select bytes from evidence_blob where sha256 = ?1");
  const passed = database.prepare<{ bundle: string }>(
    `select bundle from evidence where submission = ?1 and indication = 'TOTAL_PASSED' and bundle is not null
     order by validated_at desc limit 1`,
  );
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
  const octets = (sha256: string): string => {
    const found = blob.get(sha256);
    assert(found !== null, "archived evidence keeps its octets");
    return base64(found.bytes);
  };
  return {
    passed: ({ id, cms, document }) => {
      const row = passed.get(id);
      if (row === null) return null;
      const kept = v.parse(Kept, row.bundle);
      const whole = {
        ...kept,
        cms: base64(cms),
        document: { kind: "octets", octets: base64(document) },
        certificates: kept.certificates.map(octets),
        crls: kept.crls.map(octets),
        ocsp: kept.ocsp.map(({ sha256, ...nonce }) => ({ der: octets(sha256), ...nonce })),
        timestamps: kept.timestamps.map(octets),
        trustAnchors: kept.trustAnchors.map((anchor) => ({ ...anchor, certificate: octets(anchor.sha256) })),
      };
      const canonical = canonicalJson(whole);
      assert(canonical.ok, "a bundle of JSON");
      const bundle = parseBundle(utf8(canonical.value));
      assert(bundle.ok, "an archived bundle is the one that was made");
      return bundle.value;
    },
    blob: (sha256) => blob.get(sha256)?.bytes ?? null,
    ...stamping(database),
  };
}

type StoredStamp = { readonly submission: string; readonly giveUpAt: number; readonly attempts: number; readonly tokens: string };

function stamping(database: SqlDatabase): Omit<ArchiveStore, "passed" | "blob"> {
  const archive = createArchiving(database);
  const one = database.prepare<StoredStamp>(
    `select submission, give_up_at as giveUpAt, attempts, tokens from signature_timestamp where submission = ?1 and state = 'wanted'`,
  );
  // One that was taken up again and then refused is not stamped.
  const due = database.prepare<{ submission: string }>(
    `select submission from signature_timestamp join submission on submission.id = signature_timestamp.submission
     where signature_timestamp.state = 'wanted' and submission.state in ('done', 'pending') and signature_timestamp.next_attempt_at <= ?1
     order by signature_timestamp.next_attempt_at limit ?2`,
  );
  const insertBlob = database.prepare<unknown>(
    "insert into evidence_blob (sha256, kind, bytes) values (?1, ?2, ?3) on conflict (sha256) do nothing",
  );
  const setTokens = database.prepare<unknown>("update signature_timestamp set tokens = ?2 where submission = ?1");
  const delay = database.prepare<unknown>(
    "update signature_timestamp set attempts = ?2, next_attempt_at = ?3, unreached = ?4, tokens = ?5 where submission = ?1",
  );
  const dropBlob = database.prepare<unknown>("delete from evidence_blob where sha256 = ?1 and kind = 'timestamp'");
  const end = database.prepare<unknown>("update signature_timestamp set state = ?2 where submission = ?1");
  const counts = database.prepare<{ state: string; rows: number }>(
    "select state, count(*) as rows from signature_timestamp group by state",
  );
  const keepTokens = (...[submission, tokens]: Parameters<ArchiveStore["keepTokens"]>): void => {
    for (const { sha256, kind, bytes } of tokens) insertBlob.run(sha256, kind, bytes);
    setTokens.run(submission, JSON.stringify(tokens.map(({ sha256 }) => sha256)));
  };
  const delayStamp = (...[submission, next, tokens]: Parameters<ArchiveStore["delayStamp"]>): void => {
    const { attempts, nextAttemptAt, unreached } = next;
    // A token that was not believed is over this signature and nothing else rests on it.
    const before = v.parse(HashesJson, one.get(submission)?.tokens ?? "[]");
    for (const sha256 of before) if (!tokens.includes(sha256)) dropBlob.run(sha256);
    delay.run(submission, attempts, nextAttemptAt, JSON.stringify(unreached), JSON.stringify(tokens));
  };
  const endStamp = (...[submission, state, evidence]: Parameters<ArchiveStore["endStamp"]>): void => {
    if (evidence !== null) archive(submission, evidence);
    end.run(submission, state);
  };
  return {
    stamping: (submission) => {
      const row = one.get(submission);
      return row === null ? null : { ...row, tokens: v.parse(HashesJson, row.tokens) };
    },
    dueStamps: (now, limit) => due.all(now, limit).map(({ submission }) => submission),
    keepTokens: (submission, tokens) => {
      database.transaction(() => keepTokens(submission, tokens));
    },
    delayStamp: (submission, next, tokens) => {
      database.transaction(() => delayStamp(submission, next, tokens));
    },
    endStamp: (submission, state, evidence) => {
      database.transaction(() => endStamp(submission, state, evidence));
    },
    stampCounts: () => {
      const rows = new Map(counts.all().map(({ state, rows }) => [state, rows]));
      return { wanted: rows.get("wanted") ?? 0, done: rows.get("done") ?? 0, givenUp: rows.get("given-up") ?? 0 };
    },
  };
}
