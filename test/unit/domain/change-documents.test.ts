import {
  applicationDocumentBytes,
  type ChangeDocument,
  type ConsentDocument,
  describeApplication,
  languages,
  lenderOf,
  parseApplicationDocument,
  parseChangeDocument,
  parseConsentDocument,
  parseWithdrawalDocument,
  type SignedDocument,
  type WithdrawalDocument,
} from "@beket/domain";
import { describe, expect, it } from "vitest";
import { uuid } from "../../support/sample-events.ts";
import { sampleRegime } from "../../support/sample-regime.ts";

const submission = { nonce: "0123456789abcdef0123456789abcdef", origin: "https://portal.example.kz", createdAt: Date.UTC(2020, 3, 15, 5) };
const bakery = { kind: "organisation", bin: "940140000385", name: "ТОО «Алма Нан»" } as const;
const iin = { scheme: "iin", value: "871008401427" } as const;
const change: ChangeDocument = {
  type: "beket/change/1",
  change: uuid(3),
  application: uuid(1),
  revision: 4,
  applicant: bakery,
  ledger: "roadblock",
  groups: [{ group: "bus-2", binding: "bus", headcount: 30 }],
  add: [
    { kind: "person", identity: iin, surname: "Серікова", given: "Айгерім", job: "кассир", employer: "950341000052", group: null },
    { kind: "vehicle", plate: "777AA02", country: "KAZ", description: "ПАЗ", owner: "070941024691", group: "bus-2" },
  ],
  remove: ["R7K2-94QX", "R7K2-94QY"],
  reason: "left-employment",
  effectiveFrom: Date.UTC(2020, 3, 17),
  terms: {
    purpose: "food",
    validFrom: Date.UTC(2020, 3, 16),
    validTo: Date.UTC(2020, 4, 16),
    window: { days: 63, fromMinute: 360, toMinute: 1320 },
    places: { kind: "posts", posts: ["rb-01"] },
  },
  before: { persons: 40, vehicles: 5 },
  after: { persons: 39, vehicles: 6 },
  ...submission,
};
const consent: ConsentDocument = {
  type: "beket/consent/1",
  consent: uuid(5),
  applicant: { kind: "organisation", bin: "070941024691", name: "ТОО «Автопарк»" },
  to: "940140000385",
  vehicles: [{ plate: "777AA02", country: "KAZ" }],
  persons: [iin],
  validFrom: Date.UTC(2020, 3, 16),
  validTo: Date.UTC(2020, 4, 16),
  ...submission,
};
const withdrawal: WithdrawalDocument = {
  type: "beket/withdrawal/1",
  withdrawal: uuid(6),
  applicant: consent.applicant,
  consent: uuid(5),
  effectiveFrom: Date.UTC(2020, 3, 18),
  ...submission,
};

