import { i32, i64, local, type Code } from "../wasm/code.ts";
import type { WasmFunction } from "../wasm/module.ts";

// Arithmetic modulo p = 2^bits - c in WebAssembly.
//
// A number is `limbs` digits to the base 2^29, least significant first, each a signed word of 32 bits. Signed digits
// let sums and differences stay as they are, without carries: the digits of two factors may be a and b times those of
// a tidy number as long as a·b is at most 6, because limbs · (2^28)² · 6 is below 2^63.
// Tidy is what a product and `tidy` leave: digits of at most 2^28 + 1, a value above -p and below p. Such a number is
// zero modulo p exactly when all its digits are zero.
//
// A product is made in two functions, its columns and then their carries, because compilers give up on one long one.

const digitBits = 29n;

export type WasmField = { readonly bits: number; readonly c: bigint; readonly limbs: number };

/** Nothing for a modulus that is not 2^bits - c with a small c, or that is too long for the columns. */
export const wasmField = (p: bigint): WasmField | undefined => {
  const bits = p.toString(2).length;
  const c = (1n << BigInt(bits)) - p;
  const limbs = Math.ceil((bits + 4) / Number(digitBits));
  return limbs >= 4 && limbs <= 18 && c < 1024n ? { bits, c, limbs } : undefined;
};

/** The columns of a product lie at the start of memory, each a word of 64 bits. */
const columnsAt = 0;

const sum = (terms: readonly Code[]): Code => terms.reduce((total, term) => i64.add(total, term));

const digit = (of: number, index: number): Code => i64.load32(local.get(of), 4 * index);

const indices = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);

const longs = (length: number): readonly "i64"[] => indices(length).map(() => "i64");

/** What a local has beyond its lowest `bits` bits, rounded so that the rest has a sign. */
const beyond = (value: number, bits: bigint): Code => i64.shiftRight(i64.add(local.get(value), i64.of(1n << (bits - 1n))), i64.of(bits));

/** The rest, once `carry` holds what is beyond. */
const within = (value: number, carry: number, bits: bigint): Code =>
  i64.sub(local.get(value), i64.shiftLeft(local.get(carry), i64.of(bits)));

const tidyLocals = 5;

/**
 * The number at parameter 0 = the sum of these columns, tidy. Columns are below 2^63 and are taken one by one from the
 * least significant on, each once and before its digit is stored. Uses `tidyLocals` locals from `first` on.
 */
const tidyAndStore = ({ limbs, bits, c }: WasmField, first: number, column: (index: number) => Code): Code => {
  const [carry, value, low0, low1, low2] = [first, first + 1, first + 2, first + 3, first + 4];
  const topBits = BigInt(bits) - digitBits * BigInt(limbs - 1);
  const keep = (i: number, digit: Code): Code => {
    const held = [low0, low1, low2][i];
    return held === undefined ? i64.store32(local.get(0), 4 * i, digit) : local.set(held, digit);
  };
  const next = (index: number, sum: Code): Code => [
    local.set(value, sum),
    local.set(carry, beyond(value, digitBits)),
    i64.store32(local.get(0), 4 * index, within(value, carry, digitBits)),
  ];
  return [
    indices(limbs).map((i) => {
      const width = i === limbs - 1 ? topBits : digitBits;
      return [
        local.set(value, i === 0 ? column(i) : i64.add(column(i), local.get(carry))),
        local.set(carry, beyond(value, width)),
        keep(i, within(value, carry, width)),
      ];
    }),
    // 2^bits is c modulo p: what is beyond the top comes back at the bottom, where three digits are enough for it.
    next(0, i64.add(local.get(low0), i64.mul(local.get(carry), i64.of(c)))),
    next(1, i64.add(local.get(low1), local.get(carry))),
    i64.store32(local.get(0), 8, i64.add(local.get(low2), local.get(carry))),
  ];
};

const storeColumns = ({ limbs }: WasmField, terms: (k: number) => readonly Code[]): Code =>
  indices(2 * limbs - 1).map((k) => i64.store(i32.of(columnsAt), 8 * k, sum(terms(k))));

/** The pairs i + j = k of digits, i before j. */
const pairs = (limbs: number, k: number): readonly (readonly [number, number])[] =>
  indices(limbs)
    .map((i) => [i, k - i] as const)
    .filter(([, j]) => j >= 0 && j < limbs);

