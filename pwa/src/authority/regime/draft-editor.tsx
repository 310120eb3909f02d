import { actRoutes, RegimeDraft, type ActList } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import * as v from "valibot";
import { count, language, say } from "../../i18n/index.ts";
import { Badge, Button, Card, Choice, Field, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority, useSession } from "../context.ts";
import { CallFailed, Working } from "../parts/basics.tsx";
import { regimeWords as w } from "../words/regime.ts";
import { EditableRegime } from "./editable.ts";
import { EnactPanel } from "./enact-panel.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { ActivityRows, CategoryRows, faultText, LimitFields, NamedRows } from "./tables.tsx";

type Section = "activities" | "purposes" | "categories" | "documents" | "limits";
const sections: readonly Section[] = ["activities", "purposes", "categories", "documents", "limits"];
type Props = {
  readonly draft: string;
  readonly list: ActList | null;
  readonly onBack: () => void;
  readonly onProposed: (act: string) => void;
};

/** A draft of the rules: edited, checked by central at each save, compared, counted and proposed. */
export function DraftEditor({ draft, list, onBack, onProposed }: Props) {
  const { api } = useAuthority();
  const isRegistrar = useSession().roles.includes("registrar");
  const [stored, setStored] = useState<RegimeDraft | null>(null);
  const [regime, setRegime] = useState<EditableRegime | null>(null);
  const [title, setTitle] = useState("");
  const [isDirty, setDirty] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [section, setSection] = useState<Section>("activities");
  const take = (answer: RegimeDraft): void => {
    setStored(answer);
    const read = v.safeParse(EditableRegime, answer.regime);
    setRegime(read.success ? read.output : null);
    setTitle(answer.title);
    setDirty(false);
  };
  const ask = async (body?: object): Promise<void> => {
    const answer = await api.call(actRoutes.regimeDraft(draft), RegimeDraft, body === undefined ? {} : { method: "PUT", body });
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) take(answer.value);
  };
  // The difference comes in the reader's language.
  useEffect(() => {
    if (!isDirty) void ask();
  }, [draft, language.value]);
  if (stored === null) return failure === null ? <Working /> : <CallFailed failure={failure} onRetry={() => void ask()} />;
  if (regime === null) return <Notice tone="bad">{say(w.uneditable)}</Notice>;
  const { faults } = stored;
  const change = (next: EditableRegime): void => {
    setRegime(next);
    setDirty(true);
  };
  const table = { regime, faults: isDirty ? [] : faults, disabled: !isRegistrar, onChange: change };
  const isReady = !isDirty && faults.length === 0;
  return (
    <div class="stack" data-testid="draft-editor">
      <div class="row">
        <Button size="small" kind="quiet" icon="back" onClick={onBack}>
          {say(w.back)}
        </Button>
      </div>
      {failure === null ? null : <CallFailed failure={failure} />}
      <Card>
        <div class="stack">
          <Field
            label={say(w.title)}
            value={title}
            maxLength={120}
            disabled={!isRegistrar}
            onInput={(text) => {
              setTitle(text);
              setDirty(true);
            }}
          />
          <div class="choice-scroll">
            <Choice<Section>
              label={say(w.heading)}
              value={section}
              items={sections.map((value) => ({
                value,
                name: `${say(w[value])}${value === "limits" ? "" : ` ${count(regime[value].length)}`}`,
              }))}
              onChange={setSection}
            />
          </div>
          {section === "activities" ? <ActivityRows {...table} /> : null}
          {section === "purposes" || section === "documents" ? <NamedRows key={section} {...table} table={section} /> : null}
          {section === "categories" ? <CategoryRows {...table} /> : null}
          {section === "limits" ? <LimitFields {...table} /> : null}
          <div class="row">
            {isRegistrar ? (
              <Button kind="primary" onClick={() => void ask({ revision: stored.revision, title, regime })} testId="draft-save">
                {say(w.save)}
              </Button>
            ) : null}
            <span role="status">
              {isDirty ? (
                say(w.unsaved)
              ) : faults.length === 0 ? (
                <Badge tone="good">{say(w.noFaults)}</Badge>
              ) : (
                <Badge tone="bad">{`${say(w.faults)}: ${count(faults.length)}`}</Badge>
              )}
            </span>
          </div>
          {isDirty || faults.length === 0 ? null : (
            <Notice tone="bad" title={say(w.faults)} live="polite" testId="draft-faults">
              <ul>
                {faults.slice(0, 50).map((fault) => (
                  <li key={`${fault.code} ${fault.at}`}>{faultText(fault)}</li>
                ))}
              </ul>
            </Notice>
          )}
        </div>
      </Card>
      <Card title={say(w.difference)}>
        <Difference draft={stored} />
      </Card>
      <Card title={say(w.preview)}>
        <PreviewPanel draft={draft} revision={stored.revision} disabled={!isReady} />
      </Card>
      {isRegistrar ? (
        <Card title={say(w.enact)}>
          <EnactPanel draft={draft} revision={stored.revision} disabled={!isReady} list={list} onProposed={onProposed} />
        </Card>
      ) : null}
    </div>
  );
}

function Difference({ draft: { difference } }: { readonly draft: RegimeDraft }) {
  if (difference === null) return <p class="soft">{say(w.saveFirst)}</p>;
  if (difference.length === 0) return <p class="soft">{say(w.noDifference)}</p>;
  return (
    <div class="act-scroll">
      <table class="act-table" data-testid="difference">
        <thead>
          <tr>
            {[w.item, w.before, w.after].map((name) => (
              <th key={name.en} scope="col">
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {difference.map((row, at) => (
            <tr key={at}>
              <th scope="row">{row.label}</th>
              <td>{row.before ?? "—"}</td>
              <td>{row.after ?? "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
