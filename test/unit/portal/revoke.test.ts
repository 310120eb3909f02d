import { Uuid } from "@beket/domain";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { CheckedDocument } from "../../../pwa/src/portal/signing/document-check.ts";
import {
  emptyRevokeForm,
  initialRevoke,
  permitNumbers,
  revokeFaults,
  stepRevoke,
  type RevokeForm,
  type RevokeFault,
} from "../../../pwa/src/portal/model/revoke.ts";
import { signFailureCodes } from "../../../pwa/src/portal/signing/failure.ts";
import { organisation } from "../../../pwa/src/portal/words/organisation.ts";
import { reasonWords, revokeFaultWords } from "../../../pwa/src/portal/words/revoke.ts";
import { result, rowCodeWords } from "../../../pwa/src/portal/words/result.ts";
import { problemText } from "../../../pwa/src/portal/words/roster.ts";
import { failureWords } from "../../../pwa/src/portal/words/failures.ts";
import { documentFaultWords } from "../../../pwa/src/portal/words/signing.ts";
import { termsFaultWords } from "../../../pwa/src/portal/words/terms.ts";
import { bin, nowMs } from "./fixtures.ts";

const zone = "Asia/Almaty";
const form: RevokeForm = { ...emptyRevokeForm(), bin, numbers: "R7K2-94QX", reason: "vehicle-sold" };

describe("a revocation", () => {
  it("[PO19] asks for permits of one ledger, a reason and a moment that is not past", () => {
    const cases: readonly (readonly [Partial<RevokeForm>, RevokeFault[]])[] = [
      [{}, []],
      [{ bin: "94014" }, ["bin-missing"]],
      [{ numbers: " \n" }, ["numbers-missing"]],
      [{ numbers: "X7K2-94QX" }, ["number-invalid"]],
      [{ numbers: "R7K2-94QX C7K2-94QX" }, ["two-ledgers"]],
      [{ reason: null }, ["reason-missing"]],
      [{ moment: "later" }, ["moment-invalid"]],
      [{ moment: "later", day: "2026-11-22", time: "16:59" }, ["moment-past"]],
      [{ moment: "later", day: "2026-11-22", time: "17:00" }, []],
    ];
    for (const [change, faults] of cases) expect(revokeFaults({ ...form, ...change }, nowMs, zone)).toEqual(faults);
  });

  it("[PO19] numbers are taken as typed, each once", () => {
    expect(permitNumbers("r7k2-94qx, R7K2-94QX\n c1b3-77aa;")).toEqual(["R7K2-94QX", "C1B3-77AA"]);
    const start = stepRevoke(initialRevoke({ ...form, numbers: "r7k294qx R7K2-94QX" }), { kind: "prepare", nowMs, timeZone: zone });
    expect(start.effects).toEqual([
      { kind: "prepare", round: 1, request: { bin, numbers: ["R7K2-94QX"], reason: "vehicle-sold", effectiveAt: nowMs } },
    ]);
  });

  it("[PO19] a sole proprietor's revocation asks for an individual's key", () => {
    const content = { text: "{}", sha256: "", sizeBytes: 2, base64: "e30=" };
    for (const [number, wish] of [
      [bin, { kind: "head", bin }],
      ["871008401427", { kind: "sole-proprietor", iin: "871008401427" }],
    ] as const) {
      const asked = stepRevoke(initialRevoke({ ...form, bin: number }), { kind: "prepare", nowMs, timeZone: zone });
      expect(asked.state.signing.kind).toBe("preparing");
      const document: CheckedDocument = {
        ...content,
        content: {
          type: "beket/revocation/1",
          revocation: v.parse(Uuid, "01a2043d-11c8-7545-a3b1-1ca9fc952e4c"),
          applicant: { kind: "organisation", bin, name: "x" },
          ledger: "roadblock",
          permits: ["R7K2-94QX"],
          reason: "other",
          note: null,
          effectiveFrom: nowMs,
          nonce: "",
          origin: "",
          createdAt: nowMs,
        },
      };
      const ready = stepRevoke(asked.state, { kind: "signing", round: 1, event: { kind: "document-ready", document } }).state;
      const pressed = stepRevoke(ready, { kind: "signing", round: null, event: { kind: "sign-pressed" } });
      expect(pressed.effects).toEqual([{ kind: "sign", round: 1, document, wish }]);
      const sent = stepRevoke(pressed.state, { kind: "signing", round: 1, event: { kind: "signed", cms: "MIIB" } });
      expect(sent.effects).toEqual([{ kind: "send", round: 1, submission: { document: "{}", cms: "MIIB" } }]);
      const done = stepRevoke(sent.state, {
        kind: "answered",
        reply: { id: "01a2043d-11c8-7545-a3b1-1ca9fc952e4c", revoked: 1, reasons: [], state: "done" },
      }).state;
      expect(done.reply).toMatchObject({ state: "done", revoked: 1 });
    }
  });

  it("[PO9] a change of the form drops the prepared revocation", () => {
    const asked = stepRevoke(initialRevoke(form), { kind: "prepare", nowMs, timeZone: zone }).state;
    expect(stepRevoke(asked, { kind: "edited", form: { ...form, reason: "other" } }).state).toBe(asked);
    const failed = stepRevoke(asked, { kind: "signing", round: 1, event: { kind: "prepare-failed", failure: { kind: "network" } } }).state;
    expect(stepRevoke(failed, { kind: "edited", form: { ...form, reason: "other" } }).state.signing).toEqual({ kind: "idle" });
  });
});

it("[PO20] every outcome has a sentence of its own in Kazakh, Russian and English", () => {
  const rows = ["identifier-invalid", "duplicate", "already-permitted", "over-headcount", "group-incomplete", "group-invalid"].map((code) =>
    rowCodeWords(`row.${code}`),
  );
  const all = [
    ...signFailureCodes.flatMap((code) => [failureWords[code].title, failureWords[code].text]),
    ...Object.values(documentFaultWords),
    ...Object.values(termsFaultWords),
    ...Object.values(revokeFaultWords),
    ...Object.values(reasonWords),
    ...Object.values(result.heading),
    ...Object.values(organisation.refused).flatMap(({ title, text }) => [title, text]),
    ...rows,
  ];
  for (const language of ["kk", "ru", "en"] as const) {
    const sentences = all.map((words) => words[language]);
    expect(sentences.every((sentence) => sentence.length > 2)).toBe(true);
    expect(new Set(sentences).size).toBe(sentences.length);
    const problems = ["duplicate", "swapped-column", "name-missing", "bad-check-digit", "unheard-of"].map((code) =>
      problemText({ code, otherIndex: null }, language),
    );
    expect(new Set(problems).size).toBe(problems.length);
  }
  // Letters that Russian does not have: the Kazakh column is not a copy of the Russian one.
  const kazakh = all.filter(({ kk }) => /[әғқңөұүһі]/i.test(kk)).length;
  expect(kazakh / all.length).toBeGreaterThan(0.9);
});
