import { contactsOf } from "@beket/domain";
import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import {
  cassetteInHand,
  endOfDay,
  expiryState,
  kitCode,
  lotLeft,
  nearExpiryMs,
  readBoxLabel,
  usableLots,
} from "../../../pwa/src/medic/model/cassette.ts";
import { isStepDone, openPcr, positiveSteps, specialistQueue } from "../../../pwa/src/medic/model/desk-lists.ts";
import { qrPath } from "../../../pwa/src/scan/qr.ts";
import { type Route, Route as RouteSchema, tabOf, tabs, tabsFor } from "../../../pwa/src/medic/model/route.ts";
import { meaningOfScan } from "../../../pwa/src/medic/model/scan-meaning.ts";
import { alertsOf, clockText, timersOf } from "../../../pwa/src/medic/model/timers.ts";
import { createZxingDecoder } from "../../../pwa/src/scan/zxing-decoder.ts";
import { createScene, iins, lotDate } from "../border/support/scene.ts";
import { hour, minute } from "./support/post.ts";

const person = (scene: ReturnType<typeof createScene>, id: string) => {
  const found = scene.border.person(id);
  if (found === null) throw new Error("the person is registered");
  return found;
};
const test = (scene: ReturnType<typeof createScene>, id: string) => {
  const found = scene.border.test(id);
  if (found === null) throw new Error("the test is registered");
  return found;
};

describe("timers", () => {
  it("[MA16] fifty at once, what is due first in front, each with what is left of its ring", () => {
    const scene = createScene();
    const { arrival } = scene.openArrival();
    for (let index = 0; index < 50; index += 1) {
      scene.running(index, arrival, String(index + 1));
      scene.wait(10_000);
    }
    const at = () => timersOf(scene.border, scene.now());
    expect(at()).toHaveLength(50);
    expect(at().map(({ test }) => test.started?.cassette)).toEqual(Array.from({ length: 50 }, (_, index) => `C-${index}`));
    expect(at()[0]?.left).toBeCloseTo(1 - 500 / 900, 5);
    // The first has been open for four minutes and closes next; the last opens soon.
    scene.wait(15 * minute + 4 * minute - 500_000);
    expect(at()[0]).toMatchObject({ state: "open", leftMs: minute });
    expect(new Set(at().map(({ state }) => state))).toEqual(new Set(["open", "waiting"]));
    scene.wait(2 * minute);
    const ranks = at().map(({ state }) => ["open", "late", "waiting"].indexOf(state));
    expect(ranks).toEqual(ranks.toSorted((left, right) => left - right));
    expect(new Set(ranks).size).toBe(3);
    expect(
      at()
        .filter(({ state }) => state === "late")
        .every(({ left }) => left === 0),
    ).toBe(true);
  });

  it("[MA16] are the same on another machine that has the same facts", () => {
    const scene = createScene();
    scene.running(0);
    const again = createScene();
    for (const stated of scene.said.toReversed()) again.border.apply(stated);
    expect(timersOf(again.border, scene.now() + minute)).toEqual(timersOf(scene.border, scene.now() + minute));
  });

  it("[MA16] count down in whole seconds, a begun one counts", () => {
    expect([0, 1, 999, 60_000, 905_000, 3 * hour + 61_000].map(clockText)).toEqual(["0:00", "0:01", "0:01", "1:00", "15:05", "3:01:01"]);
  });

  it("[MA17] an open reading is told once, and again after a restart", () => {
    const scene = createScene();
    scene.running(0);
    scene.wait(15 * minute);
    const timers = timersOf(scene.border, scene.now());
    const first = alertsOf(new Set(), timers);
    expect(first.fresh).toHaveLength(1);
    expect(alertsOf(first.told, timers).fresh).toEqual([]);
    expect(alertsOf(new Set(), timers).fresh).toHaveLength(1);
    scene.wait(6 * minute);
    expect(alertsOf(first.told, timersOf(scene.border, scene.now()))).toMatchObject({ fresh: [] });
  });
});

