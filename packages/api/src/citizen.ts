import { ledgers, TimeMs } from "@beket/domain";
import * as v from "valibot";
import { Code, Count, Hex32, Uuid } from "./common.ts";

/** What anybody may ask of central without signing in. Numbers, identifiers and second facts stand in bodies, never in an address. */
export const citizenRoutes = {
  /** POST `SelfCheckRequest` → `SelfCheckReply`. */
  selfCheck: "/api/v1/self-check",
  /** POST `RefusalQuestion` → `RefusalRecord`. */
  refusal: "/api/v1/refusals/view",
  /** POST `AppealRequest` → `AppealState`. */
  appeals: "/api/v1/appeals",
  /** POST `AppealTarget` → `AppealStates`. */
  appealStates: "/api/v1/appeals/states",
  /** POST `PassesRequest` → `PassesReply`: passes for the permits of an application. */
  passes: "/api/v1/passes",
  /** GET, with a portal session: who looked up the IIN of the certificate (`OwnLookups`). */
  ownLookups: "/api/v1/portal/lookups",
} as const;

const Sentence = v.pipe(v.string(), v.maxLength(600));
/** A sentence in the three languages of the city. */
export const Sentences = v.strictObject({ kk: Sentence, ru: Sentence, en: Sentence });
export type Sentences = v.InferOutput<typeof Sentences>;
/** Why, and what to do about it, said to the person concerned. */
export const ToldReason = v.strictObject({ code: Code, cause: Sentences, remedy: Sentences });
export type ToldReason = v.InferOutput<typeof ToldReason>;
const Typed = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max));
const PaperNumber = v.pipe(v.string(), v.regex(/^[0-9A-Z-]{4,16}$/));
const Outcome = v.picklist(["ALLOW", "REFER", "DENY"]);

/** `second`: code of the pass, or number of the permit. `country` says who issued a document or plate; absent: Kazakhstan. */
export const SelfCheckRequest = v.strictObject({
  identifier: Typed(40),
  country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  second: Typed(40),
});
export type SelfCheckRequest = v.InferOutput<typeof SelfCheckRequest>;
/** `not-confirmed` is told alike of an unknown identifier, one without a permit, and a second fact that does not fit. */
export const SelfCheckReply = v.variant("kind", [
  v.strictObject({ kind: v.literal("not-confirmed") }),
  v.strictObject({
    kind: v.literal("confirmed"),
    outcome: Outcome,
    reasons: v.pipe(v.array(ToldReason), v.maxLength(16)),
    permit: v.strictObject({
      number: PaperNumber,
      ledger: v.picklist(ledgers),
      validFrom: TimeMs,
      validTo: TimeMs,
      window: v.strictObject({ days: Count, fromMinute: Count, toMinute: Count }),
      /** Names of posts or areas; null: everywhere in its ledger. */
      places: v.nullable(v.pipe(v.array(Sentences), v.maxLength(64))),
    }),
    checkedAt: TimeMs,
  }),
]);
export type SelfCheckReply = v.InferOutput<typeof SelfCheckReply>;

/** `proof`: the last four signs of the plate, IIN or document that was read at the post. */
export const RefusalQuestion = v.strictObject({ number: Typed(40), proof: Typed(12) });
export type RefusalQuestion = v.InferOutput<typeof RefusalQuestion>;
export const appealStates = ["open", "upheld", "overturned"] as const;
export const AppealState = v.strictObject({
  appeal: Uuid,
  /** Of the refusal, or of the permit or row; null: of the whole application. */
  number: v.nullable(PaperNumber),
  receivedAt: TimeMs,
  state: v.picklist(appealStates),
  decidedAt: v.nullable(TimeMs),
  /** What the registrar answers. */
  answer: v.nullable(v.pipe(v.string(), v.maxLength(1_000))),
});
export type AppealState = v.InferOutput<typeof AppealState>;
export const RefusalRecord = v.strictObject({
  number: PaperNumber,
  kind: v.picklist(["refusal", "referral"]),
  occurredAt: TimeMs,
  post: Sentences,
  reasons: v.pipe(v.array(ToldReason), v.maxLength(32)),
  /** Of a referral: how it ended; null while it is open. */
  outcome: v.nullable(v.picklist(["admitted", "turned-back", "to-medic", "detained"])),
  appeal: v.nullable(AppealState),
});
export type RefusalRecord = v.InferOutput<typeof RefusalRecord>;

/** What an appeal is against. Of an application: the whole (`number: null`), or one permit of it that was revoked. */
export const AppealTarget = v.variant("kind", [
  v.strictObject({ kind: v.literal("refusal"), ...RefusalQuestion.entries }),
  v.strictObject({ kind: v.literal("application"), id: Uuid, secret: Hex32, number: v.nullable(Typed(40)) }),
]);
export type AppealTarget = v.InferOutput<typeof AppealTarget>;
export const appealTextMax = 500;
export const AppealRequest = v.strictObject({
  target: AppealTarget,
  text: v.pipe(v.string(), v.trim(), v.minLength(10), v.maxLength(appealTextMax)),
  phone: v.nullable(v.pipe(v.string(), v.regex(/^\+?[0-9]{5,15}$/))),
});
export type AppealRequest = v.InferOutput<typeof AppealRequest>;
export const AppealStates = v.strictObject({ appeals: v.pipe(v.array(AppealState), v.maxLength(100)) });
export type AppealStates = v.InferOutput<typeof AppealStates>;

/** Passes of the permits that are or will be in force, in the order of the document. `after` is the last `at` of the page before. */
export const PassesRequest = v.strictObject({ id: Uuid, secret: Hex32, after: v.nullable(Count) });
export type PassesRequest = v.InferOutput<typeof PassesRequest>;
export const passKinds = ["person", "vehicle", "bus"] as const;
export const passesPageMax = 200;
export const PrintedPass = v.strictObject({
  /** Place among the application's rows, persons first. */
  at: Count,
  number: PaperNumber,
  kind: v.picklist(passKinds),
  ledger: v.picklist(ledgers),
  /** What the QR code holds. */
  text: v.pipe(v.string(), v.maxLength(400)),
  /** Ten signs for the telephone and the self-check. */
  code: v.pipe(v.string(), v.regex(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)),
  validFrom: TimeMs,
  validTo: TimeMs,
  window: v.strictObject({ days: Count, fromMinute: Count, toMinute: Count }),
  places: v.nullable(v.pipe(v.array(Sentences), v.maxLength(64))),
});
export type PrintedPass = v.InferOutput<typeof PrintedPass>;
export const PassesReply = v.strictObject({
  passes: v.pipe(v.array(PrintedPass), v.maxLength(passesPageMax)),
  /** For the next page; null: this was the last. */
  next: v.nullable(Count),
  total: Count,
});
export type PassesReply = v.InferOutput<typeof PassesReply>;

/** Who looked up one's own IIN: posts and purposes, no officer's name. Newest first. */
export const OwnLookups = v.strictObject({
  since: TimeMs,
  lookups: v.pipe(
    v.array(
      v.strictObject({
        at: TimeMs,
        /** `post`: an officer or camera at a post; `staff`: somebody at central; `portal`: the own organisation; `public`: a self-check. */
        by: v.picklist(["post", "staff", "portal", "public"]),
        /** Null where it was not at a post. */
        post: v.nullable(Sentences),
        /** Why: `post-check`, `camera`, `self-check`, `roster`, … What came of it is not told: it could tell of a hold (I9). */
        what: Code,
      }),
    ),
    v.maxLength(500),
  ),
});
export type OwnLookups = v.InferOutput<typeof OwnLookups>;
