import { useEffect } from "preact/hooks";
import { Banners } from "../../field/view/banners.tsx";
import { MenuSheet } from "../../field/view/menu-sheet.tsx";
import { OutboxSheet } from "../../field/view/outbox-sheet.tsx";
import { SignInView } from "../../field/view/sign-in.tsx";
import { TopBar } from "../../field/view/top-bar.tsx";
import { fieldWords } from "../../field/words/field.ts";
import { count, say } from "../../i18n/index.ts";
import { listenWedge } from "../../scan/wedge.ts";
import { Button, Card, Icon, type IconName, Notice } from "../../ui/index.ts";
import { openPcr, specialistQueue } from "../model/desk-lists.ts";
import { type Tab, tabOf, tabsFor } from "../model/route.ts";
import { deskWords } from "../words/desk.ts";
import "./app.css";
import { CameraSheet } from "./camera-sheet.tsx";
import { problemText, useApp } from "./context.ts";
import { Screen } from "./screen.tsx";
import { factName, GiveUp } from "./troubles.tsx";

export function AppView() {
  const app = useApp();
  const { station, sheet, scans, role } = app;
  const session = station.session.value;
  const isIn = session !== null && role.value !== null;
  useEffect(
    () =>
      listenWedge(window, {
        onScan: ({ text }) => scans.take(text),
        isOn: () => station.session.peek() !== null,
      }),
    [],
  );
  return (
    <>
      <TopBar appName={say(deskWords.appName)} onOutbox={() => (sheet.value = "outbox")} onMenu={() => (sheet.value = "menu")} />
      <div class={isIn ? "desk desk-in" : "desk"}>
        {isIn ? <Tabs /> : null}
        <main class="main">
          {session === null ? (
            <SignInView />
          ) : (
            <>
              <Banners idle={app.idle.value} />
              {role.value === null ? <NotForRole /> : app.rules.value === null ? <NoRules /> : <Screen />}
            </>
          )}
        </main>
      </div>
      <Toast />
      {session === null ? null : <Sheets />}
    </>
  );
}

const tabIcons = {
  arrivals: "people",
  timers: "clock",
  queue: "category",
  pcr: "flask",
  kits: "cassette",
  "slip-check": "qr",
} as const satisfies Record<Tab, IconName>;

/** Five places to be, under the thumb on a tablet in the hand, beside the page on a desk. */
function Tabs() {
  const app = useApp();
  const { border, role, draft, due } = app;
  const lit = tabOf(draft.value.route);
  const waiting = (tab: Tab): number => {
    switch (tab) {
      case "timers":
        return due.value;
      case "pcr":
        return openPcr(border.value).length;
      case "queue":
        return specialistQueue(border.value).length;
      case "arrivals":
      case "kits":
      case "slip-check":
        return 0;
    }
  };
  return (
    <nav class="tabs" aria-label={say(deskWords.sections)}>
      {tabsFor(role.value ?? "").map((tab) => {
        const open = waiting(tab);
        return (
          <button
            key={tab}
            type="button"
            class="tab"
            aria-current={tab === lit ? "page" : undefined}
            data-testid={`tab-${tab}`}
            onClick={() => app.go({ kind: tab })}
          >
            <Icon name={tabIcons[tab]} />
            <span class="tab-name">{say(deskWords.tabs[tab])}</span>
            {open > 0 ? <span class={tab === "timers" ? "tab-count tab-due" : "tab-count"}>{count(open)}</span> : null}
          </button>
        );
      })}
    </nav>
  );
}

function NotForRole() {
  const { shift } = useApp();
  return (
    <Card>
      <Notice tone="warn" title={say(deskWords.notForRole)} testId="not-for-role" />
      <Button kind="danger" icon="exit" onClick={() => void shift.signOut()}>
        {say(fieldWords.signOut)}
      </Button>
    </Card>
  );
}

function NoRules() {
  const app = useApp();
  return (
    <Card>
      <Notice tone="warn" title={say(deskWords.noRules)} live="polite" testId="no-rules" />
      <Button icon="refresh" onClick={() => void app.loadRules()}>
        {say(fieldWords.tryAgain)}
      </Button>
    </Card>
  );
}

/** A word that needs no answer. It stands outside of what changes, so that a screen reader says it. */
function Toast() {
  const { toast, scans } = useApp();
  const shown = toast.value;
  const strange = scans.strange.value;
  useEffect(() => {
    if (shown === null && strange === null) return undefined;
    const timer = setTimeout(() => {
      toast.value = null;
      scans.strange.value = null;
    }, 6_000);
    return () => clearTimeout(timer);
  }, [shown, strange]);
  const text = shown?.text ?? (strange === null ? "" : say(strange === "document" ? deskWords.strangeDocument : deskWords.strangeCode));
  return (
    <div class="toast" role="status" data-testid="toast">
      {text === "" ? null : <Notice tone={shown?.tone ?? "warn"} title={text} />}
    </div>
  );
}

function Sheets() {
  const app = useApp();
  const { sheet } = app;
  const close = () => (sheet.value = "none");
  switch (sheet.value) {
    case "none":
      return null;
    case "menu":
      return <MenuSheet onClose={close} aloneWhat={say(deskWords.aloneWhat)} />;
    case "camera":
      return <CameraSheet onClose={close} />;
    case "outbox":
      return (
        <OutboxSheet
          onClose={close}
          nameOf={({ id }) => {
            const stated = app.facts.fact(id);
            return stated === null ? "?" : factName(app, stated.fact);
          }}
          reasonOf={({ code }) => problemText(code)}
          actionsOf={({ id }) => <GiveUp id={id} />}
        />
      );
  }
}
