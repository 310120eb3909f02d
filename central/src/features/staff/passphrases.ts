import type { StaffSignIn } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import type { Roster } from "./roster.ts";
import type { TryLimit, Tried } from "./try-limit.ts";

/** Passphrases compared at once; more is an attack on the processor. A whole watch may sign in at once: each waits its turn. */
const comparingMax = 2;
const waitingMax = 32;

/** scrypt, at the host. `decoy` is a verifier that nobody's passphrase matches. */
export type PassphrasePort = {
  readonly verify: (passphrase: string, verifier: string) => Promise<boolean>;
  readonly decoy: Promise<string>;
};
export type PassphraseFault =
  | { readonly code: "staff.sign-in-refused" }
  | { readonly code: "staff.locked"; readonly retryAfterMs: number }
  | { readonly code: "too-many-requests" };

/** Compares passphrases, two at a time, each try counted before it is compared. */
export function createPassphraseDesk(roster: Roster, passphrases: PassphrasePort, limit: TryLimit) {
  let comparing = 0;
  const waiting: (() => void)[] = [];
  /** True when it is this one's turn to compare; false when too many wait already. `done` hands the turn on. */
  const turn = (): Promise<boolean> => {
    if (comparing < comparingMax) {
      comparing += 1;
      return Promise.resolve(true);
    }
    if (waiting.length >= waitingMax) return Promise.resolve(false);
    return new Promise((resolve) => waiting.push(() => resolve(true)));
  };
  const done = (): void => {
    const next = waiting.shift();
    if (next === undefined) comparing -= 1;
    else next();
  };
  const compare = async (request: StaffSignIn, who: Tried): Promise<Result<true, PassphraseFault>> => {
    const waitMs = limit.waitMs(who);
    if (waitMs > 0) return err({ code: "staff.locked", retryAfterMs: waitMs });
    limit.begin(who);
    // An unknown code costs the same time as a known one, and is told alike.
    const verifier = roster.row(request.staff)?.verifier ?? null;
    const matches = await passphrases.verify(request.passphrase, verifier ?? (await passphrases.decoy));
    if (verifier === null || !matches || roster.active(request.staff) === null) return err({ code: "staff.sign-in-refused" });
    limit.succeeded(who);
    return ok(true);
  };
  return {
    check: async (request: StaffSignIn, who: Tried): Promise<Result<true, PassphraseFault>> => {
      if (!(await turn())) return err({ code: "too-many-requests" });
      return compare(request, who).finally(done);
    },
  };
}
export type PassphraseDesk = ReturnType<typeof createPassphraseDesk>;
