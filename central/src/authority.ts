import type { ScopeWriter } from "@beket/replication";
import type { Ledger } from "@beket/domain";
import type { CentralDeps } from "./deps.ts";
import { createActs } from "./features/acts/engine.ts";
import { createPendingVoids } from "./features/acts/pending.ts";
import type { Ledgers, ScopePort } from "./features/records/ledger.ts";
import { createRegimeDesk } from "./features/regime-desk/desk.ts";
import { fitsRow } from "./features/regime/common-rows.ts";
import type { Regimes } from "./features/regime/regimes.ts";
import type { Desk } from "./features/submissions/desk.ts";

type Parts = {
  /** As the databases have them. */
  readonly writable: Ledgers;
  readonly commonScope: ScopePort;
  readonly regimes: Regimes;
  readonly writers: Readonly<Record<Ledger | "common", ScopeWriter>>;
  readonly desk: () => Pick<Desk, "submit">;
};

/** Acts of the authority and the desk of the rules. Everybody else works on its ledgers: there a pending cut-over ends what is issued. */
export function createAuthority(deps: CentralDeps, { writable, commonScope, regimes, writers, desk }: Parts) {
  const { stores, clock, crypto, codec, random, log } = deps;
  const { organisation } = stores.organisations;
  const pause = (): Promise<void> => new Promise((resolve) => deps.defer(resolve));
  const pending = createPendingVoids({ organisation, now: clock.now });
  const guarded = (ledger: Ledger) => {
    const { store, scope } = writable[ledger];
    return { scope, store: pending.guard(store, { scope, log: stores.actChanges[ledger] }) };
  };
  const listed = { authorities: deps.authorities, store: stores.common, scope: commonScope, regimes, random };
  const common = { regimes, clock, now: clock.now, random, pause, pages: stores.permitPages };
  const fits = (regime: Parameters<typeof fitsRow>[1]): boolean => fitsRow(codec, regime);
  const regimeDesk = createRegimeDesk({
    ...common,
    store: stores.regimeDrafts,
    organisations: { organisation, ...stores.organisationPages },
    fits,
    onFault: (code) => log.error(code),
  });
  const acts = createActs({
    ...common,
    store: stores.acts,
    authorities: deps.authorities,
    drafts: regimeDesk,
    origin: deps.origin,
    crypto,
    codec,
    leadMs: deps.cutOverLeadMs,
    logs: stores.actChanges,
    common: stores.common,
    versions: writers,
    organisation,
    ledgers: writable,
    listed,
    regimeStore: stores.regimes,
    named: stores.named,
    pending,
    submissions: stores.submissions,
    desk,
    defer: deps.defer,
    onFault: (code) => log.error(code),
  });
  const ledgers: Ledgers = { city: guarded("city"), roadblock: guarded("roadblock") };
  return { acts, gate: acts.gate, regimeDesk, ledgers, listed };
}
