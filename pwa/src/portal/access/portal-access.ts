import { csrfHeader, LoginChallenge, organisationHeader, portalRoutes, PortalSession, type PortalRight } from "@beket/api";
import type { Language } from "@beket/domain";
import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { createApi, type Api, type CallFailure } from "../../calls/api.ts";
import type { Sign } from "../adapters/sign-run.ts";
import type { Digest } from "../signing/document-check.ts";
import type { SignFailure, SignPhase } from "../signing/failure.ts";
import { challengeFault, type ChallengeFault } from "./challenge-check.ts";

/** Who is signed in at this browser. */
export type PortalSigned =
  | { readonly kind: "asking"; readonly failure: CallFailure | null }
  | { readonly kind: "out"; readonly ended: boolean }
  /** `organisation`: the one chosen of the session's. */
  | { readonly kind: "in"; readonly session: PortalSession; readonly organisation: PortalSession["organisations"][number] };
/** How far a sign-in is. Only one runs at a time. */
export type PortalEntering =
  | { readonly kind: "idle" }
  | { readonly kind: "asking" }
  | { readonly kind: "signing"; readonly phase: SignPhase; readonly window: string | null }
  | { readonly kind: "sending" }
  | { readonly kind: "sign-failed"; readonly failure: SignFailure }
  | { readonly kind: "not-asked"; readonly fault: ChallengeFault }
  | { readonly kind: "refused"; readonly failure: CallFailure };

export type PortalAccess = {
  readonly signed: ReadonlySignal<PortalSigned>;
  readonly entering: ReadonlySignal<PortalEntering>;
  /** Calls central in this session: with its proof of our page and the chosen organisation. */
  readonly api: Api;
  /** What the chosen organisation lets this person do. */
  readonly may: (right: PortalRight) => boolean;
  readonly start: () => Promise<void>;
  readonly signIn: () => Promise<void>;
  /** The person waits for the signing program no longer. */
  readonly stop: () => void;
  readonly signOut: (where: "here" | "everywhere") => Promise<CallFailure | null>;
  readonly choose: (bin: string) => void;
};
export type PortalAccessDeps = {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly language: () => Language;
  readonly sign: Sign;
  readonly digest: Digest;
  readonly origin: string;
};

/** A certification authority may be asked before central answers. */
const signInMs = 60_000;
/** Central offers a session as it is in this browser; names of organisations and rights come with it. */
const chosenOf = (session: PortalSession, bin: string | null): PortalSigned => {
  const organisation = session.organisations.find((one) => one.bin === bin) ?? session.organisations[0];
  return organisation === undefined ? { kind: "out", ended: false } : { kind: "in", session, organisation };
};

/** Sign-in at the portal: challenge, signature by NCALayer, session. Nothing is kept in the browser but central's own cookie. */
export function createPortalAccess(deps: PortalAccessDeps): PortalAccess {
  const signed = signal<PortalSigned>({ kind: "asking", failure: null });
  const entering = signal<PortalEntering>({ kind: "idle" });
  let stopping = new AbortController();
  const api = createApi({
    fetch: deps.fetch,
    language: deps.language,
    headers: (isChanging) => {
      const now = signed.peek();
      if (now.kind !== "in") return {};
      return { [organisationHeader]: now.organisation.bin, ...(isChanging ? { [csrfHeader]: now.session.csrf } : {}) };
    },
    signedOutCode: "portal.not-signed-in",
    onSignedOut: () => {
      signed.value = { kind: "out", ended: signed.peek().kind === "in" };
    },
  });
  const signDocument = (document: string): ReturnType<Sign> => {
    stopping = new AbortController();
    const note = (change: Partial<Extract<PortalEntering, { kind: "signing" }>>): void => {
      const now = entering.peek();
      if (now.kind === "signing") entering.value = { ...now, ...change };
    };
    entering.value = { kind: "signing", phase: "connecting", window: null };
    return deps.sign({
      data: btoa(document),
      wish: { kind: "anyone" },
      language: deps.language(),
      signal: stopping.signal,
      onPhase: (phase) => note({ phase }),
      onWindow: (window) => note({ window }),
    });
  };
  const enter = async (): Promise<PortalEntering> => {
    const challenge = await api.call(portalRoutes.challenge, LoginChallenge, { method: "POST", body: {} });
    if (!challenge.ok) return { kind: "refused", failure: challenge.error };
    const fault = await challengeFault(challenge.value, deps.origin, deps.digest);
    if (fault !== null) return { kind: "not-asked", fault };
    const { document } = challenge.value;
    const outcome = await signDocument(document);
    if (outcome.kind === "failed") return { kind: "sign-failed", failure: outcome.failure };
    entering.value = { kind: "sending" };
    const session = await api.call(portalRoutes.session, PortalSession, { body: { document, cms: outcome.cms }, limitMs: signInMs });
    if (!session.ok) return { kind: "refused", failure: session.error };
    signed.value = chosenOf(session.value, null);
    return { kind: "idle" };
  };
  const running = computed(() => ["asking", "signing", "sending"].includes(entering.value.kind));

  return {
    signed,
    entering,
    api,
    may: (right) => {
      const now = signed.value;
      return now.kind === "in" && now.organisation.may.includes(right);
    },
    start: async () => {
      signed.value = { kind: "asking", failure: null };
      const session = await api.call(portalRoutes.session, PortalSession);
      if (session.ok) signed.value = chosenOf(session.value, null);
      else if (session.error.kind === "problem") signed.value = { kind: "out", ended: false };
      else signed.value = { kind: "asking", failure: session.error };
    },
    signIn: async () => {
      if (running.peek()) return;
      entering.value = { kind: "asking" };
      entering.value = await enter();
    },
    stop: () => stopping.abort(),
    signOut: async (where) => {
      const left =
        where === "everywhere"
          ? await api.done(portalRoutes.everywhere, { method: "POST" })
          : await api.done(portalRoutes.session, { method: "DELETE" });
      const isOut = left.ok || (left.error.kind === "problem" && left.error.code === "portal.not-signed-in");
      if (isOut) signed.value = { kind: "out", ended: false };
      return left.ok || isOut ? null : left.error;
    },
    choose: (bin) => {
      const now = signed.peek();
      if (now.kind === "in") signed.value = chosenOf(now.session, bin);
    },
  };
}
