import { AbuseRules, ledgers, RecordNumber, SubjectKey, TimeMs } from "@beket/domain";
import * as v from "valibot";
import { Code, Count, EventId, Uuid } from "./common.ts";

/** The authority's report of abuse. Lists name no person; one finding is opened at a time, and that is audited. Registrars and auditors. */
export const abuseRoutes = {
  /** POST {@link FindingsQuery} → {@link FindingsReply}, or CSV. */
  findings: "/api/v1/authority/abuse/findings",
  /** POST {@link FindingRequest} → {@link FindingDetail}. */
  finding: "/api/v1/authority/abuse/finding",
  /** POST {@link FindingAct} → {@link Finding}. */
  act: "/api/v1/authority/abuse/act",
  /** POST {@link FlagRelease} → {@link Finding}: the posts stop referring. Registrars. */
  releaseFlag: "/api/v1/authority/abuse/flag/release",
} as const;

/** Two of what was seen, six of what was signed. */
export const findingKinds = [
  "impossible-travel",
  "shared-permit",
  "several-organisations",
  "roster-copy",
  "bulk-addition",
  "churn",
  "distant-vehicles",
  "growth",
] as const;
export type FindingKind = (typeof findingKinds)[number];
export const findingStates = ["open", "explained", "forwarded", "acted"] as const;
export type FindingState = (typeof findingStates)[number];
export const severities = ["low", "medium", "high"] as const;
export type Severity = (typeof severities)[number];

const Name = v.nullable(v.pipe(v.string(), v.maxLength(300)));
const Note = v.pipe(v.string(), v.minLength(3), v.maxLength(500));
/** `bin` is null for a sole proprietor: their number is a person's. */
const Holder = v.strictObject({ bin: v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{12}$/))), name: Name });
export const Finding = v.strictObject({
  finding: Uuid,
  kind: v.picklist(findingKinds),
  severity: v.picklist(severities),
  state: v.picklist(findingStates),
  foundAt: TimeMs,
  lastAt: TimeMs,
  /** When nothing of it is in force any more; null: not known to end. */
  endsAt: v.nullable(TimeMs),
  /** How the subject is known; null where it is about organisations. */
  scheme: v.nullable(v.picklist(["iin", "doc", "plate"])),
  organisations: v.pipe(v.array(Holder), v.maxLength(20)),
  posts: v.pipe(v.array(Code), v.maxLength(2)),
  /** What was measured, by name: `organisations`, `shared`, `percent`, `added`, `minutes`, `metres`… */
  measured: v.record(Code, Count),
  flag: v.nullable(v.strictObject({ number: RecordNumber, until: TimeMs, released: v.boolean() })),
});
export type Finding = v.InferOutput<typeof Finding>;

export const FindingsQuery = v.strictObject({
  kinds: v.optional(v.pipe(v.array(v.picklist(findingKinds)), v.maxLength(findingKinds.length)), []),
  states: v.optional(v.pipe(v.array(v.picklist(findingStates)), v.maxLength(findingStates.length)), []),
  /** At least. */
  severity: v.optional(v.picklist(severities), "low"),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)), 50),
  cursor: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(120))), null),
  format: v.optional(v.picklist(["json", "csv"]), "json"),
});
export type FindingsQuery = v.InferInput<typeof FindingsQuery>;
export const FindingsReply = v.strictObject({
  asOf: TimeMs,
  findings: v.pipe(v.array(Finding), v.maxLength(200)),
  /** Of the next page; null at the end. */
  cursor: v.nullable(v.pipe(v.string(), v.maxLength(120))),
  /** Permits and events that were not looked through yet. */
  behind: Count,
  rules: AbuseRules,
});
export type FindingsReply = v.InferOutput<typeof FindingsReply>;

export const FindingRequest = v.strictObject({ finding: Uuid, reason: Note });
export type FindingRequest = v.InferOutput<typeof FindingRequest>;
export const SightingView = v.strictObject({
  event: Uuid,
  kind: v.picklist(["lookup", "passage", "refusal"]),
  at: TimeMs,
  post: Code,
  lane: v.nullable(Code),
  officer: v.nullable(Code),
  direction: v.nullable(v.picklist(["in", "out"])),
  outcome: v.nullable(v.picklist(["ALLOW", "DENY", "REFER"])),
});
export type SightingView = v.InferOutput<typeof SightingView>;
/** A finding with its evidence. */
export const FindingDetail = v.strictObject({
  finding: Finding,
  subject: v.nullable(SubjectKey),
  permits: v.pipe(
    v.array(
      v.strictObject({
        number: RecordNumber,
        ledger: v.picklist(ledgers),
        holder: Holder,
        application: Uuid,
        /** As the certificate of the application's signer names them. */
        signer: Name,
        state: v.picklist(["active", "revoked", "expired"]),
        validFrom: TimeMs,
        validTo: TimeMs,
      }),
    ),
    v.maxLength(200),
  ),
  sightings: v.pipe(v.array(SightingView), v.maxLength(200)),
  posts: v.pipe(
    v.array(
      v.strictObject({
        post: Code,
        name: v.strictObject({ kk: v.string(), ru: v.string(), en: v.string() }),
        at: v.nullable(v.tuple([v.number(), v.number()])),
      }),
    ),
    v.maxLength(40),
  ),
  history: v.pipe(
    v.array(v.strictObject({ at: TimeMs, by: Code, state: v.picklist([...findingStates, "flag-released"]), note: v.nullable(Note) })),
    v.maxLength(200),
  ),
});
export type FindingDetail = v.InferOutput<typeof FindingDetail>;

/** `id` makes a retry the same act. */
export const FindingAct = v.strictObject({ id: EventId, finding: Uuid, state: v.picklist(findingStates), note: Note });
export type FindingAct = v.InferOutput<typeof FindingAct>;
export const FlagRelease = v.strictObject({ id: EventId, finding: Uuid, reason: Note });
export type FlagRelease = v.InferOutput<typeof FlagRelease>;
