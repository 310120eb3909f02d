import { ledgers, testPlaces } from "@beket/domain";
import * as v from "valibot";
import { Code, duties, Hex32, officerRoles } from "./common.ts";
import { Lane } from "./edge.ts";

/**
 * Files an operator puts on a machine until enrolment replaces them. Secrets are hex. A node file with `mode: demo` is the only
 * one that may carry registry keys; a production node refuses it.
 */
const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(120));
const Url = v.pipe(v.string(), v.url(), v.maxLength(300));
export const BrokerAccess = v.strictObject({
  url: Url,
  username: v.optional(v.pipe(v.string(), v.maxLength(120))),
  password: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
export type BrokerAccess = v.InferOutput<typeof BrokerAccess>;
const ScopeName = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/));

export const NodeFile = v.strictObject({
  format: v.literal("beket/node/1"),
  mode: v.picklist(["demo", "production"]),
  source: Code,
  post: Code,
  name: v.strictObject({ kk: Name, ru: Name, en: Name }),
  ledger: v.picklist(ledgers),
  areas: v.pipe(v.array(Code), v.maxLength(64)),
  lanes: v.pipe(v.array(Lane), v.minLength(1), v.maxLength(16)),
  duties: v.optional(v.pipe(v.array(v.picklist(duties)), v.minLength(1), v.maxLength(3)), ["line"]),
  place: v.optional(v.nullable(v.picklist(testPlaces)), null),
  broker: BrokerAccess,
  shard: v.pipe(v.string(), v.regex(/^[0-9]{1,4}$/)),
  rootPublicKey: Hex32,
  /** The signed key set frame, base64. */
  keySet: v.pipe(v.string(), v.maxLength(200_000)),
  eventPublicKey: Hex32,
  signingSeed: Hex32,
  scopes: v.strictObject({
    ledger: v.strictObject({ scope: ScopeName, key: Hex32 }),
    common: v.strictObject({ scope: ScopeName, key: Hex32 }),
    /** The other ledger, for the separate, audited explanation only; most posts have none. */
    other: v.optional(v.strictObject({ scope: ScopeName, key: Hex32 })),
    /** Sites and where they stand; for nodes with the duty `crews`. */
    sites: v.optional(v.strictObject({ scope: ScopeName, key: Hex32 })),
  }),
  deviceTokens: v.pipe(v.array(v.strictObject({ device: Code, lane: Code, token: Hex32 })), v.maxLength(64)),
});
export type NodeFile = v.InferOutput<typeof NodeFile>;

/** Central's private keys and the sources it knows. The offline root's private key is not in it. */
export const CentralKeysFile = v.strictObject({
  format: v.literal("beket/central-keys/1"),
  mode: v.picklist(["demo", "production"]),
  city: Code,
  rootPublicKey: Hex32,
  keySet: v.pipe(v.string(), v.maxLength(200_000)),
  registrySeed: Hex32,
  ackSeed: Hex32,
  /** Signs passes; its key is in the key set with the role `pass`. Without it central issues none. */
  passSeed: v.optional(Hex32),
  eventSecretKey: Hex32,
  scopes: v.strictObject({
    city: v.strictObject({ scope: ScopeName, key: Hex32 }),
    roadblock: v.strictObject({ scope: ScopeName, key: Hex32 }),
    common: v.strictObject({ scope: ScopeName, key: Hex32 }),
    sites: v.strictObject({ scope: ScopeName, key: Hex32 }),
  }),
  /** MQTT credentials of each source at the embedded broker: SHA-256 of the password, so the file shows none. */
  sources: v.pipe(
    v.array(
      v.strictObject({ source: Code, post: v.nullable(Code), username: v.pipe(v.string(), v.maxLength(120)), passwordSha256: Hex32 }),
    ),
    v.maxLength(5_000),
  ),
});
export type CentralKeysFile = v.InferOutput<typeof CentralKeysFile>;

export const organisationStatuses = ["active", "liquidated", "suspended"] as const;
/** One line (JSON) of the organisations import: what the tax authority's base tells. A sole proprietor's number is their IIN. */
export const OrganisationRow = v.strictObject({
  bin: v.pipe(v.string(), v.regex(/^[0-9]{12}$/)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  oked: v.pipe(v.string(), v.regex(/^[0-9]{5}$/)),
  okedSecondary: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9]{5}$/))), v.maxLength(50)),
  headcount: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
  status: v.picklist(organisationStatuses),
  /** Of a branch or representation: the BIN of its head office. */
  headBin: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{12}$/)))),
  /** The first head by the base: the second fact for organisations without a signature of their own. */
  headIin: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{12}$/)))),
  /** Where it is registered. */
  kato: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{9}$/)))),
});
export type OrganisationRow = v.InferOutput<typeof OrganisationRow>;

/**
 * Registry rows that are not subjects: kind and value name them, the record is packed JSON (FM15). In the common scope one `regimes` row holds one Regime, an `officer` row one OfficerRow, `health` the HealthRules,
 * a `form` one Form. In the scope of sites: one SitePlan, a `sector` row one Sector, a `sector-sites` row the codes of a page of its
 * sites, a `site` row one Site and a `site-state` row one SiteState (none: nothing happened yet). A `crew-sites` row holds the codes of a
 * page of what a crew was given; an empty page or none ends them.
 */
export const ruleRows = {
  regimes: { kind: "rules", value: "regimes" },
  officer: (code: string) => ({ kind: "officer", value: code }),
  health: { kind: "rules", value: "health" },
  form: (code: string) => ({ kind: "form", value: code }),
  sitePlan: { kind: "rules", value: "site-plan" },
  sector: (code: string) => ({ kind: "sector", value: code }),
  sectorSites: (code: string, page: number) => ({ kind: "sector-sites", value: `${code}/${page}` }),
  crewSites: (crew: string, page: number) => ({ kind: "crew-sites", value: `${crew}/${page}` }),
  site: (code: string) => ({ kind: "site", value: code }),
  siteState: (code: string) => ({ kind: "site-state", value: code }),
} as const;
/** An officer as a post needs them: no name. The PIN verifier is the PHC string of node-kit's `createPinVerifier` (scrypt). Codes are at most 24 characters. */
export const OfficerRow = v.strictObject({
  officer: Code,
  role: v.picklist(officerRoles),
  /** Of a crew leader: the crew. */
  crew: v.optional(Code),
  posts: v.pipe(v.array(Code), v.maxLength(64)),
  pinVerifier: v.pipe(v.string(), v.maxLength(300)),
  status: v.picklist(["active", "suspended"]),
});
export type OfficerRow = v.InferOutput<typeof OfficerRow>;

/** What an authority may do under its own signature; `regime` is a cut-over to new rules, `revocation` a mass revocation of permits. */
export const authorityPowers = ["exemption", "hold", "regime", "revocation"] as const;
/** One line (JSON) of the authorities file: who may act under its own signature, and the BIN its head signs by. */
export const AuthorityRow = v.strictObject({
  authority: Code,
  bin: v.pipe(v.string(), v.regex(/^[0-9]{12}$/)),
  may: v.pipe(v.array(v.picklist(authorityPowers)), v.minLength(1), v.maxLength(authorityPowers.length)),
});
export type AuthorityRow = v.InferOutput<typeof AuthorityRow>;
