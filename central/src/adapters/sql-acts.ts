import { actStates, type ActState } from "@beket/api";
import { ActDeed, ActEffect, actKinds, ledgers, Trilingual, type ActKind, type Ledger } from "@beket/domain";
import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import type { Act, ActStep, ActStore } from "../features/acts/ports.ts";

type Stored = {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly authority: string;
  readonly ground: string;
  readonly notice: string | null;
  readonly proposer: string | null;
  readonly proposedAt: number;
  readonly proposalSha256: string;
  readonly deed: string;
  readonly effectiveFrom: number | null;
  readonly needsSecond: number;
  readonly effect: string | null;
  readonly sample: string;
  readonly versions: string | null;
  readonly document: string | null;
  readonly documentSha256: string | null;
  readonly submission: string | null;
  readonly signedAt: number | null;
  readonly reasons: string;
  readonly approver: string | null;
  readonly approvedAt: number | null;
  readonly approval: Uint8Array | null;
  readonly changed: number | null;
  readonly leftAlone: number | null;
  readonly undoes: string | null;
  readonly undoneBy: string | null;
};
const columns = `id, kind, state, authority, ground, notice, proposer, proposed_at as "proposedAt", proposal_sha256 as "proposalSha256", deed,
  effective_from as "effectiveFrom", needs_second as "needsSecond", effect, sample, versions, document, document_sha256 as "documentSha256",
  submission, signed_at as "signedAt", reasons, approver, approved_at as "approvedAt", approval, changed, left_alone as "leftAlone", undoes,
  undone_by as "undoneBy"`;
const json = <S extends v.GenericSchema>(schema: S) => v.pipe(v.string(), v.parseJson(), schema);
const Sample = v.array(
  v.object({
    ledger: v.nullable(v.picklist(ledgers)),
    number: v.nullable(v.string()),
    organisation: v.nullable(v.string()),
    what: v.string(),
    validTo: v.number(),
  }),
);
const Versions = v.object({ city: v.number(), roadblock: v.number(), common: v.number() });
const Kind = v.picklist(actKinds);
const State = v.picklist(actStates);

const actFrom = ({ changed, leftAlone, ...row }: Stored): Act => ({
  ...row,
  kind: v.parse(Kind, row.kind),
  state: v.parse(State, row.state),
  notice: row.notice === null ? null : v.parse(json(Trilingual), row.notice),
  deed: v.parse(json(ActDeed), row.deed),
  effect: row.effect === null ? null : v.parse(json(ActEffect), row.effect),
  sample: v.parse(json(Sample), row.sample),
  versions: row.versions === null ? null : v.parse(json(Versions), row.versions),
  needsSecond: row.needsSecond === 1,
  reasons: v.parse(json(v.array(v.string())), row.reasons),
  outcome: changed === null || leftAlone === null ? null : { changed, leftAlone },
});
const jsonOrNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
const valuesOf = (act: Act) => [
  act.id,
  act.kind,
  act.state,
  act.authority,
  act.ground,
  jsonOrNull(act.notice),
  act.proposer,
  act.proposedAt,
  act.proposalSha256,
  JSON.stringify(act.deed),
  act.effectiveFrom,
  act.effect?.rows ?? 0,
  act.effect?.organisations ?? 0,
  act.needsSecond ? 1 : 0,
  jsonOrNull(act.effect),
  JSON.stringify(act.sample),
  jsonOrNull(act.versions),
  act.document,
  act.documentSha256,
  act.submission,
  act.signedAt,
  JSON.stringify(act.reasons),
  act.approver,
  act.approvedAt,
  act.approval,
  act.outcome?.changed ?? null,
  act.outcome?.leftAlone ?? null,
  act.undoes,
  act.undoneBy,
];
const written = `id, kind, state, authority, ground, notice, proposer, proposed_at, proposal_sha256, deed, effective_from, row_count, organisations,
  needs_second, effect, sample, versions, document, document_sha256, submission, signed_at, reasons, approver, approved_at, approval, changed,
  left_alone, undoes, undone_by`;
const names = written.split(",").map((name) => name.trim());

