import type { ApplicationView, Draft, DraftPrepared, OwnRoster } from "@beket/api";
import { err, ok, type Regime } from "@beket/domain";
import { useEffect, useMemo, useState } from "preact/hooks";
import { dateTime, say } from "../../../i18n/index.ts";
import { Button, Notice } from "../../../ui/index.ts";
import type { CallFailure } from "../../adapters/central.ts";
import type { OfficeStore } from "../../adapters/office-store.ts";
import { createSignedAct } from "../../adapters/signed-act.ts";
import { wishFor } from "../../model/apply-organisation.ts";
import { isBusy } from "../../model/signing.ts";
import { ApplicationAnswer } from "../../parts/application-view.tsx";
import { DocumentView } from "../../parts/document-view.tsx";
import { KeyAdvice } from "../../parts/key-advice.tsx";
import { CallFailed, Heading, Working } from "../../parts/parts.tsx";
import { SignPanel, type SignActions } from "../../parts/sign-panel.tsx";
import { checkDraft } from "../../signing/office-check.ts";
import { frame } from "../../words/frame.ts";
import { drafting, headWords as w, office as o } from "../../words/office.ts";
import { result as r } from "../../words/result.ts";
import { DifferenceCard } from "./difference-card.tsx";

export type SignPageProps = {
  readonly store: OfficeStore;
  readonly id: string;
  readonly bin: string;
  readonly regime: Regime;
  readonly onHome: () => void;
};

/** What the head opens: the draft, what it changes, the document, the signature and the answer. */
export function SignPage({ store, id, bin, regime, onHome }: SignPageProps) {
  const { office, digest, sign, language, access } = store.deps;
  const [draft, setDraft] = useState<Draft | null>(null);
  const [roster, setRoster] = useState<OwnRoster | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const act = useMemo(() => {
    // The draft and its roster are read again with each document: what is compared is what there is now.
    const read: { draft: Draft | null; roster: OwnRoster | null } = { draft: null, roster: null };
    return createSignedAct<DraftPrepared, ApplicationView>({
      prepare: async () => {
        const found = await office.draft(id);
        if (!found.ok) return found;
        read.draft = found.value;
        setDraft(found.value);
        if (found.value.state !== "ready") return err({ kind: "problem", code: "draft.not-ready", title: say(w.notReady), status: 409 });
        if (found.value.application !== null) {
          const own = await store.rosterOf(found.value.application);
          if (!own.ok) return own;
          read.roster = own.value;
          setRoster(own.value);
        }
        return office.prepareDraft(id);
      },
      check: (prepared) =>
        read.draft === null
          ? Promise.resolve({ kind: "fault", fault: "content-differs" })
          : checkDraft(prepared, read.draft, bin, read.roster, digest),
      send: async (submission) => {
        const reply = await (read.draft?.kind === "change" ? office.submitChange(submission) : office.submitApplication(submission));
        return reply.ok ? ok(reply.value) : reply;
      },
      wish: wishFor(bin),
      sign,
      language,
    });
  }, [id, bin]);
  const maySign = access.may("sign");
  useEffect(() => {
    if (maySign) void act.prepare();
    else void office.draft(id).then((found) => (found.ok ? setDraft(found.value) : setFailure(found.error)));
  }, [act, maySign]);

  const { signing, prepared, reply } = act.state.value;
  const actions: SignActions = {
    onSign: act.press,
    onStop: act.stop,
    onSendAnyway: act.sendAnyway,
    onSendAgain: act.sendAgain,
    onPrepareAgain: () => void act.prepare(),
  };
  const document = "document" in signing ? signing.document : null;
  const giveBack = async (): Promise<void> => {
    const back = await office.setReady(id, false);
    setFailure(back.ok ? null : back.error);
    store.reload();
    if (back.ok) onHome();
  };
  const home = (
    <Button
      icon="back"
      onClick={() => {
        store.reload();
        onHome();
      }}
    >
      {say(o.back)}
    </Button>
  );
  const refused = failure ?? (signing.kind === "not-prepared" && signing.why.kind === "call" ? signing.why.failure : null);
  const isUnknown = refused?.kind === "problem" && refused.status === 404;
  if (reply !== null) {
    const refusedByKey = reply.state === "refused" && reply.reasons.some(({ code }) => code.startsWith("eds."));
    return (
      <div class="stack">
        <Heading key="answer">{say(r.heading[reply.state])}</Heading>
        <ApplicationAnswer
          view={reply}
          timeZone={regime.timeZone}
          nameOf={({ list, index }) => (list === "persons" ? draft?.persons[index]?.name : draft?.vehicles[index]?.plate) ?? null}
          onRefresh={() => void act.askAgain()}
        />
        <KeyAdvice codes={reply.reasons.map(({ code }) => code)} />
        <div class="row actions no-print">
          {refusedByKey ? (
            <Button kind="primary" icon="sign" onClick={act.anotherKey} testId="other-key">
              {say(r.otherKey)}
            </Button>
          ) : null}
          {home}
        </div>
      </div>
    );
  }
  return (
    <div class="stack">
      <Heading {...(draft === null ? {} : { lead: say(w.lead(draft.preparedBy, dateTime(draft.updatedAt, regime.timeZone))) })}>
        {draft === null || draft.title === "" ? say(w.heading) : draft.title}
      </Heading>
      {maySign ? null : (
        <Notice tone="warn" live="polite" testId="not-head">
          {say(draft?.state === "signed" ? drafting.signedAlready : w.notHead)}
        </Notice>
      )}
      {failure === null ? null : <CallFailed failure={failure} onRetry={() => void act.prepare()} />}
      {isUnknown ? <p>{say(w.notFound)}</p> : null}
      {signing.kind === "preparing" ? <Working>{say(frame.working)}</Working> : null}
      {prepared !== null && prepared.faults.length > 0 ? (
        <Notice tone="bad" title={say(w.faults(prepared.faults.length))} live="assertive" testId="draft-faults">
          <Button size="small" onClick={() => void giveBack()}>
            {say(w.giveBack)}
          </Button>
        </Notice>
      ) : null}
      {prepared?.difference && document !== null ? (
        <DifferenceCard difference={prepared.difference} document={document.content} roster={roster} />
      ) : null}
      {document === null ? null : <DocumentView document={document} regime={regime} />}
      <SignPanel state={signing} actions={actions} />
      {isBusy(signing) || signing.kind === "unsent" ? null : (
        <div class="row">
          {home}
          {document === null ? null : (
            <Button kind="quiet" onClick={() => void giveBack()} testId="give-back">
              {say(w.giveBack)}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
