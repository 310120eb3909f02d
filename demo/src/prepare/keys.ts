import { keyIdOf, signKeySet, type CodecPort, type CryptoPort, type KeyRole, type RandomPort, type TrustedKey } from "@beket/replication";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const year = 365 * 86_400_000;

/** Every key of the demo's programme. The root's seed stays in memory here: nothing needs it after the key set is signed. */
export type ProgrammeKeys = {
  readonly rootPublicKey: string;
  readonly keySet: string;
  readonly registrySeed: string;
  readonly ackSeed: string;
  readonly passSeed: string;
  readonly eventSecretKey: string;
  readonly eventPublicKey: string;
  readonly scopeKeys: { readonly city: string; readonly roadblock: string; readonly common: string; readonly sites: string };
  readonly sourceSeed: (source: string) => string;
};

export const createProgrammeKeys = (
  deps: { readonly crypto: CryptoPort; readonly codec: CodecPort; readonly random: RandomPort; readonly now: number },
  sources: readonly string[],
): ProgrammeKeys => {
  const { crypto, codec, random, now } = deps;
  const rootSeed = random(32);
  const registrySeed = random(32);
  const ackSeed = random(32);
  const passSeed = random(32);
  const eventSecretKey = random(32);
  const sourceSeeds = new Map(sources.map((source) => [source, random(32)] as const));
  const trusted = (role: KeyRole, seed: Uint8Array, source?: string): TrustedKey => {
    const publicKey = crypto.ed25519.publicKey(seed);
    return {
      id: keyIdOf(crypto, publicKey),
      role,
      publicKey,
      notBefore: now - 86_400_000,
      notAfter: now + year,
      ...(source === undefined ? {} : { source }),
    };
  };
  const keys = [
    trusted("registry", registrySeed),
    trusted("ack", ackSeed),
    trusted("pass", passSeed),
    ...[...sourceSeeds].map(([source, seed]) => trusted("source", seed, source)),
  ];
  return {
    rootPublicKey: hex(crypto.ed25519.publicKey(rootSeed)),
    keySet: Buffer.from(signKeySet({ crypto, codec, rootSeed }, { version: 1, issuedAt: now, keys, revoked: [] })).toString("base64"),
    registrySeed: hex(registrySeed),
    ackSeed: hex(ackSeed),
    passSeed: hex(passSeed),
    eventSecretKey: hex(eventSecretKey),
    eventPublicKey: hex(crypto.x25519.publicKey(eventSecretKey)),
    scopeKeys: { city: hex(random(32)), roadblock: hex(random(32)), common: hex(random(32)), sites: hex(random(32)) },
    sourceSeed: (source) => {
      const seed = sourceSeeds.get(source);
      if (seed === undefined) throw new Error("no key was made for this source");
      return hex(seed);
    },
  };
};
