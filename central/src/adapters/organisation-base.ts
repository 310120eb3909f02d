import type { SqlDatabase } from "@beket/node-kit";
import { createBase, type Base } from "../features/organisations/base.ts";
import type { BesideStore, LivePermits, VersionStore } from "../features/organisations/ports.ts";
import { createVersionStore } from "./sql-organisation-versions.ts";
import { createBesideStore, createLivePermits } from "./sql-organisations-beside.ts";

/** The tax authority's base as questions meet it, and the stores it is made of. */
export type OrganisationStores = Base & {
  readonly versions: VersionStore;
  readonly beside: BesideStore;
  readonly permits: readonly LivePermits[];
};

export function createOrganisationBase(registry: SqlDatabase, ledgers: readonly SqlDatabase[]): OrganisationStores {
  const versions = createVersionStore(registry);
  const beside = createBesideStore(registry);
  return { ...createBase({ versions, beside }), versions, beside, permits: ledgers.map(createLivePermits) };
}
