import type { StaffSession } from "@beket/api";
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { say, uiWords } from "../i18n/index.ts";
import { acceptUpdate, updateReady } from "../install/update.ts";
import { Brand, Button, Icon, type IconName, LanguageSwitch, Notice, ThemeSwitch } from "../ui/index.ts";
import type { CallFailure } from "./adapters/central.ts";
import { type Centre, CentreContext } from "./context.ts";
import { type Tab, tabAt, tabsOf } from "./model/tabs.ts";
import { CallFailed, callText, Working } from "./parts/basics.tsx";
import { AuditScreen } from "./screens/audit.tsx";
import { CardScreen } from "./screens/card.tsx";
import { HoldsScreen } from "./screens/holds.tsx";
import { LaboratoryScreen } from "./screens/laboratory.tsx";
import { MapScreen } from "./screens/map.tsx";
import { Overview } from "./screens/overview.tsx";
import { BorderScreen, LineScreen, NodesScreen } from "./screens/panels.tsx";
import { PlannerScreen } from "./screens/planner.tsx";
import { SignIn } from "./screens/sign-in.tsx";
import { frame, roleNames, signIn, tabNames } from "./words/frame.ts";

const tabIcons: Readonly<Record<Tab, IconName>> = {
  overview: "building",
  line: "car",
  border: "passport",
  nodes: "link",
  map: "scan",
  holds: "lock",
  laboratory: "category",
  planner: "people",
  card: "file",
  audit: "info",
};
const screens: Readonly<Record<Tab, () => ComponentChildren>> = {
  overview: () => <Overview />,
  line: () => <LineScreen />,
  border: () => <BorderScreen />,
  nodes: () => <NodesScreen />,
  map: () => <MapScreen />,
  holds: () => <HoldsScreen />,
  laboratory: () => <LaboratoryScreen />,
  planner: () => <PlannerScreen />,
  card: () => <CardScreen />,
  audit: () => <AuditScreen />,
};

const hash = signal(location.hash);
/** Why central still holds the session that somebody wanted to end. */
const leaving = signal<CallFailure | null>(null);
addEventListener("hashchange", () => (hash.value = location.hash));

// The address names the section, so the link moves the focus itself instead of changing it.
function skipToContent(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

function UpdateOffer() {
  if (!updateReady.value) return null;
  return (
    <div class="update" role="status">
      <span>{say(uiWords.updateReady)}</span>
      <Button size="small" onClick={acceptUpdate}>
        {say(uiWords.updateNow)}
      </Button>
    </div>
  );
}

function Tabs({ session, here }: { readonly session: StaffSession; readonly here: Tab }) {
  useEffect(() => {
    document.querySelector('.tabs a[aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [here]);
  return (
    <nav class="tabs" aria-label={say(frame.sections)}>
      <ul>
        {tabsOf(session.roles).map((tab) => (
          <li key={tab}>
            <a href={`#/${tab}`} aria-current={tab === here ? "page" : undefined} data-testid={`tab-${tab}`}>
              <Icon name={tabIcons[tab]} />
              {say(tabNames[tab])}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Bar({ centre, here }: { readonly centre: Centre; readonly here: Tab | null }) {
  const signed = centre.signed.value;
  const leave = async (): Promise<void> => {
    const left = await centre.central.signOut();
    leaving.value = left.ok ? null : left.error;
    if (!left.ok) return;
    // Whoever sits down next sees nothing of what was open.
    location.hash = "";
    centre.signed.value = { kind: "out", ended: false };
  };
  return (
    <header class="bar">
      <a class="skip" href="#content" onClick={skipToContent}>
        {say(frame.skip)}
      </a>
      <div class="bar-inside">
        <Brand name="Beket" />
        <div class="bar-end">
          {signed.kind === "in" ? (
            <span class="bar-staff">
              <Icon name="person" />
              <span>
                {signed.session.staff}
                <span class="bar-roles"> · {signed.session.roles.map((role) => say(roleNames[role])).join(", ")}</span>
              </span>
            </span>
          ) : null}
          <LanguageSwitch />
          {signed.kind === "in" ? (
            <Button size="small" kind="quiet" icon="exit" iconOnly onClick={() => void leave()} testId="sign-out">
              {say(frame.signOut)}
            </Button>
          ) : null}
        </div>
      </div>
      {signed.kind === "in" && here !== null ? <Tabs session={signed.session} here={here} /> : null}
      <div class="stripe" aria-hidden="true" />
    </header>
  );
}

export function App({ centre }: { readonly centre: Centre }) {
  const signed = centre.signed.value;
  const mine = signed.kind === "in" ? tabsOf(signed.session.roles) : [];
  const here = signed.kind === "in" && mine.length > 0 ? tabAt(hash.value, signed.session.roles) : null;
  return (
    <CentreContext.Provider value={centre}>
      <Bar centre={centre} here={here} />
      <UpdateOffer />
      <main id="content" class="page" tabIndex={-1} data-tab={here ?? signed.kind}>
        {signed.kind === "asking" ? (
          signed.failure === null ? (
            <Working>{say(signIn.checking)}</Working>
          ) : (
            <CallFailed failure={signed.failure} onRetry={() => void centre.ask()} />
          )
        ) : null}
        {leaving.value === null ? null : (
          <Notice tone="bad" live="assertive" title={say(frame.notSignedOut)}>
            <p>{callText(leaving.value)}</p>
          </Notice>
        )}
        {signed.kind === "out" ? <SignIn ended={signed.ended} /> : null}
        {signed.kind === "in" && here === null ? <Notice tone="warn">{say(frame.noRole)}</Notice> : null}
        {here === null ? null : <div key={here}>{screens[here]()}</div>}
      </main>
      <footer class="foot">
        <span class="soft small">
          Beket · {say(frame.title)}
          {signed.kind === "in" ? ` · ${signed.session.staff}` : ""}
        </span>
        <ThemeSwitch />
      </footer>
    </CentreContext.Provider>
  );
}
