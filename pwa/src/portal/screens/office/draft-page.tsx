import type { Draft as ServerDraft, OwnRoster, PlacesReply } from "@beket/api";
import type { Regime } from "@beket/domain";
import { useEffect, useState } from "preact/hooks";
import { say } from "../../../i18n/index.ts";
import { Button } from "../../../ui/index.ts";
import type { CallFailure } from "../../adapters/central.ts";
import { createDraftDesk, type DraftDesk } from "../../adapters/draft-desk.ts";
import type { OfficeStore } from "../../adapters/office-store.ts";
import { CallFailed, Working } from "../../parts/parts.tsx";
import { frame } from "../../words/frame.ts";
import { headWords, office as w } from "../../words/office.ts";
import { DraftEditor } from "./draft-editor.tsx";

type Opened =
  | { readonly kind: "opening" }
  | { readonly kind: "failed"; readonly failure: CallFailure }
  | { readonly kind: "open"; readonly saved: ServerDraft; readonly desk: DraftDesk };

export type DraftPageProps = {
  readonly store: OfficeStore;
  readonly id: string;
  readonly bin: string;
  readonly regime: Regime;
  readonly places: PlacesReply | null;
  readonly now: () => number;
  readonly onHome: () => void;
  readonly onSign: (id: string) => void;
};

/** Rosters of so many applications are asked for, to say who has a permit already. */
const rostersAsked = 5;

/** Opens a draft and, of a change, the roster that it starts from. */
export function DraftPage(props: DraftPageProps) {
  const { store, id, bin } = props;
  const [state, setState] = useState<Opened>({ kind: "opening" });
  const applications = store.applications.value;
  const isListed = applications.kind === "known";
  const open = async (alive: () => boolean): Promise<void> => {
    setState({ kind: "opening" });
    const draft = await store.deps.office.draft(id);
    if (!alive()) return;
    if (!draft.ok) return setState({ kind: "failed", failure: draft.error });
    const saved = draft.value;
    const own = store.applications.peek();
    const list = own.kind === "known" ? own.value.applications : [];
    let roster: OwnRoster | null = null;
    if (saved.application !== null) {
      const asked = await store.rosterOf(saved.application);
      if (!alive()) return;
      if (!asked.ok) return setState({ kind: "failed", failure: asked.error });
      roster = asked.value;
    } else {
      const active = list.filter(({ state }) => state === "issued" || state === "partly-issued").slice(0, rostersAsked);
      await Promise.all(active.map(({ application }) => store.rosterOf(application)));
      if (!alive()) return;
    }
    const ledger = list.find(({ application }) => application === saved.application)?.ledger ?? null;
    const deps = { ...store.deps, permitted: store.permitted };
    setState({ kind: "open", saved, desk: createDraftDesk(deps, store.deps.office, { ...props, saved, roster, ledger }) });
  };
  useEffect(() => {
    if (!isListed) return undefined;
    let isAlive = true;
    void open(() => isAlive);
    return () => {
      isAlive = false;
    };
  }, [id, bin, isListed]);
  const desk = state.kind === "open" ? state.desk : null;
  // What was typed a moment ago is sent before the page goes.
  useEffect(() => () => desk?.close(), [desk]);

  if (state.kind === "open") return <DraftEditor key={id} {...props} saved={state.saved} desk={state.desk} />;
  if (state.kind === "opening") return <Working>{say(frame.working)}</Working>;
  const isUnknown = state.failure.kind === "problem" && state.failure.status === 404;
  return (
    <div class="stack">
      <CallFailed failure={state.failure} onRetry={() => void open(() => true)} />
      {isUnknown ? <p>{say(headWords.notFound)}</p> : null}
      <Button icon="back" onClick={props.onHome}>
        {say(w.back)}
      </Button>
    </div>
  );
}
