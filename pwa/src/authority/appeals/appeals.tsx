import { AppealList, appealRoutes, type AppealRow } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { DataTable } from "../../centre/parts/data-table.tsx";
import { age, dateTime, language, say } from "../../i18n/index.ts";
import { Button, Choice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed, Heading, Working } from "../parts/basics.tsx";
import { appealWords as w } from "../words/appeals.ts";
import "./appeals.css";
import { CaseSheet } from "./case-sheet.tsx";

/** Appeals, those that wait longest first. */
export function AppealsScreen() {
  const { api } = useAuthority();
  const [which, setWhich] = useState<"open" | "decided">("open");
  const [list, setList] = useState<AppealList | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const load = async (): Promise<void> => {
    const answer = await api.call(`${appealRoutes.appeals}?state=${which}`, AppealList);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setList(answer.value);
  };
  useEffect(() => {
    setList(null);
    void load();
  }, [which]);
  return (
    <div class="stack">
      <Heading
        lead={say(w.lead)}
        aside={
          <Choice
            label={say(w.which)}
            items={[
              { value: "open", name: say(w.open) },
              { value: "decided", name: say(w.decided) },
            ]}
            value={which}
            onChange={setWhich}
          />
        }
      >
        {say(w.title)}
      </Heading>
      {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
      {list === null ? failure === null ? <Working /> : null : <Table list={list} which={which} onOpen={setOpened} />}
      {opened === null ? null : <CaseSheet key={opened} appeal={opened} onClose={() => setOpened(null)} onDecided={() => void load()} />}
    </div>
  );
}

function Table({
  list,
  which,
  onOpen,
}: {
  readonly list: AppealList;
  readonly which: "open" | "decided";
  readonly onOpen: (appeal: string) => void;
}) {
  const { now, places, timeZone } = useAuthority();
  const postName = (post: string | null): string =>
    post === null ? "—" : (places.value?.posts.find((one) => one.post === post)?.name[language.value] ?? post);
  const waits = ({ receivedAt, decidedAt }: AppealRow): number => Math.max(0, (decidedAt ?? now.value) - receivedAt);
  return (
    <DataTable
      caption={say(w.title)}
      headingLevel="none"
      columns={[
        {
          key: "number",
          name: say(w.number),
          value: ({ number }) => number,
          show: (one) => (
            <Button size="small" kind="quiet" onClick={() => onOpen(one.appeal)} testId={`appeal-${one.number ?? "whole"}`}>
              {one.number ?? say(w.whole)}
            </Button>
          ),
        },
        { key: "kind", name: say(w.kind), value: ({ kind }) => say(w.kinds[kind]), show: ({ kind }) => say(w.kinds[kind]) },
        { key: "post", name: say(w.post), value: ({ post }) => postName(post), show: ({ post }) => postName(post) },
        { key: "about", name: say(w.about), value: ({ about }) => about, show: ({ about }) => dateTime(about, timeZone.value) },
        { key: "waits", name: say(w.age), value: waits, show: (one) => age(waits(one)), isNumber: true },
        { key: "state", name: say(w.state), value: ({ state }) => say(w.states[state]), show: ({ state }) => say(w.states[state]) },
      ]}
      rows={list.appeals}
      rowKey={({ appeal }) => appeal}
      file={{ kind: "rows", name: "appeals.csv" }}
      empty={say(which === "open" ? w.none : w.noneDecided)}
      testId="appeals"
    />
  );
}
