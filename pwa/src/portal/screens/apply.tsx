import { useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Button, Notice } from "../../ui/index.ts";
import type { ApplyStore } from "../adapters/apply-store.ts";
import type { Central } from "../adapters/central.ts";
import { isBusy } from "../model/signing.ts";
import { lazyPart } from "../parts/lazy.tsx";
import { CallFailed, Working } from "../parts/parts.tsx";
import type { SignActions } from "../parts/sign-panel.tsx";
import { Steps } from "../parts/steps.tsx";
import { frame, offer as offerWords } from "../words/frame.ts";
import { OrganisationScreen } from "./organisation.tsx";
import { ResultScreen } from "./result.tsx";
import { ReviewScreen } from "./review.tsx";
import { RosterScreen } from "./roster.tsx";
import { TermsScreen } from "./terms.tsx";

function Offer({ store }: { readonly store: ApplyStore }) {
  const offered = store.offered.value;
  if (offered === null) return null;
  if (offered.unsent !== null)
    return (
      <Notice tone="warn" title={say(offerWords.unsentTitle)} live="polite" testId="offer-unsent">
        <p>{say(offerWords.unsentText)}</p>
        <div class="row">
          <Button kind="primary" size="small" onClick={() => store.takeOffer(true)}>
            {say(offerWords.sendNow)}
          </Button>
        </div>
      </Notice>
    );
  return (
    <Notice title={say(offerWords.draftTitle)} live="polite" testId="offer-draft">
      <p>{say(offerWords.draftText)}</p>
      <div class="row">
        <Button kind="primary" size="small" onClick={() => store.takeOffer(true)} testId="resume">
          {say(offerWords.resume)}
        </Button>
        <Button size="small" onClick={() => store.takeOffer(false)}>
          {say(offerWords.discard)}
        </Button>
      </div>
    </Notice>
  );
}

const PassesPage = lazyPart(() => import("../passes/passes-page.tsx").then((part) => part.PassesPage));

export function ApplySection(props: {
  readonly store: ApplyStore;
  readonly central: Central;
  readonly now: () => number;
  readonly onRefresh: () => void;
  readonly onRevoke: () => void;
}) {
  const { store, now } = props;
  const state = store.state.value;
  const [printing, setPrinting] = useState(false);
  const { rules, signing, step, view } = state;
  if (rules.kind === "loading") return <Working>{say(frame.loading)}</Working>;
  if (rules.kind === "failed") return <CallFailed failure={rules.failure} onRetry={() => store.send({ kind: "rules-wanted" })} />;
  if (printing && view?.secret !== undefined) {
    const at = { id: view.id, secret: view.secret };
    return <PassesPage central={props.central} at={at} timeZone={rules.regime.timeZone} onBack={() => setPrinting(false)} />;
  }
  const actions: SignActions = {
    onSign: () => store.send({ kind: "signing", round: null, event: { kind: "sign-pressed" } }),
    onStop: () => store.send({ kind: "stop-pressed" }),
    onSendAnyway: () => store.send({ kind: "signing", round: null, event: { kind: "send-anyway" } }),
    onSendAgain: () => store.send({ kind: "signing", round: null, event: { kind: "send-again" } }),
    onPrepareAgain: () => store.send({ kind: "back", to: "roster" }),
  };
  const common = { state, store, now };
  return (
    <div class="apply">
      <Steps
        mode={state.mode}
        current={step}
        locked={isBusy(signing) || signing.kind === "unsent"}
        onOpen={(to) => store.send({ kind: "back", to })}
      />
      <Offer store={store} />
      {step === "organisation" ? <OrganisationScreen {...common} /> : null}
      {step === "terms" ? <TermsScreen {...common} /> : null}
      {step === "roster" ? (
        <RosterScreen {...common} actions={{ ...actions, onPrepareAgain: () => store.send({ kind: "next", nowMs: now() }) }} />
      ) : null}
      {step === "review" ? (
        <ReviewScreen
          signing={signing}
          regime={rules.regime}
          actions={actions}
          backName={say(frame.back)}
          onBack={() => store.send({ kind: "back", to: "roster" })}
        />
      ) : null}
      {step === "result" ? (
        <ResultScreen
          state={state}
          store={store}
          timeZone={rules.regime.timeZone}
          onRefresh={props.onRefresh}
          onRevoke={props.onRevoke}
          onPasses={() => setPrinting(true)}
        />
      ) : null}
      {step === "result" ? null : <p class="small soft kept">{say(store.kept.value ? frame.keptHere : frame.notKept)}</p>}
    </div>
  );
}
