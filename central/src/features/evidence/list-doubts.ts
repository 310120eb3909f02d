import type { AnswerFacts } from "./types.ts";

type Known = Pick<AnswerFacts, "key" | "thisUpdate">;
export type ListDoubts = {
  /** The validator did not accept what rests on this list. */
  readonly doubt: (list: Known) => void;
  readonly isDoubted: (list: Known) => boolean;
  /** A list that says it was made then would bring back who was revoked since the one at hand. */
  readonly isOlder: (known: Known, thisUpdate: number) => boolean;
  /** A list came and is kept now. */
  readonly came: (known: Known | null, list: Known) => void;
};

/**
 * Lists are kept before anybody has proved their signature, and most come without TLS. One that was not believed must not keep out the true
 * one: it is asked for anew, whole, and only the list before it says what is too old. Where the same list comes once more, it is the
 * service's word, and is not fetched whole again for the sake of one certificate that it does not cover.
 */
export function createListDoubts(): ListDoubts {
  const doubted = new Set<string>();
  /** Came twice, by its time. */
  const repeated = new Map<string, number>();
  /** The time of the list before the one at hand. */
  const before = new Map<string, number>();
  return {
    doubt: ({ key, thisUpdate }) => {
      if (repeated.get(key) !== thisUpdate) doubted.add(key);
    },
    isDoubted: ({ key }) => doubted.has(key),
    isOlder: ({ key, thisUpdate }, next) => next < (doubted.has(key) ? (before.get(key) ?? Number.NEGATIVE_INFINITY) : thisUpdate),
    came: (known, { key, thisUpdate }) => {
      if (known !== null && !doubted.has(key)) before.set(key, known.thisUpdate);
      if (known !== null && doubted.has(key) && known.thisUpdate === thisUpdate) repeated.set(key, thisUpdate);
      doubted.delete(key);
    },
  };
}
