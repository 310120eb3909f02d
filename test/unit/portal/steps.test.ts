import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applySteps, stepApply, type ApplyEvent, type ApplyState } from "../../../pwa/src/portal/model/apply.ts";
import { isBusy } from "../../../pwa/src/portal/model/signing.ts";
import { signFailureCodes } from "../../../pwa/src/portal/signing/failure.ts";
import { bin, checked, documentOf, filled, nowMs, opened, play, preparing, regime, reply, view } from "./fixtures.ts";

function requestOf(state = preparing()) {
  const effect = state.effects.find((one) => one.kind === "prepare");
  if (effect?.kind !== "prepare") throw new Error("no preparation was asked for");
  return effect;
}
const ready = (): ApplyState => {
  const before = preparing();
  const { request, round } = requestOf(before);
  return stepApply(before.state, { kind: "signing", round, event: { kind: "document-ready", document: checked(documentOf(request)) } })
    .state;
};
const press = (event: Extract<ApplyEvent, { kind: "signing" }>["event"]): ApplyEvent => ({ kind: "signing", round: null, event });

describe("the organisation", () => {
  it("[PO1] twelve digits ask at once, fewer do not, and every change keeps the draft", () => {
    const eleven = play([{ kind: "edited", draft: { ...filled, bin: "94014000038" } }]);
    expect(eleven.effects.map(({ kind }) => kind)).toEqual(["keep-draft"]);
    const twelve = stepApply(eleven.state, { kind: "edited", draft: { ...filled, bin: "9401 4000 0385" } });
    expect(twelve.effects).toContainEqual({ kind: "ask-organisation", bin });
  });

  it("[PO1] an answer about another number is ignored", () => {
    const asking = play([{ kind: "edited", draft: { ...filled, bin: "950341000052" } }]).state;
    expect(stepApply(asking, { kind: "organisation-known", bin, reply }).state.organisation).toEqual({
      kind: "asking",
      bin: "950341000052",
    });
  });

  it("[PO2] one ledger and one purpose are chosen already; without a ledger nobody goes on", () => {
    const one = { ...reply, ledgers: [{ ledger: "city" as const, rule: "food-delivery", oked: "56100", purposes: ["delivery"] }] };
    const blank = { ...filled, ledger: null, purpose: null };
    const known = play([
      { kind: "rules-known", regime, places: null, nowMs },
      { kind: "edited", draft: blank },
      { kind: "organisation-known", bin, reply: one },
    ]).state;
    expect(known.draft).toMatchObject({ ledger: "city", purpose: "delivery" });
    const refused = play([
      { kind: "rules-known", regime, places: null, nowMs },
      { kind: "edited", draft: blank },
      { kind: "organisation-known", bin, reply: { standing: "not-active", name: null, ledgers: [] } },
      { kind: "next", nowMs },
    ]).state;
    expect(refused.step).toBe("organisation");
  });
});

describe("the roster", () => {
  it("[PO7] an empty or faulty roster is not prepared", () => {
    const at = play([...opened, { kind: "next", nowMs }, { kind: "next", nowMs }]).state;
    expect(at.step).toBe("roster");
    for (const draft of [
      { ...filled, persons: [], vehicles: [] },
      { ...filled, persons: [{ id: 1, name: "Ким", scheme: "iin" as const, country: "KAZ", value: "871008401428" }] },
    ]) {
      const after = play(
        [
          { kind: "edited", draft },
          { kind: "next", nowMs },
        ],
        at,
      );
      expect(after.effects.map(({ kind }) => kind)).toEqual(["keep-draft"]);
      expect(after.state).toMatchObject({ shown: "all", signing: { kind: "idle" } });
    }
  });

  it("[PO6] central's faults come back to the rows", () => {
    const before = preparing();
    const { round } = requestOf(before);
    const faults = [{ list: "vehicles" as const, index: 0, field: "plate", code: "duplicate" }];
    const after = stepApply(before.state, { kind: "faults-found", round, faults }).state;
    expect(after).toMatchObject({ step: "roster", signing: { kind: "idle" } });
    expect(after.central).toMatchObject([{ list: "vehicles", index: 0, field: "identifier", code: "duplicate" }]);
  });
});

