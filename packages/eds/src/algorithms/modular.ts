/** The rest from 0 to modulus - 1. */
export const positiveMod = (value: bigint, modulus: bigint): bigint => {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
};

/** The inverse of a number modulo a prime that does not divide it; zero for one that it divides. */
export const invertMod = (value: bigint, prime: bigint): bigint => {
  let [previous, rest] = [prime, positiveMod(value, prime)];
  let [before, factor] = [0n, 1n];
  while (rest > 1n) {
    const quotient = previous / rest;
    [previous, rest] = [rest, previous - quotient * rest];
    [before, factor] = [factor, before - quotient * factor];
  }
  return rest === 0n ? 0n : positiveMod(factor, prime);
};
