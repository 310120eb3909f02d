import { err, ok, type Result } from "@beket/domain";

/** Who is connected: the address of the socket's other end (a proxy's, where one stands before us). Empty when it is gone already. */
export type Client = { readonly client: string };
export type ServeOptions = {
  /** The second argument fits Hono's bindings. */
  readonly fetch: (request: Request, client: Client) => Response | Promise<Response>;
  readonly hostname: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly requestBytesMax?: number;
  readonly tls?: { readonly cert: string; readonly key: string };
};
export type HttpServer = {
  readonly url: string;
  readonly port: number;
  /** Takes nothing new, lets what runs finish for two seconds, then cuts the rest (open event streams never finish). */
  readonly stop: () => Promise<void>;
};
export type ServeFault = {
  readonly code: "port-taken" | "port-denied" | "address-unknown" | "serve-failed";
  /** Fit to print. */
  readonly line: string;
};

/** A silent connection is dropped after so long; an event stream must write something more often. */
const idleTimeoutS = 60;
const requestBytesMaxDefault = 8 * 1_048_576;
const stopGraceMs = 2_000;

/** Bun.serve with one clear line for the faults of an operator. */
export function serve(options: ServeOptions): Result<HttpServer, ServeFault> {
  const { hostname, port, tls } = options;
  try {
    const server = Bun.serve({
      fetch: (request, server) => options.fetch(request, { client: server.requestIP(request)?.address ?? "" }),
      hostname,
      port,
      idleTimeout: idleTimeoutS,
      maxRequestBodySize: options.requestBytesMax ?? requestBytesMaxDefault,
      development: false,
      // Bun 1.4.5 shares the port between processes as soon as development is off, unless it is told not to.
      reusePort: false,
      ...(tls === undefined ? {} : { tls }),
    });
    const bound = server.port ?? port;
    const shownHost = hostname.includes(":") ? `[${hostname}]` : hostname;
    return ok({
      url: `${tls === undefined ? "http" : "https"}://${shownHost}:${bound}`,
      port: bound,
      stop: async () => {
        const done = server.stop(false);
        const cut = setTimeout(() => void server.stop(true), stopGraceMs);
        await done;
        clearTimeout(cut);
      },
    });
  } catch (thrown) {
    return err(faultOf(thrown, `${hostname}:${port}`));
  }
}

function faultOf(thrown: unknown, address: string): ServeFault {
  const code = thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";
  switch (code) {
    case "EADDRINUSE":
      return { code: "port-taken", line: `${address} is taken by another program; stop it or choose another port` };
    case "EACCES":
      return { code: "port-denied", line: `${address} needs rights that this user has not; choose a port above 1023` };
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return { code: "address-unknown", line: `${address} is no address of this machine` };
    default:
      return { code: "serve-failed", line: `cannot listen on ${address}${code === "" ? "" : ` (${code})`}` };
  }
}
