import { createServer, type Server } from "node:net";
import { createHash, timingSafeEqual } from "node:crypto";
import type { CentralKeysFile } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import { parseTopic } from "@beket/replication";
import { Aedes, type AedesPublishPacket, type Client } from "aedes";
import type { CentralLink } from "../features/link.ts";

/** A frame beyond this is nobody's of ours. */
const payloadBytesMax = 2 * 1024 * 1024;
/** A birth or a will is a session number and a word. */
const presenceBytesMax = 200;
/** Who has not signed in yet says CONNECT and nothing else; MQTT would let it announce, and fill, 256 MB. */
const greetingBytesMax = 16 * 1024;

export type Broker = {
  readonly url: string;
  readonly link: CentralLink;
  readonly clients: () => number;
  readonly close: () => Promise<void>;
};
export type BrokerOptions = {
  readonly host: string;
  readonly port: number;
  readonly sources: CentralKeysFile["sources"];
  readonly onRefused: (code: "login-refused" | "publish-refused" | "subscribe-refused") => void;
};

/** An MQTT 3.1.1 broker in this process. A source reads and writes its own topics only; the frames in them are signed anyway. */
export async function startBroker(options: BrokerOptions): Promise<Result<Broker, string>> {
  const sourceOf = new WeakMap<Client, string>();
  const byUsername = new Map(options.sources.map((source) => [source.username, source]));
  const aedes = await Aedes.createBroker({
    maxTopicLevels: 8,
    // Whoever comes back wants the present state, not a queue: a session that outlives its connection would only grow.
    preConnect: (_, packet, done) => done(null, packet.clean !== false),
    authenticate: (client, username, password, done) => {
      const known = byUsername.get(username ?? "");
      // The client's name is the source's: a broker cuts off the older of two that bear one name.
      const isKnown = isPassword(password, known?.passwordSha256 ?? "0".repeat(64)) && known !== undefined;
      if (!isKnown || client.id !== known.source) {
        options.onRefused("login-refused");
        return done(null, false);
      }
      sourceOf.set(client, known.source);
      return done(null, true);
    },
    authorizePublish: (client, packet, done) => {
      const source = client === null ? undefined : sourceOf.get(client);
      const isFit = mayPublish(packet.topic, source) && isSized(packet);
      if (!isFit) options.onRefused("publish-refused");
      done(isFit ? null : new Error("not its topic"));
    },
    authorizeSubscribe: (client, subscription, done) => {
      const isFit = maySubscribe(subscription.topic, sourceOf.get(client));
      if (!isFit) options.onRefused("subscribe-refused");
      // A null subscription answers 0x80 in the SUBACK and keeps the connection.
      done(null, isFit ? subscription : null);
    },
  });
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    let heard = 0;
    const client = aedes.handle(socket);
    socket.on("data", (chunk: Uint8Array) => {
      heard += chunk.length;
      if (heard <= greetingBytesMax || sourceOf.has(client)) return;
      options.onRefused("login-refused");
      socket.destroy();
    });
  });
  const port = await listen(server, options);
  if (!port.ok) {
    await closeAedes(aedes);
    return port;
  }
  return ok({
    url: `mqtt://${options.host}:${port.value}`,
    link: createLocalLink(aedes),
    clients: () => aedes.connectedClients,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      await closeAedes(aedes);
      await closed;
    },
  });
}

function isPassword(password: Uint8Array | undefined, expectedSha256: string): boolean {
  const given = createHash("sha256")
    .update(password ?? new Uint8Array())
    .digest();
  return timingSafeEqual(given, Buffer.from(expectedSha256, "hex"));
}

export function mayPublish(topic: string, source: string | undefined): boolean {
  const parsed = parseTopic(topic);
  return source !== undefined && parsed !== null && (parsed.kind === "up" || parsed.kind === "pres") && parsed.source === source;
}

/** What is retained stays in the broker's memory for every topic there is: only a presence does, of which a source has one. */
function isSized({ topic, payload, retain }: Pick<AedesPublishPacket, "topic" | "payload" | "retain">): boolean {
  const isPresence = parseTopic(topic)?.kind === "pres";
  return payload.length <= (isPresence ? presenceBytesMax : payloadBytesMax) && (isPresence || !retain);
}

/** Its own `dn` topics, and the registry's: what is in them opens only with the keys of a scope. */
export function maySubscribe(filter: string, source: string | undefined): boolean {
  if (source === undefined) return false;
  const levels = filter.split("/");
  if (levels[0] !== "beket" || levels[1] !== "1" || levels.length > 6) return false;
  if (levels[2] === "dn") return levels[3] === source && levels.length === 5;
  return levels[2] === "reg" && levels.length >= 4;
}

function listen(server: Server, { host, port }: BrokerOptions): Promise<Result<number, string>> {
  return new Promise((resolve) => {
    server.once("error", (fault: Error & { readonly code?: string }) => {
      const taken = fault.code === "EADDRINUSE";
      const why = taken
        ? "is taken by another program; stop it or choose another port"
        : `cannot be listened on (${fault.code ?? "unknown"})`;
      resolve(err(`the broker's address ${host}:${port} ${why}`));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(ok(typeof address === "object" && address !== null ? address.port : port));
    });
  });
}

const closeAedes = (aedes: Aedes): Promise<void> =>
  new Promise((resolve) => {
    aedes.close(() => resolve());
  });

/** Central's own connection: in process, without a socket. It is up for as long as the broker is. */
function createLocalLink(aedes: Aedes): CentralLink {
  const handlers = new Set<(topic: string, bytes: Uint8Array) => void>();
  const deliver = (packet: AedesPublishPacket, done: () => void): void => {
    const bytes = typeof packet.payload === "string" ? new TextEncoder().encode(packet.payload) : new Uint8Array(packet.payload);
    for (const handler of handlers) handler(packet.topic, bytes);
    done();
  };
  return {
    publish: (topic, bytes, options) =>
      new Promise((resolve, reject) => {
        const packet = {
          cmd: "publish" as const,
          qos: 1 as const,
          dup: false,
          retain: options?.retain ?? false,
          topic,
          payload: Buffer.from(bytes),
        };
        aedes.publish(packet, (fault) => (fault === undefined || fault === null ? resolve() : reject(fault)));
      }),
    subscribe: (topic) =>
      new Promise((resolve) => {
        aedes.subscribe(topic, deliver, () => resolve());
      }),
    onMessage: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    onState: (handler) => {
      handler(true);
      return () => undefined;
    },
    reconnect: () => undefined,
    close: () => Promise.resolve(),
  };
}
