import type { CompletionState } from "@beket/domain";
import { age, language, say } from "../../i18n/index.ts";
import { Badge, Button, Card, type Tone } from "../../ui/index.ts";
import { decimalText } from "../model/number.ts";
import { reviewable, type SiteNow } from "../model/sheet.ts";
import { siteWords } from "../words/sites.ts";
import { workWords } from "../words/work.ts";
import { crewText, useApp } from "./context.ts";

const tones = { "awaiting-validation": "plain", accepted: "good", rejected: "bad", extra: "plain" } as const satisfies Record<
  CompletionState["standing"],
  Tone
>;

/** What was done here, newest first, and the judgement that another crew may give. */
export function WorkDone({ site, state }: SiteNow) {
  const { screen, acts } = useApp();
  const crew = screen.crew.value ?? "";
  const open = reviewable(state, crew);
  if (state.completions.length === 0) return null;
  return (
    <Card title={say(open === null ? workWords.workDone : workWords.validate)}>
      {open === null ? null : (
        <>
          <WorkFacts work={open} />
          <div class="judge">
            <Button kind="primary" size="main" icon="check" onClick={() => void acts.validate(site.site, open, null, "")} testId="accept">
              {say(workWords.accept)}
            </Button>
            <Button kind="danger" size="main" icon="cross" onClick={() => (screen.sheetOpen.value = "reject")} testId="reject">
              {say(workWords.reject)}
            </Button>
          </div>
        </>
      )}
      <ul class="works">
        {state.completions
          .filter((work) => work !== open)
          .toReversed()
          .map((work) => (
            <li key={work.completion} data-testid="work" data-standing={work.standing}>
              <WorkFacts work={work} />
            </li>
          ))}
      </ul>
    </Card>
  );
}

function WorkFacts({ work }: { readonly work: CompletionState }) {
  const { screen } = useApp();
  const { standing, cause, trackCoveragePercent: coverage } = work;
  const agent = screen.plan.value?.agents.find((each) => each.agent === work.agent)?.name[language.value] ?? work.agent;
  const reason = Object.entries(workWords.rejectCauses).find(([code]) => code === cause)?.[1];
  const isOwn = work.crew === screen.crew.value;
  return (
    <div class="work-facts">
      <p class="row">
        <Badge tone={tones[standing]}>{say(workWords.standings[standing])}</Badge>
        <span>
          {crewText(work.crew)} · {say(siteWords.doneAgo(age(screen.coarseClock.value - work.finishedAt)))}
        </span>
      </p>
      <p>
        {agent} · {say(siteWords.litres(decimalText(work.agentLitres, language.value)))} ·{" "}
        {say(siteWords.squareMetres(decimalText(work.areaM2, language.value)))}
      </p>
      <p class="soft small">
        {say(workWords.evidence(work.evidence))} ·{" "}
        {coverage === null ? say(workWords.noTrack) : say(workWords.coverage(Math.round(coverage)))}
      </p>
      {reason === undefined ? null : <p class="work-cause">{say(reason)}</p>}
      {isOwn && standing === "awaiting-validation" ? <p class="soft small">{say(workWords.ownWork)}</p> : null}
    </div>
  );
}
