import { candidatesOf, type Candidate, type Choice, type Chooser } from "./choosers.ts";
import type { SimulatorKey } from "./keys.ts";
import type { SignRequest } from "./messages.ts";

/** A request that waits for a person. */
export type Pending = {
  readonly id: string;
  readonly request: SignRequest;
  readonly origin: string | null;
  readonly candidates: readonly Candidate[];
};

export type ConfirmDesk = {
  readonly choose: Chooser;
  /** The oldest request that waits, or null. */
  readonly current: () => Pending | null;
  /** False when the request is gone or the key does not fit it. */
  readonly answer: (id: string, answer: { readonly kind: "sign"; readonly keyName: string } | { readonly kind: "cancel" }) => boolean;
};

const waitingMax = 16;

export function createConfirmDesk(options: {
  readonly keys: readonly SimulatorKey[];
  readonly unfiltered: boolean;
  readonly now: () => number;
  readonly newId: () => string;
}): ConfirmDesk {
  const waiting = new Map<string, { readonly pending: Pending; readonly settle: (choice: Choice) => void }>();

  const choose: Chooser = (request, origin, signal) => {
    if (waiting.size >= waitingMax) return Promise.resolve({ kind: "failed", code: "BUSY", message: "too many requests wait" });
    const id = options.newId();
    const pending: Pending = { id, request, origin, candidates: candidatesOf(options.keys, request, options.now()) };
    const { promise, resolve } = Promise.withResolvers<Choice>();
    const settle = (choice: Choice): void => {
      waiting.delete(id);
      resolve(choice);
    };
    waiting.set(id, { pending, settle });
    // The page closed its connection: nobody waits for the signature any more.
    signal.addEventListener("abort", () => settle({ kind: "cancelled" }), { once: true });
    return promise;
  };

  const current = (): Pending | null => waiting.values().next().value?.pending ?? null;

  const answer: ConfirmDesk["answer"] = (id, given) => {
    const entry = waiting.get(id);
    if (entry === undefined) return false;
    if (given.kind === "cancel") {
      entry.settle({ kind: "cancelled" });
      return true;
    }
    const candidate = entry.pending.candidates.find(({ key }) => key.name === given.keyName);
    if (candidate === undefined || (candidate.mismatches.length > 0 && !options.unfiltered)) return false;
    entry.settle({ kind: "key", key: candidate.key });
    return true;
  };

  return { choose, current, answer };
}
