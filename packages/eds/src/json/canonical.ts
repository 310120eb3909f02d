import { assert } from "../result.ts";

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * The one text of a JSON value, RFC 8785: members by the UTF-16 units of their names, no blank, numbers and strings as ECMAScript
 * writes them. The caller hands in finite numbers and well-formed strings; anything else is a broken invariant.
 */
export const canonicalJson = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${textOf(name)}:${canonicalJson(member)}`).join(",")}}`;
  }
  if (typeof value === "string") return textOf(value);
  assert(typeof value !== "number" || Number.isFinite(value), "a finite number");
  return JSON.stringify(value);
};

const textOf = (text: string): string => {
  // A lone surrogate has no UTF-8, so two texts could end as the same octets (RFC 8785 3.2.2.2).
  assert(text.isWellFormed(), "a well-formed string");
  return JSON.stringify(text);
};

/**
 * A value made of plain objects, arrays, strings, numbers, booleans and octets as JSON. `octets` says what stands for a Uint8Array;
 * members that are undefined are left out, and a lone surrogate, which has no UTF-8, becomes U+FFFD. Functions and symbols are a broken invariant.
 */
export const toJson = (value: unknown, octets: (bytes: Uint8Array) => Json): Json => {
  if (typeof value === "string") return value.toWellFormed();
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (value instanceof Uint8Array) return octets(value);
  if (Array.isArray(value)) return value.map((item: unknown) => toJson(item, octets));
  assert(typeof value === "object", "plain data");
  const members: (readonly [string, Json])[] = [];
  for (const [name, member] of Object.entries(value)) if (member !== undefined) members.push([name, toJson(member, octets)]);
  return Object.fromEntries(members);
};
