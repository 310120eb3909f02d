import { encodeBundle, parseBundle, revalidate, type EvidenceBundle, type TrustAnchor } from "@beket/eds";
import { issueTimestampResponse, issueTimestampToken, readTimestampRequest } from "@beket/eds/issue";
import { systemRandom } from "@beket/node-kit";
import { afterEach, describe, expect, it } from "vitest";
import type { Fault } from "../../support/evidence/authority-server.ts";
import { httpFaults } from "../../support/evidence/faults.ts";
import { hourMs, openEvidenceWorld, type EvidenceWorld } from "./evidence-support.ts";
import { apply, authorityServices, authorityTrust, dayMs, person, strangersServices } from "./support.ts";

let world: EvidenceWorld;
afterEach(() => world.close());
const withStamps = (server: EvidenceWorld["server"]) => [server.service("ocsp"), server.service("tsp")];
const counts = () => world.one.stores.archive.stampCounts();
const anchors: readonly TrustAnchor[] = [{ certificate: authorityTrust, purpose: "test" }];

/** The archived bundle of a submission as a file that leaves central, read again. */
function exported(id: string): EvidenceBundle {
  const submission = world.one.stores.submissions.byId(id);
  const bundle = submission === null ? null : world.one.stores.archive.passed(submission);
  if (bundle === null) throw new Error("a pass is archived");
  const read = parseBundle(encodeBundle(bundle));
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}
async function accepted(): Promise<string> {
  const view = await apply(world.one);
  await world.settled();
  expect((await world.statusOf(view)).state).toBe("issued");
  return view.id;
}
/** Time-stamps of our own making. */
const tokens =
  (authority: typeof authorityServices.timestampAuthority, change: Parameters<typeof issueTimestampToken>[1] | object = {}): Fault =>
  async (request) => {
    const asked = readTimestampRequest(new Uint8Array(await request.arrayBuffer()));
    if (asked === undefined) return new Response(null, { status: 400 });
    const token = issueTimestampToken(authority, {
      imprint: { kind: "digest", hashOid: asked.hashOid, hashedMessage: asked.hashedMessage },
      genTimeMs: world.one.clock.now(),
      random: systemRandom,
      ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
      ...change,
    });
    return new Response(Uint8Array.from(issueTimestampResponse({ kind: "granted", token })));
  };

describe("what is accepted", () => {
  it("[CE39] gets a time-stamp over its signature, with the evidence of the authority that made it", async () => {
    world = openEvidenceWorld(withStamps);
    const id = await accepted();
    expect(counts()).toEqual({ wanted: 0, done: 1, givenUp: 0 });
    const { report, same } = revalidate(exported(id), anchors);
    expect([report.indication, same]).toEqual(["TOTAL_PASSED", true]);
    expect(report.signatures[0]?.timestamps).toMatchObject([{ indication: "TOTAL_PASSED", embedded: false }]);
    // The signer's status and that of the time-stamp authority.
    expect(world.server.asked("ocsp")).toBe(2);
  });

  it("[CE40] is archived so that it validates again years later to the same report, offline and without central", async () => {
    world = openEvidenceWorld();
    const id = await accepted();
    const bundle = exported(id);
    world.one.move(3_650 * dayMs);
    const again = revalidate(bundle, anchors);
    expect([again.report.indication, again.same]).toEqual(["TOTAL_PASSED", true]);
    expect(revalidate(bundle, []).report.indication).toBe("INDETERMINATE");
    expect(bundle.context).toMatchObject({ policy: { id: "permit" }, receivedAtMs: expect.any(Number) });
  });

  it("[CE40] keeps each certificate, list and answer once, however many rest on it", async () => {
    world = openEvidenceWorld();
    await accepted();
    const blobs = () => world.one.stores.sql.registry.prepare<{ rows: number }>("select count(*) as rows from evidence_blob").get()?.rows;
    const first = blobs();
    await apply(world.one, { persons: [person(2)] });
    expect(world.one.stores.ledgers.roadblock.count()).toBe(2);
    expect(blobs()).toBe(first);
  });

  it("[CE39] is not stamped where no authority is configured", async () => {
    world = openEvidenceWorld();
    await accepted();
    expect(counts()).toEqual({ wanted: 0, done: 0, givenUp: 0 });
  });
});

