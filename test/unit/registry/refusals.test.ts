import { PrepareReply } from "@beket/api";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  apply,
  bins,
  codes,
  crlsWithoutHead,
  dayMs,
  newSigner,
  openTestCentral,
  person,
  prepare,
  problemOf,
  sign,
  signers,
  startMs,
  submit,
} from "../central/support.ts";
import { inventedIin } from "../central/people.ts";
import { baseWith, swapBase, type One } from "./support.ts";

let one: One;
beforeEach(() => {
  one = openTestCentral();
});
afterEach(() => one.close());
const draft = (part: Readonly<Record<string, unknown>> = {}) => ({
  bin: bins.bakery,
  ledger: "roadblock",
  purpose: "shift",
  validFrom: startMs,
  validTo: startMs + 7 * dayMs,
  window: { days: 127, fromMinute: 0, toMinute: 1440 },
  places: { kind: "everywhere" },
  persons: [person(1)],
  vehicles: [],
  ...part,
});
const prepareRaw = (part: Readonly<Record<string, unknown>>) => one.send("/api/v1/applications/prepare", draft(part));
const nothingIssued = (): void => expect(one.stores.ledgers.roadblock.count()).toBe(0);

/** One by one, by name, as somebody meets them. */
describe("what is refused", () => {
  afterEach(nothingIssued);

  it("[RG24] an activity that is not authorised", async () => {
    expect(await problemOf(await prepareRaw({ bin: bins.museum }))).toBe("application.activity-not-authorised");
  });
  it("[RG24] an organisation that was dissolved, also between the preparation and the signature", async () => {
    expect(await problemOf(await prepareRaw({ bin: bins.closed }))).toBe("organisation.not-active");
    const document = await prepare(one);
    swapBase(one, baseWith(bins.bakery, { status: "liquidated" }));
    expect(codes(await submit(one, document, sign(signers.head, document)))).toEqual(["organisation.not-active"]);
  });
  it("[RG24] everybody over the headcount, each named, where none is free", async () => {
    swapBase(one, baseWith(bins.bakery, { headcount: 0 }));
    const view = await apply(one, { persons: [1, 2].map(person) });
    expect([view.state, ...view.permits.map(({ code }) => code)]).toEqual(["refused", "row.over-headcount", "row.over-headcount"]);
  });
  it("[RG24] a certificate that has ended", async () => {
    const brief = newSigner("first-head", inventedIin(40), bins.bakery);
    one.move(901 * dayMs);
    const document = await prepare(one, { validFrom: startMs + 901 * dayMs, validTo: startMs + 902 * dayMs });
    const view = await submit(one, document, sign(brief, document));
    expect([view.state, codes(view)[0]?.startsWith("eds.")]).toEqual(["refused", true]);
    expect(codes(view)[0]).toContain("expired");
  });
  it("[RG24] nobody while the status service is down: it waits, is shown, and ends after a day", async () => {
    one.setCrls([]);
    const view = await apply(one);
    expect([view.state, view.retryUntil]).toEqual(["waiting", startMs + dayMs]);
    one.move(dayMs + 1);
    await one.central.retryWaiting();
    const after = await one.send("/api/v1/applications/status", { id: view.id, secret: view.secret });
    expect(await after.json()).toMatchObject({ state: "refused", reasons: [{ code: "application.evidence-timeout" }, {}] });
  });
  it.each([
    ["an employee's", () => signers.employee],
    ["one with the right to sign", () => signers.bakeryDeputy],
    ["another organisation's head's", () => signers.otherHead],
    ["the head's key for signing in", () => signers.signIn],
    ["a revoked", () => signers.revoked],
  ] as const)("[RG24] a signature under %s key", async (_, signer) => {
    expect((await apply(one, {}, signer())).state).toBe("refused");
  });
  it("[RG24] a head's key that was revoked before the signature came", async () => {
    one.setCrls(crlsWithoutHead(startMs - 60_000, startMs - 120_000));
    expect(codes(await apply(one))).toEqual(["eds.revocation.revoked"]);
  });
  it("[RG24] a document that was changed after it was made, by one sign", async () => {
    const document = await prepare(one);
    const bent = document.replace(person(1).value, person(2).value);
    expect(bent).not.toBe(document);
    expect(await problemOf(await one.send("/api/v1/applications", { document: bent, cms: sign(signers.head, bent) }))).toBe(
      "application.document-changed",
    );
    expect((await submit(one, document, sign(signers.head, bent))).state).toBe("refused");
  });
  it("[RG24] one row more than ten thousand", async () => {
    const rows = Array.from({ length: 10_001 }, (_, at) => ({ name: "А Б", scheme: "doc", country: "KGZ", value: `AC${1_000_000 + at}` }));
    expect((await prepareRaw({ bin: bins.clinic, persons: rows })).status).toBe(422);
    const vehicles = rows.map((_, at) => ({ plate: `${at}`.padStart(8, "A"), country: "KGZ" })).slice(0, 5_001);
    const both = await prepareRaw({ bin: bins.clinic, persons: rows.slice(0, 5_000), vehicles });
    const { document, faults } = v.parse(PrepareReply, await both.json());
    expect(document).toBeNull();
    expect(faults.at(-1)).toMatchObject({ list: "vehicles", index: 5_000, code: "too-many-rows" });
  });
});

it("[RG24] a replay: the same document and signature once more issue nothing more", async () => {
  const document = await prepare(one);
  const cms = sign(signers.head, document);
  const first = await submit(one, document, cms);
  expect(await submit(one, document, cms)).toEqual(first);
  expect(await problemOf(await one.send("/api/v1/applications", { document: await prepare(one), cms }))).toBe(
    "application.signature-reused",
  );
  expect(one.stores.ledgers.roadblock.count()).toBe(1);
});

it("[RG25] a script in an organisation's name, a job or a person's name stays text, in the document and in what is read", async () => {
  const script = `</script><script>alert("1")</script><img src=x onerror=alert(1)>`;
  swapBase(one, baseWith(bins.bakery, { name: `ЖШС ${script}` }));
  const response = await prepareRaw({ persons: [{ ...person(1), name: `Сынақ ${script}`, job: script }] });
  expect(response.headers.get("content-type")).toContain("application/json");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  const { document, readable } = v.parse(PrepareReply, await response.json());
  expect(JSON.parse(document ?? "{}")).toMatchObject({ applicant: { name: `ЖШС ${script}` } });
  expect(readable?.ru.some((line) => line.includes(script))).toBe(true);
  const view = await submit(one, document ?? "", sign(signers.head, document ?? ""));
  expect(view.state).toBe("issued");
  // Nothing of a name is in the records that go to the posts (CE18).
  const [row] = one.stores.ledgers.roadblock.byNumber(view.permits[0]?.number ?? "");
  expect(JSON.stringify(row)).not.toContain("script");
});
