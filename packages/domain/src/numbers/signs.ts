/** 31 signs, a prime: with position weights every single wrong sign and every swap of two signs breaks the check. No I, L, O, U, V. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTWXYZ";
const base = BigInt(alphabet.length);
const valueOf = new Map(Array.from(alphabet, (sign, value) => [sign, value] as const));

/** The sign that ends a number: the sum of its signs, each times its place, modulo 31. At most 30 signs. */
export function checkSign(signs: string): string {
  let sum = 0;
  for (const [at, sign] of Array.from(signs).entries()) sum += (at + 1) * (valueOf.get(sign) ?? 0);
  return alphabet.charAt(sum % alphabet.length);
}

/** The sign of a value from 0 to 30. */
export const signOf = (value: number): string => alphabet.charAt(value);
export const signCount = alphabet.length;

/** So many signs for a number, the check sign not among them; what does not fit is left out at the top. */
export function signsOf(value: bigint, count: number): string {
  let signs = "";
  let rest = value;
  while (signs.length < count) {
    signs = alphabet.charAt(Number(rest % base)) + signs;
    rest /= base;
  }
  return signs;
}

/**
 * The signs of a number as a person typed it, without blanks and dashes, checked by its last; null when one is wrong. I and L are read
 * as 1 and O as 0, as people write them.
 */
export function readSigns(text: string, count: number): string | null {
  if (text.length > 4 * count) return null;
  const signs = text
    .toUpperCase()
    .replaceAll(/[\s\u2010-\u2015-]/g, "")
    .replaceAll(/[IL]/g, "1")
    .replaceAll("O", "0");
  if (signs.length !== count) return null;
  for (const sign of signs) if (!valueOf.has(sign)) return null;
  return checkSign(signs.slice(0, -1)) === signs.slice(-1) ? signs : null;
}

/** `7K42QX9MB` in groups of three is `7K4-2QX-9MB`. */
export function inGroups(signs: string, size: number): string {
  const groups: string[] = [];
  for (let at = 0; at < signs.length; at += size) groups.push(signs.slice(at, at + size));
  return groups.join("-");
}
