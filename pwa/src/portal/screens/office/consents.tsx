import type { ConsentList, ConsentReply, PrepareReply, WithdrawalDraft } from "@beket/api";
import { formatDate, type Regime } from "@beket/domain";
import { useMemo, useState } from "preact/hooks";
import { language, say } from "../../../i18n/index.ts";
import { Badge, Button, Card, Notice } from "../../../ui/index.ts";
import type { OfficeStore } from "../../adapters/office-store.ts";
import { createSignedAct, type SignedAct } from "../../adapters/signed-act.ts";
import { wishFor } from "../../model/apply-organisation.ts";
import { isBusy } from "../../model/signing.ts";
import { KeyAdvice } from "../../parts/key-advice.tsx";
import { Heading } from "../../parts/parts.tsx";
import type { SignActions } from "../../parts/sign-panel.tsx";
import { WaitingFor } from "../../parts/waiting-view.tsx";
import { checkConsent, checkWithdrawal } from "../../signing/office-check.ts";
import { consentWords as w, office as o } from "../../words/office.ts";
import { frame } from "../../words/frame.ts";
import { result as r } from "../../words/result.ts";
import { ReviewScreen } from "../review.tsx";
import { ConsentForm, type ConsentAsked } from "./consent-form.tsx";
import { Shown } from "./loaded.tsx";

type Act = SignedAct<PrepareReply, ConsentReply>;
type Props = {
  readonly store: OfficeStore;
  readonly bin: string;
  readonly regime: Regime;
  readonly now: () => number;
  readonly onHome: () => void;
};

/** A consent or its withdrawal from the document to the answer. */
function Signing({ act, regime, onDone }: { readonly act: Act; readonly regime: Regime; readonly onDone: () => void }) {
  const { signing, reply, prepared } = act.state.value;
  const actions: SignActions = {
    onSign: act.press,
    onStop: act.stop,
    onSendAnyway: act.sendAnyway,
    onSendAgain: act.sendAgain,
    onPrepareAgain: () => void act.prepare(),
  };
  if (reply === null)
    return (
      <>
        {prepared !== null && prepared.faults.length > 0 ? <Notice tone="bad">{say(w.rowsWrong)}</Notice> : null}
        <ReviewScreen signing={signing} regime={regime} actions={actions} backName={say(frame.back)} onBack={onDone} />
      </>
    );
  return (
    <div class="stack">
      <Heading key="answer">{say(w.state[reply.state])}</Heading>
      <Notice
        tone={reply.state === "refused" ? "bad" : reply.state === "waiting" ? "warn" : "good"}
        live="polite"
        testId={`consent-${reply.state}`}
      >
        {reply.reasons.map((reason) => (
          <p key={reason.code}>{reason[language.value]}</p>
        ))}
        {reply.wait === undefined ? null : (
          <WaitingFor wait={reply.wait} timeZone={regime.timeZone} onRefresh={() => void act.askAgain()} />
        )}
      </Notice>
      <KeyAdvice codes={reply.reasons.map(({ code }) => code)} />
      <div class="row">
        {reply.state === "refused" ? (
          <Button icon="sign" onClick={act.anotherKey}>
            {say(r.otherKey)}
          </Button>
        ) : null}
        <Button onClick={onDone} testId="consent-done">
          {say(w.done)}
        </Button>
      </div>
    </div>
  );
}

function Listed(props: {
  readonly list: ConsentList["given"];
  readonly regime: Regime;
  readonly onWithdraw: ((consent: string) => void) | null;
}) {
  const { list, regime, onWithdraw } = props;
  if (list.length === 0) return <p class="soft">{say(w.none)}</p>;
  const day = (ms: number): string => formatDate(ms, regime.timeZone, language.value);
  return (
    <ul class="office-list">
      {list.map((one) => (
        <li key={one.consent} class="office-item" data-testid="consent">
          <div class="office-main">
            <p class="strong">{one.name ?? one.firm}</p>
            <p class="small soft">
              {one.firm} · {day(one.validFrom)} – {day(one.validTo - 1)}
            </p>
            <p class="small">{say(o.active(one.count.persons, one.count.vehicles))}</p>
            {onWithdraw !== null && one.state === "active" && one.permits > 0 ? (
              <p class="small warn-text">{say(w.withdrawNote(one.permits))}</p>
            ) : null}
          </div>
          <Badge tone={one.state === "active" ? "good" : "plain"}>{say(w.state[one.state])}</Badge>
          {onWithdraw !== null && one.state === "active" ? (
            <Button size="small" icon="minus" onClick={() => onWithdraw(one.consent)} testId="withdraw">
              {say(w.withdraw)}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Consents that the organisation gave and was given; the head gives and withdraws them. */
export function ConsentsPage({ store, bin, regime, now, onHome }: Props) {
  const [act, setAct] = useState<Act | null>(null);
  const { office, digest, sign, language: speak, access } = store.deps;
  const start = useMemo(() => {
    const common = { wish: wishFor(bin), sign, language: speak };
    const begin = (made: Act): void => {
      setAct(made);
      void made.prepare();
    };
    return {
      give: (asked: ConsentAsked) =>
        begin(
          createSignedAct({
            ...common,
            prepare: () => office.prepareConsent({ bin, ...asked }),
            check: (prepared) => checkConsent(prepared, { bin, ...asked }, digest),
            send: office.consent,
          }),
        ),
      withdraw: (consent: string) => {
        const asked: WithdrawalDraft = { bin, consent, effectiveAt: now() };
        begin(
          createSignedAct({
            ...common,
            prepare: () => office.prepareWithdrawal(asked),
            check: (prepared) => checkWithdrawal(prepared, asked, digest),
            send: office.withdraw,
          }),
        );
      },
    };
  }, [bin]);
  if (act !== null)
    return (
      <Signing
        act={act}
        regime={regime}
        onDone={() => {
          if (isBusy(act.state.value.signing)) return;
          setAct(null);
          store.reload();
        }}
      />
    );
  const maySign = access.may("sign");
  return (
    <div class="stack">
      <div class="row">
        <Button size="small" kind="quiet" icon="back" onClick={onHome}>
          {say(o.back)}
        </Button>
      </div>
      <Heading lead={say(w.lead)}>{say(w.heading)}</Heading>
      <Card title={say(w.received)}>
        <Shown loaded={store.consents.value} onRetry={store.reload}>
          {({ received }) => <Listed list={received} regime={regime} onWithdraw={null} />}
        </Shown>
      </Card>
      <Card title={say(w.given)}>
        <Shown loaded={store.consents.value} onRetry={store.reload}>
          {({ given }) => <Listed list={given} regime={regime} onWithdraw={maySign ? start.withdraw : null} />}
        </Shown>
      </Card>
      {maySign ? <ConsentForm bin={bin} regime={regime} now={now} onReady={start.give} /> : null}
    </div>
  );
}
