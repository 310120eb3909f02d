import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasPostgres, startPostgres, type PostgresCluster } from "../../support/postgres.ts";
import { diedAtEveryStep, killAtEveryStep } from "../../unit/central/kill-steps.ts";
import { bins, openTestCentral, person, prepare, problemOf, sign, signers, submit, type TestCentral } from "../../unit/central/support.ts";

const available = async (one: TestCentral): Promise<void> => {
  while (!Object.values(one.stores.sql).every((database) => database.isAvailable()))
    await new Promise((resolve) => setTimeout(resolve, 20));
};

describe.skipIf(!hasPostgres())("central on PostgreSQL", () => {
  let cluster: PostgresCluster;
  beforeAll(async () => {
    cluster = await startPostgres();
  });
  afterAll(() => cluster.stop());

  it("[CE16, SQ8] SIGKILL after any durable step of an application leaves nothing lost, doubled or half-issued", async () => {
    expect(await killAtEveryStep(cluster.createForCentral())).toEqual(diedAtEveryStep);
  });

  it("[SQ8] SIGKILL to the server amid applications leaves nothing lost, doubled or half-issued", async () => {
    const folder = mkdtempSync(join(tmpdir(), "beket-server-kill-"));
    const one = openTestCentral({ folder, database: cluster.createForCentral() });
    await one.central.start();
    const people = Array.from({ length: 12 }, (_, index) => person(100 + index));
    const sent: { readonly document: string; readonly cms: string }[] = [];
    for (const someone of people) {
      const document = await prepare(one, { bin: bins.clinic, persons: [someone] });
      sent.push({ document, cms: sign(signers.otherHead, document) });
    }
    const refused: string[] = [];
    const accepted = new Set<string>();
    for (let round = 0; accepted.size < sent.length; round += 1) {
      expect(round).toBeLessThan(20);
      const killed = cluster.killAfter(40 + round * 37);
      for (const body of sent.filter(({ cms }) => !accepted.has(cms))) {
        const response = await one.send("/api/v1/applications", body);
        if (response.ok) accepted.add(body.cms);
        else {
          refused.push(await problemOf(response));
          break;
        }
      }
      await killed;
      await cluster.restart();
      await available(one);
    }
    expect(new Set(refused)).toEqual(new Set(["store-unavailable"]));
    await one.central.retryWaiting();
    expect(one.stores.submissions.open()).toEqual([]);
    expect([one.stores.ledgers.roadblock.count(), one.stores.scopes.roadblock.position().version]).toEqual([12, 12]);
    // Sent once more, each is told the one number it has.
    const numbers = await Promise.all(sent.map(async ({ document, cms }) => (await submit(one, document, cms)).permits[0]?.number));
    expect(new Set(numbers).size).toBe(12);
    await one.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("[SQ9] while the server is away a request is told so in words, health fails, and all goes on when it is back", async () => {
    const one = openTestCentral({ database: cluster.createForCentral() });
    await one.central.start();
    const health = async (): Promise<number> => (await one.central.fetch(new Request("http://central.test/health"), { client: "" })).status;
    const ask = () => one.send("/api/v1/organisations/check", { bin: bins.bakery });
    const document = await prepare(one);
    expect([(await ask()).status, await health()]).toEqual([200, 200]);
    await cluster.kill();
    const during = await ask();
    expect([during.status, during.headers.get("retry-after"), await problemOf(during)]).toEqual([503, "2", "store-unavailable"]);
    const submitted = await one.send("/api/v1/applications", { document, cms: sign(signers.head, document) });
    expect([submitted.status, await health()]).toEqual([503, 503]);
    await cluster.restart();
    await available(one);
    expect([(await ask()).status, await health()]).toEqual([200, 200]);
    expect((await one.send("/api/v1/applications", { document, cms: sign(signers.head, document) })).status).toBe(200);
    expect(one.stores.ledgers.roadblock.count()).toBe(1);
    await one.close();
  });
});