describe("changes and consents", () => {
  it("[RG1] a sound change, consent and withdrawal are read, and their bytes do not depend on the order of fields", () => {
    const parsed = [parseChangeDocument(change), parseConsentDocument(consent), parseWithdrawalDocument(withdrawal)];
    for (const [at, document] of [change, consent, withdrawal].entries()) {
      expect(parsed[at]).toEqual({ ok: true, value: document });
      const bytes = applicationDocumentBytes(document);
      expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(document);
    }
  });
  const [worker, bus] = change.add;
  if (worker === undefined || bus === undefined) throw new Error("the rows stand above");
  it.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ["nothing at all", { add: [], groups: [], remove: [], reason: null, terms: null }, "empty", ""],
    ["permits that go without a reason", { reason: null }, "bad-reason", "reason"],
    ["a reason with no permit that goes", { remove: [] }, "bad-reason", "reason"],
    ["terms that end before they begin", { terms: { ...change.terms, validTo: 0 } }, "bad-validity", "terms.validTo"],
    ["a row twice", { add: [worker, bus, worker] }, "duplicate-row", "add.2"],
    ["a permit twice", { remove: ["R7K2-94QX", "R7K2-94QX"] }, "duplicate-row", "remove.1"],
    ["a firm that lends to itself", { add: [{ ...worker, employer: bakery.bin }], groups: [] }, "bad-lender", "add.0"],
    ["a lender that is no firm", { add: [{ ...worker, employer: "123456789012" }], groups: [] }, "bad-lender", "add.0"],
    ["a group without rows", { add: [worker] }, "empty-group", "groups.0"],
    ["more afterwards than can be", { after: { persons: 42, vehicles: 6 } }, "bad-count", "after"],
    ["fewer afterwards than come", { after: { persons: 0, vehicles: 6 } }, "bad-count", "after"],
    ["a revision that is none", { revision: -1 }, "invalid", "revision"],
    ["an unknown member", { price: 1 }, "invalid", "price"],
  ])("[RG1] a change with %s is refused at its place", (_, part, code, path) => {
    expect(parseChangeDocument({ ...change, ...part })).toEqual({ ok: false, error: { code, path } });
  });
  it.each<[string, Partial<ConsentDocument>, string, string]>([
    ["nobody and nothing", { persons: [], vehicles: [] }, "empty", ""],
    ["oneself", { to: "070941024691" }, "bad-lender", "to"],
    ["a number that is no firm's", { to: "123456789012" }, "bad-lender", "to"],
    ["a plate not in its normal form", { vehicles: [{ plate: "12302ABC", country: "KAZ" }] }, "bad-identifier", "vehicles.0"],
    ["a person twice", { persons: [iin, iin] }, "duplicate-row", "persons.1"],
    ["an end before the start", { validTo: consent.validFrom }, "bad-validity", "validTo"],
  ])("[RG1] a consent for %s is refused at its place", (_, part, code, path) => {
    expect(parseConsentDocument({ ...consent, ...part })).toEqual({ ok: false, error: { code, path } });
  });
  it("[RG1] a document of another kind is not taken for this one", () => {
    expect(parseApplicationDocument(change)).toMatchObject({ error: { code: "invalid" } });
    expect(parseChangeDocument(consent)).toMatchObject({ error: { code: "invalid" } });
    expect(parseWithdrawalDocument(consent)).toMatchObject({ error: { code: "invalid" } });
  });
  it("[RG2] what is read before signing holds every fact that is signed, in three languages", () => {
    const facts: readonly (readonly [SignedDocument, readonly string[]])[] = [
      [
        change,
        [
          "40",
          "39",
          "R7K2-94QX",
          "R7K2-94QY",
          "871008401427",
          "950341000052",
          "070941024691",
          "777AA02",
          "bus-2",
          "30",
          "06:00–22:00",
          "rb-01",
          "4",
        ],
      ],
      [consent, ["070941024691", "940140000385", "777AA02", "871008401427", consent.consent]],
      [withdrawal, [withdrawal.consent, withdrawal.withdrawal, "070941024691"]],
    ];
    for (const language of languages) {
      for (const [document, expected] of facts) {
        const lines = describeApplication(document, language, sampleRegime);
        const text = lines.map((line) => `${line.label}: ${line.value}`).join("\n");
        for (const fact of [...expected, "https://portal.example.kz", "2020"]) expect(text).toContain(fact);
        expect(lines.every((line) => line.label.length > 0 && line.value.length > 0)).toBe(true);
      }
    }
  });
  it("[RG2] any change of a signed fact but the nonce changes what is read", () => {
    const read = (document: SignedDocument) => JSON.stringify(describeApplication(document, "kk", sampleRegime));
    const changes: readonly Partial<ChangeDocument>[] = [
      { change: uuid(9) },
      { application: uuid(9) },
      { revision: 5 },
      { ledger: "city" },
      { groups: [{ group: "bus-2", binding: "bus", headcount: 31 }] },
      { add: change.add.slice(1) },
      { add: change.add.map((row) => (row.kind === "person" ? { ...row, employer: "961141000023" } : row)) },
      { remove: ["R7K2-94QX"] },
      { reason: "other" },
      { effectiveFrom: change.effectiveFrom + 60_000 },
      { terms: null },
      { before: { persons: 41, vehicles: 5 } },
      { after: { persons: 40, vehicles: 6 } },
      { createdAt: change.createdAt + 60_000 },
      { origin: "https://other.example.kz" },
    ];
    for (const part of changes) expect(read({ ...change, ...part }), JSON.stringify(part)).not.toBe(read(change));
    for (const part of [{ to: "950341000052" }, { persons: [] }, { vehicles: [] }, { validTo: consent.validTo + 60_000 }])
      expect(read({ ...consent, ...part })).not.toBe(read(consent));
    for (const part of [{ consent: uuid(9) }, { effectiveFrom: 0 }]) expect(read({ ...withdrawal, ...part })).not.toBe(read(withdrawal));
  });
  it("[RG1] a row names the firm that lends it, or nobody", () => {
    expect(change.add.map(lenderOf)).toEqual(["950341000052", "070941024691"]);
    expect(lenderOf({ kind: "vehicle", plate: "777AA02", country: "KAZ", description: "", group: null })).toBeNull();
  });
});
