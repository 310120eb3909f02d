import {
  assert,
  decodeRecord,
  encodeRecord,
  regimeAt,
  type ActDeed,
  type Ledger,
  type PermitRecord,
  type Regime,
  type RegistryRecord,
} from "@beket/domain";
import type { CodecPort } from "@beket/replication";
import { applyListed, type ActDeps, type ActRow } from "../authority/apply-act.ts";
import { isEqual } from "../bytes.ts";
import type { Ledgers, PermitAct, PermitRow, PermitSource, ScopePort } from "../records/ledger.ts";
import { publishNamed, regimeRows, type NamedRowStore } from "../regime/common-rows.ts";
import type { Regimes, RegimeStore } from "../regime/regimes.ts";
import type { PermitPages } from "./count.ts";
import { nextMinute } from "./moment.ts";
import { pendingOf, type PendingVoids } from "./pending.ts";
import type { Act, ActProgress, ActStore, ChangeLog } from "./ports.ts";
import { cutOverTest, isStandingFrom, rememberOrganisations, revokedFrom, type OrganisationLookup, type PermitTest } from "./select.ts";

/** Rows written in one transaction: some milliseconds, so that nobody waits long for an answer. */
const sliceRows = 500;
/** More than this goes out in batches alone: each row once more on the lane would be the slower way. */
const urgentRowsMax = 1_000;
const ledgersInOrder = ["city", "roadblock"] as const;

export type ExecuteDeps = {
  readonly store: ActStore;
  /** As the database has them: the engine's own writes are not ended again by what is pending. */
  readonly ledgers: Ledgers;
  readonly pages: Readonly<Record<Ledger, PermitPages>>;
  readonly logs: Readonly<Record<Ledger | "common", ChangeLog>>;
  readonly listed: ActDeps;
  readonly regimes: Regimes;
  readonly regimeStore: RegimeStore;
  readonly named: NamedRowStore;
  readonly codec: CodecPort;
  readonly organisation: OrganisationLookup;
  readonly pending: PendingVoids;
  readonly leadMs: number;
  readonly now: () => number;
  readonly pause: () => Promise<void>;
};
export type Executed =
  | { readonly kind: "done"; readonly changed: number; readonly leftAlone: number }
  | { readonly kind: "late" }
  | { readonly kind: "refused"; readonly code: string };
type OnProgress = (done: number) => void;
const fresh: ActProgress = { nextRow: 0, done: false, changed: 0, leftAlone: 0 };

/**
 * Does what an act says. Each slice is one transaction with how far it got, so that after a stop it goes on where it was and nothing is
 * done twice. What takes effect at a moment carries that moment in every row: posts change at it together, whenever they heard.
 */
export async function execute(deps: ExecuteDeps, act: Act, onProgress: OnProgress): Promise<Executed> {
  const { deed } = act;
  switch (deed.kind) {
    case "regime":
      return cutOver(deps, act, deed, onProgress);
    case "revocation":
      return revoke(deps, act, onProgress);
    case "exemption":
    case "hold":
    case "release":
      return listed(deps, act);
    case "undo":
      return undo(deps, act, deed.of, onProgress);
  }
}

async function cutOver(deps: ExecuteDeps, act: Act, deed: Extract<ActDeed, { kind: "regime" }>, onProgress: OnProgress): Promise<Executed> {
  const { regime, permits } = deed;
  const log = deps.logs.common;
  if (log.progress(act.id) === null) {
    // Nothing is out yet: a cut-over that half of the posts would miss does not begin.
    if (regime.validFrom < deps.now() + deps.leadMs / 2) return { kind: "late" };
    if (deps.regimes.byVersion(regime.version) !== null) return { kind: "refused", code: "act.later-rules" };
    publishRegime(deps, act.id, regime);
  }
  deps.pending.add({ act: act.id, moment: regime.validFrom, regime, permits });
  const organisation = rememberOrganisations(deps.organisation);
  const end = (ledger: Ledger): PermitTest => cutOverTest(regime, permits, ledger, organisation);
  if (permits === "keep") return { kind: "done", changed: 0, leftAlone: 0 };
  return sum(
    await inSlices(deps, act, ledgersInOrder, onProgress, (ledger, progress) => {
      const page = deps.pages[ledger].page(progress.nextRow, sliceRows);
      const test = end(ledger);
      const ended = page.filter((row) => isStandingFrom(row.record, regime.validFrom) && test(row));
      return {
        nextRow: page.at(-1)?.scopeRow ?? null,
        rows: ended.map((row) => change(row, revokedFrom(row.record, regime.validFrom))),
        leftAlone: 0,
      };
    }),
  );
}

