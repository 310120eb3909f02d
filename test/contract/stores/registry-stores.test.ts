import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openSqlScopeStore, type SqlDatabase } from "@beket/node-kit";
import { expect, it } from "vitest";
import { createArchiveStore } from "../../../central/src/adapters/sql-archive.ts";
import { createLedgerStore } from "../../../central/src/adapters/sql-ledger.ts";
import { createSubmissionStore } from "../../../central/src/adapters/sql-submissions.ts";
import type { EvidenceRecord, Submission, SubmissionStore } from "../../../central/src/features/submissions/ports.ts";
import { forEachEngine } from "../../support/engines.ts";
import { bytesOf, hashOf, keyNumbered, scopeRow } from "./samples.ts";

const migrations = (part: string, ...files: readonly string[]): readonly string[] =>
  files.map((file) => readFileSync(join(import.meta.dirname, "../../../central/migrations", part, file), "utf8"));
const registry = (sql: SqlDatabase): SqlDatabase => {
  sql.migrate("registry", migrations("registry", "001-first.sql", "002-evidence.sql", "003-about.sql"));
  return sql;
};
const ledger = (sql: SqlDatabase): SqlDatabase => {
  sql.migrate("ledger", migrations("ledger", "001-first.sql", "002-applications.sql"));
  return sql;
};
const hex = (text: string): string => Buffer.from(hashOf(text)).toString("hex");

const submission = (id: string, receivedAt: number, document = id): Submission => ({
  id,
  kind: "application",
  documentSha256: hex(`document ${document}`),
  cmsSha256: hex(`cms ${id}`),
  document: bytesOf(3_000),
  cms: bytesOf(7_000),
  receivedAt,
  state: "received",
  retryUntil: null,
  answer: null,
  wait: null,
});
const about = { nonce: "n", applicant: "220540000014", about: "a", facts: null };
const answer = { reasons: [], rows: [{ list: "persons" as const, index: 0, number: "P-1-0001", code: null }] };
const settled = (state: Submission["state"], retryUntil: number | null = null) => ({ state, retryUntil, answer: null, wait: null });
const evidence = (validatedAt: number, blobs: readonly string[]): EvidenceRecord => ({
  validatedAt,
  indication: "TOTAL_PASSED",
  reason: null,
  report: `{"at":${validatedAt}}`,
  bundle: null,
  blobs: blobs.map((text) => ({ sha256: hex(text), kind: "crl" as const, bytes: hashOf(text) })),
});
const waitsUntil = (store: SubmissionStore, id: string, nextAttemptAt: number, retryUntil: number): void =>
  store.settle(
    id,
    {
      ...settled("waiting", retryUntil),
      wait: { attempts: 1, nextAttemptAt, unreached: [{ kind: "ocsp", host: "ocsp.example", fault: "timeout" }] },
    },
    null,
  );