describe("a scan", () => {
  const scene = createScene();
  const { arrival } = scene.openArrival();
  const running = scene.running(0, arrival);
  const positive = scene.running(1, arrival);
  scene.wait(16 * minute);
  scene.read(positive.test, positive.cassette, { result: "positive-acute" });
  scene.pcr(positive.test, "P-900");
  const meaning = (text: string) => meaningOfScan(scene.border, text);

  it("[MA18] of a running cassette opens its reading, of a finished one its person", () => {
    expect(meaning("c-0")).toMatchObject({ kind: "reading", cassette: "C-0", test: { test: running.test } });
    expect(meaning("C-1")).toMatchObject({ kind: "spent", test: { test: positive.test } });
    expect(meaning("P-900")).toMatchObject({ kind: "specimen", test: { test: positive.test } });
  });

  it("[MA18] of a document finds who is registered with it, or asks for a registration", () => {
    expect(meaning(iins[0])).toMatchObject({ kind: "person", person: { person: running.person } });
    expect(meaning(iins[4]).kind).toBe("document");
  });

  it("[MA18] of a slip is checked, of a new code is a code, of anything else is nothing", () => {
    expect(meaning(" BEKET1:6BF ")).toEqual({ kind: "slip", text: "BEKET1:6BF" });
    expect(meaning("new-77")).toEqual({ kind: "code", code: "NEW-77" });
    expect(meaning("https://example.kz/?a=1&b=2").kind).toBe("unknown");
  });

  it("[MA19] the end of the own cassette stands for it, the end of another is told as another", () => {
    const own = test(scene, running.test);
    const named = { ...own, started: own.started === null ? null : { ...own.started, cassette: "KZ-2020-004711" } };
    expect([
      cassetteInHand("711", named),
      cassetteInHand("kz 2020 004711", named),
      cassetteInHand("712", named),
      cassetteInHand("11", named),
    ]).toEqual(["KZ-2020-004711", "KZ-2020-004711", "712", "11"]);
    expect(cassetteInHand("  ", named)).toBeNull();
    expect(scene.read(running.test, "712")).toBe("cassette-differs");
  });

  it("[MA19] codes are capitals, digits and hyphens, whatever was typed between them", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const code = kitCode(text);
        expect(code === null || /^[0-9A-Z][0-9A-Z-]{0,29}$/.test(code)).toBe(true);
        expect(code === null || kitCode(code) === code).toBe(true);
      }),
    );
    expect([kitCode(" ab_12/3 "), kitCode("№ 5"), kitCode("A".repeat(31))]).toEqual(["AB-12-3", null, null]);
  });
});

describe("kits", () => {
  it("[MA20] only lots in date and in stock are offered, the one that expires first in front", () => {
    const scene = createScene();
    scene.stock("LATER", { expiresAt: lotDate + 30 * 24 * hour });
    scene.stock("SOON", { expiresAt: lotDate - 30 * 24 * hour });
    scene.stock("EMPTY");
    scene.stock("EMPTY", { change: -100, cause: "counted" });
    expect(usableLots(scene.border, scene.now()).map(({ lot }) => lot)).toEqual(["SOON", "LATER"]);
    expect(usableLots(scene.border, lotDate).map(({ lot }) => lot)).toEqual(["LATER"]);
    const empty = scene.border.lot("igm-igg-a", "EMPTY");
    expect(empty === null ? null : lotLeft(empty)).toBe(0);
    expect([
      expiryState(lotDate, lotDate),
      expiryState(lotDate, lotDate - nearExpiryMs),
      expiryState(lotDate, lotDate - 2 * nearExpiryMs),
    ]).toEqual(["expired", "near", "fine"]);
  });

  it("[MA20] a box's label tells lot and last day, printed or scanned", () => {
    const wanted = { lot: "AB-77", expiresOn: "2021-02-28", serial: "S9" };
    expect(readBoxLabel("(01)04870000000017(17)210200(10)ab 77(21)S9")).toEqual(wanted);
    expect(readBoxLabel("01048700000000171721020010AB-77\u001D21S9")).toEqual(wanted);
    expect(readBoxLabel("LOT-1")).toEqual({ lot: null, expiresOn: null, serial: null });
    expect(readBoxLabel("17211345")).toEqual({ lot: null, expiresOn: null, serial: null });
    expect(endOfDay("2020-02-28")).toBe(Date.UTC(2020, 1, 29));
  });
});

