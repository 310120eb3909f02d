import { useEffect, useMemo, useState } from "preact/hooks";
import type { ApplyStore } from "../adapters/apply-store.ts";
import { checkAtOnceRows } from "../model/apply-prepare.ts";
import type { Draft } from "../model/draft.ts";
import { rosterProblems, type RowProblem } from "../roster/check.ts";

export type Found = { readonly problems: readonly RowProblem[]; readonly checking: boolean };
const pauseMs = 250;
const nothing: readonly RowProblem[] = [];

/** All problems of the roster; of a long one, those of a moment ago while somebody types and a thread checks. */
export function useRosterProblems(store: ApplyStore, draft: Draft): Found {
  const { persons, vehicles, ledger } = draft;
  const permitted = store.permitted(ledger);
  const small = persons.length + vehicles.length <= checkAtOnceRows;
  const live = useMemo(() => (small ? rosterProblems(persons, vehicles, permitted) : nothing), [persons, vehicles, small, permitted]);
  const [late, setLate] = useState<Found>({ problems: nothing, checking: false });
  useEffect(() => {
    if (small) return undefined;
    setLate((before) => ({ ...before, checking: true }));
    const timer = setTimeout(() => {
      void store.roster.check("typing", persons, vehicles, permitted).then((problems) => {
        if (problems !== null) setLate({ problems, checking: false });
      });
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [persons, vehicles, small, permitted]);
  return small ? { problems: live, checking: false } : late;
}
