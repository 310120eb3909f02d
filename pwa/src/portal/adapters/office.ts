import {
  ApplicationView,
  ConsentList,
  ConsentReply,
  Draft,
  DraftList,
  DraftPrepared,
  centralRoutes,
  draftRoutes,
  OwnApplications,
  OwnRoster,
  Preparers,
  PrepareReply,
  registryRoutes,
  type ConsentDraft,
  type DraftBody,
  type DraftStart,
  type SignedSubmission,
  type WithdrawalDraft,
} from "@beket/api";
import type { Result } from "@beket/domain";
import type { Api } from "../../calls/api.ts";
import { longMs, type CallFailure } from "./central.ts";

type Reply<T> = Promise<Result<T, CallFailure>>;
/** What people of an organisation ask of central once they have signed in. */
export type Office = {
  readonly drafts: () => Reply<DraftList>;
  readonly startDraft: (start: DraftStart) => Reply<Draft>;
  readonly draft: (id: string) => Reply<Draft>;
  readonly saveDraft: (id: string, body: DraftBody) => Reply<Draft>;
  readonly discardDraft: (id: string) => Reply<true>;
  readonly setReady: (id: string, ready: boolean) => Reply<Draft>;
  readonly prepareDraft: (id: string) => Reply<DraftPrepared>;
  readonly applications: () => Reply<OwnApplications>;
  readonly rosterOf: (application: string) => Reply<OwnRoster>;
  readonly preparers: () => Reply<Preparers>;
  readonly namePreparers: (preparers: Preparers) => Reply<Preparers>;
  readonly consents: () => Reply<ConsentList>;
  readonly prepareConsent: (draft: ConsentDraft) => Reply<PrepareReply>;
  readonly consent: (submission: SignedSubmission) => Reply<ConsentReply>;
  readonly prepareWithdrawal: (draft: WithdrawalDraft) => Reply<PrepareReply>;
  readonly withdraw: (submission: SignedSubmission) => Reply<ConsentReply>;
  readonly submitChange: (submission: SignedSubmission) => Reply<ApplicationView>;
  readonly submitApplication: (submission: SignedSubmission) => Reply<ApplicationView>;
};

/** In a session, for its chosen organisation: its number stands in a header, never in an address. */
export function createOffice({ call: ask, done }: Pick<Api, "call" | "done">): Office {
  const routes = draftRoutes;
  return {
    drafts: () => ask(routes.drafts, DraftList),
    startDraft: (body) => ask(routes.drafts, Draft, { body }),
    draft: (id) => ask(routes.draft(id), Draft, { limitMs: longMs }),
    saveDraft: (id, body) => ask(routes.draft(id), Draft, { method: "PUT", body, limitMs: longMs }),
    discardDraft: (id) => done(routes.draft(id), { method: "DELETE" }),
    setReady: (id, ready) => ask(routes.ready(id), Draft, { body: { ready }, limitMs: longMs }),
    prepareDraft: (id) => ask(routes.prepare(id), DraftPrepared, { method: "POST", limitMs: longMs }),
    applications: () => ask(routes.ownApplications, OwnApplications),
    rosterOf: (application) => ask(routes.ownRoster(application), OwnRoster, { limitMs: longMs }),
    preparers: () => ask(routes.preparers, Preparers),
    namePreparers: (body) => ask(routes.preparers, Preparers, { method: "PUT", body }),
    consents: () => ask(registryRoutes.ownConsents, ConsentList),
    prepareConsent: (body) => ask(routes.consentPrepare, PrepareReply, { body }),
    consent: (body) => ask(routes.consents, ConsentReply, { body, limitMs: longMs }),
    prepareWithdrawal: (body) => ask(registryRoutes.withdrawalPrepare, PrepareReply, { body }),
    withdraw: (body) => ask(registryRoutes.withdrawals, ConsentReply, { body, limitMs: longMs }),
    submitChange: (body) => ask(routes.changes, ApplicationView, { body, limitMs: longMs }),
    submitApplication: (body) => ask(centralRoutes.applications, ApplicationView, { body, limitMs: longMs }),
  };
}
