import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppealCase, AppealState, RefusalRecord, type ApplicationView } from "@beket/api";
import { stopNumber, type BeketEvent, type LookupEvent } from "@beket/domain";
import { openSqlite, systemRandom, type SqlDatabase } from "@beket/node-kit";
import { parseUuid } from "@beket/replication";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import appeals001 from "../../../central/migrations/appeals/001-first.sql" with { type: "text" };
import { createAppealStore } from "../../../central/src/adapters/sql-appeals.ts";
import { createRefusalStore, openRefusals } from "../../../central/src/adapters/sql-refusals.ts";
import { createAppealDesk } from "../../../central/src/features/appeals/desk.ts";
import { createAppeals } from "../../../central/src/features/appeals/appeals.ts";
import type { View } from "../../../central/src/features/audit/types.ts";
import type { ReadRow } from "../../../central/src/features/ingest/event-feed.ts";
import { createRefusalFollower, createRefusals } from "../../../central/src/features/public/refusals.ts";
import { createTries } from "../../../central/src/features/public/tries.ts";
import { sampleEvents, uuid } from "../../support/sample-events.ts";
import { car, now, person } from "../../support/stop-builder.ts";

const lookupId = uuid(500);
const refusalId = uuid(501);
const referralId = uuid(502);
const number = stopNumber(refusalId);

const sample = sampleEvents.find((event) => event.kind === "lookup");
if (sample === undefined) throw new Error("there is a sample of a look-up");
const trace = {
  ...sample.trace,
  stop: {
    ...sample.trace.stop,
    subjects: [{ role: "vehicle" as const, key: car, readBy: ["camera" as const] }, ...sample.trace.stop.subjects],
  },
  decision: {
    ...sample.trace.decision,
    kind: "verdict" as const,
    outcome: "DENY" as const,
    reasons: [{ code: "absent" as const }],
    subjects: [],
  },
};
const lookup = { ...sample, trace } as const satisfies LookupEvent;
const base = { occurredAt: now, post: "rb-01", lane: "lane-1", officer: "o-17", tablet: "t-3", paper: null };
const refusal: BeketEvent = { kind: "refusal", ...base, lookup: lookupId, number, reasons: [{ code: "absent" }], slip: "screen" };
const referral = (step: Extract<BeketEvent, { kind: "referral" }>["step"]): BeketEvent => ({
  kind: "referral",
  ...base,
  referral: referralId,
  number: stopNumber(referralId),
  step,
});
const opened = referral({
  state: "opened",
  lookup: lookupId,
  reasons: [{ code: "hold-confirmed", number: "H7K2-94QX", instruction: "refer-medic" }],
  instruction: "refer-medic",
});
const resolved = referral({ state: "resolved", outcome: "turned-back", by: "o-2", note: null });

const idOf = (id: string): Uint8Array => {
  const bytes = parseUuid(id);
  if (!bytes.ok) throw new Error("an id of a test is a UUID");
  return bytes.value;
};
const rowOf = (position: number, id: string, event: BeketEvent): ReadRow => ({
  row: { position, source: "rb-01", epoch: "e", seq: position, id: idOf(id), receivedAt: now, sealed: new Uint8Array() },
  read: { event },
});

let folder: string;
let databases: SqlDatabase[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beket-refusals-"));
  databases = [];
});
afterEach(() => {
  for (const database of databases) database.close();
  rmSync(folder, { recursive: true, force: true });
});

function openWorld(rows: readonly ReadRow[], options: { readonly tries?: number; readonly view?: ApplicationView } = {}) {
  let at = now + 60_000;
  const clock = { now: () => at, monotonic: () => at, bootId: "0123456789abcdef" };
  const file = openRefusals(join(folder, "refusals.db"), rows.length);
  const registry = openSqlite(join(folder, "registry.db"), "durable");
  databases.push(file, registry);
  registry.migrate("appeals", [appeals001]);
  const store = createRefusalStore(file);
  const follower = createRefusalFollower(store);
  follower.apply(rows, rows.length);
  const refusals = createRefusals({
    store,
    lookupAt: (position) => {
      const found = rows.find(({ row }) => row.position === position)?.read;
      return found === undefined || "code" in found || found.event.kind !== "lookup" ? null : found.event;
    },
  });
  const appealStore = createAppealStore(registry);
  const views: View[] = [];
  const appeals = createAppeals({
    store: appealStore,
    refusals,
    application: (_, secret) => (secret === "a".repeat(64) ? (options.view ?? null) : null),
    postName: (post) => ({ kk: post, ru: post, en: `Post ${post}` }),
    timeZone: () => "Asia/Almaty",
    perNumber: createTries({ tries: options.tries ?? 1_000, withinMs: 3_600_000 }, () => at),
    clock,
    random: systemRandom,
  });
  const desk = createAppealDesk({
    store: appealStore,
    refusals,
    application: () => null,
    replay: () => "agreed",
    audit: { viewed: (view) => views.push(view) },
    timeZone: () => "Asia/Almaty",
    now: clock.now,
  });
  return { store, follower, refusals, appeals, desk, views, advance: (ms: number) => (at += ms) };
}
const usual = [rowOf(1, lookupId, lookup), rowOf(2, refusalId, refusal), rowOf(3, referralId, opened), rowOf(4, uuid(503), resolved)];
const proof = car.value.slice(-4);
const target = { kind: "refusal", number, proof } as const;
const text = "Менің рұқсатым бар, нөмірі дұрыс.";
const valueOf = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T => {
  if (!result.ok) throw new Error(String(result.error));
  return result.value;
};

