import { toHex } from "../bytes/bytes.ts";
import { limits } from "../formats/limits.ts";
import { buildTopic } from "../formats/topics.ts";
import { decodeAck, decodeHelloReply, encodeHello } from "../frames/control.ts";
import { encodeEventBatch } from "../frames/event-batch.ts";
import { createFrameSigner, parseFrame } from "../frames/frame.ts";
import { openTrusted } from "../keys/key-ring.ts";
import { countIn } from "../journal/ranges.ts";
import type { EpochState } from "../ports.ts";
import { cutBatch } from "./cut-batch.ts";
import { stepUplink } from "./machine.ts";
import { initialUplink } from "./state.ts";
import type { EpochSummary, EpochView, UplinkEffect, UplinkEvent, UplinkState } from "./state.ts";
import { tuning } from "./tuning.ts";
import type { Uplink, UplinkAlarm, UplinkDeps, UplinkStatus } from "./types.ts";
import { vetEcho, vetHeld } from "./vetting.ts";

/** Carries out what the machine decides, over the ports. It holds no decision of its own but what it refuses to believe. */
export function createUplink(deps: UplinkDeps): Uplink {
  const { store, link, clock } = deps;
  const sign = createFrameSigner(deps.crypto, deps.codec, deps.signingSeed);
  const topicUp = (channel: "ev" | "req"): string => buildTopic({ kind: "up", shard: deps.shard, source: deps.source, channel });
  const topicDown = buildTopic({ kind: "dn", source: deps.source, channel: "ack" });
  const counters = { refusedFrames: 0, poisoned: 0, lastAckAt: null as number | null };
  let state: UplinkState = initialUplink;
  let stops: (() => void)[] = [];
  let cancelTick: (() => void) | null = null;

  const greeting = (): UplinkEvent => ({
    kind: "link-up",
    now: clock.monotonic(),
    nonce: toHex(deps.random(16)),
    epochs: epochsToGreet(store.epochs()),
  });
  const alarm = (code: UplinkAlarm["code"], detail: string): void => deps.onAlarm?.({ code, detail });
  const epochOf = (epoch: string): EpochState | undefined => store.epochs().find((one) => one.epoch === epoch);

  const publish = (topic: string, bytes: Uint8Array): void => {
    link.publish(topic, bytes).catch((cause: unknown) => {
      alarm("publish-failed", cause instanceof Error ? cause.name : "unknown");
      link.reconnect("publish failed");
    });
  };

  const sendHello = (nonce: string, epochs: readonly EpochView[]): void => {
    const listed = epochs.map(({ epoch, lastSeq, prunedTo }) => ({ epoch, lastSeq, prunedTo }));
    const time = Math.max(0, Math.floor(clock.now()));
    publish(topicUp("req"), sign("hello", encodeHello({ source: deps.source, nonce, time, epochs: listed })));
  };

  /** What the file refuses is told of and passed over: a full disk or a bad page must not end the program that writes the journal. */
  const attempt = <T>(what: string, work: () => T): T | null => {
    try {
      return work();
    } catch (cause) {
      if (!(cause instanceof Error)) throw cause;
      alarm("store-failed", what);
      return null;
    }
  };

  const sendRows = (effect: Extract<UplinkEffect, { readonly kind: "send-rows" }>): UplinkEvent => {
    const { epoch, from, to } = effect;
    const there = epochOf(epoch);
    const read = there === undefined ? null : attempt("read", () => cutBatch(deps, there, from, to));
    const cut = read ?? { kind: "missing" as const, from, to };
    const now = clock.monotonic();
    if (cut.kind === "missing") return { kind: "missing", now, epoch, from: cut.from, to: cut.to };
    const lastSeq = cut.batch.rows.at(-1)?.seq ?? from;
    if (cut.isBroken) alarm("chain-broken", `${epoch} ${from}`);
    const bytes = sign("ev", encodeEventBatch(cut.batch));
    publish(topicUp("ev"), bytes);
    return { kind: "sent", now, epoch, from, to: lastSeq, bytes: bytes.length };
  };

  const perform = (effect: UplinkEffect): UplinkEvent | null => {
    switch (effect.kind) {
      case "send-hello":
        sendHello(effect.nonce, effect.epochs);
        return null;
      case "greet-again":
        return greeting();
      case "send-rows":
        return sendRows(effect);
      case "record-ack":
        attempt("record-ack", () => store.recordAck(effect.epoch, effect.held, effect.backedUpTo));
        return null;
      case "prune":
        attempt("prune", () => store.prune(effect.epoch, effect.to));
        return null;
      case "drop-link":
        link.reconnect(effect.why);
        return null;
      case "alarm":
        if (effect.code === "poison") counters.poisoned += 1;
        alarm(effect.code, effect.detail);
        return null;
    }
  };

  // A link may answer from within `publish`; such an answer waits until the step before it is carried out.
  const queue: UplinkEvent[] = [];
  let isStepping = false;
  const feed = (first: UplinkEvent): void => {
    queue.push(first);
    if (isStepping) return;
    isStepping = true;
    try {
      for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
        const stepped = stepUplink(state, event);
        ({ state } = stepped);
        for (const effect of stepped.effects) {
          const answer = perform(effect);
          // The answer to a send comes before anything that the send brought about.
          if (answer !== null) queue.unshift(answer);
        }
      }
    } finally {
      isStepping = false;
    }
  };

  const onFrame = (bytes: Uint8Array): void => {
    const refusal = takeFrame(bytes);
    if (refusal === null) return;
    counters.refusedFrames += 1;
    alarm("frame-refused", refusal);
  };

  /** A stable code when the frame is not one that central's ack key signed for this source. */
  const takeFrame = (bytes: Uint8Array): string | null => {
    const frame = parseFrame(bytes);
    if (!frame.ok) return frame.error.code;
    const { type } = frame.value;
    if (type !== "ack" && type !== "hello-reply") return "frame-type";
    const opened = openTrusted(deps, frame.value, { role: "ack", at: deps.time?.corrected() ?? clock.now() });
    if (!opened.ok) return opened.error.code;
    return type === "ack" ? takeAck(opened.value.payload) : takeReply(opened.value.payload);
  };

  const takeAck = (payload: Uint8Array): string | null => {
    const ack = decodeAck(payload);
    if (!ack.ok) return ack.error.code;
    if (ack.value.source !== deps.source) return "source-wrong";
    const epoch = epochOf(ack.value.epoch);
    if (epoch === undefined) return "epoch-unknown";
    const { time, windowBytes, poison } = ack.value;
    deps.time?.observeSigned(time);
    counters.lastAckAt = clock.now();
    const now = clock.monotonic();
    feed({
      kind: "ack",
      now,
      time,
      windowBytes,
      held: vetHeld(store, epoch, ack.value),
      echo: vetEcho(store, epoch, ack.value.echo),
      poison,
    });
    return null;
  };

  const takeReply = (payload: Uint8Array): string | null => {
    const reply = decodeHelloReply(payload);
    if (!reply.ok) return reply.error.code;
    if (reply.value.source !== deps.source) return "source-wrong";
    const { nonce, time, windowBytes } = reply.value;
    const now = clock.monotonic();
    // Counted from the first greeting: which of several was answered is not known, and too long a round trip does no harm.
    if (state.phase === "greeting" && state.greeting.nonce === nonce) deps.time?.observeReply(time, now - state.greeting.since);
    const epochs = new Map(store.epochs().map((epoch) => [epoch.epoch, epoch]));
    const held = reply.value.held.flatMap((one) => {
      const epoch = epochs.get(one.epoch);
      return epoch === undefined ? [] : [vetHeld(store, epoch, one)];
    });
    feed({ kind: "reply", now, nonce, time, windowBytes, held });
    return null;
  };

  const linkUp = (): void => {
    const begin = (): void => feed(greeting());
    // Subscribed first: the reply must find someone listening.
    link.subscribe(topicDown).then(begin, (cause: unknown) => {
      alarm("publish-failed", cause instanceof Error ? cause.name : "unknown");
      link.reconnect("subscribe failed");
    });
  };

  const scheduleTick = (): void => {
    const isGathering = (state.phase === "sending" || state.phase === "live") && state.session.gatheringSince !== null;
    cancelTick = deps.schedule(isGathering ? tuning.gatherMs : tuning.tickMs, () => {
      feed({ kind: "tick", now: clock.monotonic() });
      scheduleTick();
    });
  };

  return {
    start: () => {
      stops.push(link.onMessage((topic, bytes) => (topic === topicDown ? onFrame(bytes) : undefined)));
      stops.push(link.onState((up) => (up ? linkUp() : feed({ kind: "link-down" }))));
      scheduleTick();
    },
    stop: () => {
      for (const stop of stops) stop();
      stops = [];
      cancelTick?.();
      feed({ kind: "link-down" });
    },
    appended: ({ epoch, lastSeq }) => {
      feed({ kind: "appended", now: clock.monotonic(), epoch, lastSeq });
      const isGathering = (state.phase === "sending" || state.phase === "live") && state.session.gatheringSince !== null;
      if (!isGathering) return;
      cancelTick?.();
      scheduleTick();
    },
    status: () => statusOf(state, store.epochs(), counters),
  };
}

