import {
  AppealState,
  AppealStates,
  ApplicationView,
  centralRoutes,
  citizenRoutes,
  OwnLookups,
  RefusalRecord,
  SelfCheckReply,
  type AppealRequest,
  type AppealTarget,
  type RefusalQuestion,
  type SelfCheckRequest,
} from "@beket/api";
import { err, ok, type Language, type Result } from "@beket/domain";
import * as v from "valibot";

/** Why there is no answer. `title` is central's own sentence, in the person's language already. */
export type Failure =
  | { readonly kind: "network" }
  | { readonly kind: "unreadable" }
  | { readonly kind: "problem"; readonly code: string; readonly title: string };
type Answer<T> = Promise<Result<T, Failure>>;
type Schema<T> = v.GenericSchema<unknown, T>;

const Problem = v.object({ code: v.pipe(v.string(), v.maxLength(80)), title: v.pipe(v.string(), v.maxLength(500)) });
const limitMs = 20_000;

/** Central as a citizen's phone asks it: numbers, identifiers and texts in bodies only, never in an address. */
export function createCentral(options: {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly language: () => Language;
}) {
  const call = async <T>(path: string, schema: Schema<T>, body?: unknown): Answer<T> => {
    const headers: Record<string, string> = { accept: "application/json", "accept-language": options.language() };
    if (body !== undefined) headers["content-type"] = "application/json";
    // Old phones have no AbortSignal.timeout.
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), limitMs);
    try {
      const response = await options.fetch(path, {
        method: body === undefined ? "GET" : "POST",
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        cache: "no-store",
        credentials: "same-origin",
        signal: stop.signal,
      });
      const json: unknown = await response.json().catch(() => null);
      if (!response.ok) {
        const problem = v.safeParse(Problem, json);
        return err(problem.success ? { kind: "problem", ...problem.output } : { kind: "unreadable" });
      }
      const reply = v.safeParse(schema, json);
      return reply.success ? ok(reply.output) : err({ kind: "unreadable" });
    } catch {
      return err({ kind: "network" });
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    selfCheck: (request: SelfCheckRequest) => call(citizenRoutes.selfCheck, SelfCheckReply, request),
    refusal: (question: RefusalQuestion) => call(citizenRoutes.refusal, RefusalRecord, question),
    appeal: (request: AppealRequest) => call(citizenRoutes.appeals, AppealState, request),
    appeals: (target: AppealTarget) => call(citizenRoutes.appealStates, AppealStates, target),
    application: (key: { readonly id: string; readonly secret: string }) => call(centralRoutes.applicationStatus, ApplicationView, key),
    lookups: () => call(citizenRoutes.ownLookups, OwnLookups),
  };
}
export type Central = ReturnType<typeof createCentral>;
