import { importStates, PendingConfirmation, type ImportView } from "@beket/api";
import { tableFaultCodes } from "@beket/tables";
import * as v from "valibot";
import { expect, it } from "vitest";
import { confirmationOf } from "../../../pwa/src/authority/organisations/decision.ts";
import { flowOf, percentOf, sendFile } from "../../../pwa/src/authority/organisations/import-flow.ts";
import { faultWords, importStateNames } from "../../../pwa/src/authority/words/organisations.ts";
import type { Api, Ask } from "../../../pwa/src/calls/api.ts";
import { inventedBin } from "../organisations/support.ts";

const view = (change: Partial<ImportView> = {}): ImportView => ({
  id: 3,
  state: "reading",
  isDryRun: true,
  file: "base.csv",
  by: "reg-1",
  startedAt: 1,
  finishedAt: null,
  sha256: null,
  format: null,
  progress: { bytesRead: 30, bytesTotal: 90 },
  rows: 5,
  branches: 0,
  faults: 0,
  firstFaults: [],
  refusal: null,
  difference: null,
  ...change,
});
const file = new File(["x"], "база.csv");

it("[TB19] a file is applied only after it was checked, and only while this page has it", () => {
  expect(flowOf(view(), file).kind).toBe("running");
  expect(flowOf(view({ state: "comparing" }), null).kind).toBe("running");
  expect(flowOf(view({ state: "dry-run" }), file).kind).toBe("checked");
  expect(flowOf(view({ state: "dry-run" }), null).kind).toBe("ended");
  for (const state of ["present", "refused", "stopped", "unchanged"] as const) expect(flowOf(view({ state }), file).kind).toBe("ended");
  expect([
    percentOf(view()),
    percentOf(view({ state: "comparing" })),
    percentOf(view({ progress: { bytesRead: 1, bytesTotal: 0 } })),
  ]).toEqual([33, 100, 100]);
});

it("[TB19] the file goes as it is, with its name in a header, and a check says that it is one", async () => {
  const sent: { path: string; ask: Ask | undefined }[] = [];
  const api: Pick<Api, "call"> = {
    call: async (path, schema, ask) => {
      sent.push({ path, ask });
      return { ok: true, value: v.parse(schema, view({ state: "dry-run" })) };
    },
  };
  expect((await sendFile(api, file, true)).kind).toBe("checked");
  await sendFile(api, file, false);
  expect(sent.map(({ path }) => path)).toEqual([
    "/api/v1/authority/organisations/imports?dry-run=1",
    "/api/v1/authority/organisations/imports",
  ]);
  expect(sent[0]?.ask).toMatchObject({ file: { bytes: file }, headers: { "x-beket-file": encodeURIComponent("база.csv") } });
});

it("[TB19] a confirmation that central would refuse is not sent, and its fields are named", () => {
  const bin = inventedBin(3);
  const form = { name: "  Дән   ЖШС ", oked: "10711", secondary: "47241, 47242", headcount: "1 200", ground: "хат № 7" };
  const { body } = confirmationOf(bin, form);
  expect(body).toEqual({ bin, name: "Дән ЖШС", oked: "10711", okedSecondary: ["47241", "47242"], headcount: 1_200, ground: "хат № 7" });
  expect(v.is(PendingConfirmation, body)).toBe(true);
  const wrong = confirmationOf(bin, { name: " ", oked: "1071", secondary: "x", headcount: "1000001", ground: "о" });
  expect([wrong.body, [...wrong.faults]]).toEqual([null, ["name", "oked", "secondary", "headcount", "ground"]]);
});

it("[TB19] every state and every fault has words in three languages", () => {
  const codes = [
    ...tableFaultCodes,
    "bin-check-digit",
    "duplicate-bin",
    "column-missing",
    "too-many-faults",
    "number-in-exponent",
    "invalid-name",
  ];
  for (const language of ["kk", "ru", "en"] as const) {
    for (const state of importStates) expect(importStateNames[state][language].length).toBeGreaterThan(2);
    for (const code of codes) expect(faultWords(code)[language].length).toBeGreaterThan(2);
  }
});
