import { EvidenceServicesReply } from "@beket/api";
import { issueCrl, serialNumberOf } from "@beket/eds/issue";
import * as v from "valibot";
import { afterEach, describe, expect, it } from "vitest";
import { becomes } from "../../support/eventually.ts";
import { httpFaults } from "../../support/evidence/faults.ts";
import { hourMs, openEvidenceWorld, type EvidenceWorld } from "./evidence-support.ts";
import { apply, authorityServices, bins, codes, dayMs, person, prepare, sign, signers, submit } from "./support.ts";

let world: EvidenceWorld;
afterEach(() => world.close());
const issued = (): number => world.one.stores.ledgers.roadblock.count();
const both = (server: EvidenceWorld["server"]) => [server.service("ocsp"), server.service("crl"), server.service("delta-crl")];

describe("an application whose signer's status must be asked for", () => {
  it("[CE33] is answered at once, and decided when the responder has answered", async () => {
    world = openEvidenceWorld();
    const view = await apply(world.one);
    expect(view).toMatchObject({ state: "waiting", wait: { attempts: 0, unreached: [] } });
    await world.settled();
    expect(await world.statusOf(view)).toMatchObject({ state: "issued", retryUntil: null });
    expect((await world.statusOf(view)).wait).toBeUndefined();
    const [asked] = world.server.requests;
    expect([asked?.method, asked?.headers.get("content-type")]).toEqual(["POST", "application/ocsp-request"]);
  });

  it("[CE33] holds up nobody: while a responder is silent, others are answered and the receipt is durable", async () => {
    world = openEvidenceWorld();
    world.server.misbehave("ocsp", httpFaults.silent);
    const view = await apply(world.one);
    expect(view.state).toBe("waiting");
    await becomes(() => world.server.asked("ocsp") === 1);
    expect((await apply(world.one, { persons: [person(2)] }, signers.employee)).state).toBe("refused");
    expect(world.one.stores.submissions.byId(view.id)?.state).toBe("waiting");
    world.timeOut();
    await world.settled();
    expect((await world.statusOf(view)).wait).toMatchObject({ attempts: 1, unreached: [{ kind: "ocsp", fault: "timeout" }] });
  });

  it("[CE35] is refused when the responder says revoked, as of its receipt", async () => {
    world = openEvidenceWorld();
    world.server.revoke({ serialNumber: serialNumberOf(signers.head.certificate), revocationMs: world.one.clock.now() - hourMs });
    const view = await apply(world.one);
    await world.settled();
    const after = await world.statusOf(view);
    expect([after.state, codes(after)]).toEqual(["refused", ["eds.revocation.revoked"]]);
    world.server.revoke({ serialNumber: serialNumberOf(signers.otherHead.certificate), revocationMs: world.one.clock.now() + hourMs });
    world.server.misbehave("ocsp", httpFaults.broken);
    const later = await apply(world.one, { bin: bins.clinic }, signers.otherHead);
    await world.settled();
    world.server.misbehave("ocsp", null);
    await world.later(2 * hourMs);
    // Revoked after it was received: what was signed before stands.
    expect((await world.statusOf(later)).state).toBe("issued");
  });

  it("[CE36] a hundred at a time from one head cost one request", async () => {
    world = openEvidenceWorld();
    world.server.misbehave("ocsp", async (_, healthy) => {
      await becomes(() => world.one.stores.submissions.open().length === 100);
      return healthy();
    });
    for (let serial = 1; serial <= 100; serial += 1)
      expect((await apply(world.one, { persons: [person(serial)], purpose: "supply" })).state).toBe("waiting");
    await world.settled();
    expect(world.server.asked("ocsp")).toBe(1);
    expect(world.one.stores.submissions.open()).toEqual([]);
    expect(issued()).toBe(5);
    // What is at hand is not asked for again.
    expect((await apply(world.one, { persons: [person(200)], ledger: "city" })).state).toBe("issued");
    expect(world.server.asked("ocsp")).toBe(1);
  });

  it("[CE37] an answer is asked for again when it is old, and an old one serves no longer than it may", async () => {
    world = openEvidenceWorld();
    await apply(world.one);
    await world.settled();
    world.one.move(hourMs + 1);
    expect((await apply(world.one, { persons: [person(2)] })).state).toBe("waiting");
    await world.settled();
    expect([world.server.asked("ocsp"), issued()]).toEqual([2, 2]);
    // Asking fails: an answer of the last hours still speaks, one of more than a day does not.
    world.server.misbehave("ocsp", httpFaults.broken);
    world.one.move(2 * hourMs);
    await apply(world.one, { persons: [person(3)] });
    await world.settled();
    expect(issued()).toBe(3);
    world.one.move(23 * hourMs);
    const late = await apply(world.one, { persons: [person(4)] });
    await world.settled();
    expect([(await world.statusOf(late)).state, issued()]).toEqual(["waiting", 3]);
  });
});

