import type { SlipReply } from "@beket/api";
import { type BorderTest, formatDateTime, type Person, type Uuid } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { language, languageNames } from "../../i18n/language.ts";
import { say } from "../../i18n/index.ts";
import { fieldWords } from "../../field/words/field.ts";
import { Button, Choice, Notice } from "../../ui/index.ts";
import { qrPath } from "../../scan/qr.ts";
import { deskWords } from "../words/desk.ts";
import { testWords } from "../words/test.ts";
import { timeZoneOf, useApp } from "./context.ts";
import { ActBar, PageHead } from "./parts.tsx";
import "./slip.css";

type Language = (typeof languageNames)[number]["language"];

/** The result on paper: what the edge signed as a QR code, and in words what the person needs. */
export function SlipPage({ id }: { readonly id: Uuid }) {
  const app = useApp();
  const slip = useSignal<SlipReply | null>(null);
  const failure = useSignal<"away" | "refused" | null>(null);
  const chosen = useSignal<Language>(language.peek());
  const test = app.border.value.test(id);
  const person = test === null ? null : app.border.value.person(test.person);
  const linked = app.station.link.value === "linked";
  const unsent = app.station.counts.value.waiting;
  const back = () => app.go(person === null ? { kind: "arrivals" } : { kind: "person", person: person.person });

  async function load(): Promise<void> {
    const answer = await app.client.slip(id);
    slip.value = answer.ok ? answer.value : null;
    failure.value = answer.ok ? null : answer.error.kind === "unreachable" ? "away" : "refused";
  }
  // Asked again when the link is back and when the last record has gone: the edge signs only what it knows.
  useEffect(() => {
    if (slip.value === null && linked) void load();
  }, [linked, unsent]);

  if (test === null || person === null) return <PageHead title={say(deskWords.nobodyHere)} onBack={back} />;
  return (
    <div class="page page-narrow">
      <div class="no-print page">
        <PageHead title={say(testWords.slipTitle)} onBack={back} />
        <Choice
          label={say(testWords.slipTitle)}
          value={chosen.value}
          items={languageNames.map(({ language: value, name }) => ({ value, name, lang: value }))}
          onChange={(value) => (chosen.value = value)}
        />
        {slip.value === null ? (
          <Notice
            tone="warn"
            title={say(failure.value === "refused" ? testWords.slipNotYet : testWords.slipWaits)}
            live="polite"
            testId="slip-waits"
          >
            <Button icon="refresh" onClick={() => void load()}>
              {say(fieldWords.tryAgain)}
            </Button>
          </Notice>
        ) : null}
      </div>
      {slip.value === null ? null : (
        <>
          <Slip slip={slip.value} test={test} person={person} shown={chosen.value} />
          <ActBar>
            <Button kind="primary" size="main" icon="printer" wide onClick={() => print()} testId="print">
              {say(testWords.print)}
            </Button>
          </ActBar>
        </>
      )}
    </div>
  );
}

/** Name and result, place and time; of the document only its last characters, so that a lost slip gives nothing away. */
function Slip(props: { readonly slip: SlipReply; readonly test: BorderTest; readonly person: Person; readonly shown: Language }) {
  const app = useApp();
  const { slip, test, person, shown } = props;
  const zone = timeZoneOf(app);
  const qr = qrPath(slip.text);
  const result = test.pcr?.result === "negative" ? "negative" : (test.read?.result ?? "negative");
  const post = app.station.post.value;
  const seen = person.profile.subjects[0]?.value.slice(-3) ?? null;
  const takenAt = test.pcr?.readAt ?? test.read?.at ?? test.registeredAt;
  return (
    <article class="slip" lang={shown} data-testid="slip-paper">
      <header class="slip-head">
        <p class="slip-title">{testWords.slipTitle[shown]}</p>
        <p>
          {post?.name[shown]} · {testWords.places[test.place][shown]}
        </p>
      </header>
      <svg class="slip-qr" viewBox={`0 0 ${qr.size} ${qr.size}`} shapeRendering="crispEdges" role="img" aria-label="QR">
        <rect width={qr.size} height={qr.size} fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
      <dl class="slip-facts">
        <div>
          <dt class="unseen">{testWords.readingTitle[shown]}</dt>
          <dd class="slip-result">
            {testWords.results[result][shown]}
            {test.pcr?.result === "negative" ? ` (${testWords.pcrResultTitle[shown]})` : ""}
          </dd>
        </div>
        <div>
          <dt class="unseen">{shown}</dt>
          <dd class="slip-name">{person.profile.name}</dd>
        </div>
        {seen === null ? null : <SlipFact name="№" value={`••• ${seen}`} />}
        <SlipFact name={testWords.slipTaken[shown]} value={formatDateTime(takenAt, zone, shown)} />
        <SlipFact name={testWords.slipValid[shown]} value={formatDateTime(slip.validUntil, zone, shown)} />
        <SlipFact name={testWords.slipNumber[shown]} value={slip.number} />
      </dl>
      <p class="slip-note">{testWords.slipNote[shown]}</p>
    </article>
  );
}

function SlipFact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div class="slip-fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
