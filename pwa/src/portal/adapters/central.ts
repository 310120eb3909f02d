import {
  actRoutes,
  ApplicationView,
  centralRoutes,
  citizenRoutes,
  draftRoutes,
  NoticesReply,
  OrganisationCheckReply,
  PassesReply,
  PlacesReply,
  PrepareReply,
  RegimeReply,
  RevocationReply,
  SmallExemptionReply,
  type ApplicationDraft,
  type PassesRequest,
  type RevocationDraft,
  type SignedSubmission,
  type SmallExemptionRequest,
} from "@beket/api";
import type { Result } from "@beket/domain";
import type * as v from "valibot";
import type { Api } from "../../calls/api.ts";

/** Why central gave no answer to work with. */
export type CallFailure =
  | { readonly kind: "network" }
  | { readonly kind: "late" }
  | { readonly kind: "unreadable"; readonly status: number }
  | { readonly kind: "problem"; readonly code: string; readonly title: string; readonly status: number };
/** Ten thousand rows travel, are checked and decided. */
export const longMs = 120_000;

/** What anybody may ask of central. */
export type Central = {
  readonly regime: () => Promise<Result<RegimeAnswer, CallFailure>>;
  readonly places: () => Promise<Result<PlacesReply, CallFailure>>;
  readonly notices: () => Promise<Result<NoticesReply, CallFailure>>;
  readonly checkOrganisation: (bin: string) => Promise<Result<OrganisationCheckReply, CallFailure>>;
  readonly prepare: (draft: ApplicationDraft) => Promise<Result<PrepareReply, CallFailure>>;
  readonly submit: (submission: SignedSubmission) => Promise<Result<ApplicationView, CallFailure>>;
  readonly status: (id: string, secret: string) => Promise<Result<ApplicationView, CallFailure>>;
  readonly passes: (request: PassesRequest) => Promise<Result<PassesReply, CallFailure>>;
  readonly prepareRevocation: (draft: RevocationDraft) => Promise<Result<PrepareReply, CallFailure>>;
  readonly revoke: (submission: SignedSubmission) => Promise<Result<RevocationReply, CallFailure>>;
  readonly exempt: (request: SmallExemptionRequest) => Promise<Result<SmallExemptionReply, CallFailure>>;
};
type RegimeAnswer = v.InferOutput<typeof RegimeReply>;

export function createCentral({ call }: Pick<Api, "call">): Central {
  return {
    regime: () => call(centralRoutes.regime, RegimeReply),
    places: () => call(centralRoutes.places, PlacesReply),
    notices: () => call(actRoutes.notices, NoticesReply),
    checkOrganisation: (bin) => call(centralRoutes.organisationCheck, OrganisationCheckReply, { body: { bin } }),
    prepare: (body) => call(centralRoutes.prepare, PrepareReply, { body, limitMs: longMs }),
    submit: (body) => call(centralRoutes.applications, ApplicationView, { body, limitMs: longMs }),
    status: (id, secret) => call(centralRoutes.applicationStatus, ApplicationView, { body: { id, secret } }),
    passes: (body) => call(citizenRoutes.passes, PassesReply, { body }),
    prepareRevocation: (body) => call(centralRoutes.revocationPrepare, PrepareReply, { body, limitMs: longMs }),
    revoke: (body) => call(centralRoutes.revocations, RevocationReply, { body, limitMs: longMs }),
    exempt: (body) => call(draftRoutes.smallExemptions, SmallExemptionReply, { body }),
  };
}
