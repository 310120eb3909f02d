import type { ActState, ActView } from "@beket/api";
import { actKindNames, ledgerName } from "@beket/domain";
import { count, dateTime, language, say } from "../../i18n/index.ts";
import { Badge, Notice, type Tone } from "../../ui/index.ts";
import { useAuthority } from "../context.ts";
import { actWords as w, authorityName, stateNames, stepNames } from "../words/acts.ts";

const tones: Readonly<Record<ActState, Tone>> = {
  counting: "plain",
  counted: "plain",
  checking: "plain",
  "awaiting-approval": "warn",
  approved: "plain",
  executing: "plain",
  done: "good",
  withdrawn: "plain",
  refused: "bad",
  late: "bad",
  undone: "warn",
};
export const StateBadge = ({ state }: { readonly state: ActState }) => <Badge tone={tones[state]}>{say(stateNames[state])}</Badge>;

/** State, who and when; why it was refused. */
export function ActHead({ act }: { readonly act: ActView }) {
  const { timeZone } = useAuthority();
  const facts: readonly (readonly [string, string | null])[] = [
    [say(w.kind), actKindNames[act.kind][language.value]],
    [say(w.authority), say(authorityName(act.authority))],
    [say(w.proposer), act.proposer ?? say(w.ownSystem)],
    [say(w.approver), act.approver],
    [say(w.moment), act.effectiveFrom === null ? null : dateTime(act.effectiveFrom, timeZone.value)],
    [say(w.ground), act.ground],
    [say(w.undoes), act.undoes],
    [say(w.undoneBy), act.undoneBy],
    [
      say(w.outcome),
      act.outcome === null ? null : `${count(act.outcome.changed)} ${say(w.changed)}, ${count(act.outcome.leftAlone)} ${say(w.leftAlone)}`,
    ],
  ];
  return (
    <>
      <p class="row" data-testid="act-state" data-state={act.state}>
        <StateBadge state={act.state} />
        {act.needsSecond && act.state === "counted" ? <Badge tone="warn">{say(w.second)}</Badge> : null}
      </p>
      {act.progress === null ? null : (
        <p class="act-progress" role="status">
          <progress value={act.progress.done} max={Math.max(1, act.progress.of)} aria-label={say(stateNames[act.state])} />
          <span>
            {count(act.progress.done)} / {count(act.progress.of)}
          </span>
        </p>
      )}
      {act.reasons.map((reason) => (
        <Notice key={reason.code} tone="bad" testId={`act-reason-${reason.code}`}>
          {reason[language.value]}
        </Notice>
      ))}
      <dl class="act-list">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name} class="act-fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}

/** What changes, in numbers and by a few of the rows; nobody is named. */
export function ActEffectView({ act }: { readonly act: ActView }) {
  const { timeZone } = useAuthority();
  const { effect } = act;
  if (effect === null) return null;
  return (
    <section class="stack" aria-label={say(w.counts)}>
      <h3>
        {say(w.counts)}: <span data-testid="act-rows">{count(effect.rows)}</span>
      </h3>
      {effect.ledgers.length === 0 ? null : (
        <div class="act-scroll">
          <table class="act-table">
            <thead>
              <tr>
                {[w.ledger, w.permits, w.persons, w.vehicles, w.organisations].map((name) => (
                  <th key={name.en} scope="col">
                    {say(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {effect.ledgers.map((row) => (
                <tr key={row.ledger}>
                  <th scope="row">{ledgerName(row.ledger, language.value)}</th>
                  {[row.permits, row.persons, row.vehicles, row.organisations].map((value, at) => (
                    <td key={at} class="number">
                      {count(value)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {effect.common === 0 ? null : (
        <p>
          {say(w.common)}: {count(effect.common)}
        </p>
      )}
      {act.sample.length === 0 ? null : (
        <details>
          <summary>
            {say(w.sample)} ({count(act.sample.length)})
          </summary>
          <div class="act-scroll">
            <table class="act-table">
              <thead>
                <tr>
                  {[w.number, w.organisation, w.what, w.validTo].map((name) => (
                    <th key={name.en} scope="col">
                      {say(name)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {act.sample.map((row, at) => (
                  <tr key={at}>
                    <th scope="row" class="code">
                      {row.number ?? "—"}
                    </th>
                    <td>{row.organisation ?? "—"}</td>
                    <td>{row.what}</td>
                    <td>{dateTime(row.validTo, timeZone.value)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </section>
  );
}

export function ActHistory({ act }: { readonly act: ActView }) {
  const { timeZone } = useAuthority();
  return (
    <details>
      <summary>{say(w.history)}</summary>
      <ol class="act-history">
        {act.history.map((step, at) => {
          const name = stepNames[step.step];
          return (
            <li key={at}>
              <span class="soft small">{dateTime(step.at, timeZone.value)}</span> {name === undefined ? step.step : say(name)}
              {step.by === null ? "" : ` · ${step.by}`}
              {step.code === null ? "" : ` · ${step.code}`}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