describe("a time-stamp authority that fails", () => {
  const faults: readonly (readonly [string, () => Fault])[] = [
    ["broken", () => httpFaults.broken],
    ["garbage", () => httpFaults.garbage],
    ["refuses", () => () => new Response(Uint8Array.from(issueTimestampResponse({ kind: "rejected", failure: "systemFailure" })))],
    [
      "another imprint",
      () => tokens(authorityServices.timestampAuthority, { imprint: { kind: "octets", octets: Uint8Array.of(1), hash: "sha256" } }),
    ],
    ["another nonce", () => tokens(authorityServices.timestampAuthority, { nonce: Uint8Array.of(7) })],
    ["a stranger's authority", () => tokens(strangersServices.timestampAuthority)],
    ["a key that is not for time-stamps", () => tokens(authorityServices.responder)],
    ["a time of tomorrow", () => tokens(authorityServices.timestampAuthority, { genTimeMs: world.one.clock.now() + dayMs })],
  ];
  for (const [name, make] of faults) {
    it(`[CE39] holds up no decision and is asked again: ${name}`, async () => {
      world = openEvidenceWorld(withStamps);
      world.server.misbehave("tsp", make());
      const id = await accepted();
      expect(counts()).toEqual({ wanted: 1, done: 0, givenUp: 0 });
      expect(revalidate(exported(id), anchors).report.signatures[0]?.timestamps).toEqual([]);
      world.server.misbehave("tsp", null);
      world.one.move(hourMs);
      await world.settled();
      expect(counts()).toEqual({ wanted: 0, done: 1, givenUp: 0 });
      expect(revalidate(exported(id), anchors)).toMatchObject({ same: true, report: { indication: "TOTAL_PASSED" } });
    });
  }

  it("[CE39] for 24 hours; then it is given up, and the permit stands", async () => {
    world = openEvidenceWorld(withStamps);
    world.server.misbehave("tsp", httpFaults.broken);
    const id = await accepted();
    world.one.move(dayMs - hourMs);
    await world.settled();
    expect(counts().wanted).toBe(1);
    world.one.move(hourMs + 1);
    await world.settled();
    expect(counts()).toEqual({ wanted: 0, done: 0, givenUp: 1 });
    expect(world.one.logged.join("\n")).toContain("timestamp-given-up");
    expect([world.one.stores.ledgers.roadblock.count(), revalidate(exported(id), anchors).same]).toEqual([1, true]);
  });

  it("[CE39] one that cannot be stamped for a fault of our own holds up no other", async () => {
    world = openEvidenceWorld(withStamps);
    world.server.misbehave("tsp", httpFaults.broken);
    await accepted();
    const { registry } = world.one.stores.sql;
    // A damaged file: what the first rests on is gone, and the second one's is not.
    registry.exec("update evidence set bundle = replace(bundle, '\"crls\":[', '\"crls\":[\"' || printf('%064d', 0) || '\",')");
    const second = await apply(world.one, { persons: [person(2)] });
    await world.settled();
    world.server.misbehave("tsp", null);
    world.one.move(hourMs);
    await world.settled();
    expect(counts()).toEqual({ wanted: 1, done: 1, givenUp: 0 });
    expect(revalidate(exported(second.id), anchors).report.signatures[0]?.timestamps).toHaveLength(1);
    expect(world.one.logged.join("\n")).toContain("timestamp-failed");
    world.one.move(dayMs);
    await world.settled();
    expect(counts()).toEqual({ wanted: 0, done: 1, givenUp: 1 });
  });

  it("[CE40] tokens that nobody believes are not kept", async () => {
    world = openEvidenceWorld(withStamps);
    world.server.misbehave("tsp", tokens(strangersServices.timestampAuthority));
    await accepted();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      world.one.move(hourMs);
      await world.settled();
    }
    expect(world.server.asked("tsp")).toBeGreaterThan(2);
    expect(
      world.one.stores.sql.registry.prepare<unknown>("select count(*) as rows from evidence_blob where kind = 'timestamp'").get(),
    ).toEqual({
      rows: 0,
    });
  });

  it("[CE39] a token whose authority cannot be checked yet keeps its time: it is not asked for again", async () => {
    world = openEvidenceWorld(withStamps);
    const view = await apply(world.one);
    // The responder answers for the signer and then no more.
    let answered = 0;
    world.server.misbehave("ocsp", (_, healthy) => (++answered === 1 ? healthy() : new Response(null, { status: 500 })));
    await world.settled();
    expect([(await world.statusOf(view)).state, counts().wanted]).toEqual(["issued", 1]);
    world = await world.restart();
    world.server.misbehave("ocsp", null);
    world.one.move(hourMs);
    await world.settled();
    expect([counts().done, world.server.asked("tsp")]).toEqual([1, 1]);
    const [stamp] = revalidate(exported(view.id), anchors).report.signatures[0]?.timestamps ?? [];
    expect(stamp?.genTimeMs).toBe(view.receivedAt);
  });
});
