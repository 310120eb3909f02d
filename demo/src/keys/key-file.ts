import { err, ok, type Result } from "@beket/domain";
import { parseSigningKey, signingKeyToJson, type SigningKey } from "@beket/eds/issue";
import * as v from "valibot";

/** A demo signer as a file: private key, certificate and the issuing certificates. Not a format for real keys: nothing is encrypted. */
const KeyFile = v.strictObject({
  format: v.literal("beket/demo-key/1"),
  key: v.unknown(),
  certificate: v.pipe(v.string(), v.base64(), v.maxLength(20_000)),
  issuers: v.pipe(v.array(v.pipe(v.string(), v.base64(), v.maxLength(20_000))), v.maxLength(8)),
});
export type DemoSigner = { readonly key: SigningKey; readonly certificate: Uint8Array; readonly issuers: readonly Uint8Array[] };

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "base64"));

export const keyFileText = (signer: DemoSigner): string =>
  `${JSON.stringify({ format: "beket/demo-key/1", key: signingKeyToJson(signer.key), certificate: base64(signer.certificate), issuers: signer.issuers.map(base64) }, null, 2)}\n`;

export const parseKeyFile = (text: string): Result<DemoSigner, "key-file-invalid"> => {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return err("key-file-invalid");
  }
  const file = v.safeParse(KeyFile, raw);
  const key = file.success ? parseSigningKey(file.output.key) : null;
  if (!file.success || key === null || !key.ok) return err("key-file-invalid");
  return ok({ key: key.value, certificate: bytes(file.output.certificate), issuers: file.output.issuers.map(bytes) });
};
