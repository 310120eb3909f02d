import { ReplayReply, RevocationReply, type ApplicationView } from "@beket/api";
import { canonicalJson, Uuid, type DecisionTrace, type SubjectKey } from "@beket/domain";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { inventedIin } from "./people.ts";
import { openPost, until, type Post } from "./post.ts";
import {
  apply,
  bins,
  openTestCentral,
  organisations,
  origin,
  person,
  problemOf,
  sign,
  signers,
  dayMs,
  startMs,
  type TestCentral,
} from "./support.ts";

let one: TestCentral;
let post: Post;
beforeEach(async () => {
  one = openTestCentral();
  await one.central.start();
  post = openPost(one);
  await until(() => post.ledger.state().dataAsOf !== null && post.common.state().version > 0);
});
afterEach(async () => {
  post.close();
  await one.close();
});

const iin = (serial: number): SubjectKey => ({ scheme: "iin", country: "KAZ", value: inventedIin(serial) });
const outcomeOf = async (key: SubjectKey): Promise<string> => {
  const decision = await post.check(key, { confirmed: true });
  return decision.kind === "verdict" ? `${decision.outcome} ${decision.reasons[0]?.code}` : decision.kind;
};
const replay = async () => v.parse(ReplayReply, await (await one.send("/api/v1/audit/replay", {})).json());
const arrived = () => until(() => post.waiting() === 0);

async function revoke(view: ApplicationView): Promise<RevocationReply> {
  const numbers = view.permits.flatMap((permit) => (permit.number === null ? [] : [permit.number]));
  const prepared = await one.send("/api/v1/revocations/prepare", {
    bin: bins.bakery,
    numbers,
    reason: "left-employment",
    effectiveAt: startMs,
  });
  const { document } = v.parse(v.looseObject({ document: v.string() }), await prepared.json());
  return v.parse(RevocationReply, await (await one.send("/api/v1/revocations", { document, cms: sign(signers.head, document) })).json());
}
function actText(body: object): string {
  const document = canonicalJson({
    act: globalThis.crypto.randomUUID(),
    authority: "health",
    nonce: globalThis.crypto.randomUUID().replaceAll("-", ""),
    origin,
    createdAt: one.clock.now(),
    ...body,
  });
  if (!document.ok) throw new Error(document.error.code);
  return document.value;
}
async function act(body: object, signer = signers.health): Promise<RevocationReply> {
  const document = actText(body);
  return v.parse(RevocationReply, await (await one.send("/api/v1/authority-acts", { document, cms: sign(signer, document) })).json());
}
const hold = (serial: number, change: object = {}) => ({
  type: "beket/hold/1",
  cause: "health",
  instruction: "refer-medic",
  standing: "provisional",
  subjects: [iin(serial)],
  validFrom: startMs,
  validTo: startMs + dayMs,
  ground: "оқшаулау",
  ...change,
});

it("[CE9] a permit reaches a post after its commit, and a revocation goes ahead on the lane", async () => {
  expect(await outcomeOf(iin(1))).toBe("DENY absent");
  const view = await apply(one);
  await until(() => post.ledger.state().version > 0);
  expect(await outcomeOf(iin(1))).toBe("ALLOW permit-valid");
  expect(await revoke(view)).toMatchObject({ state: "done", revoked: 1 });
  await until(() => post.lane.length > 0);
  expect(post.lane).toEqual(["roadblock-1"]);
  expect(await outcomeOf(iin(1))).toBe("DENY permit-revoked");
});

it("[CE9] a city permit changes nothing in the roadblock ledger's file or scope", async () => {
  const before = post.ledger.state().version;
  await apply(one, { ledger: "city" });
  expect(one.stores.ledgers.roadblock.count()).toBe(0);
  expect(one.stores.scopes.roadblock.position().version).toBe(before);
  expect(await outcomeOf(iin(1))).toBe("DENY absent");
});

it("[CE10] a post that missed everything catches up on request", async () => {
  await apply(one, { bin: bins.clinic, persons: Array.from({ length: 300 }, (_, at) => person(2_000 + at)) }, signers.otherHead);
  const late = openPost(one);
  await until(() => late.ledger.state().complete && late.ledger.state().version === one.stores.scopes.roadblock.position().version);
  expect(late.ledger.lookup("iin", inventedIin(2_150))).toHaveLength(1);
  late.close();
});

