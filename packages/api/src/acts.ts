import { ActDeed, ActEffect, ActGround, actKinds, ledgers, permitFates, RecordNumber, Regime, TimeMs, Trilingual } from "@beket/domain";
import * as v from "valibot";
import { RevocationReply } from "./central.ts";
import { Code, Count, EventId, Hex32, Uuid } from "./common.ts";
import { StaffProof } from "./staff.ts";

/** Acts of the authority (I11): proposed, counted, signed, approved by a second person, executed at their moment, undone as one. */
export const actRoutes = {
  /** GET: `ActList`. POST `ActProposal`: counts begin. Registrars; auditors read. */
  acts: "/api/v1/acts",
  /** GET: `ActView`. */
  act: (act: string) => `/api/v1/acts/${act}`,
  /** POST: counts it again, and writes the document anew. */
  recount: (act: string) => `/api/v1/acts/${act}/recount`,
  /** POST `SignedSubmission`: the proposer's document under the authority's signature. */
  sign: (act: string) => `/api/v1/acts/${act}/sign`,
  /** POST `ActApproval`: by another registrar, with a fresh assertion over `approval.digest`. */
  approve: (act: string) => `/api/v1/acts/${act}/approve`,
  /** POST: the proposer, or any registrar, takes it back before it is executed. */
  withdraw: (act: string) => `/api/v1/acts/${act}/withdraw`,
  /** POST `ActUndo`: proposes the act that undoes it. */
  undo: (act: string) => `/api/v1/acts/${act}/undo`,
  /** GET, without signing in: what is coming, in words (`NoticesReply`). */
  notices: "/api/v1/notices",
  /** GET: the rules in force, those that come, and drafts (`RegimeDesk`). POST: a new draft out of the rules in force. */
  regimeDesk: "/api/v1/regime-desk",
  /** GET `RegimeDraft`, PUT `RegimeDraftBody`, DELETE. */
  regimeDraft: (draft: string) => `/api/v1/regime-desk/drafts/${draft}`,
  /** POST: begins to compute what would change. GET: how far it is (`RegimePreview`). */
  regimePreview: (draft: string) => `/api/v1/regime-desk/drafts/${draft}/preview`,
} as const;

const [, revocationDeed, exemptionDeed, holdDeed, releaseDeed] = ActDeed.options;
/** A cut-over names the draft that was previewed; its revision must be that one. `effectiveFrom` is a whole minute. */
export const ProposedDeed = v.variant("kind", [
  v.strictObject({ kind: v.literal("regime"), draft: Uuid, revision: Count, permits: v.picklist(permitFates), effectiveFrom: TimeMs }),
  revocationDeed,
  exemptionDeed,
  holdDeed,
  releaseDeed,
]);
/** `act` is made by the page: the same again finds the first try. */
export const ActProposal = v.strictObject({
  act: EventId,
  authority: Code,
  ground: ActGround,
  notice: v.nullable(Trilingual),
  deed: ProposedDeed,
});
export type ActProposal = v.InferOutput<typeof ActProposal>;
export const ActUndo = v.strictObject({ act: EventId, ground: ActGround });
export type ActUndo = v.InferOutput<typeof ActUndo>;
/** `proof`: a fresh assertion of the signed-in person over `approval.digest` (`staffRoutes.stepUp`). */
export const ActApproval = v.strictObject({
  digest: Hex32,
  proof: StaffProof,
});
export type ActApproval = v.InferOutput<typeof ActApproval>;

export const actStates = [
  /** Being counted. */
  "counting",
  /** Counts are there; it may be signed. */
  "counted",
  /** The signature waits for evidence of revocation. */
  "checking",
  "awaiting-approval",
  /** Signed, and approved where that is needed. */
  "approved",
  "executing",
  "done",
  "withdrawn",
  /** Refused for good; `reasons` say why. */
  "refused",
  /** Its moment came too near before it began: it is to be proposed again. */
  "late",
  "undone",
] as const;
export type ActState = (typeof actStates)[number];
const Person = v.pipe(v.string(), v.maxLength(120));
export const ActSummary = v.strictObject({
  act: Uuid,
  kind: v.picklist(actKinds),
  state: v.picklist(actStates),
  authority: Code,
  ground: ActGround,
  proposedAt: TimeMs,
  /** Staff code; null: the authority's own system sent it. */
  proposer: v.nullable(Code),
  approver: v.nullable(Code),
  /** The moment, for what has one. */
  effectiveFrom: v.nullable(TimeMs),
  rows: Count,
  needsSecond: v.boolean(),
  undoes: v.nullable(Uuid),
  undoneBy: v.nullable(Uuid),
});
export type ActSummary = v.InferOutput<typeof ActSummary>;
export const ActList = v.strictObject({
  asOf: TimeMs,
  acts: v.pipe(v.array(ActSummary), v.maxLength(500)),
  /** Whose signature acts may bear, with what they may do and whose key signs. */
  authorities: v.pipe(
    v.array(
      v.strictObject({
        authority: Code,
        bin: v.pipe(v.string(), v.regex(/^[0-9]{12}$/)),
        may: v.pipe(v.array(Code), v.maxLength(8)),
      }),
    ),
    v.maxLength(500),
  ),
  leadMs: Count,
});
export type ActList = v.InferOutput<typeof ActList>;
const Lines = v.pipe(v.array(v.strictObject({ label: Person, value: v.pipe(v.string(), v.maxLength(4_000)) })), v.maxLength(21_000));
export const ActView = v.strictObject({
  ...ActSummary.entries,
  notice: v.nullable(Trilingual),
  reasons: RevocationReply.entries.reasons,
  /** Of a count or an execution under way: rows looked at or done, and of how many. */
  progress: v.nullable(v.strictObject({ done: Count, of: Count })),
  effect: v.nullable(ActEffect),
  /** A few of what changes; nobody is named. */
  sample: v.pipe(
    v.array(
      v.strictObject({
        ledger: v.nullable(v.picklist(ledgers)),
        number: v.nullable(RecordNumber),
        organisation: v.nullable(v.pipe(v.string(), v.maxLength(300))),
        what: Code,
        validTo: TimeMs,
      }),
    ),
    v.maxLength(50),
  ),
  /** Text to sign and the same in words, while it is `counted`. */
  document: v.nullable(v.pipe(v.string(), v.maxLength(8_000_000))),
  sha256: v.nullable(Hex32),
  readable: v.nullable(v.strictObject({ kk: Lines, ru: Lines, en: Lines })),
  /** Why it waits for evidence, as applications have it. */
  wait: RevocationReply.entries.wait,
  /** What the second person's assertion is over, and until when. */
  approval: v.nullable(v.strictObject({ digest: Hex32, until: TimeMs })),
  /** What it did: rows changed, and rows of its count that somebody else had changed before. */
  outcome: v.nullable(v.strictObject({ changed: Count, leftAlone: Count })),
  history: v.pipe(
    v.array(v.strictObject({ at: TimeMs, step: Code, by: v.nullable(Code), code: v.nullable(v.pipe(v.string(), v.maxLength(80))) })),
    v.maxLength(200),
  ),
});
export type ActView = v.InferOutput<typeof ActView>;

