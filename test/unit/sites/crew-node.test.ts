import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crewRoutes, edgeRoutes, EvidenceReply } from "@beket/api";
import { Uuid, type Evidence, type SiteFact } from "@beket/domain";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEvidenceFolder } from "../../../edge/src/adapters/evidence-folder.ts";
import { nodeFile } from "../edge/support/city.ts";
import { openPost, signIn as signInAtPost } from "../edge/support/post.ts";
import { crypto } from "../central/support.ts";
import { eventually } from "../../support/eventually.ts";
import { dayMs, hourMs, photo, plan } from "./samples.ts";
import { openWorld, sheetWhen, signIn, stateIn, type CrewLeader, type World } from "./world.ts";

let world: World;
let leader: CrewLeader;
beforeEach(async () => {
  world = await openWorld();
  leader = await signIn(world.nodes["crews-1"], "c-101");
  await sheetWhen(leader, "the crew's sites", (sheet) => sheet.sites.length === 3);
});
afterEach(() => world.close());

const uuid = (): Uuid => v.parse(Uuid, world.newId());
const claim = (site = "y-1", crew = "crew-1"): SiteFact => ({
  kind: "site-claim",
  claim: uuid(),
  site,
  crew,
  state: "claimed",
  expiresAt: world.now() + plan.claimMs,
});
const work = (site = "y-1", crew = "crew-1", finishedAt = world.now()): Extract<SiteFact, { kind: "site-completion" }> => ({
  kind: "site-completion",
  completion: uuid(),
  claim: null,
  site,
  crew,
  agent: "hypochlorite",
  agentLitres: 40,
  areaM2: 900,
  startedAt: finishedAt - 40 * 60_000,
  finishedAt,
  trackCoveragePercent: null,
  evidence: [photo],
});
const judgement = (completion: Uuid, site = "y-1", crew = "crew-2"): SiteFact => ({
  kind: "site-validation",
  validation: uuid(),
  completion,
  site,
  crew,
  accepted: true,
  cause: null,
  note: null,
});
const state = (fact: SiteFact, occurredAt = world.now(), by = leader) => by.state(world.newId(), occurredAt, fact);
const facts = () => world.nodes["crews-1"].stores().crews?.facts.all().length;

describe("the sheet of a crew", () => {
  it("[SI19] has what the crew was given, the plan and its sectors, and the work of others there that waits for a judgement", async () => {
    const sheet = await leader.sheet();
    expect(sheet).toMatchObject({
      crew: "crew-1",
      plan: { agents: plan.agents },
      sectors: [{ sector: "almaly" }],
      truncated: false,
      asOf: world.now(),
    });
    expect(sheet.sites.map(({ site, state }) => [site.site, state.assigned])).toEqual([
      ["y-1", "crew-1"],
      ["y-2", "crew-1"],
      ["y-3", "crew-1"],
    ]);
    const other = await signIn(world.nodes["crews-2"], "c-201");
    await sheetWhen(other, "the other crew's site", ({ sites }) => sites.length === 1);
    const done = work("y-4", "crew-2");
    await state(done, world.now(), other);
    const waiting = await sheetWhen(leader, "the other crew's work", ({ sites }) => sites.length === 4);
    expect(waiting.sites[3]?.site.site).toBe("y-4");
    expect(await state(judgement(done.completion, "y-4", "crew-1"))).toMatchObject({ clean: { validated: true } });
    await sheetWhen(leader, "nothing waits any more", ({ sites }) => sites.length === 3);
  });

  it("[SI19] is sent again only when it is another one", async () => {
    const { version } = await leader.sheet();
    expect((await leader.get(`${crewRoutes.sheet}?since=${version}`)).status).toBe(204);
    await state(claim());
    const next = await leader.sheet(`?since=${version}`);
    expect(next.version).not.toBe(version);
    expect(stateIn(next, "y-1").claims).toHaveLength(1);
  });

  it("[SI20] is for the leader of the crew; a supervisor reads any crew's, and states nothing", async () => {
    const supervisor = await signIn(world.nodes["crews-1"], "s-1");
    expect((await supervisor.sheet("?crew=crew-2")).sites.map(({ site }) => site.site)).toEqual(["y-4"]);
    expect((await supervisor.get(crewRoutes.sheet)).status).toBe(422);
    expect(await state(claim(), world.now(), supervisor)).toBe("role-missing");
    const officer = await signIn(world.nodes["crews-1"], "o-1");
    expect((await officer.get(crewRoutes.sheet)).status).toBe(403);
    expect(await officer.evidence("image/jpeg", new Uint8Array([0xff, 0xd8, 0xff]))).toMatchObject({ status: 403 });
    expect((await world.nodes["crews-1"].fetch("GET", crewRoutes.sheet, "", "", null)).status).toBe(401);
  });

  it("[SI20] is not there at a node that was given no sites", async () => {
    const post = await openPost({ node: { duties: ["line"] } });
    expect(nodeFile().scopes.sites).toBeUndefined();
    post.sync();
    const officer = await signInAtPost(post);
    expect(await officer.get(crewRoutes.sheet)).toMatchObject({ status: 404, body: { code: "no-such-route" } });
    await post.stop();
  });
});

