import { mrzCheckDigit, parseDocument, parseMrz, parseSubject, subjectErrorCodes } from "@beket/domain";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const td3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
const td1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";

/** A card or passport in the national layout for an invented person, with every check digit computed here. */
function card(iin: string): string {
  const [number, birth, expiry] = ["023456789", "871008", "300101"];
  const first = `I<KAZ${number}${mrzCheckDigit(number)}${iin}<<<`;
  const second = `${birth}${mrzCheckDigit(birth)}F${expiry}${mrzCheckDigit(expiry)}KAZ<<<<<<<<<<<`;
  const composite = mrzCheckDigit(first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29));
  return `${first}\n${second}${composite}\nSERIKOVA<<AIGERIM<<<<<<<<<<<<<`;
}
function passport(iin: string): string {
  const [number, birth, expiry] = ["N12345678", "871008", "300101"];
  const personal = iin.padEnd(14, "<");
  const second = `${number}${mrzCheckDigit(number)}KAZ${birth}${mrzCheckDigit(birth)}F${expiry}${mrzCheckDigit(expiry)}${personal}${mrzCheckDigit(personal)}`;
  const composite = mrzCheckDigit(second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 43));
  return `${"P<KAZSERIKOVA<<AIGERIM".padEnd(44, "<")}\n${second}${composite}`;
}

describe("documents", () => {
  it("[DM12] a number is Latin letters and digits with its country", () => {
    expect(parseDocument(" n 12345678", "KAZ")).toEqual({ ok: true, value: { number: "N12345678", country: "KAZ" } });
    expect(parseDocument("АС 2345678", "KGZ")).toMatchObject({ value: { number: "AC2345678" } });
    expect(parseDocument("12", "KGZ")).toMatchObject({ error: { code: "wrong-length" } });
    expect(parseDocument("ABCDEF", "KGZ")).toMatchObject({ error: { code: "unrecognised" } });
    expect(parseDocument("1".repeat(21), "KGZ")).toMatchObject({ error: { code: "too-long", at: 20 } });
    expect(parseDocument("A1234567", "Kyrgyzstan")).toMatchObject({ error: { code: "bad-country" } });
  });
  it("[DM12] a Cyrillic letter without a Latin twin is refused, not transliterated", () => {
    expect(parseDocument("II-БА 123456", "RUS")).toEqual({ ok: false, error: { code: "bad-character", at: 3 } });
  });
});

describe("machine-readable zones", () => {
  it("[DM13] the specimens of ICAO 9303 are read, with line breaks or without", () => {
    expect(parseMrz(td3)).toMatchObject({ value: { format: "TD3", documentNumber: "L898902C3", issuer: "UTO", sex: "female" } });
    expect(parseMrz(td1)).toMatchObject({
      value: { format: "TD1", documentNumber: "D23145890", surname: "ERIKSSON", givenNames: "ANNA MARIA" },
    });
    expect(parseMrz(td1.replaceAll("\n", ""))).toEqual(parseMrz(td1));
  });
  it("[DM13] a long document number goes on in the optional data", () => {
    // ICAO 9303-5 note j: the number D23145890734, its check digit 9 last.
    const first = "I<UTOD23145890<7349<<<<<<<<<<<";
    const second = "3407127M9507122UTO<<<<<<<<<<<";
    const composite = mrzCheckDigit(first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29));
    expect(parseMrz(`${first}${second}${composite}STEVENSON<<PETER<JOHN<<<<<<<<<`)).toMatchObject({
      value: { documentNumber: "D23145890734" },
    });
  });
  it("[DM13] every changed digit of a zone is noticed", () => {
    for (const zone of [card("871008401427"), passport("871008401427")]) {
      expect(parseMrz(zone).ok).toBe(true);
      for (let i = 0; i < zone.length; i++) {
        if (!/[0-9]/.test(zone.charAt(i))) continue;
        const wrong = zone.slice(0, i) + String((Number(zone.charAt(i)) + 1) % 10) + zone.slice(i + 1);
        expect(parseMrz(wrong), `digit ${i}`).toMatchObject({ ok: false, error: { code: "mrz-check-digit" } });
      }
    }
  });
  it("[DM13] letters that a reader took for digits are mended in numeric fields", () => {
    expect(parseMrz(td3.replace("7408122F", "74O8I22F")).ok).toBe(true);
  });
  it("[DM13] other texts are no zone", () => {
    expect(parseMrz("")).toMatchObject({ error: { code: "empty" } });
    expect(parseMrz("P<UTO")).toMatchObject({ error: { code: "mrz-format" } });
    expect(parseMrz("<".repeat(201))).toMatchObject({ error: { code: "too-long" } });
    expect(parseMrz("<".repeat(90))).toMatchObject({ ok: false });
  });
  it("[DM14] a Kazakh card and passport give the IIN", () => {
    expect(parseMrz(card("871008401427"))).toMatchObject({ value: { iin: "871008401427", issuer: "KAZ" } });
    expect(parseMrz(passport("871008401427"))).toMatchObject({ value: { iin: "871008401427", documentNumber: "N12345678" } });
    expect(parseMrz(card("871008401428"))).toMatchObject({ ok: true, value: { iin: null } });
  });
});

