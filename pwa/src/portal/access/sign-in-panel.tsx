import type { ComponentChildren } from "preact";
import { say } from "../../i18n/index.ts";
import { Button, Card, Notice } from "../../ui/index.ts";
import { CallFailed, callText, Heading, Working } from "../parts/parts.tsx";
import { SignerHelp } from "../parts/signer-help.tsx";
import { failureWords } from "../words/failures.ts";
import type { PortalAccess, PortalEntering } from "./portal-access.ts";
import { accessWords as w, challengeFaults } from "./words.ts";

function Failed({ state }: { readonly state: Extract<PortalEntering, { kind: "sign-failed" }> }) {
  const { code, detail } = state.failure;
  const { title, text, help } = failureWords[code];
  return (
    <Notice
      tone={code === "cancelled" || code === "stopped" ? "warn" : "bad"}
      title={say(title)}
      live="assertive"
      testId={`sign-in-failed-${code}`}
    >
      <p>{say(text)}</p>
      {detail === null ? null : (
        <p class="small">
          <code>{detail}</code>
        </p>
      )}
      {help === true ? <SignerHelp /> : null}
    </Notice>
  );
}

function Entering({ access }: { readonly access: PortalAccess }) {
  const state = access.entering.value;
  const button = (again: boolean): ComponentChildren => (
    <Button kind="primary" size="main" icon="sign" onClick={() => void access.signIn()} testId="portal-sign-in">
      {say(again ? w.again : w.enter)}
    </Button>
  );
  switch (state.kind) {
    case "idle":
      return button(false);
    case "asking":
      return <Working>{say(w.asking)}</Working>;
    case "sending":
      return <Working>{say(w.sending)}</Working>;
    case "signing":
      return (
        <div class="waiting" data-testid={`sign-in-${state.phase}`}>
          <Working>{say(state.phase === "connecting" ? w.connecting : w.waiting)}</Working>
          {state.window === null ? null : (
            <p>
              <a href={state.window} target="_blank" rel="noreferrer" data-testid="simulator-window">
                {say(w.openWindow)}
              </a>
            </p>
          )}
          <div class="row">
            <Button onClick={access.stop}>{say(w.stop)}</Button>
          </div>
        </div>
      );
    case "sign-failed":
      return (
        <>
          <Failed state={state} />
          {button(true)}
        </>
      );
    case "not-asked":
    case "refused":
      return (
        <>
          <Notice tone="bad" live="assertive" testId="sign-in-refused">
            <p>{state.kind === "refused" ? callText(state.failure) : say(challengeFaults[state.fault])}</p>
          </Notice>
          {button(true)}
        </>
      );
  }
}

/** Stands where a signed-in person is needed and nobody is: one button, and every state of the signing program in words. */
export function SignInPanel({ access }: { readonly access: PortalAccess }) {
  const signed = access.signed.value;
  if (signed.kind === "in") return null;
  if (signed.kind === "asking")
    return signed.failure === null ? (
      <Working>{say(w.checking)}</Working>
    ) : (
      <CallFailed failure={signed.failure} onRetry={() => void access.start()} />
    );
  return (
    <div class="stack" data-testid="portal-sign-in-panel">
      <Heading lead={say(w.lead)}>{say(w.heading)}</Heading>
      {signed.ended ? <Notice tone="warn">{say(w.ended)}</Notice> : null}
      <Card>
        <Entering access={access} />
      </Card>
    </div>
  );
}
