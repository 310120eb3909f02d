import { assert } from "../result.ts";
import { uint64, utf8 } from "./bytes.ts";

/** Grows as it is written to. */
export type BinaryWriter = {
  readonly byte: (value: number) => void;
  readonly bytes: (value: Uint8Array) => void;
  readonly varint: (value: number) => void;
  /** ZigZag: small differences of either sign are short. */
  readonly signedVarint: (value: number) => void;
  /** One length byte, then UTF-8. */
  readonly shortText: (value: string) => void;
  readonly uint64: (value: number) => void;
  readonly length: () => number;
  readonly finish: () => Uint8Array;
};

export function createBinaryWriter(sizeHint = 1024): BinaryWriter {
  let buffer = new Uint8Array(sizeHint);
  let at = 0;
  const room = (count: number): void => {
    if (at + count <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, at + count));
    larger.set(buffer);
    buffer = larger;
  };
  const byte = (value: number): void => {
    room(1);
    buffer[at++] = value;
  };
  const bytes = (value: Uint8Array): void => {
    room(value.length);
    buffer.set(value, at);
    at += value.length;
  };
  const varint = (value: number): void => {
    assert(Number.isSafeInteger(value) && value >= 0, "a varint is a whole number that fits 53 bits");
    let rest = value;
    while (rest >= 0x80) {
      byte((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    byte(rest);
  };
  return {
    byte,
    bytes,
    varint,
    signedVarint: (value) => varint(value >= 0 ? value * 2 : -value * 2 - 1),
    shortText: (value) => {
      const text = utf8(value);
      assert(text.length <= 255, "a short text");
      byte(text.length);
      bytes(text);
    },
    uint64: (value) => bytes(uint64(value)),
    length: () => at,
    finish: () => buffer.slice(0, at),
  };
}

/**
 * Reads what a stranger wrote. It never throws: the first fault makes `failed()` true for good and every later read gives
 * zeros, so a decoder reads straight through and asks once at the end.
 */
export type BinaryReader = {
  readonly byte: () => number;
  readonly bytes: (length: number) => Uint8Array;
  readonly varint: (max: number) => number;
  readonly signedVarint: (max: number) => number;
  readonly shortText: () => string;
  readonly failed: () => boolean;
  /** True when all was read and nothing failed. */
  readonly done: () => boolean;
};

const decoder = new TextDecoder("utf-8", { fatal: false });

export function createBinaryReader(input: Uint8Array): BinaryReader {
  let at = 0;
  let failed = false;
  const byte = (): number => {
    const value = input[at];
    if (value === undefined || failed) {
      failed = true;
      return 0;
    }
    at += 1;
    return value;
  };
  const bytes = (length: number): Uint8Array => {
    if (failed || length > input.length - at) {
      failed = true;
      return new Uint8Array(0);
    }
    at += length;
    return input.slice(at - length, at);
  };
  const varint = (max: number): number => {
    let value = 0;
    let unit = 1;
    for (let index = 0; index < 8; index++) {
      const next = byte();
      value += (next % 0x80) * unit;
      unit *= 0x80;
      if (next < 0x80) {
        // One number has one spelling: no padding with empty groups.
        if (next === 0 && index > 0) failed = true;
        break;
      }
      if (index === 7) failed = true;
    }
    if (value > max || !Number.isSafeInteger(value)) failed = true;
    return failed ? 0 : value;
  };
  return {
    byte,
    bytes,
    varint,
    signedVarint: (max) => {
      const value = varint(Math.min(max * 2, Number.MAX_SAFE_INTEGER));
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    },
    shortText: () => decoder.decode(bytes(byte())),
    failed: () => failed,
    done: () => !failed && at === input.length,
  };
}