describe("a crew's fact at its node", () => {
  it("[SI21] is durable before it is answered and lies over central's state until that has it, through a restart too", async () => {
    world.nodes["crews-1"].cut();
    const taken = await state(work());
    expect(taken).toMatchObject({ clean: { validated: false } });
    expect(facts()).toBe(1);
    await world.nodes["crews-1"].restart();
    world.nodes["crews-1"].cut();
    const again = await signIn(world.nodes["crews-1"], "c-101");
    expect(stateIn(await again.sheet(), "y-1")).toEqual(taken);
    world.nodes["crews-1"].mend();
    await eventually("central shows the fact and the node lets go of its own", () => (facts() === 0 ? true : null));
    expect(stateIn(await again.sheet(), "y-1")).toEqual(taken);
    expect((await world.site("y-1")).look).toBe("awaiting-validation");
  });

  it("[SI21] of a journal that refused it was never stated", async () => {
    world.nodes["crews-1"].cut();
    const { journal } = world.nodes["crews-1"].stores();
    const append = journal.append;
    Object.assign(journal, {
      append: () => {
        throw Object.assign(new Error("disk full"), { code: "SQLITE_FULL" });
      },
    });
    const refused = await state(claim());
    Object.assign(journal, { append });
    expect(refused).toMatch(/^journal-/);
    expect(facts()).toBe(0);
    expect(stateIn(await leader.sheet(), "y-1").claims).toEqual([]);
  });

  it("[SI21] that died between its file and the journal was never stated either", async () => {
    world.nodes["crews-1"].cut();
    const { journal, crews } = world.nodes["crews-1"].stores();
    Object.assign(journal, {
      append: () => {
        throw Object.assign(new Error("disk full"), { code: "SQLITE_FULL" });
      },
    });
    const table = crews?.facts ?? {};
    Object.assign(table, { remove: () => undefined });
    await state(claim());
    expect(facts()).toBe(1);
    await world.nodes["crews-1"].restart();
    expect(facts()).toBe(0);
    const again = await signIn(world.nodes["crews-1"], "c-101");
    expect(stateIn(await again.sheet(), "y-1").claims).toEqual([]);
  });

  it("[SI21] sent again is answered again and stated once; another one under its id is refused", async () => {
    world.nodes["crews-1"].cut();
    const [id, at, fact] = [world.newId(), world.now(), claim()];
    const first = await leader.state(id, at, fact);
    expect(await leader.state(id, at, fact)).toEqual(first);
    expect(await leader.state(id, at, { ...fact, site: "y-2" })).toBe("id-reused");
    world.nodes["crews-1"].stores().work.purge(world.now() + dayMs);
    expect(await leader.state(id, at, fact)).toEqual(first);
    expect(stateIn(await leader.sheet(), "y-1").claims).toHaveLength(1);
    expect(facts()).toBe(1);
  });

  it("[SI8] that cannot stand is refused in words and leaves nothing behind", async () => {
    expect(await state({ ...work(), evidence: [] })).toBe("site.evidence-missing");
    expect(await state(work("y-9"))).toBe("site.site-unknown");
    expect(await state(work("y-1", "crew-2"))).toBe("site.not-your-crew");
    const body = JSON.stringify({ id: world.newId(), occurredAt: world.now(), fact: { ...work(), agent: "vinegar" } });
    const cookieless = await world.nodes["crews-1"].fetch("POST", crewRoutes.facts, "", "application/json", body);
    expect(cookieless.status).toBe(401);
    expect(facts()).toBe(0);
  });

  it("[SI9] of offline work is taken for seven days", async () => {
    const then = world.now();
    const done = work("y-1", "crew-1", then);
    world.move(7 * dayMs);
    const back = await signIn(world.nodes["crews-1"], "c-101");
    expect(await back.state(world.newId(), then, done)).toMatchObject({ completions: [{ finishedAt: then }] });
    world.move(1);
    expect(await back.state(world.newId(), then, work("y-2", "crew-1", then))).toBe("site.times-wrong");
  });

  it("[SI5] cleans a site on the centre's map until its time is over", async () => {
    const done = work();
    await state(done);
    const other = await signIn(world.nodes["crews-2"], "c-301");
    await eventually("central has the work", async () => ((await world.site("y-1")).look === "awaiting-validation" ? true : null));
    await eventually("the other crew may judge it", async () => {
      const judged = await state(judgement(done.completion, "y-1", "crew-3"), world.now(), other);
      return typeof judged === "string" ? null : judged;
    });
    await eventually("the site is clean", async () => ((await world.site("y-1")).look === "clean" ? true : null));
    world.move(22 * hourMs);
    expect((await world.site("y-1")).look).toBe("expiring");
    world.move(2 * hourMs);
    expect((await world.site("y-1")).look).toBe("expired");
  });

  it("[SI22] and every change of central's tell the open screens the sheet's new version", async () => {
    const node = world.nodes["crews-1"];
    const cookie = await node.fetch(
      "POST",
      edgeRoutes.sessions,
      "",
      "application/json",
      JSON.stringify({ officer: "c-301", pin: "246810", lane: "lane-1", tablet: "t-9" }),
    );
    const own = (cookie.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const stream = await node.fetch("GET", `${edgeRoutes.stream}?lane=lane-1`, own, "", null);
    const reader = stream.body?.getReader();
    let text = "";
    const told = async (): Promise<number> => {
      for (;;) {
        const found = /event: sites\ndata: \{"kind":"sites","version":(\d+)\}/.exec(text);
        if (found !== null) {
          text = text.slice(found.index + found[0].length);
          return Number(found[1]);
        }
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) throw new Error("the stream ended");
        text += new TextDecoder().decode(chunk.value);
      }
    };
    await state(claim());
    expect(await told()).toBeGreaterThan(0);
    await world.assign("crew-3", "y-3");
    await told();
    await sheetWhen(leader, "the site that was taken away", ({ sites }) => sites.length === 2);
    await reader?.cancel();
  });
});

