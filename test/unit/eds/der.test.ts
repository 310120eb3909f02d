import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { childrenOf, contentOf, rawOf, readDer, type DerFaultCode } from "../../../packages/eds/src/der/reader.ts";
import { attempt, oidOf } from "../../../packages/eds/src/der/values.ts";
import { timeOf } from "../../../packages/eds/src/der/time.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { bytesToBase64 } from "../../../packages/eds/src/bytes/base64.ts";
import { hexToBytes } from "../../../packages/eds/src/bytes/bytes.ts";
import { derToPem, fileToDer, pemToBlocks } from "@beket/eds";
import { createWorld } from "./world.ts";

const fault = (hex: string): DerFaultCode | undefined => {
  const read = readDer(hexToBytes(hex) ?? new Uint8Array(0));
  return read.ok ? undefined : read.error.code;
};

const limits = { bytesMax: 1000, depthMax: 8, nodesMax: 50 };

describe("the DER reader", () => {
  it.each([
    ["", "der.empty"],
    ["30", "der.truncated"],
    ["3002", "der.truncated"],
    ["30030201", "der.truncated"],
    ["3003020205", "der.truncated"],
    ["02010500", "der.trailing-bytes"],
    ["30800201050000", "der.indefinite-length"],
    ["02810105", "der.length-not-minimal"],
    ["0282000105", "der.length-not-minimal"],
    ["0285000000000105", "der.length-too-long"],
    ["02ff05", "der.length-too-long"],
    ["1f8101020500", "der.high-tag-number"],
    ["010101", "der.boolean"],
    ["0100", "der.boolean"],
    ["0200", "der.integer"],
    ["0202007f", "der.integer"],
    ["0202ff80", "der.integer"],
    ["0300", "der.bit-string"],
    ["030101", "der.bit-string"],
    ["03020801", "der.bit-string"],
    ["03020101", "der.bit-string"],
    ["050100", "der.null"],
    ["0600", "der.object-identifier"],
    ["06028001", "der.object-identifier"],
    ["060181", "der.object-identifier"],
    ["1000", "der.constructed-expected"],
    ["30030101aa", "der.boolean"],
  ] as const)("[ED10] refuses %s as %s", (hex, code) => {
    expect(fault(hex)).toBe(code);
  });

  it("[ED10] reads what DER allows", () => {
    for (const hex of ["0101ff", "020100", "02020080", "0201ff", "03020780", "030100", "0500", "0603550403", "3000"])
      expect(fault(hex)).toBeUndefined();
  });

  it("[ED6] ends at its limits", () => {
    const nested = (depth: number): Uint8Array =>
      Array.from({ length: depth }).reduce<Uint8Array>((inner) => write.sequence(inner), write.nullValue);
    expect(readDer(nested(7), limits).ok).toBe(true);
    expect(readDer(nested(8), limits)).toMatchObject({ error: { code: "der.too-deep" } });
    const wide = (count: number): Uint8Array => write.sequence(...Array.from({ length: count }, () => write.nullValue));
    expect(readDer(wide(49), limits).ok).toBe(true);
    expect(readDer(wide(50), limits)).toMatchObject({ error: { code: "der.too-many-nodes" } });
    expect(readDer(write.octetString(new Uint8Array(1000)), limits)).toMatchObject({ error: { code: "der.too-large" } });
  });

  it("[ED12] gives back the octets as they stood", () => {
    const encoded = write.sequence(write.integer(5), write.utf8String("Қ"));
    const read = readDer(encoded);
    if (!read.ok) throw new Error(read.error.code);
    expect(rawOf(read.value)).toEqual(encoded);
    const children = childrenOf(read.value);
    if (!children.ok) throw new Error(children.error.code);
    expect(children.value.map(rawOf)).toEqual([write.integer(5), write.utf8String("Қ")]);
    expect(children.value.map((node) => contentOf(node).length)).toEqual([1, 2]);
  });

  it("[ED11] answers every input with a node or a fault", () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    const derLike = fc
      .array(fc.constantFrom(0x30, 0x31, 0x02, 0x03, 0x04, 0x05, 0x06, 0x80, 0x81, 0x82, 0xa0, 0xff, 0, 1, 2, 3), { maxLength: 300 })
      .map((list) => Uint8Array.from(list));
    let nodes = 0;
    fc.assert(
      fc.property(fc.oneof(bytes, derLike), (input) => {
        const read = readDer(input, { bytesMax: 4096, depthMax: 16, nodesMax: 500 });
        if (read.ok) nodes += 1;
        else expect(read.error.code).toMatch(/^der\./);
      }),
      { numRuns: 20_000 },
    );
    expect(nodes).toBeGreaterThan(0);
  });

  it("[ED11] reads every composed value back, and refuses it with an octet less or more", () => {
    const { value } = fc.letrec<{ value: Uint8Array }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.bigInt({ min: 0n, max: 2n ** 200n }).map(write.integer),
        fc.uint8Array({ maxLength: 300 }).map((bytes) => write.octetString(bytes)),
        fc.string().map(write.utf8String),
        fc.array(tie("value"), { maxLength: 5 }).map((items) => write.sequence(...items)),
        fc.array(tie("value"), { maxLength: 5 }).map((items) => write.setOf(...items)),
      ),
    }));
    fc.assert(
      fc.property(value, (encoded) => {
        expect(readDer(encoded).ok).toBe(true);
        expect(readDer(encoded.subarray(0, encoded.length - 1)).ok).toBe(false);
        expect(readDer(Uint8Array.of(...encoded, 0)).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("[ED10] reads object identifiers and times as written, and no others", () => {
    const node = (bytes: Uint8Array) => {
      const read = readDer(bytes);
      if (!read.ok) throw new Error(read.error.code);
      return read.value;
    };
    for (const oid of ["2.5.4.3", "1.2.398.3.10.1.1.2.3.2", "0.9.2342", "2.999.1", "1.39.0"])
      expect(attempt(() => oidOf(node(write.objectIdentifier(oid))))).toBe(oid);
    for (const at of [Date.UTC(1950, 0, 1), Date.UTC(2026, 1, 28, 23, 59, 59), Date.UTC(2049, 11, 31), Date.UTC(2050, 0, 1)])
      expect(attempt(() => timeOf(node(write.time(at))))).toBe(at);
    const utc = (text: string): number | undefined => attempt(() => timeOf(node(write.tagged(0x17, new TextEncoder().encode(text)))));
    for (const text of ["260230000000Z", "2602280000Z", "260228000000+0500", "261328000000Z", "260228240000Z", "26022800000aZ"])
      expect(utc(text)).toBeUndefined();
  });
});

describe("files", () => {
  it("[ED10] are read as DER, PEM or bare Base64", () => {
    const { root, issuing } = createWorld("gost512");
    const pem = derToPem("CERTIFICATE", root.certificate) + derToPem("CERTIFICATE", issuing.certificate);
    expect(pemToBlocks(pem)).toEqual([
      { label: "CERTIFICATE", der: root.certificate },
      { label: "CERTIFICATE", der: issuing.certificate },
    ]);
    expect(fileToDer(new TextEncoder().encode(pem))).toEqual([root.certificate, issuing.certificate]);
    expect(fileToDer(root.certificate)).toEqual([root.certificate]);
    const bare = bytesToBase64(root.certificate);
    expect(fileToDer(new TextEncoder().encode(`${bare}\n`))).toEqual([root.certificate]);
    expect(fileToDer(new TextEncoder().encode("hello"))).toEqual([]);
  });
});
