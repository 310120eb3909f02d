import type { BorderTest, BorderView } from "./types.ts";

/** A running test: `open` may be read until `at`, `waiting` from `at` on; `late` could be read until `at` and is invalid now. */
export type Due = { readonly test: BorderTest; readonly state: "open" | "late" | "waiting"; readonly at: number };

/** Running tests by what is due: windows that close soonest, then those that were missed, then those that open soonest. */
export function dueList(border: BorderView, now: number): readonly Due[] {
  return border
    .tests()
    .flatMap((test): readonly Due[] => {
      if (test.state !== "running" || test.started === null) return [];
      const { readFrom, readUntil } = test.started;
      if (now < readFrom) return [{ test, state: "waiting", at: readFrom }];
      return [{ test, state: now <= readUntil ? "open" : "late", at: readUntil }];
    })
    .toSorted((left, right) => rank[left.state] - rank[right.state] || left.at - right.at);
}
const rank = { open: 0, late: 1, waiting: 2 } as const;
