import { err, ok, type Result } from "../result.ts";

/** `at` is a JSON pointer-like path of keys and indexes. */
export type CanonicalError = { readonly code: "not-json" | "not-finite" | "lone-surrogate" | "too-deep"; readonly at: string };

const depthMax = 64;

/**
 * Text of a JSON value in the JSON Canonicalization Scheme (RFC 8785): no white space, keys sorted by UTF-16 code units, numbers and
 * strings as ECMAScript writes them. Its UTF-8 bytes are what people sign.
 *
 * Stricter than `JSON.stringify`: undefined, functions, bigints, class instances and sparse arrays are an error, not dropped; so are
 * lone surrogates (RFC 8785 §3.2.2.2), NaN and infinities (§3.2.2.3), and nesting deeper than 64.
 */
export function canonicalJson(value: unknown): Result<string, CanonicalError> {
  const out: string[] = [];
  const fault = write(value, out, "", 0);
  return fault === null ? ok(out.join("")) : err(fault);
}

function write(value: unknown, out: string[], at: string, depth: number): CanonicalError | null {
  if (depth > depthMax) return { code: "too-deep", at };
  if (value === null || typeof value === "boolean") {
    out.push(String(value));
    return null;
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return { code: "not-finite", at };
    out.push(JSON.stringify(value));
    return null;
  }
  if (typeof value === "string") return writeString(value, out, at);
  if (Array.isArray(value)) return writeArray(value, out, at, depth);
  if (isPlainObject(value)) return writeObject(value, out, at, depth);
  return { code: "not-json", at };
}

function writeString(value: string, out: string[], at: string): CanonicalError | null {
  if (!value.isWellFormed()) return { code: "lone-surrogate", at };
  out.push(JSON.stringify(value));
  return null;
}

function writeArray(value: readonly unknown[], out: string[], at: string, depth: number): CanonicalError | null {
  out.push("[");
  for (let i = 0; i < value.length; i++) {
    if (i > 0) out.push(",");
    const fault = write(value[i], out, `${at}/${i}`, depth + 1);
    if (fault !== null) return fault;
  }
  out.push("]");
  return null;
}

function writeObject(value: Readonly<Record<string, unknown>>, out: string[], at: string, depth: number): CanonicalError | null {
  out.push("{");
  // Array.prototype.sort without a comparison orders strings by UTF-16 code units, as RFC 8785 §3.2.3 asks.
  for (const [index, key] of Object.keys(value).toSorted().entries()) {
    if (index > 0) out.push(",");
    const fault = writeString(key, out, at);
    if (fault !== null) return fault;
    out.push(":");
    const inner = write(value[key], out, `${at}/${key}`, depth + 1);
    if (inner !== null) return inner;
  }
  out.push("}");
  return null;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
