import { ChangedTerms, ledgers, RecordNumber, RosterCount, TimeMs } from "@beket/domain";
import * as v from "valibot";
import { DraftGroups, DraftPersons, DraftPlaces, DraftVehicles, PrepareReply } from "./central.ts";
import { Code, Count, Uuid } from "./common.ts";

/** Drafts on the server: HR prepares, the head opens the link, sees totals and the difference, and signs. All need a portal session. */
export const draftRoutes = {
  /** GET: those of the organisation (`DraftList`). POST `DraftStart`: a new one. */
  drafts: "/api/v1/portal/drafts",
  /** GET, PUT (`DraftBody` with the revision it was read at), DELETE (discards). */
  draft: (draft: string) => `/api/v1/portal/drafts/${draft}`,
  /** POST `{ ready: boolean }`: hands it to the head, or takes it back. */
  ready: (draft: string) => `/api/v1/portal/drafts/${draft}/ready`,
  /** POST: the document to sign, with the difference it makes (`DraftPrepared`). First heads and sole proprietors only. */
  prepare: (draft: string) => `/api/v1/portal/drafts/${draft}/prepare`,
  /** POST `SignedSubmission`: a signed change, answered like an application. */
  changes: "/api/v1/changes",
  /** POST `ConsentDraft` → `PrepareReply`; POST `SignedSubmission` → `ConsentReply`. */
  consentPrepare: "/api/v1/consents/prepare",
  consents: "/api/v1/consents",
  /** GET: applications of the organisation with their counts (`OwnApplications`). Query: none; the organisation is in the header. */
  ownApplications: "/api/v1/portal/applications",
  /** GET: who holds its permits now (`OwnRoster`); every view is audited. */
  ownRoster: (application: string) => `/api/v1/portal/applications/${application}/roster`,
  /** GET, PUT `Preparers` (first head only): whose own EDS may prepare for the organisation. */
  preparers: "/api/v1/portal/preparers",
  /** POST `SmallExemptionRequest` → `SmallExemptionReply`: organisations of two people or fewer, without a signature. */
  smallExemptions: "/api/v1/exemptions/small-organisation",
} as const;
/** Names the organisation of a request: a BIN must not stand in an address. */
export const organisationHeader = "x-beket-organisation";

const Digits12 = v.pipe(v.string(), v.regex(/^[0-9]{12}$/));
const Title = v.pipe(v.string(), v.maxLength(120));
export const draftStates = ["editing", "ready", "signed", "discarded"] as const;
/** What HR fills in. Terms may be unfinished (null) while it is edited. Of a change: `remove` names permits, rows are those that come. */
const content = {
  title: Title,
  ledger: v.nullable(v.picklist(ledgers)),
  purpose: v.nullable(Code),
  /** OKED of an organisation that is not in the base yet. */
  activity: v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{5}$/))),
  validFrom: v.nullable(TimeMs),
  validTo: v.nullable(TimeMs),
  window: v.strictObject({ days: Count, fromMinute: Count, toMinute: Count }),
  places: DraftPlaces,
  persons: DraftPersons,
  vehicles: DraftVehicles,
  groups: DraftGroups,
  remove: v.pipe(v.array(RecordNumber), v.maxLength(10_000)),
  removeReason: v.nullable(Code),
  /** Of a change: new terms for the whole roster; null: as they are. */
  terms: v.nullable(ChangedTerms),
};
export const DraftStart = v.strictObject({ kind: v.picklist(["application", "change"]), application: v.nullable(Uuid), title: Title });
export type DraftStart = v.InferOutput<typeof DraftStart>;
export const DraftBody = v.strictObject({ revision: Count, ...content });
export type DraftBody = v.InferOutput<typeof DraftBody>;
const head = {
  draft: Uuid,
  kind: v.picklist(["application", "change"]),
  /** Of a change: the application it changes. */
  application: v.nullable(Uuid),
  state: v.picklist(draftStates),
  updatedAt: TimeMs,
  /** Name in the certificate of who last changed it. */
  preparedBy: v.pipe(v.string(), v.maxLength(300)),
  /** What it became. */
  submission: v.nullable(Uuid),
};
export const Draft = v.strictObject({ ...head, revision: Count, ...content });
export type Draft = v.InferOutput<typeof Draft>;
export const DraftList = v.strictObject({
  drafts: v.pipe(
    v.array(v.strictObject({ ...head, title: Title, ledger: v.nullable(v.picklist(ledgers)), count: RosterCount, remove: Count })),
    v.maxLength(1_000),
  ),
});
export type DraftList = v.InferOutput<typeof DraftList>;
/**
 * What the signature will do, in numbers. `cap` and `taken` are people (and seats of buses) of the ledger against the headcount share:
 * `taken` is how many would be taken after the signature, so more than `cap` means that the later rows are refused. A null `cap`: the base
 * does not know the organisation yet.
 */
