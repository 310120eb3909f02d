import { caseRoutes, CaseView, readTar, SignatureAgain, writeTar, type CaseRequest, type TarFile } from "@beket/api";
import { Uuid } from "@beket/domain";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { verifyCase } from "../../../cli/src/case/verify-case.ts";
import { inventedIin } from "../central/people.ts";
import { apply, authorityTrust, bins, codec, crypto, person, problemOf, signInStaff } from "../central/support.ts";
import { ask, iin, openOversight, type Oversight } from "./world.ts";

let one: Oversight;
let auditor: string;
beforeEach(async () => {
  one = await openOversight();
  auditor = await signInStaff(one, "auditor");
});
afterEach(() => one.close());

const reason = "сот сұрауы";
const request = (about: CaseRequest["about"]): CaseRequest => ({ about, reason });
const opened = async (about: CaseRequest["about"]): Promise<CaseView> =>
  v.parse(CaseView, await (await ask(one, auditor, caseRoutes.open, request(about))).json());
const tarOf = async (about: CaseRequest["about"]): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await ask(one, auditor, caseRoutes.bundle, request(about))).arrayBuffer());
const unpacked = (tar: Uint8Array): readonly TarFile[] => {
  const read = readTar(tar, { filesMax: 1_000, sizeBytesMax: 64_000_000 });
  if (!read.ok) throw new Error(read.error);
  return read.value;
};
const verified = (tar: Uint8Array) =>
  verifyCase({ crypto, codec }, tar, {
    rootPublicKey: one.keys.rootPublicKey,
    anchors: [{ certificate: authorityTrust, purpose: "test" }],
  });

it("[AB16, AB17] an application opens by its id and by a permit's number, on record, and its signature is the same today", async () => {
  const view = await apply(one, { persons: [person(1), person(2)] });
  const byId = await opened({ kind: "submission", id: view.id });
  expect(byId).toMatchObject({ kind: "submission", what: "application", bin: bins.bakery, state: "done", validates: true, held: false });
  if (byId.kind !== "submission") throw new Error("a submission");
  expect(byId.readable.kk.join("\n")).toContain("Сынақбаев");
  const number = view.permits[0]?.number ?? "";
  expect(await opened({ kind: "number", number })).toMatchObject({ id: view.id });
  const again = v.parse(
    SignatureAgain,
    await (await ask(one, auditor, caseRoutes.validate, request({ kind: "submission", id: view.id }))).json(),
  );
  expect(again).toMatchObject({ same: true, indication: "TOTAL_PASSED" });
  expect(again.lines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["verdict", "signer", "time", "status", "evidence"]));
  for (const { words } of again.lines) expect(Object.values(words).every((text) => text.length > 0)).toBe(true);
  const views = one.stores.sql.registry
    .prepare<{ what: string }>("select what from audit_view where what like 'case%' order by position")
    .all();
  expect(views.map(({ what }) => what)).toEqual(["case", "case", "case-validate"]);
  const registrar = await signInStaff(one, "registrar");
  expect(await problemOf(await ask(one, registrar, caseRoutes.open, request({ kind: "submission", id: view.id })))).toBe(
    "staff.role-missing",
  );
  expect(await problemOf(await ask(one, auditor, caseRoutes.open, request({ kind: "number", number: "R000-0000" })))).toBe("case.unknown");
});

it("[AB18] the sealed case holds verdict, inputs, evidence, record and keys, and verifies with the root and the anchors", async () => {
  const view = await apply(one, { persons: [person(1), { ...person(2), value: inventedIin(2) }] });
  const tar = await tarOf({ kind: "submission", id: view.id });
  const paths = unpacked(tar).map(({ path }) => path);
  expect(paths.slice(0, 2)).toEqual(["manifest.json", "manifest.sig"]);
  expect(paths).toEqual(
    expect.arrayContaining([
      "verdict.json",
      "inputs/document.json",
      "inputs/signature.cms",
      "inputs/organisation.json",
      "inputs/regime.json",
      "inputs/ledger.json",
      "evidence/bundle.json",
      "evidence/certificate-1.cer",
      "evidence/anchor-1.cer",
      "evidence/list-1.crl",
      "evidence/plain/1-signature.message",
      "audit/entries.json",
      "keys/keyset.json",
      "readme.txt",
    ]),
  );
  const checked = verified(tar);
  expect(checked).toMatchObject({ ok: true, value: { indication: "TOTAL_PASSED", same: true, about: { id: view.id } } });
});

