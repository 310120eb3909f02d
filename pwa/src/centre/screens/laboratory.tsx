import type { LabOrder, OrderResultRequest } from "@beket/api";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { count, say } from "../../i18n/index.ts";
import { listenWedge } from "../../scan/wedge.ts";
import { Badge, Button, Card, Choice, Field, Notice } from "../../ui/index.ts";
import { createPoll } from "../adapters/poll.ts";
import { useCentre, usePoll } from "../context.ts";
import { clockTo } from "../model/clock.ts";
import { refreshMs } from "../model/freshness.ts";
import { orderOfSpecimen, ordersByDue, specimenOf } from "../model/laboratory.ts";
import { csvName } from "../model/range.ts";
import { CallFailed, FreshMark, Heading, StaleBand, useFreshness, Working } from "../parts/basics.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { shortMoment } from "../parts/format.ts";
import { PcrClock } from "../parts/pcr-clock.tsx";
import { useSend } from "../parts/use-send.ts";
import { holds, laboratory as w, resultNames } from "../words/health.ts";

type Result = OrderResultRequest["result"];
const results = ["negative", "positive", "invalid"] as const satisfies readonly Result[];
const resultIcons = { negative: "minus", positive: "plus", invalid: "repeat" } as const;

/** Tubes by their deadline; a result goes to the one that was scanned, and to no other. */
export function LaboratoryScreen() {
  const centre = useCentre();
  const poll = useMemo(() => createPoll({ load: centre.central.orders, everyMs: refreshMs, timers: centre.timers }), [centre]);
  const polled = usePoll(poll);
  const freshness = useFreshness([polled]);
  const [filter, setFilter] = useState<"open" | "all">("open");
  const orders = polled.value?.orders ?? [];
  const open = orders.filter(({ result }) => result === null);
  const clocks = open.map(({ dueAt }) => clockTo(dueAt, centre.now.value));
  const overdue = clocks.filter(({ kind }) => kind === "over").length;
  const soon = clocks.filter((clock) => clock.kind === "left" && clock.soon).length;
  return (
    <>
      <Heading lead={say(w.lead)} aside={<FreshMark state={freshness} />}>
        {say(w.heading)}
      </Heading>
      <StaleBand state={freshness} onRetry={() => void poll.refresh()} />
      <ResultForm orders={orders} onSaved={() => void poll.refresh()} />
      <div class="desk-tools">
        <Choice
          label={say(w.filter)}
          value={filter}
          items={[
            { value: "open", name: `${say(w.open)} ${count(open.length)}` },
            { value: "all", name: `${say(w.all)} ${count(orders.length)}` },
          ]}
          onChange={setFilter}
        />
        {overdue > 0 ? (
          <Badge tone="bad" icon="alert">
            {say(w.overdue)}: {count(overdue)}
          </Badge>
        ) : null}
        {soon > 0 ? (
          <Badge tone="warn" icon="clock">
            {say(w.soon)}: {count(soon)}
          </Badge>
        ) : null}
      </div>
      {polled.value === null ? (
        freshness.kind === "failed" ? null : (
          <Working />
        )
      ) : (
        <Orders orders={ordersByDue(filter === "open" ? open : orders)} of={orders.length} />
      )}
    </>
  );
}

