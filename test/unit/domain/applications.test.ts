import {
  type ApplicationDocument,
  applicationDocumentBytes,
  describeApplication,
  languages,
  parseApplicationDocument,
  parseRevocationDocument,
  type RevocationDocument,
  rosterFaults,
  rosterIdentifier,
  type RosterInput,
} from "@beket/domain";
import { describe, expect, it } from "vitest";
import { uuid } from "../../support/sample-events.ts";
import { sampleRegime } from "../../support/sample-regime.ts";

const submission = { nonce: "0123456789abcdef0123456789abcdef", origin: "https://portal.example.kz", createdAt: Date.UTC(2020, 3, 15, 5) };
const application: ApplicationDocument = {
  type: "beket/application/1",
  application: uuid(1),
  applicant: { kind: "organisation", bin: "940140000385", name: "ТОО «Алма Нан»" },
  ledger: "roadblock",
  purpose: "food",
  activity: "47110",
  validFrom: Date.UTC(2020, 3, 16),
  validTo: Date.UTC(2020, 4, 16),
  window: { days: 63, fromMinute: 360, toMinute: 1320 },
  places: { kind: "posts", posts: ["rb-01", "rb-02"] },
  groups: [{ group: "bus-1", binding: "bus", headcount: 20 }],
  rows: [
    {
      kind: "person",
      identity: { scheme: "iin", value: "871008401427" },
      surname: "Серікова",
      given: "Айгерім",
      job: "кассир",
      group: null,
    },
    {
      kind: "person",
      identity: { scheme: "doc", country: "KGZ", value: "AC2345678" },
      surname: "Асанов",
      given: "Бакыт",
      job: "",
      group: null,
    },
    { kind: "vehicle", plate: "123ABC02", country: "KAZ", description: "Газель", group: null },
    { kind: "vehicle", plate: "777AA02", country: "KAZ", description: "", group: "bus-1" },
  ],
  ...submission,
};
const revocation: RevocationDocument = {
  type: "beket/revocation/1",
  revocation: uuid(2),
  applicant: { kind: "sole-proprietor", iin: "871008401427", name: "ИП Серікова" },
  ledger: "city",
  permits: ["R7K2-94QX", "R7K2-94QY"],
  reason: "left-employment",
  note: "уволен 14 апреля",
  effectiveFrom: Date.UTC(2020, 3, 17),
  ...submission,
};

