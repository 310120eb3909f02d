import { ledgers, RecordNumber, TimeMs } from "@beket/domain";
import * as v from "valibot";
import { SightingView } from "./abuse.ts";
import { Code, Count, EventId, Hex32, Uuid } from "./common.ts";

/** Decisions with their evidence, sealed bundles, legal holds and purges. Auditors; every view is audited. */
export const caseRoutes = {
  /** POST {@link CaseRequest} → {@link CaseView}. */
  open: "/api/v1/authority/cases/open",
  /** POST {@link CaseRequest} → {@link SignatureAgain}: validates the archived signature once more, now. */
  validate: "/api/v1/authority/cases/validate",
  /** POST {@link CaseRequest} → the sealed bundle, a tar file. */
  bundle: "/api/v1/authority/cases/bundle",
  /** GET → {@link LegalHoldsReply}. */
  holds: "/api/v1/authority/legal-holds",
  /** POST {@link LegalHoldStart} → {@link LegalHold}. */
  hold: "/api/v1/authority/legal-holds/start",
  /** POST {@link LegalHoldEnd} → {@link LegalHold}: asks for its end, or, by a second person, ends it. */
  release: "/api/v1/authority/legal-holds/end",
  /** GET → {@link PurgesReply}. */
  purges: "/api/v1/authority/purges",
} as const;

const Ground = v.pipe(v.string(), v.minLength(3), v.maxLength(500));
const Text = v.pipe(v.string(), v.maxLength(2_000));
const Words = v.strictObject({ kk: Text, ru: Text, en: Text });

/** What a case is about: what was signed, a permit or exemption by its number, a look-up, a refusal by the number on the slip. */
export const CaseAbout = v.variant("kind", [
  v.strictObject({ kind: v.literal("submission"), id: Uuid }),
  v.strictObject({ kind: v.literal("number"), number: RecordNumber }),
  v.strictObject({ kind: v.literal("lookup"), event: Uuid }),
  v.strictObject({ kind: v.literal("refusal"), number: v.pipe(v.string(), v.regex(/^[0-9A-Z][0-9A-Z-]{2,11}$/)), post: v.nullable(Code) }),
]);
export type CaseAbout = v.InferOutput<typeof CaseAbout>;
export const CaseRequest = v.strictObject({ about: CaseAbout, reason: Ground });
export type CaseRequest = v.InferOutput<typeof CaseRequest>;

/** The report of one signature in words. `kind` says what a line is of, for its place on a page. */
export const ReportLine = v.strictObject({
  kind: v.picklist(["verdict", "reason", "signer", "time", "status", "evidence", "warning", "fault"]),
  words: Words,
});
export type ReportLine = v.InferOutput<typeof ReportLine>;
export const SignatureAgain = v.strictObject({
  validatedAt: TimeMs,
  /** Whether it is the report of the day it was accepted, to the octet. */
  same: v.boolean(),
  reportSha256: Hex32,
  indication: v.picklist(["TOTAL_PASSED", "TOTAL_FAILED", "INDETERMINATE"]),
  lines: v.pipe(v.array(ReportLine), v.maxLength(500)),
});
export type SignatureAgain = v.InferOutput<typeof SignatureAgain>;

const Reasons = v.pipe(v.array(v.strictObject({ code: v.pipe(v.string(), v.maxLength(80)), words: Words })), v.maxLength(64));
/** Something signed and what came of it. */
export const SubmissionCase = v.strictObject({
  kind: v.literal("submission"),
  id: Uuid,
  what: Code,
  receivedAt: TimeMs,
  state: Code,
  /** Null for a sole proprietor: the number is a person's, and stands in the document. */
  bin: v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{12}$/))),
  name: v.nullable(v.pipe(v.string(), v.maxLength(300))),
  ledger: v.nullable(v.picklist(ledgers)),
  purpose: v.nullable(Code),
  documentSha256: Hex32,
  /** The document as a person reads it. */
  readable: v.strictObject({
    kk: v.pipe(v.array(v.string()), v.maxLength(25_000)),
    ru: v.pipe(v.array(v.string()), v.maxLength(25_000)),
    en: v.pipe(v.array(v.string()), v.maxLength(25_000)),
  }),
  reasons: Reasons,
  rows: v.pipe(
    v.array(
      v.strictObject({
        list: v.picklist(["persons", "vehicles"]),
        index: Count,
        number: v.nullable(RecordNumber),
        code: v.nullable(v.pipe(v.string(), v.maxLength(80))),
        words: v.nullable(Words),
      }),
    ),
    v.maxLength(20_000),
  ),
  /** False: no signature was archived with a pass (it was refused, or is older than the archive), or it was purged. */
  validates: v.boolean(),
  /** Of the verdict that was archived last. */
  indication: v.nullable(v.pipe(v.string(), v.maxLength(40))),
  purgedAt: v.nullable(TimeMs),
  held: v.boolean(),
});
export type SubmissionCase = v.InferOutput<typeof SubmissionCase>;
/** A look-up at a post, with the refusal that followed where there is one. */
export const LookupCase = v.strictObject({
  kind: v.literal("lookup"),
  event: Uuid,
  source: Code,
  epoch: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  seq: Count,
  receivedAt: TimeMs,
  sighting: SightingView,
  purpose: Code,
  regimeVersion: Count,
  /** Null where a second reading was asked for. */
  outcome: v.nullable(v.picklist(["ALLOW", "DENY", "REFER"])),
  reasons: Reasons,
  /** Computed again from what its event stored and central's row versions. */
  again: v.picklist(["agreed", "differing", "not-replayable"]),
  refusal: v.nullable(v.strictObject({ event: Uuid, number: v.pipe(v.string(), v.maxLength(12)), at: TimeMs })),
  held: v.boolean(),
});
export type LookupCase = v.InferOutput<typeof LookupCase>;
export const CaseView = v.variant("kind", [SubmissionCase, LookupCase]);
export type CaseView = v.InferOutput<typeof CaseView>;

