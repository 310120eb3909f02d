import { connect, type IClientOptions, type MqttClient } from "mqtt";
import type { Publication } from "./send-window.ts";

export type LinkDownCode = "unreachable" | "refused" | "lost" | "no-progress" | "subscription-refused" | "asked" | "closed";

export type ConnectionOptions = {
  readonly url: string;
  readonly client: IClientOptions;
  readonly onConnected: () => void;
  readonly onMessage: (topic: string, bytes: Uint8Array) => void;
  /** Once, whatever the reason; nothing else is called after it. */
  readonly onDown: (code: LinkDownCode) => void;
};
export type Connection = {
  /** False when the broker refused one of the topics or the connection went. */
  readonly subscribe: (topics: readonly string[], done: (granted: boolean) => void) => void;
  readonly publish: (publication: Publication, done: (taken: boolean) => void) => void;
  readonly drop: (code: LinkDownCode) => void;
  /** A polite DISCONNECT, so that the broker does not publish the will. */
  readonly finish: () => Promise<void>;
};

const qos = 1;
/** What a broker answers to a refused SUBSCRIBE (MQTT 3.1.1 §3.9.3). */
const subscriptionFailure = 128;

/** One MQTT 3.1.1 connection with a client of its own, which never reconnects: the state of a broken one is thrown away with it. */
export function openConnection(options: ConnectionOptions): Connection {
  const client = connect(options.url, {
    ...options.client,
    protocolVersion: 4,
    clean: true,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
  });
  let down = false;
  let connected = false;

  const goDown = (code: LinkDownCode): void => {
    if (down) return;
    down = true;
    client.end(true);
    options.onDown(code);
  };
  client.on("connect", () => {
    connected = true;
    if (!down) options.onConnected();
  });
  client.on("message", (topic, payload) => {
    if (!down) options.onMessage(topic, new Uint8Array(payload.buffer, payload.byteOffset, payload.byteLength));
  });
  // MQTT.js puts the CONNACK's return code (1 to 5) on the error; a network error has a text code.
  client.on("error", (error) => goDown(connected ? "lost" : "code" in error && typeof error.code === "number" ? "refused" : "unreachable"));
  client.on("close", () => goDown(connected ? "lost" : "unreachable"));

  return {
    subscribe: (topics, done) => subscribeAll(client, topics, (granted) => !down && done(granted)),
    publish: ({ topic, bytes, retain }, done) => {
      client.publish(topic, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { qos, retain }, (error) => {
        if (!down) done(error === undefined || error === null);
      });
    },
    drop: goDown,
    finish: async () => {
      down = true;
      await client.endAsync(false);
    },
  };
}

function subscribeAll(client: MqttClient, topics: readonly string[], done: (granted: boolean) => void): void {
  if (topics.length === 0) {
    done(true);
    return;
  }
  client.subscribe([...topics], { qos }, (error, grants, packet) => {
    const refused =
      (packet?.granted ?? []).some((code) => code === subscriptionFailure) ||
      (grants ?? []).some((grant) => grant.qos === subscriptionFailure);
    done(error === null && !refused);
  });
}
