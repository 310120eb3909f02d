import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  idleWedge,
  silenceMs,
  type WedgeConfig,
  wedgeDefaults,
  type WedgeEffect,
  type WedgeEvent,
  type WedgeState,
  wedgeStep,
} from "../../../pwa/src/scan/wedge-step.ts";
import { keyDown, layouts, namedKey, scanKeys } from "./layouts.ts";

const [us, russian, kazakh] = layouts;
if (us === undefined || russian === undefined || kazakh === undefined) throw new Error("three layouts");

type Played = { readonly effects: readonly WedgeEffect[]; readonly passed: readonly WedgeEvent[]; readonly state: WedgeState };
/** Plays keys as the page gets them, with the timer of the adapter in between and after the last. */
function play(events: readonly WedgeEvent[], config: WedgeConfig = wedgeDefaults): Played {
  let state = idleWedge;
  const effects: WedgeEffect[] = [];
  const passed: WedgeEvent[] = [];
  const take = (event: WedgeEvent): void => {
    const step = wedgeStep(state, event, config);
    state = step.state;
    effects.push(...step.effects);
    if (!step.swallow && event.kind !== "silence") passed.push(event);
  };
  for (const [index, event] of events.entries()) {
    take(event);
    const ms = silenceMs(state, config);
    const next = events[index + 1];
    const due = event.at + (ms ?? 0);
    if (ms !== null && (next === undefined || next.at > due)) take({ kind: "silence", at: due });
  }
  return { effects, passed, state };
}
const told = ({ effects }: Played): readonly string[] => effects.flatMap((effect) => (effect.kind === "scan" ? [effect.text] : []));
const letThrough = ({ passed }: Played): readonly string[] =>
  passed.flatMap((event) => (event.kind === "down" && event.code !== "ShiftLeft" ? [event.code] : []));
const enter = (at: number): WedgeEvent => namedKey("Enter", at);
const fast = { everyMs: 5 };

