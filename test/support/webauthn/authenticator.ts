import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import type { PasskeyAssertion, PasskeyCreateOptions, PasskeyGetOptions, PasskeyRegistration } from "@beket/api";
import { concat, encodeCbor, type Cbor } from "./cbor.ts";

const sha256 = (bytes: Uint8Array | string): Uint8Array => new Uint8Array(createHash("sha256").update(bytes).digest());
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const flag = { present: 1, verified: 4, attested: 64 } as const;

type Credential = { readonly id: string; readonly rpId: string; readonly user: string; readonly key: KeyObject; counter: number };
/** What a test bends. */
export type Bend = {
  /** The person only touched it, and was not asked who they are. */
  readonly unverified?: boolean;
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  /** The counter that is told; a copied key tells an old one. */
  readonly counter?: number;
  /** `packed`: self attestation by the credential's own key (WebAuthn Level 3, 8.2). */
  readonly attestation?: "none" | "packed";
};

/** An authenticator in software: P-256 keys that find their owner by themselves, `none` or `packed` attestation. */
export function createAuthenticator(origin: string) {
  const credentials: Credential[] = [];
  const clientData = (type: "webauthn.create" | "webauthn.get", challenge: string, bend: Bend): Uint8Array =>
    new TextEncoder().encode(
      JSON.stringify({ type, challenge: bend.challenge ?? challenge, origin: bend.origin ?? origin, crossOrigin: false }),
    );
  const authenticatorData = (rpId: string, counter: number, bend: Bend, attested: Uint8Array | null): Uint8Array => {
    const flags = flag.present | (bend.unverified === true ? 0 : flag.verified) | (attested === null ? 0 : flag.attested);
    const tail = new Uint8Array(5);
    const view = new DataView(tail.buffer);
    view.setUint8(0, flags);
    view.setUint32(1, bend.counter ?? counter);
    return concat(sha256(bend.rpId ?? rpId), tail, attested ?? new Uint8Array());
  };
  const coseKey = (key: KeyObject): Uint8Array => {
    const { x = "", y = "" } = key.export({ format: "jwk" });
    const entries: readonly (readonly [number, Cbor])[] = [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, "base64url"))],
      [-3, new Uint8Array(Buffer.from(y, "base64url"))],
    ];
    return encodeCbor(new Map<Cbor, Cbor>(entries));
  };
  return {
    create: (options: PasskeyCreateOptions, bend: Bend = {}): PasskeyRegistration => {
      const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const id = randomBytes(32);
      const credential: Credential = { id: base64url(id), rpId: options.rp.id, user: options.user.id, key: privateKey, counter: 1 };
      credentials.push(credential);
      const attested = concat(new Uint8Array(16), Uint8Array.of(0, id.length), id, coseKey(publicKey));
      const authData = authenticatorData(options.rp.id, 0, bend, attested);
      const client = clientData("webauthn.create", options.challenge, bend);
      const packed = new Map<Cbor, Cbor>([
        ["alg", -7],
        ["sig", new Uint8Array(sign("sha256", concat(authData, sha256(client)), privateKey))],
      ]);
      const isPacked = bend.attestation === "packed";
      const attestation = new Map<Cbor, Cbor>([
        ["fmt", isPacked ? "packed" : "none"],
        ["attStmt", isPacked ? packed : new Map<Cbor, Cbor>()],
        ["authData", authData],
      ]);
      const response = {
        clientDataJSON: base64url(client),
        attestationObject: base64url(encodeCbor(attestation)),
        transports: ["internal" as const],
      };
      return { id: credential.id, rawId: credential.id, type: "public-key", response, clientExtensionResults: {} };
    },
    get: (options: PasskeyGetOptions, bend: Bend = {}): PasskeyAssertion => {
      const allowed = options.allowCredentials.map(({ id }) => id);
      const credential = credentials.findLast(({ id, rpId }) => rpId === options.rpId && (allowed.length === 0 || allowed.includes(id)));
      if (credential === undefined) throw new Error("no key of this place");
      const authData = authenticatorData(credential.rpId, credential.counter, bend, null);
      credential.counter += 1;
      const client = clientData("webauthn.get", options.challenge, bend);
      const signature = new Uint8Array(sign("sha256", concat(authData, sha256(client)), credential.key));
      return {
        id: credential.id,
        rawId: credential.id,
        type: "public-key",
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(authData),
          signature: base64url(signature),
          userHandle: credential.user,
        },
        clientExtensionResults: {},
      };
    },
  };
}
export type Authenticator = ReturnType<typeof createAuthenticator>;