it("[CE11] every verdict is replayed from what its event stored and agrees, before and after a revocation and a hold", async () => {
  const view = await apply(one, { persons: [person(1), person(2)] });
  await until(() => post.ledger.state().version > 0);
  for (const serial of [1, 2, 3, 4]) await post.check(iin(serial), { confirmed: true });
  await revoke(view);
  await act(hold(3));
  await until(() => post.lane.length >= 3);
  const late = await outcomeOf(iin(3));
  expect(late).toBe("REFER hold-provisional");
  expect(await outcomeOf(iin(1))).toBe("DENY permit-revoked");
  await arrived();
  expect(await replay()).toEqual({ replayed: 6, agreed: 6, notReplayable: 0, differing: [] });
});

it("[CE11] a look-up of a neighbour that asked for a second reading agrees too", async () => {
  const plate = { scheme: "plate" as const, country: "KAZ", value: "480BCD02" };
  await apply(one, { persons: [], vehicles: [{ plate: plate.value, country: "KAZ" }] });
  await until(() => post.ledger.state().version > 0);
  const near = { ...plate, value: "430BCD02" };
  expect((await post.check(near)).kind).toBe("second-reading");
  expect((await post.check(near, { confirmed: true })).kind).toBe("verdict");
  await arrived();
  expect(await replay()).toMatchObject({ replayed: 2, agreed: 2 });
});

it("[CE11] a verdict that was not reached by the rules is found and named by its event alone", async () => {
  const forge = (trace: DecisionTrace): DecisionTrace => ({
    ...trace,
    decision: {
      kind: "verdict",
      outcome: "ALLOW",
      reasons: [{ code: "permit-valid" }],
      subjects: [{ subject: 0, outcome: "ALLOW", reasons: [{ code: "permit-valid" }], rows: [] }],
    },
  });
  await post.check(iin(9), { confirmed: true, forge });
  await arrived();
  const reply = await replay();
  expect(reply).toMatchObject({ replayed: 1, agreed: 0 });
  expect(reply.differing).toHaveLength(1);
  expect(JSON.stringify(reply)).not.toContain(inventedIin(9));
});

it("[CE12] events are acknowledged after the commit, counted once, and a kind that is not known is kept", async () => {
  await post.check(iin(1), { confirmed: true });
  await post.append({
    kind: "incident",
    ...post.envelope(),
    incident: v.parse(Uuid, "0190a5a0-0000-7000-8000-000000000001"),
    category: "queue",
    lookup: null,
    text: "",
    vehiclesWaiting: 40,
  });
  await arrived();
  await replay();
  expect(one.stores.projection.counts()).toEqual([
    { event: "incident", post: "rb-01", events: 1 },
    { event: "lookup", post: "rb-01", events: 1 },
  ]);
  const nodes = await one.central.fetch(new Request("http://central.test/api/v1/nodes"), { client: "127.0.0.1" });
  expect(await nodes.json()).toMatchObject({ nodes: [{ source: "rb-01", eventsHeld: 2 }] });
});

it("[CE13] a named authority's hold refers without its cause, and only it can release it", async () => {
  const done = await act(hold(5));
  expect(done).toMatchObject({ state: "done", revoked: 1 });
  await until(() => post.lane.length > 0);
  expect(await outcomeOf(iin(5))).toBe("REFER hold-provisional");
  const { number } = one.stores.sql.registry
    .prepare<{ number: string }>("select json_extract(answer, '$.rows[0].number') as number from submission")
    .get() ?? { number: "" };
  expect(number).toMatch(/^H/);
  await act({ type: "beket/release/1", numbers: [number], ground: "тест теріс" });
  await until(() => post.lane.length > 1);
  expect(await outcomeOf(iin(5))).toBe("DENY absent");
  const traffic = Buffer.concat(one.hub.traffic.map(({ bytes }) => Buffer.from(bytes))).toString("latin1");
  expect(traffic).not.toContain("health");
});

