import { ConsentList, draftRoutes, registryRoutes } from "@beket/api";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  apply,
  bins,
  codes,
  dayMs,
  freshPlate,
  openTestCentral,
  person,
  problemOf,
  prepare,
  signers,
  sign,
  startMs,
  submit,
} from "../central/support.ts";
import {
  change,
  draftWith,
  lend,
  onlyApplication,
  ownRoster,
  prepareDraft,
  request,
  seatOf,
  terms,
  withdraw,
  type One,
  type Seat,
} from "./support.ts";

let one: One;
let seat: Seat;
let clinic: Seat;
beforeEach(async () => {
  one = openTestCentral();
  seat = await seatOf(one);
  clinic = await seatOf(one, signers.otherHead, bins.clinic);
});
afterEach(() => one.close());
const van = (plate: string) => ({ plate, country: "KAZ", owner: bins.clinic });
const permitsUnder = (consent: string) => one.stores.ledgers.roadblock.byConsent(consent, one.clock.now()).length;

describe("lent vehicles and people", () => {
  it("[RG13] a row of another firm is refused without its consent, and issued under it", async () => {
    const plate = freshPlate();
    const worker = { ...person(5), employer: bins.clinic };
    const lone = await apply(one, { persons: [person(1), worker], vehicles: [van(plate)] });
    expect(lone.permits.map(({ code }) => code)).toEqual([null, "row.consent-missing", "row.consent-missing"]);
    const reply = await lend(clinic, signers.otherHead, { persons: [person(5)], vehicles: [{ plate, country: "KAZ" }] });
    expect(reply.state).toBe("active");
    const under = await apply(one, { persons: [worker], vehicles: [van(plate)] });
    expect(under.state).toBe("issued");
    expect(permitsUnder(reply.consent)).toBe(2);
    // The contractor's worker is one of the applicant's people.
    const others = await apply(one, { persons: [6, 7, 8, 9].map(person) });
    expect(others.permits.map(({ code }) => code)).toEqual([null, null, null, "row.over-headcount"]);
  });

  it.each([
    ["names another subject", { vehicles: [{ plate: "999AAA02", country: "KAZ" }] }],
    ["is for somebody else", { to: bins.museum }],
    ["ends before the permit would", { validTo: startMs + 6 * dayMs }],
    ["begins after the permit would", { validFrom: startMs + dayMs }],
  ])("[RG13] a consent that %s is none", async (_, part) => {
    const plate = "123AAA02";
    await lend(clinic, signers.otherHead, { vehicles: [{ plate, country: "KAZ" }], ...part });
    expect((await apply(one, { persons: [], vehicles: [van(plate)] })).permits[0]?.code).toBe("row.consent-missing");
  });

  it("[RG13] only the firm's own head gives its consent", async () => {
    const plate = freshPlate();
    expect((await lend(clinic, signers.head, { vehicles: [{ plate, country: "KAZ" }] })).state).toBe("refused");
    expect((await apply(one, { persons: [], vehicles: [van(plate)] })).permits[0]?.code).toBe("row.consent-missing");
    const foreign = await request(seat, draftRoutes.consentPrepare, {
      bin: bins.clinic,
      to: bins.bakery,
      persons: [],
      vehicles: [van(plate)],
      validFrom: startMs,
      validTo: startMs + dayMs,
    });
    expect(foreign.status).toBe(404);
  });

  it("[RG14] a consent that is taken back ends the permits that rest on it, at once, and only those", async () => {
    const plate = freshPlate();
    const { consent } = await lend(clinic, signers.otherHead, { persons: [person(5)], vehicles: [{ plate, country: "KAZ" }] });
    await apply(one, { persons: [person(1), { ...person(5), employer: bins.clinic }], vehicles: [van(plate)] });
    const city = await apply(one, { ledger: "city", persons: [], vehicles: [van(plate)] });
    expect(city.state).toBe("issued");
    expect(await withdraw(clinic, signers.otherHead, consent)).toMatchObject({ state: "withdrawn", revoked: 3 });
    expect(permitsUnder(consent)).toBe(0);
    const states = (await ownRoster(seat, await applicationOf("roadblock"))).rows.map(({ state }) => state);
    expect(states.toSorted()).toEqual(["active", "revoked", "revoked"]);
    expect((await apply(one, { persons: [], vehicles: [van(plate)] })).permits[0]?.code).toBe("row.consent-missing");
    const { given, received } = v.parse(ConsentList, await (await request(clinic, registryRoutes.ownConsents)).json());
    expect([given, received]).toMatchObject([[{ consent, firm: bins.bakery, state: "withdrawn", permits: 0 }], []]);
  });
  const applicationOf = async (ledger: string): Promise<string> =>
    one.stores.submissions.applications(bins.bakery, 10).find((found) => found.ledger === ledger)?.about ?? "";

  it("[RG14] somebody else's consent is like one that does not exist", async () => {
    const { consent } = await lend(clinic, signers.otherHead, { persons: [person(5)] });
    const draft = { bin: bins.bakery, consent, effectiveAt: startMs };
    expect(await problemOf(await request(seat, registryRoutes.withdrawalPrepare, draft))).toBe("consent.unknown");
  });

  it("[RG14] a group that goes together ends together when one of it is no longer lent", async () => {
    const plate = freshPlate();
    const { consent } = await lend(clinic, signers.otherHead, { vehicles: [{ plate, country: "KAZ" }] });
    const groups = [{ group: "pair", binding: "all" as const, headcount: null }];
    const view = await apply(one, { persons: [{ ...person(1), group: "pair" }], vehicles: [{ ...van(plate), group: "pair" }], groups });
    expect(view.state).toBe("issued");
    expect(await withdraw(clinic, signers.otherHead, consent)).toMatchObject({ revoked: 2 });
  });

  it("[RG15] a shift bus of another firm with a contractor's driver is issued under its consent, its seats counted", async () => {
    const plate = freshPlate();
    await lend(clinic, signers.otherHead, { persons: [person(5)], vehicles: [{ plate, country: "KAZ" }] });
    const groups = [{ group: "bus", binding: "bus" as const, headcount: 3 }];
    const driver = { ...person(5), employer: bins.clinic };
    const view = await apply(one, { persons: [driver], vehicles: [{ ...van(plate), group: "bus" }], groups });
    expect(view.state).toBe("issued");
    expect((await apply(one, { persons: [person(1), person(2)] })).permits.map(({ code }) => code)).toEqual([null, "row.over-headcount"]);
  });

  it("[RG15] a change adds lent rows, and longer terms need a consent that is as long", async () => {
    const plate = freshPlate();
    await apply(one, { persons: [person(1)] });
    const application = await onlyApplication(seat);
    const missing = await draftWith(seat, { vehicles: [van(plate)] }, { application });
    expect((await prepareDraft(seat, missing.draft)).faults).toEqual([
      { list: "vehicles", index: 0, field: "owner", code: "consent-missing" },
    ]);
    await lend(clinic, signers.otherHead, { vehicles: [{ plate, country: "KAZ" }] });
    expect((await change(seat, application, { vehicles: [van(plate)] })).state).toBe("issued");
    const longer = await change(seat, application, { terms: { ...terms, validTo: startMs + 10 * dayMs } });
    expect([longer.state, ...codes(longer)]).toEqual(["refused", "row.consent-missing"]);
  });

  it("[RG13] whose vehicle is lent to whom is not told to who did not sign in", async () => {
    const document = await prepare(one, { persons: [], vehicles: [van(freshPlate())] });
    expect((await submit(one, document, sign(signers.head, document))).permits[0]?.code).toBe("row.consent-missing");
  });
});
