import type { ClaimState } from "@beket/domain";
import { age, say } from "../../i18n/index.ts";
import { clockText, countdownOf } from "../model/countdown.ts";
import { workWords } from "../words/work.ts";
import { useApp } from "./context.ts";
import "./claim-ring.css";

const radius = 52;
const around = 2 * Math.PI * radius;

/** How long the site is still the crew's: a ring that empties, the time in it, and a word when little is left. */
export function ClaimRing({ claim }: { readonly claim: ClaimState }) {
  const { screen } = useApp();
  const { leftMs, share, tone } = countdownOf(claim, screen.clock.value);
  return (
    <div class={`ring ring-${tone}`} data-testid="countdown" data-expires-at={claim.expiresAt} data-tone={tone}>
      <svg viewBox="0 0 120 120" aria-hidden="true" focusable="false">
        <circle class="ring-ground" cx="60" cy="60" r={radius} />
        <circle
          class="ring-left"
          cx="60"
          cy="60"
          r={radius}
          stroke-dasharray={`${around * share} ${around}`}
          transform="rotate(-90 60 60)"
        />
      </svg>
      <p class="ring-text" role="timer" aria-label={say(workWords.timeLeft(age(leftMs)))}>
        <span class="ring-clock" aria-hidden="true">
          {clockText(leftMs)}
        </span>
        <span class="small" aria-hidden="true">
          {say(workWords.left)}
        </span>
      </p>
    </div>
  );
}
