import { formatDateTime, type Language } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { say, type Words } from "../../i18n/index.ts";
import { Button, Notice } from "../../ui/index.ts";
import { fromTimeField, timeField } from "../model/day-time.ts";
import { ownWork, type SiteNow } from "../model/sheet.ts";
import { noticeWords } from "../words/notice.ts";
import { crewWords, useApp, useZone } from "./context.ts";
import "./notice-view.css";

const languagesOfNotice = ["kk", "ru"] as const satisfies readonly Language[];
const treatedLatelyMs = 12 * 3_600_000;

/** The sheet that hangs at the entrance, Kazakh and Russian, before the treatment or after it. */
export function NoticeView({ site, state }: SiteNow) {
  const { screen, open } = useApp();
  const zone = useZone();
  const id = useId();
  const now = screen.coarseClock.value;
  const work = ownWork(state, screen.crew.value ?? "");
  const treatedAt = work !== null && now - work.finishedAt < treatedLatelyMs ? work.finishedAt : null;
  const planned = useSignal(timeField(now, zone));
  const from = treatedAt ?? fromTimeField(planned.value, now, zone);
  const agentCode =
    treatedAt === null ? (screen.drafts.value.find((draft) => draft.site === site.site)?.agent ?? null) : (work?.agent ?? null);
  const agent = screen.plan.value?.agents.find((each) => each.agent === agentCode) ?? screen.plan.value?.agents[0];
  const stayInMs = screen.plan.value?.stayInMs ?? null;
  return (
    <section class="notice-view" data-testid="notice-view">
      <div class="notice-tools">
        <Button icon="back" size="main" onClick={() => open({ kind: "site", site: site.site })}>
          {site.name}
        </Button>
        {treatedAt === null ? (
          <div class="field">
            <label class="field-label" for={id}>
              {say(noticeWords.planned)}
            </label>
            <input
              id={id}
              class="field-input"
              type="time"
              value={planned.value}
              onInput={(event) => (planned.value = event.currentTarget.value)}
            />
          </div>
        ) : null}
        <Button kind="primary" size="main" icon="print" onClick={() => print()} testId="print">
          {say(noticeWords.print)}
        </Button>
      </div>
      {stayInMs === null ? <Notice tone="warn" title={say(noticeWords.noPlan)} /> : null}
      <div class="paper" data-testid="paper">
        {languagesOfNotice.map((language) => {
          const inIt = (words: Words): string => words[language];
          return (
            <section key={language} lang={language} class="paper-part">
              <h1>{inIt(noticeWords.heading)}</h1>
              <dl>
                <Line name={inIt(noticeWords.place)}>{site.name}</Line>
                <Line name={inIt(treatedAt === null ? noticeWords.begins : noticeWords.done)}>{formatDateTime(from, zone, language)}</Line>
                {agent === undefined ? null : <Line name={inIt(noticeWords.agent)}>{agent.name[language]}</Line>}
              </dl>
              {stayInMs === null ? null : (
                <p class="paper-stay">
                  {inIt(noticeWords.stayIn)}
                  <strong>{inIt(noticeWords.until(formatDateTime(from + stayInMs, zone, language)))}</strong>
                </p>
              )}
              <p>{inIt(noticeWords.advice)}</p>
              {site.focal ? <p>{inIt(noticeWords.repeats)}</p> : null}
              <p class="small">{inIt(crewWords(screen.crew.value ?? ""))}</p>
            </section>
          );
        })}
      </div>
    </section>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
