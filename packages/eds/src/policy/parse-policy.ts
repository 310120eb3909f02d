import type { AlgorithmName, AlgorithmRule } from "../algorithms/constraints.ts";
import { boolean, integer, list, object, oneOf, readJson, refuse, text, timeMs, type JsonFault, type Shape } from "../json/reader.ts";
import type { PathRules } from "../path/rules.ts";
import { checkCatalogue, type Reaction, type RelaxableCode } from "../report/codes.ts";
import { failure, ok, type Result } from "../result.ts";
import type { RevocationRules } from "../revocation/rules.ts";
import type { OrganisationRole, SignerRule, ValidationPolicy } from "./policy.ts";

/** Why a stored policy is not one. `at` is a path of names and positions, never a value. */
export type PolicyFault = JsonFault & { readonly code: "policy.invalid" };

const dayMs = 86_400_000;

const algorithms: Readonly<Record<AlgorithmName, true>> = {
  sha1: true,
  sha224: true,
  sha256: true,
  sha384: true,
  sha512: true,
  streebog256: true,
  streebog512: true,
  gost94: true,
  "gost2015-512": true,
  "gost2015-256": true,
  gost2004: true,
  rsa: true,
  "rsa-pss": true,
  "ecdsa-p256": true,
  "ecdsa-p384": true,
};

const roles: Readonly<Record<OrganisationRole, true>> = {
  "first-head": true,
  "first-head-other-ca": true,
  "right-to-sign": true,
  "information-system": true,
};

/** One of the names of a record that a type keeps complete. */
const nameIn = <T extends string>(known: Readonly<Record<T, true>>): Shape<T> => {
  const isKnown = (name: string): name is T => Object.hasOwn(known, name);
  return (value, at) => (typeof value === "string" && isKnown(value) ? value : refuse(at, "one of the known names"));
};

/** At least one item, and none twice. */
const distinct =
  <T extends string>(max: number, item: Shape<T>): Shape<readonly T[]> =>
  (value, at) => {
    const items = list(max, item)(value, at);
    return items.length > 0 && new Set(items).size === items.length ? items : refuse(at, "at least one, and none twice");
  };

const signer: Shape<SignerRule> = object((members): SignerRule => {
  const kind = members.take("kind", oneOf("any", "holder", "organisation"));
  if (kind !== "organisation") return { kind };
  return { kind, roles: members.take("roles", distinct(8, nameIn(roles))), soleProprietor: members.take("soleProprietor", boolean) };
});

const oid = text(128, /^[0-2](?:\.(?:0|[1-9][0-9]*))+$/);

const path: Shape<PathRules> = object((members) => ({
  initialPolicies: members.take("initialPolicies", (value, at) => (value === "any" ? value : list(64, oid)(value, at))),
  explicitPolicy: members.take("explicitPolicy", boolean),
  inhibitPolicyMapping: members.take("inhibitPolicyMapping", boolean),
  inhibitAnyPolicy: members.take("inhibitAnyPolicy", boolean),
}));

const revocation: Shape<RevocationRules> = object((members) => ({
  ocspMaxAgeMs: members.take("ocspMaxAgeMs", integer(0, 366 * dayMs)),
  clockSkewMs: members.take("clockSkewMs", integer(0, dayMs)),
}));

const algorithmRule: Shape<AlgorithmRule> = object((members) => {
  const bitsMin = members.takeIf("bitsMin", integer(0, 16_384));
  const untilMs = members.takeIf("untilMs", timeMs);
  return {
    algorithm: members.take("algorithm", nameIn(algorithms)),
    ...(bitsMin !== undefined && { bitsMin }),
    ...(untilMs !== undefined && { untilMs }),
  };
});

const isRelaxable = (code: string): code is RelaxableCode =>
  Object.entries(checkCatalogue).some(([known, { relaxable }]) => known === code && relaxable);

/** Only the codes that a policy may relax; any other is a fault and not silently without effect. */
const reactions: Shape<ValidationPolicy["reactions"]> = (value, at) => {
  const all = object((members) => members.takeAll(256, () => oneOf<Reaction>("FAIL", "WARN", "INFORM", "IGNORE")))(value, at);
  const read: Partial<Record<RelaxableCode, Reaction>> = {};
  for (const [code, reaction] of all) {
    if (!isRelaxable(code)) return refuse(at, "a code that a policy may relax");
    read[code] = reaction;
  }
  return read;
};

/** The shape of a stored policy, for what holds one. */
export const policyShape: Shape<ValidationPolicy> = object((members) => ({
  id: members.take("id", text(64, /^[a-z0-9][a-z0-9.-]*$/)),
  version: members.take("version", integer(1, 1_000_000)),
  production: members.take("production", boolean),
  signer: members.take("signer", signer),
  keyPurposes: members.take("keyPurposes", distinct(2, oneOf("signing", "authentication"))),
  document: members.take("document", oneOf("login", "other")),
  existence: members.take("existence", oneOf("receipt", "unproved")),
  level: members.take("level", oneOf("CMS", "B-B", "B-T", "B-LT")),
  path: members.take("path", path),
  revocation: members.take("revocation", revocation),
  algorithms: members.take("algorithms", list(64, algorithmRule)),
  reactions: members.take("reactions", reactions),
}));

/**
 * The policy in a parsed JSON value, as JSON.stringify writes a ValidationPolicy. Strict: every member, no other, each within its
 * limits, and reactions for relaxable codes alone. `policy.invalid` says where.
 */
export const parsePolicy = (value: unknown): Result<ValidationPolicy, PolicyFault> => {
  const read = readJson(value, policyShape);
  return read.ok ? ok(read.value) : failure({ code: "policy.invalid", ...read.error });
};
