import { formatDateTime, type Language, travellerReasons } from "@beket/domain";
import { useState } from "preact/hooks";
import { language, say } from "../../i18n/index.ts";
import { Button, Choice, Dialog } from "../../ui/index.ts";
import { languageNames } from "../../i18n/language.ts";
import { travellerWords } from "../words/traveller.ts";
import { verdictWords } from "../words/verdict.ts";
import { useApp } from "./context.ts";
import "./traveller.css";

/**
 * What a refused or referred person keeps: the number, why, what they can do, and 1308. In large type and in their language, which need not
 * be the officer's; the same on paper. It names nobody.
 */
export function TravellerSheet() {
  const { screen } = useApp();
  const [chosen, setChosen] = useState<Language>(language.value);
  const flow = screen.flow.value;
  const close = () => (screen.sheet.value = "none");
  if (flow.kind !== "done" || flow.act === "passage" || flow.receipt.number === null) return null;
  const { card, act, receipt } = flow;
  const post = screen.post.value;
  const timeZone = post?.regime?.timeZone ?? "Asia/Almaty";
  const reasons = travellerReasons(card.verdict.reasons, act === "refusal" ? "DENY" : "REFER", { timeZone });
  return (
    <Dialog title={say(verdictWords.showTraveller)} onClose={close} testId="traveller-sheet">
      <div class="no-print row traveller-tools">
        <Choice
          label={say(travellerWords.theirLanguage)}
          value={chosen}
          items={languageNames.map(({ language: value, name }) => ({ value, name, lang: value }))}
          onChange={setChosen}
        />
        <Button icon="print" onClick={() => print()} testId="print">
          {say(travellerWords.print)}
        </Button>
      </div>
      <article class="traveller" lang={chosen} data-testid="traveller">
        <p class="traveller-what">{travellerWords[act][chosen]}</p>
        <p class="traveller-number">{receipt.number}</p>
        <p class="traveller-where">
          {[post?.name[chosen] ?? card.stop.post, formatDateTime(card.answeredAt, timeZone, chosen)].join(" · ")}
        </p>
        <ol class="traveller-reasons">
          {reasons.map(({ cause, remedy }) => (
            <li key={cause.en}>
              <p class="traveller-cause">{cause[chosen]}</p>
              <p>{remedy[chosen]}</p>
            </li>
          ))}
        </ol>
        <p class="traveller-call">{travellerWords.call[chosen]}</p>
        <p>{travellerWords.keep[chosen]}</p>
      </article>
    </Dialog>
  );
}
