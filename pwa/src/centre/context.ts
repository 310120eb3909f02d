import type { PanelName, PanelReply, PlacesReply, StaffSession } from "@beket/api";
import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect } from "preact/hooks";
import { language } from "../i18n/index.ts";
import type { CallFailure, Central } from "./adapters/central.ts";
import { createPoll, type Poll, type Timers } from "./adapters/poll.ts";
import { type Polled, refreshMs } from "./model/freshness.ts";
import { type PanelRow, rowsOf } from "./model/panel.ts";
import { type RangeName, rangeOf } from "./model/range.ts";

export type Signed =
  /** Central has not said yet whether somebody is signed in here. */
  | { readonly kind: "asking"; readonly failure: CallFailure | null }
  | { readonly kind: "out"; readonly ended: boolean }
  | { readonly kind: "in"; readonly session: StaffSession };

export const createSigned = (): Signal<Signed> => signal<Signed>({ kind: "asking", failure: null });

/** What every screen has at hand. */
export type Centre = {
  readonly central: Central;
  readonly timers: Timers;
  readonly signed: Signal<Signed>;
  /** This computer's clock, a second old at most. */
  readonly now: ReadonlySignal<number>;
  readonly timeZone: ReadonlySignal<string>;
  readonly range: Signal<RangeName>;
  readonly places: ReadonlySignal<PlacesReply | null>;
  readonly panel: (name: PanelName, range: RangeName) => Poll<PanelReply>;
  readonly newId: () => string;
  /** A post's name in the person's language; its code while names are not there. */
  readonly postName: (post: string | null) => string;
  /** The ledger a post works for; null where that is not known. */
  readonly ledgerOf: (post: unknown) => string | null;
  readonly start: () => void;
  /** Asks central who is signed in; an answer that did not come is not taken for a no. */
  readonly ask: () => Promise<void>;
};

/** Until central told the regime's zone: the city's own. */
const firstTimeZone = "Asia/Almaty";

export function createCentre(options: {
  readonly central: Central;
  readonly timers: Timers;
  readonly signed: Signal<Signed>;
  readonly newId: () => string;
}): Centre {
  const { central, timers } = options;
  const now = signal(timers.now());
  const timeZone = signal(firstTimeZone);
  const places = signal<PlacesReply | null>(null);
  const polls = new Map<string, Poll<PanelReply>>();
  const names = computed(() => new Map((places.value?.posts ?? []).map((one) => [one.post, one.name])));

  const tick = (): void => {
    now.value = timers.now();
    timers.after(1_000, tick);
  };
  const learn = async (): Promise<void> => {
    const [regime, known] = await Promise.all([central.regime(), central.places()]);
    if (regime.ok) timeZone.value = regime.value.regime.timeZone;
    if (known.ok) places.value = known.value;
    // Names and the zone change once in months; they are asked for until they are there.
    if (!regime.ok || !known.ok) timers.after(refreshMs, () => void learn());
  };
  const ask = async (): Promise<void> => {
    const { signed } = options;
    signed.value = { kind: "asking", failure: null };
    const answer = await central.session();
    if (answer.ok) signed.value = { kind: "in", session: answer.value };
    else if (answer.error.kind === "problem") signed.value = { kind: "out", ended: false };
    else signed.value = { kind: "asking", failure: answer.error };
  };
  const panel = (name: PanelName, range: RangeName): Poll<PanelReply> => {
    const key = `${name} ${range}`;
    const known = polls.get(key);
    if (known !== undefined) return known;
    const load = () => central.panel(name, rangeOf(range, timers.now(), timeZone.value));
    const poll = createPoll({ load, everyMs: refreshMs, timers });
    polls.set(key, poll);
    return poll;
  };
  return {
    ...options,
    now,
    timeZone,
    range: signal<RangeName>("day"),
    places,
    panel,
    postName: (post) => (post === null ? "" : (names.value.get(post)?.[language.value] ?? post)),
    ledgerOf: (post) => places.value?.posts.find((one) => one.post === post)?.ledger ?? null,
    start: () => {
      tick();
      void learn();
      void ask();
    },
    ask,
  };
}

export const CentreContext = createContext<Centre | null>(null);

export function useCentre(): Centre {
  const centre = useContext(CentreContext);
  if (centre === null) throw new Error("a screen stands inside of the centre's context");
  return centre;
}

/** Follows a poll while the component is there. */
export function usePoll<T>(poll: Poll<T>): Polled<T> {
  useEffect(() => poll.start(), [poll]);
  return poll.state.value;
}

/** A panel's rows, null until they came. A table that this page does not know counts as unreadable. */
export function usePanel<P extends PanelName>(
  name: P,
  range?: RangeName,
): { readonly polled: Polled<PanelReply>; readonly rows: readonly PanelRow<P>[] | null } {
  const centre = useCentre();
  const polled = usePoll(centre.panel(name, range ?? centre.range.value));
  const rows = polled.value === null ? null : rowsOf(name, polled.value);
  if (polled.value !== null && rows === null)
    return { polled: { ...polled, value: null, failure: { kind: "unreadable", status: 200 } }, rows: null };
  return { polled, rows };
}
