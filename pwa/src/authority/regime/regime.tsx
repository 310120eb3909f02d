import { actRoutes, RegimeDesk, RegimeDraft } from "@beket/api";
import type { Regime } from "@beket/domain";
import { useEffect, useState } from "preact/hooks";
import { count, dateTime, say } from "../../i18n/index.ts";
import { Button, Card, Notice } from "../../ui/index.ts";
import { ActSheet } from "../acts/act-sheet.tsx";
import "../acts/acts.css";
import { useActs } from "../acts/acts.tsx";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority, useSession } from "../context.ts";
import { CallFailed, Heading, Working } from "../parts/basics.tsx";
import { regimeWords as w } from "../words/regime.ts";
import { DraftEditor } from "./draft-editor.tsx";
import "./regime.css";

/** The desk of the rules: what is in force, what comes, and drafts. */
export function RegimeScreen() {
  const { api, timeZone } = useAuthority();
  const isRegistrar = useSession().roles.includes("registrar");
  const { list, inForce, load: loadActs } = useActs();
  const [desk, setDesk] = useState<RegimeDesk | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const load = async (): Promise<void> => {
    const answer = await api.call(actRoutes.regimeDesk, RegimeDesk);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setDesk(answer.value);
  };
  useEffect(() => void load(), [editing, list]);
  const begin = async (): Promise<void> => {
    const begun = await api.call(actRoutes.regimeDesk, RegimeDraft, { method: "POST" });
    setFailure(begun.ok ? null : begun.error);
    if (begun.ok) setEditing(begun.value.draft);
  };
  const remove = async (draft: string): Promise<void> => {
    await api.done(actRoutes.regimeDraft(draft), { method: "DELETE" });
    await load();
  };
  return (
    <>
      <Heading
        lead={say(w.lead)}
        aside={
          isRegistrar && editing === null ? (
            <Button kind="primary" icon="plus" onClick={() => void begin()} testId="draft-new">
              {say(w.newDraft)}
            </Button>
          ) : null
        }
      >
        {say(w.heading)}
      </Heading>
      {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
      {editing !== null ? (
        <DraftEditor key={editing} draft={editing} list={list} onBack={() => setEditing(null)} onProposed={setOpened} />
      ) : desk === null ? (
        failure === null ? (
          <Working />
        ) : null
      ) : (
        <div class="stack">
          {desk.inForce === null ? <Notice tone="warn">{say(w.noRules)}</Notice> : <Rules title={say(w.inForce)} regime={desk.inForce} />}
          {desk.upcoming.map((regime) => (
            <Rules key={regime.version} title={say(w.upcoming)} regime={regime} />
          ))}
          <Card title={say(w.drafts)}>
            {desk.drafts.length === 0 ? <p class="soft">{say(w.noDrafts)}</p> : null}
            <ul class="draft-list">
              {desk.drafts.map(({ draft, title, updatedAt, updatedBy }) => (
                <li key={draft} class="draft-line">
                  <button type="button" class="link-button" data-testid="draft-open" onClick={() => setEditing(draft)}>
                    {title === "" ? say(w.untitled) : title}
                  </button>
                  <span class="soft small">
                    {dateTime(updatedAt, timeZone.value)} · {updatedBy}
                  </span>
                  {isRegistrar ? (
                    <Button size="small" kind="quiet" icon="trash" iconOnly onClick={() => void remove(draft)}>
                      {say(w.remove)}
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          </Card>
        </div>
      )}
      {opened === null ? null : (
        <ActSheet
          key={opened}
          act={opened}
          authorities={list?.authorities ?? []}
          inForce={inForce}
          onClose={() => setOpened(null)}
          onChanged={() => void loadActs()}
          onOpen={setOpened}
        />
      )}
    </>
  );
}

function Rules({ title, regime }: { readonly title: string; readonly regime: Regime }) {
  const { timeZone } = useAuthority();
  return (
    <Card title={`${title}: ${say(w.version(regime.version))}, ${dateTime(regime.validFrom, timeZone.value)}`}>
      <dl class="preview-tiles">
        {(
          [
            [w.activities, regime.activities.length],
            [w.purposes, regime.purposes.length],
            [w.categories, regime.categories.length],
            [w.documents, regime.documents.length],
            [w.permitMaxDays, regime.permitMaxDays],
            [w.second, regime.secondPersonFrom ?? 100],
          ] as const
        ).map(([name, value]) => (
          <div key={name.en} class="preview-tile">
            <dt>{say(name)}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
