import { outcomeWord } from "@beket/domain";
import { useLayoutEffect } from "preact/hooks";
import { Banners } from "../../field/view/banners.tsx";
import { MenuSheet } from "../../field/view/menu-sheet.tsx";
import { OutboxSheet } from "../../field/view/outbox-sheet.tsx";
import { SignInView } from "../../field/view/sign-in.tsx";
import { Tool, TopBar } from "../../field/view/top-bar.tsx";
import { language, say } from "../../i18n/index.ts";
import { Notice } from "../../ui/index.ts";
import { deskWords } from "../words/desk.ts";
import { lineWords } from "../words/line.ts";
import { DoneView, StuckView } from "./after-verdict.tsx";
import { Composer } from "./composer.tsx";
import { useApp } from "./context.ts";
import { CountrySheet } from "./country-sheet.tsx";
import { PassNote } from "./pass-note.tsx";
import { ReferralsSheet } from "./referrals-sheet.tsx";
import { RereadView } from "./reread-view.tsx";
import { ScanSheet } from "./scan-sheet.tsx";
import { SlipSheet } from "./slip-sheet.tsx";
import { Slips } from "./slips.tsx";
import { TravellerSheet } from "./traveller-sheet.tsx";
import { orderText, VerdictView } from "./verdict-view.tsx";

export function AppView() {
  const { screen } = useApp();
  return (
    <>
      <TopBar
        appName={say(lineWords.appName)}
        onOutbox={() => (screen.sheet.value = "outbox")}
        onMenu={() => (screen.sheet.value = "menu")}
      >
        <Tool
          icon="people"
          name={say(deskWords.referrals)}
          count={screen.referrals.value?.length ?? 0}
          onClick={() => (screen.sheet.value = "referrals")}
          testId="open-referrals"
        />
      </TopBar>
      <main class="main">
        {screen.session.value === null ? (
          <SignInView />
        ) : (
          <>
            <Banners idle={screen.idle.value} />
            {screen.note.value === null ? null : <Notice tone="warn" title={say(screen.note.value)} live="polite" testId="scan-note" />}
            <PassNote />
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
  const close = () => (screen.sheet.value = "none");
  switch (screen.sheet.value) {
    case "none":
      return null;
    case "menu":
      return (
        <MenuSheet onClose={close} aloneWhat={say(deskWords.aloneWhat)}>
          <Slips />
        </MenuSheet>
      );
    case "referrals":
      return <ReferralsSheet />;
    case "outbox":
      return <OutboxSheet onClose={close} nameOf={(record) => say(deskWords.recordKinds[record.kind])} />;
    case "scan":
      return <ScanSheet />;
    case "country":
      return <CountrySheet />;
    case "slip":
      return <SlipSheet />;
    case "traveller":
      return <TravellerSheet />;
  }
}
