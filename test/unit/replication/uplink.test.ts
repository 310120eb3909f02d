import { describe, expect, it } from "vitest";
import { initialUplink, stepUplink, uplinkTuning } from "@beket/replication";
import type { HeldView, SeqRange, UplinkEffect, UplinkEvent, UplinkState } from "@beket/replication";

const epoch = "00000000000000aa";
const older = "0000000000000099";
const nonce = "0f".repeat(16);
const held = (ranges: readonly SeqRange[], backedUpTo = 0, id = epoch, isForked = false): HeldView => ({
  epoch: id,
  backedUpTo,
  ranges,
  isForked,
});

type Kind = UplinkEvent["kind"];
const linkUp = (lastSeq: number, now = 0): UplinkEvent => ({
  kind: "link-up",
  now,
  nonce,
  epochs: [{ epoch, lastSeq, prunedTo: 0, acked: [] }],
});
const reply = (views: readonly HeldView[], now = 100, to = nonce): UplinkEvent => ({
  kind: "reply",
  now,
  nonce: to,
  time: 1_000_000,
  windowBytes: 400_000,
  held: views,
});
const sent = (from: number, to: number, now: number, bytes = 1_000): UplinkEvent => ({ kind: "sent", now, epoch, from, to, bytes });
const ack = (view: HeldView, now: number, more: Partial<Extract<UplinkEvent, { readonly kind: "ack" }>> = {}): UplinkEvent => ({
  kind: "ack",
  now,
  time: 1_000_000 + now,
  windowBytes: 400_000,
  held: view,
  echo: null,
  poison: [],
  ...more,
});
const appended = (lastSeq: number, now: number): UplinkEvent => ({ kind: "appended", now, epoch, lastSeq });
const tick = (now: number): UplinkEvent => ({ kind: "tick", now });

/** Runs events through; gives the last state and the effects of the last event. */
function play(...events: readonly UplinkEvent[]): {
  readonly state: UplinkState;
  readonly effects: readonly UplinkEffect[];
  readonly all: readonly UplinkEffect[];
} {
  let state: UplinkState = initialUplink;
  let effects: readonly UplinkEffect[] = [];
  const all: UplinkEffect[] = [];
  for (const event of events) {
    ({ state, effects } = stepUplink(state, event));
    all.push(...effects);
  }
  return { state, effects, all };
}
const sends = (effects: readonly UplinkEffect[]): readonly string[] =>
  effects.flatMap((effect) => (effect.kind === "send-rows" ? [`${effect.from}-${effect.to}`] : []));
const kinds = (effects: readonly UplinkEffect[]): readonly string[] => effects.map((effect) => effect.kind);
const flightsOf = (state: UplinkState): readonly string[] =>
  state.phase === "sending" || state.phase === "live" ? state.session.flights.map((flight) => `${flight.from}-${flight.to}`) : [];

const inPhase: { readonly [P in UplinkState["phase"]]: readonly UplinkEvent[] } = {
  offline: [],
  greeting: [linkUp(10)],
  sending: [linkUp(10), reply([held([[1, 4]])])],
  live: [linkUp(10), reply([held([[1, 10]])])],
};
const sample: { readonly [K in Kind]: UplinkEvent } = {
  "link-up": linkUp(10, 200),
  "link-down": { kind: "link-down" },
  appended: appended(11, 200),
  reply: reply([held([[1, 6]])], 200),
  ack: ack(held([[1, 10]]), 200),
  sent: sent(5, 10, 200),
  missing: { kind: "missing", now: 200, epoch, from: 5, to: 5 },
  tick: tick(200),
};
/** Next phase and effects, for every phase × event; the types leave no hole. */
const table: { readonly [P in UplinkState["phase"]]: { readonly [K in Kind]: readonly [UplinkState["phase"], ...string[]] } } = {
  offline: {
    "link-up": ["greeting", "send-hello"],
    "link-down": ["offline"],
    appended: ["offline"],
    reply: ["offline"],
    ack: ["offline"],
    sent: ["offline"],
    missing: ["offline"],
    tick: ["offline"],
  },
  greeting: {
    "link-up": ["greeting", "send-hello"],
    "link-down": ["offline"],
    appended: ["greeting"],
    reply: ["sending", "record-ack", "send-rows"],
    ack: ["greeting"],
    sent: ["greeting"],
    missing: ["greeting"],
    tick: ["greeting"],
  },
  sending: {
    "link-up": ["greeting", "send-hello"],
    "link-down": ["offline"],
    appended: ["sending", "send-rows"],
    reply: ["sending"],
    ack: ["live", "record-ack"],
    sent: ["sending"],
    missing: ["sending", "alarm", "send-rows"],
    tick: ["sending", "send-rows"],
  },
  live: {
    "link-up": ["greeting", "send-hello"],
    "link-down": ["offline"],
    appended: ["live", "send-rows"],
    reply: ["live"],
    ack: ["live", "record-ack"],
    sent: ["live"],
    missing: ["live", "alarm"],
    tick: ["live"],
  },
};

