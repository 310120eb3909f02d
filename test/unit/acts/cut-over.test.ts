import { actRoutes, RegimeReply } from "@beket/api";
import { decide, decodeRecord, regimeAt, type Regime } from "@beket/domain";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as v from "valibot";
import { openPost, until } from "../central/post.ts";
import { person } from "../central/support.ts";
import { apply, bins, dayMs, inventedPersons, prepare, problemOf, sign, signers, startMs, submit } from "./world-parts.ts";
import { minuteMs, openWorld, type World } from "./world.ts";

const moment = startMs + 60 * minuteMs;
const healthOnly = (regime: Regime): Regime => ({ ...regime, activities: regime.activities.filter(({ rule }) => rule === "health") });

describe("a cut-over to new rules", () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());
  const cutOver = async (permits: "void-all" | "void-not-authorised" | "keep", at = moment, change = healthOnly) => {
    const draft = await world.draftOf(change);
    return { kind: "regime" as const, draft: draft.draft, revision: draft.revision, permits, effectiveFrom: at };
  };
  const records = (ledger: "city" | "roadblock" = "roadblock") =>
    world.stores.permitPages[ledger].page(0, 1_000).map(({ record }) => record);
  const inForce = async () => v.parse(RegimeReply, await (await world.first.ask("GET", "/api/v1/regime")).json()).regime.version;

  it("[RA5][RA13] carries its moment in every row: posts that hear of it ahead change at the same instant, without a network", async () => {
    const post = openPost(world.one);
    const view = await apply(world.one, { persons: [person(900)] });
    const key = { scheme: "iin", country: "KAZ", value: person(900).value } as const;
    const done = await world.enact(await cutOver("void-all"), { kk: "Жаңа ереже", ru: "Новые правила", en: "New rules" });
    expect(done.needsSecond).toBe(true);
    expect(records()[0]).toMatchObject({ status: "revoked", revokedFrom: moment });
    await until(() => post.common.lookup("rules", "regimes").length === 2 && post.ledger.state().complete);
    await until(() =>
      post.ledger.lookup("iin", key.value).some((row) => {
        const record = decodeRecord(row.record);
        return record.ok && record.value.kind === "permit" && record.value.status === "revoked";
      }),
    );
    // From here on the post hears nothing: what it holds is enough.
    const known = world.stores.regimes.all();
    const outcomeAt = (now: number) => {
      const candidates = post.ledger.lookup("iin", key.value).flatMap((row) => {
        const record = decodeRecord(row.record);
        return record.ok ? [{ ref: { scope: post.ledger.scope, row: String(row.row), version: row.version }, record: record.value }] : [];
      });
      const state = { scope: "x", version: 1, complete: true, dataAsOf: now };
      const regime = regimeAt(known, now);
      if (regime === null) throw new Error("no rules");
      const decision = decide({
        stop: { post: "rb-01", lane: "lane-1", direction: "in", subjects: [{ role: "driver", key, readBy: ["keypad"] }], claim: null },
        post: { post: "rb-01", ledger: "roadblock", areas: [] },
        confirmed: [],
        replica: { ledger: state, common: state },
        correctedTime: now,
        candidates: [{ exact: candidates, nearMatches: 0 }],
        regime,
      });
      return { outcome: decision.kind === "verdict" ? decision.outcome : null, version: regime.version };
    };
    expect(outcomeAt(moment - 1)).toEqual({ outcome: "ALLOW", version: 1 });
    expect(outcomeAt(moment)).toEqual({ outcome: "DENY", version: 2 });
    expect(await inForce()).toBe(1);
    expect((await world.notices()).map(({ kind, effectiveFrom, permits }) => ({ kind, effectiveFrom, permits }))).toEqual([
      { kind: "regime", effectiveFrom: moment, permits: "void-all" },
    ]);
    world.move(moment - startMs);
    expect(await inForce()).toBe(2);
    expect(view.state).toBe("issued");
    post.close();
  });

  it("[RA6] ends in the same commit whatever is issued under the old rules before the moment, and touches nothing decided after it", async () => {
    await world.enact(await cutOver("void-all", moment, (regime) => ({ ...regime, permitMaxDays: 10 })));
    const early = await apply(world.one, { persons: [person(901)] });
    expect(early.state).toBe("issued");
    expect(records()).toMatchObject([{ status: "revoked", revokedFrom: moment }]);
    const document = await prepare(world.one, { persons: [person(904)] });
    world.move(moment - startMs);
    const late = await submit(world.one, document, sign(signers.head, document));
    expect(late.state).toBe("issued");
    expect(records().map(({ status }) => status)).toEqual(["revoked", "active"]);
  });

  it("[RA6] judges an application in flight by the rules in force at its decision", async () => {
    const deed = await cutOver("void-not-authorised");
    await apply(world.one, { bin: bins.clinic, persons: [person(910)] }, signers.otherHead);
    await apply(world.one, { persons: [person(913)] });
    const documents = await Promise.all([prepare(world.one, { persons: [person(916)] }), prepare(world.one, { persons: [person(919)] })]);
    const done = await world.enact(deed);
    expect(done.outcome).toEqual({ changed: 1, leftAlone: 0 });
    const [before, after] = documents;
    expect((await submit(world.one, before, sign(signers.head, before))).state).toBe("issued");
    world.move(moment - startMs);
    const refused = await submit(world.one, after, sign(signers.head, after));
    expect(refused.state).toBe("refused");
    expect(refused.reasons.map(({ code }) => code)).toEqual(["application.activity-not-authorised"]);
    expect(records().map(({ status }) => status)).toEqual(["active", "revoked", "revoked"]);
  });

  it("[RA7] is refused where posts would not hear of it in time, and one that a stop made late asks for another moment", async () => {
    const near = await cutOver("keep", startMs + 20 * minuteMs);
    const proposal = { act: world.newId(), authority: "health", ground: "Штаб", notice: null, deed: near };
    expect(await problemOf(await world.first.ask("POST", actRoutes.acts, proposal))).toBe("act.too-late");
    const odd = { ...near, effectiveFrom: moment + 1 };
    expect(await problemOf(await world.first.ask("POST", actRoutes.acts, { ...proposal, deed: odd }))).toBe("act.moment-invalid");
    const counted = await world.propose(await cutOver("keep"));
    const signed = await world.viewOf(await world.signAct(counted));
    world.move(45 * minuteMs);
    expect(await problemOf(await world.approve(signed))).toBe("act.too-late");
    expect(world.stores.regimes.all()).toHaveLength(1);
  });

  it("[RA7] lets one cut-over come at a time", async () => {
    await world.enact(await cutOver("keep"));
    const other = { act: world.newId(), authority: "health", ground: "Штаб", notice: null, deed: await cutOver("keep", moment + dayMs) };
    expect(await problemOf(await world.first.ask("POST", actRoutes.acts, other))).toBe("act.another-cut-over");
  });

  it("[RA8] is undone before its moment: the old rules stay, and every permit that it ended stands again", async () => {
    await apply(world.one, { persons: inventedPersons(2) });
    const done = await world.enact(await cutOver("void-all"));
    const between = await apply(world.one, { persons: [person(930)] });
    expect(between.state).toBe("issued");
    expect((await world.undo(done.act)).outcome).toEqual({ changed: 3, leftAlone: 0 });
    expect(records().map(({ status }) => status)).toEqual(["active", "active", "active"]);
    expect(world.stores.regimes.all().map(({ version, validFrom }) => ({ version, validFrom }))).toEqual([
      { version: 1, validFrom: startMs - 30 * dayMs },
      { version: 2, validFrom: moment },
      { version: 3, validFrom: moment },
    ]);
    await apply(world.one, { persons: [person(933)] });
    expect(records().every(({ status }) => status === "active")).toBe(true);
    world.move(moment - startMs);
    expect(await inForce()).toBe(3);
    expect((await apply(world.one, { persons: [person(936)] })).state).toBe("issued");
    expect((await world.notices()).map(({ kind }) => kind)).toEqual([]);
  });

  it("[RA8] is undone after its moment too, and what others changed since stays as they left it", async () => {
    const view = await apply(world.one, { persons: inventedPersons(3) });
    const done = await world.enact(await cutOver("void-all"));
    world.move(moment + 5 * minuteMs - startMs);
    // Somebody else ends one of them on purpose, from the beginning.
    const [row] = world.stores.permitPages.roadblock.page(0, 1);
    if (row === undefined) throw new Error("no permit");
    const { ledgers } = { ledgers: world.stores.ledgers };
    ledgers.roadblock.update([{ ...row, record: { ...row.record, revokedFrom: startMs } }], {
      act: "revoked",
      at: moment,
      submission: null,
      source: "test",
    });
    const back = await world.undo(done.act);
    expect(back.outcome).toEqual({ changed: 2, leftAlone: 1 });
    expect(records().map(({ status }) => status)).toEqual(["revoked", "active", "active"]);
    expect(view.permits).toHaveLength(3);
    const [, , restored] = world.stores.regimes.all();
    expect(restored?.validFrom).toBe(moment + 6 * minuteMs);
    world.move(2 * minuteMs);
    expect(await inForce()).toBe(3);
  });

  it("[RA10] is previewed in numbers before it is proposed", async () => {
    await apply(world.one, { persons: inventedPersons(4) });
    await apply(world.one, { bin: bins.clinic, persons: [person(940)] }, signers.otherHead);
    const draft = await world.draftOf((regime) => ({
      ...regime,
      activities: regime.activities
        .map((rule) => (rule.rule === "food" ? { ...rule, headcountSharePercent: 10 } : rule))
        .filter(({ rule }) => rule !== "health"),
    }));
    expect(draft.faults).toEqual([]);
    expect(draft.difference?.map(({ label, after }) => [label, after === null])).toEqual([
      ["Activity health", true],
      ["Activity food", false],
    ]);
    const { totals, rules, ledgers } = await world.preview(draft.draft);
    expect(totals).toMatchObject({ permits: 5, permitsNotAuthorised: 1, permitsNotIssuable: 1, organisationsOverCap: 1, peopleOverCap: 3 });
    expect(ledgers.find(({ ledger }) => ledger === "roadblock")).toMatchObject({
      permits: 5,
      permitsNotAuthorised: 1,
      organisationsLose: 1,
    });
    expect(rules.find(({ rule }) => rule === "health")).toMatchObject({ organisationsNow: 1, organisationsThen: 0, permitsLose: 1 });
    const broken = await world.first.ask("PUT", actRoutes.regimeDraft(draft.draft), {
      revision: draft.revision,
      title: "",
      regime: { ...v.parse(v.looseObject({}), draft.regime), purposes: [] },
    });
    expect(await broken.json()).toMatchObject({ difference: null, faults: [{ code: "schema", at: "purposes" }] });
    expect(
      await problemOf(
        await world.first.ask("PUT", actRoutes.regimeDraft(draft.draft), { revision: draft.revision, title: "", regime: {} }),
      ),
    ).toBe("act.draft-changed");
  });
});
