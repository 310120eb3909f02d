import { organisationRoutes, PendingReply, type PendingView } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { DataTable } from "../../centre/parts/data-table.tsx";
import { count, dateTime, say } from "../../i18n/index.ts";
import { Button, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed, Working } from "../parts/basics.tsx";
import { organisationWords as w } from "../words/organisations.ts";
import { PendingSheet } from "./pending-sheet.tsx";

/** Organisations that applied and are in no base, oldest first. */
export function PendingPanel() {
  const { api, timeZone } = useAuthority();
  const [reply, setReply] = useState<PendingReply | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [opened, setOpened] = useState<PendingView | null>(null);
  const [done, setDone] = useState<"confirmed" | "refused" | null>(null);
  const load = async (): Promise<void> => {
    const answer = await api.call(organisationRoutes.pending, PendingReply);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setReply(answer.value);
  };
  useEffect(() => void load(), []);
  if (reply === null) return failure === null ? <Working /> : <CallFailed failure={failure} onRetry={() => void load()} />;
  const liveText = ({ live }: PendingView): string => (live === null ? "" : say(live === "failed" ? w.liveFailed : w.liveUnknown));
  return (
    <div class="stack">
      <p class="soft">{say(w.pendingLead)}</p>
      {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
      {done === null ? null : (
        <Notice tone="good" live="polite" title={say(done === "confirmed" ? w.confirmed : w.refusedDone)} testId="decided" />
      )}
      {reply.more ? <Notice tone="warn">{say(w.morePending)}</Notice> : null}
      <DataTable
        caption={say(w.pending)}
        headingLevel="none"
        columns={[
          {
            key: "bin",
            name: say(w.bin),
            value: ({ bin }) => bin,
            show: (one) => (
              <Button size="small" kind="quiet" onClick={() => setOpened(one)} testId={`pending-${one.bin}`}>
                {one.bin}
              </Button>
            ),
          },
          { key: "name", name: say(w.claimedName), value: ({ name }) => name, show: ({ name }) => name },
          { key: "activity", name: say(w.claimedActivity), value: ({ activity }) => activity, show: ({ activity }) => activity ?? "—" },
          { key: "since", name: say(w.since), value: ({ since }) => since, show: ({ since }) => dateTime(since, timeZone.value) },
          {
            key: "applications",
            name: say(w.applications),
            value: (one) => one.applications,
            show: (one) => count(one.applications),
            isNumber: true,
          },
          { key: "live", name: say(w.liveAnswer), value: liveText, show: liveText },
        ]}
        rows={reply.pending}
        rowKey={({ bin }) => bin}
        file={{ kind: "rows", name: "pending.csv" }}
        empty={say(w.noPending)}
        testId="pending"
      />
      {opened === null ? null : (
        <PendingSheet
          key={opened.bin}
          pending={opened}
          onClose={() => setOpened(null)}
          onDecided={(decided) => {
            setOpened(null);
            setDone(decided);
            void load();
          }}
        />
      )}
    </div>
  );
}