describe("uplink machine", () => {
  it("[SY7] every phase × event is decided", () => {
    const seen = Object.entries(inPhase).map(([phase, events]) => [
      phase,
      Object.fromEntries(
        Object.entries(sample).map(([kind, event]) => {
          const { state, effects } = play(...events, event);
          return [kind, [state.phase, ...kinds(effects)]];
        }),
      ),
    ]);
    expect(Object.fromEntries(seen)).toEqual(table);
  });

  it("[SY8] nothing is sent without a link, however long and however much waits", () => {
    const { all } = play(...Array.from({ length: 50 }, (_, index) => tick(index * 60_000)), appended(500, 1), { kind: "link-down" });
    expect(all).toEqual([]);
  });

  it("[SY8] after the link went, flights are forgotten and the next session asks first", () => {
    const { state, effects } = play(...inPhase.sending, sent(5, 10, 200), { kind: "link-down" }, tick(900_000), linkUp(10, 900_001));
    expect([state.phase, kinds(effects)]).toEqual(["greeting", ["send-hello"]]);
  });

  it("[SY9] after the reply only gaps go, oldest epoch and lowest seq first", () => {
    const up: UplinkEvent = {
      kind: "link-up",
      now: 0,
      nonce,
      epochs: [
        { epoch: older, lastSeq: 9, prunedTo: 2, acked: [] },
        { epoch, lastSeq: 20, prunedTo: 0, acked: [] },
      ],
    };
    const answer = reply([
      held(
        [
          [1, 4],
          [8, 9],
        ],
        0,
        older,
      ),
      held([
        [3, 3],
        [10, 15],
      ]),
    ]);
    expect(play(up, answer).effects.at(-1)).toEqual({ kind: "send-rows", epoch: older, from: 5, to: 7 });
    const next = play(up, answer, { kind: "sent", now: 101, epoch: older, from: 5, to: 7, bytes: 100 });
    expect(next.effects).toEqual([{ kind: "send-rows", epoch, from: 1, to: 2 }]);
    expect(
      sends(
        play(up, answer, { kind: "sent", now: 101, epoch: older, from: 5, to: 7, bytes: 100 }, sent(1, 2, 102), sent(4, 9, 103)).effects,
      ),
    ).toEqual(["16-20"]);
  });

  it("[SY9] a reply to another greeting is not taken", () => {
    expect(play(linkUp(10), reply([held([[1, 10]])], 100, "00".repeat(16))).state.phase).toBe("greeting");
  });

  it("[SY9] live events overtake the backlog", () => {
    const { effects } = play(linkUp(5_000), reply([]), sent(1, 500, 101, 60_000), appended(5_001, 200), tick(200 + uplinkTuning.gatherMs));
    expect(sends(effects)).toEqual(["5001-5001"]);
  });

  it("[SY12] a few live events wait for company while a batch is under way, at most 50 ms", () => {
    const start = [...inPhase.live, appended(11, 200), sent(11, 11, 200), appended(12, 210)];
    expect(sends(play(...start).effects)).toEqual([]);
    expect(sends(play(...start, tick(230)).effects)).toEqual([]);
    expect(sends(play(...start, tick(260)).effects)).toEqual(["12-12"]);
    expect(sends(play(...start, appended(11 + uplinkTuning.gatherRows, 220)).effects)).toEqual(["12-261"]);
    expect(sends(play(...start, ack(held([[1, 11]]), 220)).effects)).toEqual(["12-12"]);
  });

  it("[SY12] bytes in flight stay inside the earned and the advertised window, but one batch may always go", () => {
    const start = [linkUp(5_000), reply([])];
    expect(sends(play(...start, sent(1, 500, 101, 65_536)).effects)).toEqual([]);
    const opened = play(...start, sent(1, 500, 101, 65_536), ack(held([[1, 500]]), 200), sent(501, 1_000, 200, 65_536));
    expect(sends(opened.effects)).toEqual(["1001-5000"]);
    const shut = play(...start, sent(1, 500, 101, 65_536), ack(held([[1, 500]]), 200, { windowBytes: 0 }));
    expect(sends(shut.effects)).toEqual(["501-5000"]);
    const shutAfter = play(...start, sent(1, 500, 101, 65_536), ack(held([[1, 500]]), 200, { windowBytes: 0 }), sent(501, 1_000, 200));
    expect(sends(shutAfter.effects)).toEqual([]);
  });

  it("[SY10] the oldest batch alone goes again after max(3 s, 4 × SRTT), and each silence doubles the wait", () => {
    const start = [linkUp(900, 0), reply([], 100), sent(1, 300, 100), sent(301, 600, 110), sent(601, 900, 120)];
    expect(sends(play(...start, tick(3_099)).effects)).toEqual([]);
    const first = play(...start, tick(3_100));
    expect([sends(first.effects), flightsOf(first.state)]).toEqual([["1-300"], ["301-600", "601-900"]]);
    const again = [...start, tick(3_100), sent(1, 300, 3_100)];
    expect(sends(play(...again, tick(6_000)).effects)).toEqual([]);
    expect(sends(play(...again, tick(6_110)).effects)).toEqual(["301-600"]);
  });

  it("[SY10] the wait follows slow round trips, and an answer to a batch that went twice is no measure", () => {
    const slow = play(linkUp(300, 0), reply([], 2_000), sent(1, 300, 2_000), tick(9_900));
    expect(sends(slow.effects)).toEqual([]);
    expect(sends(play(linkUp(300, 0), reply([], 2_000), sent(1, 300, 2_000), tick(10_000)).effects)).toEqual(["1-300"]);
    const twice = play(linkUp(300, 0), reply([], 100), sent(1, 300, 100), tick(3_200), sent(1, 300, 3_200), ack(held([[1, 300]]), 3_201));
    expect(twice.state.phase === "live" && twice.state.session.roundTripMs).toBe(100);
    const once = play(linkUp(300, 0), reply([], 100), sent(1, 300, 100), ack(held([[1, 300]]), 1_000));
    expect(once.state.phase === "live" && once.state.session.roundTripMs).toBe(200);
  });

  it("[SY11] a link without progress is dropped, while greeting and while sending, and is not when nothing is asked", () => {
    expect(kinds(play(linkUp(10, 0), tick(20_000)).effects)).toEqual(["alarm", "drop-link"]);
    expect(kinds(play(linkUp(10, 0), tick(3_000)).effects)).toEqual(["send-hello"]);
    expect(kinds(play(...inPhase.sending, sent(5, 10, 200), tick(20_200)).effects)).toEqual(["alarm", "drop-link"]);
    expect(kinds(play(...inPhase.live, tick(100_000)).effects)).toEqual([]);
    expect(kinds(play(...inPhase.live, tick(100_000), appended(11, 100_000), sent(11, 11, 100_001), tick(103_002)).effects)).toEqual([
      "send-rows",
    ]);
  });

  it("[SY13] the journal forgets only what is backed up, ours and without a hole, and keeps the newest such row as anchor", () => {
    const prunes = (...events: readonly UplinkEvent[]): readonly string[] =>
      play(...events).all.flatMap((effect) => (effect.kind === "prune" ? [`${effect.epoch.slice(-2)}:${effect.to}`] : []));
    expect(prunes(linkUp(10), reply([held([[1, 10]], 0)]))).toEqual([]);
    expect(prunes(linkUp(10), reply([held([[1, 10]], 7)]))).toEqual(["aa:6"]);
    expect(
      prunes(
        linkUp(10),
        reply([
          held(
            [
              [1, 4],
              [6, 10],
            ],
            10,
          ),
        ]),
      ),
    ).toEqual(["aa:3"]);
    expect(prunes(linkUp(10), reply([held([[2, 10]], 10)]))).toEqual([]);
    expect(prunes(linkUp(10), reply([held([[1, 10]], 900)]))).toEqual(["aa:9"]);
    const two: UplinkEvent = {
      kind: "link-up",
      now: 0,
      nonce,
      epochs: [
        { epoch: older, lastSeq: 5, prunedTo: 0, acked: [] },
        { epoch, lastSeq: 5, prunedTo: 0, acked: [] },
      ],
    };
    expect(prunes(two, reply([held([[1, 5]], 5, older), held([[1, 5]], 5)]))).toEqual(["99:5", "aa:4"]);
  });

  it("[SY14] an answer from before this session is not taken", () => {
    const { state, effects } = play(
      ...inPhase.sending,
      sent(5, 10, 200),
      ack(held([[1, 10]]), 300, { time: 1_000_000 - uplinkTuning.answerSkewMs - 1 }),
    );
    expect([flightsOf(state), effects]).toEqual([["5-10"], []]);
  });

  it("[SY14] an answer that holds less than before shows a restored central: greet again", () => {
    const { state, effects } = play(...inPhase.live, ack(held([[1, 6]]), 300));
    expect([state.phase, kinds(effects)]).toEqual(["offline", ["alarm", "drop-link"]]);
    const quiet = play(...inPhase.live, tick(100 + uplinkTuning.reconcileMs));
    expect([quiet.state.phase, kinds(quiet.effects)]).toEqual(["live", ["greet-again"]]);
    expect(sends(play(...inPhase.live, linkUp(10, 300_100), reply([held([[1, 6]])], 300_200)).effects)).toEqual(["7-10"]);
  });

  it("[SY16] where a double blurs the ranges only the answers to our own batches count, and nothing is pruned", () => {
    const blurred = held([], 10, epoch, true);
    const start = [linkUp(10), reply([blurred])];
    expect(kinds(play(...start).effects)).toEqual(["record-ack", "alarm", "send-rows"]);
    const { state, all } = play(...start, sent(1, 10, 200), ack(blurred, 300, { echo: [1, 10] }));
    expect([state.phase, flightsOf(state), kinds(all).includes("prune")]).toEqual(["live", [], false]);
  });

  it("[SY22] a poison row is told of and not sent again", () => {
    const { state, effects } = play(...inPhase.sending, sent(5, 10, 200), ack(held([[1, 10]]), 300, { poison: [[7, "chain"]] }));
    expect(state.phase).toBe("live");
    expect(effects).toContainEqual({ kind: "alarm", code: "poison", detail: `${epoch} 7 chain` });
  });

  it("[SY15] rows that the file no longer gives are passed over with an alarm", () => {
    const { effects } = play(...inPhase.sending, { kind: "missing", now: 200, epoch, from: 5, to: 7 });
    expect(effects).toEqual([
      { kind: "alarm", code: "rows-missing", detail: `${epoch} 5-7` },
      { kind: "send-rows", epoch, from: 8, to: 10 },
    ]);
  });
});
