import { useLayoutEffect, useRef } from "preact/hooks";
import { Banners } from "../../field/view/banners.tsx";
import { MenuSheet } from "../../field/view/menu-sheet.tsx";
import { OutboxSheet } from "../../field/view/outbox-sheet.tsx";
import { SignInView } from "../../field/view/sign-in.tsx";
import { TopBar } from "../../field/view/top-bar.tsx";
import { say } from "../../i18n/index.ts";
import { Button, Dialog } from "../../ui/index.ts";
import { hashOf } from "../model/place.ts";
import { ownClaim, reviewable } from "../model/sheet.ts";
import { siteWords } from "../words/sites.ts";
import { workWords } from "../words/work.ts";
import "./app.css";
import { CauseSheet } from "./cause-sheet.tsx";
import { isWide, useApp } from "./context.ts";
import { ReviewsView, SitesView, Tabs } from "./lists.tsx";
import { Losses } from "./losses.tsx";
import { MapView } from "./map-view.tsx";
import { NoticeView } from "./notice-view.tsx";
import { PutAway, reasonOf, useRecordName } from "./refused-facts.tsx";
import { SiteView } from "./site-view.tsx";

export function AppView() {
  const { screen } = useApp();
  const isSignedIn = screen.session.value !== null;
  const main = useRef<HTMLElement>(null);
  // Each place starts at its top, however far the last one was scrolled.
  useLayoutEffect(() => main.current?.scrollTo(0, 0), [hashOf(screen.place.value)]);
  return (
    <>
      <TopBar
        appName={say(siteWords.appName)}
        onOutbox={() => (screen.sheetOpen.value = "outbox")}
        onMenu={() => (screen.sheetOpen.value = "menu")}
      />
      <main class="main" ref={main}>
        {isSignedIn ? (
          <>
            <Banners idle={screen.drafts.value.length === 0 && screen.sheetOpen.value === "none"} />
            <div class="banners">
              <Losses />
            </div>
            <Places />
          </>
        ) : (
          <SignInView />
        )}
      </main>
      {isSignedIn ? (
        <>
          <Tabs />
          <Sheets />
        </>
      ) : null}
    </>
  );
}

/** On a phone one place at a time; with room the list stays beside the site or the map. */
function Places() {
  const { screen } = useApp();
  const place = screen.place.value;
  if (place.kind === "notice") return <OpenNotice site={place.site} />;
  if (!isWide.value) return <Narrow />;
  return (
    <div class="two">
      {place.kind === "reviews" ? <ReviewsView /> : <SitesView />}
      {place.kind === "site" ? <SiteView key={place.site} site={place.site} /> : <MapView />}
    </div>
  );
}

function Narrow() {
  const { screen } = useApp();
  const place = screen.place.value;
  switch (place.kind) {
    case "site":
    case "notice":
      return <SiteView key={place.site} site={place.site} />;
    case "map":
      return <MapView />;
    case "reviews":
      return <ReviewsView />;
    case "sites":
      return <SitesView />;
  }
}

function OpenNotice({ site }: { readonly site: string }) {
  const { screen } = useApp();
  const known = screen.sites.value.get(site);
  return known === undefined ? <SiteView site={site} /> : <NoticeView {...known} />;
}

const refuseOrder = ["locked", "refused-by-residents", "blocked", "unsafe", "not-found", "other"] as const;
const rejectOrder = ["not-done", "partly-done", "wrong-agent", "no-evidence", "wrong-place", "other"] as const;

function Sheets() {
  const { screen, acts } = useApp();
  const nameOf = useRecordName();
  const close = () => (screen.sheetOpen.value = "none");
  const place = screen.place.value;
  const site = "site" in place ? screen.sites.value.get(place.site) : undefined;
  switch (screen.sheetOpen.value) {
    case "none":
      return null;
    case "menu":
      return <MenuSheet onClose={close} aloneWhat={say(siteWords.aloneWhat)} />;
    case "outbox":
      return (
        <OutboxSheet
          onClose={close}
          nameOf={nameOf}
          reasonOf={(record) => reasonOf(record.code)}
          actionsOf={(record) => <PutAway id={record.id} />}
        />
      );
    case "refuse":
      return site === undefined ? null : (
        <CauseSheet
          title={say(workWords.refuseTitle)}
          causes={workWords.refuseCauses}
          order={refuseOrder}
          onClose={close}
          onChoose={(cause, note) => {
            close();
            void acts.refuse(site.site.site, cause, note);
          }}
          testId="refuse-sheet"
        />
      );
    case "reject":
      return <RejectSheet onClose={close} />;
    case "release":
      return site === undefined ? null : <ReleaseSheet site={site.site.site} onClose={close} />;
  }
}

function RejectSheet({ onClose }: { readonly onClose: () => void }) {
  const { screen, acts } = useApp();
  const place = screen.place.value;
  const site = "site" in place ? screen.sites.value.get(place.site) : undefined;
  const work = site === undefined ? null : reviewable(site.state, screen.crew.value ?? "");
  if (site === undefined || work === null) return null;
  return (
    <CauseSheet
      title={say(workWords.rejectTitle)}
      causes={workWords.rejectCauses}
      order={rejectOrder}
      onClose={onClose}
      onChoose={(cause, note) => {
        onClose();
        void acts.validate(site.site.site, work, cause, note);
      }}
      testId="reject-sheet"
    />
  );
}

function ReleaseSheet({ site, onClose }: { readonly site: string; readonly onClose: () => void }) {
  const { screen, acts } = useApp();
  const known = screen.sites.value.get(site);
  if (known === undefined || ownClaim(known.state, screen.crew.value ?? "", screen.clock.value) === null) return null;
  return (
    <Dialog title={say(workWords.releaseTitle)} onClose={onClose} testId="release-sheet">
      <p>{say(workWords.releaseWhat)}</p>
      <Button
        kind="primary"
        size="main"
        wide
        icon="exit"
        testId="release-now"
        onClick={() => {
          onClose();
          void acts.release(site);
        }}
      >
        {say(workWords.release)}
      </Button>
    </Dialog>
  );
}