describe("what a scanner types", () => {
  const anyAscii = fc.string({
    unit: fc.constantFrom(...Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)), "\u001D"),
    minLength: 4,
    maxLength: 300,
  });
  it("[SC1] any ASCII text under any layout, with and without CapsLock, is read as it was", () => {
    fc.assert(
      fc.property(anyAscii, fc.constantFrom(...layouts), fc.integer({ min: 1, max: 59 }), fc.boolean(), (text, on, everyMs, capsLock) => {
        const events = scanKeys(text, on, 1_000, { everyMs, capsLock });
        const played = play([...events, enter(1_000 + text.length * everyMs)]);
        expect(told(played)).toEqual([text]);
        // Two keys were let through before it was clear, and only they.
        expect(letThrough(played).length).toBe(2);
        expect(played.effects[0]).toEqual({ kind: "undo" });
      }),
    );
  });

  it("[SC1] the Russian layout garbles what is typed and not what is read", () => {
    const text = "A123BC02";
    const events = [...scanKeys(text, russian, 0, fast), enter(40)];
    const typed = events
      .flatMap((event) => (event.kind === "down" && event.code !== "ShiftLeft" && event.code !== "Enter" ? [event.key] : []))
      .join("");
    expect(typed).toBe("Ф123ИС02");
    expect(told(play(events))).toEqual([text]);
  });

  it("[SC1] the Kazakh layout types letters where the digits are", () => {
    const events = [...scanKeys("910324301238", kazakh, 0, fast), enter(60)];
    expect(events.some((event) => event.kind === "down" && event.key === "ә")).toBe(true);
    expect(told(play(events))).toEqual(["910324301238"]);
  });

  it("[SC1] digits of the numeric keypad are digits with NumLock off", () => {
    const keys = Array.from("910324301238", (digit, index) => namedKey(`Numpad${digit}`, index * 5, { key: "Home" }));
    expect(told(play([...keys, namedKey("NumpadEnter", 60)]))).toEqual(["910324301238"]);
  });

  it("[SC1] Alt codes are the characters they name, and one beyond ASCII is no scanner's", () => {
    const altKeys = (text: string): readonly WedgeEvent[] =>
      Array.from(text, (character, index): readonly WedgeEvent[] => {
        const at = index * 30;
        const digits = String(character.charCodeAt(0)).padStart(3, "0");
        return [
          namedKey("AltLeft", at, { key: "Alt", alt: true }),
          ...Array.from(digits, (digit, place) => namedKey(`Numpad${digit}`, at + 2 + place * 5, { alt: true, key: digit })),
          { kind: "up", at: at + 18, code: "AltLeft" },
        ];
      }).flat();
    const text = "(01)\u001DX7";
    expect(told(play([...altKeys(text), enter(220)]))).toEqual([text]);
    expect(told(play([...altKeys("1234ÿ"), enter(160)]))).toEqual([]);
  });

  it("[SC1] a keyboard that tells no code is read by what it typed", () => {
    const keys = Array.from("A123BC02", (key, index) => namedKey("", index * 5, { key }));
    expect(told(play([...keys, namedKey("", 40, { key: "Enter" })]))).toEqual(["A123BC02"]);
  });

  it("[SC5] Enter, Tab and silence end a code, and a second line end goes with the first", () => {
    const events = scanKeys("A123BC02", us, 0, fast);
    expect(told(play([...events, namedKey("Tab", 40)]))).toEqual(["A123BC02"]);
    expect(told(play(events))).toEqual(["A123BC02"]);
    expect(told(play(events, { ...wedgeDefaults, bareCharsMin: null }))).toEqual([]);
    const withLineFeed = play([...events, enter(40), namedKey("KeyJ", 44, { ctrl: true, key: "j" })]);
    expect(letThrough(withLineFeed)).toEqual(["KeyA", "Digit1"]);
    const twice = play([...events, enter(40), enter(45)]);
    expect(letThrough(twice)).toEqual(["KeyA", "Digit1"]);
    expect(letThrough(play([...events, enter(40), enter(900)]))).toEqual(["KeyA", "Digit1", "Enter"]);
  });

  it("[SC6] the same code within two seconds is told once, another and a later one again", () => {
    const once = (text: string, at: number) => [...scanKeys(text, us, at, fast), enter(at + text.length * 5)];
    const played = play([...once("A123BC02", 0), ...once("A123BC02", 900), ...once("A124BC02", 1_200), ...once("A123BC02", 4_000)]);
    expect(told(played)).toEqual(["A123BC02", "A124BC02", "A123BC02"]);
    expect(played.effects.filter((effect) => effect.kind === "rejected")).toEqual([{ kind: "rejected", why: "same" }]);
  });

  it("[SC7] a code over the limit is refused whole and the next one is read", () => {
    const long = "7".repeat(2_500);
    const next = "910324301238";
    const played = play([...scanKeys(long, us, 0, { everyMs: 1 }), enter(2_500), ...scanKeys(next, us, 5_000, fast), enter(5_060)]);
    expect(told(played)).toEqual([next]);
    expect(played.effects).toContainEqual({ kind: "rejected", why: "too-long" });
    expect(letThrough(played)).toHaveLength(4);
  });

  it("[SC8] the lines of a passport and of an identity card are one code each", () => {
    const lines = (all: readonly string[], start: number) =>
      all.flatMap((line, index) => {
        const at = start + index * 260;
        return [...scanKeys(line, russian, at, fast), enter(at + line.length * 5)];
      });
    const td3 = ["P<KAZTESTOV<<ARMAN<<<<<<<<<<<<<<<<<<<<<<<<<<", "N123456787KAZ9103241M3001017910324301238<<06"];
    const td1 = ["I<KAZ0123456784910324301238<<<", "9103241M3001017KAZ<<<<<<<<<<<2", "TESTOV<<ARMAN<<<<<<<<<<<<<<<<<"];
    expect(told(play(lines(td3, 0)))).toEqual([td3.join("")]);
    expect(told(play(lines(td1, 0)))).toEqual([td1.join("")]);
    const half = play(lines([td3[0] ?? ""], 0));
    expect(told(half)).toEqual([td3[0]]);
    expect(letThrough(half)).not.toContain("Enter");
  });

  it("[SC9] with a prefix only keys behind it are a scan", () => {
    const config = { ...wedgeDefaults, prefix: "~" };
    expect(told(play([...scanKeys("~A123BC02", kazakh, 0, fast), enter(45)], config))).toEqual(["A123BC02"]);
    const without = play([...scanKeys("A123BC02", us, 0, fast), enter(40)], config);
    expect(told(without)).toEqual([]);
    expect(without.effects).toContainEqual({ kind: "give-back", text: "A123BC02" });
    expect(letThrough(without)).toContain("Enter");
  });
});

