import { OfficerRow, ruleRows } from "@beket/api";
import {
  decodeRecord,
  Form,
  HealthRules,
  neighbours,
  Regime,
  regimeAt,
  type BorderRules,
  type Candidate,
  type ReplicaState,
  type RowRef,
  type SubjectKey,
} from "@beket/domain";
import { unpackJson, type CodecPort, type Replica } from "@beket/replication";
import * as v from "valibot";

export type PostReplicas = { readonly ledger: Replica; readonly common: Replica; readonly other: Replica | null };
/** What a decision reads of one ledger and the common scope, at one moment. */
export type LedgerView = {
  readonly state: () => ReplicaState;
  readonly exact: (key: SubjectKey) => {
    readonly candidates: readonly Candidate[];
    readonly overlay: readonly RowRef[];
    readonly damaged: boolean;
  };
  /** Neighbours of the identifier that have a row in the ledger or the common scope; opens none. */
  readonly near: (key: SubjectKey) => number;
};

/** Reads the post's replicas; rules and roster are parsed once and again only after `changed`. */
export function createPostRegistry(replicas: PostReplicas, codec: CodecPort) {
  let regimes: readonly Regime[] | null = null;
  let border: BorderRules | null = null;
  const officers = new Map<string, OfficerRow | null>();

  /** The named rows of the common scope that parse, newest first; a row of a newer format is passed over. */
  const rules = <S extends v.GenericSchema>(
    name: { readonly kind: string; readonly value: string },
    schema: S,
  ): readonly v.InferOutput<S>[] =>
    replicas.common
      .lookup(name.kind, name.value)
      .toSorted((left, right) => right.version - left.version)
      .flatMap(({ record }) => {
        const parsed = v.safeParse(schema, unpackJson(codec, record));
        return parsed.success ? [parsed.output] : [];
      });

  /** The newest rules of the border with the forms that they name, as far as these are here; null before the rules. */
  const borderRules = (): BorderRules | null => {
    const health = rules(ruleRows.health, HealthRules)[0];
    if (health === undefined) return null;
    const forms = health.forms.flatMap(({ form, version }) => {
      const found = rules(ruleRows.form(form), Form).find(({ questionnaire }) => questionnaire.version === String(version));
      return found ?? [];
    });
    return { rules: health, forms };
  };

  return {
    view: (which: "ledger" | "other"): LedgerView | null => {
      const ledger = replicas[which];
      return ledger === null ? null : ledgerView(ledger, replicas.common);
    },
    regime: (at: number): Regime | null => regimeAt((regimes ??= rules(ruleRows.regimes, Regime)), at),
    border: (): BorderRules | null => (border ??= borderRules()),
    officer: (code: string): OfficerRow | null => {
      const known = officers.get(code);
      if (known !== undefined) return known;
      const row = rules(ruleRows.officer(code), OfficerRow)[0] ?? null;
      // Codes come from whoever stands before the sign-in screen: only those that exist are remembered.
      if (row !== null) officers.set(code, row);
      return row;
    },
    /** True before the first batch of the common scope: nobody can sign in yet. */
    isEmpty: (): boolean => replicas.common.state().version === 0,
    /** To be called after a frame changed the common scope. */
    changed: (): void => {
      regimes = null;
      border = null;
      officers.clear();
    },
    states: () => ({ ledger: replicas.ledger.state(), common: replicas.common.state() }),
  };
}
export type PostRegistry = ReturnType<typeof createPostRegistry>;

function ledgerView(ledger: Replica, common: Replica): LedgerView {
  const scopes = [ledger, common];
  return {
    state: () => ({ ledger: scopeState(ledger), common: scopeState(common) }),
    exact: (key) => {
      const candidates: Candidate[] = [];
      const overlay: RowRef[] = [];
      let damaged = false;
      for (const replica of scopes)
        for (const found of replica.lookup(key.scheme, key.value)) {
          const ref = { scope: replica.scope, row: String(found.row), version: found.version };
          const record = decodeRecord(found.record);
          if (!record.ok) {
            damaged = true;
            continue;
          }
          candidates.push({ ref, record: record.value });
          if (found.overlay) overlay.push(ref);
        }
      return { candidates, overlay, damaged };
    },
    near: (key) => {
      const values = neighbours(key);
      return ledger.hasNeighbour(key.scheme, values) + common.hasNeighbour(key.scheme, values);
    },
  };
}

const scopeState = (replica: Replica): ReplicaState["ledger"] => {
  const { scope, version, complete, dataAsOf } = replica.state();
  return { scope, version, complete, dataAsOf };
};
