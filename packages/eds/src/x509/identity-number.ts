// IIN and BIN end in the same check digit (Rules of the national registers of identification numbers).

const sumMod11 = (digits: readonly number[], firstWeight: number): number =>
  digits.reduce((sum, digit, i) => sum + digit * (((firstWeight - 1 + i) % 11) + 1), 0) % 11;

/** True for 12 digits whose last one is the check digit of the others. */
export const hasCheckDigit = (text: string): boolean => {
  if (!/^\d{12}$/.test(text)) return false;
  const digits = Array.from(text, Number);
  const body = digits.slice(0, 11);
  const first = sumMod11(body, 1);
  const check = first === 10 ? sumMod11(body, 3) : first;
  return check < 10 && check === digits[11];
};
