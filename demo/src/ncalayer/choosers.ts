import { mismatchesOf, type Mismatch, type SimulatorKey } from "./keys.ts";
import type { SignRequest } from "./messages.ts";

export type Choice =
  | { readonly kind: "key"; readonly key: SimulatorKey }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

/** Decides which key signs a request: a person at the confirm page, or a rule. */
export type Chooser = (request: SignRequest, origin: string | null, signal: AbortSignal) => Promise<Choice>;

export type Candidate = { readonly key: SimulatorKey; readonly mismatches: readonly Mismatch[] };

export const candidatesOf = (keys: readonly SimulatorKey[], request: SignRequest, nowMs: number): readonly Candidate[] =>
  keys.map((key) => ({ key, mismatches: mismatchesOf(key, request.wish, nowMs) }));

/**
 * Signs without a person: the named key, else the first that fits. `unfiltered` signs with the named key even where the page
 * asked for another one, as signers do that ignore the page's wish; the server must then refuse.
 */
export function headlessChooser(options: {
  readonly keys: readonly SimulatorKey[];
  readonly keyName: string | null;
  readonly unfiltered: boolean;
  readonly now: () => number;
}): Chooser {
  const { keys, keyName, unfiltered, now } = options;
  return (request) => {
    const named = candidatesOf(keys, request, now()).filter(({ key }) => keyName === null || key.name === keyName);
    const fitting = named.find(({ mismatches }) => mismatches.length === 0) ?? (unfiltered ? named[0] : undefined);
    if (fitting !== undefined) return Promise.resolve({ kind: "key", key: fitting.key });
    const why = named[0] === undefined ? "no such key" : `no key fits: ${named[0].mismatches.join(", ")}`;
    return Promise.resolve({ kind: "failed", code: "NO_MATCHING_KEY", message: why });
  };
}
