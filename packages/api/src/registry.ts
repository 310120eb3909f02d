import { ledgers, RecordNumber, RosterCount, TimeMs } from "@beket/domain";
import * as v from "valibot";
import { ApplicationView } from "./central.ts";
import { Code, Count, Hex32, Uuid } from "./common.ts";

/** Consents of other firms, where a permit comes from, and what a registrar looks at. */
export const registryRoutes = {
  /** GET: consents that the organisation of the header gave and was given (`ConsentList`). Needs a portal session. */
  ownConsents: "/api/v1/portal/consents",
  /** POST `WithdrawalDraft` → `PrepareReply`; POST `SignedSubmission` → `ConsentReply`. */
  withdrawalPrepare: "/api/v1/consents/withdrawals/prepare",
  withdrawals: "/api/v1/consents/withdrawals",
  /** POST `ProvenanceRequest` → `ProvenanceReply`: who signed for a permit. Registrars and auditors; the view is audited. */
  provenance: "/api/v1/authority/provenance",
  /** GET: exemptions of small organisations that were drawn for a look (`SmallReviewList`). Registrars. */
  smallReviews: "/api/v1/authority/small-exemptions",
  /** POST: in order. */
  smallAccept: (exemption: string) => `/api/v1/authority/small-exemptions/${exemption}/accept`,
  /** POST `SmallRevocation`: taken back at once, under the authority's service key. */
  smallRevoke: (exemption: string) => `/api/v1/authority/small-exemptions/${exemption}/revoke`,
} as const;

const Name = v.pipe(v.string(), v.maxLength(300));
const Digits12 = v.pipe(v.string(), v.regex(/^[0-9]{12}$/));
const EachReason = ApplicationView.entries.reasons;

export const WithdrawalDraft = v.strictObject({ bin: v.pipe(v.string(), v.maxLength(40)), consent: Uuid, effectiveAt: TimeMs });
export type WithdrawalDraft = v.InferOutput<typeof WithdrawalDraft>;
/** `revoked` counts the permits that ended with a withdrawn consent. */
export const ConsentReply = v.strictObject({
  id: Uuid,
  consent: Uuid,
  state: v.picklist(["active", "withdrawn", "refused", "waiting"]),
  reasons: EachReason,
  revoked: Count,
  wait: ApplicationView.entries.wait,
});
export type ConsentReply = v.InferOutput<typeof ConsentReply>;
const ConsentView = v.strictObject({
  consent: Uuid,
  /** BIN (or IIN of a sole proprietor) and name of the other side; the name where the base knows it. */
  firm: Digits12,
  name: v.nullable(Name),
  count: RosterCount,
  validFrom: TimeMs,
  validTo: TimeMs,
  state: v.picklist(["active", "withdrawn", "expired"]),
  /** Permits under it that have not ended. */
  permits: Count,
});
const ConsentViews = v.pipe(v.array(ConsentView), v.maxLength(2_000));
export const ConsentList = v.strictObject({ given: ConsentViews, received: ConsentViews });
export type ConsentList = v.InferOutput<typeof ConsentList>;

export const ProvenanceRequest = v.strictObject({
  number: v.pipe(v.string(), v.maxLength(20)),
  reason: v.pipe(v.string(), v.maxLength(300)),
});
export type ProvenanceRequest = v.InferOutput<typeof ProvenanceRequest>;
/** One signed document that made or changed the rows of a number. */
const ProvenanceStep = v.strictObject({
  act: v.picklist(["issued", "amended", "revoked"]),
  at: TimeMs,
  /** The archived submission; null: an act of the authority, named by `source`. */
  submission: v.nullable(Uuid),
  kind: Code,
  source: v.pipe(v.string(), v.maxLength(80)),
  documentSha256: v.nullable(Hex32),
  cmsSha256: v.nullable(Hex32),
  /** As the certificate writes it. */
  signer: v.nullable(Name),
  /** Names of the rows of the tax base, the regime and the verdict that it rested on. */
  indication: v.nullable(v.pipe(v.string(), v.maxLength(40))),
});
export const ProvenanceReply = v.strictObject({
  number: RecordNumber,
  ledger: v.nullable(v.picklist(ledgers)),
  organisation: v.nullable(v.strictObject({ bin: Digits12, name: v.nullable(Name) })),
  application: v.nullable(Uuid),
  state: v.picklist(["active", "revoked", "expired"]),
  rows: Count,
  steps: v.pipe(v.array(ProvenanceStep), v.maxLength(1_000)),
});
export type ProvenanceReply = v.InferOutput<typeof ProvenanceReply>;

export const smallReviewStates = ["open", "accepted", "revoked"] as const;
export const SmallReviewList = v.strictObject({
  reviews: v.pipe(
    v.array(
      v.strictObject({
        exemption: Uuid,
        bin: Digits12,
        name: v.nullable(Name),
        ledger: v.picklist(ledgers),
        issuedAt: TimeMs,
        validTo: TimeMs,
        state: v.picklist(smallReviewStates),
        persons: v.pipe(v.array(Name), v.maxLength(10)),
        vehicles: v.pipe(v.array(Name), v.maxLength(10)),
        numbers: v.pipe(v.array(RecordNumber), v.maxLength(20)),
        /** Staff code and reason of who looked. */
        by: v.nullable(Code),
        reason: v.nullable(v.pipe(v.string(), v.maxLength(300))),
      }),
    ),
    v.maxLength(500),
  ),
});
export type SmallReviewList = v.InferOutput<typeof SmallReviewList>;
export const SmallRevocation = v.strictObject({ reason: v.pipe(v.string(), v.minLength(3), v.maxLength(300)) });
export type SmallRevocation = v.InferOutput<typeof SmallRevocation>;
