import { systemClock, systemRandom } from "@beket/node-kit";
import { Uuid } from "@beket/domain";
import { formatUuid, uuidv7 } from "@beket/replication";
import * as v from "valibot";
import type { Random } from "../city/random.ts";

const clock = systemClock();
export const newId = (): Uuid => v.parse(Uuid, formatUuid(uuidv7(clock, systemRandom)));
export const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`day: ${line}\n`);

/** About `meanMs`, never twice the same. */
export const pause = (meanMs: number, random: Random): Promise<void> =>
  meanMs > 0 ? Bun.sleep(meanMs / 2 + random.below(meanMs)) : Promise.resolve();

const retryMs = 3_000;
/** Does the work once; programs may be restarted under a running day. What went wrong is said, by codes, and null given. */
export async function attempt<T>(what: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    complain(`${what}: ${error instanceof Error ? error.message : "failed"}`);
    await Bun.sleep(retryMs);
    return null;
  }
}
/** Does the work until it gives something. */
export async function stubbornly<T>(what: string, work: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const done = await attempt(what, work);
    if (done !== null) return done;
  }
}

/** Prints the counts once a minute. */
export const tellCounts = (counts: Readonly<Record<string, number>>): void => {
  setInterval(() => {
    say(
      Object.entries(counts)
        .map(([what, count]) => `${what} ${count}`)
        .join(", "),
    );
  }, 60_000);
};
