import type { GeneralName } from "../x509/general-name.ts";
import { attributeKey, relativeNameKey, type Name, type NameAttribute } from "../x509/name.ts";

/**
 * Where a name lies with regard to a subtree. `unsure`: it cannot be compared (a form that is not supported, text that is
 * no such name), which is never taken for "inside" of what is permitted nor for "outside" of what is excluded.
 */
export type Placement = "inside" | "outside" | "unsure";

const placed = (inside: boolean): Placement => (inside ? "inside" : "outside");

const label = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
const hostPattern = new RegExp(`^${label}(\\.${label})*$`);
const isAddressLike = (host: string): boolean => /^[0-9.]+$/.test(host);

/** A host name in lower case, or nothing where it is none (RFC 1034 3.5; underscores are let pass). */
const hostOf = (text: string): string | undefined => {
  const host = text.toLowerCase();
  return host.length <= 253 && hostPattern.test(host) && !isAddressLike(host) ? host : undefined;
};

/** RFC 5280 4.2.1.10 for hosts of mailboxes and URIs: `.example.com` is what lies below, `example.com` only itself. */
const placeHost = (host: string, constraint: string): Placement => {
  const base = hostOf(constraint.startsWith(".") ? constraint.slice(1) : constraint);
  if (base === undefined) return "unsure";
  return placed(constraint.startsWith(".") ? host.endsWith(`.${base}`) : host === base);
};

/** RFC 5280 4.2.1.10: labels may be added on the left. A wildcard stands for every host that it may stand for. */
const placeDnsName = (name: string, constraint: string): Placement => {
  const isWildcard = name.startsWith("*.");
  const host = hostOf(isWildcard ? name.slice(2) : name);
  const base = constraint === "" ? "" : hostOf(constraint);
  if (host === undefined || base === undefined) return "unsure";
  if (base === "" || host === base || host.endsWith(`.${base}`)) return "inside";
  // Some of the hosts a wildcard stands for are in the subtree, others are not.
  return isWildcard && base.endsWith(`.${host}`) ? "unsure" : "outside";
};

const placeMailbox = (name: string, constraint: string): Placement => {
  const at = name.lastIndexOf("@");
  const host = at > 0 ? hostOf(name.slice(at + 1)) : undefined;
  if (host === undefined) return "unsure";
  const constraintAt = constraint.lastIndexOf("@");
  if (constraintAt < 0) return placeHost(host, constraint);
  const base = hostOf(constraint.slice(constraintAt + 1));
  if (constraintAt === 0 || base === undefined) return "unsure";
  // The local part is compared as it stands, RFC 5280 7.5.
  return placed(host === base && name.slice(0, at) === constraint.slice(0, constraintAt));
};

/** The host of a URI with an authority; nothing where it has none or where it is an address. */
const hostOfUri = (uri: string): string | undefined => {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)/i.exec(uri)?.[1];
  if (authority === undefined) return undefined;
  return hostOf(authority.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/, ""));
};

const placeUri = (name: string, constraint: string): Placement => {
  const host = hostOfUri(name);
  return host === undefined ? "unsure" : placeHost(host, constraint);
};

const placeAddress = (address: Uint8Array, constraint: Uint8Array): Placement => {
  if (address.length !== 4 && address.length !== 16) return "unsure";
  if (constraint.length !== 2 * address.length) return "outside";
  return placed(
    address.every((octet, i) => {
      const mask = constraint[address.length + i] ?? 0;
      return (octet & mask) === ((constraint[i] ?? 0) & mask);
    }),
  );
};

/** True when two values of one attribute may be the same text although it cannot be read. */
const mayMatch = (a: readonly NameAttribute[], b: readonly NameAttribute[]): boolean =>
  a.length === b.length &&
  a.every((one) =>
    b.some(
      (other) =>
        one.oid === other.oid && (one.value === undefined || other.value === undefined || attributeKey(one) === attributeKey(other)),
    ),
  );

/** A subtree of directory names: the first relative names are those of the base, RFC 5280 4.2.1.10 and 7.1. */
const placeDirectoryName = (name: Name, base: Name): Placement => {
  if (base.relativeNames.length > name.relativeNames.length) return "outside";
  let placement: Placement = "inside";
  for (const [index, expected] of base.relativeNames.entries()) {
    const found = name.relativeNames[index] ?? [];
    if (relativeNameKey(found) === relativeNameKey(expected)) continue;
    if (!mayMatch(found, expected)) return "outside";
    placement = "unsure";
  }
  return placement;
};

/** Names and subtrees are compared within one form; `other` forms are apart by their tag. */
export const isSameForm = (a: GeneralName, b: GeneralName): boolean =>
  a.kind === b.kind && (a.kind !== "other" || b.kind !== "other" || a.tagNumber === b.tagNumber);

/** Where a name lies with regard to the base of a subtree of its own form. */
export const placeName = (name: GeneralName, base: GeneralName): Placement => {
  if (name.kind === "directoryName" && base.kind === "directoryName") return placeDirectoryName(name.name, base.name);
  if (name.kind === "iPAddress" && base.kind === "iPAddress") return placeAddress(name.octets, base.octets);
  if (name.kind === "rfc822Name" && base.kind === "rfc822Name") return placeMailbox(name.value, base.value);
  if (name.kind === "dNSName" && base.kind === "dNSName") return placeDnsName(name.value, base.value);
  if (name.kind === "uniformResourceIdentifier" && base.kind === "uniformResourceIdentifier") return placeUri(name.value, base.value);
  return "unsure";
};
