import { AuthorityAct, err, ok } from "@beket/domain";
import * as v from "valibot";
import { fromUtf8 } from "../bytes.ts";
import type { Handler } from "../submissions/desk.ts";
import type { Answer } from "../submissions/ports.ts";
import { applyListed, type ActDeps } from "./apply-act.ts";

/**
 * What the service does in an authority's name under the authority's own key: exemptions of small organisations, and their end. Each is a
 * handful of rows that a rule of the regime asks for, so it needs no second person; nobody submits one from outside.
 */
export function createServiceActHandler(deps: ActDeps): Handler {
  return {
    kind: "service-act",
    read: (json) => {
      const parsed = v.safeParse(AuthorityAct, json);
      if (!parsed.success) return err("application.document-invalid");
      const { type, authority, nonce, origin, createdAt } = parsed.output;
      if (type !== "beket/exemption/1" && type !== "beket/release/1") return err("application.document-invalid");
      const found = deps.authorities.find((one) => one.authority === authority);
      return ok({ nonce, origin, createdAt, prepared: false, expected: found === undefined ? {} : { bin: found.bin } });
    },
    outcome: (submission) => deps.store.outcome(submission.id),
    decide: (submission, now) => {
      let urgent: readonly number[] = [];
      const answer = deps.store.transaction((): Answer => {
        const done = applyListed(deps, submission.id, fromUtf8(submission.document), now);
        ({ urgent } = done);
        deps.store.recordOutcome(submission.id, now, done.answer);
        return done.answer;
      });
      if (urgent.length > 0) deps.scope.urgent(urgent);
      if (answer.rows.length > 0) deps.scope.changed();
      return answer;
    },
  };
}
