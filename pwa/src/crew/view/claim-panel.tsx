import { siteFault, siteFaultText } from "@beket/domain";
import { age, language, say } from "../../i18n/index.ts";
import { Button, Card, Notice } from "../../ui/index.ts";
import { claimFact, claimMsOf } from "../model/facts.ts";
import { othersClaim, ownClaim, reviewable, runOutClaim, type SiteNow } from "../model/sheet.ts";
import { workWords } from "../words/work.ts";
import { ClaimRing } from "./claim-ring.tsx";
import { crewText, useApp } from "./context.ts";

/** Whose turn it is at a site, and the one big button that takes it. */
export function ClaimPanel({ site, state }: SiteNow) {
  const { screen, acts, work } = useApp();
  const [now, crew] = [screen.clock.value, screen.crew.value ?? ""];
  const [own, other] = [ownClaim(state, crew, now), othersClaim(state, crew, now)];
  const draft = work.of(site.site);
  if (own !== null)
    return (
      <Card>
        <div class="claim-own">
          <ClaimRing claim={own} />
          <div class="claim-own-acts">
            <h2>{say(workWords.claimed)}</h2>
            <Button size="main" icon="clock" onClick={() => void acts.extend(site.site)} testId="extend">
              {say(workWords.extend)}
            </Button>
          </div>
        </div>
        {draft === null ? (
          <Button kind="primary" size="main" wide icon="drop" onClick={() => work.begin(site, own.claim)} testId="start-work">
            {say(workWords.start)}
          </Button>
        ) : null}
        {draft === null ? <Leave /> : null}
      </Card>
    );
  const wanted = { site, plan: screen.plan.value, state, crew, occurredAt: now, now };
  const fault = siteFault(claimFact(site.site, crew, noClaim, screen.plan.value, now), wanted);
  // Here to check another crew's work: whose the site is, is no news.
  if (fault === "not-your-crew" && reviewable(state, crew) !== null) return null;
  return (
    <Card>
      {other === null ? null : (
        <Notice tone="warn" title={say(workWords.heldByOther(crewText(other.crew)))} testId="held-by-other">
          {say(workWords.timeLeft(age(other.expiresAt - now)))}
        </Notice>
      )}
      {runOutClaim(state, crew, now) !== null && draft !== null ? (
        <Notice tone="warn" title={say(workWords.claimOver)} testId="claim-over" />
      ) : null}
      {fault === null ? (
        <>
          <Button kind="primary" size="main" wide icon="check" onClick={() => void acts.claim(site.site)} testId="claim">
            {say(workWords.claim)}
          </Button>
          <p class="soft small">{say(workWords.claimWhat(age(claimMsOf(screen.plan.value))))}</p>
          <NoAccess />
        </>
      ) : other === null ? (
        <Notice tone="plain" title={siteFaultText(fault, language.value)} />
      ) : null}
    </Card>
  );
}

/** Any id serves to ask whether a claim would be taken. */
const noClaim = "00000000-0000-7000-8000-000000000000";

/** The two ways to go without having worked. */
export function Leave() {
  const { screen } = useApp();
  return (
    <div class="leave">
      <NoAccess />
      <Button size="main" wide icon="exit" onClick={() => (screen.sheetOpen.value = "release")} testId="release">
        {say(workWords.release)}
      </Button>
    </div>
  );
}

function NoAccess() {
  const { screen } = useApp();
  return (
    <Button size="main" wide icon="lock" onClick={() => (screen.sheetOpen.value = "refuse")} testId="no-access">
      {say(workWords.noAccess)}
    </Button>
  );
}
