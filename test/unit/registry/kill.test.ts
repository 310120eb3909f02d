import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { draftRoutes, registryRoutes } from "@beket/api";
import { afterEach, expect, it } from "vitest";
import {
  apply,
  bins,
  freshPlate,
  openTestCentral,
  organisations,
  person,
  prepare,
  regime,
  sign,
  signers,
  startMs,
  dayMs,
  newSigner,
} from "../central/support.ts";
import { inventedBin, inventedIin } from "../central/people.ts";
import { documentOf, draftWith, lend, numbersOf, onlyApplication, request, seatOf, settled, swapBase, type One } from "./support.ts";
import { serviceKeyOf } from "./service-key.ts";

const worker = new URL("./post-and-die.ts", import.meta.url).pathname;
type Post = { readonly path: string; readonly body: unknown };

/** A process posts this on these files and is ended by SIGKILL after `killAfter` durable steps; true: it was, false: it came to its end before. */
const dieAfter = (one: One, post: Post, killAfter: number): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [worker], { stdio: ["pipe", "ignore", "inherit"] });
    child.on("exit", (code) => resolve(code === null));
    child.stdin.end(JSON.stringify({ folder: one.folder, keys: JSON.stringify(one.keys), ...post, killAfter }));
  });

let folder: string | null = null;
afterEach(() => {
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
});
const open = (from?: One): One => {
  const one = openTestCentral({
    ...(from === undefined ? {} : { folder: from.folder, keys: from.keys }),
    serviceKey: serviceKeyOf(signers.health),
  });
  folder = one.folder;
  return one;
};

/** Ends a process after its first durable step, after its second, …, until it is not ended; each time the files are opened again and judged. */
async function atEveryStep(
  begin: (one: One, round: number) => Promise<Post>,
  judge: (one: One, round: number) => Promise<void>,
): Promise<number> {
  let one = open();
  for (let step = 1; ; step += 1) {
    const post = await begin(one, step);
    await one.close(true);
    const isKilled = await dieAfter(one, post, step);
    one = open(one);
    await one.central.start();
    await settled(one);
    // Sent again by somebody who saw no answer.
    await one.send(post.path, post.body);
    await settled(one);
    await judge(one, step);
    if (isKilled) continue;
    await one.close();
    return step;
  }
}

it("[RG26] SIGKILL after any durable step of a change leaves nothing lost, doubled or half-done", async () => {
  let expected = 0;
  const steps = await atEveryStep(
    async (one, round) => {
      const seat = await seatOf(one);
      if (round === 1) await apply(one, { persons: [person(1), person(2)] });
      const application = await onlyApplication(seat);
      const first = one.stores.ledgers.roadblock.byApplication(application).find(({ record }) => record.status === "active");
      const content = { persons: [person(20 + round)], remove: [first?.number ?? ""], removeReason: "other" };
      const document = await documentOf(seat, (await draftWith(seat, content, { application })).draft);
      return { path: draftRoutes.changes, body: { document, cms: sign(signers.head, document) } };
    },
    async (one, round) => {
      expected = round;
      const application = await onlyApplication(await seatOf(one));
      expect(one.stores.ledgers.roadblock.application(application)?.revision).toBe(round);
      expect(one.stores.ledgers.roadblock.activeCount(application, startMs)).toEqual({ persons: 2, vehicles: 0 });
      expect(one.stores.ledgers.roadblock.count()).toBe(2 + round);
      expect(one.stores.scopes.roadblock.position().version).toBe(2 + 2 * round);
      const states = one.stores.sql.registry.prepare<{ state: string }>("select distinct state from draft").all();
      expect(states).toEqual([{ state: "signed" }]);
    },
  );
  expect([steps >= 5, expected]).toEqual([true, steps]);
});

