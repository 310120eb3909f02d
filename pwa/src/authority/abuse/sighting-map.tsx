import type { FindingDetail } from "@beket/api";
import { outcomeWord } from "@beket/domain";
import { count, dateTime, language, say } from "../../i18n/index.ts";
import { useAuthority } from "../context.ts";
import { abuse as w } from "../words/oversight.ts";
import { planOf } from "./plan.ts";

/** The posts of a finding in their places to one another, and below them what each saw, in order. The list says all that the plan shows. */
export function SightingMap({ detail }: { readonly detail: FindingDetail }) {
  const { timeZone } = useAuthority();
  const { posts, sightings, finding } = detail;
  const nameOf = (post: string): string => posts.find((one) => one.post === post)?.name[language.value] ?? post;
  const plan = planOf(posts);
  const { metres, seconds } = finding.measured;
  return (
    <>
      {plan === null ? null : (
        <svg class="sighting-plan" viewBox={`0 0 ${plan.width} ${plan.height}`} aria-hidden="true">
          {plan.line === null ? null : <line class="sighting-line" {...plan.line} />}
          {plan.points.map(({ post, x, y, anchor }) => (
            <g key={post}>
              <circle class="sighting-dot" cx={x} cy={y} r={7} />
              <text class="sighting-name" x={x} y={y - 14} text-anchor={anchor}>
                {nameOf(post)}
              </text>
            </g>
          ))}
        </svg>
      )}
      {metres === undefined || seconds === undefined ? null : (
        <p class="sighting-words">{say(w.map(count(Math.round(metres / 100) / 10), count(Math.round(seconds / 60))))}</p>
      )}
      <ol class="sighting-times">
        {sightings.map(({ event, at, post, kind, direction, officer, lane, outcome }) => (
          <li key={`${event} ${kind}`}>
            <time>{dateTime(at, timeZone.value)}</time>
            <span>
              <strong>{nameOf(post)}</strong> · {say(w.seen[kind])}
              {direction === null ? "" : ` · ${say(w[direction])}`}
              {outcome === null ? "" : ` · ${outcomeWord(outcome, language.value)}`}
              <br />
              <span class="soft small">{[officer, lane].filter((part) => part !== null).join(" · ")}</span>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
