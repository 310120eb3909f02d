import type { BorderTest } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { say } from "../../i18n/index.ts";
import { Button, Field } from "../../ui/index.ts";
import { deskWords } from "../words/desk.ts";
import { testWords } from "../words/test.ts";
import { useApp, useWork } from "./context.ts";
import { RefusalNotice } from "./parts.tsx";

/** Stops a test that was begun by mistake; never without a reason. */
export function CancelTest({ test }: { readonly test: BorderTest }) {
  const app = useApp();
  const work = useWork();
  const open = useSignal(false);
  const reason = useSignal("");
  if (!open.value)
    return (
      <Button kind="quiet" onClick={() => (open.value = true)} testId="cancel-test">
        {say(testWords.cancelTest)}
      </Button>
    );
  return (
    <div class="stack">
      <RefusalNotice refusal={work.refusal.value} />
      <Field label={say(testWords.cancelWhy)} value={reason.value} maxLength={200} onInput={(text) => (reason.value = text)} />
      <div class="pair">
        <Button onClick={() => (open.value = false)}>{say(deskWords.back)}</Button>
        <Button
          kind="danger"
          busy={work.busy.value}
          disabled={reason.value.trim() === ""}
          onClick={() => void work.run(() => app.acts.cancel(test, reason.value))}
        >
          {say(testWords.cancelTest)}
        </Button>
      </div>
    </div>
  );
}
