import { limits } from "../formats/limits.ts";
import { addRange, countIn, gapsIn, removeRange } from "../journal/ranges.ts";
import type { SeqRange } from "../ports.ts";
import { viewOfEpoch } from "./state.ts";
import type { EpochView, Flight, Greeting, HeldView, Session, Stepped, UplinkEffect, UplinkEvent, UplinkState } from "./state.ts";
import { retransmitTimeoutMs, smoothRoundTrip, tuning } from "./tuning.ts";

type On<K extends UplinkEvent["kind"]> = Extract<UplinkEvent, { readonly kind: K }>;

/** What is neither held, nor under way, nor lost from the file. */
function gapsOf(session: Session, view: EpochView): readonly SeqRange[] {
  const flights = session.flights.filter((flight) => flight.epoch === view.epoch).map((flight): SeqRange => [flight.from, flight.to]);
  const covered = [...view.missing, ...flights].reduce<readonly SeqRange[]>(addRange, view.held);
  return gapsIn(covered, view.prunedTo + 1, view.lastSeq);
}

type NextRows = { readonly epoch: string; readonly from: number; readonly to: number; readonly isLive: boolean };

/** Live events of the newest epoch first, then the oldest row of the oldest epoch: lanes within one source. */
function nextRows(session: Session): NextRows | null {
  const newest = session.epochs.at(-1);
  const live = newest === undefined ? undefined : gapsOf(session, newest).find(([, to]) => to >= session.liveFrom);
  if (newest !== undefined && live !== undefined) {
    return { epoch: newest.epoch, from: Math.max(live[0], session.liveFrom), to: live[1], isLive: true };
  }
  for (const view of session.epochs) {
    const [gap] = gapsOf(session, view);
    if (gap !== undefined) return { epoch: view.epoch, from: gap[0], to: gap[1], isLive: false };
  }
  return null;
}

const bytesInFlight = (session: Session): number => session.flights.reduce((sum, flight) => sum + flight.bytes, 0);

/** One batch may always be under way; more only inside the window that central advertises and the one that the link has earned. */
const hasRoom = (session: Session): boolean =>
  session.flights.length === 0 || bytesInFlight(session) < Math.min(session.windowBytes, session.congestionBytes);

const backlogOf = (session: Session): number =>
  session.epochs.reduce((sum, view) => {
    const top = view === session.epochs.at(-1) ? session.liveFrom - 1 : view.lastSeq;
    return (
      sum +
      Math.max(0, top - view.prunedTo - countIn([...view.missing].reduce<readonly SeqRange[]>(addRange, view.held), view.prunedTo + 1, top))
    );
  }, 0);

/** The state that a session is in, and the next send if there is room and something to say. */
function settle(session: Session, now: number, before: readonly UplinkEffect[] = []): Stepped {
  const phase = backlogOf(session) === 0 ? "live" : "sending";
  const next = nextRows(session);
  if (next === null) return { state: { phase, session: { ...session, gatheringSince: null } }, effects: before };
  if (!hasRoom(session)) return { state: { phase, session }, effects: before };
  const isFew = next.isLive && next.to - next.from + 1 < tuning.gatherRows && session.flights.length > 0;
  const since = session.gatheringSince ?? now;
  if (isFew && now - since < tuning.gatherMs) return { state: { phase, session: { ...session, gatheringSince: since } }, effects: before };
  return {
    state: { phase, session: { ...session, gatheringSince: null } },
    effects: [...before, { kind: "send-rows", epoch: next.epoch, from: next.from, to: next.to }],
  };
}

const changeEpoch = (session: Session, epoch: string, change: (view: EpochView) => EpochView): Session => ({
  ...session,
  epochs: session.epochs.map((view) => (view.epoch === epoch ? change(view) : view)),
});

/**
 * How far the file may forget: what is backed up, ours, and without a hole. The newest such row stays as the anchor of the
 * chain for the rows after it, unless its epoch is over.
 */
function pruneTo(view: EpochView, backedUpTo: number, isNewest: boolean): number {
  if (view.isForked) return view.prunedTo;
  const prefix = view.held.find(([from, to]) => from <= view.prunedTo + 1 && to > view.prunedTo);
  const safe = Math.min(backedUpTo, prefix?.[1] ?? view.prunedTo, view.lastSeq);
  const isOver = !isNewest && safe === view.lastSeq;
  return Math.max(view.prunedTo, isOver ? safe : safe - 1);
}

