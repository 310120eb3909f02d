import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createAppealStore } from "../../../central/src/adapters/sql-appeals.ts";
import type { Appeal, AppealStore } from "../../../central/src/features/appeals/ports.ts";
import { forEachEngine } from "../../support/engines.ts";

const sql = readFileSync(new URL("../../../central/migrations/appeals/001-first.sql", import.meta.url), "utf8");
const appeal = (n: number, change: Partial<Appeal> = {}): Appeal => ({
  id: `01890000-0000-7000-8000-${String(n).padStart(12, "0")}`,
  kind: "refusal",
  target: `target-${n}`,
  number: "7K4-2QX-9MB",
  post: "rb-01",
  aboutAt: 1_795_000_000_000,
  receivedAt: 1_795_000_000_000 + n,
  text: "Менің рұқсатым бар; нөмірі дұрыс'); drop table appeal; --",
  phone: "+77011234567",
  state: "open",
  decidedAt: null,
  decidedBy: null,
  answer: null,
  correction: null,
  note: null,
  ...change,
});
const decision = { outcome: "overturned", answer: "Рұқсат табылды.", correction: "tell-post", note: null } as const;

forEachEngine("appeals", ({ open }) => {
  const opened = (): AppealStore => {
    const database = open();
    database.migrate("appeals", [sql]);
    return createAppealStore(database);
  };

  it("[CZ11] one stands for each thing, a whole application and each of its permits apart, as it was written", () => {
    const store = opened();
    expect(store.add(appeal(1))).toEqual(appeal(1));
    expect(store.add(appeal(2, { target: "target-1" }))).toEqual(appeal(1));
    const whole = appeal(3, { kind: "application", target: "a-1", number: null, post: null, phone: null });
    const one = appeal(4, { kind: "application", target: "a-1", number: "R7K2-94QX" });
    expect([store.add(whole), store.add(one)]).toEqual([whole, one]);
    expect(store.add({ ...whole, id: appeal(5).id })).toEqual(whole);
    expect(store.byTarget("application", "a-1")).toEqual([one, whole]);
    expect([store.byId(whole.id), store.byId(appeal(9).id)]).toEqual([whole, null]);
    expect(store.openCount()).toBe(3);
  });

  it("[CZ12] is decided once; open ones are listed oldest first, decided ones newest first", () => {
    const store = opened();
    for (const n of [3, 1, 2]) store.add(appeal(n));
    expect(store.list("open", 2).map(({ id }) => id)).toEqual([appeal(1).id, appeal(2).id]);
    expect(store.decide(appeal(1).id, decision, "registrar-1", 1_796_000_000_000)).toBe(true);
    expect(store.decide(appeal(1).id, { ...decision, outcome: "upheld" }, "registrar-2", 1_796_000_000_001)).toBe(false);
    expect(store.decide(appeal(9).id, decision, "registrar-1", 1_796_000_000_002)).toBe(false);
    store.decide(appeal(3).id, { ...decision, outcome: "upheld" }, "registrar-2", 1_796_000_000_003);
    expect(store.list("decided", 10).map(({ id, state, decidedBy }) => [id, state, decidedBy])).toEqual([
      [appeal(3).id, "upheld", "registrar-2"],
      [appeal(1).id, "overturned", "registrar-1"],
    ]);
    expect(store.byId(appeal(1).id)).toMatchObject({ answer: decision.answer, correction: "tell-post", decidedAt: 1_796_000_000_000 });
    expect(store.openCount()).toBe(1);
  });
});
