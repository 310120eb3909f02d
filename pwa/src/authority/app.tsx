import { staffRoutes } from "@beket/api";
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { say, uiWords } from "../i18n/index.ts";
import { acceptUpdate, updateReady } from "../install/update.ts";
import { Brand, Button, Icon, LanguageSwitch, Notice, ThemeSwitch } from "../ui/index.ts";
import type { CallFailure } from "./adapters/api.ts";
import { type Authority, AuthorityContext } from "./context.ts";
import { CallFailed, callText, Working } from "./parts/basics.tsx";
import type { AuthorityScreen } from "./model/screen.ts";
import { screenAt, screensOf } from "./model/screen-list.ts";
import { screens } from "./screens.ts";
import { AskPassphrase } from "./sign-in/ask-passphrase.tsx";
import { SignIn } from "./sign-in/sign-in.tsx";
import { frame, roleNames, signIn } from "./words/frame.ts";

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

function Tabs({ all, here }: { readonly all: readonly AuthorityScreen[]; readonly here: AuthorityScreen }) {
  useEffect(() => {
    document.querySelector('.tabs a[aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [here]);
  return (
    <nav class="tabs" aria-label={say(frame.sections)}>
      <ul>
        {all.map(({ id, title, icon }) => (
          <li key={id}>
            <a href={`#/${id}`} aria-current={id === here.id ? "page" : undefined} data-testid={`tab-${id}`}>
              <Icon name={icon} />
              {say(title)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Bar({ authority, here }: { readonly authority: Authority; readonly here: AuthorityScreen | null }) {
  const signed = authority.signed.value;
  const leave = async (): Promise<void> => {
    const left = await authority.api.done(staffRoutes.session, { method: "DELETE" });
    leaving.value = left.ok ? null : left.error;
    if (!left.ok) return;
    // Whoever sits down next sees nothing of what was open.
    location.hash = "";
    authority.signed.value = { kind: "out", ended: false };
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
      {signed.kind === "in" && here !== null ? <Tabs all={screensOf(signed.session.roles, screens)} here={here} /> : null}
      <div class="stripe" aria-hidden="true" />
    </header>
  );
}

export function App({ authority }: { readonly authority: Authority }) {
  const signed = authority.signed.value;
  const here = signed.kind === "in" ? screenAt(hash.value, signed.session.roles, screens) : null;
  const Screen = here?.component ?? null;
  return (
    <AuthorityContext.Provider value={authority}>
      <Bar authority={authority} here={here} />
      <UpdateOffer />
      <main id="content" class="page" tabIndex={-1} data-screen={here?.id ?? signed.kind}>
        {signed.kind === "asking" ? (
          signed.failure === null ? (
            <Working>{say(signIn.checking)}</Working>
          ) : (
            <CallFailed failure={signed.failure} onRetry={() => void authority.ask()} />
          )
        ) : null}
        {leaving.value === null ? null : (
          <Notice tone="bad" live="assertive" title={say(frame.notSignedOut)}>
            <p>{callText(leaving.value)}</p>
          </Notice>
        )}
        {signed.kind === "out" ? <SignIn ended={signed.ended} /> : null}
        {signed.kind === "in" && here === null ? <Notice tone="warn">{say(frame.noRole)}</Notice> : null}
        {here === null || Screen === null ? null : (
          <div key={here.id}>
            <Screen />
          </div>
        )}
      </main>
      <AskPassphrase />
      <footer class="foot">
        <span class="soft small">
          Beket · {say(frame.title)}
          {signed.kind === "in" ? ` · ${signed.session.staff}` : ""}
        </span>
        <ThemeSwitch />
      </footer>
    </AuthorityContext.Provider>
  );
}
