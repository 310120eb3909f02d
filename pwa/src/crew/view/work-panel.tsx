import type { Site } from "@beket/domain";
import { age, language, say } from "../../i18n/index.ts";
import { Button, Card, Notice } from "../../ui/index.ts";
import { areaMax, type Draft, litresMax, suggestedLitres } from "../model/draft.ts";
import { amountOf, decimalText } from "../model/number.ts";
import { emptyTrack, pointsOf } from "../model/track.ts";
import { siteWords } from "../words/sites.ts";
import { workWords } from "../words/work.ts";
import { useApp } from "./context.ts";
import { Photos } from "./photos.tsx";
import { Stepper } from "./stepper.tsx";
import { TrackPanel } from "./track-panel.tsx";
import "./work-panel.css";

/** What was done, how much of it, and the proof; everything is kept as it is entered. */
export function WorkPanel({ site, draft }: { readonly site: Site; readonly draft: Draft }) {
  const { screen, work } = useApp();
  const plan = screen.plan.value;
  const suggested = suggestedLitres(plan, draft.agent, amountOf(draft.area, areaMax));
  return (
    <Card>
      <header class="work-head">
        <h2>{say(workWords.working)}</h2>
        <p class="soft">{say(workWords.begun(age(screen.coarseClock.value - draft.startedAt)))}</p>
      </header>
      <div class="field">
        <span class="field-label">{say(workWords.agent)}</span>
        <div class="agents" role="group" aria-label={say(workWords.agent)}>
          {(plan?.agents ?? []).map(({ agent, name }) => (
            <Button
              key={agent}
              size="main"
              pressed={draft.agent === agent}
              onClick={() => work.setAgent(site.site, agent)}
              testId={`agent-${agent}`}
            >
              {name[language.value]}
            </Button>
          ))}
        </div>
        {plan === null ? <Notice tone="warn" title={say(siteWords.noSheet)} /> : null}
      </div>
      <div class="work-amounts">
        <Stepper
          label={say(workWords.area)}
          hint={say(workWords.areaHint(decimalText(site.areaM2, language.value)))}
          value={draft.area}
          max={areaMax}
          onChange={(area) => work.setArea(site.site, area)}
          testId="area"
        />
        <Stepper
          label={say(workWords.litres)}
          hint={suggested === null ? "" : say(workWords.litresHint(decimalText(suggested, language.value)))}
          value={draft.litres}
          max={litresMax}
          onChange={(litres) => work.setLitres(site.site, litres)}
          testId="litres"
        />
      </div>
      <Photos draft={draft} />
      <TrackPanel site={site} />
      <Finish site={site} draft={draft} />
    </Card>
  );
}

function Finish({ site, draft }: { readonly site: Site; readonly draft: Draft }) {
  const { screen, work } = useApp();
  const busy = screen.busy.value?.site === site.site ? screen.busy.value : null;
  const hasTrack = pointsOf(screen.tracks.value.get(site.site) ?? emptyTrack).length > 0;
  const hasProof = hasTrack || draft.photos.length > 0;
  const hasAmounts = draft.agent !== null && amountOf(draft.litres, litresMax) !== null && amountOf(draft.area, areaMax) !== null;
  const lacks = !hasAmounts ? workWords.lacksAmounts : !hasProof ? workWords.lacksProof : null;
  return (
    <div class="work-finish">
      {lacks === null ? null : <Notice tone="plain" title={say(lacks)} testId="lacks" />}
      {lacks === null && !draft.photos.some(({ role }) => role === "after") ? (
        <Notice tone="warn" title={say(workWords.noPhotoYet)} />
      ) : null}
      {busy === null ? null : (
        <p class="small" role="status">
          {say(workWords.completing)} {say(workWords.stepOf(busy.done, busy.all))}
          <progress class="track-bar" max={busy.all} value={busy.done} aria-label={say(workWords.completing)} />
        </p>
      )}
      <Button
        kind="primary"
        size="main"
        wide
        icon="check"
        disabled={lacks !== null || work.photoBusy.value !== null}
        busy={busy !== null}
        onClick={() => void work.complete(site)}
        testId="complete"
      >
        {say(workWords.complete)}
      </Button>
    </div>
  );
}