/** The rules, their registry row and that it was done, in one transaction of the common database. */
function publishRegime(deps: ExecuteDeps, act: string, regime: Regime): void {
  deps.named.transaction(() => {
    deps.regimeStore.add([regime]);
    publishNamed(deps.named, deps.listed.scope, deps.codec, regimeRows([regime]));
    deps.logs.common.setProgress(act, { ...fresh, done: true });
  });
  deps.regimes.changed();
}

async function revoke(deps: ExecuteDeps, act: Act, onProgress: OnProgress): Promise<Executed> {
  const from = act.effectiveFrom;
  assert(from !== null && act.deed.kind === "revocation", "a revocation that is executed has its moment");
  const isUrgent = act.deed.effectiveFrom === null && (act.effect?.rows ?? 0) <= urgentRowsMax;
  return sum(
    await inSlices(deps, act, act.deed.filter.ledgers, onProgress, (ledger, progress) => {
      const targets = deps.store.targets(act.id, ledger, progress.nextRow, sliceRows);
      const rows = deps.pages[ledger].rows(targets);
      const standing = rows.filter((row) => isStandingFrom(row.record, from));
      return {
        nextRow: targets.at(-1) ?? null,
        rows: standing.map((row) => change(row, revokedFrom(row.record, from))),
        leftAlone: targets.length - standing.length,
        isUrgent,
      };
    }),
  );
}

/** A head's signed word that a permit ends, not an act of the authority. */
const isOwnWord = ({ act, submission, source }: PermitAct): boolean =>
  act === "revoked" && submission !== null && !source.startsWith("act-");

type Change = { readonly before: PermitRow; readonly after: PermitRow };
const change = (row: PermitRow, record: PermitRecord): Change => ({ before: row, after: { ...row, record } });
type Slice = { readonly nextRow: number | null; readonly rows: readonly Change[]; readonly leftAlone: number; readonly isUrgent?: boolean };

async function inSlices(
  deps: ExecuteDeps,
  act: Act,
  ledgers: readonly Ledger[],
  onProgress: OnProgress,
  sliceOf: (ledger: Ledger, progress: ActProgress) => Slice,
): Promise<readonly ActProgress[]> {
  const totals: ActProgress[] = [];
  let before = 0;
  for (const ledger of ledgers) {
    const { store, scope } = deps.ledgers[ledger];
    const log = deps.logs[ledger];
    let progress = log.progress(act.id) ?? fresh;
    while (!progress.done) {
      const step = store.transaction(() => {
        const slice = sliceOf(ledger, progress);
        writeSlice(deps, act, ledger, slice.rows);
        const next: ActProgress = {
          nextRow: slice.nextRow ?? progress.nextRow,
          done: slice.nextRow === null,
          changed: progress.changed + slice.rows.length,
          leftAlone: progress.leftAlone + slice.leftAlone,
        };
        log.setProgress(act.id, next);
        return { slice, next };
      });
      ({ next: progress } = step);
      tell(scope, step.slice);
      onProgress(before + progress.changed + progress.leftAlone);
      await deps.pause();
    }
    before += progress.changed + progress.leftAlone;
    totals.push(progress);
  }
  return totals;
}

function tell(scope: ScopePort, { rows, isUrgent }: Slice): void {
  if (rows.length === 0) return;
  if (isUrgent === true) scope.urgent(rows.map(({ after }) => after.scopeRow));
  else scope.changed();
}

function writeSlice(deps: ExecuteDeps, act: Act, ledger: Ledger, changes: readonly Change[]): void {
  if (changes.length === 0) return;
  const { store, scope } = deps.ledgers[ledger];
  const after = changes.map((one) => one.after);
  scope.commit(after.map((row) => ({ kind: row.key.scheme, value: row.key.value, row: row.scopeRow, record: encodeRecord(row.record) })));
  const source: PermitSource = { act: "revoked", at: deps.now(), submission: act.submission, source: `act-${act.kind}` };
  store.update(after, source);
  deps.logs[ledger].add(
    act.id,
    changes.map((one) => ({ row: one.after.scopeRow, before: encodeRecord(one.before.record), after: encodeRecord(one.after.record) })),
  );
}

