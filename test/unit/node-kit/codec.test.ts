import { deflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNodeCodec } from "@beket/node-kit";

const codec = createNodeCodec();

describe.each(codec.available.map((name) => ({ name })))("codec $name", ({ name }) => {
  it("[AC4] expands what it compressed, up to the limit and not a byte beyond", () => {
    const plain = fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }),
      fc.record({ byte: fc.nat(255), length: fc.nat(200_000) }).map(({ byte, length }) => new Uint8Array(length).fill(byte)),
    );
    fc.assert(
      fc.property(plain, (bytes) => {
        const packed = codec.compress(name, bytes);
        expect(Buffer.compare(codec.expand(name, packed, bytes.length) ?? new Uint8Array([1]), bytes)).toBe(0);
        expect(codec.expand(name, packed, bytes.length + 1_000)?.length).toBe(bytes.length);
        if (bytes.length > 0) expect(codec.expand(name, packed, bytes.length - 1)).toBeNull();
      }),
    );
  });

  it("[AC4] never throws, and never gives more than the limit, whatever comes in", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(codec.expand(name, bytes, 1_000)?.length ?? 0).toBeLessThanOrEqual(1_000);
      }),
      { numRuns: 500 },
    );
  });
});

describe.each([{ name: "zstd" as const }, { name: "deflate-raw" as const }])("compressed by $name", ({ name }) => {
  const plain = new Uint8Array(
    Buffer.from(JSON.stringify(Array.from({ length: 200 }, (_, index) => [index, index * 7, `code-${index % 5}`]))),
  );
  const packed = codec.compress(name, plain);

  it("[AC4] refuses every truncation and what follows the end", () => {
    for (let length = 0; length < packed.length; length++) expect(codec.expand(name, packed.subarray(0, length), 1e6)).toBeNull();
    expect(codec.expand(name, new Uint8Array([...packed, 0]), 1e6)).toBeNull();
    expect(codec.expand(name, new Uint8Array([...packed, ...packed]), 1e6)).toBeNull();
  });
});

it("[AC5] refuses a bomb, however it declares itself", () => {
  const bomb = new Uint8Array(deflateRawSync(new Uint8Array(50_000_000)));
  expect(bomb.length).toBeLessThan(60_000);
  expect(codec.expand("deflate-raw", bomb, 100_000)).toBeNull();
  const zstdBomb = codec.compress("zstd", new Uint8Array(50_000_000));
  expect(codec.expand("zstd", zstdBomb, 100_000)).toBeNull();
  // The same frame with a smaller size written into its header (RFC 8878: descriptor, then the size at byte 5 or 6).
  const lying = zstdBomb.slice();
  const sizeAt = 5 + ((lying[4] ?? 0) & 0x20 ? 0 : 1);
  new DataView(lying.buffer).setUint32(sizeAt, 1_000, true);
  expect(codec.expand("zstd", lying, 100_000)).toBeNull();
});
