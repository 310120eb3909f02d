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

type Column = (index: number) => number;

/** Moves what the local `from` has beyond `bits` bits into the local `to`, times `factor`. */
const carry = (from: number, to: number, spare: number, bits: bigint = digitBits, factor = 1n): Code => {
  const moved = factor === 1n ? local.get(spare) : i64.mul(local.get(spare), i64.of(factor));
  return [
    local.set(spare, i64.shiftRight(i64.add(local.get(from), i64.of(1n << (bits - 1n))), i64.of(bits))),
    local.set(from, i64.sub(local.get(from), i64.shiftLeft(local.get(spare), i64.of(bits)))),
    local.set(to, i64.add(local.get(to), moved)),
  ];
};

/** Tidies the low columns, which are locals below 2^63, and stores them at parameter 0. */
const tidyAndStore = ({ limbs, bits, c }: WasmField, column: Column, spare: number): Code => {
  const topBits = BigInt(bits) - digitBits * BigInt(limbs - 1);
  return [
    indices(limbs - 1).map((i) => carry(column(i), column(i + 1), spare)),
    // 2^bits is c modulo p.
    carry(column(limbs - 1), column(0), spare, topBits, c),
    carry(column(0), column(1), spare),
    carry(column(1), column(2), spare),
    indices(limbs).map((i) => i64.store32(local.get(0), 4 * i, local.get(column(i)))),
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
  const column = (i: number): number => 3 + i;
  const spare = column(2 * limbs);
  const loaded = (k: number): Code => i64.load(i32.of(columnsAt), 8 * k);
  const extra = (k: number): Code => i64.mul(digit(1, k), local.get(2));
  // 2^(29 · limbs) is this many modulo p.
  const factor = i64.of(c << (digitBits * BigInt(limbs) - BigInt(bits)));
  const folded = (i: number): Code => i64.mul(local.get(column(limbs + i)), factor);
  return {
    parameters: ["i32", "i32", "i64"],
    locals: longs(2 * limbs + 1),
    body: [
      indices(limbs - 1).map((i) => local.set(column(limbs + i), loaded(limbs + i))),
      indices(limbs - 1).map((i) => carry(column(limbs + i), column(limbs + i + 1), spare)),
      indices(limbs).map((i) => local.set(column(i), sum([loaded(i), extra(i), folded(i)]))),
      tidyAndStore(field, column, spare),
    ],
  };
};

/** The number at parameter 0 = the number at parameter 1 times parameter 2, tidy. */
export const tidyFunction = (field: WasmField): WasmFunction => ({
  parameters: ["i32", "i32", "i64"],
  locals: longs(field.limbs + 1),
  body: [
    indices(field.limbs).map((i) => local.set(3 + i, i64.mul(digit(1, i), local.get(2)))),
    tidyAndStore(field, (i) => 3 + i, 3 + field.limbs),
  ],
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