function Orders({ orders, of }: { readonly orders: readonly LabOrder[]; readonly of: number }) {
  const centre = useCentre();
  return (
    <DataTable
      caption={say(w.heading)}
      headingLevel="none"
      columns={[
        {
          key: "specimen",
          name: say(w.specimen),
          value: ({ specimen }) => specimen,
          show: ({ specimen }) => <span class="code">{specimen}</span>,
        },
        { key: "due-at", name: say(w.due), value: ({ dueAt }) => dueAt, show: (order) => <PcrClock pcr={order} exact /> },
        {
          key: "ordered-at",
          name: say(w.ordered),
          isNumber: true,
          value: ({ orderedAt }) => orderedAt,
          show: ({ orderedAt }) => shortMoment(orderedAt, centre),
        },
        { key: "post", name: say(w.where), value: ({ post }) => centre.postName(post), show: ({ post }) => centre.postName(post) },
        { key: "laboratory", name: say(w.lab), value: ({ laboratory }) => laboratory, show: ({ laboratory }) => laboratory },
      ]}
      rows={orders}
      of={of}
      rowKey={({ test, specimen }) => `${test} ${specimen}`}
      file={{ kind: "rows", name: csvName("pcr-orders", centre.now.value, centre.timeZone.value) }}
      empty={say(w.none)}
      testId="orders"
    />
  );
}

function ResultForm({ orders, onSaved }: { readonly orders: readonly LabOrder[]; readonly onSaved: () => void }) {
  const { central, postName } = useCentre();
  const [typed, setTyped] = useState("");
  const [result, setResult] = useState<Result | null>(null);
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const finding = orderOfSpecimen(typed, orders);
  const { state, go, reset } = useSend((id, input: Omit<OrderResultRequest, "id">) => central.orderResult({ id, ...input }));
  // A scanner is heard wherever the last click was; a new tube takes the result of the last one off the form.
  const take = (specimen: string): void => {
    setTyped(specimenOf(specimen));
    setResult(null);
    setTried(false);
    reset();
  };
  useEffect(() => listenWedge(window, { onScan: ({ text }) => take(text) }), []);
  const save = async (): Promise<void> => {
    setTried(true);
    if (finding.kind !== "open" || result === null) return;
    const { test, specimen } = finding.order;
    if ((await go({ test, specimen, result })) === null) return;
    setTyped("");
    setResult(null);
    setTried(false);
    field.current?.focus();
    onSaved();
  };
  const error =
    finding.kind === "read"
      ? say(w.already(finding.order.result === null ? "" : say(resultNames[finding.order.result])))
      : finding.kind === "unknown" && (tried || typed.length >= 8)
        ? say(w.unknown)
        : finding.kind === "empty" && tried
          ? say(w.specimenHint)
          : null;
  return (
    <Card>
      <form
        class="lab-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (state.kind !== "sending") void save();
        }}
      >
        <Field
          label={say(w.specimen)}
          hint={finding.kind === "open" ? say(w.found(postName(finding.order.post))) : say(w.specimenHint)}
          error={error}
          value={typed}
          maxLength={30}
          code
          inputRef={field}
          onInput={(text) => {
            setTyped(text.toUpperCase());
            setResult(null);
            setTried(false);
          }}
        />
        <fieldset class="lab-results" disabled={finding.kind !== "open"}>
          <legend class="field-label">{say(w.result)}</legend>
          <Choice
            label={say(w.result)}
            size="main"
            value={result ?? ""}
            items={results.map((value) => ({ value, name: say(resultNames[value]), icon: resultIcons[value] }))}
            onChange={(chosen) => setResult(results.find((known) => known === chosen) ?? null)}
          />
        </fieldset>
        {tried && finding.kind === "open" && result === null ? <p class="field-error">{say(w.choose)}</p> : null}
        {state.kind === "failed" ? <CallFailed failure={state.failure} /> : null}
        {state.kind === "failed" && state.failure.kind !== "problem" ? <p class="small">{say(holds.unsure)}</p> : null}
        {state.kind === "done" ? (
          <Notice tone="good" live="polite" testId="lab-saved">
            {say(w.saved(state.value.specimen, state.value.result === null ? "" : say(resultNames[state.value.result])))}
          </Notice>
        ) : null}
        <div class="row">
          <Button
            kind="primary"
            type="submit"
            busy={state.kind === "sending"}
            disabled={finding.kind !== "open" || result === null}
            testId="lab-save"
          >
            {say(w.save)}
          </Button>
        </div>
      </form>
    </Card>
  );
}
