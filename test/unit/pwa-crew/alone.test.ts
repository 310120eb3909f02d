import { type SiteFact, Uuid } from "@beket/domain";
import * as v from "valibot";
import { beforeEach, describe, expect, it } from "vitest";
import { ownClaim } from "../../../pwa/src/crew/model/sheet.ts";
import { offset, sheetOf, stateOf, street, workOf, yard } from "./samples.ts";
import { createDisk, createNode, type Disk, startTablet, type Tablet, type TestNode } from "./tablet.ts";

const hourMs = 3_600_000;
let now = Date.UTC(2026, 3, 20, 8, 0);
const clock = () => now;
const uuid = (number: number): Uuid => v.parse(Uuid, `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`);
const abay = street("abay-1", "Abay", 0, 0);
const dostyk = yard("dostyk-5", "Dostyk", 300, 0);
const theirs = workOf(uuid(77), { crew: "crew-02", finishedAt: now - hourMs });
const sheet = () =>
  sheetOf([
    { site: abay, state: stateOf("abay-1") },
    { site: dostyk, state: stateOf("dostyk-5") },
    { site: yard("zhibek-7", "Zhibek", 0, 300), state: stateOf("zhibek-7", { assigned: "crew-02", completions: [theirs] }) },
  ]);
const claimBy = (crew: string, at: number): SiteFact => ({
  ...{ kind: "site-claim", claim: uuid(900), site: "abay-1", crew, state: "claimed" },
  expiresAt: at + hourMs,
});

let disk: Disk;
let node: TestNode;
let tablet: Tablet;
beforeEach(async () => {
  disk = await createDisk();
  node = createNode(sheet(), clock);
  tablet = await startTablet(disk, node, clock);
  await tablet.keeper.refresh();
});
/** The browser is killed: nothing but the disk is left. */
const restart = async (crew?: string): Promise<void> => {
  tablet = await startTablet(disk, node, clock, crew);
};
const stateAt = (site: string) => tablet.screen.sites.value.get(site)?.state ?? stateOf(site);
const mine = (site: string) => ownClaim(stateAt(site), "crew-01", now);
const later = (ms: number): void => {
  now += ms;
  [tablet.screen.clock.value, tablet.screen.coarseClock.value] = [now, now];
};
/** Claim, work, two photos and a walk, all with the node away. */
async function workAlone(): Promise<void> {
  node.go(true);
  await tablet.acts.claim("abay-1");
  tablet.work.begin(abay, mine("abay-1")?.claim ?? null);
  await tablet.photo("abay-1", "before", "first picture");
  for (let step = 0; step <= 20; step += 1) tablet.fix({ at: now + step * 5_000, position: offset(step * 10, 0), accuracyM: 6 });
  await tablet.photo("abay-1", "after", "second picture");
  tablet.work.setLitres("abay-1", "55");
  later(hourMs / 2);
}

describe("the sheet", () => {
  it("[CR1] is there without the node, after a restart too; another crew's leader does not see it", async () => {
    node.go(true);
    await restart();
    expect(tablet.screen.next.value.map(({ site }) => site.site)).toEqual(["abay-1", "dostyk-5"]);
    await restart("crew-09");
    expect(tablet.screen.next.value).toEqual([]);
  });

  it("[CR1] lies sealed: no site's name is on the disk in clear, nor a picture's bytes", async () => {
    await workAlone();
    const Sealed = v.object({ data: v.instance(ArrayBuffer) });
    const rows = [...(disk.stores.get("kept")?.values() ?? []), ...(disk.stores.get("outbox")?.values() ?? [])].flatMap((row) => {
      const [plain, inside] = [v.safeParse(Sealed, row), v.safeParse(v.object({ sealed: Sealed }), row)];
      return plain.success ? [plain.output.data] : inside.success ? [inside.output.sealed.data] : [];
    });
    const text = rows.map((bytes) => new TextDecoder().decode(bytes)).join("");
    // The sheet, the draft, the track, two photos and the claim.
    expect(rows).toHaveLength(6);
    expect(["Dostyk", "first picture", "hypochlorite"].filter((word) => text.includes(word))).toEqual([]);
  });
});

