/**
 * Check digit of an IIN or BIN from its first eleven digits, or null where the number is never issued (both passes give 10).
 *
 * First pass: sum of d[i]·(i+1) modulo 11. If that is 10, a second pass with weights 3…11, 1, 2. Some libraries turn a second 10
 * into 0; such numbers do not exist. The eleventh digit weighs 11 ≡ 0 in the first pass, so a slip there is mostly not seen.
 */
export function checkDigit(first11: string): number | null {
  let first = 0;
  let second = 0;
  for (let i = 0; i < 11; i++) {
    const digit = first11.charCodeAt(i) - 48;
    first += digit * (i + 1);
    second += digit * (i < 9 ? i + 3 : i - 8);
  }
  if (first % 11 < 10) return first % 11;
  return second % 11 < 10 ? second % 11 : null;
}