export const Notice = v.strictObject({
  notice: Uuid,
  kind: v.picklist(["regime", "revocation"]),
  effectiveFrom: TimeMs,
  permits: v.nullable(v.picklist(permitFates)),
  text: v.nullable(Trilingual),
});
export type Notice = v.InferOutput<typeof Notice>;
export const NoticesReply = v.strictObject({ asOf: TimeMs, notices: v.pipe(v.array(Notice), v.maxLength(50)) });
export type NoticesReply = v.InferOutput<typeof NoticesReply>;

/** The rules of a draft are any JSON of bounded size until they are valid: faults are told at their places. */
const Faults = v.pipe(v.array(v.strictObject({ code: Code, at: v.pipe(v.string(), v.maxLength(200)) })), v.maxLength(2_000));
export const RegimeDraftHead = v.strictObject({
  draft: Uuid,
  revision: Count,
  title: v.pipe(v.string(), v.maxLength(120)),
  base: Count,
  updatedAt: TimeMs,
  updatedBy: Code,
});
export type RegimeDraftHead = v.InferOutput<typeof RegimeDraftHead>;
export const RegimeDesk = v.strictObject({
  inForce: v.nullable(Regime),
  upcoming: v.pipe(v.array(Regime), v.maxLength(50)),
  drafts: v.pipe(v.array(RegimeDraftHead), v.maxLength(200)),
});
export type RegimeDesk = v.InferOutput<typeof RegimeDesk>;
export const RegimeDraftBody = v.strictObject({ revision: Count, title: v.pipe(v.string(), v.maxLength(120)), regime: v.unknown() });
export type RegimeDraftBody = v.InferOutput<typeof RegimeDraftBody>;
const Changes = v.pipe(
  v.array(
    v.strictObject({
      label: v.pipe(v.string(), v.maxLength(300)),
      before: v.nullable(v.pipe(v.string(), v.maxLength(20_000))),
      after: v.nullable(v.pipe(v.string(), v.maxLength(20_000))),
    }),
  ),
  v.maxLength(5_000),
);
export const RegimeDraft = v.strictObject({
  ...RegimeDraftHead.entries,
  regime: v.unknown(),
  faults: Faults,
  /** Against the rules in force, in the reader's language; null while there are faults. */
  difference: v.nullable(Changes),
});
export type RegimeDraft = v.InferOutput<typeof RegimeDraft>;
export const RuleEffect = v.strictObject({
  rule: Code,
  okedPrefix: v.pipe(v.string(), v.maxLength(5)),
  /** Organisations of the base that this rule serves now and would serve. */
  organisationsNow: Count,
  organisationsThen: Count,
  /** Of the organisations with permits: how many could not apply, and their permits. */
  organisationsLose: Count,
  permitsLose: Count,
  organisationsOverCap: Count,
  peopleOverCap: Count,
});
export type RuleEffect = v.InferOutput<typeof RuleEffect>;
export const RegimePreview = v.strictObject({
  draft: Uuid,
  revision: Count,
  state: v.picklist(["running", "done", "none"]),
  progress: v.strictObject({ done: Count, of: Count }),
  asOf: TimeMs,
  totals: v.nullable(
    v.strictObject({
      organisations: Count,
      organisationsLose: Count,
      organisationsGain: Count,
      permits: Count,
      /** That could not be issued under the new rules: activity, purpose or longest validity. */
      permitsNotIssuable: Count,
      permitsNotAuthorised: Count,
      permitsTooLong: Count,
      organisationsOverCap: Count,
      peopleOverCap: Count,
    }),
  ),
  ledgers: v.pipe(
    v.array(v.strictObject({ ledger: v.picklist(ledgers), permits: Count, permitsNotAuthorised: Count, organisationsLose: Count })),
    v.maxLength(2),
  ),
  rules: v.pipe(v.array(RuleEffect), v.maxLength(4_000)),
});
export type RegimePreview = v.InferOutput<typeof RegimePreview>;
