import { assert } from "../result.ts";
import type { BlockDecipher } from "./cbc.ts";

// Triple DES, FIPS 46-3, as old key files use it. Tables number bits from 1, the leftmost, as the standard prints them.

const numbers = (text: string): readonly number[] => text.trim().split(/\s+/).map(Number);

const initial = numbers(`58 50 42 34 26 18 10 2 60 52 44 36 28 20 12 4 62 54 46 38 30 22 14 6 64 56 48 40 32 24 16 8
  57 49 41 33 25 17 9 1 59 51 43 35 27 19 11 3 61 53 45 37 29 21 13 5 63 55 47 39 31 23 15 7`);
const final = numbers(`40 8 48 16 56 24 64 32 39 7 47 15 55 23 63 31 38 6 46 14 54 22 62 30 37 5 45 13 53 21 61 29
  36 4 44 12 52 20 60 28 35 3 43 11 51 19 59 27 34 2 42 10 50 18 58 26 33 1 41 9 49 17 57 25`);
const roundPermutation = numbers("16 7 20 21 29 12 28 17 1 15 23 26 5 18 31 10 2 8 24 14 32 27 3 9 19 13 30 6 22 11 4 25");
const keyChoice1 = numbers(`57 49 41 33 25 17 9 1 58 50 42 34 26 18 10 2 59 51 43 35 27 19 11 3 60 52 44 36
  63 55 47 39 31 23 15 7 62 54 46 38 30 22 14 6 61 53 45 37 29 21 13 5 28 20 12 4`);
const keyChoice2 = numbers(`14 17 11 24 1 5 3 28 15 6 21 10 23 19 12 4 26 8 16 7 27 20 13 2
  41 52 31 37 47 55 30 40 51 45 33 48 44 49 39 56 34 53 46 42 50 36 29 32`);
const shifts = numbers("1 1 2 2 2 2 2 2 1 2 2 2 2 2 2 1");

/** S1 to S8, each four rows of sixteen hexadecimal digits. */
const substitutions: readonly string[] = [
  "e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d",
  "f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9",
  "a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c",
  "7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e",
  "2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453",
  "c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d",
  "4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c",
  "d2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b",
];

type Bits = readonly number[];

const bitsOf = (octets: Uint8Array): Bits => [...octets].flatMap((octet) => [7, 6, 5, 4, 3, 2, 1, 0].map((i) => (octet >> i) & 1));

const choose = (from: Bits, table: readonly number[]): Bits => table.map((position) => from[position - 1] ?? 0);

const wordOf = (bits: Bits): number => bits.reduce((word, bit) => (word << 1) | bit, 0);

const bitsOfWord = (word: number): Bits => Array.from({ length: 32 }, (_, i) => (word >>> (31 - i)) & 1);

/** Entry 64 * box + six bits: what the box gives, already permuted. */
const boxes = Int32Array.from({ length: 8 * 64 }, (_, index) => {
  const [box, six] = [index >> 6, index & 63];
  const place = 16 * (((six >> 4) & 2) | (six & 1)) + ((six >> 1) & 15);
  const digit = Number.parseInt(substitutions[box]?.charAt(place) ?? "", 16);
  return wordOf(choose(bitsOfWord(digit << (28 - 4 * box)), roundPermutation));
});

/** Sixteen round keys of eight times six bits. */
const roundKeysOf = (key: Uint8Array): readonly Bits[] => {
  const chosen = choose(bitsOf(key), keyChoice1);
  let [c, d] = [chosen.slice(0, 28), chosen.slice(28)];
  return shifts.map((count) => {
    c = [...c.slice(count), ...c.slice(0, count)];
    d = [...d.slice(count), ...d.slice(0, count)];
    const bits = choose([...c, ...d], keyChoice2);
    return Array.from({ length: 8 }, (_, box) => wordOf(bits.slice(6 * box, 6 * box + 6)));
  });
};

const round = (right: number, key: Bits): number => {
  let out = 0;
  for (let box = 0; box < 8; box += 1) {
    // The expansion: six bits of which the first and last belong to the neighbours too.
    const shift = (27 - 4 * box) & 31;
    const six = ((right >>> shift) | (right << (32 - shift))) & 63;
    out ^= boxes[64 * box + (six ^ (key[box] ?? 0))] ?? 0;
  }
  return out;
};

/** DES-EDE3 with 24 octets of key; parity bits are not looked at. */
export const tripleDes = (key: Uint8Array): BlockDecipher => {
  assert(key.length === 24, "three keys of DES");
  const [first = [], second = [], third = []] = [0, 8, 16].map((at) => roundKeysOf(key.subarray(at, at + 8)));
  const passes = [third.toReversed(), second, first.toReversed()];
  const decipher = (block: Uint8Array): Uint8Array => {
    const start = choose(bitsOf(block), initial);
    let [left, right] = [wordOf(start.slice(0, 32)), wordOf(start.slice(32))];
    for (const keys of passes) {
      for (const roundKey of keys) [left, right] = [right, left ^ round(right, roundKey)];
      // The final permutation of a pass and the initial one of the next cancel; the exchange of halves stays.
      [left, right] = [right, left];
    }
    const end = choose([...bitsOfWord(left), ...bitsOfWord(right)], final);
    return Uint8Array.from({ length: 8 }, (_, i) => wordOf(end.slice(8 * i, 8 * i + 8)));
  };
  return { blockBytes: 8, decipher };
};
