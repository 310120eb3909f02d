import { type BorderTest, type TestResult, testResults, type Uuid } from "@beket/domain";
import { useEffect } from "preact/hooks";
import { civilTime, formatMinute } from "@beket/domain";
import { language, say } from "../../i18n/index.ts";
import { Button, Card, Field, Notice, type IconName } from "../../ui/index.ts";
import { cassetteInHand } from "../model/cassette.ts";
import { clockText } from "../model/timers.ts";
import { deskWords } from "../words/desk.ts";
import { testWords } from "../words/test.ts";
import { timeZoneOf, useApp, useScan, useWork } from "./context.ts";
import { ActBar, PageHead, RefusalNotice, ScanButton, Tiles } from "./parts.tsx";
import { personOfFact, Troubles } from "./troubles.tsx";

const resultIcons: Readonly<Record<TestResult, IconName>> = {
  negative: "minus",
  "positive-acute": "plus",
  "positive-past": "clock",
  invalid: "cross",
};

/** The cassette in the hand, and what its line says. Chosen first, recorded second: a result cannot be taken back. */
export function Reading({ id, scanned }: { readonly id: Uuid; readonly scanned: string | null }) {
  const app = useApp();
  const test = app.border.value.test(id);
  useEffect(() => {
    // A scan that opened the page is the cassette in the hand.
    const { reading } = app.draft.peek();
    if (scanned !== null && reading?.test !== id) app.set({ reading: { test: id, inHand: scanned, result: null, reason: "" } });
  }, [scanned]);
  const back = () => app.go(test === null ? { kind: "timers" } : { kind: "person", person: test.person });
  const started = test?.started ?? null;
  if (test === null || started === null || test.state !== "running") {
    return (
      <div class="page page-narrow">
        <PageHead title={say(testWords.readingTitle)} onBack={back} />
        {test === null ? <p class="soft">{say(deskWords.nobodyHere)}</p> : <ReadAlready test={test} />}
      </div>
    );
  }
  return <RunningReading test={test} started={started} onBack={back} />;
}

function ReadAlready({ test }: { readonly test: BorderTest }) {
  const app = useApp();
  return (
    <>
      <Troubles of={(fact) => personOfFact(app, fact) === test.person} />
      <Notice tone="plain" title={test.read === null ? say(deskWords.done) : say(testWords.results[test.read.result])} />
      <Button kind="primary" size="main" wide onClick={() => app.go({ kind: "person", person: test.person })}>
        {say(deskWords.done)}
      </Button>
    </>
  );
}

function RunningReading(props: {
  readonly test: BorderTest;
  readonly started: NonNullable<BorderTest["started"]>;
  readonly onBack: () => void;
}) {
  const { test, started, onBack } = props;
  const app = useApp();
  const work = useWork();
  const person = app.border.value.person(test.person);
  const now = app.clock.value;
  const isEarly = now < started.readFrom;
  const isLate = now > started.readUntil;
  const mine = app.draft.value.reading;
  const reading = mine?.test === test.test ? mine : { test: test.test, inHand: "", result: null, reason: "" };
  const result = isLate ? "invalid" : reading.result;
  // Too late is reason enough, unless a better one is told.
  const reason = isLate && reading.reason === "" ? say(testWords.whyLate) : reading.reason;
  const set = (change: Partial<typeof reading>) => app.set({ reading: { ...reading, ...change } });
  const cassette = cassetteInHand(reading.inHand, test);
  const isSame = cassette === started.cassette;
  const kit = app.rules.value?.rules.kits.find(({ kitType }) => kitType === started.kitType);
  const results = testResults.filter((one) => kit?.results.includes(one) !== false);
  const needsReason = result === "invalid" && reason.trim() === "";
  useScan((text, meaning) => {
    // Another running cassette goes to its own reading; this one, or one that nobody knows, is what is in the hand.
    if (meaning.kind === "reading" && meaning.test.test !== test.test) return false;
    if (meaning.kind !== "reading" && meaning.kind !== "code" && meaning.kind !== "spent") return false;
    set({ inHand: app.scans.cassetteOf(text) ?? text });
    return true;
  });
  function record(): void {
    if (result === null || cassette === null) return;
    void work.run(
      () => app.acts.read(test, cassette, result, reason),
      () => {
        app.set({ reading: null });
        app.go({ kind: "person", person: test.person });
      },
    );
  }
  return (
    <div class="page page-narrow" data-testid="reading">
      <PageHead title={[person?.seat, person?.profile.name].filter(Boolean).join(" · ")} note={started.cassette} onBack={onBack}>
        <ScanButton />
      </PageHead>
      <RefusalNotice refusal={work.refusal.value} />
      <Troubles of={(fact) => fact.kind === "test" && fact.test === test.test} />
      {isEarly ? (
        <Notice tone="warn" title={`${say(testWords.tooEarly)} · ${clockText(started.readFrom - now)}`} testId="too-early">
          <p>{say(testWords.readAt(formatMinute(civilTime(started.readFrom, timeZoneOf(app)).minute)))}</p>
        </Notice>
      ) : isLate ? (
        <Notice tone="bad" title={say(testWords.tooLate)} testId="too-late" />
      ) : (
        <Notice tone="good" title={`${say(testWords.readWithin)} ${clockText(started.readUntil - now)}`} />
      )}
      <Card>
        <Field
          label={say(testWords.inHand)}
          hint={isSame ? say(testWords.inHandOk) : say(testWords.inHandHint)}
          value={reading.inHand}
          maxLength={40}
          code
          onInput={(text) => set({ inHand: text.toUpperCase() })}
        />
        <Tiles
          label={say(testWords.readingTitle)}
          value={result}
          disabled={isEarly}
          large
          items={(isLate ? (["invalid"] as const) : results).map((value) => ({
            value,
            name: say(testWords.results[value]),
            icon: resultIcons[value],
            note: say(testWords.resultHints[value]),
          }))}
          onChoose={(chosen) => set({ result: chosen })}
        />
        {result === "invalid" ? (
          <>
            <Tiles
              label={say(testWords.why)}
              value={reason}
              items={testWords.whyNotes.map((note) => ({ value: note[language.value], name: say(note) }))}
              onChoose={(chosen) => set({ reason: chosen })}
            />
            <Field label={say(testWords.why)} value={reason} maxLength={200} onInput={(typed) => set({ reason: typed })} />
          </>
        ) : null}
      </Card>
      <ActBar>
        <Button
          kind={result === "positive-acute" ? "danger" : "primary"}
          size="main"
          icon="check"
          wide
          disabled={isEarly || result === null || cassette === null || needsReason}
          busy={work.busy.value}
          onClick={record}
          testId="record-result"
        >
          {result === null ? say(testWords.chooseResult) : say(testWords.recordResult(say(testWords.results[result])))}
        </Button>
      </ActBar>
    </div>
  );
}
