import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEntry } from "../../../pwa/src/officer/compose/entry.ts";
import { entryModes, grouped, keypadFor, typed } from "../../../pwa/src/field/entry/typing.ts";

describe("typing", () => {
  it("[OA1] Cyrillic look-alikes, small letters and separators become the plate as it is stored", () => {
    expect(typed("plate", "123 авс-02")).toEqual({ text: "123ABC02", ignored: false });
  });

  it("[OA1] a letter in an IIN and a Cyrillic letter without a twin are left out and told", () => {
    expect(typed("iin", "8710x08")).toEqual({ text: "871008", ignored: true });
    expect(typed("plate", "12Ш3")).toEqual({ text: "123", ignored: true });
  });

  it("[OA1] whatever is typed, the field holds only capitals and digits, and typing it again changes nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom(...entryModes), fc.string({ unit: "grapheme", maxLength: 60 }), (mode, raw) => {
        const { text } = typed(mode, raw);
        expect(text).toMatch(mode === "iin" ? /^[0-9]{0,12}$/ : /^[0-9A-Z]*$/);
        expect(typed(mode, text)).toEqual({ text, ignored: false });
      }),
    );
  });

  it("[OA1] the groups that are painted lose and add nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom(...entryModes), fc.stringMatching(/^[0-9A-Z]{0,12}$/), (mode, raw) => {
        const { text } = typed(mode, raw);
        expect(grouped(mode, text).replaceAll(" ", "")).toBe(text);
      }),
    );
    expect(grouped("plate", "123ABC02")).toBe("123 ABC 02");
    expect(grouped("plate", "H444501")).toBe("H 4445 01");
    expect(grouped("iin", "871008401427")).toBe("871008 401 427");
  });

  it("[OA6] each keypad types every character of its field once and nothing that the field refuses", () => {
    for (const mode of entryModes) {
      for (const narrow of [true, false]) {
        const chars = keypadFor(mode, narrow)
          .rows.flat()
          .flatMap((key) => (key.kind === "char" ? [key.char] : []));
        const wanted = mode === "iin" ? "0123456789" : "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        expect(chars.toSorted().join("")).toBe(wanted);
        for (const char of chars) expect(typed(mode, char)).toEqual({ text: char, ignored: false });
      }
    }
  });
});

describe("reading the field", () => {
  it.each([
    ["8713", "bad-date"],
    ["871032", "bad-date"],
    ["8710087", "bad-century"],
    ["900101123103", "bad-check-digit"],
    ["821214240092", "never-issued"],
  ])("[OA2] %s is wrong at once: %s", (text, code) => {
    expect(readEntry("iin", text, "KAZ")).toMatchObject({ kind: "wrong", error: { code } });
  });

  it("[OA2] a right IIN gives what to compare with the person", () => {
    expect(readEntry("iin", "871008401427", "KAZ")).toMatchObject({
      kind: "valid",
      parsed: { key: { scheme: "iin", value: "871008401427" } },
      note: { kind: "person", birthDate: "1987-10-08", sex: "female" },
    });
  });

  it("[OA3] a plate of no Kazakh layout is wrong as Kazakh and ready as Kyrgyz or of an unknown country", () => {
    expect(readEntry("plate", "01KG777ABC", "KAZ").kind).toBe("wrong");
    expect(readEntry("plate", "01KG777ABC", "KGZ").kind).toBe("valid");
    expect(readEntry("plate", "01KG777ABC", "XXX").kind).toBe("valid");
  });

  it("[OA3] nothing is called wrong while too little is typed", () => {
    for (const text of ["1", "12", "123A", "123AB"]) expect(readEntry("plate", text, "KAZ").kind).toBe("partial");
    expect(readEntry("document", "N12", "KGZ").kind).toBe("partial");
    expect(readEntry("plate", "", "KAZ").kind).toBe("empty");
  });
});
