import { randomUUID } from "node:crypto";
import type { Draft as ServerDraft, OwnRoster, PrepareReply } from "@beket/api";
import { applicationDocumentBytes, parseChangeDocument, RecordNumber, Uuid, type ChangeDocument } from "@beket/domain";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { hashOf, placeOf, sectionOf } from "../../../pwa/src/portal/model/address.ts";
import { startAutosave, stepAutosave, type Autosave, type AutosaveEvent } from "../../../pwa/src/portal/model/autosave.ts";
import { differenceRows } from "../../../pwa/src/portal/model/difference.ts";
import type { Draft } from "../../../pwa/src/portal/model/draft.ts";
import { isMeant } from "../../../pwa/src/portal/model/find-rows.ts";
import { namedLines } from "../../../pwa/src/portal/model/lines.ts";
import { bodyToDraft, draftToBody } from "../../../pwa/src/portal/model/office-draft.ts";
import { checkDraft } from "../../../pwa/src/portal/signing/office-check.ts";
import { bin, digest, filled, nowMs, regime, sha256 } from "./fixtures.ts";

const { timeZone } = regime;
const id = v.parse(Uuid, randomUUID());
const number = (text: string) => v.parse(RecordNumber, text);
const saved = (change: Partial<ServerDraft> = {}): ServerDraft => ({
  draft: id,
  kind: "application",
  application: null,
  state: "ready",
  updatedAt: nowMs,
  preparedBy: "Серикбаев Нурлан",
  submission: null,
  ...draftToBody(filled, "Ауысым", 3, timeZone),
  ...change,
});

describe("the draft on the server", () => {
  it("[PO34] is the form again: days, hours, places, rows and groups", () => {
    const form: Draft = {
      ...filled,
      allDay: false,
      fromTime: "22:00",
      toTime: "00:00",
      places: { kind: "posts", posts: ["rb-01"] },
      groups: [{ group: "bus-1", binding: "bus", headcount: 20 }],
      vehicles: [{ id: 2, plate: "123ABC02", country: "KAZ", description: "ПАЗ", group: "bus-1", owner: "" }],
    };
    const back = bodyToDraft(saved(draftToBody(form, "", 1, timeZone)), bin, timeZone, null);
    expect({ ...back, persons: [], vehicles: [] }).toEqual({ ...form, persons: [], vehicles: [] });
    expect(back.persons).toMatchObject(form.persons);
    expect(back.vehicles).toEqual(form.vehicles);
  });

  it("[PO34] what is unfinished is saved as unfinished", () => {
    const body = draftToBody({ ...filled, firstDay: "", lastDay: "2026-02-30", purpose: null, activity: "47" }, "", 0, timeZone);
    expect(body).toMatchObject({ validFrom: null, validTo: null, purpose: null, activity: null, terms: null });
  });

  it("[PO34] new terms of a change travel; without them those in force are shown and none is sent", () => {
    const terms = {
      purpose: "supply",
      validFrom: nowMs,
      validTo: nowMs + 86_400_000,
      window: filledWindow,
      places: { kind: "everywhere" as const },
    };
    const kept = bodyToDraft(saved({ kind: "change", terms: null }), bin, timeZone, terms);
    expect(kept).toMatchObject({ newTerms: false, purpose: "supply" });
    expect(draftToBody(kept, "", 1, timeZone).terms).toBeNull();
    const fresh = draftToBody({ ...filled, newTerms: true }, "", 1, timeZone).terms;
    expect(fresh).toMatchObject({ purpose: "supply", window: filledWindow });
  });
});
const filledWindow = { days: 127, fromMinute: 0, toMinute: 1440 };

