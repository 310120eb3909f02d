import { caseRoutes, CaseView, LegalHold, LegalHoldsReply, PurgeDocument, PurgesReply, type LegalHoldStart } from "@beket/api";
import type { Regime } from "@beket/domain";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  apply,
  bins,
  crlsAt,
  crypto,
  dayMs,
  person,
  prepare,
  problemOf,
  regime,
  sign,
  signers,
  signInStaff,
  staffVerifier,
  submit,
} from "../central/support.ts";
import { ask, openOversight, type Oversight } from "./world.ts";

let one: Oversight;
let auditor: string;
let second: string;
const keeping = (days: number): Regime => ({ ...regime, version: 2, retentionDays: { ...regime.retentionDays, application: days } });
beforeEach(async () => {
  one = await openOversight({ staff: [{ staff: "auditor-2", roles: ["auditor"], verifier: staffVerifier, status: "active" }] });
  one.central.importRegimes(keeping(30));
  auditor = await signInStaff(one, "auditor");
  second = await signInStaff(one, "auditor", "auditor-2");
});
afterEach(() => one.close());

let acts = 0;
const actId = (): string => `018f0000-0000-7000-8000-${String((acts += 1)).padStart(12, "0")}`;
const hold = async (target: LegalHoldStart["target"]): Promise<LegalHold> =>
  v.parse(LegalHold, await (await ask(one, auditor, caseRoutes.hold, { id: actId(), target, ground: "сот қаулысы № 7" })).json());
const end = (who: string, of: LegalHold, id = actId()) => ask(one, who, caseRoutes.release, { id, hold: of.hold, ground: "іс жабылды" });
const opened = async (id: string): Promise<CaseView> => {
  const again = await signInStaff(one, "auditor");
  return v.parse(CaseView, await (await ask(one, again, caseRoutes.open, { about: { kind: "submission", id }, reason: "тексеру" })).json());
};
const purge = async (): Promise<PurgeDocument> => {
  const document = await one.central.purge();
  if (document === null) throw new Error("nothing was due");
  return document;
};
const blobs = (): number =>
  one.stores.sql.registry.prepare<{ rows: number }>("select count(*) as rows from evidence_blob").get()?.rows ?? 0;

it("[AB23, AB24] what ended before the regime's days goes with its evidence, certified; hashes and answers stay", async () => {
  const document = await prepare(one, { persons: [person(1)] });
  const cms = sign(signers.head, document);
  const view = await submit(one, document, cms);
  const late = await apply(one, { persons: [person(2)] });
  one.move(36 * dayMs);
  const [issued] = one.stores.ledgers.roadblock.bySubmission(late.id);
  if (issued === undefined) throw new Error("a permit");
  // One of the two is still in force.
  one.stores.ledgers.roadblock.update([{ ...issued, record: { ...issued.record, validTo: one.clock.now() } }]);
  one.move(2 * dayMs);
  expect(blobs()).toBeGreaterThan(0);
  const certificate = await purge();
  expect(certificate).toMatchObject({ submissions: 1, held: 0, regimeVersion: 2 });
  expect(await opened(view.id)).toMatchObject({
    validates: false,
    purgedAt: certificate.at,
    readable: { kk: [] },
    rows: [{ number: view.permits[0]?.number }],
  });
  expect(await opened(late.id)).toMatchObject({ validates: true, purgedAt: null });
  expect(one.stores.submissions.byId(view.id)).toBeNull();
  const stored = one.stores.submissions.keptById(view.id);
  expect([stored?.document.length, stored?.cms.length, stored?.documentSha256.length]).toEqual([0, 0, 64]);
  // The same document again is not taken for a new one.
  const again = await one.send("/api/v1/applications", { document, cms });
  expect(await problemOf(again)).toBe("case.purged");
  expect(one.stores.ledgers.roadblock.bySubmission(view.id)).toHaveLength(1);
  const reply = v.parse(PurgesReply, await (await ask(one, await signInStaff(one, "auditor"), caseRoutes.purges)).json());
  const [signed] = reply.purges;
  const text = new TextEncoder().encode(signed?.signed ?? "");
  const signature = Buffer.from(signed?.signature ?? "", "hex");
  expect(crypto.ed25519.verify(Buffer.from(reply.publicKey, "hex"), text, signature)).toBe(true);
  const { digest } = v.parse(PurgeDocument, JSON.parse(signed?.signed ?? ""));
  expect(digest).toBe(Buffer.from(crypto.sha256(new TextEncoder().encode(`${view.id}\n`))).toString("hex"));
  expect(await one.central.purge()).toBeNull();
});

it("[AB25] a certificate that another verdict rests on stays until the last goes", async () => {
  await apply(one, { persons: [person(1)] });
  one.move(20 * dayMs);
  one.setCrls(crlsAt(one.clock.now() - 60_000));
  const before = blobs();
  const other = await apply(one, { bin: bins.clinic, persons: [person(3)] }, signers.otherHead);
  expect(other.state).toBe("issued");
  one.move(18 * dayMs);
  await purge();
  expect(blobs()).toBeLessThanOrEqual(before + 3);
  expect(blobs()).toBeGreaterThan(0);
  one.move(40 * dayMs);
  await purge();
  expect(blobs()).toBe(0);
});

