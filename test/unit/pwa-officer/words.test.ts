import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatCountIn, pluralRu } from "../../../pwa/src/i18n/format.ts";
import { woff2Characters } from "./woff2-cmap.ts";

const folder = dirname(
  createRequire(join(import.meta.dirname, "../../../pwa/package.json")).resolve("@fontsource-variable/golos-text/package.json"),
);
const sheet = readFileSync(join(folder, "index.css"), "utf8");

type Face = { readonly file: string; readonly covers: (codePoint: number) => boolean };
/** The faces of the style sheet: which file, for which ranges a browser asks it. */
function facesOf(css: string): readonly Face[] {
  return [...css.matchAll(/@font-face\s*\{[^}]*url\(([^)]+\.woff2)\)[^}]*unicode-range:\s*([^;]+);/g)].map(([, file = "", ranges = ""]) => {
    const spans = ranges.split(",").map((range) => {
      const [from = "", to = from] = range.trim().slice(2).split("-");
      return { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) };
    });
    return { file, covers: (codePoint) => spans.some((span) => codePoint >= span.from && codePoint <= span.to) };
  });
}

describe("the font", () => {
  const faces = facesOf(sheet);
  const characters = new Map(faces.map((face) => [face.file, woff2Characters(readFileSync(join(folder, face.file)))]));
  const hasGlyph = (character: string) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return faces.some((face) => face.covers(codePoint) && characters.get(face.file)?.has(codePoint) === true);
  };

  it("[OA23] has every letter that Kazakh adds, in the file that the browser asks for it", () => {
    expect(faces.length).toBeGreaterThan(3);
    expect(Array.from("ӘәҒғҚқҢңӨөҰұҮүҺһІі").filter((letter) => !hasGlyph(letter))).toEqual([]);
  });

  it("[OA23] has the rest of the three alphabets, digits and signs; the check can fail", () => {
    const all = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяABCXYZabcxyz0123456789№«»—·…×";
    expect(Array.from(all).filter((letter) => !hasGlyph(letter))).toEqual([]);
    expect(hasGlyph("漢")).toBe(false);
  });
});

describe("numbers and plurals", () => {
  it("[OA24] groups from five digits on, with each language's separator", () => {
    expect(formatCountIn(9_999, "kk")).toBe("9999");
    expect(formatCountIn(1_234_567, "kk")).toBe("1\u00a0234\u00a0567");
    expect(formatCountIn(18_798, "ru")).toBe("18\u00a0798");
    expect(formatCountIn(18_798, "en")).toBe("18,798");
    expect(formatCountIn(-18_798, "en")).toBe("−18,798");
  });

  it("[OA24] Russian words follow their number", () => {
    const forms = [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 111, 121].map((count) => pluralRu(count, "a", "b", "c"));
    expect(forms.join("")).toBe("cabbccccabcca");
  });
});