export const DraftPrepared = v.strictObject({
  ...PrepareReply.entries,
  difference: v.nullable(
    v.strictObject({
      add: RosterCount,
      remove: RosterCount,
      before: RosterCount,
      after: RosterCount,
      cap: v.nullable(Count),
      taken: Count,
    }),
  ),
});
export type DraftPrepared = v.InferOutput<typeof DraftPrepared>;

export const ConsentDraft = v.strictObject({
  bin: v.pipe(v.string(), v.maxLength(40)),
  to: v.pipe(v.string(), v.maxLength(40)),
  persons: v.pipe(DraftPersons, v.maxLength(1_000)),
  vehicles: v.pipe(DraftVehicles, v.maxLength(1_000)),
  validFrom: TimeMs,
  validTo: TimeMs,
});
export type ConsentDraft = v.InferOutput<typeof ConsentDraft>;

export const OwnApplications = v.strictObject({
  applications: v.pipe(
    v.array(
      v.strictObject({
        application: Uuid,
        ledger: v.picklist(ledgers),
        purpose: Code,
        validFrom: TimeMs,
        validTo: TimeMs,
        state: v.picklist(["issued", "partly-issued", "refused", "waiting", "pending", "revoked", "expired"]),
        /** Changes so far. */
        revision: Count,
        active: RosterCount,
        receivedAt: TimeMs,
      }),
    ),
    v.maxLength(2_000),
  ),
});
export type OwnApplications = v.InferOutput<typeof OwnApplications>;
export const OwnRoster = v.strictObject({
  application: Uuid,
  revision: Count,
  terms: ChangedTerms,
  rows: v.pipe(
    v.array(
      v.strictObject({
        list: v.picklist(["persons", "vehicles"]),
        number: RecordNumber,
        state: v.picklist(["active", "revoked", "expired"]),
        /** As in the signed document. */
        name: v.pipe(v.string(), v.maxLength(420)),
        scheme: v.picklist(["iin", "doc", "plate"]),
        country: v.pipe(v.string(), v.maxLength(3)),
        value: v.pipe(v.string(), v.maxLength(20)),
        group: v.nullable(Code),
      }),
    ),
    v.maxLength(20_000),
  ),
});
export type OwnRoster = v.InferOutput<typeof OwnRoster>;
export const Preparers = v.strictObject({
  preparers: v.pipe(v.array(v.strictObject({ iin: Digits12, name: v.pipe(v.string(), v.maxLength(200)) })), v.maxLength(50)),
});
export type Preparers = v.InferOutput<typeof Preparers>;

/** The head's IIN is the second fact: it must be the one the tax base knows for the BIN. */
export const SmallExemptionRequest = v.strictObject({
  bin: v.pipe(v.string(), v.maxLength(40)),
  headIin: v.pipe(v.string(), v.maxLength(40)),
  ledger: v.picklist(ledgers),
  persons: v.pipe(DraftPersons, v.maxLength(10)),
  vehicles: v.pipe(DraftVehicles, v.maxLength(10)),
});
export type SmallExemptionRequest = v.InferOutput<typeof SmallExemptionRequest>;
export const SmallExemptionReply = v.strictObject({
  /** `waiting`: the authority's own signature waits for evidence; the numbers hold once it came. */
  state: v.picklist(["issued", "refused", "waiting"]),
  code: v.nullable(v.pipe(v.string(), v.maxLength(80))),
  numbers: v.pipe(v.array(RecordNumber), v.maxLength(20)),
  validTo: v.nullable(TimeMs),
});
export type SmallExemptionReply = v.InferOutput<typeof SmallExemptionReply>;
