import type { Draft as ServerDraft } from "@beket/api";
import { useState } from "preact/hooks";
import { say } from "../../../i18n/index.ts";
import { Button, Card, Notice } from "../../../ui/index.ts";
import type { CallFailure } from "../../adapters/central.ts";
import type { DraftDesk } from "../../adapters/draft-desk.ts";
import { isEmptyRoster } from "../../model/apply-prepare.ts";
import type { ApplyState } from "../../model/apply.ts";
import { CallFailed, CopyButton } from "../../parts/parts.tsx";
import { lazyPart } from "../../parts/lazy.tsx";
import { frame } from "../../words/frame.ts";
import { drafting as w, headWords, office } from "../../words/office.ts";
import type { DraftPageProps } from "./draft-page.tsx";

const QrCode = lazyPart(() => import("../../parts/qr-code.tsx").then((part) => part.QrCode));

/** The address at which the head signs a draft: nothing but its random name is in it. */
const signLink = (page: string, draft: string): string => new URL(`#/sign/${draft}`, page).href;

/** The draft is given to the head, and the link to it. */
export function HandOver(
  props: DraftPageProps & {
    readonly desk: DraftDesk;
    readonly state: ApplyState;
    readonly server: ServerDraft["state"];
    readonly onServer: (state: ServerDraft["state"]) => void;
    readonly onBack: () => void;
  },
) {
  const { desk, state, server, store } = props;
  const { draft } = state;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const setReady = async (ready: boolean): Promise<void> => {
    setBusy(true);
    // The head must not open a draft whose last change is still on its way.
    const safe = !ready || (await desk.settled());
    const reply = safe ? await store.deps.office.setReady(desk.id, ready) : null;
    setBusy(false);
    if (reply === null) return;
    setFailure(reply.ok ? null : reply.error);
    if (reply.ok) props.onServer(reply.value.state);
    store.reload();
  };
  const link = signLink(location.href, desk.id);
  if (server === "signed" || server === "discarded") return <Notice tone="warn">{say(w.signedAlready)}</Notice>;
  return (
    <div class="stack">
      <Card title={say(w.handOver)}>
        <p class="strong" data-testid="draft-totals">
          {say(office.rows(draft.persons.length, draft.vehicles.length, draft.remove.length))}
        </p>
        <p>{say(w.handOverLead)}</p>
        {isEmptyRoster(state, draft) ? (
          <Notice tone="warn" live="polite">
            {say(w.empty)}
          </Notice>
        ) : null}
        {server === "ready" ? (
          <div class="stack-small" data-testid="draft-ready">
            <Notice tone="good" title={say(w.link)} live="polite">
              <p>
                <a class="sign-link" href={link} data-testid="sign-link">
                  {link}
                </a>
              </p>
              <CopyButton label={w.copyLink} text={() => link} />
            </Notice>
            <details>
              <summary>{say(w.qr)}</summary>
              <QrCode text={link} label={say(w.qr)} />
            </details>
            <p class="small soft">{say(w.locked)}</p>
          </div>
        ) : null}
        {failure === null ? null : <CallFailed failure={failure} onRetry={() => void setReady(server !== "ready")} />}
        <div class="row actions">
          {server === "ready" ? (
            <Button icon="back" busy={busy} onClick={() => void setReady(false)} testId="take-back">
              {say(w.takeBack)}
            </Button>
          ) : (
            <>
              <Button size="main" icon="back" onClick={props.onBack}>
                {say(frame.back)}
              </Button>
              <Button
                kind="primary"
                size="main"
                icon="outbox"
                busy={busy}
                disabled={isEmptyRoster(state, draft)}
                onClick={() => void setReady(true)}
                testId="hand-over"
              >
                {say(w.ready)}
              </Button>
            </>
          )}
          {server === "ready" && store.deps.access.may("sign") ? (
            <Button kind="primary" icon="sign" onClick={() => props.onSign(desk.id)} testId="sign-now">
              {say(office.sign)}
            </Button>
          ) : null}
          {server === "ready" && !store.deps.access.may("sign") ? <p class="small soft">{say(headWords.notHead)}</p> : null}
        </div>
      </Card>
    </div>
  );
}
