import type { SignedSubmission } from "@beket/api";
import type { Language, Ledger } from "@beket/domain";
import { type ReadonlySignal, signal } from "@preact/signals";
import { type ApplyEffect, type ApplyEvent, type ApplyState, initialApply, stepApply } from "../model/apply.ts";
import { checkAtOnceRows } from "../model/apply-prepare.ts";
import type { Draft } from "../model/draft.ts";
import { checkApplication, type Digest } from "../signing/document-check.ts";
import type { Central } from "./central.ts";
import type { Keep } from "./keep.ts";
import { latestOnly } from "./latest.ts";
import type { RosterDesk } from "./roster-desk.ts";
import { createSignRun, type Sign } from "./sign-run.ts";

export type ApplyDeps = {
  readonly central: Central;
  readonly sign: Sign;
  readonly keep: Keep;
  readonly roster: RosterDesk;
  readonly digest: Digest;
  readonly now: () => number;
  readonly language: () => Language;
  readonly permitted?: (ledger: Ledger | null) => ReadonlySet<string>;
};
const longListPauseMs = 500;
const nobody: ReadonlySet<string> = new Set();

export type ApplyStore = {
  readonly roster: RosterDesk;
  /** Holders of permits of a ledger that the organisation has already, by `holderName`; empty where nobody signed in. */
  readonly permitted: (ledger: Ledger | null) => ReadonlySet<string>;
  readonly state: ReadonlySignal<ApplyState>;
  readonly send: (event: ApplyEvent) => void;
  /** What the browser kept from an earlier visit; null once answered. */
  readonly offered: ReadonlySignal<{ readonly draft: Draft | null; readonly unsent: SignedSubmission | null } | null>;
  readonly takeOffer: (take: boolean) => void;
  /** False when this browser refuses to keep the draft: the person must know. */
  readonly kept: ReadonlySignal<boolean>;
  readonly start: () => Promise<void>;
};

/** Runs the effects of the application form and feeds their results back as events. */
export function createApplyStore(deps: ApplyDeps, initial: ApplyState = initialApply()): ApplyStore {
  const { central, keep } = deps;
  const state = signal(initial);
  const offered = signal<{ readonly draft: Draft | null; readonly unsent: SignedSubmission | null } | null>(null);
  const kept = signal(true);
  const keepDraft = latestOnly<Draft | null>(
    async (draft) => {
      if (draft === null) return keep.dropDraft();
      // Copying a long list takes its time: not in the task that shows it, and not with every key.
      if (draft.persons.length + draft.vehicles.length > checkAtOnceRows)
        await new Promise((resolve) => setTimeout(resolve, longListPauseMs));
      return keep.keepDraft(draft);
    },
    (done) => (kept.value = done),
  );
  const signing = createSignRun(deps);

  const send = (event: ApplyEvent): void => {
    const { state: next, effects } = stepApply(state.value, event);
    state.value = next;
    for (const effect of effects) void run(effect);
  };

  const loadRules = async (): Promise<void> => {
    const [regime, places] = await Promise.all([central.regime(), central.places()]);
    if (!regime.ok) return send({ kind: "rules-failed", failure: regime.error });
    // Without a list of places the whole ledger is what can be asked for.
    send({ kind: "rules-known", regime: regime.value.regime, places: places.ok ? places.value : null, nowMs: deps.now() });
  };

  const askOrganisation = async (bin: string): Promise<void> => {
    const reply = await central.checkOrganisation(bin);
    send(reply.ok ? { kind: "organisation-known", bin, reply: reply.value } : { kind: "organisation-failed", bin, failure: reply.error });
  };

  const prepare = async (effect: Extract<ApplyEffect, { kind: "prepare" }>): Promise<void> => {
    const { round, request } = effect;
    const reply = await central.prepare(request);
    if (!reply.ok) return send({ kind: "signing", round, event: { kind: "prepare-failed", failure: reply.error } });
    if (reply.value.faults.length > 0) return send({ kind: "faults-found", round, faults: reply.value.faults });
    const check = await checkApplication(reply.value, request, deps.digest);
    const event =
      check.kind === "ok"
        ? ({ kind: "document-ready", document: check.document } as const)
        : ({ kind: "document-refused", fault: check.fault } as const);
    send({ kind: "signing", round, event });
  };

  const sendSigned = async (round: number, submission: SignedSubmission): Promise<void> => {
    // Kept first: a lost answer must not become a second signature over other bytes.
    await keep.keepUnsent(submission);
    const reply = await central.submit(submission);
    send(
      reply.ok ? { kind: "answered", view: reply.value } : { kind: "signing", round, event: { kind: "send-failed", failure: reply.error } },
    );
  };

  const run = async (effect: ApplyEffect): Promise<void> => {
    switch (effect.kind) {
      case "load-rules":
        return loadRules();
      case "ask-organisation":
        return askOrganisation(effect.bin);
      case "keep-draft":
        return keepDraft(effect.draft);
      case "drop-draft":
        return keepDraft(null);
      case "check-roster": {
        const { draft, round } = effect;
        const problems = await deps.roster.check("document", draft.persons, draft.vehicles, nobody);
        return problems === null ? undefined : send({ kind: "roster-checked", round, problems });
      }
      case "prepare":
        return prepare(effect);
      case "sign":
        return signing.sign(effect.document, effect.wish, (event) => send({ kind: "signing", round: effect.round, event }));
      case "stop-signing":
        return signing.stop();
      case "send":
        return sendSigned(effect.round, effect.submission);
      case "drop-unsent":
        await keep.dropUnsent();
        return;
      case "remember": {
        const { id, secret, ledger, receivedAt, state: outcome } = effect.view;
        if (secret !== undefined) await keep.keepApplication({ id, secret, ledger, sentAt: receivedAt, rows: effect.rows, state: outcome });
      }
    }
  };

  return {
    roster: deps.roster,
    permitted: (ledger) => deps.permitted?.(ledger) ?? nobody,
    state,
    send,
    offered,
    kept,
    takeOffer: (take) => {
      const offer = offered.value;
      offered.value = null;
      if (offer === null) return;
      // A signed application that never got its answer is always sent: it may have been counted.
      if (offer.unsent !== null) send({ kind: "unsent-found", submission: offer.unsent });
      else if (take && offer.draft !== null) send({ kind: "draft-resumed", draft: offer.draft });
      else keepDraft(null);
    },
    start: async () => {
      void loadRules();
      const [draft, unsent] = await Promise.all([keep.draft(), keep.unsent()]);
      if (draft !== null || unsent !== null) offered.value = { draft, unsent };
    },
  };
}
