import { createNodeCodec } from "@beket/node-kit";
import { unpackJson } from "@beket/replication";
import { expect, it } from "vitest";
import { apply, bins, codes, dayMs, openTestCentral, person, prepare, sign, signers, startMs, submit } from "./support.ts";
import { openPost, until } from "./post.ts";

const codec = createNodeCodec();
const unpack = (row: { readonly record: Uint8Array } | undefined): unknown => (row === undefined ? null : unpackJson(codec, row.record));

it("[CE16] what was received but not decided when the process ended is decided at the next start", async () => {
  const first = openTestCentral();
  const document = await prepare(first);
  // The process ends between the receipt and the judgement: the row is there, nothing else is.
  const cms = Buffer.from(sign(signers.head, document), "base64");
  const sha256 = (bytes: Uint8Array) => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
  const bytes = new TextEncoder().encode(document);
  const id = "0190a5a0-0000-7000-8000-00000000000a";
  const base = {
    kind: "application" as const,
    document: bytes,
    cms,
    receivedAt: startMs,
    state: "received" as const,
    retryUntil: null,
    answer: null,
    wait: null,
  };
  const about = { nonce: "0", applicant: null, about: null, facts: null };
  first.stores.submissions.receive({ id, documentSha256: sha256(bytes), cmsSha256: sha256(cms), ...base }, about);
  await first.close(true);
  const second = openTestCentral(first);
  await second.central.start();
  expect(second.stores.submissions.byId(id)?.state).toBe("done");
  expect(second.stores.ledgers.roadblock.count()).toBe(1);
  expect(await submit(second, document, cms.toString("base64"))).toMatchObject({ id, state: "issued" });
  await second.close();
});

it("[CE16] permits that were committed before the registry knew are not issued twice", async () => {
  const first = openTestCentral();
  const document = await prepare(first);
  const cms = sign(signers.head, document);
  const view = await submit(first, document, cms);
  // As if the process had ended after the ledger's commit and before the registry's.
  first.stores.sql.registry.exec("update submission set state = 'received', answer = null");
  await first.close(true);
  const second = openTestCentral(first);
  await second.central.start();
  expect(second.stores.ledgers.roadblock.count()).toBe(1);
  expect((await submit(second, document, cms)).permits).toEqual(view.permits);
  await second.close();
});

it("[CE16] a ledger's transaction that fails leaves neither permit nor registry row", async () => {
  const one = openTestCentral();
  const { ledger, scope } = { ledger: one.stores.ledgers.roadblock, scope: one.stores.scopes.roadblock };
  await apply(one);
  const version = scope.position().version;
  const [permit] = ledger.bySubmission(one.stores.sql.registry.prepare<{ id: string }>("select id from submission").get()?.id ?? "");
  if (permit === undefined) throw new Error("a permit was issued");
  expect(() =>
    ledger.transaction(() => {
      scope.commit({
        rows: [{ key: new Uint8Array(8), row: 99, version: version + 1, sealed: new Uint8Array(20) }],
        sums: new Uint8Array(2048),
        version: version + 1,
        nextRow: 100,
      });
      ledger.insert([permit]);
    }),
  ).toThrow();
  expect(scope.position().version).toBe(version);
  await one.close();
});

it("[CE17] the evidence of a signature is archived before the permits exist, certificates and lists by hash", async () => {
  const one = openTestCentral();
  const view = await apply(one);
  await apply(one, { persons: [person(2)] }, signers.employee);
  const rows = one.stores.sql.registry
    .prepare<{ indication: string; reason: string | null; report: string }>(
      "select indication, reason, report from evidence order by indication",
    )
    .all();
  expect(rows.map(({ indication, reason }) => `${indication} ${reason}`)).toEqual(["INDETERMINATE eds.role.employee", "TOTAL_PASSED null"]);
  const report: { readonly evidence: { readonly crls: readonly string[]; readonly certificates: readonly string[] } } = JSON.parse(
    rows[1]?.report ?? "",
  );
  const stored = new Set(
    one.stores.sql.registry
      .prepare<{ sha256: string }>("select sha256 from evidence_blob")
      .all()
      .map((row) => row.sha256),
  );
  expect(report.evidence.crls.length).toBeGreaterThan(0);
  for (const sha256 of [...report.evidence.crls, ...report.evidence.certificates]) expect(stored.has(sha256)).toBe(true);
  expect(view.state).toBe("issued");
  await one.close();
});

it("[CE18] the holder's name stays in the signed document: no other file has it", async () => {
  const one = openTestCentral();
  await apply(one, { persons: [{ ...person(1), name: "ҚұпияЕсім Ерекше" }] });
  await one.close(true);
  const has = async (file: string) => Buffer.from(await Bun.file(`${one.folder}/${file}`).arrayBuffer()).includes("ҚұпияЕсім");
  expect(await has("registry.db")).toBe(true);
  for (const file of ["ledger-roadblock.db", "ledger-city.db", "common.db", "events.db", "projection.db"])
    expect(await has(file)).toBe(false);
});

it("[CE19] a document of yesterday is no longer taken", async () => {
  const one = openTestCentral();
  const document = await prepare(one);
  one.move(dayMs + 1);
  const late = await one.send("/api/v1/applications", { document, cms: sign(signers.head, document) });
  expect(await late.json()).toMatchObject({ code: "application.document-expired" });
  await one.close();
});

it("[CE20] a changed officer and new rules reach the posts as rows of the common scope, once", async () => {
  const one = openTestCentral();
  await one.central.start();
  const post = openPost(one);
  const officer = { officer: "rb-01-a", role: "officer" as const, posts: ["rb-01"], pinVerifier: "x", status: "active" as const };
  expect(one.central.importOfficers([officer])).toBe(1);
  expect(one.central.importOfficers([officer])).toBe(0);
  await until(() => post.common.lookup("officer", "rb-01-a").length === 1);
  expect(one.central.importOfficers([{ ...officer, status: "suspended" }])).toBe(1);
  await until(() => JSON.stringify(unpack(post.common.lookup("officer", "rb-01-a")[0])).includes("suspended"));
  expect(post.common.lookup("rules", "regimes").map(unpack)).toMatchObject([{ version: 1 }]);
  expect(one.central.importRegimes([{ ...one.stores.regimes.all()[0], version: 2, permitMaxDays: 12 }])).toMatchObject({ added: 1 });
  await until(() => post.common.lookup("rules", "regimes").length === 2);
  post.close();
  await one.close();
});

it("[CE20] a regime that may have judged somebody is never changed", async () => {
  const one = openTestCentral();
  const [known] = one.stores.regimes.all();
  expect(one.central.importRegimes({ ...known, permitMaxDays: 90 })).toEqual({ added: 0, faults: [{ code: "version-changed", at: "0" }] });
  expect(one.central.importRegimes([{ ...known, version: 2, permitMaxDays: 90 }])).toMatchObject({ added: 1 });
  const view = await apply(one, { bin: bins.bakery, validTo: startMs + 60 * dayMs });
  expect(codes(view)).toEqual([]);
  await one.close();
});