/** columns = the product of the numbers at parameters 0 and 1. */
export const productFunction = (field: WasmField): WasmFunction => {
  const a = (i: number): number => 2 + i;
  return {
    parameters: ["i32", "i32"],
    locals: longs(field.limbs),
    body: [
      indices(field.limbs).map((i) => local.set(a(i), digit(0, i))),
      storeColumns(field, (k) => pairs(field.limbs, k).map(([i, j]) => i64.mul(local.get(a(i)), digit(1, j)))),
    ],
  };
};

/** columns = the square of the number at parameter 0. */
export const squareFunction = (field: WasmField): WasmFunction => {
  const a = (i: number): Code => local.get(1 + i);
  return {
    parameters: ["i32"],
    locals: longs(field.limbs),
    body: [
      indices(field.limbs).map((i) => local.set(1 + i, digit(0, i))),
      storeColumns(field, (k) => {
        const twice = pairs(field.limbs, k).filter(([i, j]) => i < j);
        const once = k % 2 === 0 ? [i64.mul(a(k / 2), a(k / 2))] : [];
        if (twice.length === 0) return once;
        return [i64.shiftLeft(sum(twice.map(([i, j]) => i64.mul(a(i), a(j)))), i64.of(1n)), ...once];
      }),
    ],
  };
};

/** The number at parameter 0 = columns + the number at parameter 1 times parameter 2. Digits of the latter reach 2^32. */
export const reduceFunction = (field: WasmField): WasmFunction => {
  const { limbs, bits, c } = field;
  const [tidyStart, high, carry, previous] = [3, 3 + tidyLocals, 4 + tidyLocals, 5 + tidyLocals];
  const loaded = (k: number): Code => i64.load(i32.of(columnsAt), 8 * k);
  // 2^(29 · limbs) is this many modulo p.
  const factor = i64.of(c << (digitBits * BigInt(limbs) - BigInt(bits)));
  /** A column from `limbs` on, of which its own 29 bits and the carry of the one below it are left: below 2^35. */
  const folded = (i: number): Code => {
    if (i === limbs - 1) return local.get(carry);
    const own = [local.set(high, loaded(limbs + i)), i === 0 ? [] : local.set(previous, local.get(carry))];
    const rest = [own, local.set(carry, beyond(high, digitBits)), within(high, carry, digitBits)];
    return i === 0 ? rest : i64.add(rest, local.get(previous));
  };
  const extra = (i: number): Code => i64.mul(digit(1, i), local.get(2));
  return {
    parameters: ["i32", "i32", "i64"],
    locals: longs(tidyLocals + 3),
    body: tidyAndStore(field, tidyStart, (i) => sum([i64.mul(folded(i), factor), loaded(i), extra(i)])),
  };
};

/** The number at parameter 0 = the number at parameter 1 times parameter 2, tidy. */
export const tidyFunction = (field: WasmField): WasmFunction => ({
  parameters: ["i32", "i32", "i64"],
  locals: longs(tidyLocals),
  body: tidyAndStore(field, 3, (i) => i64.mul(digit(1, i), local.get(2))),
});

/** The number at parameter 0 = those at parameters 1 and 3 times parameters 2 and 4, digit by digit. */
export const sumFunction = ({ limbs }: WasmField): WasmFunction => {
  const term = (i: number, of: number, times: number): Code => i32.mul(i32.load(local.get(of), 4 * i), local.get(times));
  return {
    parameters: ["i32", "i32", "i32", "i32", "i32"],
    locals: [],
    body: indices(limbs).map((i) => i32.store(local.get(0), 4 * i, i32.add(term(i, 1, 2), term(i, 3, 4)))),
  };
};

/** Signed digits of a number below p, as they lie in memory. */
export const toDigits = ({ limbs }: WasmField, value: bigint): readonly number[] => {
  const digits: number[] = [];
  let rest = value;
  for (let i = 0; i < limbs; i += 1) {
    const digit = i === limbs - 1 ? rest : BigInt.asIntN(Number(digitBits), rest);
    digits.push(Number(digit));
    rest = (rest - digit) >> digitBits;
  }
  return digits;
};

export const fromDigits = (digits: Iterable<number>): bigint =>
  [...digits].reduceRight((value, digit) => (value << digitBits) + BigInt(digit), 0n);
