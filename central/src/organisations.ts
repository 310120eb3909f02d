import type { CentralDeps } from "./deps.ts";
import type { AuditPort } from "./features/audit/types.ts";
import { createOrganisations, type Organisations } from "./features/organisations/desk.ts";
import type { Regimes } from "./features/regime/regimes.ts";

/** The tax authority's base with its imports, its live source, and what registrars add to it. */
export function createOrganisationDesk(deps: CentralDeps, regimes: Regimes, audit: AuditPort): Organisations {
  const { stores, clock, random, log } = deps;
  return createOrganisations({
    base: stores.organisations,
    versions: stores.organisations.versions,
    beside: stores.organisations.beside,
    permits: stores.organisations.permits,
    pending: stores.pendingOrganisations,
    source: deps.organisationSource,
    audit,
    regimeAt: regimes.at,
    clock,
    random,
    breathe: () => new Promise((resolve) => deps.defer(resolve)),
    onError: () => log.error("organisations-failed"),
    onImport: ({ id, state, rows, faults }) =>
      log[state === "refused" ? "warn" : "info"]("organisations-import", { version: id, state, rows, faults }),
  });
}
