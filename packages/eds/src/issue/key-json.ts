import { failure, ok, type Result } from "../result.ts";
import { isWholeKey, type SigningKey } from "./keys.ts";

type RsaKind = "rsa" | "rsa-pss";
type CurveKind = Exclude<SigningKey["kind"], RsaKind>;

/** The key as JSON for tests and the demo: hexadecimal digits, not encrypted. */
export type SigningKeyJson =
  | { readonly kind: CurveKind; readonly privateKey: string }
  | { readonly kind: RsaKind; readonly n: string; readonly e: string; readonly d: string };

/** The key as plain JSON, for tests and the demo: not encrypted. */
export const signingKeyToJson = (key: SigningKey): SigningKeyJson =>
  "n" in key
    ? { kind: key.kind, n: key.n.toString(16), e: key.e.toString(16), d: key.d.toString(16) }
    : { kind: key.kind, privateKey: key.privateKey.toString(16) };

const hexDigitsMax = 1024;
const curveKinds: ReadonlyMap<unknown, CurveKind> = new Map(
  (["gost512", "gost256", "gost2004", "ecdsa-p256", "ecdsa-p384"] as const).map((kind) => [kind, kind]),
);

const hexField = (value: object, name: string): bigint | undefined => {
  const field: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof field === "string" && field.length <= hexDigitsMax && /^[0-9a-f]+$/.test(field) ? BigInt(`0x${field}`) : undefined;
};

const readKey = (value: object & { readonly kind: unknown }): SigningKey | undefined => {
  const kind = curveKinds.get(value.kind);
  if (kind !== undefined) {
    const privateKey = hexField(value, "privateKey");
    return privateKey === undefined ? undefined : { kind, privateKey };
  }
  const [n, e, d] = [hexField(value, "n"), hexField(value, "e"), hexField(value, "d")];
  if ((value.kind !== "rsa" && value.kind !== "rsa-pss") || n === undefined || e === undefined || d === undefined) return undefined;
  return { kind: value.kind, n, e, d };
};

/** The key of a parsed JSON value as `signingKeyToJson` writes it. */
export const parseSigningKey = (value: unknown): Result<SigningKey, "signing-key-invalid"> => {
  if (typeof value !== "object" || value === null || !("kind" in value)) return failure("signing-key-invalid");
  const key = readKey(value);
  return key !== undefined && isWholeKey(key) ? ok(key) : failure("signing-key-invalid");
};
