import type { ConsentDocument } from "@beket/domain";
import type { Lending } from "../applications/decide-application.ts";
import type { Answer } from "../submissions/ports.ts";

/** A consent that was given; its subjects as the registry is keyed (`plate KAZ 123ABC02`). */
export type Consent = {
  readonly consent: string;
  readonly submission: string;
  /** BIN or IIN of who lends, and of who may name the subjects. */
  readonly lender: string;
  readonly to: string;
  readonly subjects: ReadonlySet<string>;
  readonly persons: number;
  readonly vehicles: number;
  readonly validFrom: number;
  readonly validTo: number;
  readonly withdrawnFrom: number | null;
};
export type ConsentStore = {
  readonly find: (consent: string) => Consent | null;
  /** Those that have not ended and were not taken back by `now`. */
  readonly activeFor: (to: string, now: number) => readonly Consent[];
  readonly givenBy: (lender: string, limit: number) => readonly Omit<Consent, "subjects">[];
  readonly givenTo: (to: string, limit: number) => readonly Omit<Consent, "subjects">[];
  readonly put: (consent: Consent) => void;
  readonly withdraw: (consent: string, from: number) => void;
  /** What a consent's or a withdrawal's submission did; the same transaction. */
  readonly outcome: (submission: string) => Answer | null;
  readonly recordOutcome: (submission: string, decidedAt: number, answer: Answer) => void;
  readonly transaction: <T>(work: () => T) => T;
};
/** What a decision asks about lent vehicles and people. */
export type ConsentPort = {
  /** For rows of this applicant from `from` to `until`. */
  readonly lending: (to: string, from: number, until: number) => Lending;
  /** Whether the consent still names the subject for the whole of that time. */
  readonly covers: (to: string, from: number, until: number) => (consent: string, subject: string) => boolean;
};
export type ConsentSubjects = Pick<ConsentDocument, "persons" | "vehicles">;
