import type { SubmissionStore } from "../submissions/ports.ts";
import type { DraftStore } from "./types.ts";

/**
 * The store of submissions, by which drafts follow what became of them: a receipt makes its draft signed, and a signature that did not
 * stand makes it ready again, each in the transaction of the step itself.
 */
export function followedByDrafts(store: SubmissionStore, drafts: Pick<DraftStore, "signed" | "freed">, now: () => number): SubmissionStore {
  return {
    ...store,
    receive: (submission, about) => {
      store.transaction(() => {
        store.receive(submission, about);
        drafts.signed(about.nonce, submission.id, now());
      });
    },
    settle: (id, change, evidence, stampUntil) => {
      store.transaction(() => {
        store.settle(id, change, evidence, stampUntil);
        if (change.state === "rejected") drafts.freed(id, now());
      });
    },
  };
}