const sum = (totals: readonly ActProgress[]): Executed => ({
  kind: "done",
  changed: totals.reduce((all, { changed }) => all + changed, 0),
  leftAlone: totals.reduce((all, { leftAlone }) => all + leftAlone, 0),
});

/** Exemptions, holds and releases: at most 10,000 rows of the common set, in one transaction. */
function listed(deps: ExecuteDeps, act: Act): Executed {
  const { store, scope } = deps.listed;
  const log = deps.logs.common;
  assert(act.submission !== null && act.document !== null, "an act is executed under its signature");
  const { submission, document } = act;
  const done = store.transaction(() => {
    const before = log.progress(act.id);
    if (before !== null) return { code: null, urgent: [], changed: before.changed };
    const applied = applyListed(deps.listed, submission, document, deps.now());
    const [code] = applied.answer.reasons;
    if (code !== undefined) return { code, urgent: [], changed: 0 };
    log.add(act.id, applied.changes);
    log.setProgress(act.id, { ...fresh, done: true, changed: applied.changes.length });
    return { code: null, urgent: applied.urgent, changed: applied.changes.length };
  });
  if (done.code !== null) return { kind: "refused", code: done.code };
  if (done.urgent.length > 0) scope.urgent(done.urgent);
  scope.changed();
  return { kind: "done", changed: done.changed, leftAlone: 0 };
}

async function undo(deps: ExecuteDeps, act: Act, of: string, onProgress: OnProgress): Promise<Executed> {
  const original = deps.store.byId(of);
  assert(original !== null, "what is undone was there");
  if (original.deed.kind === "regime") {
    const fault = restoreRegime(deps, act.id, original.deed.regime);
    if (fault !== null) return { kind: "refused", code: fault };
    // Before the rows: a permit issued from here on is no longer ended.
    deps.pending.remove(of);
  }
  const restored = restoring(deps, original);
  const since = original.approvedAt ?? original.signedAt ?? 0;
  const totals = await inSlices(deps, act, ledgersInOrder, onProgress, (ledger, progress) => {
    const page = deps.logs[ledger].changes(of, progress.nextRow, sliceRows);
    const rows = new Map(deps.pages[ledger].rows(page.map(({ row }) => row)).map((row) => [row.scopeRow, row]));
    const changes = page.flatMap((one): Change[] => {
      const row = rows.get(one.row);
      if (row === undefined || one.before === null || !isEqual(encodeRecord(row.record), one.after)) return [];
      // Its organisation took it back as well in the meantime.
      if (deps.ledgers[ledger].store.acts(row.number).some((act) => isOwnWord(act) && act.at >= since)) return [];
      return [change(row, restored(ledger, row, one.before))];
    });
    return { nextRow: page.at(-1)?.row ?? null, rows: changes, leftAlone: page.length - changes.length };
  });
  return sum([...totals, restoreListed(deps, act.id, original)]);
}

/**
 * What a row would be had the act never been: what it was before, without what was undone since, and ended by the cut-overs that came after
 * the act or are still to come. Inside the slice's transaction.
 */
function restoring(deps: ExecuteDeps, original: Act): (ledger: Ledger, row: PermitRow, before: Uint8Array) => PermitRecord {
  const organisation = rememberOrganisations(deps.organisation);
  const undone = deps.store.inStates(["undone"]);
  const since = original.approvedAt ?? original.signedAt ?? 0;
  const acts = deps.store.inStates(["executing", "done"]);
  const ending = pendingOf({ inStates: () => acts }, 0, (act) => deps.logs.common.progress(act) !== null).filter(
    ({ act, moment }) => moment > deps.now() || (acts.find(({ id }) => id === act)?.approvedAt ?? 0) >= since,
  );
  const changeBy = (ledger: Ledger, act: string | null, row: number) =>
    act === null ? undefined : deps.logs[ledger].changes(act, row - 1, 1).find((one) => one.row === row);
  /** An act that was undone while this one held the row: its undo had to leave the row alone. */
  const unwound = (ledger: Ledger, row: number, bytes: Uint8Array): Uint8Array => {
    if (permitOf(bytes).status === "active") return bytes;
    for (const { id, undoneBy } of undone) {
      const made = changeBy(ledger, id, row);
      if (made === undefined || made.before === null || !isEqual(made.after, bytes)) continue;
      if (changeBy(ledger, undoneBy, row) === undefined) return unwound(ledger, row, made.before);
    }
    return bytes;
  };
  return (ledger, row, before) => {
    let record = permitOf(unwound(ledger, row.scopeRow, before));
    for (const { act, moment, regime, permits } of ending) {
      const test = permits === "keep" ? null : cutOverTest(regime, permits, ledger, organisation);
      if (test === null || !isStandingFrom(record, moment) || !test({ ...row, record })) continue;
      const ended = revokedFrom(record, moment);
      deps.logs[ledger].add(act, [{ row: row.scopeRow, before: encodeRecord(record), after: encodeRecord(ended) }]);
      record = ended;
    }
    return record;
  };
}

