import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openTestCentral, person, prepare, sign, signers, submit } from "./support.ts";

const worker = new URL("./submit-and-die.ts", import.meta.url).pathname;

/** Runs a process that submits a prepared application on these files and is ended by SIGKILL after `killAfter` durable steps. */
const dieAfter = (folder: string, keys: string, document: string, cms: string, killAfter: number): Promise<number | null> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [worker], { stdio: ["pipe", "ignore", "inherit"] });
    child.on("exit", (code) => resolve(code));
    child.stdin.end(JSON.stringify({ folder, keys, document, cms, killAfter }));
  });

it("[CE16] SIGKILL after any durable step of an application leaves nothing lost, doubled or half-issued", async () => {
  const folder = mkdtempSync(join(tmpdir(), "beket-kill-"));
  const outcomes: string[] = [];
  let expected = 0;
  let keys: ReturnType<typeof openTestCentral>["keys"] | null = null;
  for (let killAfter = 1; killAfter <= 5; killAfter += 1) {
    const before = openTestCentral(keys === null ? { folder } : { folder, keys });
    keys = before.keys;
    const persons = [person(10 * killAfter)];
    const document = await prepare(before, { persons });
    const cms = sign(signers.head, document);
    await before.close(true);
    const code = await dieAfter(folder, JSON.stringify(keys), document, cms, killAfter);
    const after = openTestCentral({ folder, keys });
    await after.central.start();
    const isKnown = after.stores.ledgers.roadblock.count() > expected;
    const view = await submit(after, document, cms);
    expected += 1;
    expect(view.state).toBe("issued");
    expect(after.stores.ledgers.roadblock.count()).toBe(expected);
    expect(after.stores.scopes.roadblock.position().version).toBe(expected);
    outcomes.push(`${code === null ? "killed" : "ended"} ${isKnown ? "taken up" : "sent again"}`);
    await after.close(true);
  }
  rmSync(folder, { recursive: true });
  // Not vacuous: it died at every step but the last, and what was received was taken up without the client.
  expect(outcomes).toEqual(["killed taken up", "killed taken up", "killed taken up", "killed taken up", "ended taken up"]);
});