describe("a responder that is down", () => {
  it("[CE35] is waited for by a visible schedule, in words that name it, and never taken for not revoked", async () => {
    const name = { kk: "Сынақ қызметі", ru: "Тестовая служба", en: "The test service" };
    world = openEvidenceWorld((server) => [server.service("ocsp", { name }), server.service("crl")]);
    world.server.misbehave("ocsp", httpFaults.broken);
    world.server.misbehave("crl", httpFaults.garbage);
    const view = await apply(world.one);
    await world.settled();
    const first = await world.statusOf(view);
    expect(first.state).toBe("waiting");
    expect(first.wait?.attempts).toBe(1);
    expect(first.wait?.nextAttemptAt).toBeGreaterThan(world.one.clock.now());
    expect(first.wait?.unreached).toEqual([
      {
        kind: "ocsp",
        fault: "http-status",
        kk: expect.stringContaining("Сынақ"),
        ru: expect.stringContaining("Тестовая"),
        en: expect.stringMatching(/^The test service: .+\.$/),
      },
      expect.objectContaining({ kind: "crl", en: expect.stringContaining(world.server.host) }),
    ]);
    const asked = world.server.asked("ocsp");
    expect(await world.one.central.retryWaiting()).toBe(0);
    await world.settled();
    expect(world.server.asked("ocsp")).toBe(asked);
    await world.later(hourMs);
    expect((await world.statusOf(view)).wait?.attempts).toBe(2);
    expect(issued()).toBe(0);
    world.server.misbehave("ocsp", null);
    await world.later(hourMs);
    expect((await world.statusOf(view)).state).toBe("issued");
  });

  it("[CE35] ends after 24 hours with its own reason, whatever is configured", async () => {
    world = openEvidenceWorld();
    world.server.misbehave("ocsp", httpFaults.broken);
    const view = await apply(world.one);
    await world.settled();
    await world.later(dayMs - hourMs);
    const waits = await world.statusOf(view);
    expect(waits.state).toBe("waiting");
    expect(waits.wait?.nextAttemptAt).toBeLessThanOrEqual(view.receivedAt + dayMs);
    await world.later(hourMs + 1);
    const after = await world.statusOf(view);
    expect([after.state, codes(after)]).toEqual(["refused", ["application.evidence-timeout", "eds.revocation.no-evidence"]]);
    expect(issued()).toBe(0);
  });

  it("[CE36] comes back: whoever waits is judged again without waiting for their own next attempt", async () => {
    world = openEvidenceWorld();
    world.server.misbehave("ocsp", httpFaults.broken);
    const view = await apply(world.one);
    await world.settled();
    for (let attempt = 0; attempt < 4; attempt += 1) await world.later(hourMs);
    const nextAt = (await world.statusOf(view)).wait?.nextAttemptAt ?? 0;
    world.server.misbehave("ocsp", null);
    // Another's attempt finds the responder well.
    world.one.move(Math.max(0, nextAt - world.one.clock.now() - 1_000));
    await apply(world.one, { bin: bins.clinic, persons: [person(9)] }, signers.otherHead);
    await world.settled();
    await becomes(() => issued() === 2);
  });

  it("[CE35] without any service it is said that none is configured", async () => {
    world = openEvidenceWorld(() => []);
    const view = await apply(world.one);
    await world.settled();
    expect((await world.statusOf(view)).wait?.unreached).toMatchObject([
      { fault: "no-service", en: expect.stringContaining("not configured") },
    ]);
  });
});

