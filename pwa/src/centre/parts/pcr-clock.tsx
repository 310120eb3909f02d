import { say } from "../../i18n/index.ts";
import { Badge } from "../../ui/index.ts";
import { useCentre } from "../context.ts";
import { clockText, clockTo } from "../model/clock.ts";
import { holds as w, resultNames } from "../words/health.ts";
import { span } from "./format.ts";

type Pcr = { readonly dueAt: number; readonly result: "negative" | "positive" | "invalid" | null } | null;

/** The six hours of a PCR as they run, or what came of it. `exact`: with seconds, for a list that is worked off. */
export function PcrClock({ pcr, exact = false }: { readonly pcr: Pcr; readonly exact?: boolean }) {
  const { now } = useCentre();
  if (pcr === null) return <span class="soft">{say(w.noPcr)}</span>;
  if (pcr.result !== null) return <ResultBadge result={pcr.result} />;
  const clock = clockTo(pcr.dueAt, now.value);
  const time = exact ? clockText(clock.ms) : span(clock.ms);
  if (clock.kind === "over")
    return (
      <Badge tone="bad" icon="alert">
        {say(w.over(time))}
      </Badge>
    );
  return (
    <Badge tone={clock.soon ? "warn" : "plain"} icon="clock">
      {say(w.left(time))}
    </Badge>
  );
}

const resultTones = { negative: "good", positive: "bad", "positive-acute": "bad", "positive-past": "warn", invalid: "warn" } as const;
const resultIcons = { negative: "minus", positive: "plus", "positive-acute": "plus", "positive-past": "plus", invalid: "repeat" } as const;

export function ResultBadge({ result }: { readonly result: keyof typeof resultTones }) {
  return (
    <Badge tone={resultTones[result]} icon={resultIcons[result]}>
      {say(resultNames[result])}
    </Badge>
  );
}
