import { PrepareReply } from "@beket/api";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inventedIin } from "./people.ts";
import {
  apply,
  bins,
  codes,
  crlsAt,
  crlsWithoutHead,
  dayMs,
  freshPlate,
  openTestCentral,
  origin,
  person,
  prepare,
  problemOf,
  sign,
  signTogether,
  signers,
  startMs,
  strangersHead,
  submit,
  type TestCentral,
} from "./support.ts";

let one: TestCentral;
beforeEach(() => {
  one = openTestCentral();
});
afterEach(() => one.close());

describe("an application", () => {
  it("[CE1] becomes permits, one for each row, under the signature of the first head", async () => {
    const view = await apply(one, {
      persons: [person(1), { name: "Мононим", scheme: "doc", country: "UZB", value: "AB1234567" }],
      vehicles: [{ plate: freshPlate(), country: "KAZ" }],
    });
    expect(view.state).toBe("issued");
    expect(view.permits.map((permit) => permit.state)).toEqual(["active", "active", "active"]);
    for (const permit of view.permits) expect(permit.number).toMatch(/^R[0-9A-Z]{3}-[0-9A-Z]{4}$/);
    expect(one.stores.ledgers.roadblock.count()).toBe(3);
    expect(one.stores.ledgers.city.count()).toBe(0);
  });

  it("[CE2] is answered the same when it is sent again, and its status opens with the secret alone", async () => {
    const document = await prepare(one);
    const cms = sign(signers.head, document);
    const first = await submit(one, document, cms);
    expect(await submit(one, document, cms)).toEqual(first);
    expect(one.stores.ledgers.roadblock.count()).toBe(1);
    const opened = await one.send("/api/v1/applications/status", { id: first.id, secret: first.secret });
    expect(opened.status).toBe(200);
    const closed = await one.send("/api/v1/applications/status", { id: first.id, secret: "0".repeat(64) });
    expect(await problemOf(closed)).toBe("application-unknown");
  });

  it("[CE3] is submitted once: another signature over the same document is refused", async () => {
    const document = await prepare(one);
    await submit(one, document, sign(signers.head, document));
    const second = await one.send("/api/v1/applications", { document, cms: sign(signers.head, document) });
    expect(second.status).toBe(409);
    expect(await problemOf(second)).toBe("application.already-submitted");
  });

  it("[CE3] a signature that was used is refused for another document", async () => {
    const document = await prepare(one);
    const cms = sign(signers.head, document);
    await submit(one, document, cms);
    const other = await one.send("/api/v1/applications", { document: await prepare(one, { persons: [person(2)] }), cms });
    expect(await problemOf(other)).toBe("application.signature-reused");
  });

  it("[CE4] only the bytes that central wrote are taken", async () => {
    const document = await prepare(one);
    const changed = document.replace(inventedIin(1), inventedIin(999));
    expect(changed).not.toBe(document);
    const cms = sign(signers.head, changed);
    expect(await problemOf(await one.send("/api/v1/applications", { document: changed, cms }))).toBe("application.document-changed");
    const elsewhere = document.replace(origin, "https://ruqsat.elsewhere");
    const sent = await one.send("/api/v1/applications", { document: elsewhere, cms: sign(signers.head, elsewhere) });
    expect(await problemOf(sent)).toBe("application.other-origin");
    const spaced = document.replace(",", ", ");
    expect(await problemOf(await one.send("/api/v1/applications", { document: spaced, cms: sign(signers.head, spaced) }))).toBe(
      "application.not-canonical",
    );
  });
});

