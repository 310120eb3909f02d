import type { Uuid } from "../codes.ts";
import type { BorderFact, FollowUpEvent, PersonProfile, QuestionnaireEvent, TestPlace, TestResult } from "../events/health.ts";
import type { SubjectKey } from "../subject/types.ts";
import type { Form, HealthRules } from "./rules.ts";

/*
 * What a border post knows, as a fold over its facts. The tablet, the node and central fold with the same code, so that a tablet
 * that works alone refuses what its node would refuse.
 *
 *   arrival opened ─► persons registered ─► confirmed (document seen) ─► questionnaire ─► selection
 *        test ─► registered ─► started (kit, cassette, timer) ─► read ─┬─ negative, positive-past
 *                                                                       ├─ invalid ─► a new test that repeats it
 *                                                                       └─ positive-acute ─► pcr-ordered ─► pcr-read
 */
export type StatedFact = { readonly id: string; readonly occurredAt: number; readonly officer: string | null; readonly fact: BorderFact };

export type Arrival = {
  readonly arrival: Uuid;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly opened: Extract<Extract<BorderFact, { kind: "arrival" }>["step"], { state: "opened" }>;
  /** In the order of their registration. */
  readonly persons: readonly Uuid[];
};
export type Person = {
  readonly person: Uuid;
  readonly arrival: Uuid | null;
  readonly seat: string | null;
  readonly registeredAt: number;
  readonly profile: PersonProfile;
  readonly confirmed: { readonly document: string; readonly by: string } | null;
  /** Every confirmation that was stated, with whom it was about (`identityOf`): a later profile of the same identity may carry it on. */
  readonly confirmations: readonly { readonly document: string; readonly by: string; readonly identity: string }[];
  /** The latest one counts. */
  readonly questionnaire:
    | (Omit<QuestionnaireEvent, "post" | "lane" | "officer" | "tablet" | "paper" | "kind"> & { readonly occurredAt: number })
    | null;
  readonly tests: readonly Uuid[];
  readonly followUps: readonly { readonly action: FollowUpEvent["action"]; readonly at: number; readonly note: string | null }[];
};
export type TestState = "registered" | "running" | "read" | "pcr-ordered" | "pcr-read" | "cancelled";
export type BorderTest = {
  readonly test: Uuid;
  readonly person: Uuid;
  readonly place: TestPlace;
  readonly subjects: readonly SubjectKey[];
  readonly countryFrom: string | null;
  readonly state: TestState;
  readonly registeredAt: number;
  readonly repeats: Uuid | null;
  readonly started: {
    readonly at: number;
    readonly kitType: string;
    readonly lot: string;
    readonly cassette: string;
    readonly readFrom: number;
    readonly readUntil: number;
  } | null;
  readonly read: { readonly at: number; readonly result: TestResult; readonly by: string; readonly reason: string | null } | null;
  /** Every specimen that a PCR was ordered on, earliest first; more than one where the laboratory could not read it. */
  readonly specimens: readonly string[];
  readonly pcr: {
    readonly laboratory: string;
    readonly specimen: string;
    readonly orderedAt: number;
    readonly dueAt: number;
    readonly result: "negative" | "positive" | "invalid" | null;
    readonly readAt: number | null;
  } | null;
};
export type KitLot = {
  readonly kitType: string;
  readonly lot: string;
  readonly expiresAt: number;
  /** What came less what was thrown away; started tests are in `used`. */
  readonly supplied: number;
  readonly used: number;
};

/** What a border post knows. A view is a new object when it changed and the same one while it did not. */
export type BorderView = {
  /** Grows with every fact that is new. */
  readonly version: () => number;
  /** Oldest first, as all lists here. */
  readonly arrivals: () => readonly Arrival[];
  readonly persons: () => readonly Person[];
  readonly tests: () => readonly BorderTest[];
  readonly lots: () => readonly KitLot[];
  readonly arrival: (id: string) => Arrival | null;
  readonly person: (id: string) => Person | null;
  readonly test: (id: string) => BorderTest | null;
  readonly lot: (kitType: string, lot: string) => KitLot | null;
  /** The test that a cassette was used for, whatever became of it. */
  readonly testOfCassette: (code: string) => BorderTest | null;
  /** The test whose PCR was ordered on a specimen. */
  readonly testOfSpecimen: (code: string) => BorderTest | null;
  /** Everybody whose present profile names the identifier. */
  readonly personsOf: (subject: SubjectKey) => readonly Person[];
  /** True for a cassette or specimen of a test that this post has forgotten. */
  readonly isSpent: (code: string) => boolean;
};

/** Why a fact is refused. Each has words in three languages that say what to do (`borderFaultText`). */
export const borderFaultCodes = [
  "arrival-unknown",
  "arrival-closed",
  "arrival-already-open",
  "person-unknown",
  "person-in-other-arrival",
  "identifier-invalid",
  "identifier-of-other-person",
  "guardian-unknown",
  "guardian-is-child",
  "guardian-missing",
  "category-unknown",
  "document-unknown",
  "confirmation-without-document",
  "consent-missing",
  "consent-outdated",
  "form-unknown",
  "answer-missing",
  "answer-not-allowed",
  "selection-not-by-rule",
  "specialist-only",
  "questionnaire-unknown",
  "not-selected",
  "profile-unconfirmed",
  "subjects-differ",
  "test-open",
  "test-unknown",
  "test-exists",
  "test-not-registered",
  "test-not-running",
  "test-not-read",
  "repeat-not-invalid",
  "kit-unknown",
  "lot-unknown",
  "lot-expired",
  "lot-date-differs",
  "cassette-used",
  "cassette-differs",
  "timer-not-of-kit",
  "read-too-early",
  "read-too-late",
  "result-not-of-kit",
  "reason-missing",
  "laboratory-unknown",
  "specimen-used",
  "specimen-differs",
  "pcr-not-due-to-result",
  "pcr-not-ordered",
  "pcr-clock-wrong",
  "laboratory-only",
  "stock-below-zero",
  "role-missing",
  "officer-differs",
  "place-differs",
] as const;
export type BorderFaultCode = (typeof borderFaultCodes)[number];
/** `at` names a field of the fact, never a value. */
export type BorderFault = { readonly code: BorderFaultCode; readonly at: string | null };
/** Worth telling, never a reason to refuse. */
export type BorderWarning = "lot-out-of-stock" | "over-manifest" | "iin-needs-document" | "read-late" | "same-name-and-birth-date";

export type BorderRules = { readonly rules: HealthRules; readonly forms: readonly Form[] };
/** Who states the fact, and where: the role decides what they may. */
export type BorderRole = "medic" | "laboratory" | "selection" | "supervisor";
export type BorderContext = BorderRules & { readonly role: BorderRole; readonly officer: string; readonly place: TestPlace };
