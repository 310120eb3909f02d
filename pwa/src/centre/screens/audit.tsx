import { useMemo, useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Field } from "../../ui/index.ts";
import { createPoll } from "../adapters/poll.ts";
import { useCentre, usePoll } from "../context.ts";
import { refreshMs } from "../model/freshness.ts";
import { csvName } from "../model/range.ts";
import { CallFailed, Heading, Working } from "../parts/basics.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { shortMoment } from "../parts/format.ts";
import { auditActs, audit as w } from "../words/health.ts";

/** Who opened or exported what, newest first, with the reason they gave. */
export function AuditScreen() {
  const centre = useCentre();
  const poll = useMemo(() => createPoll({ load: centre.central.audit, everyMs: refreshMs, timers: centre.timers }), [centre]);
  const polled = usePoll(poll);
  const [typed, setTyped] = useState("");
  const entries = polled.value?.entries ?? [];
  const wanted = typed.trim().toLowerCase();
  const shown = entries.filter(({ by, reason }) => wanted === "" || `${by} ${reason ?? ""}`.toLowerCase().includes(wanted));
  return (
    <>
      <Heading lead={say(w.lead)}>{say(w.heading)}</Heading>
      {polled.failure === null ? null : <CallFailed failure={polled.failure} onRetry={() => void poll.refresh()} />}
      {polled.value === null ? (
        polled.failure === null ? (
          <Working />
        ) : null
      ) : (
        <DataTable
          caption={say(w.heading)}
          headingLevel="none"
          columns={[
            { key: "at", name: say(w.at), value: ({ at }) => at, show: ({ at }) => shortMoment(at, centre) },
            { key: "by", name: say(w.by), value: ({ by }) => by, show: ({ by }) => by },
            { key: "act", name: say(w.act), value: ({ act }) => act, show: ({ act }) => actText(act) },
            { key: "reason", name: say(w.reason), value: ({ reason }) => reason, show: ({ reason }) => reason ?? "–" },
            {
              key: "about",
              name: say(w.about),
              value: ({ about }) => about,
              show: ({ about }) => (about === null ? "–" : <span class="code small">{about.slice(-12)}</span>),
            },
          ]}
          rows={shown}
          of={entries.length}
          rowKey={({ at, by, about, act }) => `${at} ${by} ${act} ${about ?? ""}`}
          file={{ kind: "rows", name: csvName("audit", centre.now.value, centre.timeZone.value) }}
          tools={
            <div class="panel-filter">
              <Field label={say(w.find)} type="search" inputMode="search" value={typed} onInput={setTyped} />
            </div>
          }
          empty={say(w.none)}
          testId="audit"
        />
      )}
    </>
  );
}

const actText = (act: string): string => {
  const known = auditActs[act];
  return known === undefined ? act : say(known);
};