describe("[CE5] a signature that does not stand is refused with its own reason:", () => {
  const refusals = [
    ["an employee's key", signers.employee, "eds.role.employee"],
    ["a revoked key", signers.revoked, "eds.revocation.revoked"],
    ["the head of another BIN", signers.otherHead, "eds.subject.bin-differs"],
    ["an authentication key", signers.signIn, "eds.key.authentication"],
    ["a certificate of an unknown authority", strangersHead, "eds.chain.unknown-authority"],
  ] as const;
  for (const [name, signer, code] of refusals) {
    it(`[CE5] ${name}`, async () => {
      const view = await apply(one, {}, signer);
      expect(view.state).toBe("refused");
      expect(codes(view)).toEqual([code]);
      expect(view.reasons[0]?.kk).not.toBe(code);
      expect(one.stores.ledgers.roadblock.count()).toBe(0);
    });
  }

  it("[CE5] a signature over a changed document", async () => {
    const document = await prepare(one);
    const view = await submit(one, document, sign(signers.head, `${document} `));
    expect(codes(view)).toEqual(["eds.cms.document-differs"]);
  });

  it("[CE5] a message with more signers than an application can have", async () => {
    const document = await prepare(one);
    const view = await submit(one, document, signTogether([signers.head, signers.head, signers.head], document));
    expect(codes(view)).toEqual(["eds.cms.too-large"]);
  });

  it("[CE5] the right key may still sign the document that the wrong one could not", async () => {
    const document = await prepare(one);
    expect((await submit(one, document, sign(signers.employee, document))).state).toBe("refused");
    expect((await submit(one, document, sign(signers.head, document))).state).toBe("issued");
  });
});

describe("[CE6] missing evidence of revocation", () => {
  it("[CE6] waits, is retried when lists come, and then issues", async () => {
    one.setCrls([]);
    const view = await apply(one);
    expect(view.state).toBe("waiting");
    expect(codes(view)).toEqual(["application.waiting", "eds.revocation.no-evidence"]);
    expect(view.retryUntil).toBe(view.receivedAt + dayMs);
    one.move(3_600_000);
    expect(await one.central.retryWaiting()).toBe(0);
    one.setCrls(crlsAt(one.clock.now() - 1_000));
    expect(await one.central.retryWaiting()).toBe(1);
    const after = await one.send("/api/v1/applications/status", { id: view.id, secret: view.secret });
    expect(await after.json()).toMatchObject({ state: "issued", permits: [{ state: "active" }] });
  });

  it("[CE6] is judged as of the receipt by whatever lists come later", async () => {
    one.setCrls([]);
    const early = await apply(one);
    one.move(2 * 3_600_000);
    const late = await apply(one, { persons: [person(2)] });
    one.move(3_600_000);
    one.setCrls(crlsWithoutHead(one.clock.now() - 1_000, startMs + 3_600_000));
    expect(await one.central.retryWaiting()).toBe(2);
    const stateOf = async ({ id, secret }: typeof early) => (await one.send("/api/v1/applications/status", { id, secret })).json();
    expect(await stateOf(early)).toMatchObject({ state: "issued" });
    expect(await stateOf(late)).toMatchObject({ state: "refused", reasons: [{ code: "eds.revocation.revoked" }] });
  });

  it("[CE6] is refused after 24 hours", async () => {
    one.setCrls([]);
    const view = await apply(one);
    one.move(dayMs + 1);
    expect(await one.central.retryWaiting()).toBe(1);
    const after = await one.send("/api/v1/applications/status", { id: view.id, secret: view.secret });
    expect(await after.json()).toMatchObject({
      state: "refused",
      reasons: [{ code: "application.evidence-timeout" }, { code: "eds.revocation.no-evidence" }],
    });
  });
});