describe("the document", () => {
  it("[PO9] a change drops the prepared document", () => {
    const state = ready();
    expect(state).toMatchObject({ step: "review", signing: { kind: "ready" } });
    const changed = stepApply(state, { kind: "edited", draft: { ...state.draft, purpose: "shift" } }).state;
    expect(changed.signing).toEqual({ kind: "idle" });
  });

  it("[PO9] the answer to an earlier preparation is ignored", () => {
    const first = preparing();
    const { request, round } = requestOf(first);
    const failed = stepApply(first.state, {
      kind: "signing",
      round,
      event: { kind: "prepare-failed", failure: { kind: "network" } },
    }).state;
    const second = stepApply(failed, { kind: "next", nowMs });
    const late = stepApply(second.state, {
      kind: "signing",
      round,
      event: { kind: "document-ready", document: checked(documentOf(request)) },
    });
    expect(late.state.signing).toEqual({ kind: "preparing" });
  });

  it("[PO9] nothing changes the form while a program, a person or the network has the next move", () => {
    const signing = stepApply(ready(), press({ kind: "sign-pressed" })).state;
    expect(isBusy(signing.signing)).toBe(true);
    for (const event of [
      { kind: "edited", draft: filled },
      { kind: "back", to: "roster" },
      { kind: "start-over" },
      { kind: "next", nowMs },
    ] as const satisfies readonly ApplyEvent[])
      expect(stepApply(signing, event).state).toBe(signing);
  });

  it("[PO10] what is signed and sent is exactly the text", () => {
    const state = ready();
    if (state.signing.kind !== "ready") throw new Error("ready");
    const { document } = state.signing;
    const pressed = stepApply(state, press({ kind: "sign-pressed" }));
    expect(pressed.effects).toEqual([{ kind: "sign", round: state.round, document, wish: { kind: "head", bin } }]);
    expect(Buffer.from(document.base64, "base64").toString()).toBe(document.text);
    const signed = stepApply(pressed.state, press({ kind: "signed", cms: "MIIB" }));
    expect(signed.effects).toEqual([{ kind: "send", round: state.round, submission: { document: document.text, cms: "MIIB" } }]);
  });

  it("[PO10] a sole proprietor signs with an individual's key", () => {
    const state = {
      ...ready(),
      organisation: { kind: "known" as const, bin: "871008401427", reply: { ...reply, standing: "sole-proprietor" as const } },
    };
    expect(stepApply(state, press({ kind: "sign-pressed" })).effects).toMatchObject([
      { kind: "sign", wish: { kind: "sole-proprietor", iin: "871008401427" } },
    ]);
  });

  it("[PO11] after each failure the same document can be signed again", () => {
    for (const code of signFailureCodes) {
      const failed = play(
        [press({ kind: "sign-pressed" }), press({ kind: "sign-failed", failure: { code, detail: null } })],
        ready(),
      ).state;
      expect(failed.signing).toMatchObject({ kind: "sign-failed", failure: { code } });
      expect(stepApply(failed, press({ kind: "sign-pressed" })).effects).toMatchObject([{ kind: "sign" }]);
    }
  });

  it("[PO12] the person can stop waiting", () => {
    const waiting = stepApply(ready(), press({ kind: "sign-pressed" })).state;
    expect(stepApply(waiting, { kind: "stop-pressed" }).effects).toEqual([{ kind: "stop-signing" }]);
    expect(stepApply(ready(), { kind: "stop-pressed" }).effects).toEqual([]);
  });
});

