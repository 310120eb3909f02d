import type { AppealCase, AppealDecision, AppealList, AppealRow } from "@beket/api";
import { err, ok, travellerReasons, type DecisionTrace, type Result } from "@beket/domain";
import type { AuditPort } from "../audit/types.ts";
import type { OpenedStop, Refusals } from "../public/refusals.ts";
import type { ReplayOutcome } from "../replay/replay.ts";
import type { Appeal, AppealStore } from "./ports.ts";

export type AppealDeskDeps = {
  readonly store: AppealStore;
  readonly refusals: Pick<Refusals, "byId">;
  /** The contested application for an official; null when it is gone. */
  readonly application: (submission: string) => AppealCase["application"];
  readonly replay: (trace: DecisionTrace) => ReplayOutcome;
  readonly audit: AuditPort;
  readonly timeZone: () => string;
  readonly now: () => number;
};
export type AppealDeskFault = "appeal-unknown" | "appeal-decided";
const listMax = 500;

const rowOf = ({ id, kind, number, post, aboutAt, receivedAt, state, decidedAt, answer }: Appeal): AppealRow => ({
  appeal: id,
  kind,
  number,
  post,
  about: aboutAt,
  receivedAt,
  state,
  decidedAt,
  answer,
});

/** What a registrar sees and decides. A case shows who stood at the post: each view of it is audited before the answer. */
export function createAppealDesk(deps: AppealDeskDeps) {
  const { store, audit } = deps;
  const caseOf = (appeal: Appeal): AppealCase => {
    const stop = appeal.kind === "refusal" ? deps.refusals.byId(appeal.target) : null;
    return {
      ...rowOf(appeal),
      text: appeal.text,
      phone: appeal.phone,
      correction: appeal.correction,
      note: appeal.note,
      decidedBy: appeal.decidedBy,
      stop: stop === null ? null : stopOf(stop, deps.replay),
      refusal: stop === null ? null : refusalOf(stop, deps.timeZone()),
      application: appeal.kind === "application" ? deps.application(appeal.target) : null,
    };
  };
  const viewed = (staff: string, what: string, shown: AppealCase, reason: string | null): void =>
    audit.viewed({
      by: { kind: "staff", code: staff },
      what,
      subjects: (shown.stop?.subjects ?? []).map(({ key }) => key),
      about: shown.appeal,
      reason,
    });
  return {
    list: (which: "open" | "decided"): AppealList => ({ appeals: store.list(which, listMax).map(rowOf), asOf: deps.now() }),
    case: (id: string, staff: string): Result<AppealCase, AppealDeskFault> => {
      const appeal = store.byId(id);
      if (appeal === null) return err("appeal-unknown");
      const shown = caseOf(appeal);
      viewed(staff, "appeal", shown, null);
      return ok(shown);
    },
    /** Once: who comes second is told that it is decided. */
    decide: (id: string, decision: AppealDecision, staff: string): Result<AppealCase, AppealDeskFault> => {
      if (store.byId(id) === null) return err("appeal-unknown");
      if (!store.decide(id, decision, staff, deps.now())) return err("appeal-decided");
      const appeal = store.byId(id);
      if (appeal === null) return err("appeal-unknown");
      const shown = caseOf(appeal);
      viewed(staff, "appeal-decision", shown, decision.outcome);
      return ok(shown);
    },
  };
}
export type AppealDesk = ReturnType<typeof createAppealDesk>;

function refusalOf({ record }: OpenedStop, timeZone: string): AppealCase["refusal"] {
  const outcome = record.kind === "refusal" ? "DENY" : "REFER";
  return { reasons: [...travellerReasons(record.reasons, outcome, { timeZone })], outcome: record.outcome };
}

/** Null where the look-up has not come from the post yet. */
function stopOf({ record, lookup }: OpenedStop, replay: AppealDeskDeps["replay"]): AppealCase["stop"] {
  if (lookup === null || record.lookup === null) return null;
  const { trace } = lookup;
  const state = trace.replica?.ledger ?? null;
  const dataAsOf = state?.dataAsOf ?? null;
  return {
    lookup: record.lookup,
    officer: record.officer,
    lane: record.lane,
    subjects: trace.stop.subjects.map(({ role, key, readBy }) => ({ role, key, readBy: [...readBy] })),
    outcome: trace.decision.kind === "verdict" ? trace.decision.outcome : null,
    replay: replay(trace),
    regimeVersion: trace.regimeVersion,
    registryVersion: state?.version ?? null,
    dataAgeMs: dataAsOf === null ? null : Math.max(0, trace.correctedTime - dataAsOf),
  };
}
