import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { openTestCentral, person, prepare, sign, signers, submit } from "./support.ts";

const worker = new URL("./submit-and-die.ts", import.meta.url).pathname;
type Order = {
  readonly folder: string;
  readonly keys: string;
  readonly document: string;
  readonly cms: string;
  readonly killAfter: number;
  readonly database: string | null;
};

/** Runs a process that submits a prepared application on these stores and is ended by SIGKILL after `killAfter` durable steps. */
const dieAfter = (order: Order): Promise<number | null> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [worker], { stdio: ["pipe", "ignore", "inherit"] });
    child.on("exit", (code) => resolve(code));
    child.stdin.end(JSON.stringify(order));
  });

/** Ends a process after its first durable step, after its second, …; says how each ended and who brought the application to its end. */
export async function killAtEveryStep(database: string | null): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "beket-kill-"));
  const where = { folder, ...(database === null ? {} : { database }) };
  const outcomes: string[] = [];
  let expected = 0;
  let keys: ReturnType<typeof openTestCentral>["keys"] | null = null;
  for (let killAfter = 1; killAfter <= 5; killAfter += 1) {
    const before = openTestCentral(keys === null ? where : { ...where, keys });
    keys = before.keys;
    const persons = [person(10 * killAfter)];
    const document = await prepare(before, { persons });
    const cms = sign(signers.head, document);
    await before.close(true);
    const code = await dieAfter({ folder, keys: JSON.stringify(keys), document, cms, killAfter, database });
    const after = openTestCentral({ ...where, keys });
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
  return outcomes;
}

/** Not vacuous: it died at every step but the last, and what was received was taken up without the client. */
export const diedAtEveryStep = ["killed taken up", "killed taken up", "killed taken up", "killed taken up", "ended taken up"];
