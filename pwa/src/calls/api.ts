import { Problem } from "@beket/api";
import { err, ok, type Language, type Result } from "@beket/domain";
import * as v from "valibot";

/** Why central gave no answer to work with. `title` is in the person's language already. */
export type CallFailure =
  | { readonly kind: "network" }
  | { readonly kind: "late" }
  | { readonly kind: "unreadable"; readonly status: number }
  | {
      readonly kind: "problem";
      readonly code: string;
      readonly title: string;
      readonly detail: string | null;
      readonly status: number;
      readonly faults: readonly { readonly path: string; readonly code: string; readonly message: string }[];
    };
export type Answer<T> = Promise<Result<T, CallFailure>>;
export type Ask = {
  /** Left out: POST where there is a body, else GET. */
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  /** A file, sent as it is, with its media type. */
  readonly file?: { readonly bytes: Blob; readonly type: string };
  readonly headers?: Readonly<Record<string, string>>;
  readonly limitMs?: number;
};
export type FileAnswer = { readonly blob: Blob; readonly name: string | null };

const shortMs = 15_000;

async function failureOf(response: Response): Promise<CallFailure> {
  const body: unknown = await response.json().catch(() => null);
  const problem = v.safeParse(Problem, body);
  if (!problem.success) return { kind: "unreadable", status: response.status };
  const { code, title, status, detail = null, faults = [] } = problem.output;
  return { kind: "problem", code, title, status, detail, faults };
}

const nameOf = (response: Response): string | null =>
  /filename="([A-Za-z0-9][A-Za-z0-9._-]{0,79})"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? null;

/**
 * Calls central from the page it served; every reply is parsed. Personal data and reasons travel in bodies only. `onSignedOut`: central
 * says that nobody is signed in.
 */
export function createApi(options: {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly language: () => Language;
  /** What the session adds: the proof of our page to a request that changes something. */
  readonly headers: (isChanging: boolean) => Readonly<Record<string, string>>;
  /** The code by which central says that nobody is signed in. */
  readonly signedOutCode: string;
  readonly onSignedOut: () => void;
}) {
  const send = async (path: string, ask: Ask): Answer<Response> => {
    const body = ask.file?.bytes ?? (ask.body === undefined ? null : JSON.stringify(ask.body));
    const method = ask.method ?? (body === null ? "GET" : "POST");
    const headers = {
      accept: "application/json",
      "accept-language": options.language(),
      ...(body === null ? {} : { "content-type": ask.file?.type ?? "application/json" }),
      ...options.headers(method !== "GET"),
      ...ask.headers,
    };
    const signal = AbortSignal.timeout(ask.limitMs ?? shortMs);
    try {
      const response = await options.fetch(path, { method, headers, body, signal, cache: "no-store", credentials: "same-origin" });
      if (response.ok) return ok(response);
      const failure = await failureOf(response);
      if (failure.kind === "problem" && failure.code === options.signedOutCode) options.onSignedOut();
      return err(failure);
    } catch (error) {
      const late = error instanceof DOMException && error.name === "TimeoutError";
      return err({ kind: late ? "late" : "network" });
    }
  };
  return {
    /** The reply, by its schema. */
    call: async <T>(path: string, schema: v.GenericSchema<unknown, T>, ask: Ask = {}): Answer<T> => {
      const sent = await send(path, ask);
      if (!sent.ok) return sent;
      const json: unknown = await sent.value.json().catch(() => null);
      const reply = v.safeParse(schema, json);
      return reply.success ? ok(reply.output) : err({ kind: "unreadable", status: sent.value.status });
    },
    /** Where the reply has no body. */
    done: async (path: string, ask: Ask): Answer<true> => {
      const sent = await send(path, ask);
      return sent.ok ? ok(true) : sent;
    },
    /** A download, with the name that central gives it. */
    file: async (path: string, ask: Ask = {}): Answer<FileAnswer> => {
      const sent = await send(path, ask);
      return sent.ok ? ok({ blob: await sent.value.blob(), name: nameOf(sent.value) }) : sent;
    },
  };
}
export type Api = ReturnType<typeof createApi>;
