import { centralRoutes, PlacesReply, RegimeReply, staffRoutes, StaffSession, type StaffProof } from "@beket/api";
import { err, type Result } from "@beket/domain";
import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Api, CallFailure } from "./adapters/api.ts";
import type { Passkeys } from "./adapters/passkeys.ts";

export type Signed =
  /** Central has not said yet whether somebody is signed in here. */
  | { readonly kind: "asking"; readonly failure: CallFailure | null }
  | { readonly kind: "out"; readonly ended: boolean }
  | { readonly kind: "in"; readonly session: StaffSession };
export type Timers = {
  readonly now: () => number;
  /** Runs once after so long; what it returns takes it back. */
  readonly after: (ms: number, run: () => void) => () => void;
};
/** `cancelled`: the person, or the browser for them; said by the asking screen in its own words or not at all. */
export type StepUpFault = CallFailure | { readonly kind: "cancelled" };
/** A passphrase is asked for on top of everything; `answer(null)`: the person does not want to. */
export type PassphraseAsk = { readonly answer: (passphrase: string | null) => void };

/** What every screen has at hand. */
export type Authority = {
  readonly api: Api;
  readonly passkeys: Passkeys;
  readonly timers: Timers;
  readonly signed: Signal<Signed>;
  /** This computer's clock, a second old at most. */
  readonly now: ReadonlySignal<number>;
  readonly timeZone: ReadonlySignal<string>;
  /** Names of posts and areas; null until they came. */
  readonly places: ReadonlySignal<PlacesReply | null>;
  readonly newId: () => string;
  readonly asking: ReadonlySignal<PassphraseAsk | null>;
  /**
   * Whoever is signed in says these 32 bytes (hex) with their key, now; in demo mode with their passphrase. What comes back goes into the
   * body of the act, whose route turns it into the proof that is kept.
   */
  readonly stepUp: (digest: string) => Promise<Result<StaffProof, StepUpFault>>;
  readonly start: () => void;
  /** Asks central who is signed in; an answer that did not come is not taken for a no. */
  readonly ask: () => Promise<void>;
};

/** Until central told the regime's zone: the city's own. */
const firstTimeZone = "Asia/Almaty";
const learnAgainMs = 10_000;

export function createAuthority(options: {
  readonly api: Api;
  readonly passkeys: Passkeys;
  readonly timers: Timers;
  readonly signed: Signal<Signed>;
  readonly newId: () => string;
}): Authority {
  const { api, passkeys, timers, signed } = options;
  const now = signal(timers.now());
  const timeZone = signal(firstTimeZone);
  const places = signal<PlacesReply | null>(null);
  const asking = signal<PassphraseAsk | null>(null);

  const tick = (): void => {
    now.value = timers.now();
    timers.after(1_000, tick);
  };
  const learn = async (): Promise<void> => {
    const [regime, known] = await Promise.all([api.call(centralRoutes.regime, RegimeReply), api.call(centralRoutes.places, PlacesReply)]);
    if (regime.ok) timeZone.value = regime.value.regime.timeZone;
    if (known.ok) places.value = known.value;
    if (!regime.ok || !known.ok) timers.after(learnAgainMs, () => void learn());
  };
  const ask = async (): Promise<void> => {
    signed.value = { kind: "asking", failure: null };
    const answer = await api.call(staffRoutes.session, StaffSession);
    if (answer.ok) signed.value = { kind: "in", session: answer.value };
    else if (answer.error.kind === "problem") signed.value = { kind: "out", ended: false };
    else signed.value = { kind: "asking", failure: answer.error };
  };
  const askPassphrase = async (): Promise<string | null> => {
    const { promise, resolve } = Promise.withResolvers<string | null>();
    asking.value?.answer(null);
    asking.value = { answer: resolve };
    const typed = await promise;
    asking.value = null;
    return typed;
  };
  return {
    ...options,
    now,
    timeZone,
    places,
    asking,
    stepUp: async (digest) => {
      const wanted = await passkeys.stepUpOptions(digest);
      if (!wanted.ok) return wanted;
      if (wanted.value !== null) return passkeys.assert(wanted.value);
      const passphrase = await askPassphrase();
      return passphrase === null ? err({ kind: "cancelled" }) : { ok: true, value: { kind: "passphrase", passphrase } };
    },
    start: () => {
      tick();
      void learn();
      void ask();
    },
    ask,
  };
}

export const AuthorityContext = createContext<Authority | null>(null);

export function useAuthority(): Authority {
  const authority = useContext(AuthorityContext);
  if (authority === null) throw new Error("a screen stands inside of the authority's context");
  return authority;
}

/** Whoever is signed in; screens stand only where somebody is. */
export function useSession(): StaffSession {
  const signed = useAuthority().signed.value;
  if (signed.kind !== "in") throw new Error("a screen stands only where somebody is signed in");
  return signed.session;
}
