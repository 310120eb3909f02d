import { outcomeWord } from "@beket/domain";
import { useLayoutEffect } from "preact/hooks";
import { language, say, uiWords } from "../../i18n/index.ts";
import { acceptUpdate, updateReady } from "../../install/update.ts";
import { Button, Notice } from "../../ui/index.ts";
import { deskWords } from "../words/desk.ts";
import { DoneView, StuckView } from "./after-verdict.tsx";
import "./app.css";
import { Composer } from "./composer.tsx";
import { useApp } from "./context.ts";
import { CountrySheet } from "./country-sheet.tsx";
import { MenuSheet } from "./menu-sheet.tsx";
import { OutboxSheet } from "./outbox-sheet.tsx";
import { ReferralsSheet } from "./referrals-sheet.tsx";
import { RereadView } from "./reread-view.tsx";
import { ScanSheet } from "./scan-sheet.tsx";
import { SignInView } from "./sign-in.tsx";
import { TopBar } from "./top-bar.tsx";
import { orderText, VerdictView } from "./verdict-view.tsx";

export function AppView() {
  const { screen } = useApp();
  return (
    <>
      <TopBar />
      <main class="main">
        {screen.session.value === null ? (
          <SignInView />
        ) : (
          <>
            <Banners />
            <FlowView />
          </>
        )}
      </main>
      <Announcer />
      {screen.session.value === null ? null : <Sheets />}
    </>
  );
}

function FlowView() {
  const { screen } = useApp();
  const flow = screen.flow.value;
  // Each card starts at its top, however far the last one was scrolled.
  useLayoutEffect(() => scrollTo(0, 0), [flow.kind]);
  switch (flow.kind) {
    case "composing":
    case "checking":
      return <Composer />;
    case "rereading":
      return <RereadView reading={flow.reading} />;
    case "verdict":
      return <VerdictView card={flow.card} isActing={false} />;
    case "acting":
      return <VerdictView card={flow.card} isActing />;
    case "done":
      return <DoneView flow={flow} />;
    case "stuck":
      return <StuckView flow={flow} />;
  }
}

/** What concerns the whole tablet. The update is offered only while nobody stands before the officer. */
function Banners() {
  const { screen } = useApp();
  const { storage, idle } = screen;
  return (
    <div class="banners">
      {storage.value === "broken" ? <Notice tone="bad" title={say(deskWords.storageBroken)} live="assertive" /> : null}
      {storage.value === "not-secure" ? <Notice tone="warn" title={say(deskWords.notSecure)} /> : null}
      {idle.value && updateReady.value ? (
        <div class="update" data-testid="update">
          <span>{say(uiWords.updateReady)}</span>
          <Button kind="primary" icon="refresh" onClick={acceptUpdate}>
            {say(uiWords.updateNow)}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Speaks the verdict. It stands outside of what changes, so that assistive technology notices. */
function Announcer() {
  const { screen } = useApp();
  const flow = screen.flow.value;
  const text = flow.kind === "verdict" ? `${outcomeWord(flow.card.verdict.outcome, language.value)}. ${orderText(flow.card.verdict)}` : "";
  return (
    <p class="unseen" role="alert" data-testid="announcer">
      {text}
    </p>
  );
}

function Sheets() {
  const { screen } = useApp();
  switch (screen.sheet.value) {
    case "none":
      return null;
    case "menu":
      return <MenuSheet />;
    case "referrals":
      return <ReferralsSheet />;
    case "outbox":
      return <OutboxSheet />;
    case "scan":
      return <ScanSheet />;
    case "country":
      return <CountrySheet />;
  }
}
