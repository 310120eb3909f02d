import { ActList, actRoutes, centralRoutes, RegimeReply, type ActSummary } from "@beket/api";
import { actKindNames, type Regime } from "@beket/domain";
import { useEffect, useState } from "preact/hooks";
import { DataTable } from "../../centre/parts/data-table.tsx";
import { count, dateTime, language, say } from "../../i18n/index.ts";
import { Button } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority, useSession } from "../context.ts";
import { CallFailed, Heading, Working } from "../parts/basics.tsx";
import { actWords as w, authorityName } from "../words/acts.ts";
import { StateBadge } from "./act-facts.tsx";
import { ActSheet } from "./act-sheet.tsx";
import "./acts.css";
import { ProposeSheet } from "./propose-sheet.tsx";

const lookAgainMs = 10_000;

/** The acts and the rules in force, read again by themselves while the screen stands. */
export function useActs() {
  const { api, timers } = useAuthority();
  const [list, setList] = useState<ActList | null>(null);
  const [inForce, setInForce] = useState<Regime | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const load = async (): Promise<void> => {
    const [acts, regime] = await Promise.all([api.call(actRoutes.acts, ActList), api.call(centralRoutes.regime, RegimeReply)]);
    setFailure(acts.ok ? null : acts.error);
    if (acts.ok) setList(acts.value);
    if (regime.ok) setInForce(regime.value.regime);
  };
  useEffect(() => void load(), []);
  useEffect(() => timers.after(lookAgainMs, () => void load()), [list, failure]);
  return { list, inForce, failure, load };
}

/** Acts of the authority: what was done, what waits for whom, and a new one. */
export function ActsScreen() {
  const { timeZone } = useAuthority();
  const session = useSession();
  const { list, inForce, failure, load } = useActs();
  const [opened, setOpened] = useState<string | null>(null);
  const [isProposing, setProposing] = useState(false);
  const proposer = (act: ActSummary): string => act.proposer ?? say(w.ownSystem);
  return (
    <>
      <Heading
        lead={say(w.lead)}
        aside={
          session.roles.includes("registrar") ? (
            <Button kind="primary" icon="plus" onClick={() => setProposing(true)} disabled={list === null} testId="propose">
              {say(w.propose)}
            </Button>
          ) : null
        }
      >
        {say(w.heading)}
      </Heading>
      {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
      {list === null ? (
        failure === null ? (
          <Working />
        ) : null
      ) : (
        <DataTable
          caption={say(w.heading)}
          headingLevel="none"
          columns={[
            {
              key: "kind",
              name: say(w.kind),
              value: ({ kind }) => actKindNames[kind][language.value],
              show: ({ act, kind }) => (
                <button type="button" class="link-button" data-testid="open-act" data-act={act} onClick={() => setOpened(act)}>
                  {actKindNames[kind][language.value]}
                </button>
              ),
            },
            { key: "state", name: say(w.state), value: ({ state }) => state, show: ({ state }) => <StateBadge state={state} /> },
            { key: "rows", name: say(w.rows), isNumber: true, value: ({ rows }) => rows, show: ({ rows }) => count(rows) },
            {
              key: "authority",
              name: say(w.authority),
              value: ({ authority }) => authority,
              show: ({ authority }) => say(authorityName(authority)),
            },
            { key: "proposer", name: say(w.proposer), value: proposer, show: proposer },
            { key: "approver", name: say(w.approver), value: ({ approver }) => approver, show: ({ approver }) => approver ?? "—" },
            {
              key: "moment",
              name: say(w.moment),
              value: ({ effectiveFrom }) => effectiveFrom,
              show: ({ effectiveFrom }) => (effectiveFrom === null ? "—" : dateTime(effectiveFrom, timeZone.value)),
            },
            {
              key: "proposed-at",
              name: say(w.proposedAt),
              isNumber: true,
              value: ({ proposedAt }) => proposedAt,
              show: ({ proposedAt }) => dateTime(proposedAt, timeZone.value),
            },
          ]}
          rows={list.acts}
          rowKey={({ act }) => act}
          file={{ kind: "rows", name: "acts.csv" }}
          empty={say(w.none)}
          testId="acts"
        />
      )}
      {isProposing && list !== null ? (
        <ProposeSheet
          list={list}
          inForce={inForce}
          onClose={() => setProposing(false)}
          onProposed={(act) => {
            setProposing(false);
            setOpened(act);
            void load();
          }}
        />
      ) : null}
      {opened === null ? null : (
        <ActSheet
          key={opened}
          act={opened}
          authorities={list?.authorities ?? []}
          inForce={inForce}
          onClose={() => setOpened(null)}
          onChanged={() => void load()}
          onOpen={setOpened}
        />
      )}
    </>
  );
}