describe("documents", () => {
  it("[DM62] a sound application and revocation are read", () => {
    expect(parseApplicationDocument(application)).toEqual({ ok: true, value: application });
    expect(parseRevocationDocument(revocation)).toEqual({ ok: true, value: revocation });
  });
  it("[DM6] the organisation of the national CA's test keys may stand as the applicant, and as nobody else", () => {
    const test = { ...application, applicant: { ...application.applicant, bin: "123456789021" } };
    expect(parseApplicationDocument(test)).toEqual({ ok: true, value: test });
    const person = { ...application, applicant: { ...application.applicant, bin: "123456789011" } };
    expect(parseApplicationDocument(person).ok).toBe(false);
    const row = { ...application, rows: [{ ...application.rows[0], identity: { scheme: "iin", value: "123456789011" } }] };
    expect(parseApplicationDocument(row).ok).toBe(false);
  });
  const [first, second, third, bus] = application.rows;
  if (first?.kind !== "person" || second === undefined || third?.kind !== "vehicle" || bus === undefined)
    throw new Error("the rows stand above");
  it.each<[string, unknown, string, string]>([
    ["an extra field", { ...application, price: 1 }, "invalid", "price"],
    [
      "a BIN that fails",
      { ...application, applicant: { ...application.applicant, bin: "940140000386" } },
      "bad-applicant",
      "applicant.bin",
    ],
    [
      "an IIN that fails",
      { ...application, rows: [{ ...first, identity: { scheme: "iin", value: "871008401428" } }] },
      "bad-identifier",
      "rows.0",
    ],
    ["a plate not in its normal form", { ...application, rows: [{ ...third, plate: "12302ABC" }] }, "bad-identifier", "rows.0"],
    ["a row twice", { ...application, rows: [...application.rows, first] }, "duplicate-row", "rows.4"],
    ["an end before the start", { ...application, validTo: application.validFrom }, "bad-validity", "validTo"],
    ["no rows", { ...application, rows: [], groups: [] }, "invalid", "rows"],
    ["an unknown group", { ...application, groups: [] }, "unknown-group", "rows.3.group"],
    ["an empty group", { ...application, rows: [first] }, "empty-group", "groups.0"],
    ["a group twice", { ...application, groups: [...application.groups, ...application.groups] }, "duplicate-group", "groups.1"],
    [
      "a bus without a headcount",
      { ...application, groups: [{ group: "bus-1", binding: "bus", headcount: null }] },
      "bad-group",
      "groups.0",
    ],
    ["a bus of two vehicles", { ...application, rows: [{ ...third, group: "bus-1" }, bus] }, "bad-group", "groups.0"],
    [
      "one row that goes together",
      { ...application, groups: [{ group: "bus-1", binding: "all", headcount: null }] },
      "bad-group",
      "groups.0",
    ],
    ["another portal's scheme", { ...application, origin: "ftp://portal" }, "invalid", "origin"],
  ])("[DM62] %s is refused at its place", (_, document, code, path) => {
    expect(parseApplicationDocument(document)).toEqual({ ok: false, error: { code, path } });
  });
  it("[DM62] a revocation names each permit once", () => {
    expect(parseRevocationDocument({ ...revocation, permits: ["R7K2-94QX", "R7K2-94QX"] })).toEqual({
      ok: false,
      error: { code: "duplicate-row", path: "permits.1" },
    });
    expect(parseRevocationDocument({ ...revocation, applicant: { ...revocation.applicant, iin: "871008401428" } })).toMatchObject({
      ok: false,
    });
    expect(parseRevocationDocument(application)).toMatchObject({ error: { code: "invalid" } });
  });
  it("[DM63] the signed bytes do not depend on the order of fields", () => {
    const turned = Object.fromEntries(Object.entries(application).toReversed());
    const parsed = parseApplicationDocument(turned);
    if (!parsed.ok) throw new Error(parsed.error.path);
    expect(applicationDocumentBytes(parsed.value)).toEqual(applicationDocumentBytes(application));
    const text = new TextDecoder().decode(applicationDocumentBytes(application));
    expect(text.startsWith('{"activity":"47110","applicant":{"bin":"940140000385"')).toBe(true);
    expect(parseApplicationDocument(JSON.parse(text))).toEqual({ ok: true, value: application });
  });
  it("[DM64] what is read before signing holds every fact that is signed", () => {
    for (const language of languages) {
      const lines = describeApplication(application, language, sampleRegime);
      const text = lines.map((line) => `${line.label}: ${line.value}`).join("\n");
      for (const fact of [
        "940140000385",
        "Алма Нан",
        "47110",
        "06:00–22:00",
        "rb-01, rb-02",
        "871008401427",
        "Серікова Айгерім",
        "кассир",
        "AC2345678",
        "KGZ",
        "123ABC02",
        "Газель",
        "bus-1",
        "20",
        "2020",
        "https://portal.example.kz",
        application.application,
      ]) {
        expect(text).toContain(fact);
      }
      expect(lines.every((line) => line.label.length > 0 && line.value.length > 0)).toBe(true);
      const taken = describeApplication(revocation, language, sampleRegime).map((line) => line.value);
      expect(taken).toEqual(expect.arrayContaining(["R7K2-94QX", "R7K2-94QY", "уволен 14 апреля"]));
    }
  });
  it("[DM64] any change of a signed fact but the nonce changes what is read", () => {
    const read = (document: ApplicationDocument) => JSON.stringify(describeApplication(document, "ru", sampleRegime));
    const changes: Partial<ApplicationDocument>[] = [
      { ledger: "city" },
      { purpose: "medicine" },
      { activity: "47120" },
      { validFrom: application.validFrom + 60_000 },
      { validTo: application.validTo + 60_000 },
      { window: { ...application.window, days: 31 } },
      { places: { kind: "everywhere" } },
      { groups: [{ group: "bus-1", binding: "bus", headcount: 21 }] },
      { rows: application.rows.slice(1) },
      { origin: "https://other.example.kz" },
      { createdAt: application.createdAt + 60_000 },
      { application: uuid(9) },
      { applicant: { kind: "sole-proprietor", iin: "871008401427", name: "ИП" } },
      { rows: application.rows.map((row) => ({ ...row, group: null })) },
    ];
    for (const change of changes) expect(read({ ...application, ...change }), JSON.stringify(change)).not.toBe(read(application));
  });
});

