import { encodeCertId } from "@beket/eds/issue";
import { systemRandom } from "@beket/node-kit";
import { afterEach, describe, expect, it } from "vitest";
import type { FetchFault } from "../../../central/src/features/evidence/types.ts";
import { freePort } from "../../support/free-port.ts";
import { becomes } from "../../support/eventually.ts";
import type { Fault } from "../../support/evidence/authority-server.ts";
import { httpFaults, ocspFault, type OcspChange } from "../../support/evidence/faults.ts";
import { hourMs, openEvidenceWorld, type EvidenceWorld } from "./evidence-support.ts";
import { apply, authorityServices, dayMs, signers, strangersServices } from "./support.ts";

let world: EvidenceWorld;
afterEach(() => world.close());
const random = (length: number): Uint8Array => systemRandom(length);

/** Applies while the responder misbehaves; what the page says of it, and what is issued once it is well again. */
async function applyDuring(fault: Fault): Promise<{ readonly fault: string | undefined; readonly kept: number; readonly after: string }> {
  world.server.misbehave("ocsp", fault);
  const view = await apply(world.one);
  await world.settled();
  const waits = await world.statusOf(view);
  expect([waits.state, world.one.stores.ledgers.roadblock.count()]).toEqual(["waiting", 0]);
  const kept = world.one.stores.sql.registry
    .prepare<{ rows: number }>("select count(*) as rows from evidence_blob where kind = 'ocsp'")
    .get();
  world.server.misbehave("ocsp", null);
  await world.later(hourMs);
  return { fault: waits.wait?.unreached[0]?.fault, kept: kept?.rows ?? 0, after: (await world.statusOf(view)).state };
}
const change = (responder: typeof authorityServices.responder, make: OcspChange): Fault =>
  ocspFault(responder, world.one.clock.now, random, make);
const good = (certId: Uint8Array, thisUpdateMs = world.one.clock.now()) => ({ certId, status: { kind: "good" } as const, thisUpdateMs });

describe("[CE33] what a server does below HTTP and in it is a fault with its own name:", () => {
  const table: readonly (readonly [keyof typeof httpFaults, FetchFault])[] = [
    ["oversize", "too-large"],
    ["endless", "too-large"],
    ["elsewhere", "redirected"],
    ["broken", "http-status"],
    ["compressed", "http-status"],
    ["page", "unreadable"],
    ["garbage", "unreadable"],
    ["empty", "unreadable"],
  ];
  for (const [name, fault] of table) {
    it(`[CE33] ${name}`, async () => {
      world = openEvidenceWorld();
      expect(await applyDuring(httpFaults[name])).toEqual({ fault, kept: 0, after: "issued" });
      // A redirect is not followed.
      expect(world.server.requests.every((request) => new URL(request.url).pathname === "/ocsp")).toBe(true);
    });
  }

  for (const name of ["silent", "drip"] as const) {
    it(`[CE33] ${name}: the time limit holds for the whole exchange`, async () => {
      world = openEvidenceWorld();
      world.server.misbehave("ocsp", httpFaults[name]);
      const view = await apply(world.one);
      await becomes(() => world.server.asked("ocsp") === 1 && world.limitsRunning() === 1);
      world.timeOut();
      await world.settled();
      expect((await world.statusOf(view)).wait?.unreached).toMatchObject([{ fault: "timeout" }]);
      expect(world.limitsRunning()).toBe(0);
    });
  }

  it("[CE33] nobody listens there", async () => {
    const port = await freePort();
    world = openEvidenceWorld((server) => [server.service("ocsp", { url: `http://127.0.0.1:${port}/ocsp` })]);
    const view = await apply(world.one);
    await world.settled();
    expect((await world.statusOf(view)).wait?.unreached).toMatchObject([{ fault: "unreachable" }]);
  });
});

it("[CE38] a list does not vouch for a certificate that the responder does not know", async () => {
  world = openEvidenceWorld((server) => [server.service("ocsp"), server.service("crl")]);
  world.server.misbehave(
    "ocsp",
    change(authorityServices.responder, ({ certIds }) => ({
      answers: certIds.map((certId) => ({ ...good(certId), status: { kind: "non-issued" } })),
    })),
  );
  const view = await apply(world.one);
  await world.settled();
  await world.later(hourMs);
  expect(await world.statusOf(view)).toMatchObject({ state: "waiting", wait: { attempts: 2, unreached: [{ fault: "status-unknown" }] } });
  expect(world.one.stores.ledgers.roadblock.count()).toBe(0);
});

describe("[CE34] an answer that is none to this question is not kept:", () => {
  const table: readonly (readonly [string, FetchFault, () => Fault])[] = [
    [
      "about another certificate",
      "other-subject",
      () => {
        const certId = encodeCertId({ certificate: signers.otherHead.certificate, issuer: authorityServices.issuing.certificate });
        return change(authorityServices.responder, () => ({ answers: [good(certId)] }));
      },
    ],
    [
      "about the same serial number of another issuer",
      "other-subject",
      () => {
        const certId = encodeCertId({ certificate: signers.head.certificate, issuer: strangersServices.issuing.certificate });
        return change(authorityServices.responder, () => ({ answers: [good(certId)] }));
      },
    ],
    ["with another nonce", "nonce-differs", () => change(authorityServices.responder, () => ({ nonce: random(16) }))],
    ["from before, without the nonce", "nonce-differs", () => change(authorityServices.responder, () => ({ nonce: new Uint8Array() }))],
    [
      "never issued: that is not good",
      "status-unknown",
      () =>
        change(authorityServices.responder, ({ certIds }) => ({
          answers: certIds.map((certId) => ({ ...good(certId), status: { kind: "non-issued" } })),
        })),
    ],
    [
      "unknown to the responder",
      "status-unknown",
      () =>
        change(authorityServices.responder, ({ certIds }) => ({
          answers: certIds.map((certId) => ({ ...good(certId), status: { kind: "unknown" } })),
        })),
    ],
    ["it asks to try later", "refused-by-service", () => change(authorityServices.responder, () => null)],
    [
      "of two days ago",
      "stale",
      () =>
        change(authorityServices.responder, ({ certIds }) => ({
          answers: certIds.map((certId) => good(certId, world.one.clock.now() - 2 * dayMs)),
        })),
    ],
    ["by somebody else's responder", "not-believed", () => change({ ...strangersServices.responder }, () => ({}))],
    [
      "signed by another key than its certificate's",
      "not-believed",
      () => change({ certificate: authorityServices.responder.certificate, key: strangersServices.responder.key }, () => ({})),
    ],
    ["by a certificate without the right to answer", "not-believed", () => change(authorityServices.timestampAuthority, () => ({}))],
  ];
  for (const [name, fault, make] of table) {
    it(`[CE34] ${name}`, async () => {
      world = openEvidenceWorld();
      expect(await applyDuring(make())).toMatchObject({ fault, after: "issued" });
    });
  }
});