describe("a refusal by its number", () => {
  it("[CZ9] is seen by who also knows the last four signs of what was read: where, when, why, and what to do", () => {
    const { appeals } = openWorld(usual);
    const told = number.toLowerCase().replaceAll("-", " ");
    const record = v.parse(RefusalRecord, valueOf(appeals.refusal({ number: told, proof: proof.toLowerCase() })));
    expect(record).toMatchObject({ number, kind: "refusal", occurredAt: now, post: { en: "Post rb-01" }, outcome: null, appeal: null });
    expect(record.reasons.map(({ code }) => code)).toEqual(["absent"]);
    expect(record.reasons[0]?.remedy.ru).toMatch(/портал/);
    // Whoever was in the car may open it, by the IIN as well as by the plate, typed with Cyrillic letters too.
    expect(appeals.refusal({ number, proof: person.value.slice(-4) }).ok).toBe(true);
    expect(appeals.refusal({ number, proof: proof.replaceAll("B", "В").replaceAll("C", "С") }).ok).toBe(true);
  });

  it("[CZ9] a referral is found by its number too, with how it ended, and tells nothing of the hold behind it", () => {
    const { appeals } = openWorld(usual);
    const record = valueOf(appeals.refusal({ number: stopNumber(referralId), proof }));
    expect(record).toMatchObject({ kind: "referral", outcome: "turned-back", reasons: [{ code: "hold-confirmed" }] });
    expect(JSON.stringify(record)).not.toMatch(/H7K2|medic|медик/);
  });

  it("[CZ9] an unknown number, a wrong proof, and a look-up that has not come are told alike", () => {
    const { appeals } = openWorld(usual);
    const unknown = { ok: false, error: "unknown" };
    expect(appeals.refusal({ number: stopNumber(uuid(999)), proof })).toEqual(unknown);
    expect(appeals.refusal({ number, proof: "0000" })).toEqual(unknown);
    expect(appeals.refusal({ number, proof: "" })).toEqual(unknown);
    expect(appeals.refusal({ number, proof: proof.slice(-3) })).toEqual(unknown);
    const early = openWorld([rowOf(1, refusalId, refusal)]);
    expect(early.appeals.refusal({ number, proof })).toEqual(unknown);
  });

  it("[CZ9] tries of one number are limited, whoever makes them and whether it exists or not", () => {
    const { appeals, advance } = openWorld(usual, { tries: 3 });
    for (let at = 0; at < 3; at += 1) expect(appeals.refusal({ number, proof: "0000" })).toMatchObject({ error: "unknown" });
    expect(appeals.refusal({ number, proof })).toMatchObject({ error: "too-many-requests" });
    const other = stopNumber(uuid(998));
    for (let at = 0; at < 3; at += 1) appeals.refusal({ number: other, proof });
    expect(appeals.refusal({ number: other, proof })).toMatchObject({ error: "too-many-requests" });
    advance(3_600_001);
    expect(appeals.refusal({ number, proof }).ok).toBe(true);
  });

  it("[CZ10] the file is made of the events again, counts each event once, and holds no identifier", () => {
    const world = openWorld(usual);
    world.follower.apply([...usual, ...usual], 8);
    expect(world.store.byNumber(number)).toHaveLength(1);
    const rows = databases[0]?.prepare<Record<string, unknown>>("select * from stop").all() ?? [];
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${car.value}|${person.value}`));
    databases.splice(0).forEach((database) => database.close());
    // Events restored from a backup end before the cursor: the file begins anew.
    const again = openRefusals(join(folder, "refusals.db"), 5);
    databases.push(again);
    const store = createRefusalStore(again);
    expect([store.cursor(), store.byNumber(number)]).toEqual([0, []]);
  });

  it("[CZ10] how a referral ended is kept whichever of its events comes first", () => {
    const { store } = openWorld([rowOf(1, uuid(503), resolved), rowOf(2, referralId, opened)]);
    expect(store.byId(referralId)).toMatchObject({ outcome: "turned-back" });
  });
});

describe("an appeal", () => {
  it("[CZ11] needs no sign-in, is kept once for each refusal, and shows with the record", () => {
    const { appeals } = openWorld(usual);
    const first = v.parse(AppealState, valueOf(appeals.appeal({ target, text, phone: "+77011234567" })));
    expect(first).toMatchObject({ number, state: "open", answer: null });
    expect(valueOf(appeals.appeal({ target, text: "Тағы да келіспеймін.", phone: null }))).toEqual(first);
    expect(valueOf(appeals.refusal(target)).appeal).toEqual(first);
    expect(valueOf(appeals.states(target))).toEqual([first]);
    expect(appeals.appeal({ target: { ...target, proof: "0000" }, text, phone: null })).toMatchObject({ error: "unknown" });
  });

  it("[CZ11] of an application: what was refused, or a permit that was revoked, and nothing else", () => {
    const secret = "a".repeat(64);
    const permit = { list: "persons", index: 0, outcome: "issued", code: null } as const;
    const view: ApplicationView = {
      id: uuid(700),
      state: "issued",
      reasons: [],
      receivedAt: now,
      retryUntil: null,
      ledger: "city",
      permits: [
        { ...permit, number: "R7K2-94QQ", state: "revoked" },
        { ...permit, index: 1, number: "C7K2-94Q8", state: "active" },
      ],
    };
    const { appeals } = openWorld(usual, { view });
    const about = { kind: "application", id: view.id, secret } as const;
    const contest = (named: string | null) => appeals.appeal({ target: { ...about, number: named }, text, phone: null });
    expect(contest("r7k2 94qq")).toMatchObject({ ok: true, value: { number: "R7K2-94QQ", state: "open" } });
    expect(contest("C7K2-94Q8")).toMatchObject({ error: "nothing-to-appeal" });
    expect(contest(null)).toMatchObject({ error: "nothing-to-appeal" });
    expect(appeals.appeal({ target: { ...about, secret: "b".repeat(64), number: null }, text, phone: null })).toMatchObject({
      error: "unknown",
    });
    expect(valueOf(appeals.states({ ...about, number: null }))).toHaveLength(1);
  });

  it("[CZ12] a registrar sees who stood there, the verdict and its replay, each view on record before it is shown", () => {
    const { appeals, desk, views } = openWorld(usual);
    const { appeal } = valueOf(appeals.appeal({ target, text, phone: null }));
    expect(desk.list("open").appeals).toMatchObject([{ appeal, kind: "refusal", number, post: "rb-01", about: now }]);
    expect(views).toEqual([]);
    const shown = v.parse(AppealCase, valueOf(desk.case(appeal, "registrar-1")));
    expect(shown).toMatchObject({
      text,
      stop: { lookup: lookupId, outcome: "DENY", replay: "agreed" },
      refusal: { reasons: [{ code: "absent" }] },
    });
    expect(shown.stop?.subjects.map(({ key }) => key)).toEqual([car, person]);
    expect(views).toEqual([
      { by: { kind: "staff", code: "registrar-1" }, what: "appeal", subjects: [car, person], about: appeal, reason: null },
    ]);
    expect(desk.case(uuid(999), "registrar-1")).toMatchObject({ error: "appeal-unknown" });
  });

  it("[CZ12] is decided once, with words that the person then reads; the second registrar is told", () => {
    const { appeals, desk, views } = openWorld(usual);
    const { appeal } = valueOf(appeals.appeal({ target, text, phone: null }));
    const decision = { outcome: "overturned", answer: "Рұқсат табылды.", correction: "tell-organisation", note: "нөмір қате" } as const;
    const decided = v.parse(AppealCase, valueOf(desk.decide(appeal, decision, "registrar-1")));
    expect(decided).toMatchObject({ state: "overturned", decidedBy: "registrar-1", correction: "tell-organisation" });
    expect(views.at(-1)).toMatchObject({ what: "appeal-decision", about: appeal, reason: "overturned" });
    expect(desk.decide(appeal, { ...decision, outcome: "upheld" }, "registrar-2")).toMatchObject({ error: "appeal-decided" });
    const seen = valueOf(appeals.refusal(target)).appeal;
    expect(seen).toMatchObject({ state: "overturned", answer: "Рұқсат табылды." });
    // Notes to colleagues and who decided stay inside.
    expect(JSON.stringify(seen)).not.toMatch(/registrar|нөмір қате|tell-organisation/);
    expect(desk.list("open").appeals).toEqual([]);
    expect(desk.list("decided").appeals).toHaveLength(1);
  });
});
