import { lookOf } from "@beket/domain";
import { useEffect, useRef } from "preact/hooks";
import { language, say } from "../../i18n/index.ts";
import { siteLookNames } from "../../map/looks.ts";
import { Badge, Button, Notice } from "../../ui/index.ts";
import { distanceToSiteM } from "../model/geo.ts";
import { decimalText } from "../model/number.ts";
import { ownClaim, type SiteNow } from "../model/sheet.ts";
import { noticeWords } from "../words/notice.ts";
import { siteWords } from "../words/sites.ts";
import { workWords } from "../words/work.ts";
import { ClaimPanel, Leave } from "./claim-panel.tsx";
import { distanceText, isWide, useApp, useZone } from "./context.ts";
import { DonePanel } from "./done-panel.tsx";
import { LookMark } from "./look-mark.tsx";
import { RefusedFacts } from "./refused-facts.tsx";
import { standingText } from "./site-text.ts";
import "./site-view.css";
import { WorkDone } from "./work-done.tsx";
import { WorkPanel } from "./work-panel.tsx";

/** One site: where it stands, whose it is, the work, the proof, the judgement. */
export function SiteView({ site: code }: { readonly site: string }) {
  const { screen, open, work } = useApp();
  const known = screen.sites.value.get(code);
  const done = screen.done.value;
  const draft = work.of(code);
  return (
    <article
      class="site"
      data-testid="site-view"
      data-site={code}
      data-look={known === undefined ? "" : lookOf(known.site, known.state, screen.clock.value)}
    >
      {isWide.value ? null : (
        <div>
          <Button icon="back" onClick={() => open({ kind: "sites" })} testId="back">
            {say(siteWords.back)}
          </Button>
        </div>
      )}
      {known === undefined ? <Notice tone="warn" title={say(siteWords.gone)} /> : <SiteHead {...known} />}
      {screen.notKept.value ? <Notice tone="bad" title={say(workWords.notKept)} live="assertive" testId="not-kept" /> : null}
      <RefusedFacts site={code} />
      {done?.site === code ? <DonePanel done={done} /> : null}
      {known === undefined ? null : (
        <>
          {done?.site === code && draft === null ? null : <ClaimPanel {...known} />}
          {draft === null ? null : <WorkPanel site={known.site} draft={draft} />}
          {draft === null || ownClaim(known.state, screen.crew.value ?? "", screen.clock.value) === null ? null : <Leave />}
          <WorkDone {...known} />
          {(known.site.kind === "entrance" || known.site.kind === "yard") && done?.what !== "completed" ? (
            <Button size="main" wide icon="print" onClick={() => open({ kind: "notice", site: code })} testId="notice">
              {say(noticeWords.open)}
            </Button>
          ) : null}
        </>
      )}
    </article>
  );
}

function SiteHead({ site, state }: SiteNow) {
  const { screen } = useApp();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), [site.site]);
  const look = lookOf(site, state, screen.clock.value);
  const standing = standingText({ look, state }, screen.crew.value ?? "", screen.clock.value, useZone());
  const sector = screen.ownSheet.value?.sectors.find((each) => each.sector === site.sector)?.name[language.value] ?? site.sector;
  const own = screen.own.value;
  return (
    <header class="site-head">
      <LookMark look={look} />
      <div class="site-head-body">
        <h1 ref={title} tabIndex={-1}>
          {site.name}
        </h1>
        <p data-testid="look" data-look={look}>
          <strong>{say(siteLookNames[look])}</strong>
          {standing === null ? "" : ` · ${standing}`}
        </p>
        <p class="soft">
          {say(siteWords.kinds[site.kind])} · {sector} · {say(siteWords.squareMetres(decimalText(site.areaM2, language.value)))}
          {own === null ? "" : ` · ${distanceText(distanceToSiteM(own.position, site.geometry))}`}
        </p>
        {site.focal ? (
          <p>
            <Badge tone="bad" icon="repeat">
              {say(siteWords.focal)}
            </Badge>
          </p>
        ) : null}
      </div>
    </header>
  );
}
