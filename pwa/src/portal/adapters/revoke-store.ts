import { type ReadonlySignal, signal } from "@preact/signals";
import { initialRevoke, stepRevoke, type RevokeEffect, type RevokeEvent, type RevokeState } from "../model/revoke.ts";
import { checkRevocation } from "../signing/document-check.ts";
import type { ApplyDeps } from "./apply-store.ts";
import { createSignRun } from "./sign-run.ts";

export type RevokeStore = { readonly state: ReadonlySignal<RevokeState>; readonly send: (event: RevokeEvent) => void };

/** Runs the effects of the revocation form and feeds their results back as events. */
export function createRevokeStore(deps: Omit<ApplyDeps, "keep" | "roster">): RevokeStore {
  const { central } = deps;
  const state = signal(initialRevoke());
  const signing = createSignRun(deps);

  const send = (event: RevokeEvent): void => {
    const { state: next, effects } = stepRevoke(state.value, event);
    state.value = next;
    for (const effect of effects) void run(effect);
  };

  const run = async (effect: RevokeEffect): Promise<void> => {
    switch (effect.kind) {
      case "prepare": {
        const { round, request } = effect;
        const reply = await central.prepareRevocation(request);
        if (!reply.ok) return send({ kind: "signing", round, event: { kind: "prepare-failed", failure: reply.error } });
        if (reply.value.faults.length > 0) return send({ kind: "rejected" });
        const check = await checkRevocation(reply.value, request, deps.digest);
        const event =
          check.kind === "ok"
            ? ({ kind: "document-ready", document: check.document } as const)
            : ({ kind: "document-refused", fault: check.fault } as const);
        return send({ kind: "signing", round, event });
      }
      case "sign":
        return signing.sign(effect.document, effect.wish, (event) => send({ kind: "signing", round: effect.round, event }));
      case "stop-signing":
        return signing.stop();
      case "ask": {
        const reply = await central.revoke(effect.submission);
        // Who cannot be reached is asked again by the page's own timer.
        return reply.ok ? send({ kind: "answered", reply: reply.value }) : undefined;
      }
      case "send": {
        const reply = await central.revoke(effect.submission);
        send(
          reply.ok
            ? { kind: "answered", reply: reply.value }
            : { kind: "signing", round: effect.round, event: { kind: "send-failed", failure: reply.error } },
        );
      }
    }
  };
  return { state, send };
}
