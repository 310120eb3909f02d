import type { ConsentList, DraftList, OwnApplications, OwnRoster, Preparers } from "@beket/api";
import type { Ledger, Result } from "@beket/domain";
import { effect, signal, type ReadonlySignal } from "@preact/signals";
import type { PortalAccess } from "../access/portal-access.ts";
import { holderName } from "../roster/check.ts";
import type { ApplyDeps } from "./apply-store.ts";
import type { CallFailure } from "./central.ts";
import type { Office } from "./office.ts";

export type Loaded<T> =
  | { readonly kind: "none" }
  | { readonly kind: "loading" }
  | { readonly kind: "known"; readonly value: T }
  | { readonly kind: "failed"; readonly failure: CallFailure };

export type OfficeDeps = Omit<ApplyDeps, "keep" | "permitted"> & { readonly access: PortalAccess; readonly office: Office };

/** What the office of the chosen organisation shows; everything is dropped when somebody else, or nobody, is signed in. */
export type OfficeStore = {
  readonly deps: OfficeDeps;
  readonly applications: ReadonlySignal<Loaded<OwnApplications>>;
  readonly drafts: ReadonlySignal<Loaded<DraftList>>;
  readonly preparers: ReadonlySignal<Loaded<Preparers>>;
  readonly consents: ReadonlySignal<Loaded<ConsentList>>;
  readonly reload: () => void;
  /** Of one application, asked for once while it is shown; each asking is recorded by central. */
  readonly rosterOf: (application: string) => Promise<Result<OwnRoster, CallFailure>>;
  /** Who has a permit of a ledger by the rosters that were opened. */
  readonly permitted: (ledger: Ledger | null) => ReadonlySet<string>;
  /** Whether another firm has consented: null while it is not known. */
  readonly consentOf: (firm: string) => boolean | null;
};

const none = { kind: "none" } as const;
const nobody: ReadonlySet<string> = new Set();

export function createOfficeStore(deps: OfficeDeps): OfficeStore {
  const { access, office } = deps;
  const applications = signal<Loaded<OwnApplications>>(none);
  const drafts = signal<Loaded<DraftList>>(none);
  const preparers = signal<Loaded<Preparers>>(none);
  const consents = signal<Loaded<ConsentList>>(none);
  const holders = signal<Readonly<Partial<Record<Ledger, ReadonlySet<string>>>>>({});
  // An answer for an organisation that is not the chosen one any more is late.
  let round = 0;

  const load = async <T>(into: { value: Loaded<T> }, ask: () => Promise<Result<T, CallFailure>>): Promise<void> => {
    const mine = round;
    if (into.value.kind !== "known") into.value = { kind: "loading" };
    const reply = await ask();
    if (mine === round) into.value = reply.ok ? { kind: "known", value: reply.value } : { kind: "failed", failure: reply.error };
  };
  const reload = (): void => {
    void load(applications, office.applications);
    void load(drafts, office.drafts);
    void load(consents, office.consents);
    if (access.may("name-preparers")) void load(preparers, office.preparers);
  };
  let shown: string | null = null;
  effect(() => {
    const signed = access.signed.value;
    const bin = signed.kind === "in" ? signed.organisation.bin : null;
    if (bin === shown) return;
    shown = bin;
    round += 1;
    for (const one of [applications, drafts, preparers, consents]) one.value = none;
    holders.value = {};
    // Outside of this effect: what is loaded must not make it run again.
    if (bin !== null) queueMicrotask(reload);
  });

  return {
    deps,
    applications,
    drafts,
    preparers,
    consents,
    reload,
    rosterOf: async (application) => {
      const mine = round;
      const reply = await office.rosterOf(application);
      const known = applications.value;
      const ledger = known.kind === "known" ? known.value.applications.find((one) => one.application === application)?.ledger : undefined;
      if (reply.ok && ledger !== undefined && mine === round) {
        const active = reply.value.rows.filter(({ state }) => state === "active");
        const names = active.map(({ scheme, country, value }) => holderName(scheme, country, value));
        holders.value = { ...holders.value, [ledger]: new Set([...(holders.value[ledger] ?? []), ...names]) };
      }
      return reply;
    },
    permitted: (ledger) => (ledger === null ? nobody : (holders.value[ledger] ?? nobody)),
    consentOf: (firm) => {
      const known = consents.value;
      if (known.kind !== "known") return null;
      const digits = firm.replaceAll(/\D/g, "");
      return known.value.received.some((one) => one.firm === digits && one.state === "active");
    },
  };
}