/** Epochs with rows left in the file. When there are too many, the oldest go first and the rest in a later session. */
function epochsToGreet(epochs: readonly EpochState[]): readonly EpochSummary[] {
  const newest = epochs.at(-1);
  const open = epochs.filter((epoch) => epoch !== newest && epoch.prunedTo < epoch.lastSeq).slice(0, limits.epochsPerHelloMax - 1);
  return [...open, ...(newest === undefined ? [] : [newest])].map(({ epoch, lastSeq, prunedTo, acked }) => ({
    epoch,
    lastSeq,
    prunedTo,
    acked,
  }));
}

type Counters = { readonly refusedFrames: number; readonly poisoned: number; readonly lastAckAt: number | null };

function statusOf(state: UplinkState, epochs: readonly EpochState[], counters: Counters): UplinkStatus {
  const session = state.phase === "sending" || state.phase === "live" ? state.session : null;
  const greetingRoundTrip = state.phase === "greeting" ? state.greeting.roundTripMs : null;
  return {
    phase: state.phase,
    inFlight: session?.flights.length ?? 0,
    waiting: epochs.reduce((sum, one) => sum + one.lastSeq - one.prunedTo - countIn(one.acked, one.prunedTo + 1, one.lastSeq), 0),
    lastAckAt: counters.lastAckAt,
    roundTripMs: session?.roundTripMs ?? (state.phase === "offline" ? state.roundTripMs : greetingRoundTrip),
    refusedFrames: counters.refusedFrames,
    poisoned: counters.poisoned,
  };
}
