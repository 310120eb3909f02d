import type { SiteState } from "@beket/domain";
import { age, say } from "../../i18n/index.ts";
import type { Listed } from "../model/order.ts";
import { othersClaim } from "../model/sheet.ts";
import { siteWords } from "../words/sites.ts";
import { crewText, timeText } from "./context.ts";

/** What the look's word leaves open: until when, since when, who. */
export function standingText({ look, state }: Pick<Listed, "look" | "state">, crew: string, now: number, zone: string): string | null {
  switch (look) {
    case "clean":
    case "expiring":
      return state.clean === null ? null : say(siteWords.cleanUntil(age(state.clean.until - now)));
    case "expired":
      return state.clean === null ? null : say(siteWords.expiredAgo(age(now - state.clean.until)));
    case "claimed": {
      const other = othersClaim(state, crew, now);
      return other === null ? null : say(siteWords.heldBy(crewText(other.crew), timeText(other.expiresAt, zone)));
    }
    case "awaiting-validation":
      return doneAgo(state, now);
    case "planned":
    case "no-access":
    case "rejected":
      return null;
  }
}

function doneAgo(state: SiteState, now: number): string | null {
  const newest = state.completions.at(-1);
  return newest === undefined ? null : say(siteWords.doneAgo(age(now - newest.finishedAt)));
}
