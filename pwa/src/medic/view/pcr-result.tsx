import type { Uuid } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { say } from "../../i18n/index.ts";
import { Button, Card, Field, Notice } from "../../ui/index.ts";
import { kitCode } from "../model/cassette.ts";
import { deskWords } from "../words/desk.ts";
import { testWords } from "../words/test.ts";
import { useApp, useScan, useWork } from "./context.ts";
import { ActBar, PageHead, RefusalNotice, ScanButton, Tiles } from "./parts.tsx";
import { PcrClock } from "./positive-panel.tsx";

const results = ["negative", "positive", "invalid"] as const;
const icons = { negative: "minus", positive: "plus", invalid: "cross" } as const;

/** The result of one specimen, by the tube in the hand. A laboratory assistant records it; nobody else can. */
export function PcrResult({ id, scanned }: { readonly id: Uuid; readonly scanned: string | null }) {
  const app = useApp();
  const work = useWork();
  const chosen = useSignal<(typeof results)[number] | null>(null);
  // A scan that opened the page is the tube in the hand.
  const inHand = useSignal(scanned ?? "");
  const test = app.border.value.test(id);
  const back = () => app.go({ kind: "pcr" });
  useScan((_, meaning) => {
    if (meaning.kind !== "specimen" || meaning.test.test !== id) return false;
    inHand.value = meaning.test.pcr?.specimen ?? "";
    return true;
  });
  if (test === null || test.pcr === null) return <PageHead title={say(deskWords.nobodyHere)} onBack={back} />;
  const isLaboratory = app.role.value === "laboratory";
  const specimen = kitCode(inHand.value);
  return (
    <div class="page page-narrow">
      <PageHead title={say(testWords.pcrResultTitle)} onBack={back}>
        <ScanButton />
      </PageHead>
      <RefusalNotice refusal={work.refusal.value} />
      <Card>
        <PcrClock test={test} />
        {test.pcr.result !== null ? null : isLaboratory ? (
          <>
            <Field
              label={say(testWords.pcrSpecimenInHand)}
              hint={say(testWords.cassetteHint)}
              value={inHand.value}
              maxLength={40}
              code
              onInput={(text) => (inHand.value = text.toUpperCase())}
            />
            <Tiles
              label={say(testWords.pcrResultTitle)}
              value={chosen.value}
              items={results.map((value) => ({ value, name: say(testWords.pcrResults[value]), icon: icons[value] }))}
              onChoose={(value) => (chosen.value = value)}
            />
          </>
        ) : (
          <Notice title={say(testWords.laboratoryEnters)} />
        )}
      </Card>
      {isLaboratory && test.pcr.result === null ? (
        <ActBar>
          <Button
            kind="primary"
            size="main"
            icon="check"
            wide
            disabled={chosen.value === null || specimen === null}
            busy={work.busy.value}
            onClick={() => {
              const { value } = chosen;
              if (value !== null && specimen !== null) void work.run(() => app.acts.readPcr(test, specimen, value), back);
            }}
            testId="record-pcr"
          >
            {chosen.value === null ? say(testWords.chooseResult) : say(testWords.recordResult(say(testWords.pcrResults[chosen.value])))}
          </Button>
        </ActBar>
      ) : null}
    </div>
  );
}
