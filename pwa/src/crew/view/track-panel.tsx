import type { Site } from "@beket/domain";
import { useMemo } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Button, Icon, Notice } from "../../ui/index.ts";
import { emptyTrack, pointsOf } from "../model/track.ts";
import { coverageOf } from "../state/work.ts";
import { workWords } from "../words/work.ts";
import { useApp } from "./context.ts";
import "./track-panel.css";

/** How much of the site was walked. Without GPS it says so and keeps nobody from finishing. */
export function TrackPanel({ site }: { readonly site: Site }) {
  const { screen, work } = useApp();
  const track = screen.tracks.value.get(site.site) ?? emptyTrack;
  const coverage = useMemo(() => coverageOf(site, track), [site, track.segments]);
  const isHere = screen.drafts.value.at(-1)?.site === site.site;
  const receiver = screen.receiver.value;
  return (
    <div class="field" data-testid="track" data-coverage={coverage ?? ""} data-receiver={receiver} data-points={pointsOf(track).length}>
      <span class="field-label">{say(workWords.track)}</span>
      {isHere ? null : (
        <Notice tone="warn" title={say(workWords.recordedElsewhere)}>
          <Button icon="pin" onClick={() => work.recordHere(site.site)}>
            {say(workWords.recordHere)}
          </Button>
        </Notice>
      )}
      {receiver === "denied" ? <Notice tone="warn" title={say(workWords.noReceiver)} testId="no-gps" /> : null}
      {receiver === "silent" ? <Notice tone="warn" title={say(workWords.silentReceiver)} testId="no-gps" /> : null}
      {coverage === null ? null : (
        <>
          <p class="track-coverage">
            <Icon name="pin" />
            <strong>{say(workWords.coverage(coverage))}</strong>
          </p>
          <progress class="track-bar" max={100} value={coverage} aria-label={say(workWords.track)} />
        </>
      )}
      <p class="field-hint">
        {isHere && (receiver === "fixed" || receiver === "asking") ? `${say(workWords.recording)} · ` : ""}
        {say(workWords.points(pointsOf(track).length))}
        {track.vague > 0 ? ` · ${say(workWords.vague(track.vague))}` : ""}
      </p>
    </div>
  );
}
