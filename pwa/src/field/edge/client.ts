import { edgeRoutes, EdgeStatus, PostInfo, Problem, Session, type SignIn } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import * as v from "valibot";

/**
 * `unreachable`: no answer in time, or a gateway's. `refused`: the edge answered with a problem. `unreadable`: an answer that
 * this version does not understand.
 */
export type EdgeFailure =
  | { readonly kind: "unreachable" }
  | { readonly kind: "refused"; readonly status: number; readonly code: string; readonly title: string }
  | { readonly kind: "unreadable" };

type Schema<T> = v.GenericSchema<unknown, T>;
type Call = {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly contentType?: string;
  readonly timeoutMs: number;
};
export type EdgeClientDeps = {
  readonly fetch: typeof fetch;
  readonly language: () => string;
  /** Told after every call, so that the screen shows whether the edge is there. */
  readonly onReach: (reached: boolean) => void;
};

const timeoutMs = 8_000;
/** Five megabytes over a weak link of 1 Mbit/s. */
const bytesTimeoutMs = 60_000;
const gateway: ReadonlySet<number> = new Set([408, 429, 502, 504]);

/** What every app in the field asks its node. An app adds its own calls with `get` and `send`. */
export function createEdgeClient(deps: EdgeClientDeps) {
  async function call<T>(schema: Schema<T>, request: Call): Promise<Result<T, EdgeFailure>> {
    let response: Response;
    let text: string;
    try {
      response = await deps.fetch(request.path, {
        method: request.method,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        referrerPolicy: "no-referrer",
        headers: {
          "accept-language": deps.language(),
          ...(request.body === undefined ? {} : { "content-type": request.contentType ?? "application/json" }),
        },
        signal: AbortSignal.timeout(request.timeoutMs),
        ...(request.body === undefined ? {} : { body: request.body }),
      });
      text = await response.text();
    } catch {
      deps.onReach(false);
      return err({ kind: "unreachable" });
    }
    const failure = response.ok ? null : problemOf(response.status, text);
    // A gateway that answers for an edge that is down is not the edge.
    deps.onReach(failure?.kind !== "unreachable");
    return failure === null ? readReply(schema, text) : err(failure);
  }
  const get = <T>(schema: Schema<T>, path: string) => call(schema, { method: "GET", path, timeoutMs });
  const send = <T>(schema: Schema<T>, path: string, body: unknown, limitMs = timeoutMs) =>
    call(schema, { method: "POST", path, body: JSON.stringify(body), timeoutMs: limitMs });

  return {
    get,
    send,
    post: () => get(PostInfo, edgeRoutes.post),
    status: () => get(EdgeStatus, edgeRoutes.status),
    session: () => get(Session, edgeRoutes.sessions),
    signIn: (request: SignIn) => send(Session, edgeRoutes.sessions, request),
    signOut: () => call(v.unknown(), { method: "DELETE", path: edgeRoutes.sessions, timeoutMs }),
    /** A file as it is. */
    sendBytes: <T>(schema: Schema<T>, path: string, contentType: string, body: Uint8Array<ArrayBuffer>) =>
      call(schema, { method: "POST", path, body, contentType, timeoutMs: bytesTimeoutMs }),
    /** A record of the outbox, as it was kept. */
    record: (path: string, body: string) => call(v.unknown(), { method: "POST", path, body, timeoutMs }),
  };
}
export type EdgeClient = ReturnType<typeof createEdgeClient>;

function readReply<T>(schema: Schema<T>, text: string): Result<T, EdgeFailure> {
  if (text === "") {
    const empty = v.safeParse(schema, null);
    return empty.success ? ok(empty.output) : err({ kind: "unreadable" });
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  return parsed.success ? ok(parsed.output) : err({ kind: "unreadable" });
}

function problemOf(status: number, text: string): EdgeFailure {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Problem), text);
  if (!parsed.success && gateway.has(status)) return { kind: "unreachable" };
  if (!parsed.success) return { kind: "refused", status, code: `http-${status}`, title: "" };
  return { kind: "refused", status, code: parsed.output.code, title: parsed.output.title };
}
