import { createHash } from "node:crypto";
import {
  draftRoutes,
  registryRoutes,
  SmallExemptionReply,
  SmallReviewList,
  type OrganisationRow,
  type SmallExemptionRequest,
} from "@beket/api";
import type { Regime } from "@beket/domain";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ask } from "../access/support.ts";
import {
  bins,
  crlsAt,
  dayMs,
  freshPlate,
  newSigner,
  openTestCentral,
  organisations,
  person,
  problemOf,
  regime,
  signers,
  signInStaff,
  startMs,
} from "../central/support.ts";
import { inventedBin, inventedIin } from "../central/people.ts";
import { serviceKeyOf } from "./service-key.ts";
import { swapBase, type One } from "./support.ts";

const bin = inventedBin(801);
const headIin = inventedIin(801);
const kiosk: OrganisationRow = { bin, name: "Дүңгіршек", oked: "47241", okedSecondary: [], headcount: 2, status: "active", headIin };
const words = (text: string) => ({ kk: text, ru: text, en: text });
const rules: Regime = {
  ...regime,
  version: 2,
  validFrom: startMs - dayMs,
  categories: [
    ...regime.categories,
    {
      category: "small-firm",
      name: words("Шағын ұйым"),
      ledgers: ["city"],
      directions: ["in", "out"],
      documents: ["call-sheet"],
      outcome: "allow-on-sight",
    },
  ],
  smallOrganisations: { headcountMax: 2, category: "small-firm", validDays: 14, samplePercent: 100 },
};
const open = (serviceKey: ReturnType<typeof serviceKeyOf> | null = serviceKeyOf(signers.health)): One => {
  const opened = openTestCentral({ serviceKey });
  opened.central.importRegimes(rules);
  swapBase(opened, [...organisations, kiosk]);
  return opened;
};

let one: One;
beforeEach(() => {
  one = open();
});
afterEach(() => one.close());
const request = (part: Partial<SmallExemptionRequest> = {}): SmallExemptionRequest => ({
  bin,
  headIin,
  ledger: "city",
  persons: [person(1)],
  vehicles: [],
  ...part,
});
let client = 0;
/** Each from an address of its own, so that the limit per client does not answer. */
const post = (part: Partial<SmallExemptionRequest> = {}) =>
  one.send(draftRoutes.smallExemptions, request(part), `198.51.100.${(client += 1) % 250}`);
const exempt = async (part: Partial<SmallExemptionRequest> = {}) => v.parse(SmallExemptionReply, await (await post(part)).json());

