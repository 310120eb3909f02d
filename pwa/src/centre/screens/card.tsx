import type { DailyCardReply } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { count, say } from "../../i18n/index.ts";
import { Button, Card, Field, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/central.ts";
import { useCentre, usePanel } from "../context.ts";
import { laboratoriesOf } from "../model/card-days.ts";
import {
  cardNumbers,
  cardToForm,
  type CardBody,
  type CardForm,
  type CardNumber,
  type CardWarning,
  emptyCard,
  fieldOfWarning,
  formToCard,
  isTyped,
  warningsOf,
} from "../model/card.ts";
import { dateText } from "../model/range.ts";
import { CallFailed, Heading, TextArea, Working } from "../parts/basics.tsx";
import { moment } from "../parts/format.ts";
import { useSend } from "../parts/use-send.ts";
import { holds } from "../words/health.ts";
import { card as w, numberNames, warningNames } from "../words/card.ts";
import { LaboratoryRows, OutbreakRows } from "./card-rows.tsx";
import { LastDays } from "./card-days.tsx";

/** The city's daily form: what is typed stands beside what the system counted; warnings are told and never in the way. */
export function CardScreen() {
  const centre = useCentre();
  const [date, setDate] = useState(() => dateText(centre.now.value, centre.timeZone.value));
  const [loaded, setLoaded] = useState<{ readonly date: string; readonly reply: DailyCardReply } | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [round, setRound] = useState(0);
  const days = usePanel("daily-card", "week");
  useEffect(() => {
    let isOver = false;
    setFailure(null);
    void centre.central.card(date).then((answer) => {
      if (isOver) return;
      if (answer.ok) setLoaded({ date, reply: answer.value });
      else setFailure(answer.error);
    });
    return () => {
      isOver = true;
    };
  }, [date, round]);
  const today = dateText(centre.now.value, centre.timeZone.value);
  return (
    <>
      <Heading
        lead={say(w.lead)}
        aside={
          <div class="card-date">
            <Field label={say(w.date)} type="date" value={date} max={today} onInput={(next) => next !== "" && setDate(next)} />
          </div>
        }
      >
        {say(w.heading)}
      </Heading>
      {failure === null ? null : <CallFailed failure={failure} onRetry={() => setRound(round + 1)} />}
      <div class="board">
        {loaded === null || loaded.date !== date || (days.rows === null && days.polled.failure === null) ? (
          failure === null ? (
            <Working />
          ) : null
        ) : (
          <CardEditor
            key={date}
            date={date}
            laboratories={laboratoriesOf(days.rows ?? [])}
            reply={loaded.reply}
            onSaved={(reply) => {
              setLoaded({ date, reply });
              void centre.panel("daily-card", "week").refresh();
            }}
          />
        )}
        <LastDays />
      </div>
    </>
  );
}

const groups: readonly { readonly name: "people" | "contacts" | "beds" | "vehicles"; readonly numbers: readonly CardNumber[] }[] = [
  { name: "people", numbers: ["newCases", "recovered", "deaths", "examined"] },
  { name: "contacts", numbers: ["contacts.found", "contacts.isolated"] },
  { name: "beds", numbers: ["beds.total", "beds.occupied", "beds.intensive", "beds.ventilators"] },
  { name: "vehicles", numbers: ["vehicles.in", "vehicles.out"] },
];

function CardEditor(props: {
  readonly date: string;
  readonly laboratories: ReturnType<typeof laboratoriesOf>;
  readonly reply: DailyCardReply;
  readonly onSaved: (reply: DailyCardReply) => void;
}) {
  const centre = useCentre();
  const { date, reply } = props;
  const { counted } = reply;
  const [form, setForm] = useState<CardForm>(() => (reply.card === null ? emptyCard(props.laboratories) : cardToForm(reply.card)));
  const [tried, setTried] = useState(false);
  const { state, go, reset } = useSend((id, card: CardBody) => centre.central.saveCard({ ...card, id }));
  const read = formToCard(form, date);
  const faults = "faults" in read ? read.faults : [];
  const warnings = "card" in read ? warningsOf(read.card, counted).filter((warning) => tried || isTyped(warning, form)) : [];
  const change = (next: CardForm): void => {
    setForm(next);
    reset();
  };
  const save = async (): Promise<void> => {
    setTried(true);
    if (!("card" in read)) return;
    const saved = await go(read.card);
    if (saved !== null) props.onSaved(saved);
  };
  const countedOf: Partial<Record<CardNumber, number>> = { "vehicles.in": counted.vehiclesIn, "vehicles.out": counted.vehiclesOut };
  return (
    <form
      class="board"
      noValidate
      data-testid="card-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (state.kind !== "sending") void save();
      }}
    >
      <div class="card-groups">
        {groups.map(({ name, numbers }) => (
          <Card key={name} title={say(w[name])}>
            <div class="pair">
              {numbers.map((at) => (
                <Field
                  key={at}
                  label={say(numberNames[at])}
                  inputMode="numeric"
                  value={form.numbers[at]}
                  maxLength={12}
                  error={faults.includes(at) ? say(w.wrong) : null}
                  hint={countedOf[at] === undefined ? "" : say(w.counted(count(countedOf[at])))}
                  onInput={(text) => change({ ...form, numbers: { ...form.numbers, [at]: text } })}
                />
              ))}
            </div>
          </Card>
        ))}
      </div>
      <LaboratoryRows form={form} faults={faults} warnings={warnings} counted={counted} onChange={change} />
      <OutbreakRows form={form} faults={faults} onChange={change} />
      <Card>
        <TextArea label={say(w.note)} value={form.note} rows={2} maxLength={1_000} onInput={(note) => change({ ...form, note })} />
        <Warnings warnings={warnings} form={form} />
        {tried && faults.length > 0 ? (
          <Notice tone="bad" live="polite">
            {say(w.mend)}
          </Notice>
        ) : null}
        {state.kind === "failed" ? <CallFailed failure={state.failure} /> : null}
        {state.kind === "failed" && state.failure.kind !== "problem" ? <p class="small">{say(holds.unsure)}</p> : null}
        <div class="row">
          <Button kind="primary" type="submit" busy={state.kind === "sending"} testId="card-save">
            {say(reply.card === null ? w.save : w.saveAgain)}
          </Button>
          <span class="soft small" role="status" data-testid="card-saved">
            {reply.savedAt === null ? say(w.notSaved) : say(w.saved(moment(reply.savedAt, centre), reply.savedBy ?? "–"))}
          </span>
        </div>
      </Card>
    </form>
  );
}

/** All warnings together before the button, each with the field it speaks of. */
function Warnings({ warnings, form }: { readonly warnings: readonly CardWarning[]; readonly form: CardForm }) {
  if (warnings.length === 0) return null;
  const nameOf = (at: string): string => {
    const number = cardNumbers.find((name) => name === at);
    if (number !== undefined) return `: ${say(numberNames[number])}`;
    const key = /^laboratories\.([0-9]+)\./.exec(fieldOfWarning(at, form))?.[1];
    const row = form.laboratories.find((one) => String(one.key) === key);
    return row === undefined ? "" : `: ${row.laboratory.trim()}`;
  };
  return (
    <Notice tone="warn" title={say(w.warnings)} testId="card-warnings">
      <ul>
        {warnings.map(({ code, at }) => (
          <li key={`${code} ${at}`} data-code={code}>
            {say(warningNames[code])}
            {nameOf(at)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
