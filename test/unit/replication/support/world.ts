import { deflateRawSync, inflateRawSync } from "node:zlib";
import { createKeyRing, keyIdOf, signKeySet } from "@beket/replication";
import type { ClockPort, CodecPort, KeyRing, KeySet, RandomPort, TrustedKey } from "@beket/replication";
import { createNobleCrypto } from "@beket/replication/noble";

export const crypto = createNobleCrypto();

/** Bytes 0, 1, 2… from a start, so that every fixed key differs. */
export const bytesFrom = (start: number, length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (start + index) % 256);

export const deflateCodec: CodecPort = {
  available: ["none", "deflate-raw"],
  compress: (codec, plain) => (codec === "deflate-raw" ? new Uint8Array(deflateRawSync(plain)) : plain),
  expand: (codec, bytes, sizeBytesMax) => {
    if (codec !== "deflate-raw") return bytes.length <= sizeBytesMax ? bytes : null;
    try {
      return new Uint8Array(inflateRawSync(bytes, { maxOutputLength: sizeBytesMax }));
    } catch (cause) {
      if (cause instanceof Error) return null;
      throw cause;
    }
  },
};

/** Mulberry32: small, seeded, good enough to drive tests. */
export function seeded(seed: number): {
  readonly next: () => number;
  readonly int: (below: number) => number;
  readonly random: RandomPort;
} {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return { next, int, random: (length) => Uint8Array.from({ length }, () => int(256)) };
}

export type ManualClock = ClockPort & { readonly advance: (ms: number) => void; readonly setWall: (ms: number) => void };
export function manualClock(start = 1_790_000_000_000): ManualClock {
  let wall = start;
  let monotonic = 1_000;
  return {
    now: () => wall,
    monotonic: () => monotonic,
    bootId: "00000000000000b1",
    advance: (ms) => {
      wall += ms;
      monotonic += ms;
    },
    setWall: (ms) => {
      wall = ms;
    },
  };
}

export const seeds = {
  root: bytesFrom(1, 32),
  registry: bytesFrom(40, 32),
  ack: bytesFrom(80, 32),
  source: bytesFrom(120, 32),
  stranger: bytesFrom(160, 32),
  event: bytesFrom(200, 32),
} as const;
export const registryKey = bytesFrom(7, 32);

export const keyOf = (seed: Uint8Array, role: TrustedKey["role"], extra: Partial<TrustedKey> = {}): TrustedKey => {
  const publicKey = crypto.ed25519.publicKey(seed);
  return { id: keyIdOf(crypto, publicKey), role, publicKey, notBefore: 0, notAfter: 4_000_000_000_000, ...extra };
};

export const plainKeySet = (version = 1): KeySet => ({
  version,
  issuedAt: 1_780_000_000_000,
  keys: [keyOf(seeds.registry, "registry"), keyOf(seeds.ack, "ack"), keyOf(seeds.source, "source", { source: "post-01" })],
  revoked: [],
});

export function ringWith(set: KeySet = plainKeySet()): KeyRing {
  const ring = createKeyRing({ crypto, codec: deflateCodec, rootPublicKey: crypto.ed25519.publicKey(seeds.root) });
  const accepted = ring.accept(signKeySet({ crypto, codec: deflateCodec, rootSeed: seeds.root }, set));
  if (!accepted.ok) throw new Error(accepted.error.code);
  return ring;
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
export const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));
