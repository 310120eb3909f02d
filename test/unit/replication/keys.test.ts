import { describe, expect, it } from "vitest";
import { createKeyRing, signKeySet } from "@beket/replication";
import { crypto, deflateCodec, keyOf, plainKeySet, ringWith, seeds } from "./support/world.ts";

const at = 1_790_000_000_000;
const rootDeps = { crypto, codec: deflateCodec, rootSeed: seeds.root };
const registryId = keyOf(seeds.registry, "registry").id;
const newRing = () => createKeyRing({ crypto, codec: deflateCodec, rootPublicKey: crypto.ed25519.publicKey(seeds.root) });

describe("key set", () => {
  it("[SY33] only the pinned root's set is accepted, and only a higher version replaces it", () => {
    const ring = newRing();
    expect(ring.find(registryId, { role: "registry", at })).toEqual({ ok: false, error: { code: "no-key-set" } });
    const forged = signKeySet({ ...rootDeps, rootSeed: seeds.stranger }, plainKeySet(9));
    expect(ring.accept(forged)).toMatchObject({ ok: false, error: { code: "not-the-root" } });
    const second = signKeySet(rootDeps, plainKeySet(2));
    expect(ring.accept(second).ok).toBe(true);
    expect(ring.accept(second).ok).toBe(true);
    expect(ring.accept(signKeySet(rootDeps, plainKeySet(1)))).toMatchObject({ ok: false, error: { code: "key-set-rolled-back" } });
    expect(ring.accept(signKeySet(rootDeps, { ...plainKeySet(2), issuedAt: 5 }))).toMatchObject({
      ok: false,
      error: { code: "key-set-rolled-back" },
    });
    expect(ring.accept(signKeySet(rootDeps, { ...plainKeySet(3), keys: [] })).ok).toBe(true);
    expect(ring.find(registryId, { role: "registry", at })).toEqual({ ok: false, error: { code: "key-unknown" } });
    expect(ring.current()?.version).toBe(3);
  });

  it("[SY33] a bent set is refused whichever byte is bent", () => {
    const good = signKeySet(rootDeps, plainKeySet(2));
    for (let index = 0; index < good.length; index++) {
      const bent = good.slice();
      bent[index] = (bent[index] ?? 0) ^ 0x41;
      expect(newRing().accept(bent).ok).toBe(false);
    }
  });

  it("[SY33] a set whose key ids or sources are wrong is not even signed", () => {
    const key = keyOf(seeds.registry, "registry");
    expect(() => signKeySet(rootDeps, { ...plainKeySet(), keys: [{ ...key, id: "0000000000000000" }] })).toThrow("its reader would accept");
    expect(() => signKeySet(rootDeps, { ...plainKeySet(), keys: [keyOf(seeds.source, "source")] })).toThrow("its reader would accept");
    expect(() => signKeySet(rootDeps, { ...plainKeySet(), keys: [key, key] })).toThrow("its reader would accept");
  });

  it("[SY34] unknown, revoked, expired, early, misused and out-of-scope keys are refused, each with its code", () => {
    const ring = ringWith({
      version: 1,
      issuedAt: 100,
      keys: [
        keyOf(seeds.registry, "registry", { notBefore: 50, notAfter: 1_000, scopes: ["city-g1"] }),
        keyOf(seeds.ack, "ack"),
        keyOf(seeds.source, "source", { source: "post-01", notBefore: 500 }),
      ],
      revoked: [keyOf(seeds.ack, "ack").id],
    });
    const code = (id: string, use: Parameters<typeof ring.find>[1]) => {
      const found = ring.find(id, use);
      return found.ok ? "ok" : found.error.code;
    };
    const sourceId = keyOf(seeds.source, "source").id;
    expect(code(registryId, { role: "registry", at: 500 })).toBe("ok");
    expect(code(registryId, { role: "registry", at: 500, scope: "city-g1" })).toBe("ok");
    expect(code(registryId, { role: "registry", at: 500, scope: "city-g2" })).toBe("key-scope");
    expect(code(registryId, { role: "ack", at: 500 })).toBe("key-role");
    expect(code(registryId, { role: "registry", at: 1_001 })).toBe("key-expired");
    expect(code(sourceId, { role: "source", at: 499 })).toBe("key-not-yet-valid");
    expect(code(sourceId, { role: "source", at: 500, source: "post-02" })).toBe("key-source");
    expect(code(keyOf(seeds.ack, "ack").id, { role: "ack", at: 500 })).toBe("key-revoked");
    expect(code("ffffffffffffffff", { role: "ack", at: 500 })).toBe("key-unknown");
  });

  it("[SY34] a key is never judged by a time before the set was issued", () => {
    const ring = ringWith({ version: 1, issuedAt: 2_000, keys: [keyOf(seeds.registry, "registry", { notAfter: 1_000 })], revoked: [] });
    expect(ring.find(registryId, { role: "registry", at: 0 })).toEqual({ ok: false, error: { code: "key-expired" } });
  });
});
