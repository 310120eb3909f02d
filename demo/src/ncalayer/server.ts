import type { ServerWebSocket } from "bun";
import type { Chooser } from "./choosers.ts";
import { isLoopbackHostHeader, mayAsk } from "./loopback.ts";
import { greeting, readFrame, type Incoming, type Outcome, type SignRequest } from "./messages.ts";

/** Documents of the portal stay below 8 million characters; base64 of UTF-8 makes that at most 22 MiB. */
const frameBytesMax = 32 * 1024 * 1024;
const queuedFramesMax = 16;

type Connection = {
  readonly origin: string | null;
  readonly closed: AbortController;
  language: SignRequest["language"];
  queued: number;
  /** Frames are answered in order, one at a time: the protocol has no request ids. */
  tail: Promise<void>;
};

async function outcomeOf(request: SignRequest, connection: Connection, choose: Chooser, now: () => number): Promise<Outcome> {
  const choice = await choose(request, connection.origin, connection.closed.signal);
  if (choice.kind !== "key") return choice;
  const options = { encapsulate: request.encapsulate, signingTimeMs: now() };
  return { kind: "signed", cms: request.documents.map((document) => choice.key.sign(document, options)) };
}

async function answer(incoming: Incoming, connection: Connection, choose: Chooser, now: () => number): Promise<string> {
  switch (incoming.kind) {
    case "reply":
      return incoming.text;
    case "locale":
      connection.language = incoming.language;
      return incoming.text;
    case "key-info": {
      const wish = { use: "any", extKeyUsageOids: [], iin: null, bin: null, serialNumber: null, chain: "any" } as const;
      const request = { documents: [], encapsulate: false, wish, language: connection.language };
      const choice = await choose(request, connection.origin, connection.closed.signal);
      return incoming.reply(choice.kind === "key" ? choice.key.info : null);
    }
    case "sign":
      return incoming.reply(await outcomeOf(incoming.request, connection, choose, now));
  }
}

/** How programs in the field behave besides doing their work. */
export type Behaviour = {
  /** Without the basics module, as versions before 2023: a page has to fall back to commonUtils. */
  readonly old?: boolean;
  /** So long until a signature is answered, as a slow token or a busy computer does. */
  readonly delayMs?: number;
  /** Closes the connection instead of signing, as a program that crashes or is ended. */
  readonly closes?: boolean;
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });

export type Simulator = { readonly url: string; readonly stop: () => Promise<void> };

/** Serves the NCALayer protocol on loopback. Throws what `Bun.serve` throws when the port is taken. */
export function serveSimulator(options: {
  readonly port: number;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly choose: Chooser;
  /** The address of the confirm page, told in the greeting so that a demo page can link to it. */
  readonly window: string | null;
  readonly now: () => number;
  readonly behaviour?: Behaviour;
}): Simulator {
  const { choose, now, behaviour = {} } = options;
  const { old = false, delayMs = 0, closes = false } = behaviour;

  const receive = async (socket: ServerWebSocket<Connection>, text: string): Promise<void> => {
    const connection = socket.data;
    const incoming = readFrame(text, connection.language, old);
    const signs = incoming.kind === "sign";
    if (signs && closes) return socket.close(1011, "closing");
    if (signs && delayMs > 0) await pause(delayMs, connection.closed.signal);
    const reply = await answer(incoming, connection, choose, now);
    connection.queued -= 1;
    if (!connection.closed.signal.aborted) socket.send(reply);
  };

  const server = Bun.serve<Connection>({
    hostname: "127.0.0.1",
    port: options.port,
    ...(options.tls === null ? {} : { tls: options.tls }),
    fetch(request, server) {
      const origin = request.headers.get("origin");
      if (!mayAsk(origin) || !isLoopbackHostHeader(request.headers.get("host"))) return new Response(null, { status: 403 });
      const data: Connection = { origin, closed: new AbortController(), language: "ru", queued: 0, tail: Promise.resolve() };
      return server.upgrade(request, { data }) ? undefined : new Response(null, { status: 426 });
    },
    websocket: {
      maxPayloadLength: frameBytesMax,
      idleTimeout: 960,
      open: (socket) => void socket.send(JSON.stringify(greeting(options.window))),
      message(socket, message) {
        const connection = socket.data;
        if (typeof message !== "string") return socket.close(1003, "text only");
        if (connection.queued >= queuedFramesMax) return socket.close(1008, "too many calls in flight");
        connection.queued += 1;
        connection.tail = connection.tail.then(() => receive(socket, message));
      },
      close: (socket) => socket.data.closed.abort(),
    },
  });
  const scheme = options.tls === null ? "ws" : "wss";
  return { url: `${scheme}://127.0.0.1:${server.port}`, stop: () => server.stop(true) };
}
