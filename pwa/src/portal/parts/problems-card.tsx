import { say } from "../../i18n/index.ts";
import { Button, Notice } from "../../ui/index.ts";
import { stopping, type RowProblem } from "../roster/check.ts";
import { roster as w } from "../words/roster.ts";
import { Working } from "./parts.tsx";

/** What is wrong in the whole list, with a way to the next place and to mend alike rows at once. */
export function ProblemsCard(props: {
  readonly problems: readonly RowProblem[];
  readonly checking: boolean;
  readonly onNext: (problem: RowProblem) => void;
  readonly onTake: (problems: readonly RowProblem[]) => void;
  readonly onDrop: (problems: readonly RowProblem[]) => void;
}) {
  const { problems } = props;
  const wrong = stopping(problems);
  const advice = problems.filter((problem) => problem.code === "already-permitted");
  const swapped = wrong.filter((problem) => problem.code === "swapped-column" && problem.suggestion !== null);
  const formats = wrong.filter((problem) => problem.code !== "swapped-column" && problem.suggestion !== null);
  const [first] = wrong;
  return (
    <>
      {props.checking ? <Working>{say(w.checking)}</Working> : null}
      {first === undefined ? null : (
        <Notice tone="bad" title={say(w.problems(wrong.length))} live="polite" testId="roster-problems">
          <div class="row">
            <Button size="small" icon="down" onClick={() => props.onNext(first)}>
              {say(w.showNext)}
            </Button>
            {swapped.length < 2 ? null : (
              <Button size="small" icon="repeat" onClick={() => props.onTake(swapped)} testId="swap-all">
                {say(w.swapAll(swapped.length))}
              </Button>
            )}
            {formats.length < 2 ? null : (
              <Button size="small" icon="repeat" onClick={() => props.onTake(formats)} testId="mend-all">
                {say(w.mendAll(formats.length))}
              </Button>
            )}
          </div>
        </Notice>
      )}
      {advice.length === 0 ? null : (
        <Notice tone="warn" title={say(w.advice(advice.length))} live="polite" testId="roster-permitted">
          <div class="row">
            <Button size="small" icon="minus" onClick={() => props.onDrop(advice)}>
              {say(w.dropPermitted)}
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
}