it("[RG26] the same for a consent and for its withdrawal, in both ledgers", async () => {
  const plates = new Map<number, string>();
  await atEveryStep(
    async (one, round) => {
      plates.set(round, freshPlate());
      const seat = await seatOf(one, signers.otherHead, bins.clinic);
      const draft = {
        bin: bins.clinic,
        to: bins.bakery,
        persons: [],
        vehicles: [{ plate: plates.get(round) ?? "", country: "KAZ" }],
        validFrom: startMs,
        validTo: startMs + dayMs,
      };
      const { document } = await (await request(seat, draftRoutes.consentPrepare, draft)).json();
      return { path: draftRoutes.consents, body: { document, cms: sign(signers.otherHead, document) } };
    },
    (one, round) => {
      expect(one.stores.consents.givenTo(bins.bakery, 100)).toHaveLength(round);
      return Promise.resolve();
    },
  );
  const steps = await atEveryStep(
    async (one) => {
      const clinic = await seatOf(one, signers.otherHead, bins.clinic);
      const plate = freshPlate();
      const { consent } = await lend(clinic, signers.otherHead, { vehicles: [{ plate, country: "KAZ" }] });
      for (const ledger of ["city", "roadblock"] as const)
        expect(
          numbersOf(await apply(one, { ledger, persons: [], vehicles: [{ plate, country: "KAZ", owner: bins.clinic }] })),
        ).toHaveLength(1);
      const { document } = await (
        await request(clinic, registryRoutes.withdrawalPrepare, { bin: bins.clinic, consent, effectiveAt: startMs })
      ).json();
      return { path: registryRoutes.withdrawals, body: { document, cms: sign(signers.otherHead, document) } };
    },
    (one, round) => {
      for (const ledger of [one.stores.ledgers.city, one.stores.ledgers.roadblock]) {
        expect(ledger.count()).toBe(round);
        expect(ledger.facts(bins.bakery, startMs + 1).permitsOf({ scheme: "plate", country: "KAZ", value: "?" })).toEqual([]);
      }
      for (const { consent, withdrawnFrom } of one.stores.consents.givenTo(bins.bakery, 100)) {
        expect(withdrawnFrom).toBe(startMs);
        expect(
          one.stores.ledgers.city.byConsent(consent, startMs).length + one.stores.ledgers.roadblock.byConsent(consent, startMs).length,
        ).toBe(0);
      }
      return Promise.resolve();
    },
  );
  expect(steps).toBeGreaterThanOrEqual(7);
});

it("[RG26] the same for an application that becomes pending, and its decision after the restart", async () => {
  const bin = inventedBin(909);
  const head = newSigner("first-head", inventedIin(909), bin);
  const steps = await atEveryStep(
    async (one, round) => {
      const document = await prepare(one, { bin, activity: "86101", persons: [person(30 + round)] });
      return { path: "/api/v1/applications", body: { document, cms: sign(head, document) } };
    },
    async (one, round) => {
      expect(one.stores.submissions.pending(bin)).toHaveLength(1);
      swapBase(one, [...organisations, { bin, name: "Жаңа аурухана", oked: "86101", okedSecondary: [], headcount: 99, status: "active" }]);
      await settled(one);
      expect(one.stores.submissions.pending(bin)).toHaveLength(0);
      expect(one.stores.ledgers.roadblock.count()).toBe(round);
      swapBase(one, organisations);
    },
  );
  expect(steps).toBeGreaterThanOrEqual(4);
});

it("[RG26] the same for an exemption of a small organisation: one live set, whole or not at all", async () => {
  const words = (text: string) => ({ kk: text, ru: text, en: text });
  const category = {
    category: "small-firm",
    name: words("Шағын ұйым"),
    ledgers: ["city" as const],
    directions: ["in" as const],
    documents: ["call-sheet"],
    outcome: "refer" as const,
  };
  const rules = {
    ...regime,
    version: 2,
    categories: [...regime.categories, category],
    smallOrganisations: { headcountMax: 2, category: "small-firm", validDays: 9, samplePercent: 100 },
  };
  const steps = await atEveryStep(
    (one, round) => {
      one.central.importRegimes(rules);
      const [bin, headIin] = [inventedBin(950 + round), inventedIin(950 + round)];
      swapBase(one, [
        ...organisations,
        { bin, name: "Дүңгіршек", oked: "47241", okedSecondary: [], headcount: 2, status: "active", headIin },
      ]);
      return Promise.resolve({
        path: draftRoutes.smallExemptions,
        body: { bin, headIin, ledger: "city", persons: [person(40 + 2 * round), person(41 + 2 * round)], vehicles: [] },
      });
    },
    (one, round) => {
      const bin = inventedBin(950 + round);
      expect(one.stores.small.live(bin, startMs)).toHaveLength(1);
      expect(one.stores.small.reviews(100).filter(({ organisation }) => organisation === bin)).toHaveLength(1);
      const rows = one.stores.small
        .live(bin, startMs)
        .flatMap(({ submission }) => one.stores.submissions.byId(submission ?? "")?.answer?.rows ?? []);
      expect(rows.map(({ number }) => one.stores.common.byNumber(number ?? "")?.record.status)).toEqual(["active", "active"]);
      return Promise.resolve();
    },
  );
  expect(steps).toBeGreaterThanOrEqual(5);
});