describe("whatever was read", () => {
  it("[DM15] the guess finds IIN, BIN, plate and document", () => {
    const key = (text: string, hint?: Parameters<typeof parseSubject>[1]) => {
      const parsed = parseSubject(text, hint);
      return parsed.ok ? `${parsed.value.key.scheme} ${parsed.value.key.country} ${parsed.value.key.value}` : parsed.error.code;
    };
    expect(key("871008401427")).toBe("iin KAZ 871008401427");
    expect(key("940140000385")).toBe("bin KAZ 940140000385");
    expect(key("123 авс 02")).toBe("plate KAZ 123ABC02");
    expect(key("N12345678")).toBe("doc KAZ N12345678");
    expect(key("023456789")).toBe("doc KAZ 023456789");
    expect(key("AC2345678", { country: "KGZ", role: "person" })).toBe("doc KGZ AC2345678");
    expect(key("AC2345678", { country: "KGZ" })).toBe("doc KGZ AC2345678");
    expect(key("01KG123ABC", { country: "KGZ" })).toBe("plate KGZ 01KG123ABC");
    expect(key("01KG123ABC", { country: "KGZ", role: "vehicle" })).toBe("plate KGZ 01KG123ABC");
    expect(key("AC2345678", { scheme: "doc", country: "KGZ" })).toBe("doc KGZ AC2345678");
    expect(key("871008401427", { scheme: "bin" })).toBe("bad-type");
    expect(key(card("871008401427"))).toBe("iin KAZ 871008401427");
    expect(key(td3)).toBe("doc UTO L898902C3");
    expect(key("8710084014")).toBe("wrong-length");
    expect(key("AC2345678", { role: "person" })).toBe("unrecognised");
    expect(key("01KG123ABC")).toBe("unrecognised");
    expect(key("")).toBe("empty");
  });
  it("[DM16] whatever the text, the outcome is a key of the schema or a stable code without the text", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."0123456789ABCOISBАВСXZ <-\n".split("")), maxLength: 95 });
    fc.assert(
      fc.property(fc.oneof(letters, fc.string({ maxLength: 95 })), (text) => {
        const parsed = parseSubject(text);
        if (parsed.ok) return /^[0-9A-Z]{1,20}$/.test(parsed.value.key.value) && /^[A-Z]{3}$/.test(parsed.value.key.country);
        const { code, ...rest } = parsed.error;
        const fields = Object.keys(rest);
        return subjectErrorCodes.includes(code) && (fields.length === 0 || (fields.length === 1 && typeof parsed.error.at === "number"));
      }),
      { numRuns: 2000 },
    );
  });
});
