import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AuthorityRow, OfficerRow, PlacesReply, StaffRow } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import type { Log } from "@beket/node-kit";
import type { CodecPort, CryptoPort, RandomPort } from "@beket/replication";
import type { Config } from "../config.ts";
import type { Service } from "../features/evidence/types.ts";
import { readEvidenceFile } from "./evidence-file.ts";
import { OrganisationSourceFile } from "./http-organisation-source.ts";
import {
  readAuthorities,
  readCentralKeys,
  readJson,
  readOfficers,
  readPlaces,
  readStaff,
  readText,
  type CentralKeys,
} from "./read-files.ts";
import type { ServiceKey } from "../features/small-organisations/types.ts";
import { readServiceKey } from "./service-key.ts";
import { openTrustSource, type TrustSource } from "./trust-source.ts";

/** What the operator's files say, before anything of central's own is opened. */
export type Inputs = {
  readonly keys: CentralKeys;
  readonly trust: TrustSource;
  readonly trustPurpose: "test" | "production";
  /** Whom central may ask about certificates; empty: nobody. */
  readonly services: readonly Service[];
  readonly authorities: readonly AuthorityRow[];
  /** Null: the service signs nothing in an authority's name. */
  readonly serviceKey: ServiceKey | null;
  readonly officers: readonly OfficerRow[];
  readonly staff: readonly StaffRow[];
  /** Posts and areas that an application may be limited to. */
  readonly places: PlacesReply;
  /** JSON, not yet judged; null: none to import. */
  readonly regimes: unknown;
  /** The border's rules and forms, JSON, not yet judged; null: none to import. */
  readonly healthRules: unknown;
  readonly operatorToken: string | null;
  /** Null: nobody is asked about an organisation. */
  readonly organisationSource: OrganisationSourceFile | null;
  /** Null: the portal is not built. */
  readonly portalFolder: string | null;
  /** Null: the centre's app is not built. */
  readonly centreFolder: string | null;
  /** Null: the authority's app is not built. */
  readonly authorityFolder: string | null;
  /** Null: the citizens' page is not built. */
  readonly citizenFolder: string | null;
  readonly isDemo: boolean;
};
type InputDeps = {
  readonly random: RandomPort;
  readonly crypto: CryptoPort;
  readonly codec: CodecPort;
  readonly now: number;
  readonly log: Log;
};

const optional = <T>(path: string | null, read: (path: string) => Result<T, string>, none: T): Result<T, string> =>
  path === null ? ok(none) : read(path);

/** Reads every file that the configuration names; all faults at once. */
export function readInputs(config: Config, deps: InputDeps): Result<Inputs, readonly string[]> {
  const mode = config.mode === "demo" ? "demo" : "production";
  const trustPurpose = config.trustPurpose === "test" ? "test" : "production";
  const keys = readCentralKeys(config.keys, mode, deps);
  const trust = openTrustSource(config.trust, trustPurpose, deps.log);
  const services = optional<readonly Service[]>(config.evidence, readEvidenceFile, []);
  const authorities = optional(config.authorities, readAuthorities, []);
  const officers = optional(config.officers, readOfficers, []);
  const staff = optional(config.staff, readStaff, []);
  const places = optional<PlacesReply>(config.places, readPlaces, { posts: [], areas: [] });
  const regimes = optional<unknown>(config.regimes, readAnyJson, null);
  const healthRules = optional<unknown>(config.health, readAnyJson, null);
  const source = optional<OrganisationSourceFile | null>(config.organisationSource, (path) => readJson(path, OrganisationSourceFile), null);
  const token = optional<string | null>(config.operatorToken, readToken, null);
  const serviceKey =
    config.serviceKey === null || !trust.ok || !authorities.ok
      ? ok(null)
      : readServiceKey(config.serviceKey, config.serviceKeyPassword, {
          ...deps,
          authorities: authorities.value,
          trust: trust.value.current,
          trustPurpose,
          isDemo: mode === "demo",
        });
  const faults = [keys, serviceKey, trust, services, authorities, officers, staff, places, regimes, healthRules, source, token].flatMap(
    (part) => (part.ok ? [] : [part.error]),
  );
  if (mode === "production" && trustPurpose === "test") faults.push("test trust anchors are refused in production mode");
  // Behind a proxy on the same machine everybody comes from loopback.
  if (mode === "production" && config.operatorToken === null) faults.push("production mode needs --operator-token");
  if (config.organisations !== null && !existsSync(config.organisations)) faults.push(`${config.organisations} cannot be read`);
  if (
    !keys.ok ||
    !trust.ok ||
    !services.ok ||
    !authorities.ok ||
    !officers.ok ||
    !staff.ok ||
    !places.ok ||
    !regimes.ok ||
    !healthRules.ok ||
    !source.ok ||
    !serviceKey.ok ||
    !token.ok ||
    faults.length > 0
  )
    return err(faults);
  return ok({
    keys: keys.value,
    trust: trust.value,
    trustPurpose,
    services: services.value,
    authorities: authorities.value,
    officers: officers.value,
    staff: staff.value,
    places: places.value,
    regimes: regimes.value,
    healthRules: healthRules.value,
    organisationSource: source.value,
    serviceKey: serviceKey.value,
    operatorToken: token.value,
    portalFolder: existsSync(join(config.portal, "index.html")) ? config.portal : null,
    centreFolder: existsSync(join(config.centre, "index.html")) ? config.centre : null,
    authorityFolder: existsSync(join(config.authority, "index.html")) ? config.authority : null,
    citizenFolder: existsSync(join(config.citizen, "index.html")) ? config.citizen : null,
    isDemo: mode === "demo",
  });
}

function readAnyJson(path: string): Result<unknown, string> {
  const text = readText(path);
  if (!text.ok) return text;
  try {
    return ok(JSON.parse(text.value));
  } catch {
    return err(`${path} is not JSON`);
  }
}

function readToken(path: string): Result<string, string> {
  const text = readText(path);
  if (!text.ok) return text;
  return /^[0-9a-f]{64}$/.test(text.value.trim()) ? ok(text.value.trim()) : err(`${path} does not hold 64 hex digits`);
}