describe("[CE7] the decision", () => {
  it("[CE7] names the rows over the headcount, counted over distinct people of the ledger", async () => {
    const first = await apply(one, { persons: [1, 2, 3, 4].map(person) });
    expect(first.state).toBe("issued");
    const second = await apply(one, { purpose: "supply", persons: [1, 5, 6, 7].map(person) });
    expect(second.state).toBe("partly-issued");
    expect(second.permits.map((permit) => permit.code)).toEqual([null, null, "row.over-headcount", "row.over-headcount"]);
    expect((await apply(one, { ledger: "city", persons: [8, 9].map(person) })).state).toBe("issued");
  });

  it("[CE7] counts whoever is revoked from a later day on until that day", async () => {
    const first = await apply(one, { persons: [1, 2, 3, 4, 5].map(person) });
    const numbers = first.permits.map((permit) => permit.number ?? "");
    const order = { bin: bins.bakery, numbers, reason: "other", effectiveAt: startMs + 6 * dayMs };
    const prepared = v.parse(PrepareReply, await (await one.send("/api/v1/revocations/prepare", order)).json());
    const document = prepared.document ?? "";
    const revoked = await one.send("/api/v1/revocations", { document, cms: sign(signers.head, document) });
    expect(await revoked.json()).toMatchObject({ state: "done", revoked: 5 });
    const early = await apply(one, { persons: [6, 7].map(person) });
    expect(early.permits.map((permit) => permit.code)).toEqual(["row.over-headcount", "row.over-headcount"]);
    one.move(6 * dayMs);
    expect((await apply(one, { persons: [6, 7].map(person) })).state).toBe("issued");
  });

  it("[CE7] counts the seats of a bus with the people, because whoever rides it needs no permit of their own", async () => {
    const bus = (seats: number) => ({
      persons: [],
      vehicles: [{ plate: freshPlate(), country: "KAZ", group: "bus" }],
      groups: [{ group: "bus", binding: "bus" as const, headcount: seats }],
    });
    expect((await apply(one, bus(500))).permits[0]?.code).toBe("row.over-headcount");
    expect((await apply(one, { persons: [1, 2].map(person) })).state).toBe("issued");
    expect((await apply(one, bus(3))).state).toBe("issued");
    expect((await apply(one, bus(1))).permits[0]?.code).toBe("row.over-headcount");
    expect((await apply(one, { persons: [person(3)] })).permits[0]?.code).toBe("row.over-headcount");
  });

  it("[CE7] gives a permit that opens more than the present one does", async () => {
    const plate = freshPlate();
    const groups = [{ group: "pair", binding: "all" as const, headcount: null }];
    const together = { persons: [{ ...person(1), group: "pair" }], vehicles: [{ plate, country: "KAZ", group: "pair" }], groups };
    expect((await apply(one, together)).state).toBe("issued");
    expect((await apply(one, { persons: [person(1)], vehicles: [{ plate, country: "KAZ" }] })).state).toBe("issued");
    expect((await apply(one, together)).permits.map((permit) => permit.code)).toEqual(["row.already-permitted", "row.already-permitted"]);
  });

  it("[CE7] refuses a row that a present permit already covers", async () => {
    await apply(one);
    const again = await apply(one, { validTo: startMs + dayMs });
    expect(again.permits[0]?.code).toBe("row.already-permitted");
  });

  const whole = [
    ["an activity that is not authorised", { bin: bins.museum }, "application.activity-not-authorised"],
    ["a liquidated organisation", { bin: bins.closed }, "organisation.not-active"],
    ["a purpose that the activity does not have", { purpose: "delivery" }, "application.purpose-not-authorised"],
    ["a validity beyond the rule", { validTo: startMs + 60 * dayMs }, "application.validity-too-long"],
    [
      "somebody else beside a sole proprietor",
      { bin: inventedIin(7001), ledger: "city", purpose: "supply", activity: "47110" },
      "application.not-for-oneself",
    ],
  ] as const;
  for (const [name, change, code] of whole) {
    it(`[CE7] refuses ${name} before anything is signed`, async () => {
      const response = await one.send("/api/v1/applications/prepare", { ...draftOf(), ...change });
      expect(response.status).toBe(422);
      expect(await problemOf(response)).toBe(code);
    });
  }

  it("[CE7] is made by the facts at the submission, not at the preparation", async () => {
    const document = await prepare(one);
    one.stores.sql.registry.prepare<unknown>("update organisation_row set status = 'liquidated' where bin = ?1").run(bins.bakery);
    expect(codes(await submit(one, document, sign(signers.head, document)))).toEqual(["organisation.not-active"]);
  });

  it("[CE7] lets a sole proprietor sign for themself with an individual's key", async () => {
    const persons = [{ name: "Сынақ Кәсіпкер", scheme: "iin" as const, country: "KAZ", value: inventedIin(7001) }];
    const mine = { bin: inventedIin(7001), ledger: "city" as const, purpose: "supply", persons, activity: "47241", name: "Сынақ Кәсіпкер" };
    const view = await apply(one, mine, signers.proprietor);
    expect(view.state).toBe("issued");
  });

  it("[RG28] tells nobody whether a person is in business: the document for any IIN holds what was typed", async () => {
    const asked = async (iin: string): Promise<readonly unknown[]> => {
      const persons = [{ name: "Сынақ Кәсіпкер", scheme: "iin" as const, country: "KAZ", value: iin }];
      const reply = await one.send("/api/v1/applications/prepare", { ...draftOf(), bin: iin, persons, activity: "47110" });
      const { document } = v.parse(PrepareReply, await reply.json());
      return [reply.status, document?.replaceAll(iin, "IIN").replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|"nonce":"[0-9a-f]+"/g, "")];
    };
    expect(await asked(inventedIin(7001))).toEqual(await asked(inventedIin(7002)));
    const reply = await one.send("/api/v1/applications/prepare", { ...draftOf(), bin: inventedIin(7001) });
    expect(await reply.json()).toMatchObject({ code: "application.activity-missing" });
  });

  it("[CE7] issues a group whole or not at all", async () => {
    const together = [1, 2].map((serial) => ({ ...person(serial), group: "pair" }));
    const groups = [{ group: "pair", binding: "all" as const, headcount: null }];
    const view = await apply(one, { persons: together, groups });
    expect(new Set(view.permits.map((permit) => permit.number)).size).toBe(1);
    const crowd = [3, 4, 5, 6].map((serial) => ({ ...person(serial), group: "pair" }));
    const refused = await apply(one, { persons: crowd, groups });
    expect(refused.permits.map((permit) => permit.code)).toEqual([
      "row.group-incomplete",
      "row.group-incomplete",
      "row.group-incomplete",
      "row.over-headcount",
    ]);
  });
});

