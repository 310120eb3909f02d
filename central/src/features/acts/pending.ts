import { encodeRecord, type PermitFate, type Regime } from "@beket/domain";
import type { LedgerStore, PermitRow, ScopePort } from "../records/ledger.ts";
import type { ActStore, ChangeLog } from "./ports.ts";
import { cutOverTest, isStandingFrom, revokedFrom, type OrganisationLookup } from "./select.ts";

/** A cut-over that is published and ends permits at its moment. */
export type PendingVoid = { readonly act: string; readonly moment: number; readonly regime: Regime; readonly permits: PermitFate };
export type PendingDeps = { readonly organisation: OrganisationLookup; readonly now: () => number };
type Part = { readonly log: ChangeLog; readonly scope: ScopePort };

/**
 * Between a cut-over's publication and its moment permits are still issued by the rules in force; in the transaction that issues or
 * changes one it gets the moment as its end, so that nothing decided before the moment outlives it, however late the decision is
 * committed. A decision made at or after the moment is made by the new rules, and is not touched.
 */
export function createPendingVoids(deps: PendingDeps) {
  let pending: readonly PendingVoid[] = [];
  const remove = (act: string): void => {
    pending = pending.filter((one) => one.act !== act);
  };

  const end = (store: LedgerStore, part: Part, touched: readonly PermitRow[], judgedAt: number): void => {
    for (const { act, moment, regime, permits } of pending) {
      if (judgedAt >= moment) continue;
      const test = cutOverTest(regime, permits, store.ledger, deps.organisation);
      const ended = touched
        .filter((row) => isStandingFrom(row.record, moment) && test(row))
        .map((row) => ({ before: row, after: { ...row, record: revokedFrom(row.record, moment) } }));
      if (ended.length > 0) writeEnded(store, part, act, judgedAt, ended);
    }
  };

  const guard = (store: LedgerStore, part: Part): LedgerStore => {
    let open: { readonly touched: Map<number, PermitRow>; decidedAt: number | null } | null = null;
    const touch = (rows: readonly PermitRow[]): void => {
      for (const row of rows) open?.touched.set(row.scopeRow, row);
    };
    return {
      ...store,
      insert: (rows) => {
        store.insert(rows);
        touch(rows);
      },
      update: (rows, source) => {
        store.update(rows, source);
        touch(rows);
      },
      recordOutcome: (submission, decidedAt, answer) => {
        store.recordOutcome(submission, decidedAt, answer);
        if (open !== null) open.decidedAt = decidedAt;
      },
      transaction: (work) => {
        if (open !== null) return store.transaction(work);
        const startedAt = deps.now();
        const mine = { touched: new Map<number, PermitRow>(), decidedAt: null as number | null };
        open = mine;
        try {
          return store.transaction(() => {
            const result = work();
            if (pending.length > 0) end(store, part, [...mine.touched.values()], mine.decidedAt ?? startedAt);
            return result;
          });
        } finally {
          open = null;
        }
      },
    };
  };
  return {
    guard,
    add: (one: PendingVoid): void => {
      remove(one.act);
      if (one.permits !== "keep") pending = [...pending, one];
    },
    remove,
  };
}
export type PendingVoids = ReturnType<typeof createPendingVoids>;

type Ended = { readonly before: PermitRow; readonly after: PermitRow };

function writeEnded(store: LedgerStore, { log, scope }: Part, act: string, at: number, ended: readonly Ended[]): void {
  scope.commit(
    ended.map(({ after }) => ({ kind: after.key.scheme, value: after.key.value, row: after.scopeRow, record: encodeRecord(after.record) })),
  );
  store.update(
    ended.map(({ after }) => after),
    { act: "revoked", at, submission: null, source: "cut-over" },
  );
  log.add(
    act,
    ended.map(({ before, after }) => ({ row: before.scopeRow, before: encodeRecord(before.record), after: encodeRecord(after.record) })),
  );
}

/** After its moment a cut-over is remembered for so long, for a decision that was made before it and is committed late. */
const rememberedMs = 3_600_000;

/**
 * Cut-overs that are out and whose moment is to come or has just been; without those that are being undone. `hasBegun` tells of an act that is
 * executing whether anything of it is out: until then it may still be refused.
 */
export function pendingOf(
  store: Pick<ActStore, "inStates">,
  now: number,
  hasBegun: (act: string) => boolean = () => true,
): readonly PendingVoid[] {
  const acts = store.inStates(["executing", "done"]).filter(({ id, state }) => state === "done" || hasBegun(id));
  const undone = new Set(acts.map(({ undoes }) => undoes));
  return acts.flatMap(({ id, deed }): readonly PendingVoid[] => {
    if (deed.kind !== "regime" || undone.has(id) || deed.regime.validFrom < now - rememberedMs) return [];
    return [{ act: id, moment: deed.regime.validFrom, regime: deed.regime, permits: deed.permits }];
  });
}
