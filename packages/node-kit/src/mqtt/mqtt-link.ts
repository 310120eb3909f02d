import type { ClockPort, Link, RandomPort } from "@beket/replication";
import type { IClientOptions } from "mqtt";
import { openConnection, type Connection, type LinkDownCode } from "./connection.ts";
import { createSendWindow } from "./send-window.ts";

// connecting ──CONNACK──► subscribing ──SUBACK──► up ──error, close, no progress, asked──► waiting ──backoff──► connecting
//     └───────────────────────┴── refused, unreachable, too slow ──────────────────────────►┘        close() from anywhere ──► closed

export type MqttLinkOptions = {
  /** mqtt://host:port, mqtts://, ws://, wss:// */
  readonly url: string;
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** A retained birth at each connection and a retained will; both carry the session number, so that a late will is ignored. */
  readonly presence?: {
    readonly topic: string;
    readonly birth: (session: number) => Uint8Array;
    readonly will: (session: number) => Uint8Array;
  };
  readonly clock: ClockPort;
  readonly random: RandomPort;
  /** Publications in flight without PUBACK (default 32); more wait, up to `waitingMax` (default 1,024). */
  readonly windowMax?: number;
  readonly waitingMax?: number;
  /** Pause before a new connection: doubled from the least (500) to the most (30,000), half of it by chance. */
  readonly backoffMinMs?: number;
  readonly backoffMaxMs?: number;
  /** With something unanswered and nothing received for so long (default 60,000), the connection is given up. */
  readonly noProgressMs?: number;
  readonly connectTimeoutMs?: number;
  readonly keepAliveS?: number;
};
export type MqttLinkStatus = {
  readonly up: boolean;
  /** Grows with each connection, over restarts too as long as the clock does. */
  readonly session: number;
  readonly inFlight: number;
  readonly waiting: number;
  /** Why the last connection ended; null before that. */
  readonly lastDown: LinkDownCode | null;
};
/**
 * `publish` rejects with a LinkError at the latest when the connection goes. `subscribe` is kept for ever: it resolves when the broker
 * granted it, or at once while there is no connection, because each connection subscribes before it counts as up.
 */
export type MqttLink = Omit<Link, "publish"> & {
  readonly publish: (topic: string, bytes: Uint8Array, options?: { readonly retain?: boolean }) => Promise<void>;
  readonly status: () => MqttLinkStatus;
  /** Publishes the will's payload as a farewell, then disconnects. */
  readonly close: () => Promise<void>;
};

/** A connection that held for so long shows that the broker is well, and the backoff starts small again. */
const stableMs = 5_000;
const farewellMs = 1_000;

