import type { AppealRequest, AppealState, AppealTarget, ApplicationView, RefusalQuestion, RefusalRecord, Sentences } from "@beket/api";
import { err, ok, readRecordNumber, travellerReasons, type Outcome, type Result } from "@beket/domain";
import { formatUuid, uuidv7, type ClockPort, type RandomPort } from "@beket/replication";
import type { OpenedStop, Refusals } from "../public/refusals.ts";
import type { Tries } from "../public/tries.ts";
import type { Appeal, AppealStore } from "./ports.ts";

export type AppealsDeps = {
  readonly store: AppealStore;
  readonly refusals: Refusals;
  /** The application as its applicant sees it, for who has its secret; null: unknown or wrong, told alike. */
  readonly application: (id: string, secret: string) => ApplicationView | null;
  readonly postName: (post: string) => Sentences;
  readonly timeZone: () => string;
  readonly perNumber: Tries;
  readonly clock: ClockPort;
  readonly random: RandomPort;
};
export type AppealFault = "unknown" | "nothing-to-appeal" | "too-many-requests";

const stateOf = ({ id, number, receivedAt, state, decidedAt, answer }: Appeal): AppealState => ({
  appeal: id,
  number,
  receivedAt,
  state,
  decidedAt,
  answer,
});
/** What a person was told at the post, by what became of them. */
const outcomeOf = ({ record }: OpenedStop): Outcome => (record.kind === "refusal" ? "DENY" : "REFER");

/** A refused person reads the record by its number and contests it, and an applicant contests a refusal or a revocation; nobody signs in. */
export function createAppeals(deps: AppealsDeps) {
  const { store } = deps;
  const found = ({ number, proof }: RefusalQuestion): Result<OpenedStop, AppealFault> => {
    const stop = deps.refusals.find(number, proof);
    // Counted by what was asked for, whether it exists or not.
    if (!deps.perNumber.take(number.toUpperCase().replaceAll(/[^0-9A-Z]/g, ""))) return err("too-many-requests");
    return stop === null ? err("unknown") : ok(stop);
  };
  const viewOf = (stop: OpenedStop): RefusalRecord => {
    const { record } = stop;
    const { number, kind, occurredAt, outcome } = record;
    const appeal = store.byTarget("refusal", record.id)[0];
    return {
      number,
      kind,
      occurredAt,
      post: deps.postName(record.post),
      reasons: [...travellerReasons(record.reasons, outcomeOf(stop), { timeZone: deps.timeZone() })],
      outcome,
      appeal: appeal === undefined ? null : stateOf(appeal),
    };
  };
  /** What may be contested, as far as it can be found. */
  const aboutOf = (target: AppealTarget): Result<Pick<Appeal, "kind" | "target" | "number" | "post" | "aboutAt">, AppealFault> => {
    if (target.kind === "refusal") {
      const stop = found(target);
      if (!stop.ok) return stop;
      const { id, number, post, occurredAt } = stop.value.record;
      return ok({ kind: "refusal", target: id, number, post, aboutAt: occurredAt });
    }
    const view = deps.application(target.id, target.secret);
    if (view === null) return err("unknown");
    const number = target.number === null ? null : readRecordNumber(target.number);
    const isContestable =
      target.number === null
        ? view.state === "refused" || view.state === "partly-issued"
        : view.permits.some((permit) => permit.number === number && permit.state === "revoked");
    if (!isContestable) return err("nothing-to-appeal");
    return ok({ kind: "application", target: view.id, number, post: null, aboutAt: view.receivedAt });
  };
  return {
    refusal: (question: RefusalQuestion): Result<RefusalRecord, AppealFault> => {
      const stop = found(question);
      return stop.ok ? ok(viewOf(stop.value)) : stop;
    },
    /** Kept once for each thing: a second one is answered with how the first stands. */
    appeal: ({ target, text, phone }: AppealRequest): Result<AppealState, AppealFault> => {
      const about = aboutOf(target);
      if (!about.ok) return about;
      const added = store.add({
        ...about.value,
        id: formatUuid(uuidv7(deps.clock, deps.random)),
        receivedAt: deps.clock.now(),
        text,
        phone,
        state: "open",
        decidedAt: null,
        decidedBy: null,
        answer: null,
        correction: null,
        note: null,
      });
      return ok(stateOf(added));
    },
    states: (target: AppealTarget): Result<readonly AppealState[], AppealFault> => {
      if (target.kind === "refusal") {
        const stop = found(target);
        return stop.ok ? ok(store.byTarget("refusal", stop.value.record.id).map(stateOf)) : stop;
      }
      const view = deps.application(target.id, target.secret);
      return view === null ? err("unknown") : ok(store.byTarget("application", view.id).map(stateOf));
    },
  };
}
export type Appeals = ReturnType<typeof createAppeals>;
