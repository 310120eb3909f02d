import { describe, expect, it } from "vitest";
import { stepApply } from "../../../pwa/src/portal/model/apply.ts";
import { stepRevoke, initialRevoke } from "../../../pwa/src/portal/model/revoke.ts";
import { lookAgainInMs } from "../../../pwa/src/portal/model/waiting.ts";
import { result } from "../../../pwa/src/portal/words/result.ts";
import { checked, documentOf, nowMs, play, preparing, view } from "./fixtures.ts";

const wait = { attempts: 0, nextAttemptAt: nowMs, unreached: [] };
const submission = { document: "{}", cms: "MIIB" };

/** The form with an application that was sent and waits. */
function waiting() {
  const asked = preparing();
  const effect = asked.effects.find(({ kind }) => kind === "prepare");
  if (effect?.kind !== "prepare") throw new Error("the document is asked for");
  const document = checked(documentOf(effect.request));
  const events = [
    { kind: "document-ready" as const, document },
    { kind: "sign-pressed" as const },
    { kind: "signed" as const, cms: "MIIB" },
  ].map((event) => ({ kind: "signing" as const, round: null, event }));
  return play([...events, { kind: "answered", view: view({ state: "waiting", wait }) }], asked.state);
}

describe("an application that waits", () => {
  it("[PO22] looks again by itself: soon while the first attempt runs, then after the one that central named", () => {
    expect(lookAgainInMs(wait, nowMs)).toBe(1_500);
    expect(lookAgainInMs({ attempts: 1, nextAttemptAt: nowMs + 30_000 }, nowMs)).toBe(32_000);
    expect(lookAgainInMs({ attempts: 9, nextAttemptAt: nowMs + 900_000 }, nowMs)).toBe(60_000);
    expect(lookAgainInMs({ attempts: 3, nextAttemptAt: nowMs - 60_000 }, nowMs)).toBe(5_000);
  });

  it("[PO22] keeps its draft until it is decided: refused after all, it can be signed with another key", () => {
    const sent = waiting();
    expect(sent.effects.map(({ kind }) => kind)).toEqual(["drop-unsent", "remember"]);
    const still = stepApply(sent.state, { kind: "view-refreshed", view: view({ state: "waiting", wait: { ...wait, attempts: 1 } }) });
    expect(still.effects).toEqual([]);
    expect(still.state.view?.wait?.attempts).toBe(1);
    const refused = stepApply(still.state, { kind: "view-refreshed", view: view({ state: "refused" }) });
    expect(refused.effects.map(({ kind }) => kind)).toEqual(["remember"]);
    expect(stepApply(refused.state, { kind: "sign-with-another-key" }).state.step).toBe("review");
    const issued = stepApply(still.state, { kind: "view-refreshed", view: view({ state: "issued" }) });
    expect(issued.effects.map(({ kind }) => kind)).toEqual(["drop-draft", "remember"]);
  });

  it("[PO22] another application's answer changes nothing", () => {
    const sent = waiting();
    const other = stepApply(sent.state, {
      kind: "view-refreshed",
      view: view({ id: "01a2043d-11c8-7545-a3b1-1ca9fc952e4d", state: "issued" }),
    });
    expect(other).toEqual({ state: sent.state, effects: [] });
  });

  it("[PO22] says how often was asked, when next, and that nothing is issued until it is known", () => {
    for (const language of ["kk", "ru", "en"] as const) {
      expect(result.attempts(3, "12:40")[language]).toMatch(/3.*12:40/);
      expect(result.notYetKnown[language].length).toBeGreaterThan(20);
    }
  });
});

it("[PO22] a revocation that waits is asked about by sending the same once more", () => {
  const sending = { kind: "sending" as const, document: null, submission };
  const reply = { id: "01a2043d-11c8-7545-a3b1-1ca9fc952e4c", revoked: 0, reasons: [] };
  const waits = stepRevoke({ ...initialRevoke(), signing: sending }, { kind: "answered", reply: { ...reply, state: "waiting", wait } });
  expect(stepRevoke(waits.state, { kind: "ask-again" }).effects).toEqual([{ kind: "ask", submission }]);
  const done = stepRevoke(waits.state, { kind: "answered", reply: { ...reply, state: "done", revoked: 1 } });
  expect(done.state.reply).toMatchObject({ state: "done", revoked: 1 });
  expect(stepRevoke(done.state, { kind: "ask-again" }).effects).toEqual([]);
});
