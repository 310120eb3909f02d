import type { ActView } from "@beket/api";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { apply, freshPlate, inventedPersons, sign, signers, startMs } from "./world-parts.ts";
import { minuteMs, openWorld } from "./world.ts";

const worker = new URL("./run-and-die.ts", import.meta.url).pathname;
const dieAfter = (order: object): Promise<number | null> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [worker], { stdio: ["pipe", "ignore", "inherit"] });
    child.on("exit", (code) => resolve(code));
    child.stdin.end(JSON.stringify(order));
  });

it("[RA12] SIGKILL after any durable step of a cut-over and of its undo leaves every row changed once, or none", async () => {
  const folder = mkdtempSync(join(tmpdir(), "beket-acts-"));
  let keys: Awaited<ReturnType<typeof openWorld>>["keys"] | null = null;
  const outcomes: string[] = [];
  let toUndo: string | null = null;
  for (let killAfter = 1; killAfter <= 8; killAfter += 1) {
    const before = await openWorld(keys === null ? { folder } : { folder, keys });
    ({ keys } = before);
    if (before.stores.ledgers.roadblock.count() === 0) {
      await apply(before.one, {
        persons: inventedPersons(5),
        vehicles: Array.from({ length: 6 }, () => ({ plate: freshPlate(), country: "KAZ" })),
      });
      await apply(before.one, { ledger: "city", persons: inventedPersons(4, 700) });
    }
    const counted: ActView = toUndo === null ? await cutOver(before) : await undoOf(before, toUndo);
    const cms = sign(signers.health, counted.document ?? "");
    await before.close(true);
    const code = await dieAfter({ folder, keys: JSON.stringify(keys), act: counted.act, cms, killAfter });
    const after = await openWorld({ folder, keys });
    const found = await after.look(counted.act);
    outcomes.push(`${code === null ? "killed" : "ended"} ${found.state}`);
    if (found.state === "counted" || found.state === "awaiting-approval") await after.through(found);
    const done = await after.settled(counted.act, "done", "undone");
    expect(done.outcome).toEqual({ changed: 15, leftAlone: 0 });
    const records = (["city", "roadblock"] as const).flatMap((ledger) => after.stores.permitPages[ledger].page(0, 1_000));
    const status = toUndo === null ? "revoked" : "active";
    expect(records.map(({ record }) => record.status)).toEqual(Array.from({ length: 15 }, () => status));
    // Each row one version for each act that changed it: nothing was written twice.
    expect(after.stores.scopes.roadblock.position().version).toBe(11 * (killAfter + 1));
    expect(after.stores.scopes.city.position().version).toBe(4 * (killAfter + 1));
    expect(after.stores.regimes.all()).toHaveLength(killAfter + 1);
    toUndo = toUndo === null ? counted.act : null;
    await after.close(true);
  }
  rmSync(folder, { recursive: true });
  // Not vacuous: it was killed before the approval and while it was being executed (what was just approved may be taken up before it is seen).
  expect(outcomes.filter((outcome) => outcome.startsWith("killed")).length).toBeGreaterThan(5);
  expect(new Set(outcomes).size).toBeGreaterThan(1);
});

type World = Awaited<ReturnType<typeof openWorld>>;
async function cutOver(world: World): Promise<ActView> {
  const draft = await world.draftOf((regime) => ({ ...regime, permitMaxDays: 13 }));
  return world.propose({
    kind: "regime",
    draft: draft.draft,
    revision: draft.revision,
    permits: "void-all",
    effectiveFrom: startMs + 120 * minuteMs,
  });
}
async function undoOf(world: World, of: string): Promise<ActView> {
  const act = world.newId();
  await world.first.ask("POST", `/api/v1/acts/${of}/undo`, { act, ground: "Қате" });
  return world.settled(act, "counted");
}
