import { say } from "../../../i18n/index.ts";
import { Button, Card } from "../../../ui/index.ts";
import type { ApplyStore } from "../../adapters/apply-store.ts";
import type { ApplyState } from "../../model/apply.ts";
import type { Draft } from "../../model/draft.ts";
import { RadioCards } from "../../parts/parts.tsx";
import { frame } from "../../words/frame.ts";
import { drafting as w } from "../../words/office.ts";
import { TermsScreen } from "../terms.tsx";

/** Of a change: the terms stay, or all rows get new ones. */
export function ChangeTerms(props: {
  readonly state: ApplyState;
  readonly store: ApplyStore;
  readonly now: () => number;
  readonly edit: (change: Partial<Draft>) => void;
}) {
  const { state, store, now } = props;
  const { newTerms } = state.draft;
  return (
    <div class="stack">
      <Card>
        <RadioCards
          legend={say(w.newTerms)}
          items={[
            { value: "keep", name: say(w.keepTerms) },
            { value: "new", name: say(w.otherTerms) },
          ]}
          value={newTerms ? "new" : "keep"}
          onChange={(value) => props.edit({ newTerms: value === "new" })}
          testId="change-terms"
        />
      </Card>
      {newTerms ? (
        <TermsScreen state={state} store={store} now={now} />
      ) : (
        <div class="row actions">
          <Button size="main" icon="back" onClick={() => store.send({ kind: "back", to: "roster" })}>
            {say(frame.back)}
          </Button>
          <Button kind="primary" size="main" onClick={() => store.send({ kind: "next", nowMs: now() })} testId="next">
            {say(frame.next)}
          </Button>
        </div>
      )}
    </div>
  );
}
