import {
  abuseRoutes,
  findingKinds,
  FindingsReply,
  findingStates,
  severities,
  type Finding,
  type FindingKind,
  type FindingState,
  type Severity,
} from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { saveFile } from "../../centre/adapters/save-file.ts";
import { count, dateTime, language, say } from "../../i18n/index.ts";
import { Badge, Button, Notice, SelectField } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed, Heading, Working } from "../parts/basics.tsx";
import { abuse as w } from "../words/oversight.ts";
import "./abuse.css";
import { measureText, severityTones } from "./finding-words.ts";
import { FindingSheet } from "./finding-sheet.tsx";

type Filter = { readonly kind: FindingKind | "all"; readonly state: FindingState | "all"; readonly severity: Severity };

const queryOf = ({ kind, state, severity }: Filter) => ({
  kinds: kind === "all" ? [] : [kind],
  states: state === "all" ? [] : [state],
  severity,
});

/** What was found, gravest first; a finding opens on the side, with a reason. */
export function AbuseScreen() {
  const { api } = useAuthority();
  const [filter, setFilter] = useState<Filter>({ kind: "all", state: "open", severity: "low" });
  const [list, setList] = useState<FindingsReply | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [opened, setOpened] = useState<Finding | null>(null);
  const load = async (cursor: string | null = null): Promise<void> => {
    const answer = await api.call(abuseRoutes.findings, FindingsReply, { body: { ...queryOf(filter), cursor } });
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setList((known) =>
      cursor === null || known === null ? answer.value : { ...answer.value, findings: [...known.findings, ...answer.value.findings] },
    );
  };
  useEffect(() => void load(), [filter]);
  const save = async (): Promise<void> => {
    const file = await api.file(abuseRoutes.findings, { body: { ...queryOf(filter), format: "csv" } });
    setFailure(file.ok ? null : file.error);
    if (file.ok) saveFile(file.value.name ?? "abuse.csv", file.value.blob);
  };
  return (
    <div class="stack">
      <Heading
        lead={say(w.lead)}
        aside={
          <Button icon="file" onClick={() => void save()} testId="abuse-csv">
            {say(w.csv)}
          </Button>
        }
      >
        {say(w.title)}
      </Heading>
      <Filters filter={filter} onChange={setFilter} />
      {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
      {list === null ? (
        failure === null ? (
          <Working />
        ) : null
      ) : (
        <Found list={list} onOpen={setOpened} onMore={() => void load(list.cursor)} />
      )}
      {opened === null ? null : (
        <FindingSheet key={opened.finding} finding={opened} onClose={() => setOpened(null)} onChanged={() => void load()} />
      )}
    </div>
  );
}

function Filters({ filter, onChange }: { readonly filter: Filter; readonly onChange: (filter: Filter) => void }) {
  return (
    <div class="filters">
      <SelectField
        label={say(w.what)}
        value={filter.kind}
        options={[{ value: "all" as const, name: say(w.all) }, ...findingKinds.map((value) => ({ value, name: say(w.kinds[value]) }))]}
        onChange={(kind) => onChange({ ...filter, kind })}
      />
      <SelectField
        label={say(w.state)}
        value={filter.state}
        options={[{ value: "all" as const, name: say(w.all) }, ...findingStates.map((value) => ({ value, name: say(w.states[value]) }))]}
        onChange={(state) => onChange({ ...filter, state })}
      />
      <SelectField
        label={say(w.severityFrom)}
        value={filter.severity}
        options={severities.map((value) => ({ value, name: say(w.severities[value]) }))}
        onChange={(severity) => onChange({ ...filter, severity })}
      />
    </div>
  );
}

function Found({
  list,
  onOpen,
  onMore,
}: {
  readonly list: FindingsReply;
  readonly onOpen: (finding: Finding) => void;
  readonly onMore: () => void;
}) {
  return (
    <>
      {list.behind === 0 ? null : <Notice tone="plain" title={say(w.behind(count(list.behind)))} />}
      {list.findings.length === 0 ? <Notice tone="good" title={say(w.none)} testId="abuse-none" /> : null}
      <ul class="finding-list" data-testid="findings">
        {list.findings.map((finding) => (
          <li key={finding.finding}>
            <FindingCard finding={finding} onOpen={() => onOpen(finding)} />
          </li>
        ))}
      </ul>
      {list.cursor === null ? null : (
        <div class="row">
          <Button onClick={onMore}>{say(w.more)}</Button>
        </div>
      )}
    </>
  );
}

function FindingCard({ finding, onOpen }: { readonly finding: Finding; readonly onOpen: () => void }) {
  const { timeZone, places } = useAuthority();
  const postName = (post: string): string => places.value?.posts.find((one) => one.post === post)?.name[language.value] ?? post;
  const { kind, severity, state, organisations, posts, measured, lastAt } = finding;
  const holders = organisations.map(({ bin, name }) => name ?? bin ?? say(w.proprietor));
  return (
    <article class={`finding finding-${severity}`}>
      <div class="finding-head">
        <h2>{say(w.kinds[kind])}</h2>
        <span class="finding-badges">
          <Badge tone={severityTones[severity]}>{say(w.severities[severity])}</Badge>
          {state === "open" ? null : <Badge>{say(w.states[state])}</Badge>}
        </span>
      </div>
      <p>{holders.length > 0 ? holders.join(", ") : posts.map(postName).join(" → ")}</p>
      <p class="soft small">
        {measureText(measured)} · {dateTime(lastAt, timeZone.value)}
      </p>
      <div class="row">
        <Button size="small" icon="eye" onClick={onOpen} testId={`open-${kind}`}>
          {say(w.open)}
        </Button>
      </div>
    </article>
  );
}
