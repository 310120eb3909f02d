import {
  AuditPage,
  AuditReply,
  auditRoutes,
  centralRoutes,
  healthRoutes,
  HoldsReply,
  OrdersReply,
  PersonReply,
  staffRoles,
  type StaffRole,
} from "@beket/api";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { problemOf, staffVerifier } from "../central/support.ts";
import { iin, newId, openBorder, profileOf, signedIn, type TestBorder } from "./border.ts";

const labRow = {
  staff: "lab-2-a",
  roles: ["laboratory" as const],
  laboratory: "lab-2",
  verifier: staffVerifier,
  status: "active" as const,
};
let border: TestBorder;
beforeEach(async () => {
  border = await openBorder({ staff: [labRow] });
});
afterEach(() => border.close());

const auditOf = async (role: StaffRole = "health-officer") => {
  const who = await signedIn(border.one, role);
  return v.parse(AuditReply, await (await who.get(healthRoutes.audit)).json()).entries;
};

const routes = [
  { route: "holds", method: "get", roles: ["watch", "health-officer"] },
  { route: "holdAct", method: "post", roles: ["health-officer"] },
  { route: "personOpen", method: "post", roles: ["health-officer"] },
  { route: "orders", method: "get", roles: ["watch", "health-officer", "laboratory"] },
  { route: "orderResult", method: "post", roles: ["health-officer", "laboratory"] },
  { route: "export", method: "post", roles: ["health-officer"] },
  { route: "audit", method: "get", roles: ["health-officer", "auditor"] },
] as const;
it.each(routes)("[HD13] $route is for its roles alone", async ({ route, method, roles }) => {
  const nobody = await border.one.central.fetch(
    new Request(`http://central.test${healthRoutes[route]}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(method === "post" ? { body: "{}" } : {}),
    }),
    { client: "127.0.0.1" },
  );
  expect(nobody.status).toBe(401);
  for (const role of staffRoles) {
    const who = await signedIn(border.one, role);
    const response = await (method === "get" ? who.get(healthRoutes[route]) : who.post(healthRoutes[route], {}));
    // An empty body gets as far as its schema.
    const isLetIn = roles.some((one) => one === role);
    expect(`${role} ${response.status}`).toBe(`${role} ${isLetIn ? (method === "get" ? 200 : 422) : 403}`);
  }
});

it("[HD13] lists name nobody", async () => {
  await border.tested([iin(1)]);
  const watch = await signedIn(border.one, "watch");
  const text = (await (await watch.get(healthRoutes.holds)).text()) + (await (await watch.get(healthRoutes.orders)).text());
  const { name, phone, onwardAddress } = profileOf([]);
  expect(text).toContain("border-01");
  for (const secret of [iin(1).value, name, phone ?? "", onwardAddress ?? ""]) expect(text).not.toContain(secret);
});

it("[HD13] a laboratory sees and answers its own tubes; another's is like none", async () => {
  const [first, second] = [await border.tested([iin(1)]), await border.tested([iin(2)])];
  const now = border.one.clock.now();
  await border.sent(border.facts.ordered(first.test, "TUBE-1", now, "lab-1"), border.facts.ordered(second.test, "TUBE-2", now, "lab-2"));
  const lab = await signedIn(border.one, "laboratory", "lab-2-a");
  const { orders } = v.parse(OrdersReply, await (await lab.get(healthRoutes.orders)).json());
  expect(orders.map((order) => order.specimen)).toEqual(["TUBE-2"]);
  expect(JSON.stringify(orders)).not.toContain(second.person);
  const give = (test: string, specimen: string) =>
    lab.post(healthRoutes.orderResult, { id: newId(border.one), test, specimen, result: "negative" });
  expect(await problemOf(await give(first.test, "TUBE-1"))).toBe("health.order-unknown");
  expect(await problemOf(await give(second.test, "TUBE-1"))).toBe("health.order-unknown");
  expect((await give(second.test, "TUBE-2")).status).toBe(200);
  const officer = await signedIn(border.one, "health-officer");
  const { holds } = v.parse(HoldsReply, await (await officer.get(healthRoutes.holds)).json());
  expect(holds.map((hold) => `${hold.person === second.person} ${hold.state}`)).toEqual(["false provisional", "true released"]);
});

it("[HD14] who opened whom, and why, is on record before anything is read, also for a person who is not there", async () => {
  const { person } = await border.tested([iin(1)]);
  const officer = await signedIn(border.one, "health-officer");
  const { health } = border.one.stores;
  const opened = await officer.post(healthRoutes.personOpen, { person, reason: "байланыста болғандарды іздеу" });
  expect(v.parse(PersonReply, await opened.json())).toMatchObject({ person, post: "border-01", tests: [{ result: "positive-acute" }] });
  expect(health.audit(1)).toEqual([
    { at: border.one.clock.now(), by: "health-officer-1", act: "person-open", about: person, reason: "байланыста болғандарды іздеу" },
  ]);
  const unknown = newId(border.one);
  expect(await problemOf(await officer.post(healthRoutes.personOpen, { person: unknown, reason: "тексеру" }))).toBe(
    "health.person-unknown",
  );
  expect(health.audit(1)).toMatchObject([{ about: unknown }]);
  expect(await problemOf(await officer.post(healthRoutes.personOpen, { person, reason: "" }))).toBe("body-invalid");
});

it("[AX26] whom a health officer opened stands on the record of views too, found by each of their identifiers", async () => {
  const { person } = await border.tested([iin(1)]);
  const officer = await signedIn(border.one, "health-officer");
  await officer.post(healthRoutes.personOpen, { person, reason: "байланыста болғандарды іздеу" });
  const auditor = await signedIn(border.one, "auditor");
  const search = { subject: iin(1), ground: "адамның өз өтініші бойынша" };
  const { entries } = v.parse(AuditPage, await (await auditor.post(auditRoutes.search, search)).json());
  expect(entries.map(({ view }) => [view?.what, view?.by.code, view?.about])).toEqual([
    ["audit-search", "auditor-1", null],
    ["health-person", "health-officer-1", person],
  ]);
});

it("[HD14] where the record of it fails, nothing is read", async () => {
  const { person } = await border.tested([iin(1)]);
  const officer = await signedIn(border.one, "health-officer");
  const reads: number[] = [];
  const { arrivals } = border.one.stores.eventLog;
  Object.assign(border.one.stores.eventLog, {
    arrivals: (after: number, rowsMax: number) => {
      reads.push(after);
      return arrivals(after, rowsMax);
    },
  });
  Object.assign(border.one.stores.health, {
    addAudit: () => {
      throw new Error("disk full");
    },
  });
  expect((await officer.post(healthRoutes.personOpen, { person, reason: "тексеру" })).status).toBe(500);
  expect(reads).toEqual([]);
});

it("[HD14] acts, results and exports are in the record that health officers and auditors read, people by id", async () => {
  const { test, person } = await border.tested([iin(1)]);
  await border.sent(border.facts.ordered(test, "TUBE-1"));
  const officer = await signedIn(border.one, "health-officer");
  const { holds } = v.parse(HoldsReply, await (await officer.get(healthRoutes.holds)).json());
  await officer.post(healthRoutes.holdAct, { id: newId(border.one), case: holds[0]?.case, action: "contest", reason: "сынама ауысқан" });
  await officer.post(healthRoutes.orderResult, { id: newId(border.one), test, specimen: "TUBE-1", result: "positive" });
  const now = border.one.clock.now();
  await officer.post(healthRoutes.export, { format: "csv", from: now - 1_000, to: now + 1_000, post: null, reason: "апталық есеп" });
  const entries = await auditOf("auditor");
  expect(entries.map(({ act, about }) => [act, about])).toEqual([
    ["export-csv", null],
    ["pcr-positive", test],
    ["hold-contest", person],
  ]);
  expect(JSON.stringify(entries)).not.toContain(iin(1).value);
});

it("[HD15] an opened person comes with the people of the same arrival, companions first, then the nearest seats", async () => {
  const { facts, one } = border;
  const arrival = newId(one);
  const [person, child, near, far, stranger, test] = [newId(one), newId(one), newId(one), newId(one), newId(one), newId(one)];
  await border.sent(
    facts.arrival(arrival),
    facts.person(far, profileOf([iin(5)], { name: "Алыс Сынақ" }), arrival, "40"),
    facts.person(near, profileOf([iin(4)], { name: "Жақын Сынақ", phone: null }), arrival, "6"),
    facts.person(child, profileOf([iin(3)], { name: "Бала Сынақ", guardian: person }), arrival, "39"),
    facts.person(person, profileOf([iin(1)]), arrival, "5"),
    facts.person(stranger, profileOf([iin(6)]), newId(one), "5"),
    facts.registered(test, person, [iin(1)]),
    facts.read(test, "positive-acute"),
    facts.followUp(person, test, "isolated"),
  );
  const officer = await signedIn(one, "health-officer");
  const { holds } = v.parse(HoldsReply, await (await officer.get(healthRoutes.holds)).json());
  expect(holds).toMatchObject([{ person, contacts: 3 }]);
  const opened = v.parse(PersonReply, await (await officer.post(healthRoutes.personOpen, { person, reason: "байланыстар" })).json());
  expect(opened).toMatchObject({ seat: "5", profile: { name: "Құрмашева Сынақ" }, followUps: [{ action: "isolated" }] });
  expect(opened.contacts).toEqual([
    { person: child, name: "Бала Сынақ", phone: "+77010000000", seat: "39", companion: true },
    { person: near, name: "Жақын Сынақ", phone: null, seat: "6", companion: false },
    { person: far, name: "Алыс Сынақ", phone: "+77010000000", seat: "40", companion: false },
  ]);
});

it("[HD9] no route without a signed-in member of staff reads a case, a hold or the finding behind it", async () => {
  await border.tested([iin(1)]);
  const [row] = border.one.stores.health.cases(1);
  const [hold] = border.one.stores.health.holds(row?.case ?? "");
  const paths = [...Object.values(centralRoutes), ...Object.values(healthRoutes), "/health", "/", "/centre/"];
  const asked = { bin: iin(1).value, id: row?.case, secret: "0".repeat(64), person: row?.person, number: hold?.number };
  for (const path of paths)
    for (const method of ["GET", "POST"]) {
      const body = method === "POST" ? { body: JSON.stringify(asked) } : {};
      const request = new Request(`http://central.test${path}`, { method, headers: { "content-type": "application/json" }, ...body });
      const text = await (await border.one.central.fetch(request, { client: "10.0.0.9" })).text();
      for (const secret of [hold?.number ?? "?", row?.case ?? "?", row?.person ?? "?", "refer-medic"]) expect(text).not.toContain(secret);
    }
});
