import { describe, expect, it } from "vitest";
import { serialNumberOf, type RevokedSpec } from "@beket/eds/issue";
import { crl, issuing, leaf, read, readList } from "./revocation-pki.ts";
import { day, now } from "./world.ts";

const serialNumber = serialNumberOf(leaf());

describe("a long list", () => {
  const count = 20_000;
  const serialOf = (n: number): Uint8Array => Uint8Array.of(0x40, n >> 16, (n >> 8) & 0xff, n & 0xff, 7);
  const listed = (n: number): RevokedSpec => ({
    serialNumber: serialOf(n),
    revocationMs: now - n * 1000,
    ...(n % 3 === 0 && { reason: "superseded" }),
  });
  const list = readList(crl({ revoked: Array.from({ length: count }, (_, n) => listed(n)) }));
  const issuer = read(issuing.certificate).subject;

  it("[ED108] gives each of its entries, walked or by index", () => {
    expect(list.entriesCount).toBe(count);
    for (const n of [0, 1, count - 1, 3, 777, 15_000, 19_998]) {
      expect(list.find(serialOf(n), issuer)).toEqual({ revocationMs: now - n * 1000, reason: n % 3 === 0 ? "superseded" : "unspecified" });
      expect(list.find(serialOf(count + n), issuer)).toBeUndefined();
    }
  });

  it("[ED108] says the worst where a certificate is listed twice, walked or by index", () => {
    const twice = [
      { serialNumber, revocationMs: now - 2 * day, reason: "certificateHold" },
      { serialNumber, revocationMs: now - day, reason: "keyCompromise" },
      { serialNumber, revocationMs: now - 3 * day, reason: "keyCompromise" },
    ] as const;
    const filler = Array.from({ length: 2000 }, (_, n) => listed(n));
    for (const revoked of [twice, [...filler, ...twice], [...twice, ...filler]]) {
      const both = readList(crl({ revoked }));
      for (let look = 0; look < 6; look += 1)
        expect(both.find(serialNumber, issuer)).toEqual({ revocationMs: now - 3 * day, reason: "keyCompromise" });
    }
  });
});
