import type { ComponentChildren } from "preact";
import { say } from "../../i18n/index.ts";
import { Button, Notice } from "../../ui/index.ts";
import type { Signing } from "../model/signing.ts";
import { frame } from "../words/frame.ts";
import { failureWords } from "../words/failures.ts";
import { documentFaultWords, signing as w } from "../words/signing.ts";
import { callText, Working } from "./parts.tsx";
import { SignerHelp } from "./signer-help.tsx";

export type SignActions = {
  readonly onSign: () => void;
  readonly onStop: () => void;
  /** Sends what a doubtful key signed: central has the last word. */
  readonly onSendAnyway: () => void;
  readonly onSendAgain: () => void;
  readonly onPrepareAgain: () => void;
};

function SignButton({ again, onSign }: { readonly again: boolean; readonly onSign: () => void }) {
  return (
    <Button kind="primary" size="main" icon="sign" onClick={onSign} testId="sign">
      {say(again ? w.signAgain : w.sign)}
    </Button>
  );
}

function Failed({ state, actions }: { readonly state: Extract<Signing, { kind: "sign-failed" }>; readonly actions: SignActions }) {
  const { code, detail } = state.failure;
  const words = failureWords[code];
  return (
    <>
      <Notice
        tone={code === "cancelled" || code === "stopped" ? "warn" : "bad"}
        title={say(words.title)}
        live="assertive"
        testId={`sign-failed-${code}`}
      >
        <p>{say(words.text)}</p>
        {detail === null ? null : (
          <p class="small">
            <code>{detail}</code>
          </p>
        )}
        {words.help === true ? <SignerHelp /> : null}
      </Notice>
      <div class="row">
        <SignButton again onSign={actions.onSign} />
        {state.cms === null ? null : (
          <Button kind="quiet" onClick={actions.onSendAnyway} testId="send-anyway">
            {say(w.sendAnyway)}
          </Button>
        )}
      </div>
    </>
  );
}

function Waiting({ state, onStop }: { readonly state: Extract<Signing, { kind: "signing" }>; readonly onStop: () => void }) {
  return (
    <div class="waiting" data-testid={`sign-${state.phase}`}>
      <Working>{say(state.phase === "connecting" ? w.connecting : w.waitingTitle)}</Working>
      {state.phase === "connecting" ? null : (
        <>
          <p>{say(w.waitingText)}</p>
          <p class="soft">{say(w.several)}</p>
          {state.window === null ? null : (
            <p>
              <a href={state.window} target="_blank" rel="noreferrer" data-testid="simulator-window">
                {say(w.openWindow)}
              </a>
            </p>
          )}
        </>
      )}
      <div class="row">
        <Button onClick={onStop}>{say(w.stop)}</Button>
      </div>
    </div>
  );
}

/** Everything between a prepared document and central's answer, in words, each state with its next step. */
export function SignPanel({ state, actions }: { readonly state: Signing; readonly actions: SignActions }): ComponentChildren {
  switch (state.kind) {
    case "idle":
    case "preparing":
      return null;
    case "not-prepared":
      return (
        <Notice tone="bad" title={say(w.notPrepared)} live="assertive" testId="not-prepared">
          <p>{state.why.kind === "call" ? callText(state.why.failure) : say(documentFaultWords[state.why.fault])}</p>
          <div class="row">
            <Button size="small" icon="refresh" onClick={actions.onPrepareAgain}>
              {say(frame.retry)}
            </Button>
          </div>
        </Notice>
      );
    case "ready":
      return <SignButton again={false} onSign={actions.onSign} />;
    case "signing":
      return <Waiting state={state} onStop={actions.onStop} />;
    case "sign-failed":
      return <Failed state={state} actions={actions} />;
    case "sending":
      return <Working>{say(w.sending)}</Working>;
    case "unsent":
      return (
        <Notice tone="warn" title={say(w.unsent)} live="assertive" testId="unsent">
          <p>{say(w.unsentText)}</p>
          <p class="soft">{callText(state.failure)}</p>
          <div class="row">
            <Button kind="primary" icon="refresh" onClick={actions.onSendAgain}>
              {say(w.sendAgain)}
            </Button>
          </div>
        </Notice>
      );
  }
}