it("[CE13] one with the right to sign signs acts of an authority, and no application", async () => {
  expect(await act(hold(12), signers.healthDeputy)).toMatchObject({ state: "done", revoked: 1 });
  const view = await apply(one, {}, signers.bakeryDeputy);
  expect([view.state, view.reasons.map(({ code }) => code)]).toEqual(["refused", ["eds.role.right-to-sign"]]);
});

it("[CE13] an act is refused by the wrong signer, for too long, or with an instruction that would tell its cause", async () => {
  const codesOf = async (body: object, signer = signers.health) => (await act(body, signer)).reasons.map((reason) => reason.code);
  expect(await codesOf(hold(6), signers.head)).toEqual(["eds.subject.bin-differs"]);
  expect(await codesOf({ ...hold(6), authority: "nobody" })).toEqual(["eds.policy.expected-missing"]);
  expect(await codesOf(hold(6, { validTo: startMs + 5 * dayMs }))).toEqual(["act.provisional-too-long"]);
  expect(await codesOf(hold(6, { instruction: "detain-call" }))).toEqual(["act.instruction-not-for-cause"]);
});

it("[CE13] an act for another city's central, or over a number that nobody could be found by, is refused", async () => {
  const refusal = async (body: object) => {
    const document = actText(body);
    return problemOf(await one.send("/api/v1/authority-acts", { document, cms: sign(signers.health, document) }));
  };
  expect(await refusal({ ...hold(6), origin: "https://ruqsat.elsewhere" })).toBe("application.other-origin");
  const values = [
    { scheme: "iin", country: "KAZ", value: "900101123103" },
    { scheme: "plate", country: "KAZ", value: "12302ABC" },
    { scheme: "plate", country: "KAZ", value: "I23ABC02" },
    { scheme: "iin", country: "UZB", value: inventedIin(6) },
    { scheme: "bin", country: "KAZ", value: bins.bakery },
    { scheme: "doc", country: "UZB", value: "AB" },
  ];
  for (const value of values) expect(await refusal(hold(6, { subjects: [iin(6), value] }))).toBe("application.document-invalid");
});

it("[CE14] an organisation revokes its own permits only", async () => {
  const view = await apply(one, { bin: bins.clinic }, signers.otherHead);
  const reply = await revoke(view);
  expect(reply).toMatchObject({ state: "refused", revoked: 0, reasons: [{ code: "revocation.number-unknown" }] });
});

it("[CE15] no identifier, name or document number is in a topic, a frame or a log line", async () => {
  const passport = "AB7654321";
  await apply(one, {
    persons: [person(1), { name: "Құпия Есім", scheme: "doc", country: "UZB", value: passport }],
    vehicles: [{ plate: "777XYZ02", country: "KAZ" }],
  });
  await until(() => post.ledger.state().version > 0);
  await post.check(iin(1));
  await post.check({ scheme: "doc", country: "UZB", value: passport });
  await arrived();
  await one.send("/api/v1/organisations/check", { bin: bins.bakery });
  await one.send("/api/v1/applications", { document: `{"iin":"${inventedIin(1)}"}`, cms: "AAAA" });
  const seen = [...one.logged, ...one.hub.traffic.map(({ topic, bytes }) => `${topic} ${Buffer.from(bytes).toString("latin1")}`)].join(
    "\n",
  );
  expect(one.hub.traffic.length).toBeGreaterThan(5);
  for (const secret of [inventedIin(1), passport, "777XYZ02", "Құпия", bins.bakery, organisations[0]?.name ?? ""])
    expect(seen).not.toContain(secret);
});

it("[CE11] a replica in the middle of a catch-up makes a differing verdict not replayable, never agreed", async () => {
  const forge = (trace: DecisionTrace): DecisionTrace => ({
    ...trace,
    replica: trace.replica === null ? null : { ...trace.replica, ledger: { ...trace.replica.ledger, complete: false } },
  });
  await post.check(iin(9), { confirmed: true, forge });
  await arrived();
  expect(await replay()).toEqual({ replayed: 0, agreed: 0, notReplayable: 1, differing: [] });
});
