import { say } from "../../i18n/index.ts";
import { Button, Notice } from "../../ui/index.ts";
import type { Loss } from "../model/sheet.ts";
import { claimWords } from "../words/claims.ts";
import { crewText, timeText, useApp, useZone } from "./context.ts";

/** Claims that another crew's beat: who has the site since when, that the work stays, and where to go. On every screen until read. */
export function Losses() {
  const { screen } = useApp();
  return (
    <>
      {screen.losses.value.map((loss) => (
        <LossNotice key={loss.claim.claim} loss={loss} />
      ))}
    </>
  );
}

function LossNotice({ loss }: { readonly loss: Loss }) {
  const { screen, acts, open, lossBook } = useApp();
  const zone = useZone();
  const { site, winner, claim } = loss;
  const isOpen = screen.drafts.value.some((draft) => draft.site === site.site);
  const work =
    loss.work?.standing === "extra"
      ? claimWords.workExtra
      : loss.work !== null
        ? claimWords.workCounts
        : isOpen
          ? claimWords.workOpen
          : claimWords.nothingLost;
  const next = acts.nextFrom(site.site);
  return (
    <Notice tone="bad" title={say(claimWords.lostTitle(site.name))} live="assertive" testId="lost">
      <p>
        {winner === null ? say(claimWords.lostToNobody) : say(claimWords.lostTo(crewText(winner.crew), timeText(winner.claimedAt, zone)))}
      </p>
      <p>{say(work)}</p>
      <div class="row">
        {next === null ? null : (
          <Button
            kind="primary"
            size="main"
            icon="forward"
            testId="lost-next"
            onClick={() => {
              void lossBook.read(claim.claim);
              open({ kind: "site", site: next.site.site });
            }}
          >
            {say(claimWords.nextSite(next.site.name))}
          </Button>
        )}
        <Button size="main" icon="check" testId="lost-read" onClick={() => void lossBook.read(claim.claim)}>
          {say(claimWords.understood)}
        </Button>
      </div>
    </Notice>
  );
}