/** Takes over what a signed answer says is held of one epoch. `base` is what was known: nothing at a reply. */
function takeHeld(
  session: Session,
  held: HeldView,
  base: readonly SeqRange[],
): { readonly session: Session; readonly effects: readonly UplinkEffect[] } {
  const view = session.epochs.find((one) => one.epoch === held.epoch);
  if (view === undefined) return { session, effects: [] };
  const isNewest = view === session.epochs.at(-1);
  const union = held.ranges.reduce<readonly SeqRange[]>(addRange, base);
  const merged: EpochView = {
    ...view,
    held: removeRange(union, [view.lastSeq + 1, Number.MAX_SAFE_INTEGER]),
    isForked: view.isForked || held.isForked,
  };
  const prunedTo = pruneTo(merged, held.backedUpTo, isNewest);
  const effects: UplinkEffect[] = [
    { kind: "record-ack", epoch: held.epoch, held: merged.held, backedUpTo: Math.min(held.backedUpTo, view.lastSeq) },
  ];
  if (prunedTo > view.prunedTo) effects.push({ kind: "prune", epoch: held.epoch, to: prunedTo });
  if (merged.isForked && !view.isForked) effects.push({ kind: "alarm", code: "epoch-cloned", detail: held.epoch });
  return { session: changeEpoch(session, held.epoch, () => ({ ...merged, prunedTo })), effects };
}

export function startSession(greeting: Greeting, event: On<"reply">): Stepped {
  const newest = greeting.epochs.at(-1);
  let session: Session = {
    epochs: greeting.epochs,
    flights: [],
    liveFrom: (newest?.lastSeq ?? 0) + 1,
    windowBytes: event.windowBytes,
    congestionBytes: tuning.congestionStartBytes,
    roundTripMs: greeting.tries === 1 ? smoothRoundTrip(greeting.roundTripMs, event.now - greeting.sentAt) : greeting.roundTripMs,
    backoff: 1,
    progressAt: event.now,
    gatheringSince: null,
    answersFrom: event.time - tuning.answerSkewMs,
    newestAnswer: event.time,
    greetedAt: event.now,
  };
  const effects: UplinkEffect[] = [];
  for (const view of greeting.epochs) {
    // An epoch that the reply leaves out is one that central holds nothing of, whatever it may have said in an earlier life.
    const held = event.held.find((one) => one.epoch === view.epoch) ?? { epoch: view.epoch, backedUpTo: 0, ranges: [], isForked: false };
    const taken = takeHeld(session, held, held.isForked ? view.acked : []);
    ({ session } = taken);
    effects.push(...taken.effects);
  }
  return settle(session, event.now, effects);
}

export function onAppended(session: Session, event: On<"appended">): Stepped {
  const isKnown = session.epochs.some((view) => view.epoch === event.epoch);
  const fresh = viewOfEpoch({ epoch: event.epoch, lastSeq: event.lastSeq, prunedTo: 0, acked: [] });
  const grown: Session = isKnown
    ? changeEpoch(session, event.epoch, (view) => ({ ...view, lastSeq: Math.max(view.lastSeq, event.lastSeq) }))
    : { ...session, epochs: [...session.epochs, fresh], liveFrom: 1 };
  return settle(grown, event.now);
}

export function onSent(session: Session, event: On<"sent">): Stepped {
  // The watch on progress runs while something is asked; it starts with the first question after a silence.
  const progressAt = session.flights.length === 0 ? event.now : session.progressAt;
  const flight: Flight = { epoch: event.epoch, from: event.from, to: event.to, bytes: event.bytes, sentAt: event.now };
  return settle({ ...session, progressAt, flights: [...session.flights, flight] }, event.now);
}

export function onMissing(session: Session, event: On<"missing">): Stepped {
  const changed = changeEpoch(session, event.epoch, (view) => ({ ...view, missing: addRange(view.missing, [event.from, event.to]) }));
  return settle(changed, event.now, [{ kind: "alarm", code: "rows-missing", detail: `${event.epoch} ${event.from}-${event.to}` }]);
}

