import { err, ok, type Result } from "../result.ts";
import type { SubjectError } from "./parsed.ts";

/** Longest text an identifier is read from; a machine-readable zone has its own limit. */
const identifierTextChars = 64;

/** Cyrillic capitals that look like Latin ones. People at a post say "Russian R" for the letter that looks like P. */
const lookAlikes: ReadonlyMap<string, string> = new Map(
  Array.from("АВЕКМНОРСТУХІ", (cyrillic, index): [string, string] => [cyrillic, "ABEKMHOPCTYXI".charAt(index)]),
);

/**
 * The characters of Chinese plates that have no key on a post's keyboard: provinces by their ISO 3166-2:CN letters, and
 * the words for trailer, Hong Kong, Macao, police, learner, embassy and consulate by their pinyin.
 */
const chinese: ReadonlyMap<string, string> = new Map(
  (
    "京BJ 津TJ 沪SH 渝CQ 冀HE 豫HA 云YN 辽LN 黑HL 湘HN 皖AH 鲁SD 新XJ 苏JS 浙ZJ 赣JX 鄂HB 桂GX 甘GS 晋SX 蒙NM 陕SN 吉JL 闽FJ 贵GZ " +
    "粤GD 青QH 藏XZ 川SC 宁NX 琼HI 挂GUA 港GANG 澳AO 警JING 学XUE 使SHI 领LING"
  )
    .split(" ")
    .map((pair): [string, string] => [pair.charAt(0), pair.slice(1)]),
);

/** Upper-case Latin letters and digits of a text, and for each the index in the text it came from. */
export type Squashed = { readonly value: string; readonly at: (index: number) => number };

const isDigit = (code: number) => code >= 48 && code <= 57;
const isUpper = (code: number) => code >= 65 && code <= 90;
const isLower = (code: number) => code >= 97 && code <= 122;
/** Space, line breaks, no-break and narrow spaces, zero-width marks, hyphens and dots, slash, underscore. */
const separators = /[\s\u00ad\u200b-\u200f\u2010-\u2015\u2212\ufeff.,:;/\\_·•-]/;

function plainIsEnough(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code) && !isUpper(code)) return false;
  }
  return true;
}

/** Brings a typed or read identifier to Latin capitals and digits. Unknown characters are an error at their place. */
export function squash(text: string, extra: "latin" | "plate" = "latin"): Result<Squashed, SubjectError> {
  if (text.length > identifierTextChars) return err({ code: "too-long", at: identifierTextChars });
  if (text.length > 0 && plainIsEnough(text)) return ok({ value: text, at: (index) => index });
  let value = "";
  const origin: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const letters = latinOf(text.charAt(i), extra);
    if (letters === null) return err({ code: "bad-character", at: i });
    for (let k = 0; k < letters.length; k++) origin.push(i);
    value += letters;
  }
  if (value === "") return err({ code: "empty" });
  return ok({ value, at: (index) => origin[index] ?? text.length });
}

function latinOf(character: string, extra: "latin" | "plate"): string | null {
  const code = character.charCodeAt(0);
  if (isDigit(code) || isUpper(code)) return character;
  if (isLower(code)) return character.toUpperCase();
  if (separators.test(character)) return "";
  const capital = lookAlikes.get(character.toUpperCase());
  if (capital !== undefined) return capital;
  return extra === "plate" ? (chinese.get(character) ?? null) : null;
}

/** Digits only, with spaces and hyphens between them ignored. */
export function squashDigits(text: string): Result<Squashed, SubjectError> {
  const squashed = squash(text);
  if (!squashed.ok) return squashed;
  const { value, at } = squashed.value;
  for (let i = 0; i < value.length; i++) {
    if (!isDigit(value.charCodeAt(i))) return err({ code: "bad-character", at: at(i) });
  }
  return squashed;
}