forEachEngine("submissions", ({ open }) => {
  it("[SQ10] what was received is found whole by its document, its signature and its id, once each", () => {
    const store = createSubmissionStore(registry(open()));
    const [one, two] = [submission("one", 5), submission("two", 6)];
    store.receive(one, about);
    store.receive(two, { ...about, applicant: null });
    expect([store.byId("one"), store.byCms(two.cmsSha256), store.byDocument(one.documentSha256)]).toEqual([one, two, one]);
    expect(() => store.receive(submission("three", 7, "one"), about)).toThrow();
    expect([store.byId("three"), store.open()]).toEqual([null, ["one", "two"]]);
    store.settle("one", settled("rejected"), null);
    store.receive(submission("three", 7, "one"), about);
    expect([store.byDocument(one.documentSha256)?.id, store.open()]).toEqual(["three", ["two", "three"]]);
    store.settle("three", { ...settled("done"), answer }, null);
    expect(store.byId("three")).toMatchObject({ state: "done", answer });
  });

  it("[SQ10] who is due comes in the order of receipt; what waits says for whom", () => {
    const store = createSubmissionStore(registry(open()));
    for (const [index, id] of ["received", "due", "later", "ended", "far"].entries()) store.receive(submission(id, index), about);
    waitsUntil(store, "due", 100, 5_000);
    waitsUntil(store, "later", 300, 5_000);
    waitsUntil(store, "ended", 300, 150);
    waitsUntil(store, "far", 1_001, 5_000);
    expect(store.due(200, 1_000)).toEqual(["received", "due", "ended", "far"]);
    expect(store.byId("later")?.wait).toEqual({
      attempts: 1,
      nextAttemptAt: 300,
      unreached: [{ kind: "ocsp", host: "ocsp.example", fault: "timeout" }],
    });
    store.settle("due", settled("pending", 900), null);
    expect([store.pending(null), store.pending("someone")]).toEqual([[{ id: "due", applicant: about.applicant, retryUntil: 900 }], []]);
  });

  it("[SQ10] a document that was prepared is known until it is forgotten", () => {
    const store = createSubmissionStore(registry(open()));
    for (const [nonce, preparedAt] of [
      ["old", 5],
      ["new", 50],
    ] as const)
      store.prepare({ nonce, kind: "application", documentSha256: hex(nonce), preparedAt });
    store.forgetPrepared(20);
    expect([store.prepared("old"), store.prepared("new")]).toEqual([
      null,
      { kind: "application", documentSha256: hex("new"), preparedAt: 50 },
    ]);
  });

  it("[SQ10] a verdict, its blobs and the wish for a time-stamp are one act; a blob is kept once", () => {
    const sql = registry(open());
    const [store, archive] = [createSubmissionStore(sql), createArchiveStore(sql)];
    for (const id of ["one", "two"]) {
      store.receive(submission(id, 1), about);
      store.settle(id, { ...settled("done"), answer }, evidence(5, ["shared", id]), 1_000);
    }
    expect(() => store.settle("nobody", settled("done"), evidence(5, ["orphan"]), null)).toThrow();
    expect([archive.blob(hex("shared")), archive.blob(hex("orphan"))]).toEqual([hashOf("shared"), null]);
    expect([archive.dueStamps(5, 10), archive.stampCounts()]).toEqual([["one", "two"], { wanted: 2, done: 0, givenUp: 0 }]);
    const token = { sha256: hex("token"), kind: "timestamp" as const, bytes: hashOf("token") };
    archive.keepTokens("one", [token]);
    expect(archive.stamping("one")?.tokens).toEqual([token.sha256]);
    archive.delayStamp("one", { attempts: 1, nextAttemptAt: 500, unreached: [] }, []);
    expect([archive.blob(token.sha256), archive.dueStamps(499, 10)]).toEqual([null, ["two"]]);
    archive.endStamp("two", "done", evidence(6, []));
    archive.endStamp("one", "given-up", null);
    expect(archive.stampCounts()).toEqual({ wanted: 0, done: 1, givenUp: 1 });
  });
});

forEachEngine("a ledger", ({ open, place }) => {
  it("[SQ11] permits, what they came to and what posts learn of them are one commit", () => {
    const where = place();
    const sql = ledger(where.open());
    const [store, scope] = [createLedgerStore(sql, "city"), openSqlScopeStore(sql, "city-1")];
    const commit = (version: number): void =>
      scope.commit({
        rows: [scopeRow(version, version, keyNumbered(version))],
        sums: new Uint8Array(2_048).fill(version),
        version,
        nextRow: version + 1,
      });
    store.transaction(() => {
      store.recordOutcome("one", 5, answer);
      commit(1);
    });
    const failing = (): void =>
      store.transaction(() => {
        store.recordOutcome("two", 6, answer);
        commit(2);
        throw new Error("the permit could not be written");
      });
    expect(failing).toThrow("the permit");
    const again = ledger(where.open());
    expect([createLedgerStore(again, "city").outcome("one"), createLedgerStore(again, "city").outcome("two")]).toEqual([answer, null]);
    expect(openSqlScopeStore(again, "city-1").position()).toMatchObject({ version: 1, nextRow: 2 });
    expect(() => store.recordOutcome("one", 7, answer)).toThrow();
  });

  it("[SQ11] an applicant keeps its number, and no two have one", () => {
    const store = createLedgerStore(ledger(open()), "city");
    const numbers = ["220540000014", "190640000025", "220540000014"].map(store.organisationNumber);
    expect([numbers[0] === numbers[2], new Set(numbers).size]).toEqual([true, 2]);
  });
});