describe("lists", () => {
  it("[CE38] speak where no responder answers, with their delta, and not before", async () => {
    world = openEvidenceWorld(both);
    world.server.revoke({ serialNumber: serialNumberOf(signers.otherHead.certificate), revocationMs: world.one.clock.now() - 2 * dayMs });
    const view = await apply(world.one);
    await world.settled();
    expect([(await world.statusOf(view)).state, world.server.asked("crl")]).toEqual(["issued", 0]);
    world.server.misbehave("ocsp", httpFaults.broken);
    world.one.move(2 * dayMs);
    const other = await apply(world.one, { bin: bins.clinic }, signers.otherHead);
    await world.settled();
    expect([world.server.asked("crl"), world.server.asked("delta-crl")]).toEqual([1, 1]);
    expect(codes(await world.statusOf(other))).toEqual(["eds.revocation.revoked"]);
  });

  it("[CE37] are kept until they are due, asked for conditionally, and survive a restart", async () => {
    world = openEvidenceWorld((server) => [server.service("crl")]);
    await apply(world.one);
    await world.settled();
    expect([world.server.asked("crl"), issued()]).toEqual([1, 1]);
    world = await world.restart();
    await apply(world.one, { persons: [person(2)] });
    expect([world.server.asked("crl"), issued()]).toEqual([1, 2]);
    world.one.move(7 * hourMs);
    await apply(world.one, { persons: [person(3)] });
    await world.settled();
    expect(issued()).toBe(3);
    const second = world.server.requests[1];
    expect(second?.headers.get("if-none-match")).toMatch(/^"complete-\d+"$/);
    const status = await servicesReply();
    expect(status.lists).toMatchObject([{ kind: "crl", ageMs: expect.any(Number), fetchedAt: world.one.clock.now() }]);
  });

  it("[CE37] an older list does not replace a younger one", async () => {
    world = openEvidenceWorld((server) => [server.service("crl")]);
    await apply(world.one);
    await world.settled();
    const now = world.one.clock.now();
    world.server.misbehave("crl", () => {
      const span = { thisUpdateMs: now - 5 * dayMs, nextUpdateMs: now + 90 * dayMs, number: 1 };
      return new Response(Uint8Array.from(issueCrl(authorityServices.issuing, { ...span, revoked: [], random: authorityServices.random })));
    });
    const before = world.one.stores.answers.lists()[0];
    world.one.move(7 * hourMs);
    await apply(world.one, { persons: [person(2)] });
    await world.settled();
    expect(world.one.stores.answers.lists()[0]).toMatchObject({ thisUpdate: before?.thisUpdate, nextUpdate: before?.nextUpdate });
    expect((await servicesReply()).services).toMatchObject([{ failures: { stale: 1 } }]);
  });
});

describe("a restart", () => {
  it("[CE37] asks nobody again for what was fetched before", async () => {
    world = openEvidenceWorld();
    await apply(world.one);
    await world.settled();
    world = await world.restart();
    expect((await apply(world.one, { persons: [person(2)] })).state).toBe("issued");
    expect(world.server.asked("ocsp")).toBe(1);
  });

  it("[CE16] in the middle of an attempt loses nothing and issues nothing twice", async () => {
    world = openEvidenceWorld();
    world.server.misbehave("ocsp", httpFaults.silent);
    const document = await prepare(world.one);
    const cms = sign(signers.head, document);
    const view = await submit(world.one, document, cms);
    await becomes(() => world.limitsRunning() === 1);
    world = await world.restart();
    expect(world.one.stores.submissions.byId(view.id)).toMatchObject({ state: "waiting", wait: { attempts: 0 } });
    world.server.misbehave("ocsp", null);
    await world.one.central.start();
    await world.settled();
    expect(await submit(world.one, document, cms)).toMatchObject({ id: view.id, state: "issued" });
    expect(issued()).toBe(1);
  });
});

const servicesReply = async () => {
  const reply = await world.one.central.fetch(new Request("http://central.test/api/v1/evidence-services"), { client: "127.0.0.1" });
  return v.parse(EvidenceServicesReply, await reply.json());
};

it("[CE41] operators see fetches, failures by kind and the age of lists; nobody else does, and no identifier is in it", async () => {
  world = openEvidenceWorld(both);
  world.server.misbehave("ocsp", httpFaults.page);
  await apply(world.one);
  await world.settled();
  const reply = await servicesReply();
  expect(reply.services).toMatchObject([
    { kind: "ocsp", host: world.server.host, fetches: 1, failures: { unreadable: 1 }, lastFailureAt: world.one.clock.now() },
    { kind: "crl", fetches: 1, failures: {}, lastSuccessAt: world.one.clock.now() },
    { kind: "delta-crl", fetches: 1 },
  ]);
  const serial = Buffer.from(serialNumberOf(signers.head.certificate)).toString("hex");
  for (const secret of [serial, ...Object.values(bins)]) expect(JSON.stringify(reply)).not.toContain(secret);
  const stranger = await world.one.central.fetch(new Request("http://central.test/api/v1/evidence-services"), { client: "192.0.2.7" });
  expect(stranger.status).toBe(403);
});
