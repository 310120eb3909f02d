import {
  ApplicationView,
  centralRoutes,
  OrganisationCheckReply,
  PlacesReply,
  PrepareReply,
  Problem,
  RegimeReply,
  RevocationReply,
  type ApplicationDraft,
  type RevocationDraft,
  type SignedSubmission,
} from "@beket/api";
import { err, ok, type Language, type Result } from "@beket/domain";
import * as v from "valibot";

/** Why central gave no answer to work with. */
export type CallFailure =
  | { readonly kind: "network" }
  | { readonly kind: "late" }
  | { readonly kind: "unreadable"; readonly status: number }
  | { readonly kind: "problem"; readonly code: string; readonly title: string; readonly status: number };

export type Central = {
  readonly regime: () => Promise<Result<RegimeAnswer, CallFailure>>;
  readonly places: () => Promise<Result<PlacesReply, CallFailure>>;
  readonly checkOrganisation: (bin: string) => Promise<Result<OrganisationCheckReply, CallFailure>>;
  readonly prepare: (draft: ApplicationDraft) => Promise<Result<PrepareReply, CallFailure>>;
  readonly submit: (submission: SignedSubmission) => Promise<Result<ApplicationView, CallFailure>>;
  readonly status: (id: string, secret: string) => Promise<Result<ApplicationView, CallFailure>>;
  readonly prepareRevocation: (draft: RevocationDraft) => Promise<Result<PrepareReply, CallFailure>>;
  readonly revoke: (submission: SignedSubmission) => Promise<Result<RevocationReply, CallFailure>>;
};
type RegimeAnswer = v.InferOutput<typeof RegimeReply>;

type Schema<T> = v.GenericSchema<unknown, T>;

const shortMs = 15_000;
/** Ten thousand rows travel, are checked and decided. */
const longMs = 120_000;

async function failureOf(response: Response): Promise<CallFailure> {
  const body: unknown = await response.json().catch(() => null);
  const problem = v.safeParse(Problem, body);
  if (!problem.success) return { kind: "unreadable", status: response.status };
  const { code, title, status } = problem.output;
  return { kind: "problem", code, title, status };
}

/** Calls central from the page it served. Personal data travel in bodies only. */
export function createCentral(options: { readonly fetch: typeof fetch; readonly language: () => Language }): Central {
  const call = async <T>(path: string, schema: Schema<T>, body: unknown, limitMs: number): Promise<Result<T, CallFailure>> => {
    const headers = { accept: "application/json", "accept-language": options.language() };
    const common = { signal: AbortSignal.timeout(limitMs), cache: "no-store", credentials: "same-origin" } as const;
    const init =
      body === undefined
        ? { headers }
        : { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
    try {
      const response = await options.fetch(path, { ...common, ...init });
      if (!response.ok) return err(await failureOf(response));
      const json: unknown = await response.json().catch(() => null);
      const reply = v.safeParse(schema, json);
      return reply.success ? ok(reply.output) : err({ kind: "unreadable", status: response.status });
    } catch (error) {
      const late = error instanceof DOMException && error.name === "TimeoutError";
      return err({ kind: late ? "late" : "network" });
    }
  };
  return {
    regime: () => call(centralRoutes.regime, RegimeReply, undefined, shortMs),
    places: () => call(centralRoutes.places, PlacesReply, undefined, shortMs),
    checkOrganisation: (bin) => call(centralRoutes.organisationCheck, OrganisationCheckReply, { bin }, shortMs),
    prepare: (draft) => call(centralRoutes.prepare, PrepareReply, draft, longMs),
    submit: (submission) => call(centralRoutes.applications, ApplicationView, submission, longMs),
    status: (id, secret) => call(centralRoutes.applicationStatus, ApplicationView, { id, secret }, shortMs),
    prepareRevocation: (draft) => call(centralRoutes.revocationPrepare, PrepareReply, draft, longMs),
    revoke: (submission) => call(centralRoutes.revocations, RevocationReply, submission, longMs),
  };
}
