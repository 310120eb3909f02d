import { draftRoutes } from "@beket/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { apply, bins, codes, dayMs, freshPlate, openTestCentral, person, problemOf, sign, signers, startMs } from "../central/support.ts";
import {
  baseWith,
  change,
  documentOf,
  draftWith,
  numbersOf,
  onlyApplication,
  ownApplications,
  ownRoster,
  prepareDraft,
  request,
  seatOf,
  submitChange,
  swapBase,
  terms,
  type One,
  type Seat,
} from "./support.ts";

let one: One;
let seat: Seat;
beforeEach(async () => {
  one = openTestCentral();
  seat = await seatOf(one);
});
afterEach(() => one.close());
const version = (): number => one.stores.scopes.roadblock.position().version;
const activeOf = async (application: string) =>
  (await ownRoster(seat, application)).rows.filter(({ state }) => state === "active").map(({ number }) => number);

describe("a signed change", () => {
  it("[RG8] adds and takes back by the rows that differ, under the first application", async () => {
    const [gone = "", ...stay] = numbersOf(await apply(one, { persons: [1, 2, 3].map(person) }));
    const application = await onlyApplication(seat);
    const rowsBefore = one.stores.ledgers.roadblock.count();
    const draft = await draftWith(seat, { persons: [4, 5].map(person), remove: [gone], removeReason: "left-employment" }, { application });
    const { document, difference } = await prepareDraft(seat, draft.draft);
    expect(difference).toMatchObject({
      add: { persons: 2, vehicles: 0 },
      remove: { persons: 1, vehicles: 0 },
      before: { persons: 3, vehicles: 0 },
      after: { persons: 4, vehicles: 0 },
      cap: 5,
      taken: 4,
    });
    const versionBefore = version();
    const view = await submitChange(one, document ?? "");
    expect(view).toMatchObject({ state: "issued", change: { application, revision: 1, revoked: 1, amended: 0 } });
    // One row that goes and two that come: the others are not touched, however many they are.
    expect(one.stores.scopes.roadblock.since(versionBefore, 100, 1e6)).toHaveLength(3);
    expect(one.stores.ledgers.roadblock.count()).toBe(rowsBefore + 2);
    expect((await activeOf(application)).toSorted()).toEqual([...stay, ...numbersOf(view)].toSorted());
    expect(await ownApplications(seat)).toMatchObject([{ application, revision: 1, active: { persons: 4, vehicles: 0 } }]);
  });

  it("[RG8] frees the places of those who go for those who come, and names the excess", async () => {
    const numbers = numbersOf(await apply(one, { persons: [1, 2, 3, 4, 5].map(person) }));
    const application = await onlyApplication(seat);
    const view = await change(seat, application, { persons: [6, 7, 8].map(person), remove: numbers.slice(0, 2), removeReason: "other" });
    expect(view.state).toBe("partly-issued");
    expect(view.permits.map(({ code }) => code)).toEqual([null, null, "row.over-headcount"]);
    expect(await activeOf(application)).toHaveLength(5);
  });

  it("[RG9] against another roster than the head saw changes nothing at all", async () => {
    const numbers = numbersOf(await apply(one, { persons: [1, 2].map(person) }));
    const application = await onlyApplication(seat);
    const early = await documentOf(seat, (await draftWith(seat, { persons: [person(3)] }, { application })).draft);
    const late = await documentOf(
      seat,
      (await draftWith(seat, { persons: [person(4)], remove: numbers.slice(0, 1), removeReason: "other" }, { application })).draft,
    );
    expect((await submitChange(one, early)).state).toBe("issued");
    const before = version();
    const stale = await submitChange(one, late);
    expect([stale.state, ...codes(stale)]).toEqual(["refused", "application.revision-stale"]);
    expect(stale.change).toBeUndefined();
    expect(version()).toBe(before);
    expect(await activeOf(application)).toHaveLength(3);
  });

  it("[RG9] a revocation in between makes it stale too, because the head saw more people than there are", async () => {
    const numbers = numbersOf(await apply(one, { persons: [1, 2].map(person) }));
    const application = await onlyApplication(seat);
    const late = await documentOf(seat, (await draftWith(seat, { persons: [person(4)] }, { application })).draft);
    const order = { bin: bins.bakery, numbers: numbers.slice(0, 1), reason: "other", effectiveAt: startMs };
    const { document } = await (await one.send("/api/v1/revocations/prepare", order)).json();
    await one.send("/api/v1/revocations", { document, cms: sign(signers.head, document) });
    expect(codes(await submitChange(one, late))).toEqual(["application.revision-stale"]);
  });

  it("[RG9] is answered again as before under the same signature, and refused under another", async () => {
    await apply(one, { persons: [person(1)] });
    const application = await onlyApplication(seat);
    const document = await documentOf(seat, (await draftWith(seat, { persons: [person(2)] }, { application })).draft);
    const cms = sign(signers.head, document);
    const first = await (await one.send(draftRoutes.changes, { document, cms })).json();
    expect(await (await one.send(draftRoutes.changes, { document, cms })).json()).toEqual(first);
    expect(await problemOf(await one.send(draftRoutes.changes, { document, cms: sign(signers.head, document) }))).toBe(
      "application.already-submitted",
    );
    expect(one.stores.ledgers.roadblock.count()).toBe(2);
  });

  it("[RG10] takes none back where one number is somebody else's, another application's, or nobody's", async () => {
    const own = numbersOf(await apply(one, { persons: [person(1)] }));
    const application = await onlyApplication(seat);
    const [foreign = ""] = numbersOf(await apply(one, { bin: bins.clinic, persons: [person(2)] }, signers.otherHead));
    const [other = ""] = numbersOf(await apply(one, { persons: [person(3)], purpose: "supply" }));
    for (const number of [foreign, other, "R000-0000"]) {
      const draft = await draftWith(seat, { remove: [...own, number], removeReason: "other" }, { application });
      expect(await problemOf(await request(seat, draftRoutes.prepare(draft.draft), {}))).toBe("revocation.number-unknown");
    }
    expect(await activeOf(application)).toEqual(own);
  });

  it("[RG10] somebody else's application is like one that does not exist", async () => {
    await apply(one, { bin: bins.clinic, persons: [person(2)] }, signers.otherHead);
    const clinic = await seatOf(one, signers.otherHead, bins.clinic);
    const draft = await draftWith(seat, { persons: [person(1)] }, { application: await onlyApplication(clinic) });
    expect(await problemOf(await request(seat, draftRoutes.prepare(draft.draft), {}))).toBe("application.unknown");
  });

  it("[RG11] gives the whole roster other terms under the same numbers", async () => {
    const numbers = numbersOf(await apply(one, { persons: [1, 2].map(person), vehicles: [{ plate: freshPlate(), country: "KAZ" }] }));
    const application = await onlyApplication(seat);
    const night = { ...terms, validTo: startMs + 10 * dayMs, window: { days: 31, fromMinute: 1200, toMinute: 360 } };
    const view = await change(seat, application, { terms: night });
    expect(view).toMatchObject({ state: "issued", permits: [], change: { revision: 1, revoked: 0, amended: 3 } });
    for (const number of numbers)
      expect(one.stores.ledgers.roadblock.byNumber(number)[0]?.record).toMatchObject({
        number,
        validTo: night.validTo,
        window: night.window,
      });
    expect(await ownRoster(seat, application)).toMatchObject({ revision: 1, terms: night });
    expect(one.stores.ledgers.roadblock.activeCount(application, startMs + 8 * dayMs)).toEqual({ persons: 2, vehicles: 1 });
  });

  it("[RG11] new terms stand under the rules of today; taking back needs neither rules nor base", async () => {
    const numbers = numbersOf(await apply(one, { persons: [1, 2, 3, 4, 5].map(person) }));
    const application = await onlyApplication(seat);
    const longer = { ...terms, validTo: startMs + 9 * dayMs };
    const document = await documentOf(seat, (await draftWith(seat, { terms: longer }, { application })).draft);
    const going = await documentOf(
      seat,
      (await draftWith(seat, { remove: numbers.slice(1), removeReason: "other" }, { application })).draft,
    );
    swapBase(one, baseWith(bins.bakery, { headcount: 4 }));
    expect(codes(await submitChange(one, document))).toEqual(["application.over-headcount"]);
    swapBase(one, baseWith(bins.bakery, { status: "liquidated" }));
    const draft = await draftWith(seat, { persons: [person(9)] }, { application });
    expect(await problemOf(await request(seat, draftRoutes.prepare(draft.draft), {}))).toBe("organisation.not-active");
    expect(await submitChange(one, going)).toMatchObject({ state: "issued", change: { revoked: 4 } });
  });

  it("[RG8][RG11] what goes at once frees its places before new terms are looked at", async () => {
    const numbers = numbersOf(await apply(one, { persons: [1, 2, 3, 4, 5].map(person) }));
    const application = await onlyApplication(seat);
    swapBase(one, baseWith(bins.bakery, { headcount: 8 }));
    const longer = { ...terms, validTo: startMs + 9 * dayMs };
    const view = await change(seat, application, { terms: longer, remove: numbers.slice(4), removeReason: "other" });
    expect(view).toMatchObject({ state: "issued", change: { revision: 1, revoked: 1, amended: 4 } });
    const rest = { ...terms, validTo: startMs + 10 * dayMs };
    swapBase(one, baseWith(bins.bakery, { headcount: 6 }));
    expect(codes(await change(seat, application, { terms: rest }))).toEqual(["application.over-headcount"]);
  });

  it("[RG11] an application that has ended is not changed any more", async () => {
    await apply(one, { persons: [person(1)], validTo: startMs + dayMs });
    const application = await onlyApplication(seat);
    one.move(dayMs);
    seat = await seatOf(one);
    const draft = await draftWith(seat, { persons: [person(2)] }, { application });
    expect(await problemOf(await request(seat, draftRoutes.prepare(draft.draft), {}))).toBe("application.validity-past");
    expect(await ownApplications(seat)).toMatchObject([{ state: "expired" }]);
  });

  it("[RG12] a roster shows the names out of the signed documents, and every view of it is kept", async () => {
    await apply(one, { persons: [person(1)] });
    const application = await onlyApplication(seat);
    await change(seat, application, { persons: [person(2)] });
    const count = one.stores.sql.registry.prepare<{ rows: number }>("select count(*) as rows from audit_view where what = 'roster'");
    const views = (): number => count.get()?.rows ?? 0;
    const before = views();
    const { rows } = await ownRoster(seat, application);
    expect(rows.map(({ name, scheme, value }) => [name, scheme, value])).toEqual(
      [1, 2].map((at) => ["Сынақбаев Тест", "iin", person(at).value]),
    );
    expect(views()).toBe(before + 1);
  });
});
