import { createNodeCrypto } from "@beket/node-kit";
import { encodeSlip, type Slip, slipBinding, slipKey } from "@beket/tokens";

export const crypto = createNodeCrypto();
const seed = crypto.sha256(new TextEncoder().encode("a border post of the golden vectors"));
export const publicKey = crypto.ed25519.publicKey(seed);
export const signer = {
  keyId: crypto.sha256(publicKey).slice(0, 8),
  sign: (message: Uint8Array): Uint8Array => crypto.ed25519.sign(seed, message),
};
export const scopeKey = crypto.sha256(new TextEncoder().encode("the common scope of the golden vectors"));
export const slipHmac = crypto.hmacSha256(slipKey(crypto.hmacSha256(scopeKey)));

export const holder = { scheme: "iin", value: "871008401427" } as const;
export const slipOf = (change: Partial<Slip> = {}): Slip => {
  const id = change.id ?? Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const issuedAt = Date.UTC(2020, 2, 25, 6, 17);
  return {
    id,
    post: "khorgos",
    kitType: "igm-igg-a",
    result: "negative",
    issuedAt,
    validUntil: issuedAt + 72 * 3_600_000,
    bindings: [slipBinding(slipHmac, id, holder)],
    ...change,
  };
};

/** What goes in is fixed here; what comes out is kept in test/golden/slip.json. */
export const goldenSlip = () => {
  const slip = slipOf();
  return {
    signingSeed: seed.toHex(),
    keyId: signer.keyId.toHex(),
    scopeKey: scopeKey.toHex(),
    slipKey: slipKey(crypto.hmacSha256(scopeKey)).toHex(),
    subject: holder,
    slip: { ...slip, id: slip.id.toHex(), bindings: slip.bindings.map((tie) => tie.toHex()) },
    text: encodeSlip(slip, signer),
  };
};