/** Acts of the authority with their steps and the rows they were counted over. */
export function createActStore(database: SqlDatabase): ActStore {
  const insert = database.prepare<unknown>(`insert into act (${written}) values (${names.map((_, at) => `?${at + 1}`).join(", ")})`);
  const update = database.prepare<unknown>(
    `update act set ${names
      .map((name, at) => `${name} = ?${at + 1}`)
      .slice(1)
      .join(", ")} where id = ?1`,
  );
  const byId = database.prepare<Stored>(`select ${columns} from act where id = ?1`);
  const list = database.prepare<Stored>(`select ${columns} from act order by proposed_at desc, id desc limit ?1`);
  const inState = database.prepare<Stored>(`select ${columns} from act where state = ?1 order by proposed_at, id`);
  const steps = database.prepare<{ at: number; step: string; by: string | null; code: string | null }>(
    `select at, step, by_staff as "by", code from act_step where act = ?1 order by entry`,
  );
  const lastStep = database.prepare<{ last: number | null }>(`select max(entry) as "last" from act_step where act = ?1`);
  const addStep = database.prepare<unknown>("insert into act_step (act, entry, at, step, by_staff, code) values (?1, ?2, ?3, ?4, ?5, ?6)");
  const alone = database.prepare<{ total: number }>(
    `select cast(coalesce(sum(row_count), 0) as bigint) as total from act where proposer = ?1 and kind = ?2 and signed_at >= ?3 and approver is null
       and state in ('approved', 'executing', 'done', 'undone')`,
  );
  const aloneOutside = database.prepare<{ total: number }>(
    `select cast(coalesce(sum(row_count), 0) as bigint) as total from act where proposer is null and authority = ?1 and kind = ?2
       and signed_at >= ?3 and approver is null and state in ('approved', 'executing', 'done', 'undone')`,
  );
  const targets = targetStatements(database);
  const find = (id: string): Act | null => {
    const found = byId.get(id);
    return found === null ? null : actFrom(found);
  };
  const note = (id: string, { at, step, by, code }: ActStep): void => {
    addStep.run(id, (lastStep.get(id)?.last ?? 0) + 1, at, step, by, code);
  };
  return {
    insert: (act, step) =>
      database.transaction(() => {
        insert.run(...valuesOf(act));
        note(act.id, step);
      }),
    change: (id, from, change, step) =>
      database.transaction(() => {
        const act = find(id);
        if (act === null || !from.includes(act.state)) return false;
        update.run(...valuesOf({ ...act, ...change, id }));
        if (step !== null) note(id, step);
        return true;
      }),
    byId: find,
    list: (limit) => list.all(limit).map(actFrom),
    inStates: (states: readonly ActState[]) => states.flatMap((state) => inState.all(state).map(actFrom)),
    steps: (id) => steps.all(id).map(stepFrom),
    aloneSince: ({ proposer, authority }, kind: ActKind, since: number) =>
      (proposer === null ? aloneOutside.get(authority, kind, since) : alone.get(proposer, kind, since))?.total ?? 0,
    ...targets,
  };
}

const stepNames = [...actStates, "proposed", "recounted", "effect-changed", "signature-refused"] as const;
const stepFrom = ({ at, step, by, code }: { at: number; step: string; by: string | null; code: string | null }): ActStep => ({
  at,
  step: v.parse(v.picklist(stepNames), step),
  by,
  code,
});

function targetStatements(database: SqlDatabase): Pick<ActStore, "clearTargets" | "addTargets" | "targets"> {
  const clear = database.prepare<unknown>("delete from act_target where act = ?1");
  const add = database.prepare<unknown>("insert into act_target (act, ledger, scope_row) values (?1, ?2, ?3) on conflict do nothing");
  const page = database.prepare<{ row: number }>(
    `select scope_row as "row" from act_target where act = ?1 and ledger = ?2 and scope_row > ?3 order by scope_row limit ?4`,
  );
  return {
    clearTargets: (act) => {
      clear.run(act);
    },
    addTargets: (act: string, ledger: Ledger, rows) =>
      database.transaction(() => {
        add.runMany(rows.map((row) => [act, ledger, row]));
      }),
    targets: (act, ledger, after, limit) => page.all(act, ledger, after, limit).map(({ row }) => row),
  };
}
