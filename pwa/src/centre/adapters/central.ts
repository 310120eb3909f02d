import {
  AssignReply,
  AuditReply,
  centralRoutes,
  centreRoutes,
  csrfHeader,
  DailyCardReply,
  healthRoutes,
  HoldView,
  HoldsReply,
  ImportReply,
  LabOrder,
  MapPostsReply,
  MapSitesReply,
  OrdersReply,
  PanelReply,
  PersonReply,
  PlacesReply,
  planningRoutes,
  PlanReply,
  Problem,
  RegimeReply,
  staffRoutes,
  StaffSession,
  type AssignRequest,
  type DailyCard,
  type ExportRequest,
  type HoldActRequest,
  type OrderResultRequest,
  type PanelName,
  type PersonOpenRequest,
  type StaffSignIn,
} from "@beket/api";
import { err, ok, type Language, type Result } from "@beket/domain";
import * as v from "valibot";
import { panelPath, type TimeRange } from "../model/range.ts";

/** Why central gave no answer to work with. */
export type CallFailure =
  | { readonly kind: "network" }
  | { readonly kind: "late" }
  | { readonly kind: "unreadable"; readonly status: number }
  | { readonly kind: "problem"; readonly code: string; readonly title: string; readonly status: number };
export type Answer<T> = Promise<Result<T, CallFailure>>;
export type FileAnswer = { readonly blob: Blob; readonly name: string | null };

const shortMs = 15_000;
/** A plan of a whole city is checked row by row. */
const longMs = 120_000;

async function failureOf(response: Response): Promise<CallFailure> {
  const body: unknown = await response.json().catch(() => null);
  const problem = v.safeParse(Problem, body);
  if (!problem.success) return { kind: "unreadable", status: response.status };
  const { code, title, status } = problem.output;
  return { kind: "problem", code, title, status };
}

const nameOf = (response: Response): string | null =>
  /filename="([A-Za-z0-9][A-Za-z0-9._-]{0,79})"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? null;

type Ask = { readonly method?: "GET" | "POST" | "DELETE"; readonly body?: unknown; readonly text?: string; readonly limitMs?: number };

/**
 * Calls central from the page it served; every reply is parsed. Personal data and reasons travel in bodies only. `onSignedOut`: central
 * says that nobody is signed in.
 */
export function createCentral(options: {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly language: () => Language;
  /** The session's proof of our own page; null: nobody is signed in. */
  readonly csrf: () => string | null;
  readonly onSignedOut: () => void;
}) {
  const send = async (path: string, ask: Ask): Answer<Response> => {
    const headers: Record<string, string> = { accept: "application/json", "accept-language": options.language() };
    const body = ask.text ?? (ask.body === undefined ? null : JSON.stringify(ask.body));
    if (body !== null) headers["content-type"] = "application/json";
    const method = ask.method ?? (body === null ? "GET" : "POST");
    const csrf = options.csrf();
    if (method !== "GET" && csrf !== null) headers[csrfHeader] = csrf;
    const signal = AbortSignal.timeout(ask.limitMs ?? shortMs);
    try {
      const response = await options.fetch(path, { method, headers, body, signal, cache: "no-store", credentials: "same-origin" });
      if (response.ok) return ok(response);
      const failure = await failureOf(response);
      if (failure.kind === "problem" && failure.code === "staff.not-signed-in") options.onSignedOut();
      return err(failure);
    } catch (error) {
      const late = error instanceof DOMException && error.name === "TimeoutError";
      return err({ kind: late ? "late" : "network" });
    }
  };
  const call = async <T>(path: string, schema: v.GenericSchema<unknown, T>, ask: Ask = {}): Answer<T> => {
    const sent = await send(path, ask);
    if (!sent.ok) return sent;
    const json: unknown = await sent.value.json().catch(() => null);
    const reply = v.safeParse(schema, json);
    return reply.success ? ok(reply.output) : err({ kind: "unreadable", status: sent.value.status });
  };
  const done = async (path: string, ask: Ask): Answer<true> => {
    const sent = await send(path, ask);
    return sent.ok ? ok(true) : sent;
  };
  return {
    session: () => call(staffRoutes.session, StaffSession),
    signIn: (body: StaffSignIn) => call(staffRoutes.session, StaffSession, { body }),
    signOut: () => done(staffRoutes.session, { method: "DELETE" }),
    regime: () => call(centralRoutes.regime, RegimeReply),
    places: () => call(centralRoutes.places, PlacesReply),
    panel: (name: PanelName, range: TimeRange) => call(panelPath(name, range), PanelReply),
    mapPosts: () => call(centreRoutes.mapPosts, MapPostsReply),
    mapSites: () => call(centreRoutes.mapSites, MapSitesReply, { limitMs: longMs }),
    card: (date: string) => call(`${centreRoutes.dailyCard}?date=${date}`, DailyCardReply),
    saveCard: (body: DailyCard) => call(centreRoutes.dailyCard, DailyCardReply, { body }),
    holds: () => call(healthRoutes.holds, HoldsReply),
    actOnHold: (body: HoldActRequest) => call(healthRoutes.holdAct, HoldView, { body }),
    openPerson: (body: PersonOpenRequest) => call(healthRoutes.personOpen, PersonReply, { body }),
    orders: () => call(healthRoutes.orders, OrdersReply),
    orderResult: (body: OrderResultRequest) => call(healthRoutes.orderResult, LabOrder, { body }),
    audit: () => call(healthRoutes.audit, AuditReply),
    export: async (body: ExportRequest): Answer<FileAnswer> => {
      const sent = await send(healthRoutes.export, { body, limitMs: longMs });
      if (!sent.ok) return sent;
      return ok({ blob: await sent.value.blob(), name: nameOf(sent.value) });
    },
    plan: () => call(planningRoutes.plan, PlanReply),
    /** `text`: the file as it is; central answers faults by the feature's place in it. */
    importPlan: (text: string, mode: "dry-run" | "apply") =>
      call(mode === "dry-run" ? `${planningRoutes.import}?dry-run` : planningRoutes.import, ImportReply, { text, limitMs: longMs }),
    assign: (body: AssignRequest) => call(planningRoutes.assign, AssignReply, { body }),
  };
}
export type Central = ReturnType<typeof createCentral>;