describe("what a person types", () => {
  it("[SC2] keys of a person pass, whatever they type, and are never told", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("a", "b", "c", " ", "1", "2", "<", "~"), fc.integer({ min: 61, max: 400 })), { maxLength: 60 }),
        (keys) => {
          let at = 0;
          const events = keys.map(([character, pauseMs]) => keyDown(character, (at += pauseMs), us));
          const played = play([...events, enter(at + 80)]);
          expect(told(played)).toEqual([]);
          expect(letThrough(played)).toHaveLength(keys.length + 1);
          expect(played.effects).toEqual([]);
        },
      ),
    );
  });

  it("[SC2] a held key and shortcuts are no scanner", () => {
    const held = Array.from({ length: 30 }, (_, index) => namedKey("KeyA", index * 33, { key: "a", repeat: index > 0 }));
    expect(letThrough(play(held))).toHaveLength(30);
    const shortcuts = ["KeyC", "KeyV", "KeyZ", "KeyA"].map((code, index) => namedKey(code, index * 20, { ctrl: true }));
    expect(letThrough(play(shortcuts))).toHaveLength(4);
    const altGr = Array.from("qweqwe", (key, index) => namedKey(`Key${key.toUpperCase()}`, index * 20, { altGraph: true, key: "@" }));
    expect(letThrough(play(altGr))).toHaveLength(6);
    expect(told(play([...shortcuts, ...altGr]))).toEqual([]);
  });

  it("[SC4] three quick keys of a person come back into the field in their order, as the layout made them", () => {
    const quick = [keyDown("q", 0, russian), keyDown("w", 30, russian), keyDown("e", 55, russian)];
    const played = play([...quick, keyDown("r", 400, russian)]);
    expect(played.effects).toEqual([{ kind: "undo" }, { kind: "give-back", text: "йцу" }]);
    expect(letThrough(played)).toEqual(["KeyQ", "KeyW", "KeyR"]);
    const beforeEnter = play([...quick, enter(80)]);
    expect(beforeEnter.effects.at(-1)).toEqual({ kind: "give-back", text: "йцу" });
    expect(letThrough(beforeEnter)).toContain("Enter");
  });

  it("[SC14] a first key that came by itself belongs to the scan; one of long before does not", () => {
    const late = [keyDown("a", 0, us), ...scanKeys("G7E-4100", us, 300, fast), enter(400)];
    expect(told(play(late))).toEqual(["aG7E-4100"]);
    const before = [keyDown("a", 0, us), ...scanKeys("G7E-4100", us, 500, fast), enter(600)];
    expect(told(play(before))).toEqual(["G7E-4100"]);
    // A hand that types on before a scanner lends it nothing.
    const slow = [keyDown("x", 0, us), keyDown("y", 150, us), ...scanKeys("G7E-4100", us, 450, fast), enter(550)];
    expect(told(play(slow))).toEqual(["G7E-4100"]);
  });

  it("[SC4] keys of a person right after a stalled scan do not join it", () => {
    const played = play([...scanKeys("A123BC02", us, 0, fast), keyDown("z", 400, us), enter(500)]);
    expect(told(played)).toEqual(["A123BC02"]);
    expect(letThrough(played)).toEqual(["KeyA", "Digit1", "KeyZ", "Enter"]);
  });
});

it("[SC3] a key whose going down was swallowed does not come up either: a button acts on that", () => {
  const played = play([...scanKeys("AB CD 12", us, 0, fast), enter(40), { kind: "up", at: 45, code: "Enter" }]);
  const ups = played.passed.flatMap((event) => (event.kind === "up" ? [event.code] : []));
  expect(ups.filter((code) => code !== "ShiftLeft")).toEqual(["KeyA", "KeyB"]);
  expect(played.state.held).toEqual([]);
});