const permitOf = (bytes: Uint8Array): PermitRecord => {
  const record = decodeRecord(bytes);
  assert(record.ok && record.value.kind === "permit", "a change of a permit holds a permit");
  return record.value;
};

/**
 * The rules from before come back as a new version: from the same moment while that lies ahead, else from the next minute. Nothing is
 * deleted, so a post that heard of both goes by the later word, and every verdict can be computed again.
 */
function restoreRegime(deps: ExecuteDeps, undoId: string, undone: Regime): string | null {
  if (deps.logs.common.progress(undoId) !== null) return null;
  const all = deps.regimes.all();
  if (all.some((one) => one.version > undone.version)) return "act.later-rules";
  const others = all.filter((one) => one.version !== undone.version);
  const before = regimeAt(others, undone.validFrom);
  if (before === null) return "act.not-undoable";
  const now = deps.now();
  const validFrom = undone.validFrom > now ? undone.validFrom : nextMinute(now + 1);
  publishRegime(deps, undoId, { ...before, version: undone.version + 1, validFrom });
  return null;
}

/** Exemptions and holds that were made end; those that were ended come back. In one transaction. */
function restoreListed(deps: ExecuteDeps, undoId: string, original: Act): ActProgress {
  const { store, scope } = deps.listed;
  const log = deps.logs.common;
  if (original.kind === "regime" || original.kind === "revocation") return fresh;
  const done = store.transaction(() => {
    const before = log.progress(undoId);
    if (before !== null) return { progress: before, urgent: [] };
    const changes = log.changes(original.id, 0, Number.MAX_SAFE_INTEGER);
    const restored = changes.flatMap(
      ({ row: scopeRow, before: was, after }): { readonly row: ActRow; readonly record: ActRow["record"] }[] => {
        const row = store.byRow(scopeRow);
        if (row === null || !isEqual(encodeRecord(row.record), after)) return [];
        return [{ row, record: was === null ? ended(row.record, deps.now()) : listedOf(was) }];
      },
    );
    if (restored.length > 0) {
      scope.commit(
        restored.map(({ row, record }) => ({
          kind: row.key.scheme,
          value: row.key.value,
          row: row.scopeRow,
          record: encodeRecord(record),
        })),
      );
      store.update(restored.map(({ row, record }) => ({ ...row, record })));
    }
    log.add(
      undoId,
      restored.map(({ row, record }) => ({ row: row.scopeRow, before: encodeRecord(row.record), after: encodeRecord(record) })),
    );
    const progress = { ...fresh, done: true, changed: restored.length, leftAlone: changes.length - restored.length };
    log.setProgress(undoId, progress);
    return { progress, urgent: restored.map(({ row }) => row.scopeRow) };
  });
  if (done.urgent.length > 0) scope.urgent(done.urgent);
  return done.progress;
}

const ended = (record: ActRow["record"], now: number): ActRow["record"] =>
  record.kind === "hold" ? { ...record, status: "released" } : { ...record, status: "revoked", revokedFrom: now };

function listedOf(bytes: Uint8Array): ActRow["record"] {
  const record: RegistryRecord | null = (() => {
    const decoded = decodeRecord(bytes);
    return decoded.ok ? decoded.value : null;
  })();
  assert(
    record !== null && (record.kind === "hold" || record.kind === "exemption"),
    "a change of the common set holds a hold or exemption",
  );
  return record;
}
