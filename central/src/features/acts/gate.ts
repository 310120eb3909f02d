import { deedOf } from "@beket/domain";
import type { ActGate, SignedAct } from "../authority/decide-act.ts";
import { hex, utf8 } from "../bytes.ts";
import { adoptedAct, listedRows, type SignedDocument } from "./new-act.ts";
import type { Act, ChangeLog } from "./ports.ts";
import { deedFault, needsSecond, type ProposeDeps } from "./propose.ts";
import { stepAt } from "./steps.ts";

export type GateDeps = ProposeDeps & { readonly logs: { readonly common: ChangeLog } };

/** What a signature that stands does to an act: of one that was proposed here, or of one that an authority's own system sent. */
export function createGate(deps: GateDeps, runSoon: () => void): ActGate {
  const { store, crypto } = deps;
  const held: SignedAct = { kind: "held" };
  const refused = (code: string): SignedAct => ({ kind: "refused", code });

  /** From the limit on it waits for a registrar, who is its second person. */
  const fromOutside = (signed: SignedDocument, now: number): SignedAct => {
    if (signed.act.type === "beket/act/1") return refused("act.unknown");
    const deed = deedOf(signed.act);
    if (
      !needsSecond(
        deps,
        { kind: deed.kind, deed, proposer: null, authority: signed.act.authority },
        listedRows(deed),
        deps.regimes.at(now),
        now,
      )
    )
      return { kind: "at-once" };
    const act = adoptedAct(signed, "awaiting-approval", now);
    const fault = deedFault(deps, act, now);
    if (fault !== null) return refused(fault);
    store.insert(act, stepAt(now, "awaiting-approval"));
    return refused("act.awaiting-approval");
  };
  const proposedHere = (act: Act, { documentSha256, submission }: SignedDocument, now: number): SignedAct => {
    // Taken up after a stop: it moved already.
    const isAgain = act.submission === submission && act.state !== "checking" && act.state !== "counted";
    if (isAgain) return act.proposer === null ? refused("act.awaiting-approval") : held;
    if (act.documentSha256 !== documentSha256) return refused("act.document-changed");
    if (act.state !== "counted" && act.state !== "checking") return refused("act.state");
    const fault = deedFault(deps, act, now);
    if (fault !== null) {
      store.change(act.id, ["counted", "checking"], { state: "refused", reasons: [fault] }, stepAt(now, "refused", null, fault));
      return refused(fault);
    }
    // Asked again: other acts of the same person may have been signed since it was counted.
    const second = act.needsSecond || needsSecond(deps, act, act.effect?.rows ?? 0, deps.regimes.at(now), now);
    const state = second ? "awaiting-approval" : "approved";
    store.change(
      act.id,
      ["counted", "checking"],
      { state, submission, signedAt: now, needsSecond: second, reasons: [] },
      stepAt(now, state, act.proposer),
    );
    if (state === "approved") runSoon();
    return held;
  };
  const withHash = (signed: Omit<SignedDocument, "documentSha256">): SignedDocument => ({
    ...signed,
    documentSha256: hex(crypto.sha256(utf8(signed.document))),
  });
  return {
    signed: (given, now) => {
      const signed = withHash(given);
      const act = store.byId(signed.act.act);
      return act === null ? fromOutside(signed, now) : proposedHere(act, signed, now);
    },
    doneAtOnce: (given, now) => {
      if (store.byId(given.act.act) !== null) return;
      const outcome = { changed: deps.logs.common.count(given.act.act), leftAlone: 0 };
      store.insert({ ...adoptedAct(withHash(given), "done", now), needsSecond: false, outcome }, stepAt(now, "done"));
    },
  };
}