describe("a fact", () => {
  it("[CR2] is kept and shown at once, is there after a restart, and goes only when the node answers", async () => {
    node.go(true);
    await tablet.acts.claim("abay-1");
    await tablet.deliver();
    await restart();
    expect(mine("abay-1")?.expiresAt).toBe(now + 2 * hourMs);
    expect(tablet.screen.unsentSites.value).toEqual(new Set(["abay-1"]));
    node.go(false);
    await tablet.deliver();
    expect(node.arrived).toEqual(["site-claim"]);
    expect(tablet.screen.unsentSites.value.size).toBe(0);
    expect(mine("abay-1")).not.toBeNull();
    await restart();
    expect(mine("abay-1")).not.toBeNull();
  });

  it("[CR2] a tablet that keeps nothing tells the node; with neither, the screen says that nobody has it", async () => {
    disk.isFull = true;
    await tablet.acts.claim("abay-1");
    expect([node.arrived, tablet.screen.notKept.value, mine("abay-1") !== null]).toEqual([["site-claim"], false, true]);
    node.go(true);
    await tablet.acts.claim("dostyk-5");
    expect([tablet.screen.notKept.value, mine("dostyk-5")]).toEqual([true, null]);
  });

  it("[CR2] a glove that taps twice counts once", async () => {
    await Promise.all([tablet.acts.claim("abay-1"), tablet.acts.claim("abay-1")]);
    await tablet.acts.claim("abay-1");
    await Promise.all([tablet.acts.refuse("dostyk-5", "locked", ""), tablet.acts.refuse("dostyk-5", "locked", "")]);
    await tablet.deliver();
    expect(node.facts.map(({ fact }) => fact.kind)).toEqual(["site-claim", "site-refusal"]);
  });

  it("[CR2] a site where work has begun stays on the screen when the sheet has it no longer", async () => {
    await tablet.acts.claim("abay-1");
    tablet.work.begin(abay, null);
    await tablet.deliver();
    const other = createNode(sheetOf(sheet().sites.slice(1), { version: 9 }), clock);
    node.client.get = other.client.get;
    await tablet.keeper.refresh();
    expect(tablet.screen.sites.value.has("abay-1")).toBe(true);
    expect(tablet.screen.sites.value.has("dostyk-5")).toBe(true);
  });
});

