import { AuthorityAct, err, ok } from "@beket/domain";
import * as v from "valibot";
import type { ChangeLog } from "../acts/ports.ts";
import { fromUtf8 } from "../bytes.ts";
import type { Handler } from "../submissions/desk.ts";
import type { Answer } from "../submissions/ports.ts";
import { applyListed, parseAct, type ActDeps } from "./apply-act.ts";

export type { ActDeps, ActRow, CommonStore } from "./apply-act.ts";

/**
 * Whose turn it is after a signature that stands. `at-once`: no second person is needed and nobody proposed it here; it is done in this
 * very transaction. A code refuses it. `held`: the engine of acts goes on with it.
 */
export type SignedAct = { readonly kind: "at-once" } | { readonly kind: "held" } | { readonly kind: "refused"; readonly code: string };
export type ActGate = {
  readonly signed: (
    signed: { readonly act: AuthorityAct; readonly document: string; readonly submission: string },
    now: number,
  ) => SignedAct;
  /** An act that was done at once is kept with the others, so that it is seen and can be undone. */
  readonly doneAtOnce: (
    signed: { readonly act: AuthorityAct; readonly document: string; readonly submission: string },
    now: number,
  ) => void;
};

/** A named authority's signed act becomes rows of the common scope, or waits for its second person and its moment. */
export function createActHandler(deps: ActDeps & { readonly gate: ActGate; readonly log: ChangeLog }): Handler {
  return {
    kind: "act",
    read: (json) => {
      const parsed = v.safeParse(AuthorityAct, json);
      if (!parsed.success) return err("application.document-invalid");
      const { authority, nonce, origin, createdAt } = parsed.output;
      const found = deps.authorities.find((one) => one.authority === authority);
      // Without a BIN to expect, the validator refuses: an unknown authority never signs.
      return ok({ nonce, origin, createdAt, prepared: false, expected: found === undefined ? {} : { bin: found.bin } });
    },
    outcome: (submission) => {
      const answer = deps.store.outcome(submission.id);
      // A stop between the rows and the list of acts must not leave rows that nobody sees and nobody can undo.
      if (answer?.reasons.length === 0) {
        const document = fromUtf8(submission.document);
        deps.gate.doneAtOnce({ act: parseAct(document), document, submission: submission.id }, submission.receivedAt);
      }
      return answer;
    },
    decide: (submission, now) => {
      const document = fromUtf8(submission.document);
      const act = parseAct(document);
      const signed = { act, document, submission: submission.id };
      const gate = deps.gate.signed(signed, now);
      let urgent: readonly number[] = [];
      const answer = deps.store.transaction((): Answer => {
        let reply: Answer = { reasons: gate.kind === "refused" ? [gate.code] : [], rows: [] };
        if (gate.kind === "at-once") {
          const done = applyListed(deps, submission.id, document, now);
          ({ urgent, answer: reply } = done);
          deps.log.add(act.act, done.changes);
        }
        deps.store.recordOutcome(submission.id, now, reply);
        return reply;
      });
      if (gate.kind === "at-once" && answer.reasons.length === 0) deps.gate.doneAtOnce(signed, now);
      if (urgent.length > 0) deps.scope.urgent(urgent);
      if (answer.rows.length > 0) deps.scope.changed();
      return answer;
    },
  };
}
