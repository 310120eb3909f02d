import type {
  BaseReply,
  ImportFault,
  ImportView,
  OrganisationCheckReply,
  OrganisationView,
  PendingConfirmation,
  PendingRefusal,
  PendingReply,
  RollBackRequest,
} from "@beket/api";
import { err, iinKey, ok, parseIin, type Regime, type Result } from "@beket/domain";
import type { ClockPort, RandomPort } from "@beket/replication";
import type { AuditPort } from "../audit/types.ts";
import type { Base } from "./base.ts";
import { startImport, type ImportWork } from "./importer.ts";
import { createLive, type Live } from "./live.ts";
import type { PendingOrganisations } from "./pending.ts";
import type { BesideStore, ImportFile, LivePermits, OrganisationSourcePort, Version, VersionStore } from "./ports.ts";
import { answerOf, applicantNumber, ledgerRules, type ApplicantId } from "./standing.ts";

export type OrganisationDeps = {
  readonly base: Base;
  readonly versions: VersionStore;
  readonly beside: BesideStore;
  readonly permits: readonly LivePermits[];
  readonly pending: PendingOrganisations;
  /** Null: there is no live source. */
  readonly source: OrganisationSourcePort | null;
  readonly audit: AuditPort;
  readonly regimeAt: (now: number) => Regime | null;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  readonly breathe: () => Promise<void>;
  readonly onError: () => void;
  /** Codes and counts, for the log. */
  readonly onImport: (version: Version) => void;
};
export type OrganisationFault =
  | "import-running"
  | "nothing-to-roll-back"
  | "base-changed"
  | "import-unknown"
  | "organisation-known"
  | "organisation-not-pending";