describe("saving", () => {
  const edited: AutosaveEvent = { kind: "edited", draft: filled };
  const run = (events: readonly AutosaveEvent[], from: Autosave = startAutosave(3, 0)) =>
    events.reduce<ReturnType<typeof stepAutosave>>((before, event) => stepAutosave(before.next, event), { next: from, effects: [] });

  it("[PO35] one save at a time, against the revision that was read; what was typed meanwhile is saved next", () => {
    const saving = run([edited, { kind: "save-wanted" }]);
    expect(saving.effects).toEqual([{ kind: "save", draft: filled, revision: 3 }]);
    const newer = { ...filled, purpose: "shift" };
    const meanwhile = run([{ kind: "edited", draft: newer }, { kind: "save-wanted" }], saving.next);
    expect(meanwhile.effects).toEqual([]);
    const after = run([{ kind: "saved", saved: { revision: 4, updatedAt: 9 } }], meanwhile.next);
    expect(after.next.state.kind).toBe("dirty");
    expect(run([{ kind: "save-wanted" }], after.next).effects).toEqual([{ kind: "save", draft: newer, revision: 4 }]);
  });

  it("[PO35] somebody else's save is shown, and either version stays by choice alone", () => {
    const theirs = saved({ revision: 7 });
    const conflict = run([edited, { kind: "save-wanted" }, { kind: "overtaken", theirs }]);
    expect(conflict.next.state).toEqual({ kind: "conflict", theirs });
    expect(run([edited, { kind: "save-wanted" }], conflict.next).effects).toEqual([]);
    expect(run([{ kind: "keep-mine" }, { kind: "save-wanted" }], conflict.next).effects).toEqual([
      { kind: "save", draft: filled, revision: 7 },
    ]);
    const taken = run([{ kind: "take-theirs" }], conflict.next);
    expect(taken.effects).toEqual([{ kind: "show", theirs }]);
    expect(taken.next).toMatchObject({ revision: 7, draft: null, state: { kind: "saved" } });
  });

  it("[PO35] no order of events saves against a revision that nobody read, or loses the newest", () => {
    const events = fc.constantFrom<AutosaveEvent>(
      edited,
      { kind: "edited", draft: { ...filled, purpose: "shift" } },
      { kind: "save-wanted" },
      { kind: "saved", saved: { revision: 4, updatedAt: 1 } },
      { kind: "save-failed", failure: { kind: "network" } },
      { kind: "overtaken", theirs: saved({ revision: 9 }) },
      { kind: "keep-mine" },
      { kind: "take-theirs" },
    );
    let saves = 0;
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (order) => {
        let now = startAutosave(3, 0);
        const read = new Set([3]);
        let newest: Draft | null = null;
        for (const event of order) {
          const { next, effects } = stepAutosave(now, event);
          if (event.kind === "edited") newest = event.draft;
          if (event.kind === "take-theirs" && now.state.kind === "conflict") newest = null;
          if (event.kind === "saved" || event.kind === "overtaken") read.add(event.kind === "saved" ? 4 : 9);
          for (const effect of effects)
            if (effect.kind === "save") {
              saves += 1;
              expect(read.has(effect.revision)).toBe(true);
              expect(effect.draft).toBe(newest);
            }
          if (next.state.kind === "saved" && newest !== null) expect(next.draft === null || next.draft === newest).toBe(true);
          now = next;
        }
      }),
    );
    expect(saves).toBeGreaterThan(0);
  });
});

const roster: OwnRoster = {
  application: id,
  revision: 2,
  terms: { purpose: "supply", validFrom: nowMs, validTo: nowMs + 86_400_000, window: filledWindow, places: { kind: "everywhere" } },
  rows: [
    {
      list: "persons",
      number: number("R7K2-94QX"),
      state: "active",
      name: "Ким Виктор",
      scheme: "iin",
      country: "KAZ",
      value: "760212350620",
      group: null,
    },
    {
      list: "vehicles",
      number: number("R111-1111"),
      state: "active",
      name: "",
      scheme: "plate",
      country: "KAZ",
      value: "555XYZ13",
      group: null,
    },
    {
      list: "persons",
      number: number("R222-2222"),
      state: "revoked",
      name: "Ол Кетті",
      scheme: "iin",
      country: "KAZ",
      value: "871008401447",
      group: null,
    },
  ],
};
const newcomer = (surname: string): ChangeDocument["add"][number] => ({
  kind: "person",
  identity: { scheme: "iin", value: "871008401427" },
  surname,
  given: "Динара Сериковна",
  job: "",
  group: null,
});
const changeOf = (more: Partial<ChangeDocument> = {}): ChangeDocument => ({
  type: "beket/change/1",
  change: v.parse(Uuid, randomUUID()),
  application: id,
  revision: 2,
  applicant: { kind: "organisation", bin, name: "ЖШС «Сарқырама»" },
  ledger: "roadblock",
  groups: [],
  add: [newcomer("Ахметова")],
  remove: [number("R7K2-94QX")],
  reason: "left-employment",
  effectiveFrom: nowMs,
  terms: null,
  before: { persons: 1, vehicles: 1 },
  after: { persons: 1, vehicles: 1 },
  nonce: "ab".repeat(16),
  origin: "http://127.0.0.1:8080",
  createdAt: nowMs,
  ...more,
});
const reply = (document: ChangeDocument): PrepareReply => {
  const text = new TextDecoder().decode(applicationDocumentBytes(document));
  return { document: text, sha256: sha256(text), readable: { kk: [], ru: [], en: [] }, faults: [] };
};
const change = saved({
  kind: "change",
  application: id,
  remove: [number("R7K2-94QX")],
  removeReason: "left-employment",
  vehicles: [],
  terms: null,
});

