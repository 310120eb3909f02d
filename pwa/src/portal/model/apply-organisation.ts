import type { OrganisationCheckReply } from "@beket/api";
import { schemeOfDigits } from "@beket/domain";
import type { SignerWish } from "../signing/failure.ts";
import { only, type ApplyEffect, type ApplyResult, type ApplyState, type Organisation } from "./apply-state.ts";
import type { Draft } from "./draft.ts";
import { isBusy } from "./signing.ts";
import { offerFor, offered } from "./terms.ts";

export const binDigits = (text: string): string => text.replaceAll(/[\s-]/g, "");
export const isWholeBin = (text: string): boolean => /^\d{12}$/.test(binDigits(text));

export const mayApply = (organisation: Organisation): organisation is Extract<Organisation, { kind: "known" }> =>
  organisation.kind === "known" && (organisation.reply.ledgers.length > 0 || (organisation.reply.claims?.length ?? 0) > 0);

/** One ledger and one purpose need no choosing; what was chosen stays where it is still offered. */
function withOffer(draft: Draft, reply: OrganisationCheckReply): Draft {
  const offers = offered(reply, draft.activity);
  const [first, second] = offers.ledgers;
  const ledger = offerFor(offers, draft.ledger)?.ledger ?? (second === undefined ? (first?.ledger ?? null) : null);
  const purposes = offerFor(offers, ledger)?.purposes ?? [];
  const kept = draft.purpose !== null && purposes.includes(draft.purpose) ? draft.purpose : null;
  return { ...draft, ledger, purpose: kept ?? (purposes.length === 1 ? (purposes[0] ?? null) : null) };
}

export function edited(state: ApplyState, draft: Draft): ApplyResult {
  if (isBusy(state.signing)) return only(state);
  const binChanged = binDigits(draft.bin) !== binDigits(state.draft.bin);
  const { organisation } = state;
  const claimChanged = draft.activity !== state.draft.activity;
  const rosterChanged = draft.persons !== state.draft.persons || draft.vehicles !== state.draft.vehicles;
  const next: ApplyState = {
    ...state,
    draft: claimChanged && organisation.kind === "known" ? withOffer(draft, organisation.reply) : draft,
    central: rosterChanged ? [] : state.central,
    signing: { kind: "idle" },
    organisation: binChanged ? { kind: "unknown" } : organisation,
  };
  const keep: ApplyEffect = { kind: "keep-draft", draft: next.draft };
  return binChanged && isWholeBin(draft.bin) ? asking(next, keep) : only(next, keep);
}

export function asking(state: ApplyState, ...effects: readonly ApplyEffect[]): ApplyResult {
  const bin = binDigits(state.draft.bin);
  return only({ ...state, organisation: { kind: "asking", bin } }, ...effects, { kind: "ask-organisation", bin });
}

export function organisationKnown(state: ApplyState, bin: string, reply: OrganisationCheckReply): ApplyResult {
  if (state.organisation.kind !== "asking" || state.organisation.bin !== bin) return only(state);
  return only({ ...state, organisation: { kind: "known", bin, reply }, draft: withOffer(state.draft, reply) });
}

/** Whose key signs: the head's of that BIN, or the proprietor's own. */
export function signerWish(organisation: Organisation): SignerWish | null {
  if (!mayApply(organisation)) return null;
  return organisation.reply.standing === "sole-proprietor"
    ? { kind: "sole-proprietor", iin: organisation.bin }
    : { kind: "head", bin: organisation.bin };
}
/** The same by the number alone. */
export const wishFor = (number: string): SignerWish =>
  schemeOfDigits(number) === "bin" ? { kind: "head", bin: number } : { kind: "sole-proprietor", iin: number };