describe("work", () => {
  it("[CR5] is found again as it was after the browser was killed: amounts, photos, track", async () => {
    await workAlone();
    await restart();
    const draft = tablet.work.of("abay-1");
    expect(draft).toMatchObject({ litres: "55", area: "1200", agent: "hypochlorite-05" });
    expect(draft?.photos.map(({ role }) => role)).toEqual(["before", "after"]);
    expect(tablet.screen.tracks.value.get("abay-1")?.segments[0]).toHaveLength(21);
    const first = await tablet.evidence.get(draft?.photos[0]?.sha256 ?? "");
    expect(first.ok && new TextDecoder().decode(first.value.bytes)).toBe("first picture");
    expect(tablet.screen.receiver.value).toBe("asking");
  });

  it("[CR3] its files reach the node before it, and are let go only with it", async () => {
    await workAlone();
    await tablet.work.complete(abay);
    expect(node.arrived).toEqual([]);
    await restart();
    expect(tablet.work.of("abay-1")).toBeNull();
    node.go(false);
    await tablet.deliver();
    expect(node.arrived.map((what) => what.split(" ")[0])).toEqual(["site-claim", "file", "file", "file", "site-completion"]);
    expect(stateAt("abay-1").completions).toMatchObject([
      { agentLitres: 55, evidence: 3, trackCoveragePercent: 100, standing: "awaiting-validation" },
    ]);
    expect(
      [...(disk.stores.get("kept")?.keys() ?? [])].filter((name) => name.startsWith("evidence:") || name.startsWith("track:")),
    ).toEqual([]);
  });

  it("[CR3] a node that has lost the files gets them again with the work", async () => {
    await workAlone();
    await tablet.work.complete(abay);
    const files = tablet.screen.outbox.value.records.filter(({ kind }) => kind === "evidence");
    node.go(false);
    node.loseFiles(true);
    await tablet.deliver();
    expect(tablet.screen.outbox.value.records.map(({ state, code }) => [state, code])).toEqual([["rejected", "site.evidence-missing"]]);
    node.loseFiles(false);
    await tablet.outbox.retry(tablet.screen.outbox.value.records[0]?.id ?? "");
    await tablet.deliver();
    expect(files).toHaveLength(3);
    expect(stateAt("abay-1").completions).toHaveLength(1);
  });

  it("[CR3] a node without room takes the work, and the files wait here until it has some", async () => {
    await workAlone();
    await tablet.work.complete(abay);
    node.go(false);
    node.fill(true);
    await tablet.deliver();
    expect(stateAt("abay-1").completions).toHaveLength(1);
    const left = tablet.screen.outbox.value.records;
    expect(left.map(({ kind, code }) => [kind, code])).toEqual(Array.from({ length: 3 }, () => ["evidence", "evidence-full"]));
    await restart();
    node.fill(false);
    for (const { id } of left) await tablet.outbox.retry(id);
    await tablet.deliver();
    expect(tablet.screen.outbox.value.records).toEqual([]);
    expect(node.files.size).toBe(3);
    expect([...(disk.stores.get("kept")?.keys() ?? [])].filter((name) => name.startsWith("evidence:"))).toEqual([]);
  });

  it("[CR4] what was reported before the browser was killed is no draft any more", async () => {
    await workAlone();
    const before = structuredClone(disk.stores.get("kept")?.get("drafts"));
    await tablet.work.complete(abay);
    node.go(false);
    await tablet.deliver();
    // Killed after the node had it and before the draft was put away.
    disk.stores.get("kept")?.set("drafts", before);
    await restart();
    expect(tablet.work.of("abay-1")).toBeNull();
  });

  it("[CR4] a tablet that does not know of its report sends the same one again", async () => {
    await workAlone();
    const before = structuredClone(disk.stores.get("kept")?.get("drafts"));
    await tablet.work.complete(abay);
    const sheetBefore = structuredClone(disk.stores.get("kept")?.get("sheet"));
    node.go(false);
    await tablet.deliver();
    disk.stores.get("kept")?.set("drafts", before);
    disk.stores.get("kept")?.set("sheet", sheetBefore);
    await restart();
    await tablet.work.complete(abay);
    await tablet.deliver();
    expect(node.facts.filter(({ fact }) => fact.kind === "site-completion")).toHaveLength(1);
  });

  it("[CR10] without GPS a photo is proof enough, and the track says that there is none", async () => {
    await tablet.acts.claim("abay-1");
    tablet.work.begin(abay, mine("abay-1")?.claim ?? null);
    tablet.receiver("denied");
    await tablet.photo("abay-1", "after", "picture");
    await tablet.work.complete(abay);
    await tablet.deliver();
    expect(stateAt("abay-1").completions).toMatchObject([{ evidence: 1, trackCoveragePercent: null }]);
    expect(mine("abay-1")).toBeNull();
  });

  it("[CR10] a walk without photos is proof too", async () => {
    tablet.work.begin(abay, null);
    tablet.fix({ at: now, position: offset(5, 0), accuracyM: 9 });
    await tablet.work.complete(abay);
    await tablet.deliver();
    expect(stateAt("abay-1").completions).toMatchObject([{ evidence: 1, trackCoveragePercent: 10 }]);
  });

  it("[CR14] the litres follow agent and area until somebody enters them", async () => {
    tablet.work.begin(abay, null);
    tablet.work.setArea("abay-1", "100");
    expect(tablet.work.of("abay-1")?.litres).toBe("30");
    tablet.work.setAgent("abay-1", "alcohol-70");
    expect(tablet.work.of("abay-1")?.litres).toBe("5");
    tablet.work.setLitres("abay-1", "7");
    tablet.work.setArea("abay-1", "200");
    expect(tablet.work.of("abay-1")?.litres).toBe("7");
  });
});