describe("the answer", () => {
  const sending = (): ApplyState => play([press({ kind: "sign-pressed" }), press({ kind: "signed", cms: "MIIB" })], ready()).state;

  it("[PO14] without an answer the same bytes are sent again", () => {
    const lost = stepApply(sending(), press({ kind: "send-failed", failure: { kind: "network" } }));
    expect(lost.state.signing.kind).toBe("unsent");
    expect(lost.effects).toEqual([]);
    expect(stepApply(lost.state, { kind: "back", to: "roster" }).state.step).toBe("review");
    const again = stepApply(lost.state, press({ kind: "send-again" }));
    expect(again.effects).toEqual([{ kind: "send", round: again.state.round, submission: { document: expect.any(String), cms: "MIIB" } }]);
  });

  it("[PO14] a refusal for good is not sent again, a busy server's is", () => {
    const problem = (status: number) =>
      press({ kind: "send-failed", failure: { kind: "problem", code: "application.already-submitted", title: "", status } });
    const refused = stepApply(sending(), problem(409));
    expect(refused.state.signing.kind).toBe("not-prepared");
    expect(refused.effects).toEqual([{ kind: "drop-unsent" }]);
    for (const status of [429, 500, 503]) expect(stepApply(sending(), problem(status)).state.signing.kind).toBe("unsent");
  });

  it("[PO14] what an earlier visit left unsent is sent and its answer shown", () => {
    const found = play([{ kind: "unsent-found", submission: { document: "{}", cms: "MIIB" } }]);
    expect(found.effects).toMatchObject([{ kind: "send", submission: { document: "{}", cms: "MIIB" } }]);
    expect(stepApply(found.state, { kind: "answered", view: view() }).state).toMatchObject({ step: "result", view: { state: "issued" } });
  });

  it("[PO15] a refused signature keeps draft and document for another key", () => {
    const refused = stepApply(sending(), {
      kind: "answered",
      view: view({ state: "refused", reasons: [{ code: "eds.role.employee", kk: "", ru: "", en: "" }] }),
    });
    expect(refused.effects.map(({ kind }) => kind)).toEqual(["drop-unsent", "remember"]);
    const again = stepApply(refused.state, { kind: "sign-with-another-key" }).state;
    expect(again).toMatchObject({ step: "review", signing: { kind: "ready" }, draft: { bin } });
  });

  it("[PO15] issued permits end the draft", () => {
    const { effects } = stepApply(sending(), { kind: "answered", view: view() });
    expect(effects.map(({ kind }) => kind)).toEqual(["drop-unsent", "drop-draft", "remember"]);
  });
});

it("[PO9] no order of events signs or sends anything but the document on the screen", () => {
  const document = checked(documentOf(requestOf().request));
  const signing: readonly ApplyEvent[] = [
    press({ kind: "sign-pressed" }),
    press({ kind: "signed", cms: "MIIB" }),
    press({ kind: "sign-failed", failure: { code: "cancelled", detail: null } }),
    press({ kind: "send-failed", failure: { kind: "late" } }),
    press({ kind: "send-again" }),
    { kind: "answered", view: view({ state: "refused" }) },
    { kind: "sign-with-another-key" },
  ];
  const others: readonly ApplyEvent[] = [
    ...opened,
    { kind: "next", nowMs },
    ...applySteps.map((to): ApplyEvent => ({ kind: "back", to })),
    { kind: "edited", draft: { ...filled, purpose: "shift" } },
    { kind: "start-over" },
    { kind: "draft-resumed", draft: filled },
    press({ kind: "document-ready", document }),
  ];
  const event = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...signing) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
  let sent = 0;
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (order) => {
      let state = ready();
      for (const next of order) {
        const before = state.signing;
        const { state: after, effects } = stepApply(state, next);
        const shown = "document" in before ? before.document?.text : undefined;
        for (const effect of effects) {
          if (effect.kind === "sign") expect(effect.document.text).toBe(shown);
          if (effect.kind !== "send") continue;
          sent += 1;
          expect(effect.submission.document).toBe(before.kind === "unsent" ? before.submission.document : shown);
        }
        state = after;
      }
    }),
  );
  expect(sent).toBeGreaterThan(0);
});
