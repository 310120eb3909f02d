import * as v from "valibot";
import { Uuid } from "@beket/domain";
import type { SealedValues } from "../../field/state/sealed-values.ts";
import type { Screen } from "./screen.ts";

const name = "read-losses";
const keptMost = 200;
const Read = v.pipe(v.array(Uuid), v.maxLength(keptMost));

/** Which lost claims somebody has read about, so that a restart does not tell them again. */
export function createLossBook(screen: Screen, values: () => SealedValues | null) {
  return {
    async restore(): Promise<void> {
      screen.readLosses.value = new Set((await values()?.read(name, Read)) ?? []);
    },
    async read(claim: string): Promise<void> {
      const read = new Set([...screen.readLosses.value, claim]);
      // Kept first: a message that went away must not come back with the next start.
      await values()?.write(name, [...read].slice(-keptMost));
      screen.readLosses.value = new Set([...screen.readLosses.value, claim]);
    },
  };
}
