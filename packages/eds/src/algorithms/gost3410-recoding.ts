// A scalar as signed odd digits, so that a table of odd multiples serves.

/**
 * The non-adjacent form with windows of `width` bits, least significant first: of any `width` digits in a row at most
 * one is not zero; digits are odd and below 2^(width-1). Its shape shows the scalar: for scalars that are no secret.
 */
export const nonAdjacentForm = (scalar: bigint, width: number): Int8Array => {
  const bits = scalar.toString(2);
  const digits = new Int8Array(bits.length + 1);
  const bitAt = (i: number): number => (bits.codePointAt(bits.length - 1 - i) === 49 ? 1 : 0);
  let carry = 0;
  for (let i = 0; i < digits.length;) {
    if (bitAt(i) === carry) {
      i += 1;
      continue;
    }
    let window = carry;
    for (let k = 0; k < width; k += 1) window += bitAt(i + k) << k;
    carry = window >= 2 ** (width - 1) ? 1 : 0;
    digits[i] = carry === 1 ? window - 2 ** width : window;
    i += width;
  }
  return digits;
};

/**
 * An odd scalar below 2^bits as ⌈bits / width⌉ + 1 digits to the base 2^width, least significant first, every one odd
 * and below 2^width: the same number of the same steps for every scalar.
 */
export const regularForm = (scalar: bigint, bits: number, width: number): readonly number[] => {
  const digits: number[] = [];
  let rest = scalar;
  for (let i = 0; i < Math.ceil(bits / width); i += 1) {
    const digit = Number(BigInt.asUintN(width + 1, rest)) - 2 ** width;
    digits.push(digit);
    rest = (rest - BigInt(digit)) >> BigInt(width);
  }
  return [...digits, Number(rest)];
};
