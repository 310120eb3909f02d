import type { Access } from "./access.ts";
import { createVerdicts } from "./adapters/sql-verdicts.ts";
import type { CentralDeps } from "./deps.ts";
import type { PrepareDeps } from "./features/applications/prepare.ts";
import { fromHex, utf8 } from "./features/bytes.ts";
import { consentList } from "./features/consents/views.ts";
import { createDrafts } from "./features/drafts/drafts.ts";
import { createPreparers } from "./features/drafts/preparers.ts";
import type { DraftRoutesDeps } from "./http/draft-routes.ts";
import type { RegistryRoutesDeps } from "./http/registry-routes.ts";
import type { Records } from "./records.ts";

export type RegistryParts = { readonly routes: DraftRoutesDeps & RegistryRoutesDeps; readonly purge: () => number };

/** What organisations prepare and see of their own, where a permit comes from, and the way for organisations without a signature. */
export function createRegistry(deps: CentralDeps, records: Records, access: Access, prepare: PrepareDeps): RegistryParts {
  const { stores, clock, random, crypto } = deps;
  const { now } = clock;
  const { ledgers, regimes, desk } = records;
  const base = stores.organisations;
  const { audit } = access;
  const drafts = createDrafts({ store: stores.drafts, clock, random });
  const small = {
    base,
    regimes,
    store: stores.small,
    submissions: stores.submissions,
    desk,
    serviceKey: deps.serviceKey,
    secret: crypto.hmacSha256(fromHex(deps.keys.registrySeed))(utf8("beket/small-organisations/1")),
    crypto,
    clock,
    random,
    origin: deps.origin,
    audit,
  };
  return {
    routes: {
      access: access.portal,
      staff: access.staff,
      drafts,
      preparers: createPreparers(stores.preparers, audit),
      prepare,
      prepareDraft: { ...prepare, ledgers, drafts: stores.drafts },
      consents: stores.consents,
      consentList: (organisation) => consentList({ store: stores.consents, base, ledgers, now }, organisation),
      own: { submissions: stores.submissions, ledgers, audit, now },
      provenance: {
        ledgers,
        common: stores.common,
        submissions: stores.submissions,
        verdictOf: createVerdicts(stores.sql.registry),
        base,
        audit,
        now,
      },
      small,
      now,
    },
    purge: drafts.purge,
  };
}
