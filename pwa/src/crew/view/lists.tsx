import { useSignal } from "@preact/signals";
import { age, count, say } from "../../i18n/index.ts";
import { Button, Icon, Notice } from "../../ui/index.ts";
import { siteWords } from "../words/sites.ts";
import { useApp } from "./context.ts";
import "./lists.css";
import { SiteRow } from "./site-row.tsx";

const shownFirst = 60;

/** The crew's sites, what is next first. */
export function SitesView() {
  const { screen } = useApp();
  const shown = useSignal(shownFirst);
  const sites = screen.next.value;
  const place = screen.place.value;
  const chosen = "site" in place ? place.site : null;
  if (screen.ownSheet.value === null) return <NoSheet />;
  const left = sites.filter(({ look }) => look !== "clean" && look !== "awaiting-validation").length;
  return (
    <section class="site-list" aria-label={say(siteWords.title)} data-testid="sites">
      <header class="site-list-head">
        <h1>{say(siteWords.title)}</h1>
        <p class="soft">
          {say(siteWords.counts(left, sites.length))} · {say(siteWords.asOf(age(screen.coarseClock.value - screen.ownSheet.value.asOf)))}
        </p>
      </header>
      <Locate />
      {screen.ownSheet.value.truncated ? <Notice tone="warn" title={say(siteWords.truncated)} /> : null}
      {sites.length === 0 ? <p class="soft">{say(siteWords.noSites)}</p> : null}
      <ul class="site-rows">
        {sites.slice(0, shown.value).map((listed) => (
          <SiteRow key={listed.site.site} listed={listed} chosen={listed.site.site === chosen} />
        ))}
      </ul>
      {sites.length > shown.value ? (
        <Button wide onClick={() => (shown.value += shownFirst)}>
          {say(siteWords.showMore(Math.min(shownFirst, sites.length - shown.value)))}
        </Button>
      ) : null}
    </section>
  );
}

/** In which order the list is, and how to have the nearest first. */
export function Locate() {
  const { screen, recorder } = useApp();
  const state = screen.receiver.value;
  return (
    <div class="locate" data-testid="locate" data-receiver={state}>
      <Icon name="pin" />
      <span class="small">{say(siteWords.receiver[state])}</span>
      {state === "off" ? (
        <Button size="small" onClick={recorder.locate}>
          {say(siteWords.locate)}
        </Button>
      ) : null}
    </div>
  );
}

/** Work of other crews that somebody must look at. */
export function ReviewsView() {
  const { screen } = useApp();
  const reviews = screen.reviews.value;
  const place = screen.place.value;
  const chosen = "site" in place ? place.site : null;
  return (
    <section class="site-list" aria-label={say(siteWords.reviewsTitle)} data-testid="reviews">
      <header class="site-list-head">
        <h1>{say(siteWords.reviewsTitle)}</h1>
        <p class="soft">{reviews.length === 0 ? say(siteWords.reviewsNone) : say(siteWords.waiting(reviews.length))}</p>
      </header>
      <Locate />
      <ul class="site-rows">
        {reviews.map(({ listed }) => (
          <SiteRow key={listed.site.site} listed={listed} chosen={listed.site.site === chosen} />
        ))}
      </ul>
    </section>
  );
}

function NoSheet() {
  const { screen, keeper } = useApp();
  return (
    <section class="site-list">
      <h1>{say(siteWords.title)}</h1>
      {screen.crew.value === null ? (
        <Notice tone="bad" title={say(siteWords.notCrew)} testId="not-crew" />
      ) : (
        <>
          <Notice tone="warn" title={say(siteWords.noSheet)} testId="no-sheet" />
          <Button icon="refresh" size="main" wide onClick={() => void keeper.refresh()}>
            {say(siteWords.tryAgain)}
          </Button>
        </>
      )}
    </section>
  );
}

/** The three lists of the app, within reach of the thumb. */
export function Tabs() {
  const { screen, open } = useApp();
  const { kind } = screen.place.value;
  const reviews = screen.reviews.value.length;
  const tabs = [
    { tab: "sites", icon: "list", extra: null },
    { tab: "map", icon: "map", extra: null },
    { tab: "reviews", icon: "eye", extra: reviews === 0 ? null : count(reviews) },
  ] as const;
  return (
    <nav class="tabs" aria-label={say(siteWords.tabsName)}>
      {tabs.map(({ tab, icon, extra }) => (
        <button
          key={tab}
          type="button"
          class="tab"
          data-testid={`tab-${tab}`}
          aria-current={kind === tab ? "page" : undefined}
          onClick={() => open({ kind: tab })}
        >
          <Icon name={icon} />
          <span>{say(siteWords.tabs[tab])}</span>
          {extra === null ? null : <span class="tab-count">{extra}</span>}
        </button>
      ))}
    </nav>
  );
}