describe("what follows", () => {
  it("[MA21] orders stand by their clock, and are gone with their result", () => {
    const scene = createScene();
    const { arrival } = scene.openArrival();
    const [first, second] = [scene.running(0, arrival), scene.running(1, arrival)];
    scene.wait(16 * minute);
    for (const one of [second, first]) {
      scene.read(one.test, one.cassette, { result: "positive-acute" });
      scene.pcr(one.test, `P-${one.cassette}`);
      scene.wait(minute);
    }
    expect(openPcr(scene.border).map(({ pcr }) => pcr?.specimen)).toEqual(["P-C-1", "P-C-0"]);
    scene.pcrRead(second.test, "P-C-1", "negative");
    expect(openPcr(scene.border).map(({ pcr }) => pcr?.specimen)).toEqual(["P-C-0"]);
  });

  it("[MA21] a specialist's people stand by their wait until they are decided", () => {
    const scene = createScene();
    const { arrival } = scene.openArrival();
    const { person: first } = scene.register(arrival, { name: "Бірінші" });
    scene.answer(first, { cough: true });
    scene.wait(minute);
    const { person: second } = scene.register(arrival, { subjects: [], name: "Екінші" }, { confirmed: null });
    scene.answer(second, { cough: true });
    expect(specialistQueue(scene.border).map(({ person: one }) => one.person)).toEqual([first, second]);
    scene.answer(first, { fever: true });
    expect(specialistQueue(scene.border).map(({ person: one }) => one.person)).toEqual([second]);
  });

  it("[MA21] the steps after a positive are ticked by what was stated", () => {
    const scene = createScene();
    const { arrival } = scene.openArrival();
    const { person: ill, test: id, cassette } = scene.running(0, arrival, "1");
    const { person: near } = scene.register(arrival, { subjects: [], name: "Көрші" }, { seat: "2", confirmed: null });
    scene.wait(16 * minute);
    scene.read(id, cassette, { result: "positive-acute" });
    const done = () => {
      const contacts = contactsOf(scene.border, person(scene, ill)).map((contact) => contact.person);
      return positiveSteps.filter((step) => isStepDone(step, person(scene, ill), test(scene, id), contacts));
    };
    expect(done()).toEqual([]);
    scene.state({ kind: "follow-up", person: ill, test: test(scene, id).test, action: "isolated", note: null });
    scene.pcr(id, "P-1");
    scene.state({ kind: "follow-up", person: near, test: null, action: "contact-traced", note: null });
    expect(done()).toEqual(["isolated", "pcr", "contacts"]);
    scene.state({ kind: "follow-up", person: ill, test: null, action: "mobile-team-called", note: null });
    expect(done()).toEqual([...positiveSteps]);
  });
});

describe("a slip", () => {
  it("[MA22] its QR code reads back as the very text", async () => {
    const text = `BEKET1:${"6BFOXN9TH5W%HOSKGZ0$+-./: ".repeat(9)}`;
    const { size, path } = qrPath(text);
    const scale = 4;
    const side = size * scale;
    const data = new Uint8ClampedArray(side * side * 4).fill(255);
    for (const [, x = "", y = "", run = ""] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
      for (let row = 0; row < scale; row += 1)
        for (let column = 0; column < Number(run) * scale; column += 1) {
          const at = ((Number(y) * scale + row) * side + Number(x) * scale + column) * 4;
          data.fill(0, at, at + 3);
        }
    expect(await createZxingDecoder().decode({ image: { data, width: side, height: side } })).toEqual({ text, format: "qr" });
  });
});

describe("the tabs", () => {
  it("[MA23] every role has its own, every screen lights one that somebody has", () => {
    const kinds = RouteSchema.options.map((option) => option.entries.kind.literal);
    const lit = new Set(kinds.map((kind) => tabOf(routeOf(kind))));
    expect([...lit].toSorted()).toEqual([...tabs].toSorted());
    for (const role of ["medic", "laboratory", "supervisor", "selection"]) expect(tabsFor(role)).toHaveLength(5);
    expect(tabsFor("selection")[0]).toBe("queue");
    expect(tabsFor("medic")).not.toContain("queue");
  });
});

function routeOf(kind: Route["kind"]): Route {
  const ids = {
    arrival: null,
    person: "01710000-0000-7000-8000-000000000001",
    test: "01710000-0000-7000-8000-000000000001",
    cassette: null,
    specimen: null,
  };
  const known = RouteSchema.options.find((option) => option.entries.kind.literal === kind);
  const entries = Object.keys(known?.entries ?? {}).map((key) => [key, key === "kind" ? kind : Reflect.get(ids, key)] as const);
  const parsed: unknown = Object.fromEntries(entries);
  return v.parse(RouteSchema, parsed);
}
