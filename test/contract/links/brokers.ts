import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Aedes } from "aedes";

/**
 * A broker on a port of its own; the user "stranger" is refused. `refusesTopics`: a subscription below `forbidden/` is refused in the
 * SUBACK. Mosquitto's ACL file cannot do that: it grants the subscription and delivers nothing.
 */
export type Broker = {
  readonly url: string;
  readonly port: number;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly remove: () => void;
};
export type BrokerKind = { readonly name: string; readonly refusesTopics: boolean; readonly create: () => Promise<Broker> };

const aedes: BrokerKind = {
  name: "aedes",
  refusesTopics: true,
  create: async () => {
    const port = await freePort();
    let server: Server | null = null;
    let broker: Aedes | null = null;
    const sockets = new Set<Socket>();
    return {
      port,
      url: `mqtt://127.0.0.1:${port}`,
      start: async () => {
        const started = await Aedes.createBroker();
        started.authenticate = (_client, username, _password, done) => done(null, username !== "stranger");
        started.authorizeSubscribe = (_client, subscription, done) =>
          done(null, subscription.topic.startsWith("forbidden/") ? null : subscription);
        server = createServer((socket) => {
          sockets.add(socket);
          socket.on("close", () => sockets.delete(socket));
          started.handle(socket);
        });
        broker = started;
        await listen(server, port);
      },
      stop: async () => {
        const [closing, ending] = [server, broker];
        server = null;
        broker = null;
        for (const socket of sockets) socket.destroy();
        await new Promise<void>((resolve) => (closing === null ? resolve() : closing.close(() => resolve())));
        await new Promise<void>((resolve) => (ending === null ? resolve() : ending.close(() => resolve())));
      },
      remove: () => undefined,
    };
  },
};

const mosquittoPath = "/usr/sbin/mosquitto";

const mosquitto: BrokerKind = {
  name: "Mosquitto",
  refusesTopics: false,
  create: async () => {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), "beket-mosquitto-"));
    writeFileSync(join(folder, "passwords"), "");
    writeFileSync(join(folder, "acl"), "topic readwrite open/#\n");
    const config = [
      `listener ${port} 127.0.0.1`,
      "allow_anonymous true",
      "persistence false",
      "user root",
      `password_file ${join(folder, "passwords")}`,
      `acl_file ${join(folder, "acl")}`,
      "log_dest none",
    ];
    writeFileSync(join(folder, "mosquitto.conf"), `${config.join("\n")}\n`);
    let child: Bun.Subprocess | null = null;
    return {
      port,
      url: `mqtt://127.0.0.1:${port}`,
      start: async () => {
        child = Bun.spawn([mosquittoPath, "-c", join(folder, "mosquitto.conf")], { stdout: "ignore", stderr: "ignore" });
        await reachable(port);
      },
      stop: async () => {
        child?.kill(9);
        await child?.exited;
        child = null;
      },
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

export const brokers: readonly BrokerKind[] = existsSync(mosquittoPath) ? [aedes, mosquitto] : [aedes];
if (!existsSync(mosquittoPath)) {
  console.warn("SKIPPED: the link suite against Mosquitto, which is not installed here");
  if (process.env["CI"] !== undefined) throw new Error("Mosquitto must be installed here");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await listen(server, 0);
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === "object" && address !== null ? address.port : 0;
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });

async function reachable(port: number): Promise<void> {
  const answers = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = createConnection({ port, host: "127.0.0.1" });
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => resolve(false));
    });
  while (!(await answers())) await Bun.sleep(20);
}

/** Between a link and a broker: forwards until it is told to swallow everything or to cut. */
export type Proxy = {
  readonly url: string;
  readonly mute: () => void;
  readonly unmute: () => void;
  readonly cut: () => void;
  readonly stop: () => Promise<void>;
};

export async function createProxy(brokerPort: number): Promise<Proxy> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let muted = false;
  const forward = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on("data", (bytes) => {
      if (!muted) to.write(bytes);
    });
    from.on("error", () => to.destroy());
    from.on("close", () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    const far = createConnection({ port: brokerPort, host: "127.0.0.1" });
    forward(near, far);
    forward(far, near);
  });
  await listen(server, port);
  return {
    url: `mqtt://127.0.0.1:${port}`,
    mute: () => {
      muted = true;
    },
    unmute: () => {
      muted = false;
    },
    cut,
    stop: async () => {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
