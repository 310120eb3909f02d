import { parsePlate, type PlateKind, standardPlatePatterns } from "@beket/domain";
import { describe, expect, it } from "vitest";

const normal = (text: string, country?: string) => {
  const plate = parsePlate(text, country);
  return plate.ok ? plate.value.normalised : plate.error.code;
};

describe("Kazakh plates", () => {
  it.each<[string, PlateKind, string, string | null]>([
    ["123ABC02", "private-2012", "123ABC02", "02"],
    ["123 AB 17", "organisation-2012", "123AB17", "17"],
    ["H444501", "foreign-owner", "H444501", "01"],
    ["A 123 BCD", "private-1993", "A123BCD", "A"],
    ["Z123BC", "organisation-1993", "Z123BC", "Z"],
    ["12 ABC 02", "trailer", "12ABC02", "02"],
    ["12 AB 02", "motorcycle", "12AB02", "02"],
    ["1234 KP", "police", "1234KP", null],
    ["1234 AB", "army", "1234AB", null],
    ["D 001234", "diplomatic", "D001234", null],
  ])("[DM8] %s is %s", (text, kind, normalised, region) => {
    expect(parsePlate(text)).toEqual({ ok: true, value: { kind, normalised, region, country: "KAZ", adjusted: [] } });
  });
  it("[DM7] Cyrillic look-alikes, case and separators come to one form", () => {
    expect(normal("123 авс 02")).toBe("123ABC02");
    expect(normal("123-АВС-02")).toBe("123ABC02");
    expect(normal("404хун02")).toBe("404XYH02");
    expect(normal("777 ркм·05")).toBe("777PKM05");
    expect(normal("А123ВС")).toBe("A123BC");
    expect(normal("100 іех 02")).toBe("100IEX02");
  });
  it("[DM7] a letter without a Latin twin is refused at its place", () => {
    expect(parsePlate("123 ABЖ 02")).toEqual({ ok: false, error: { code: "bad-character", at: 6 } });
  });
  it("[DM8] a two-line plate is put in order and says so", () => {
    expect(parsePlate("123 02\nABC")).toMatchObject({ value: { normalised: "123ABC02", region: "02", adjusted: ["two-lines"] } });
    expect(parsePlate("12317AB")).toMatchObject({ value: { kind: "organisation-2012", normalised: "123AB17" } });
  });
  it("[DM8] a region that does not exist is named as the fault", () => {
    expect(parsePlate("123 ABC 21")).toEqual({ ok: false, error: { code: "unknown-region", at: 8 } });
    expect(parsePlate("G123ABC")).toEqual({ ok: false, error: { code: "unknown-region", at: 0 } });
    expect(normal("12")).toBe("unknown-pattern");
    expect(normal("1".repeat(16))).toBe("too-long");
  });
  it("[DM9] look-alikes are mended by their place only, and said", () => {
    expect(parsePlate("I23ABCO2")).toMatchObject({ value: { normalised: "123ABC02", adjusted: ["look-alikes"] } });
    expect(normal("12ZABC02")).toBe("122ABC02");
    expect(normal("1238BC02")).toBe("123BBC02");
    expect(normal("123OOO02")).toBe("123OOO02");
    expect(normal("100SBI05")).toBe("100SBI05");
    expect(normal("H4445O1")).toBe("H444501");
  });
  it("[DM9] three wrong characters are another plate, and a short or weak layout is never mended", () => {
    expect(normal("IZSABC02")).toBe("unknown-pattern");
    expect(normal("I2AB02")).toBe("unknown-pattern");
  });
});

describe("other plates", () => {
  it("[DM10] a foreign plate is opaque and keeps its country", () => {
    expect(parsePlate("01 KG 123 ABC", "KGZ")).toEqual({
      ok: true,
      value: { kind: "foreign", normalised: "01KG123ABC", region: null, country: "KGZ", adjusted: [] },
    });
    expect(normal("а 123 вс 77", "RUS")).toBe("A123BC77");
    expect(normal("新A·12345", "CHN")).toBe("XJA12345");
    expect(normal("O0O", "UZB")).toBe("O0O");
    expect(normal("1", "UZB")).toBe("wrong-length");
    expect(normal("123ABC02", "kz")).toBe("bad-country");
  });
  it("[DM10] an unknown country takes a Kazakh layout as it stands, else the plate is opaque", () => {
    expect(parsePlate("123ABC02", "XXX")).toMatchObject({ value: { country: "KAZ", kind: "private-2012" } });
    expect(parsePlate("01123ABC", "XXX")).toMatchObject({ value: { country: "XXX", normalised: "01123ABC" } });
    expect(parsePlate("I23ABC02", "XXX")).toMatchObject({ value: { country: "XXX", normalised: "I23ABC02" } });
  });
  it("[DM11] an operator's table replaces the weak layouts", () => {
    expect(parsePlate("1234AB", "KAZ", standardPlatePatterns).ok).toBe(false);
    const table = [...standardPlatePatterns, { kind: "police" as const, shape: "p999RR", exact: true as const }];
    expect(parsePlate("P12302", "KAZ", table)).toMatchObject({ value: { kind: "police", region: "02" } });
  });
});
