import type { CaseAbout } from "@beket/api";
import type { Ledgers } from "../records/ledger.ts";
import type { Submission } from "../submissions/ports.ts";

export type ResolveDeps = {
  readonly submission: (id: string) => Submission | null;
  readonly ledgers: Ledgers;
  /** The signed act behind an exemption or hold. */
  readonly actOf: (number: string) => string | null;
  /** Where a look-up lies among the stored events. */
  readonly lookupPosition: (event: string) => number | null;
  /** The look-ups behind a refusal's number, newest first. */
  readonly refusals: (number: string, post: string | null) => readonly { readonly lookup: string | null }[];
};
export type Resolved =
  | { readonly kind: "submission"; readonly submission: Submission }
  | { readonly kind: "lookup"; readonly event: string; readonly position: number };

/** What a case is about, as central keeps it; null where there is no such thing. */
export function resolveCase(deps: ResolveDeps, about: CaseAbout): Resolved | null {
  switch (about.kind) {
    case "submission": {
      const submission = deps.submission(about.id);
      return submission === null ? null : { kind: "submission", submission };
    }
    case "number": {
      const permit = [deps.ledgers.city, deps.ledgers.roadblock].flatMap(({ store }) => store.byNumber(about.number))[0];
      const id = permit?.submission ?? deps.actOf(about.number);
      const submission = id === null ? null : deps.submission(id);
      return submission === null ? null : { kind: "submission", submission };
    }
    case "lookup":
      return lookupAt(deps, about.event);
    case "refusal": {
      const lookup = deps.refusals(about.number, about.post).find((one) => one.lookup !== null)?.lookup;
      return lookup === undefined || lookup === null ? null : lookupAt(deps, lookup);
    }
  }
}
function lookupAt({ lookupPosition }: ResolveDeps, event: string): Resolved | null {
  const position = lookupPosition(event);
  return position === null ? null : { kind: "lookup", event, position };
}
