import { age, say } from "../../i18n/index.ts";
import { siteLookNames } from "../../map/looks.ts";
import { Badge } from "../../ui/index.ts";
import type { Listed } from "../model/order.ts";
import { siteWords } from "../words/sites.ts";
import { distanceText, useApp, useZone } from "./context.ts";
import { LookMark } from "./look-mark.tsx";
import { standingText } from "./site-text.ts";

/** One site of a list: its sign, its name, what it is, how far. */
export function SiteRow({ listed, chosen }: { readonly listed: Listed; readonly chosen: boolean }) {
  const { screen, open } = useApp();
  const { site, look } = listed;
  const standing = standingText(listed, screen.crew.value ?? "", screen.coarseClock.value, useZone());
  const hasDraft = screen.drafts.value.some((draft) => draft.site === site.site);
  return (
    <li>
      <button
        type="button"
        class={listed.isMine ? "site-row site-row-mine" : "site-row"}
        data-testid="site"
        data-site={site.site}
        data-look={look}
        data-mine={listed.isMine}
        aria-current={chosen ? "true" : undefined}
        onClick={() => open({ kind: "site", site: site.site })}
      >
        <LookMark look={look} />
        <span class="site-row-body">
          <span class="site-row-name">{site.name}</span>
          <span class="site-row-facts small">
            <strong>{say(siteLookNames[look])}</strong>
            {standing === null ? null : <span>{standing}</span>}
            {look === "claimed" && listed.isMine ? null : <span class="soft">{say(siteWords.kinds[site.kind])}</span>}
          </span>
          <Badges listed={listed} hasDraft={hasDraft} />
        </span>
        {listed.distanceM === null ? null : <span class="site-row-far">{distanceText(listed.distanceM)}</span>}
      </button>
    </li>
  );
}

function Badges({ listed, hasDraft }: { readonly listed: Listed; readonly hasDraft: boolean }) {
  const { screen } = useApp();
  const { site } = listed;
  const isUnsent = screen.unsentSites.value.has(site.site);
  const isRefused = screen.refusedSites.value.has(site.site);
  const claim = listed.state.claims.find(({ crew, standing }) => crew === screen.crew.value && standing === "holds");
  if (!listed.isMine && !site.focal && !hasDraft && !isUnsent && !isRefused) return null;
  return (
    <span class="site-row-badges">
      {listed.isMine && claim !== undefined ? (
        <Badge icon="clock">
          {say(siteWords.mine)} · {age(claim.expiresAt - screen.coarseClock.value)}
        </Badge>
      ) : null}
      {hasDraft ? <Badge icon="drop">{say(siteWords.workOpen)}</Badge> : null}
      {site.focal ? (
        <Badge tone="bad" icon="repeat">
          {say(siteWords.focal)}
        </Badge>
      ) : null}
      {isUnsent ? (
        <Badge tone="warn" icon="outbox">
          {say(siteWords.unsentHere)}
        </Badge>
      ) : null}
      {isRefused ? (
        <Badge tone="bad" icon="alert">
          {say(siteWords.refusedHere)}
        </Badge>
      ) : null}
    </span>
  );
}