/** What a legal hold keeps: one case, or everything of one subject, which is known at central by its keyed hash alone. */
export const LegalHoldTarget = v.variant("kind", [
  ...CaseAbout.options,
  v.strictObject({
    kind: v.literal("subject"),
    scheme: v.picklist(["iin", "doc", "plate"]),
    country: v.pipe(v.string(), v.maxLength(3)),
    value: v.pipe(v.string(), v.maxLength(40)),
  }),
]);
export type LegalHoldTarget = v.InferOutput<typeof LegalHoldTarget>;
export const LegalHoldStart = v.strictObject({ id: EventId, target: LegalHoldTarget, ground: Ground });
export type LegalHoldStart = v.InferOutput<typeof LegalHoldStart>;
export const LegalHoldEnd = v.strictObject({ id: EventId, hold: Uuid, ground: Ground });
export type LegalHoldEnd = v.InferOutput<typeof LegalHoldEnd>;
export const legalHoldStates = ["in-force", "end-asked", "ended"] as const;
export const LegalHold = v.strictObject({
  hold: Uuid,
  target: v.picklist(["submission", "number", "lookup", "refusal", "subject"]),
  /** The case's id or number; null for a subject. */
  about: v.nullable(v.pipe(v.string(), v.maxLength(60))),
  state: v.picklist(legalHoldStates),
  ground: Ground,
  by: Code,
  at: TimeMs,
  endAskedBy: v.nullable(Code),
  endedBy: v.nullable(Code),
  endGround: v.nullable(Ground),
  /** Submissions it keeps now. */
  submissions: Count,
});
export type LegalHold = v.InferOutput<typeof LegalHold>;
export const LegalHoldsReply = v.strictObject({ holds: v.pipe(v.array(LegalHold), v.maxLength(1_000)) });
export type LegalHoldsReply = v.InferOutput<typeof LegalHoldsReply>;

/** What one daily purge took out: `beket/purge/1`, signed by central. `signed` is the text under the signature (RFC 8785). */
export const PurgeDocument = v.strictObject({
  type: v.literal("beket/purge/1"),
  purge: Uuid,
  city: Code,
  at: TimeMs,
  regimeVersion: Count,
  /** Ended before this. */
  endedBefore: TimeMs,
  submissions: Count,
  evidence: Count,
  blobs: Count,
  drafts: Count,
  /** Kept although their time is over. */
  held: Count,
  /** SHA-256 over the purged submissions' ids, ascending, one a line. */
  digest: Hex32,
});
export type PurgeDocument = v.InferOutput<typeof PurgeDocument>;
export const PurgesReply = v.strictObject({
  purges: v.pipe(
    v.array(v.strictObject({ signed: v.pipe(v.string(), v.maxLength(4_000)), signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)) })),
    v.maxLength(400),
  ),
  publicKey: Hex32,
});
export type PurgesReply = v.InferOutput<typeof PurgesReply>;

/** `manifest.json` of a sealed case, canonical (RFC 8785); central signs its bytes with Ed25519 in `manifest.sig`. */
export const CaseManifest = v.strictObject({
  format: v.literal("beket/case/1"),
  city: Code,
  origin: v.pipe(v.string(), v.maxLength(200)),
  madeAt: TimeMs,
  about: v.strictObject({ kind: v.picklist(["submission", "lookup"]), id: Uuid }),
  /** Ed25519, hex: the key of the role `registry` in keys/keyset.json. */
  signer: Hex32,
  files: v.pipe(
    v.array(
      v.strictObject({
        path: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9./-]{0,98}$/)),
        bytes: Count,
        sha256: Hex32,
        /** Where it lies in the case: verdict, input, evidence, audit, chain, key, help. */
        role: v.picklist(["verdict", "input", "evidence", "audit", "chain", "key", "help"]),
      }),
    ),
    v.minLength(1),
    v.maxLength(5_000),
  ),
});
export type CaseManifest = v.InferOutput<typeof CaseManifest>;
