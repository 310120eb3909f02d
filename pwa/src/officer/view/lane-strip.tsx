import { say } from "../../i18n/index.ts";
import { Button, Icon } from "../../ui/index.ts";
import { dismiss } from "../check/lane-queue.ts";
import { lineWords } from "../words/line.ts";
import { verdictWords } from "../words/verdict.ts";
import { keyText, useApp } from "./context.ts";
import "./lane-strip.css";
import { VerdictShape } from "./verdict-shape.tsx";

/** Cars that the camera saw while the officer was busy, or else the last ones that passed. Empty most of the time. */
export function LaneStrip() {
  const { screen, checks } = useApp();
  const waiting = screen.lane.value;
  const recent = waiting.length === 0 && screen.idle.value ? screen.recent.value : [];
  if (waiting.length === 0 && recent.length === 0) return null;
  return (
    <div class="strip" data-testid="lane-strip" role="group" aria-label={say(waiting.length > 0 ? lineWords.laneStrip : lineWords.repeat)}>
      <Icon name={waiting.length > 0 ? "camera" : "repeat"} />
      {waiting.map((check) => {
        const { decision } = check.reply;
        const plate = check.stop.subjects.map((subject) => keyText(subject.key)).join(", ");
        const isIdle = screen.flow.value.kind === "composing";
        return (
          <span class="strip-car" key={check.reading}>
            <button type="button" class="strip-open" disabled={!isIdle} onClick={() => checks.openLaneCheck(check.reading)}>
              {decision.kind === "verdict" ? <VerdictShape outcome={decision.outcome} /> : <Icon name="repeat" />}
              {/* A plate that must be read again is not shown: who sees it copies it. */}
              <span>{decision.kind === "verdict" ? plate : say(verdictWords.again.title)}</span>
            </button>
            <Button
              kind="quiet"
              size="small"
              icon="cross"
              iconOnly
              onClick={() => (screen.lane.value = dismiss(screen.lane.value, check.reading))}
            >
              {say(lineWords.remove(decision.kind === "verdict" ? plate : ""))}
            </Button>
          </span>
        );
      })}
      {recent.map((stop, index) => (
        <Button key={index} size="small" onClick={() => void checks.repeat(stop)}>
          {stop.subjects
            .map((subject) => keyText(subject.key))
            .slice(0, 2)
            .join(" · ")}
        </Button>
      ))}
    </div>
  );
}