/** A link over MQTT 3.1.1 that connects at once and again until `close`: a fresh client each time, QoS 1, clean sessions. */
export function createMqttLink(options: MqttLinkOptions): MqttLink {
  const { clock, presence } = options;
  const window = createSendWindow(options.windowMax ?? 32, options.waitingMax ?? 1_024);
  const topics = new Set<string>();
  const messageHandlers = new Set<(topic: string, bytes: Uint8Array) => void>();
  const stateHandlers = new Set<(up: boolean) => void>();
  const watchdog = createWatchdog(clock, options.noProgressMs ?? 60_000, () => connection?.drop("no-progress"));
  const pauseMs = createBackoff(options);
  let connection: Connection | null = null;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let up = false;
  let upSince = 0;
  let session = 0;
  let lastDown: LinkDownCode | null = null;
  let closed = false;

  const setUp = (now: boolean): void => {
    if (up === now) return;
    up = now;
    for (const handler of stateHandlers) handler(now);
  };
  const start = (): void => {
    retry = null;
    session = Math.max(session + 1, Math.trunc(clock.now()));
    watchdog.expect();
    const opened = openConnection({
      url: options.url,
      client: clientOptions(options, session),
      onConnected: () => subscribeThenStand(opened, new Set()),
      onMessage: (topic, bytes) => {
        watchdog.progress(window.inFlight() > 0);
        for (const handler of messageHandlers) handler(topic, bytes);
      },
      onDown: (code) => fall(code),
    });
    connection = opened;
  };
  /** Again while topics were added during a round trip: none may be missing when the link says that it is up. */
  const subscribeThenStand = (opened: Connection, done: ReadonlySet<string>): void => {
    const missing = [...topics].filter((topic) => !done.has(topic));
    if (missing.length === 0) return stand(opened);
    opened.subscribe(missing, (granted) => {
      if (granted) subscribeThenStand(opened, new Set([...done, ...missing]));
      else opened.drop("subscription-refused");
    });
  };
  const stand = (opened: Connection): void => {
    watchdog.progress(false);
    upSince = clock.monotonic();
    window.open((publication, done) => {
      watchdog.expect();
      opened.publish(publication, (taken) => {
        done(taken);
        watchdog.progress(window.inFlight() > 0);
      });
    });
    if (presence !== undefined) publishQuietly(presence.topic, presence.birth(session));
    setUp(true);
  };
  const fall = (code: LinkDownCode): void => {
    const held = up && clock.monotonic() - upSince >= stableMs;
    connection = null;
    lastDown = code;
    watchdog.progress(false);
    window.shut();
    setUp(false);
    if (!closed) retry = setTimeout(start, pauseMs(held));
  };
  /** A birth that is lost with its connection is published again at the next one. */
  const publishQuietly = (topic: string, bytes: Uint8Array): void => {
    window.publish({ topic, bytes, retain: true }).catch(() => undefined);
  };

  start();
  return {
    publish: (topic, bytes, how) => window.publish({ topic, bytes, retain: how?.retain ?? false }),
    subscribe: (topic) =>
      new Promise((resolve) => {
        const known = topics.has(topic);
        topics.add(topic);
        const present = connection;
        if (known || present === null || !up) return resolve();
        watchdog.expect();
        present.subscribe([topic], (granted) => {
          watchdog.progress(window.inFlight() > 0);
          if (!granted) present.drop("subscription-refused");
          resolve();
        });
      }),
    onMessage: (handler) => {
      messageHandlers.add(handler);
      return () => messageHandlers.delete(handler);
    },
    onState: (handler) => {
      stateHandlers.add(handler);
      handler(up);
      return () => stateHandlers.delete(handler);
    },
    reconnect: () => connection?.drop("asked"),
    status: () => ({ up, session, inFlight: window.inFlight(), waiting: window.waiting(), lastDown }),
    close: async () => {
      if (closed) return;
      closed = true;
      if (retry !== null) clearTimeout(retry);
      const last = connection;
      if (last !== null && up) {
        if (presence !== undefined)
          await within(farewellMs, window.publish({ topic: presence.topic, bytes: presence.will(session), retain: true }));
        await within(farewellMs, last.finish());
      }
      last?.drop("closed");
      connection = null;
      lastDown = "closed";
      window.shut();
      setUp(false);
      watchdog.stop();
    },
  };
}

function clientOptions(options: MqttLinkOptions, session: number): IClientOptions {
  const { presence, username, password, tls } = options;
  return {
    clientId: options.clientId,
    keepalive: options.keepAliveS ?? 30,
    connectTimeout: options.connectTimeoutMs ?? 10_000,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...tls,
    ...(presence === undefined
      ? {}
      : { will: { topic: presence.topic, payload: Buffer.from(presence.will(session)), qos: 1, retain: true } }),
  };
}

/** Doubles at each failure; half of the pause is by chance, so that a thousand posts do not come back in one second. */
function createBackoff({ backoffMinMs = 500, backoffMaxMs = 30_000, random }: MqttLinkOptions): (held: boolean) => number {
  let failures = 0;
  return (held) => {
    failures = held ? 0 : failures + 1;
    const ceiling = Math.min(backoffMaxMs, backoffMinMs * 2 ** Math.min(failures, 20));
    const [a = 0, b = 0] = random(2);
    return ceiling / 2 + ((a * 256 + b) / 65_536) * (ceiling / 2);
  };
}

type Watchdog = {
  /** Something was sent that must be answered. */
  readonly expect: () => void;
  /** Something came; is there more to wait for? */
  readonly progress: (more: boolean) => void;
  readonly stop: () => void;
};

/** MQTT.js on a bad link may hang with an open socket: no error, no close, no PUBACK. */
function createWatchdog(clock: ClockPort, noProgressMs: number, bite: () => void): Watchdog {
  let waitingSince: number | null = null;
  const timer = setInterval(() => {
    if (waitingSince === null || clock.monotonic() - waitingSince < noProgressMs) return;
    waitingSince = null;
    bite();
  }, noProgressMs / 4);
  return {
    expect: () => {
      waitingSince ??= clock.monotonic();
    },
    progress: (more) => {
      waitingSince = more ? clock.monotonic() : null;
    },
    stop: () => clearInterval(timer),
  };
}

/** Waits for a farewell that need not arrive. */
async function within(timeoutMs: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([work.catch(() => undefined), timeout]);
  clearTimeout(timer);
}
