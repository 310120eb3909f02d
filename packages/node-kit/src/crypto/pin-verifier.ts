import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** log2 of scrypt's N for new verifiers: about 16 MB and some tens of milliseconds a guess. */
const newCost = { ln: 14, r: 8, p: 1 } as const;
/** A verifier from outside must not be able to eat the node's memory: 128 × N × r stays below 64 MB. */
const costMax = { ln: 16, r: 8, p: 4 } as const;
const hashBytes = 32;

/** PHC string `$scrypt$ln=14,r=8,p=1$<salt>$<hash>`, base64 without padding; what an officer's roster row carries. */
export async function createPinVerifier(
  pin: string,
  cost: { readonly ln: number; readonly r: number; readonly p: number } = newCost,
): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, cost, hashBytes);
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** True only when the PIN gives the verifier's hash. A verifier that is malformed or asks for too much never matches. */
export async function verifyPin(pin: string, verifier: string): Promise<boolean> {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{16,64})\$([A-Za-z0-9+/]{22,86})$/.exec(verifier);
  if (match === null) return false;
  const cost = { ln: Number(match[1]), r: Number(match[2]), p: Number(match[3]) };
  if (cost.ln < 1 || cost.ln > costMax.ln || cost.r < 1 || cost.r > costMax.r || cost.p < 1 || cost.p > costMax.p) return false;
  const expected = Buffer.from(match[5] ?? "", "base64");
  const hash = await derive(pin, Buffer.from(match[4] ?? "", "base64"), cost, expected.length);
  return timingSafeEqual(hash, expected);
}

function derive(
  pin: string,
  salt: Uint8Array,
  cost: { readonly ln: number; readonly r: number; readonly p: number },
  lengthBytes: number,
): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(pin.normalize("NFKC"), salt, lengthBytes, { N: 2 ** cost.ln, r: cost.r, p: cost.p, maxmem: 256 * 1024 * 1024 }, (fault, key) =>
    // Bun hands in undefined where Node hands in null.
    fault instanceof Error ? reject(fault) : resolve(key),
  );
  return promise;
}

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/, "");