export function onAck(session: Session, event: On<"ack">): Stepped {
  const stateNow: UplinkState = { phase: backlogOf(session) === 0 ? "live" : "sending", session };
  if (event.time < session.answersFrom) return { state: stateNow, effects: [] };
  const view = session.epochs.find((one) => one.epoch === event.held.epoch);
  if (view === undefined) return { state: stateNow, effects: [] };
  if (holdsLess(session, view, event)) {
    return {
      state: { phase: "offline", roundTripMs: session.roundTripMs },
      effects: [
        { kind: "alarm", code: "central-restored", detail: view.epoch },
        { kind: "drop-link", why: "central holds less than it did" },
      ],
    };
  }
  const base = event.echo === null ? view.held : addRange(view.held, event.echo);
  const newestAnswer = Math.max(session.newestAnswer, event.time);
  const taken = takeHeld({ ...session, windowBytes: event.windowBytes, newestAnswer }, event.held, base);
  const landed = landFlights(taken.session, event.held.epoch, event.now);
  const alarms = event.poison.map(([seq, reason]): UplinkEffect => ({
    kind: "alarm",
    code: "poison",
    detail: `${event.held.epoch} ${seq} ${reason}`,
  }));
  return settle(landed, event.now, [...taken.effects, ...alarms]);
}

/**
 * A newer answer without rows that an older one had: central went back to a backup. A reply that is cut to its limit of
 * ranges says less without that, and so do the ranges of a double; neither is taken for it.
 */
function holdsLess(session: Session, view: EpochView, event: On<"ack">): boolean {
  if (event.time <= session.newestAnswer || view.isForked || event.held.isForked || event.held.ranges.length >= limits.rangesPerReplyMax)
    return false;
  return view.held.some(([from, to]) => {
    const low = Math.max(from, view.prunedTo + 1);
    return countIn(event.held.ranges, low, to) < to - low + 1;
  });
}

/** Takes the answered batches out of the air, measures the round trip and opens the window by what landed (slow start). */
function landFlights(session: Session, epoch: string, now: number): Session {
  const view = session.epochs.find((one) => one.epoch === epoch);
  if (view === undefined) return session;
  const isLanded = (flight: Flight): boolean =>
    flight.epoch === epoch && countIn(view.held, flight.from, flight.to) === flight.to - flight.from + 1;
  const landed = session.flights.filter(isLanded);
  if (landed.length === 0) return session;
  const clean = landed.filter((flight) => countIn(view.timedOut, flight.from, flight.to) === 0);
  const roundTripMs = clean.reduce<number | null>((before, flight) => smoothRoundTrip(before, now - flight.sentAt), session.roundTripMs);
  const timedOut = landed.reduce<readonly SeqRange[]>((ranges, flight) => removeRange(ranges, [flight.from, flight.to]), view.timedOut);
  const landedBytes = landed.reduce((sum, flight) => sum + flight.bytes, 0);
  return changeEpoch(
    {
      ...session,
      flights: session.flights.filter((flight) => !isLanded(flight)),
      congestionBytes: Math.min(session.congestionBytes + landedBytes, Math.max(session.windowBytes, tuning.congestionStartBytes)),
      roundTripMs,
      backoff: 1,
      progressAt: now,
    },
    epoch,
    (one) => ({ ...one, timedOut }),
  );
}

export function onSessionTick(session: Session, event: On<"tick">): Stepped {
  const rtoMs = retransmitTimeoutMs(session.roundTripMs, session.backoff);
  const patienceMs = Math.max(tuning.noProgressMs, tuning.noProgressPerRto * retransmitTimeoutMs(session.roundTripMs, 1));
  if (session.flights.length > 0 && event.now - session.progressAt >= patienceMs) {
    return {
      state: { phase: "offline", roundTripMs: session.roundTripMs },
      effects: [
        { kind: "alarm", code: "no-progress", detail: "batches were sent and not answered" },
        { kind: "drop-link", why: "batches were sent and not answered" },
      ],
    };
  }
  const oldest = session.flights.find((flight) => event.now - flight.sentAt >= rtoMs);
  if (oldest === undefined) return settle(session, event.now);
  // Only the oldest goes again: when the link is merely slow the others are still on their way.
  const grounded = changeEpoch(
    {
      ...session,
      flights: session.flights.filter((flight) => flight !== oldest),
      congestionBytes: Math.max(tuning.congestionStartBytes, Math.floor(session.congestionBytes / 2)),
      backoff: Math.min(session.backoff * 2, 64),
    },
    oldest.epoch,
    (view) => ({ ...view, timedOut: addRange(view.timedOut, [oldest.from, oldest.to]) }),
  );
  return settle(grounded, event.now);
}
