import type { AppealDecision, AppealState } from "@beket/api";

export type Appeal = Omit<AppealState, "appeal"> & {
  readonly id: string;
  readonly kind: "refusal" | "application";
  /** The refusal or referral, or the submission. */
  readonly target: string;
  readonly post: string | null;
  /** When what it is against happened. */
  readonly aboutAt: number;
  readonly text: string;
  readonly phone: string | null;
  readonly decidedBy: string | null;
  readonly correction: AppealDecision["correction"] | null;
  readonly note: string | null;
};
/** Every method is one durable transaction. */
export type AppealStore = {
  /** The one that stands for the same thing already, or this one. */
  readonly add: (appeal: Appeal) => Appeal;
  readonly byId: (id: string) => Appeal | null;
  readonly byTarget: (kind: Appeal["kind"], target: string) => readonly Appeal[];
  /** Open ones oldest first, decided ones newest first. */
  readonly list: (which: "open" | "decided", limit: number) => readonly Appeal[];
  /** False when somebody decided it before. */
  readonly decide: (id: string, decision: AppealDecision, by: string, at: number) => boolean;
  readonly openCount: () => number;
};