it("[AB22] a legal hold keeps a case, a permit's and everything of a person, and ends by two people only", async () => {
  const kept = await apply(one, { persons: [person(1)] });
  const byNumber = await apply(one, { persons: [person(2)] });
  const bySubject = await apply(one, { persons: [person(3)] });
  const free = await apply(one, { persons: [person(4)] });
  const first = await hold({ kind: "submission", id: kept.id });
  await hold({ kind: "number", number: byNumber.permits[0]?.number ?? "" });
  await hold({ kind: "subject", scheme: "iin", country: "KAZ", value: person(3).value });
  expect(
    await problemOf(
      await ask(one, auditor, caseRoutes.hold, {
        id: actId(),
        target: { kind: "subject", scheme: "iin", country: "KAZ", value: "1" },
        ground: "сот",
      }),
    ),
  ).toBe("legal-hold.subject-invalid");
  const registrar = await signInStaff(one, "registrar");
  expect(await problemOf(await ask(one, registrar, caseRoutes.holds))).toBe("staff.role-missing");
  // Who asked for the end cannot agree to it, and until somebody else does the hold is in force.
  const asked = actId();
  expect(await (await end(auditor, first, asked)).json()).toMatchObject({ state: "end-asked" });
  expect(await (await end(auditor, first, asked)).json()).toMatchObject({ state: "end-asked" });
  expect(await problemOf(await end(auditor, first))).toBe("legal-hold.second-person");
  one.move(38 * dayMs);
  expect(await purge()).toMatchObject({ submissions: 1, held: 3 });
  expect((await opened(free.id)).kind === "submission" && (await opened(free.id))).toMatchObject({ purgedAt: expect.any(Number) });
  for (const { id } of [kept, byNumber, bySubject]) expect(await opened(id)).toMatchObject({ validates: true, held: true, purgedAt: null });
  auditor = await signInStaff(one, "auditor");
  second = await signInStaff(one, "auditor", "auditor-2");
  expect(await (await end(second, first)).json()).toMatchObject({ state: "ended", endedBy: "auditor-2", endAskedBy: "auditor-1" });
  expect(await problemOf(await end(second, first))).toBe("legal-hold.ended");
  one.move(dayMs + 1);
  expect(await purge()).toMatchObject({ submissions: 1, held: 2 });
  const { holds } = v.parse(LegalHoldsReply, await (await ask(one, await signInStaff(one, "auditor"), caseRoutes.holds)).json());
  expect(holds.map(({ state }) => state).toSorted()).toEqual(["ended", "in-force", "in-force"]);
  expect(JSON.stringify(holds)).not.toContain(person(3).value);
  const views = one.stores.sql.registry.prepare<{ what: string }>("select what from audit_view where what like 'legal-hold%'").all();
  expect(views.length).toBe(5);
});

const heldRow = (serial: number, of: { readonly submissions: string[]; readonly state: "in-force" | "ended" }) => ({
  hold: `018f0000-0000-7000-9000-${String(serial).padStart(12, "0")}`,
  target: "submission" as const,
  about: null,
  subject: null,
  ground: "сот қаулысы",
  by: "auditor-1",
  at: one.clock.now(),
  endAskedBy: null,
  endedBy: null,
  endGround: null,
  ...of,
});

it("[AB22] a hold that begins while a purge runs keeps its case", async () => {
  const view = await apply(one);
  one.move(38 * dayMs);
  const running = one.central.purge();
  one.stores.cases.putHold(heldRow(1, { submissions: [view.id], state: "in-force" }));
  expect(await running).toMatchObject({ submissions: 0, held: 1 });
  expect(await opened(view.id)).toMatchObject({ validates: true, purgedAt: null });
});

it("[AB22] however many holds come after it, one that is in force keeps its case and is listed first", async () => {
  const view = await apply(one);
  const first = await hold({ kind: "submission", id: view.id });
  one.move(38 * dayMs);
  one.stores.cases.transaction(() => {
    for (let serial = 1; serial <= 1_001; serial += 1) one.stores.cases.putHold(heldRow(serial, { submissions: [], state: "ended" }));
  });
  expect(await purge()).toMatchObject({ submissions: 0, held: 1 });
  const { holds } = v.parse(LegalHoldsReply, await (await ask(one, await signInStaff(one, "auditor"), caseRoutes.holds)).json());
  expect([holds.length, holds[0]?.hold]).toEqual([1_000, first.hold]);
});

it("[AB23] without days in the regime nothing of an application is purged", async () => {
  const { application: _, ...days } = keeping(1).retentionDays;
  one.central.importRegimes({ ...keeping(1), version: 3, retentionDays: days });
  const view = await apply(one);
  one.move(400 * dayMs);
  expect(await one.central.purge()).toBeNull();
  expect(await opened(view.id)).toMatchObject({ validates: true });
});

it("[AB22] a legal hold on a person keeps an authority's act about them too", async () => {
  const exempted = (value: string): string =>
    `{"act":"${actId()}","authority":"health","category":"ambulance","createdAt":${one.clock.now()},"ground":"Штаб","nonce":"${"ab".repeat(16)}",` +
    `"origin":"https://ruqsat.example","places":{"kind":"everywhere"},"subjects":[{"country":"KAZ","scheme":"plate","value":"${value}"}],` +
    `"type":"beket/exemption/1","validFrom":${one.clock.now()},"validTo":${one.clock.now() + dayMs},"window":{"days":127,"fromMinute":0,"toMinute":1440}}`;
  const ids: string[] = [];
  for (const value of ["451ABC02", "452ABC02"]) {
    const document = exempted(value);
    const reply = await one.send("/api/v1/authority-acts", { document, cms: sign(signers.health, document) });
    ids.push(v.parse(v.looseObject({ id: v.string(), state: v.literal("done") }), await reply.json()).id);
  }
  await hold({ kind: "subject", scheme: "plate", country: "KAZ", value: "451ABC02" });
  one.move(38 * dayMs);
  expect(await purge()).toMatchObject({ submissions: 1, held: 1 });
  expect(ids.map((id) => one.stores.submissions.byId(id) !== null)).toEqual([true, false]);
});