describe("roster", () => {
  const person = (identifier: string, change: Partial<RosterInput> = {}): RosterInput => ({
    kind: "person",
    scheme: "iin",
    identifier,
    country: "",
    surname: "Серікова",
    given: "Айгерім",
    job: "",
    ...change,
  });
  const vehicle = (identifier: string, country = "KAZ"): RosterInput => ({
    ...person(identifier),
    kind: "vehicle",
    scheme: "plate",
    country,
  });

  it("[DM65] a clean roster has no faults, whatever the spelling", () => {
    const rows = [
      person("871008 401427"),
      person("AC 2345678", { scheme: "doc", country: "kgz" }),
      vehicle("123 авс 02"),
      vehicle("12317AB"),
      vehicle("01KG123ABC", "KGZ"),
    ];
    expect(rosterFaults(rows)).toEqual([]);
    expect(rows.map((row) => rosterIdentifier(row))).toMatchObject([
      { value: { scheme: "iin", country: "KAZ", value: "871008401427" } },
      { value: { scheme: "doc", country: "KGZ", value: "AC2345678" } },
      { value: { scheme: "plate", country: "KAZ", value: "123ABC02" } },
      { value: { value: "123AB17" } },
      { value: { country: "KGZ", value: "01KG123ABC" } },
    ]);
  });
  it("[DM65] every fault stands at its row and column with its cause", () => {
    const faults = rosterFaults([
      person("871008401428"),
      person("871008401427"),
      person("871008401427", { surname: " " }),
      vehicle("123ABC99"),
      vehicle("123ABC02"),
      vehicle("123 АВС 02"),
      person("AC2345678", { scheme: "doc", country: "" }),
    ]);
    expect(faults).toMatchObject([
      { row: 0, column: "identifier", code: "identifier-invalid", detail: "bad-check-digit", suggestion: null },
      { row: 2, column: "identifier", code: "duplicate", otherRow: 1 },
      { row: 2, column: "surname", code: "name-missing" },
      { row: 3, column: "identifier", code: "identifier-invalid", detail: "unknown-region" },
      { row: 5, column: "identifier", code: "duplicate", otherRow: 4 },
      { row: 6, column: "country", code: "country-invalid", detail: "bad-country" },
    ]);
    expect(faults).toHaveLength(6);
  });
  it("[DM65] swapped columns are recognised and the meaning suggested", () => {
    expect(
      rosterFaults([person("123 авс 02"), vehicle("871008401427"), person("Серікова", { surname: "871008401427" }), person("N12345678")]),
    ).toMatchObject([
      { row: 0, code: "swapped-column", suggestion: { scheme: "plate", identifier: "123ABC02" } },
      { row: 1, code: "swapped-column", suggestion: { scheme: "iin", identifier: "871008401427" } },
      { row: 2, code: "swapped-column", suggestion: { scheme: "iin", identifier: "871008401427" } },
      { row: 3, code: "swapped-column", suggestion: { scheme: "doc", identifier: "N12345678" } },
    ]);
  });
  it("[DM65] ten thousand rows are the limit", () => {
    const rows = Array.from({ length: 10_001 }, (_, i) =>
      vehicle(`${String(i % 1000).padStart(3, "0")}${"ABCDEFGHIJK".charAt(Math.floor(i / 1000))}AA02`),
    );
    expect(rosterFaults(rows)).toMatchObject([{ row: 10_000, code: "too-many-rows" }]);
  });
});