it("[CE8] the longest draft there may be is answered inside the limits of the answer", async () => {
  const places = { kind: "posts" as const, posts: Array.from({ length: 64 }, (_, at) => `p${at}`.padEnd(40, "x")) };
  const long = { name: "Ұ".repeat(200), job: "қ".repeat(200), group: "g".repeat(40), scheme: "doc" as const, country: "KGZ" };
  const persons = [1, 2].map((at) => ({ ...long, value: `${at}`.padStart(20, "A") }));
  const groups = [{ group: long.group, binding: "all" as const, headcount: null }];
  const reply = await one.send("/api/v1/applications/prepare", { ...draftOf(), places, persons, groups });
  expect(v.parse(PrepareReply, await reply.json()).readable?.ru.some((line) => line.includes(places.posts[63] ?? "?"))).toBe(true);
});

it("[CE8] a roster that is all wrong is answered with as many faults as the answer holds", async () => {
  const persons = Array.from({ length: 10_000 }, () => ({ name: "", scheme: "iin" as const, country: "KAZ", value: "1" }));
  const reply = await one.send("/api/v1/applications/prepare", { ...draftOf(), persons });
  expect(v.parse(PrepareReply, await reply.json()).faults).toHaveLength(20_000);
});

it("[CE8] faults of rows are told at their row, with what it probably means, and nothing is prepared", async () => {
  const response = await one.send("/api/v1/applications/prepare", {
    ...draftOf(),
    persons: [{ ...person(1), value: "900101123103" }],
    vehicles: [{ plate: "???", country: "KAZ" }],
  });
  expect(await response.json()).toMatchObject({
    document: null,
    faults: [
      { list: "persons", index: 0, field: "value", code: "bad-check-digit" },
      { list: "vehicles", index: 0, field: "plate" },
    ],
  });
});

const draftOf = () => ({
  bin: bins.bakery,
  ledger: "roadblock",
  purpose: "shift",
  validFrom: startMs,
  validTo: startMs + 7 * dayMs,
  window: { days: 127, fromMinute: 0, toMinute: 1440 },
  places: { kind: "everywhere" },
  persons: [person(1)],
  vehicles: [],
});