export type Organisations = {
  /** Answers at once; what is not known is asked of the live source after that. `self`: IIN of the portal session that asks. */
  readonly check: (id: ApplicantId, regime: Regime, self: string | null) => OrganisationCheckReply;
  /** One import at a time; the file is let go in any case. */
  readonly importFile: (
    file: ImportFile,
    given: { readonly isDryRun: boolean; readonly by: string },
  ) => Promise<Result<ImportWork, OrganisationFault>>;
  readonly stopImport: (id: number) => Result<null, OrganisationFault>;
  readonly importView: (id: number) => Result<ImportView, OrganisationFault>;
  readonly importFaults: (id: number) => Result<Iterable<readonly ImportFault[]>, OrganisationFault>;
  readonly reply: () => BaseReply;
  readonly rollBack: (asked: RollBackRequest, by: string) => Result<BaseReply, OrganisationFault>;
  readonly pending: () => PendingReply;
  readonly confirm: (asked: PendingConfirmation, by: string) => Result<OrganisationView, OrganisationFault>;
  readonly refuse: (asked: PendingRefusal, by: string) => Result<OrganisationView, OrganisationFault>;
  readonly one: (bin: string, by: string) => OrganisationView;
  /** Ends what a stop of the program interrupted; what is left over is taken away in the background. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  readonly idle: () => Promise<void>;
};

const firstFaultsMax = 100;
const historyMax = 50;
const rollBacksMax = 20;
const pendingMax = 1_000;
const sweepRows = 2_000;
const faultsPage = 1_000;
/** A base that is older is checked against the live source, number by number, as they are asked for. */
const refreshAfterMs = 7 * 24 * 3_600_000;

export function createOrganisations(deps: OrganisationDeps): Organisations {
  const { base, versions, beside, clock } = deps;
  const live = deps.source === null ? null : liveOf(deps, deps.source);
  let running: ImportWork | null = null;
  let sweeping: Promise<void> | null = null;
  let isStopped = false;

  const view = (version: Version): ImportView => ({ ...version, firstFaults: [...versions.faults(version.id, 0, firstFaultsMax)] });
  const viewOf = (id: number | null): ImportView | null => {
    const version = id === null ? null : versions.view(id);
    return version === null ? null : view(version);
  };
  const sweep = (): void => {
    sweeping ??= (async () => {
      while (!isStopped && versions.sweep(sweepRows)) await deps.breathe();
    })()
      .catch(deps.onError)
      .finally(() => {
        sweeping = null;
      });
  };
  const reply = (): BaseReply => ({
    present: viewOf(versions.present()),
    previous: viewOf(versions.previous()),
    running: viewOf(running?.id ?? null),
    history: versions.history(historyMax).map(view),
    rollBacks: [...versions.rollBacks(rollBacksMax)],
    added: beside.addedCount(),
    live: live?.status() ?? null,
  });
  const importFile: Organisations["importFile"] = async (file, given) => {
    if (running !== null || isStopped) {
      await file.done();
      return err("import-running");
    }
    const work = startImport({ ...deps, now: clock.now }, file, given);
    running = work;
    const ended = (version: Version | null): void => {
      running = null;
      if (version !== null) deps.onImport(version);
      if (version?.state === "present") base.changed(null);
      sweep();
    };
    work.done.then(ended, () => {
      ended(null);
      deps.onError();
    });
    return ok(work);
  };
  return {
    check: (id, regime, self) => {
      if (live !== null && (id.kind === "organisation" || id.iin === self)) {
        const importedAt = base.importedAt();
        const isOld = importedAt !== null && clock.now() - importedAt > refreshAfterMs;
        if (isOld || base.organisation(applicantNumber(id)) === null) live.want(applicantNumber(id));
      }
      return answerOf(id, base, regime, self);
    },
    importFile,
    stopImport: (id) => {
      if (running?.id !== id) return err("import-unknown");
      running.stop();
      return ok(null);
    },
    importView: (id) => {
      const found = viewOf(id);
      return found === null ? err("import-unknown") : ok(found);
    },
    importFaults: (id) => (versions.view(id) === null ? err("import-unknown") : ok(faultPages(versions, id))),
    reply,
    rollBack: ({ present, reason }, by) => {
      const [from, to] = [versions.present(), versions.previous()];
      if (running !== null) return err("import-running");
      if (from === null || to === null) return err("nothing-to-roll-back");
      if (from !== present) return err("base-changed");
      versions.swapBack({ at: clock.now(), by, reason, from, to });
      base.changed(null);
      return ok(reply());
    },
    ...registrar(deps, live),
    start: () => {
      versions.interrupt(clock.now());
      sweep();
    },
    stop: async () => {
      isStopped = true;
      live?.stop();
      running?.stop();
      await settled(running?.done);
      await sweeping;
    },
    idle: async () => {
      await settled(running?.done);
      while (sweeping !== null) await sweeping;
      await live?.idle();
    },
  };
}

/** Whatever came of it. */
const settled = async (work: Promise<unknown> | undefined): Promise<void> => {
  await Promise.allSettled([work]);
};

function liveOf(deps: OrganisationDeps, source: OrganisationSourcePort): Live {
  return createLive({
    source,
    store: deps.beside,
    now: deps.clock.now,
    random: deps.random,
    onAnswer: (bin) => deps.base.changed(bin),
    onError: deps.onError,
  });
}

function* faultPages(versions: VersionStore, id: number): Iterable<readonly ImportFault[]> {
  for (let from = 0; ; from += faultsPage) {
    const page = versions.faults(id, from, faultsPage);
    yield page;
    if (page.length < faultsPage) return;
  }
}

/** What registrars do with organisations that applied and are in no base. */
function registrar(deps: OrganisationDeps, live: Live | null): Pick<Organisations, "pending" | "confirm" | "refuse" | "one"> {
  const { base, beside, clock, versions } = deps;
  const oneOf = (bin: string): OrganisationView => {
    const found = base.find(bin);
    const refused = base.refusal(bin);
    const regime = deps.regimeAt(clock.now());
    const rules = found === null || regime === null || found.known.status !== "active" ? [] : ledgerRules(found.known, regime);
    return {
      bin,
      known: found === null ? null : knownView(found),
      refused: refused === null ? null : { by: refused.by, at: refused.at, reason: refused.reason },
      ledgers: rules.map(({ ledger, rule }) => ({ ledger, rule: rule.rule })),
    };
  };
  const knownView = ({ known, at, by, ground }: NonNullable<ReturnType<Base["find"]>>): NonNullable<OrganisationView["known"]> => {
    const present = versions.present();
    const { name, oked, headcount, status, source } = known;
    return {
      ...{ name, oked, headcount, status, source, at, by, ground },
      okedSecondary: [...known.okedSecondary],
      kato: known.kato ?? null,
      headKnown: (known.headIin ?? null) !== null,
      headOffice: known.headOffice,
      branches: present === null ? 0 : versions.branches(present, known.bin),
    };
  };
  const decide = (bin: string, act: () => void): Result<OrganisationView, OrganisationFault> => {
    const found = base.find(bin);
    if (found !== null && found.known.source !== "registrar") return err("organisation-known");
    // Who was decided about may be decided about again; nobody is added who did not apply.
    const isOpen = found !== null || base.refusal(bin) !== null || deps.pending.one(bin) !== null;
    if (!isOpen) return err("organisation-not-pending");
    act();
    base.changed(bin);
    return ok(oneOf(bin));
  };
  return {
    pending: () => {
      const all = deps.pending.list(pendingMax + 1);
      const liveOf = (bin: string) => {
        if (live === null) return null;
        const answer = beside.live(bin);
        return answer?.row === null ? ("unknown-there" as const) : live.didFail(bin) ? ("failed" as const) : null;
      };
      const open = all.filter(({ bin }) => base.find(bin) === null && base.refusal(bin) === null);
      return { pending: open.slice(0, pendingMax).map((one) => ({ ...one, live: liveOf(one.bin) })), more: all.length > pendingMax };
    },
    confirm: ({ bin, ground, ...row }, by) =>
      decide(bin, () => beside.add({ row: { bin, ...row, status: "active" }, ground, by, at: clock.now() })),
    refuse: ({ bin, reason }, by) => decide(bin, () => beside.refuse({ bin, reason, by, at: clock.now() })),
    one: (bin, by) => {
      const person = parseIin(bin);
      // A sole proprietor is a person, whose view is kept.
      if (person.ok) {
        deps.audit.viewed({
          by: { kind: "staff", code: by },
          what: "organisation",
          subjects: [iinKey(person.value)],
          about: null,
          reason: null,
        });
      }
      return oneOf(bin);
    },
  };
}
