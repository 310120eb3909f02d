import type { Database } from "bun:sqlite";
import { Hex32 } from "@beket/api";
import { assert } from "@beket/domain";
import * as v from "valibot";
import { fromHex } from "../features/bytes.ts";
import type { ArchivedEvidence, ArchiveStore } from "../features/submissions/ports.ts";
import { createArchiving } from "./sqlite-submissions.ts";

const Hashes = v.array(Hex32);
/** What a kept report says of its evidence; the rest of it is for people. */
const Kept = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({
    evidence: v.looseObject({
      certificates: Hashes,
      crls: Hashes,
      // Verdicts of before know neither.
      ocsp: v.optional(
        v.array(v.strictObject({ sha256: Hex32, nonce: v.optional(v.pipe(v.string(), v.regex(/^([0-9a-f]{2}){1,32}$/))) })),
        [],
      ),
      timestamps: v.optional(Hashes, []),
    }),
  }),
);
const HashesJson = v.pipe(v.string(), v.parseJson(), Hashes);

/** Verdicts with their bytes, and the time-stamps that are still asked for. */
export function createArchiveStore(database: Database): ArchiveStore {
  const blob = database.prepare<{ bytes: Uint8Array }, [string]>("select bytes from evidence_blob where sha256 = ?1");
  const passed = database.prepare<{ validatedAt: number; report: string }, [string]>(
    `select validated_at as validatedAt, report from evidence where submission = ?1 and indication = 'TOTAL_PASSED'
     order by validated_at desc limit 1`,
  );
  const bytesOf = (sha256: string): Uint8Array => {
    const found = blob.get(sha256);
    assert(found !== null, "archived evidence keeps its bytes");
    return found.bytes;
  };
  return {
    passed: (submission): ArchivedEvidence | null => {
      const row = passed.get(submission);
      if (row === null) return null;
      const { evidence } = v.parse(Kept, row.report);
      return {
        ...row,
        certificates: evidence.certificates.map(bytesOf),
        crls: evidence.crls.map(bytesOf),
        ocsp: evidence.ocsp.map(({ sha256, nonce }) =>
          nonce === undefined ? { der: bytesOf(sha256) } : { der: bytesOf(sha256), nonce: fromHex(nonce) },
        ),
        timestamps: evidence.timestamps.map(bytesOf),
      };
    },
    blob: (sha256) => blob.get(sha256)?.bytes ?? null,
    ...stamping(database),
  };
}

type StoredStamp = { readonly submission: string; readonly giveUpAt: number; readonly attempts: number; readonly tokens: string };

function stamping(database: Database): Omit<ArchiveStore, "passed" | "blob"> {
  const archive = createArchiving(database);
  const one = database.prepare<StoredStamp, [string]>(
    `select submission, give_up_at as giveUpAt, attempts, tokens from signature_timestamp where submission = ?1 and state = 'wanted'`,
  );
  // One that was taken up again and then refused is not stamped.
  const due = database.prepare<{ submission: string }, [number, number]>(
    `select submission from signature_timestamp join submission on submission.id = signature_timestamp.submission
     where signature_timestamp.state = 'wanted' and submission.state = 'done' and signature_timestamp.next_attempt_at <= ?1
     order by signature_timestamp.next_attempt_at limit ?2`,
  );
  const insertBlob = database.prepare<null, [string, string, Uint8Array]>(
    "insert into evidence_blob (sha256, kind, bytes) values (?1, ?2, ?3) on conflict (sha256) do nothing",
  );
  const setTokens = database.prepare<null, [string, string]>("update signature_timestamp set tokens = ?2 where submission = ?1");
  const delay = database.prepare<null, [string, number, number, string, string]>(
    "update signature_timestamp set attempts = ?2, next_attempt_at = ?3, unreached = ?4, tokens = ?5 where submission = ?1",
  );
  const end = database.prepare<null, [string, string]>("update signature_timestamp set state = ?2 where submission = ?1");
  const counts = database.prepare<{ state: string; rows: number }, []>(
    "select state, count(*) as rows from signature_timestamp group by state",
  );
  const keepTokens = database.transaction((...[submission, tokens]: Parameters<ArchiveStore["keepTokens"]>) => {
    for (const { sha256, kind, bytes } of tokens) insertBlob.run(sha256, kind, bytes);
    setTokens.run(submission, JSON.stringify(tokens.map(({ sha256 }) => sha256)));
  });
  const endStamp = database.transaction((...[submission, state, evidence]: Parameters<ArchiveStore["endStamp"]>) => {
    if (evidence !== null) archive(submission, evidence);
    end.run(submission, state);
  });
  return {
    stamping: (submission) => {
      const row = one.get(submission);
      return row === null ? null : { ...row, tokens: v.parse(HashesJson, row.tokens) };
    },
    dueStamps: (now, limit) => due.all(now, limit).map(({ submission }) => submission),
    keepTokens: (submission, tokens) => {
      keepTokens.immediate(submission, tokens);
    },
    delayStamp: (submission, { attempts, nextAttemptAt, unreached }, tokens) => {
      delay.run(submission, attempts, nextAttemptAt, JSON.stringify(unreached), JSON.stringify(tokens));
    },
    endStamp: (submission, state, evidence) => {
      endStamp.immediate(submission, state, evidence);
    },
    stampCounts: () => {
      const rows = new Map(counts.all().map(({ state, rows }) => [state, rows]));
      return { wanted: rows.get("wanted") ?? 0, done: rows.get("done") ?? 0, givenUp: rows.get("given-up") ?? 0 };
    },
  };
}
