import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeLoginDocument, parseLoginDocument, type LoginDocument } from "@beket/eds";
import { now } from "./world.ts";

const document: LoginDocument = {
  purpose: "portal",
  origin: "https://portal.example.kz",
  nonce: "q7Xo2bV0u9mJkP4tYcWz3A",
  expiresAtMs: now + 300_000,
};
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const encoded = (over: Partial<LoginDocument> = {}): Uint8Array => {
  const bytes = encodeLoginDocument({ ...document, ...over });
  if (!bytes.ok) throw new Error(bytes.error);
  return bytes.value;
};
const faultOf = (text: string): string | undefined => {
  const parsed = parseLoginDocument(encode(text));
  return parsed.ok ? undefined : parsed.error;
};

const text = `{"beket":"login/1","expiresAtMs":${now + 300_000},"nonce":"q7Xo2bV0u9mJkP4tYcWz3A","origin":"https://portal.example.kz","purpose":"portal"}`;

describe("a login document", () => {
  it("[ED149] has one text, which begins with its type", () => {
    expect(new TextDecoder().decode(encoded())).toBe(text);
    expect(parseLoginDocument(encoded())).toEqual({ ok: true, value: document });
  });

  it("[ED149] is refused in any other text", () => {
    expect(faultOf(text)).toBeUndefined();
    expect(faultOf(` ${text}`)).toBe("login.not-canonical");
    expect(faultOf(`${text}\n`)).toBe("login.not-canonical");
    expect(faultOf(text.replace(",", ", "))).toBe("login.not-canonical");
    expect(faultOf(JSON.stringify({ ...document, beket: "login/1" }))).toBe("login.not-canonical");
    expect(faultOf(text.replace(`${now + 300_000}`, `${now + 300_000}.0`))).toBe("login.not-canonical");
    expect(faultOf(text.replace("portal", "\\u0070ortal"))).toBe("login.not-canonical");
    expect(faultOf(text.replace("{", '{"beket":"other/1",'))).toBe("login.not-canonical");
    expect(faultOf(`\uFEFF${text}`)).toBe("login.not-json");
    expect(faultOf(text.slice(0, -1))).toBe("login.not-json");
    expect(parseLoginDocument(Uint8Array.of(0xc3, 0x28))).toEqual({ ok: false, error: "login.not-json" });
    expect(parseLoginDocument(new Uint8Array())).toEqual({ ok: false, error: "login.not-json" });
  });

  it("[ED149] has every member and no other, each within its limits", () => {
    expect(faultOf(text.replace("login/1", "login/2"))).toBe("login.shape");
    expect(faultOf(text.replace('"beket"', '"admin":true,"beket"'))).toBe("login.shape");
    expect(faultOf("null")).toBe("login.shape");
    expect(faultOf(`"${"a".repeat(1023)}"`)).toBe("login.too-large");
    const refused = (over: Partial<LoginDocument>): boolean => !encodeLoginDocument({ ...document, ...over }).ok;
    for (const purpose of ["", "Portal", "1st", "a b", "a".repeat(65)]) expect(refused({ purpose }), purpose).toBe(true);
    for (const nonce of ["", "a".repeat(21), "a".repeat(129), `${"a".repeat(22)}=`]) expect(refused({ nonce }), nonce).toBe(true);
    for (const expiresAtMs of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1]) expect(refused({ expiresAtMs })).toBe(true);
    const origins = ["http://127.0.0.1:8080", "https://[::1]:8443", "https://a.kz"];
    for (const origin of origins) expect(refused({ origin }), origin).toBe(false);
    const others = [
      "",
      "portal.example.kz",
      "https://a.kz/",
      "https://a.kz:0",
      "https://A.kz",
      "ftp://a.kz",
      "https://u@a.kz",
      "https://a.kz\n",
      "null",
    ];
    for (const origin of others) expect(refused({ origin }), origin).toBe(true);
  });

  it("[ED149] comes back from its octets, and from nothing else", () => {
    const some = fc.record({
      purpose: fc.stringMatching(/^[a-z][a-z0-9.-]{0,63}$/),
      origin: fc.constantFrom("https://portal.example.kz", "http://127.0.0.1:8080"),
      nonce: fc.stringMatching(/^[A-Za-z0-9_-]{22,128}$/),
      expiresAtMs: fc.integer({ min: -8.64e15, max: 8.64e15 }),
    });
    fc.assert(
      fc.property(some, fc.nat(), fc.integer({ min: 1, max: 255 }), (one, at, mask) => {
        const bytes = encoded(one);
        expect(parseLoginDocument(bytes)).toEqual({ ok: true, value: { ...one, expiresAtMs: one.expiresAtMs + 0 } });
        const changed = Uint8Array.from(bytes);
        changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ mask;
        const parsed = parseLoginDocument(changed);
        // A changed digit may make another login document; it never makes the same one.
        if (parsed.ok) expect(parsed.value).not.toEqual(one);
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !parseLoginDocument(bytes).ok));
  });
});
