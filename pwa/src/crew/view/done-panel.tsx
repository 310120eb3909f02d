import { useEffect, useRef } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Button, Notice } from "../../ui/index.ts";
import type { Done } from "../state/screen.ts";
import { claimWords } from "../words/claims.ts";
import { noticeWords } from "../words/notice.ts";
import { siteWords } from "../words/sites.ts";
import { workWords } from "../words/work.ts";
import { distanceText, useApp } from "./context.ts";

const titles = {
  completed: workWords.completed,
  "completed-as-extra": workWords.completedAsExtra,
  refused: workWords.refused,
  released: workWords.released,
  accepted: workWords.validated.true,
  rejected: workWords.validated.false,
} as const satisfies Record<Done["what"], unknown>;

/** What has just been recorded, who has it, and where to go now. */
export function DonePanel({ done }: { readonly done: Done }) {
  const { screen, open } = useApp();
  const place = useRef<HTMLDivElement>(null);
  const isRefused = screen.refusedIds.value.has(done.record);
  const isWaiting = !isRefused && screen.outbox.value.records.some(({ id }) => id === done.record);
  // What was pressed is gone from under the finger; the next step takes the focus.
  useEffect(() => place.current?.focus(), [done.record]);
  if (isRefused) return null;
  return (
    <div class="done" ref={place} tabIndex={-1} data-testid="done" data-what={done.what} data-sent={!isWaiting}>
      <Notice tone="good" title={say(titles[done.what])} live="polite">
        <p>{say(isWaiting ? workWords.keptHere : workWords.sent)}</p>
      </Notice>
      {done.what === "completed" ? (
        <Button size="main" wide icon="print" onClick={() => open({ kind: "notice", site: done.site })} testId="open-notice">
          {say(noticeWords.open)}
        </Button>
      ) : null}
      <NextSite from={done.site} />
    </div>
  );
}

/** The next site, one tap away. */
function NextSite({ from }: { readonly from: string }) {
  const { acts, open } = useApp();
  const next = acts.nextFrom(from);
  if (next === null) return <p class="soft">{say(siteWords.allDone)}</p>;
  return (
    <Button kind="primary" size="main" wide icon="forward" onClick={() => open({ kind: "site", site: next.site.site })} testId="next-site">
      {say(claimWords.nextSite(next.site.name))}
      {next.distanceM === null ? "" : ` · ${distanceText(next.distanceM)}`}
    </Button>
  );
}
