import { hexToBytes } from "../bytes/bytes.ts";
import { assert } from "../result.ts";
import type { BlockDecipher } from "./cbc.ts";

// RC2, RFC 2268: the cipher of certificates in old key files, with 40 bits of key.

/** The digits of pi as RFC 2268 section 2 mixes them. */
const piTable =
  hexToBytes(
    "d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82" +
      "54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb6266fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7" +
      "08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731" +
      "2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad",
  ) ?? new Uint8Array(0);

/** Section 2: 64 words of key from the octets, of which `effectiveBits` count. */
const expand = (key: Uint8Array, effectiveBits: number): Uint16Array => {
  const pi = (index: number): number => piTable[index & 255] ?? 0;
  const octets = new Uint8Array(128);
  octets.set(key);
  for (let i = key.length; i < 128; i += 1) octets[i] = pi((octets[i - 1] ?? 0) + (octets[i - key.length] ?? 0));
  const effectiveBytes = Math.ceil(effectiveBits / 8);
  octets[128 - effectiveBytes] = pi((octets[128 - effectiveBytes] ?? 0) & (0xff >> (8 * effectiveBytes - effectiveBits)));
  for (let i = 127 - effectiveBytes; i >= 0; i -= 1) octets[i] = pi((octets[i + 1] ?? 0) ^ (octets[i + effectiveBytes] ?? 0));
  return Uint16Array.from({ length: 64 }, (_, i) => (octets[2 * i] ?? 0) | ((octets[2 * i + 1] ?? 0) << 8));
};

const shifts = [1, 2, 3, 5] as const;

/** RC2 with a key of 1 to 128 octets, section 4. */
export const rc2 = (key: Uint8Array, effectiveBits: number): BlockDecipher => {
  assert(key.length > 0 && key.length <= 128 && effectiveBits > 0 && effectiveBits <= 1024, "a key of RC2");
  const words = expand(key, effectiveBits);
  const decipher = (block: Uint8Array): Uint8Array => {
    const r = [0, 1, 2, 3].map((i) => (block[2 * i] ?? 0) | ((block[2 * i + 1] ?? 0) << 8));
    const at = (i: number): number => r[i & 3] ?? 0;
    for (let j = 63; j >= 0; j -= 1) {
      const i = j & 3;
      const shift = shifts[i] ?? 0;
      const rotated = ((at(i) >>> shift) | (at(i) << (16 - shift))) & 0xffff;
      r[i] = (rotated - (words[j] ?? 0) - (at(i + 3) & at(i + 2)) - (~at(i + 3) & at(i + 1))) & 0xffff;
      // Mashing rounds stand between the 5th and 6th and the 11th and 12th mixing rounds.
      if (j === 44 || j === 20) for (const k of [3, 2, 1, 0]) r[k] = (at(k) - (words[at(k + 3) & 63] ?? 0)) & 0xffff;
    }
    return Uint8Array.from(r.flatMap((word) => [word & 255, word >> 8]));
  };
  return { blockBytes: 8, decipher };
};
