import { base64ToBytes } from "../bytes/base64.ts";
import { bytesToNumber } from "../bytes/bytes.ts";
import { failure, ok, type Result } from "../result.ts";
import { isWholeKey, type SigningKey } from "./keys.ts";
import { signingKeyFromPkcs8 } from "./pkcs8.ts";

type Read = Result<SigningKey, "signing-key-invalid">;

/** The RSA key of a JWK, RFC 7518 section 6.3; primes are not needed. */
export const rsaKeyFromJwk = (jwk: {
  readonly n?: string | undefined;
  readonly e?: string | undefined;
  readonly d?: string | undefined;
}): Read => {
  const [n, e, d] = [jwk.n, jwk.e, jwk.d].map((text) => {
    if (text === undefined || text.length > 2048) return undefined;
    const padded = text
      .replaceAll("-", "+")
      .replaceAll("_", "/")
      .padEnd(Math.ceil(text.length / 4) * 4, "=");
    const bytes = base64ToBytes(padded);
    return bytes && bytesToNumber(bytes);
  });
  if (n === undefined || e === undefined || d === undefined) return failure("signing-key-invalid");
  const key: SigningKey = { kind: "rsa", n, e, d };
  return isWholeKey(key) ? ok(key) : failure("signing-key-invalid");
};

/** The RSA key of an unencrypted PKCS#8 PrivateKeyInfo, RFC 5208 section 5. */
export const rsaKeyFromPkcs8 = (der: Uint8Array): Read => {
  const key = signingKeyFromPkcs8(der);
  return key.ok && key.value.kind === "rsa" ? key : failure("signing-key-invalid");
};
