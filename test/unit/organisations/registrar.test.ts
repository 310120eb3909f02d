import { afterEach, beforeEach, expect, it } from "vitest";
import { inventedIin } from "../central/people.ts";
import { regime } from "../central/support.ts";
import { inventedBin, ndjson, openDesk, row, type TestDesk } from "./support.ts";

let one: TestDesk;
const bin = inventedBin(300);
beforeEach(() => {
  one = openDesk();
  one.pending.set(bin, { bin, name: "Жаңа фирма", activity: "10711", since: 5, applications: 2 });
});
afterEach(() => one.close());
const confirmation = { bin, name: "Жаңа фирма ЖШС", oked: "10711", okedSecondary: ["47241"], headcount: 4, ground: "тіркеу анықтамасы" };

it("[TB16] who applied and is in no base is listed, oldest first, until a registrar has decided", () => {
  const other = inventedBin(301);
  one.pending.set(other, { bin: other, name: "Басқа", activity: null, since: 9, applications: 1 });
  expect(one.desk.pending()).toEqual({
    pending: [
      { bin, name: "Жаңа фирма", activity: "10711", since: 5, applications: 2, live: null },
      { bin: other, name: "Басқа", activity: null, since: 9, applications: 1, live: null },
    ],
    more: false,
  });
  one.desk.confirm(confirmation, "reg-1");
  one.desk.refuse({ bin: other, reason: "тіркелмеген" }, "reg-1");
  expect(one.desk.pending().pending).toEqual([]);
});

it("[TB16] a confirmation names activity, headcount and ground; whoever waits is told after it stands", () => {
  const heard: string[] = [];
  one.base.onChanged((changed) => heard.push(`${changed} ${one.base.organisation(changed ?? "")?.source}`));
  const done = one.desk.confirm(confirmation, "reg-1");
  expect(done).toMatchObject({
    ok: true,
    value: {
      known: { name: "Жаңа фирма ЖШС", headcount: 4, source: "registrar", by: "reg-1", ground: "тіркеу анықтамасы", status: "active" },
      refused: null,
      ledgers: [
        { ledger: "city", rule: "food" },
        { ledger: "roadblock", rule: "food" },
      ],
    },
  });
  expect(heard).toEqual([`${bin} registrar`]);
  expect(one.desk.reply().added).toBe(1);
});

it("[TB16] a refusal is told with its reason, and either decision can be taken again", () => {
  expect(one.desk.refuse({ bin, reason: "тіркелмеген" }, "reg-1")).toMatchObject({
    ok: true,
    value: { known: null, refused: { by: "reg-1", reason: "тіркелмеген" } },
  });
  expect(one.base.refusal(bin)).toMatchObject({ by: "reg-1" });
  expect(one.desk.check({ kind: "organisation", bin }, regime, null)).toEqual({ standing: "not-in-base", name: null, ledgers: [] });
  one.pending.clear();
  expect(one.desk.confirm(confirmation, "reg-2").ok).toBe(true);
  expect([one.base.refusal(bin), one.base.organisation(bin)?.source]).toEqual([null, "registrar"]);
  expect(one.desk.refuse({ bin, reason: "құжат жалған" }, "reg-2").ok).toBe(true);
  expect([one.base.refusal(bin)?.by, one.base.organisation(bin)]).toEqual(["reg-2", null]);
});

it("[TB16] nobody is added who did not apply, or whom the base has", async () => {
  await one.importBytes(ndjson([row(1)]));
  const known = inventedBin(1);
  one.pending.set(known, { bin: known, name: "x", activity: null, since: 1, applications: 1 });
  expect(one.desk.confirm({ ...confirmation, bin: known }, "reg-1")).toEqual({ ok: false, error: "organisation-known" });
  expect(one.desk.refuse({ bin: known, reason: "жоқ" }, "reg-1")).toEqual({ ok: false, error: "organisation-known" });
  expect(one.desk.confirm({ ...confirmation, bin: inventedBin(302) }, "reg-1")).toEqual({ ok: false, error: "organisation-not-pending" });
  expect(one.desk.reply().added).toBe(0);
});

it("[TB11] a refusal ends when the base knows the organisation", async () => {
  one.desk.refuse({ bin, reason: "тіркелмеген" }, "reg-1");
  await one.importBytes(ndjson([row(300)]));
  expect([one.base.refusal(bin), one.desk.one(bin, "reg-1").refused]).toEqual([null, null]);
});

it("[TB17] a look at a sole proprietor is audited, one at an organisation is not; the head's IIN is never shown", async () => {
  const [trader, head] = [inventedIin(4), inventedIin(5)];
  await one.importBytes(ndjson([row(1, { bin: trader, oked: "47241" }), row(2, { headIin: head })]));
  const views = [one.desk.one(inventedBin(2), "reg-1"), one.desk.one(trader, "reg-1"), one.desk.one(inventedIin(6), "reg-2")];
  expect(one.viewed).toMatchObject([
    { by: { kind: "staff", code: "reg-1" }, what: "organisation", subjects: [{ scheme: "iin", value: trader }] },
    { by: { code: "reg-2" }, subjects: [{ value: inventedIin(6) }] },
  ]);
  expect(JSON.stringify(views)).not.toContain(head);
  expect(views[0]?.known?.headKnown).toBe(true);
});
