/*
 * The uplink of one source, pure. Which rows go, and when they go again, is decided here; the runner carries it out.
 *
 *                 link-up                reply (signed, our nonce)
 *   offline ─────────────────► greeting ───────────────────────────► sending ─── no gap left ───► live
 *      ▲                        │   ▲ tick past RTO: hello again        │  ▲                         │
 *      │                        └───┘                                   │  └── appended, timeout ────┘
 *      └───────── link-down, or no progress (drop-link) ────────────────┴────────────────────────────
 *   live, quiet for five minutes: greeting again, since central may have been restored unseen.
 *
 *   Offline there is no timer that sends. Only gaps go out, and only after the reply. Live events before backlog.
 *   A row leaves the journal only up to the signed `backedUpTo`.
 */
import { onAck, onAppended, onMissing, onSent, onSessionTick, startSession } from "./session.ts";
import { viewOfEpoch } from "./state.ts";
import type { Greeting, Stepped, UplinkEvent, UplinkState } from "./state.ts";
import { retransmitTimeoutMs, tuning } from "./tuning.ts";

type Phase = UplinkState["phase"];
type Kind = UplinkEvent["kind"];
type In<P extends Phase> = Extract<UplinkState, { readonly phase: P }>;
type On<K extends Kind> = Extract<UplinkEvent, { readonly kind: K }>;

const stay = (state: UplinkState): Stepped => ({ state, effects: [] });
const goOffline = (roundTripMs: number | null): Stepped => stay({ phase: "offline", roundTripMs });

function greet(roundTripMs: number | null, event: On<"link-up">): Stepped {
  const epochs = event.epochs.map(viewOfEpoch);
  const greeting: Greeting = { nonce: event.nonce, epochs, since: event.now, sentAt: event.now, tries: 1, roundTripMs };
  return { state: { phase: "greeting", greeting }, effects: [{ kind: "send-hello", nonce: event.nonce, epochs }] };
}

function greetingTick({ greeting }: In<"greeting">, event: On<"tick">): Stepped {
  const rtoMs = retransmitTimeoutMs(greeting.roundTripMs, 2 ** (greeting.tries - 1));
  if (event.now - greeting.since >= Math.max(tuning.noProgressMs, tuning.noProgressPerRto * retransmitTimeoutMs(greeting.roundTripMs, 1))) {
    return {
      state: { phase: "offline", roundTripMs: greeting.roundTripMs },
      effects: [
        { kind: "alarm", code: "no-progress", detail: "no reply to the greeting" },
        { kind: "drop-link", why: "no reply to the greeting" },
      ],
    };
  }
  if (event.now - greeting.sentAt < rtoMs) return stay({ phase: "greeting", greeting });
  return {
    state: { phase: "greeting", greeting: { ...greeting, sentAt: event.now, tries: greeting.tries + 1 } },
    effects: [{ kind: "send-hello", nonce: greeting.nonce, epochs: greeting.epochs }],
  };
}

function greetingAppended({ greeting }: In<"greeting">, event: On<"appended">): Stepped {
  const others = greeting.epochs.filter((epoch) => epoch.epoch !== event.epoch);
  const there = greeting.epochs.find((epoch) => epoch.epoch === event.epoch);
  const base = there ?? viewOfEpoch({ epoch: event.epoch, lastSeq: 0, prunedTo: 0, acked: [] });
  return stay({ phase: "greeting", greeting: { ...greeting, epochs: [...others, { ...base, lastSeq: event.lastSeq }] } });
}

function whenOffline(state: In<"offline">, event: UplinkEvent): Stepped {
  switch (event.kind) {
    case "link-up":
      return greet(state.roundTripMs, event);
    // Nothing is sent and nothing is believed without a link; the journal keeps what is appended.
    case "link-down":
    case "appended":
    case "reply":
    case "ack":
    case "sent":
    case "missing":
    case "tick":
      return stay(state);
  }
}

function whenGreeting(state: In<"greeting">, event: UplinkEvent): Stepped {
  switch (event.kind) {
    case "link-up":
      return greet(state.greeting.roundTripMs, event);
    case "link-down":
      return goOffline(state.greeting.roundTripMs);
    case "appended":
      return greetingAppended(state, event);
    case "reply":
      return event.nonce === state.greeting.nonce ? startSession(state.greeting, event) : stay(state);
    case "tick":
      return greetingTick(state, event);
    // An ack now answers an older session; the reply will say as much and more.
    case "ack":
    case "sent":
    case "missing":
      return stay(state);
  }
}

const isReconcileDue = (state: In<"sending" | "live">, now: number): boolean =>
  state.phase === "live" && state.session.flights.length === 0 && now - state.session.greetedAt >= tuning.reconcileMs;

function whenInSession(state: In<"sending" | "live">, event: UplinkEvent): Stepped {
  switch (event.kind) {
    case "link-up":
      return greet(state.session.roundTripMs, event);
    case "link-down":
      return goOffline(state.session.roundTripMs);
    case "appended":
      return onAppended(state.session, event);
    case "ack":
      return onAck(state.session, event);
    case "sent":
      return onSent(state.session, event);
    case "missing":
      return onMissing(state.session, event);
    case "tick":
      return isReconcileDue(state, event.now) ? { state, effects: [{ kind: "greet-again" }] } : onSessionTick(state.session, event);
    // A late copy of the reply says nothing that later acks did not.
    case "reply":
      return stay(state);
  }
}

/** Pure: the same state and event give the same outcome. Every phase × event is decided; the compiler refuses a hole. */
export function stepUplink(state: UplinkState, event: UplinkEvent): Stepped {
  switch (state.phase) {
    case "offline":
      return whenOffline(state, event);
    case "greeting":
      return whenGreeting(state, event);
    case "sending":
    case "live":
      return whenInSession(state, event);
  }
}