describe("organisations of a few people", () => {
  it("[RG19] are exempted at once under the authority's own signature, which is archived with its evidence", async () => {
    const reply = await exempt({ vehicles: [{ plate: freshPlate(), country: "KAZ" }] });
    expect(reply).toMatchObject({ state: "issued", code: null, validTo: startMs + 14 * dayMs });
    expect(reply.numbers).toHaveLength(2);
    const row = one.stores.common.byNumber(reply.numbers[0] ?? "");
    expect(row).toMatchObject({ authority: "health", record: { kind: "exemption", category: "small-firm", status: "active" } });
    const submission = one.stores.submissions.byId(row?.submission ?? "");
    expect(new TextDecoder().decode(submission?.document)).toContain(`small organisation ${bin}`);
    expect(submission !== null && submission !== undefined && one.stores.archive.passed(submission)).toBeTruthy();
  });

  it("[RG19] have one live set at a time, of no more people or vehicles than they employ", async () => {
    expect(await exempt({ persons: [1, 2, 3].map(person) })).toMatchObject({ code: "small.too-many" });
    expect(await exempt({ vehicles: [1, 2, 3].map(() => ({ plate: freshPlate(), country: "KAZ" })) })).toMatchObject({
      code: "small.too-many",
    });
    expect((await exempt()).state).toBe("issued");
    expect(await exempt({ persons: [person(2)] })).toMatchObject({ state: "refused", code: "small.already" });
    one.move(14 * dayMs);
    // The authority's lists have ended by then too: what is missing is waited for, visibly.
    expect((await exempt({ persons: [person(2)] })).state).toBe("waiting");
  });

  it("[RG20] every refusal that the base gives is the same, so that nothing is learned by asking", async () => {
    const cases: readonly (readonly [Partial<SmallExemptionRequest>, readonly OrganisationRow[]])[] = [
      [{ headIin: inventedIin(802) }, [...organisations, kiosk]],
      [{ headIin: "" }, [...organisations, kiosk]],
      [{ bin: inventedBin(803) }, [...organisations, kiosk]],
      [{ bin: bins.clinic }, organisations],
      [{}, [...organisations, { ...kiosk, headcount: 3 }]],
      [{}, [...organisations, { ...kiosk, status: "liquidated" }]],
      [{}, [...organisations, { ...kiosk, oked: "91021" }]],
      [{}, [...organisations, { ...kiosk, headIin: null }]],
    ];
    const bodies = new Set<string>();
    for (const [part, base] of cases) {
      await one.close();
      one = open();
      swapBase(one, base);
      const response = await post(part);
      bodies.add(`${response.status} ${await response.text()}`);
    }
    expect([...bodies]).toEqual(['200 {"state":"refused","code":"small.not-eligible","numbers":[],"validTo":null}']);
  });

  it("[RG20] the head's IIN cannot be guessed: after five wrong ones a day even the right one is refused alike", async () => {
    for (let at = 0; at < 5; at += 1) await exempt({ headIin: inventedIin(820 + at) });
    expect(await exempt()).toMatchObject({ code: "small.not-eligible" });
    const tried = one.stores.sql.registry.prepare<{ organisation: string }>("select organisation from small_try").all();
    expect(tried).toHaveLength(1);
    expect(tried[0]?.organisation).not.toContain(bin);
    expect(tried[0]?.organisation).not.toBe(createHash("sha256").update(bin).digest("hex"));
    one.move(dayMs);
    expect((await exempt()).state).toBe("issued");
  });

  it("[RG20] a client asks a few times a minute", async () => {
    const answers = [];
    for (let at = 0; at < 8; at += 1)
      answers.push((await one.send(draftRoutes.smallExemptions, request({ bin: "1" }), "203.0.113.9")).status);
    expect(answers.filter((status) => status === 429)).toHaveLength(2);
  });

  it.each([
    ["without a key", null, "city"],
    ["in a ledger that the category is not for", serviceKeyOf(signers.health), "roadblock"],
  ] as const)("[RG21] %s this way is closed, and says so", async (_, key, ledger) => {
    await one.close();
    one = open(key);
    expect(await problemOf(await post({ ledger }))).toBe("small.not-available");
  });

  it("[RG21] under a key that may not sign acts nothing is issued", async () => {
    await one.close();
    one = open(serviceKeyOf(newSigner("employee", inventedIin(830), bins.health)));
    expect(await exempt()).toMatchObject({ state: "refused", numbers: [] });
    expect(await exempt({ persons: [{ ...person(1), value: "900101123103" }] })).toMatchObject({ code: "small.row-invalid" });
  });

  it("[RG22] a sample is put before a registrar, who accepts it, or ends it with a reason", async () => {
    const reply = await exempt();
    const cookie = await signInStaff(one, "registrar");
    const reviews = async () => v.parse(SmallReviewList, await (await ask(one, registryRoutes.smallReviews, { cookie })).json()).reviews;
    const [review] = await reviews();
    expect(review).toMatchObject({ bin, name: "Дүңгіршек", state: "open", numbers: reply.numbers, persons: ["Сынақбаев Тест"] });
    const path = registryRoutes.smallRevoke(review?.exemption ?? "");
    expect((await ask(one, path, { cookie, body: { reason: "x" } })).status).toBe(422);
    expect((await ask(one, path, { cookie, body: { reason: "мекеме жабық" } })).status).toBe(204);
    expect(one.stores.common.byNumber(reply.numbers[0] ?? "")?.record.status).toBe("revoked");
    expect(await reviews()).toMatchObject([{ state: "revoked", by: "registrar-1", reason: "мекеме жабық" }]);
    expect(await problemOf(await ask(one, path, { cookie, body: { reason: "тағы" } }))).toBe("small.review-closed");
    // What was taken back no longer stands in the way of another.
    const again = await exempt();
    expect(again.state).toBe("issued");
    const next = (await reviews()).find(({ state }) => state === "open");
    expect((await ask(one, registryRoutes.smallAccept(next?.exemption ?? ""), { cookie, body: {} })).status).toBe(204);
    expect(one.stores.common.byNumber(again.numbers[0] ?? "")?.record.status).toBe("active");
    const watch = await signInStaff(one, "watch");
    expect((await ask(one, registryRoutes.smallReviews, { cookie: watch })).status).toBe(403);
  });

  it("[RG22] is not closed while the exemption, or its end, still waits for evidence: nothing is issued or kept behind the registrar's back", async () => {
    one.setCrls([]);
    await one.central.retryWaiting();
    expect((await exempt()).state).toBe("waiting");
    const cookie = await signInStaff(one, "registrar");
    const [review] = one.stores.small.reviews(10);
    const path = registryRoutes.smallRevoke(review?.exemption ?? "");
    const revoke = () => ask(one, path, { cookie, body: { reason: "мекеме жабық" } });
    expect(await problemOf(await revoke())).toBe("small.not-available");
    one.setCrls(crlsAt(startMs - 60_000));
    await one.central.retryWaiting();
    const numbers = one.stores.submissions.byId(one.stores.small.reviews(10)[0]?.submission ?? "")?.answer?.rows ?? [];
    expect(numbers).toHaveLength(1);
    one.setCrls([]);
    await one.central.retryWaiting();
    expect(await problemOf(await revoke())).toBe("small.not-available");
    expect(one.stores.small.reviews(10)[0]?.review).toBe("open");
    one.setCrls(crlsAt(startMs - 60_000));
    await one.central.retryWaiting();
    expect(one.stores.common.byNumber(numbers[0]?.number ?? "")?.record.status).toBe("revoked");
    expect((await revoke()).status).toBe(204);
    expect(one.stores.small.reviews(10)[0]?.review).toBe("revoked");
  });

  it("[RG22] nobody is drawn where the rules ask for no sample", async () => {
    one.central.importRegimes({ ...rules, version: 3, smallOrganisations: { ...rules.smallOrganisations, samplePercent: 0 } });
    await exempt();
    expect(one.stores.small.reviews(10)).toEqual([]);
  });
});