describe("another crew was first", () => {
  it("[CR11] told when it is known, over a restart, until read; the work stays and counts", async () => {
    await workAlone();
    node.hear({ id: uuid(901), occurredAt: now - hourMs, fact: claimBy("crew-02", now - hourMs) });
    await tablet.work.complete(abay);
    node.go(false);
    await tablet.deliver();
    await restart();
    expect(tablet.screen.losses.value).toMatchObject([
      { site: { site: "abay-1" }, winner: { crew: "crew-02" }, work: { agentLitres: 55 } },
    ]);
    expect(tablet.acts.nextFrom("abay-1")?.site.site).toBe("dostyk-5");
    await tablet.lossBook.read(tablet.screen.losses.value[0]?.claim.claim ?? "");
    await restart();
    expect(tablet.screen.losses.value).toEqual([]);
    expect(stateAt("abay-1").completions).toHaveLength(1);
  });

  it("[CR12] a claim refused on the spot is not shown as held, says why, and can be put away", async () => {
    node.hear({ id: uuid(902), occurredAt: now - 60_000, fact: claimBy("crew-02", now - 60_000) });
    await tablet.acts.claim("abay-1");
    await tablet.deliver();
    expect(tablet.screen.outbox.value.records.map(({ code }) => code)).toEqual(["site.already-claimed"]);
    expect(mine("abay-1")).toBeNull();
    expect([...tablet.screen.refusedSites.value]).toEqual(["abay-1"]);
    // One message is enough.
    expect([stateAt("abay-1").claims.length, tablet.screen.losses.value]).toEqual([1, []]);
    const [record] = tablet.screen.outbox.value.records;
    expect((await tablet.outbox.putAway(record?.id ?? "")).ok).toBe(true);
    await restart();
    expect(tablet.screen.outbox.value.records).toEqual([]);
  });

  it("[CR12] only what was rejected is put away: what waits stays", async () => {
    node.go(true);
    await tablet.acts.claim("abay-1");
    await tablet.outbox.putAway(tablet.screen.outbox.value.records[0]?.id ?? "");
    expect(tablet.screen.outbox.value.records).toHaveLength(1);
  });
});

describe("without working", () => {
  it("[CR13] a crew judges another's work, with a cause when it does not accept it", async () => {
    await tablet.acts.validate("zhibek-7", theirs, "partly-done", "  half of the yard ");
    await tablet.deliver();
    expect(node.facts[0]?.fact).toMatchObject({ kind: "site-validation", accepted: false, cause: "partly-done", note: "half of the yard" });
    expect(tablet.screen.reviews.value).toEqual([]);
    await tablet.acts.validate("abay-1", workOf(uuid(5), { crew: "crew-01" }), null, "");
    expect(node.facts).toHaveLength(1);
  });

  it("[CR7] extending moves the countdown on, releasing or a refused access ends it", async () => {
    await tablet.acts.claim("abay-1");
    later(hourMs);
    await tablet.acts.extend("abay-1");
    expect(mine("abay-1")?.expiresAt).toBe(now + 2 * hourMs);
    await tablet.acts.release("abay-1");
    expect([mine("abay-1"), tablet.screen.done.value?.what]).toEqual([null, "released"]);
    await tablet.acts.claim("dostyk-5");
    await tablet.acts.refuse("dostyk-5", "locked", "");
    expect([mine("dostyk-5"), stateAt("dostyk-5").refusals.length]).toEqual([null, 1]);
    await tablet.deliver();
    expect(node.facts.map(({ fact }) => fact.kind)).toEqual(["site-claim", "site-claim", "site-claim", "site-claim", "site-refusal"]);
  });
});