describe("what the head signs", () => {
  it("[PO37] a change is shown for signing only when it is the draft's, against the roster that is shown", async () => {
    const judge = async (document: ChangeDocument) => {
      expect(parseChangeDocument(document).ok).toBe(true);
      const check = await checkDraft(reply(document), change, bin, roster, digest);
      return check.kind === "ok" ? "ok" : check.fault;
    };
    expect(await judge(changeOf())).toBe("ok");
    for (const other of [
      { remove: [number("R111-1111")] },
      { reason: "other" as const },
      { revision: 3 },
      { before: { persons: 2, vehicles: 1 }, after: { persons: 2, vehicles: 1 } },
      { applicant: { kind: "organisation" as const, bin: "950341000052", name: "x" } },
      { terms: roster.terms },
      { add: [newcomer("Басқа")] },
    ] satisfies readonly Partial<ChangeDocument>[])
      expect(await judge(changeOf(other))).toBe("content-differs");
    expect(await checkDraft({ ...reply(changeOf()), sha256: "00".repeat(32) }, change, bin, roster, digest)).toMatchObject({
      fault: "hash-differs",
    });
  });

  it("[PO37] who comes and who goes is read from the document, by name, and can be searched", () => {
    const rows = differenceRows(changeOf(), roster);
    expect(rows.map(({ way, name }) => [way, name])).toEqual([
      ["goes", "Ким Виктор"],
      ["comes", "Ахметова Динара Сериковна"],
    ]);
    expect(isMeant("дин ахм", ["Ахметова Динара"])).toBe(true);
    expect(isMeant("r7k294", ["R7K2-94QX"])).toBe(true);
    expect(isMeant("ким нурлан", ["Ким Виктор"])).toBe(false);
  });
});

describe("addresses", () => {
  it("[PO36] hold a section or a draft's random name, and nothing else leads anywhere", () => {
    for (const place of [
      { kind: "sign", draft: id },
      { kind: "draft", draft: id },
      { kind: "office" },
      { kind: "small" },
      { kind: "status" },
    ] as const) {
      expect(placeOf(hashOf(place))).toEqual(place);
      expect(hashOf(place)).toMatch(/^#\/[a-z]+(\/[0-9a-f-]{36})?$/);
    }
    for (const wrong of ["", "#/sign/940140000385", "#/sign/", "#/nowhere", `#/sign/${id}/x`])
      expect(placeOf(wrong)).toEqual({ kind: "apply" });
    expect(sectionOf({ kind: "sign", draft: id })).toBe("office");
  });
});

describe("short lists", () => {
  it("[PO38] lines are people or plates; one that is neither, none at all or too many is not whole", () => {
    const named = namedLines("Ахметова Динара 871008401427\n123ABC02\n760212350620 Ким Виктор\n", 10);
    expect(named).toMatchObject({
      isWhole: true,
      persons: [
        { name: "Ахметова Динара", value: "871008401427" },
        { name: "Ким Виктор", value: "760212350620" },
      ],
      vehicles: [{ plate: "123ABC02" }],
    });
    for (const [text, max] of [
      ["", 10],
      ["Ахметова", 10],
      ["123ABC02\n456ABC02", 1],
    ] as const)
      expect(namedLines(text, max).isWhole).toBe(false);
  });
});