describe("the proof of a work", () => {
  const jpeg = (size: number, fill = 7): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(size).fill(fill);
    bytes.set([0xff, 0xd8, 0xff, 0xe0]);
    return bytes;
  };
  it("[SI23] is kept whole under its hash, once, and outlives a restart", async () => {
    const bytes = jpeg(200_000);
    const kept = await leader.evidence("image/jpeg", bytes);
    const reply = v.parse(EvidenceReply, kept.body);
    expect(reply).toEqual({ sha256: crypto.sha256(bytes).toHex(), sizeBytes: 200_000, mediaType: "image/jpeg" });
    expect(await leader.evidence("image/jpeg", bytes)).toEqual(kept);
    const folder = join(world.nodes["crews-1"].folder, "evidence");
    expect(readdirSync(folder)).toEqual([`${reply.sha256}.jpg`]);
    expect(new Uint8Array(readFileSync(join(folder, `${reply.sha256}.jpg`)))).toEqual(bytes);
    writeFileSync(join(folder, "half.jpg.0.part"), "half");
    await world.nodes["crews-1"].restart();
    expect(readdirSync(folder)).toEqual([`${reply.sha256}.jpg`]);
    expect(world.nodes["crews-1"].stores().crews?.evidence.sizeBytes()).toBe(200_000);
  });

  it("[SI23] is what its type says, at most 5 MB", async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
    const webp = new Uint8Array([0x52, 0x49, 0x46, 0x46, 9, 0, 0, 0, 0x57, 0x45, 0x42, 0x50]);
    const track = new TextEncoder().encode('{"type":"LineString","coordinates":[[76.9,43.2],[76.9,43.3]]}');
    const status = async (type: string, bytes: Uint8Array<ArrayBuffer>) => (await leader.evidence(type, bytes)).status;
    expect([await status("image/png", png), await status("image/webp", webp), await status("application/geo+json", track)]).toEqual([
      201, 201, 201,
    ]);
    expect([await status("image/png", webp), await status("image/jpeg", track), await status("application/geo+json", png)]).toEqual([
      415, 415, 415,
    ]);
    expect([await status("image/gif", png), await status("application/geo+json", new TextEncoder().encode('{"type":"Track"}'))]).toEqual([
      415, 415,
    ]);
    expect(await leader.evidence("image/jpeg", jpeg(5_000_001))).toMatchObject({ status: 413, body: { code: "evidence-too-large" } });
    expect(await status("image/jpeg", jpeg(5_000_000))).toBe(201);
  });

  it("[SI23] comes before the work that names it: a hash alone is no proof, and a full node takes the work without it", async () => {
    const bytes = jpeg(9_000, 3);
    const named: Evidence = { role: "before", sha256: crypto.sha256(bytes).toHex(), mediaType: "image/jpeg", sizeBytes: bytes.length };
    const done: SiteFact = { ...work("y-2"), evidence: [named] };
    expect(await state(done)).toBe("site.evidence-missing");
    expect(facts()).toBe(0);
    const id = world.newId();
    await leader.evidence("image/png", bytes);
    expect(await leader.state(id, world.now(), done)).toBe("site.evidence-missing");
    await leader.evidence("image/jpeg", bytes);
    expect(await leader.state(id, world.now(), done)).toMatchObject({ completions: [{ evidence: 1 }] });
    Object.assign(world.nodes["crews-1"].stores().crews?.evidence ?? {}, { isFull: () => true });
    const unseen: SiteFact = { ...work("y-3"), evidence: [{ ...named, sha256: "cd".repeat(32) }] };
    expect(await state(unseen)).toMatchObject({ completions: [{ evidence: 1 }] });
  });

  it("[SI23] finds a bounded room; a full one is told and takes nothing from the journal", async () => {
    const folder = mkdtempSync(join(tmpdir(), "beket-evidence-"));
    const small = openEvidenceFolder(folder, () => null, 100_000);
    const [first, second] = [jpeg(60_000, 1), jpeg(60_000, 2)];
    const results = await Promise.all([small.put("a".repeat(64), "image/jpeg", first), small.put("b".repeat(64), "image/jpeg", second)]);
    expect(results.map(({ ok }) => ok)).toEqual([true, false]);
    expect(await small.put("a".repeat(64), "image/jpeg", first)).toEqual({ ok: true, value: null });
    expect([small.sizeBytes(), readdirSync(folder).length]).toEqual([60_000, 1]);
    expect([small.isFull(), openEvidenceFolder(folder, () => null, 5_060_000).isFull()]).toEqual([true, false]);
    const tight = openEvidenceFolder(folder, () => 512 * 1024 * 1024 + 59_999);
    expect(await tight.put("c".repeat(64), "image/jpeg", first)).toEqual({ ok: false, error: "evidence-full" });
    rmSync(folder, { recursive: true });
  });
});
