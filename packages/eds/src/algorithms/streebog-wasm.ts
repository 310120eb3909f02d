import { call, i32, i64, local, repeatWhile, type Code } from "../wasm/code.ts";
import { instantiate } from "../wasm/instance.ts";
import type { WasmFunction } from "../wasm/module.ts";
import { streebogConstants, streebogLookup } from "./streebog-constants.ts";
import type { StreebogEngine } from "./streebog-plain.ts";

// The compression function of RFC 6986 in WebAssembly, with whole words of 64 bits.

const blockBytes = 64;
const words = 8;
const chunkBytes = 256 * blockBytes;

/** Where things lie in memory. */
const lookupAt = 0;
const constantsAt = lookupAt + 8 * 256 * 8;
const hAt = constantsAt + 12 * blockBytes;
const nAt = hAt + blockBytes;
const sumAt = nAt + blockBytes;
const zeroAt = sumAt + blockBytes;
const keyAt = zeroAt + blockBytes;
const stateAt = keyAt + blockBytes;
const mixedAt = stateAt + blockBytes;
const chunkAt = mixedAt + blockBytes;
const memoryBytes = chunkAt + chunkBytes;

const indices = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);
const xor = (terms: readonly Code[]): Code => terms.reduce((total, term) => i64.xor(total, term));

/** What octet `i` of word `k` adds. Octets are read back from memory, which Bun does faster than shifting a word. */
const lookedUp = (k: number, i: number): Code =>
  i64.load(i32.shiftLeft(i32.load8(i32.of(mixedAt), 8 * k + i), i32.of(3)), lookupAt + 2048 * k);

/** lps(to, a, b): the state at `to` = L(P(S(a ⊕ b))), RFC 6986 section 6. */
const lpsFunction: WasmFunction = {
  parameters: ["i32", "i32", "i32"],
  locals: [],
  body: [
    indices(words).map((k) => i64.store(i32.of(mixedAt), 8 * k, i64.xor(i64.load(local.get(1), 8 * k), i64.load(local.get(2), 8 * k)))),
    indices(words).map((i) => i64.store(local.get(0), 8 * i, xor(indices(words).map((k) => lookedUp(k, i))))),
  ],
};
const lps = 0;

/** compress(counter, message): h = g(counter, h, message), RFC 6986 section 8. */
const compressFunction: WasmFunction = {
  exportName: "compress",
  parameters: ["i32", "i32"],
  locals: [],
  body: [
    call(lps, i32.of(keyAt), i32.of(hAt), local.get(0)),
    indices(12).map((round) => [
      call(lps, i32.of(stateAt), round === 0 ? local.get(1) : i32.of(stateAt), i32.of(keyAt)),
      call(lps, i32.of(keyAt), i32.of(keyAt), i32.of(constantsAt + blockBytes * round)),
    ]),
    indices(words).map((i) => {
      const mixed = [i32.of(hAt), local.get(1), i32.of(stateAt), i32.of(keyAt)].map((address) => i64.load(address, 8 * i));
      return i64.store(i32.of(hAt), 8 * i, xor(mixed));
    }),
  ],
};
const compress = 1;

/** Word `i` of sum = sum + message with the carry in local 3; local 4 is spare. */
const addWord = (i: number): Code => {
  const [message, carry, sum] = [1, 3, 4];
  const added = i64.load(local.get(message), 8 * i);
  // Of two additions at most one overflows.
  return [
    local.set(sum, i64.add(i64.load(i32.of(sumAt), 8 * i), local.get(carry))),
    local.set(carry, i64.fromI32Unsigned(i64.isLessUnsigned(local.get(sum), local.get(carry)))),
    local.set(sum, i64.add(local.get(sum), added)),
    local.set(carry, i64.add(local.get(carry), i64.fromI32Unsigned(i64.isLessUnsigned(local.get(sum), added)))),
    i64.store(i32.of(sumAt), 8 * i, local.get(sum)),
  ];
};

/** absorb(blocks, message, bits): `blocks` blocks from `message` on. The counter never needs its second word. */
const absorbFunction: WasmFunction = {
  exportName: "absorb",
  parameters: ["i32", "i32", "i32"],
  locals: ["i64", "i64"],
  body: repeatWhile(
    [
      call(compress, i32.of(nAt), local.get(1)),
      i64.store(i32.of(nAt), 0, i64.add(i64.load(i32.of(nAt), 0), i64.fromI32Unsigned(local.get(2)))),
      local.set(3, i64.of(0n)),
      indices(words).map(addWord),
      local.set(1, i32.add(local.get(1), i32.of(blockBytes))),
    ],
    local.tee(0, i32.sub(local.get(0), i32.of(1))),
  ),
};

/** Nothing where WebAssembly is missing or forbidden. */
export const createWasmStreebog = (): StreebogEngine | undefined => {
  const instance = instantiate([lpsFunction, compressFunction, absorbFunction], memoryBytes);
  if (instance === undefined) return undefined;
  const lookup = streebogLookup();
  const table = new DataView(instance.memory, lookupAt, lookup.byteLength);
  // The memory of WebAssembly is little-endian on every machine.
  for (const [index, word] of lookup.entries()) table.setBigInt64(8 * index, word, true);
  const octets = new Uint8Array(instance.memory);
  for (const [index, constant] of streebogConstants().entries()) octets.set(constant, constantsAt + blockBytes * index);
  const [run, absorbBlocks] = [instance.find("compress"), instance.find("absorb")];

  return {
    start: (initialOctet) => {
      octets.fill(initialOctet, hAt, hAt + blockBytes);
      octets.fill(0, nAt, sumAt + blockBytes);
    },
    absorb: (blocks, bits) => {
      for (let offset = 0; offset < blocks.length; offset += chunkBytes) {
        const chunk = blocks.subarray(offset, offset + chunkBytes);
        octets.set(chunk, chunkAt);
        absorbBlocks(chunk.length / blockBytes, chunkAt, bits);
      }
    },
    finish: () => {
      run(zeroAt, nAt);
      run(zeroAt, sumAt);
      return octets.slice(hAt, hAt + blockBytes);
    },
  };
};
