import { actRoutes, RegimePreview } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { Bars } from "../../charts/index.ts";
import { count, say } from "../../i18n/index.ts";
import { Button } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed } from "../parts/basics.tsx";
import { regimeWords as w } from "../words/regime.ts";

const lookAgainMs = 700;
const barsMax = 12;

/** What would change if the draft were in force, in numbers, with how far the count is. */
export function PreviewPanel({
  draft,
  revision,
  disabled,
}: {
  readonly draft: string;
  readonly revision: number;
  readonly disabled: boolean;
}) {
  const { api, timers } = useAuthority();
  const [preview, setPreview] = useState<RegimePreview | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const ask = async (method: "GET" | "POST"): Promise<void> => {
    const answer = await api.call(actRoutes.regimePreview(draft), RegimePreview, { method });
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setPreview(answer.value);
  };
  useEffect(() => (preview?.state === "running" ? timers.after(lookAgainMs, () => void ask("GET")) : undefined), [preview]);
  const current = preview !== null && preview.revision === revision ? preview : null;
  const { totals = null } = current ?? {};
  return (
    <section class="stack" data-testid="preview">
      <div class="row">
        <Button icon="list" disabled={disabled} onClick={() => void ask("POST")} testId="preview-begin">
          {say(w.preview)}
        </Button>
        {disabled ? <span class="soft">{say(w.saveFirst)}</span> : null}
      </div>
      {failure === null ? null : <CallFailed failure={failure} />}
      {current?.state === "running" ? (
        <p class="act-progress" role="status">
          <progress value={current.progress.done} max={Math.max(1, current.progress.of)} aria-label={say(w.counting)} />
          <span>
            {say(w.counting)} {count(current.progress.done)} / {count(current.progress.of)}
          </span>
        </p>
      ) : null}
      {current === null || totals === null ? null : (
        <>
          <h3>{say(w.previewTitle)}</h3>
          <dl class="preview-tiles">
            {(
              [
                [w.organisations, totals.organisations, false],
                [w.lose, totals.organisationsLose, true],
                [w.gain, totals.organisationsGain, false],
                [w.permits, totals.permits, false],
                [w.notAuthorised, totals.permitsNotAuthorised, true],
                [w.tooLong, totals.permitsTooLong, true],
                [w.overCap, totals.organisationsOverCap, true],
                [w.peopleOver, totals.peopleOverCap, true],
              ] as const
            ).map(([name, value, isBad]) => (
              <div key={name.en} class={isBad && value > 0 ? "preview-tile preview-tile-bad" : "preview-tile"}>
                <dt>{say(name)}</dt>
                <dd>{count(value)}</dd>
              </div>
            ))}
          </dl>
          <Chart rules={current.rules} />
        </>
      )}
    </section>
  );
}

function Chart({ rules }: Pick<RegimePreview, "rules">) {
  // The rules that change most are the ones to look at.
  const moved = rules.toSorted(
    (a, b) =>
      Math.abs(b.organisationsThen - b.organisationsNow) - Math.abs(a.organisationsThen - a.organisationsNow) ||
      b.organisationsNow - a.organisationsNow,
  );
  const total = (key: "organisationsNow" | "organisationsThen"): string => count(rules.reduce((sum, rule) => sum + rule[key], 0));
  return (
    <Bars
      title={say(w.chart)}
      summary={say(w.chartSummary(total("organisationsNow"), total("organisationsThen")))}
      series={[{ key: "then", name: say(w.chartThen), colour: "var(--accent)", pattern: "solid" }]}
      bars={moved.slice(0, barsMax).map((rule) => ({
        key: rule.rule,
        name: `${rule.rule} · OKED ${rule.okedPrefix}…`,
        values: [rule.organisationsThen],
        text: `${count(rule.organisationsNow)} → ${count(rule.organisationsThen)}`,
        ...(rule.permitsLose > 0 ? { note: `${say(w.permitsLose)}: ${count(rule.permitsLose)}` } : {}),
      }))}
      table={{
        head: [say(w.rule), say(w.chartNow), say(w.chartThen), say(w.lose), say(w.notAuthorised), say(w.overCap), say(w.peopleOver)],
        rows: moved.map((rule) => [
          rule.rule,
          count(rule.organisationsNow),
          count(rule.organisationsThen),
          count(rule.organisationsLose),
          count(rule.permitsLose),
          count(rule.organisationsOverCap),
          count(rule.peopleOverCap),
        ]),
      }}
      empty={say(w.noDifference)}
      testId="preview-chart"
    />
  );
}
