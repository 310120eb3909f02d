import type { ApplicationView, OrganisationRow } from "@beket/api";
import { afterEach, beforeEach, expect, it } from "vitest";
import { apply, codes, dayMs, newSigner, openTestCentral, organisations, person, problemOf, signers, startMs } from "../central/support.ts";
import { inventedBin, inventedIin, type Signer } from "../central/people.ts";
import { ownApplications, seatOf, settled, swapBase, type One } from "./support.ts";

const bin = inventedBin(909);
const head: Signer = newSigner("first-head", inventedIin(909), bin);
const clerk: Signer = newSigner("employee", inventedIin(910), bin);
const hospital: OrganisationRow = { bin, name: "Жаңа аурухана", oked: "86101", okedSecondary: [], headcount: 20, status: "active" };

let one: One;
beforeEach(async () => {
  one = openTestCentral();
  await one.central.start();
});
afterEach(() => one.close());
const ask = (signer = head, validTo = startMs + 7 * dayMs) =>
  apply(one, { bin, activity: "86101", name: "Жаңа аурухана", persons: [person(1)], validTo }, signer);
const status = async ({ id, secret }: Pick<ApplicationView, "id" | "secret">) =>
  (await one.send("/api/v1/applications/status", { id, secret })).json();
const issued = (): number => one.stores.ledgers.roadblock.count();

it("[RG16] an organisation that the base does not know waits under a signature that stands, visibly, without a permit", async () => {
  const view = await ask();
  expect(view).toMatchObject({ state: "pending", permits: [], retryUntil: startMs + 7 * dayMs });
  expect(codes(view)).toEqual(["application.pending"]);
  expect(issued()).toBe(0);
  expect(one.stores.pendingOrganisations.list(10)).toMatchObject([{ bin, name: "Жаңа аурухана", activity: "86101", applications: 1 }]);
  expect(await ownApplications(await seatOf(one, head, bin))).toMatchObject([{ state: "pending" }]);
  // The evidence was archived then and is not judged again.
  expect(one.stores.archive.passed(one.stores.submissions.byId(view.id) ?? never())).not.toBeNull();
});
const never = () => {
  throw new Error("it was stored");
};

it("[RG16] is decided by itself when the base comes to know it", async () => {
  const view = await ask();
  swapBase(one, [...organisations, hospital]);
  await settled(one);
  expect(await status(view)).toMatchObject({ state: "issued", permits: [{ state: "active" }] });
  expect(one.stores.pendingOrganisations.list(10)).toEqual([]);
});

it("[RG16] what the base then says decides, like for everybody", async () => {
  const view = await ask();
  swapBase(one, [...organisations, { ...hospital, status: "liquidated" }]);
  await settled(one);
  expect(await status(view)).toMatchObject({ state: "refused", reasons: [{ code: "organisation.not-active" }] });
});

it("[RG17] a registrar's confirmation decides it, and a registrar's no refuses it with words", async () => {
  const first = await ask();
  one.central.organisations.confirm(
    { bin, name: hospital.name, oked: hospital.oked, okedSecondary: [], headcount: 5, ground: "хат 14" },
    "registrar-1",
  );
  await settled(one);
  expect(await status(first)).toMatchObject({ state: "issued" });
  const other = inventedBin(911);
  const refused = await apply(
    one,
    { bin: other, activity: "86101", persons: [person(2)] },
    newSigner("first-head", inventedIin(911), other),
  );
  one.central.organisations.refuse({ bin: other, reason: "тіркелмеген" }, "registrar-1");
  await settled(one);
  expect(await status(refused)).toMatchObject({ state: "refused", reasons: [{ code: "organisation.refused" }] });
});

it("[RG18] a validity that is over before the base knows it is refused", async () => {
  const view = await ask(head, startMs + dayMs);
  one.move(dayMs);
  expect(await one.central.retryWaiting()).toBe(1);
  expect(await status(view)).toMatchObject({ state: "refused" });
  expect(issued()).toBe(0);
});

it("[RG18] a restart keeps what is pending, and decides what the base learned in the meantime", async () => {
  const view = await ask();
  await one.close(true);
  one = openTestCentral(one);
  swapBase(one, [...organisations, hospital]);
  await one.central.start();
  await settled(one);
  expect(one.stores.submissions.byId(view.id)?.state).toBe("done");
  expect(issued()).toBe(1);
});

it("[RG16] a signature that does not stand is refused at once, whoever the organisation is", async () => {
  expect((await ask(clerk)).state).toBe("refused");
  expect((await ask(signers.head)).state).toBe("refused");
  expect(one.stores.pendingOrganisations.list(10)).toEqual([]);
});

it("[RG16] who does not say what the organisation does is told that it is not in the base", async () => {
  const draft = {
    bin,
    ledger: "roadblock",
    purpose: "shift",
    validFrom: startMs,
    validTo: startMs + dayMs,
    window: { days: 127, fromMinute: 0, toMinute: 1440 },
    places: { kind: "everywhere" },
    persons: [person(1)],
    vehicles: [],
  };
  expect(await problemOf(await one.send("/api/v1/applications/prepare", draft))).toBe("organisation.not-in-base");
});
