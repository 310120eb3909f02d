import { EvidenceServicesReply } from "@beket/api";
import { issueCrl, issueOcspFailure, serialNumberOf } from "@beket/eds/issue";
import { systemRandom } from "@beket/node-kit";
import * as v from "valibot";
import { afterEach, describe, expect, it } from "vitest";
import { httpFaults, ocspFault } from "../../support/evidence/faults.ts";
import { hourMs, openEvidenceWorld, type EvidenceWorld } from "./evidence-support.ts";
import { apply, authorityServices, bins, codes, dayMs, person, signers, strangersServices } from "./support.ts";

let world: EvidenceWorld;
afterEach(() => world.close());
const issued = (): number => world.one.stores.ledgers.roadblock.count();
const everything = (server: EvidenceWorld["server"]) => [server.service("ocsp"), server.service("crl"), server.service("delta-crl")];
const random = (length: number): Uint8Array => systemRandom(length);
/** A list in the authority's name under another's key, as anybody on the way can send it over http. */
const forgedList = (thisUpdateMs: number) => {
  const forger = { certificate: authorityServices.issuing.certificate, key: strangersServices.issuing.key };
  const times = { thisUpdateMs, nextUpdateMs: thisUpdateMs + 90 * dayMs };
  return () => new Response(Uint8Array.from(issueCrl(forger, { ...times, number: 9, revoked: [], random })));
};

describe("[CE34] a forged list in the authority's name", () => {
  for (const [when, ahead] of [
    ["of this moment", 0],
    ["of a distant day", 10 * dayMs],
  ] as const) {
    it(`[CE34] ${when} does not keep out the true one, which is older`, async () => {
      world = openEvidenceWorld((server) => [server.service("crl")]);
      world.server.misbehave("crl", forgedList(world.one.clock.now() + ahead));
      const view = await apply(world.one);
      await world.settled();
      expect((await world.statusOf(view)).state).toBe("waiting");
      world.server.misbehave("crl", null);
      await world.later(hourMs);
      expect((await world.statusOf(view)).state).toBe("issued");
    });
  }

  it("[CE37] opens no way for a list from before the one at hand", async () => {
    world = openEvidenceWorld((server) => [server.service("crl")]);
    await apply(world.one);
    await world.settled();
    const known = world.one.stores.answers.lists()[0]?.thisUpdate ?? 0;
    world.server.misbehave("crl", forgedList(world.one.clock.now() + 6 * hourMs));
    world.one.move(7 * hourMs);
    const view = await apply(world.one, { persons: [person(2)] });
    await world.settled();
    expect((await world.statusOf(view)).state).toBe("waiting");
    world.server.misbehave("crl", () => {
      const times = { thisUpdateMs: known - hourMs, nextUpdateMs: known + 30 * dayMs };
      return new Response(Uint8Array.from(issueCrl(authorityServices.issuing, { ...times, number: 1, revoked: [], random })));
    });
    await world.later(hourMs);
    expect([(await world.statusOf(view)).state, issued()]).toEqual(["waiting", 1]);
    world.server.misbehave("crl", null);
    await world.later(hourMs);
    expect(issued()).toBe(2);
  });
});

it("[CE38] a responder that is not believed does not silence the list", async () => {
  world = openEvidenceWorld(everything);
  world.server.misbehave(
    "ocsp",
    ocspFault(strangersServices.responder, world.one.clock.now, random, () => ({})),
  );
  const view = await apply(world.one);
  await world.settled();
  expect((await world.statusOf(view)).wait?.unreached).toMatchObject([{ kind: "ocsp", fault: "not-believed" }]);
  await world.later(60_000);
  expect((await world.statusOf(view)).state).toBe("issued");
  world.server.revoke({ serialNumber: serialNumberOf(signers.otherHead.certificate), revocationMs: world.one.clock.now() - dayMs });
  world.one.move(dayMs);
  const other = await apply(world.one, { bin: bins.clinic }, signers.otherHead);
  await world.settled();
  await world.later(60_000);
  expect(codes(await world.statusOf(other))).toEqual(["eds.revocation.revoked"]);
});

it("[CE36] a certificate that a responder does not answer for is no failure of its host", async () => {
  world = openEvidenceWorld(everything);
  world.server.misbehave("ocsp", () => new Response(Uint8Array.from(issueOcspFailure("unauthorized"))));
  await apply(world.one);
  await world.settled();
  expect(issued()).toBe(1);
  const reply = await world.one.central.fetch(new Request("http://central.test/api/v1/evidence-services"), { client: "127.0.0.1" });
  const { services } = v.parse(EvidenceServicesReply, await reply.json());
  expect(services[0]).toMatchObject({ kind: "ocsp", circuit: "closed", retryAt: null, failures: { "not-served": 1 } });
});

it("[CE38] an old answer that could not be renewed does not outweigh a list that names the signer", async () => {
  world = openEvidenceWorld(everything);
  await apply(world.one);
  await world.settled();
  expect(issued()).toBe(1);
  world.server.revoke({ serialNumber: serialNumberOf(signers.head.certificate), revocationMs: world.one.clock.now() + 60_000 });
  world.one.move(2 * hourMs);
  world.server.misbehave("ocsp", httpFaults.broken);
  const view = await apply(world.one, { persons: [person(2)] });
  await world.settled();
  expect(codes(await world.statusOf(view))).toEqual(["eds.revocation.revoked"]);
  expect(issued()).toBe(1);
});