it("[AB20] any octet changed, a file more, less or renamed, another signature and a strange root are refused", async () => {
  const view = await apply(one);
  const tar = await tarOf({ kind: "submission", id: view.id });
  expect(verified(tar).ok).toBe(true);
  // An octet of each file and of each header, and some hundred anywhere.
  const places = new Set<number>();
  for (let at = 0; at < tar.length; at += Math.max(1, Math.floor(tar.length / 300))) places.add(at);
  let offset = 0;
  for (const { bytes } of unpacked(tar)) {
    places
      .add(offset)
      .add(offset + 512)
      .add(offset + 512 + Math.max(0, bytes.length - 1));
    offset += 512 + Math.ceil(bytes.length / 512) * 512;
  }
  for (const at of places) {
    const bent = tar.slice();
    bent[at] = (bent[at] ?? 0) ^ 1;
    expect([at, verified(bent).ok]).toEqual([at, false]);
  }
  const files = unpacked(tar);
  const without = files.filter(({ path }) => path !== "verdict.json");
  const more = [...files, { path: "extra.txt", bytes: new Uint8Array(1) }];
  const renamed = files.map((file) => (file.path === "verdict.json" ? { ...file, path: "decision.json" } : file));
  const resigned = files.map((file) =>
    file.path === "manifest.sig"
      ? { ...file, bytes: crypto.ed25519.sign(new Uint8Array(32).fill(7), files[0]?.bytes ?? new Uint8Array()) }
      : file,
  );
  for (const forged of [without, more, renamed, resigned]) expect(verified(writeTar(forged, 1)).ok).toBe(false);
  const strange = verifyCase({ crypto, codec }, tar, { rootPublicKey: "ab".repeat(32), anchors: [] });
  expect(strange).toMatchObject({ ok: false, error: { code: "case.root-differs" } });
});

it("[AB16, AB21] a look-up opens by its event and by the refusal's number, without an identifier, and its case shows its place in the chain", async () => {
  await one.post.check(iin(1), { confirmed: true });
  await one.post.check(iin(1), { confirmed: true });
  await one.followed();
  const event = eventOf();
  const view = await opened({ kind: "lookup", event });
  expect(view).toMatchObject({ kind: "lookup", source: "rb-01", again: "agreed", seq: 2 });
  expect(JSON.stringify(view)).not.toContain(iin(1).value);
  await one.post.append({
    kind: "refusal",
    ...one.post.envelope(),
    lookup: v.parse(Uuid, event),
    number: "7K-204",
    reasons: [{ code: "absent" }],
    slip: "screen",
  });
  await one.followed();
  if (one.stores.refusals.byNumber("7K-204").length > 0)
    expect(await opened({ kind: "refusal", number: "7K-204", post: null })).toMatchObject({ event });
  const tar = await tarOf({ kind: "lookup", event });
  const row = unpacked(tar).find(({ path }) => path === "chain/row.json");
  const link = unpacked(tar).find(({ path }) => path === "chain/link.bin");
  const { hash } = v.parse(v.looseObject({ hash: v.string() }), JSON.parse(new TextDecoder().decode(row?.bytes)));
  expect(Buffer.from(crypto.sha256(link?.bytes ?? new Uint8Array())).toString("hex")).toBe(hash);
  expect(verified(tar)).toMatchObject({ ok: true, value: { about: { kind: "lookup", id: event }, indication: null } });
});

const eventOf = (): string => {
  const rows = one.stores.projection.lookupsAfter(0, 10);
  const [, second] = rows;
  if (second === undefined) throw new Error("two look-ups");
  return second.event;
};
