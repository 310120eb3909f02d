import { err, ok, type Result } from "@beket/domain";

/**
 * A number that is digits, as an IIN, a BIN or a code of activity, from a cell that a spreadsheet took for a number: the zeros before it are
 * put back (`restored`). `number-in-exponent`: `6,12E+10` has lost its digits for good. Blanks and dashes between the digits are left out.
 */
export function restoreDigits(
  cell: string,
  length: number,
): Result<{ readonly digits: string; readonly restored: boolean }, "not-digits" | "too-long" | "number-in-exponent"> {
  const bare = cell
    .replaceAll(/[\s\u00A0-]/g, "")
    .replace(/^'/, "")
    .replace(/\.0+$/, "");
  if (/^\d+([.,]\d+)?E\+?\d+$/i.test(bare)) return err("number-in-exponent");
  if (!/^\d+$/.test(bare)) return err("not-digits");
  if (bare.length > length) return err("too-long");
  return ok({ digits: bare.padStart(length, "0"), restored: bare.length < length });
}
