import { deedOf, type ActDeed, type AuthorityAct } from "@beket/domain";
import type { Act } from "./ports.ts";

const blank = {
  effect: null,
  sample: [],
  versions: null,
  needsSecond: true,
  document: null,
  documentSha256: null,
  submission: null,
  signedAt: null,
  reasons: [],
  approver: null,
  approvedAt: null,
  approval: null,
  outcome: null,
  undoneBy: null,
} as const;

/** The moment of what has one; a deed over the common set has times of its own. */
const momentOf = (deed: ActDeed): number | null =>
  deed.kind === "regime" ? deed.regime.validFrom : deed.kind === "revocation" ? deed.effectiveFrom : null;

/** What somebody at a screen proposes; it is counted next. */
export function proposedAct(
  given: Pick<Act, "id" | "authority" | "ground" | "notice" | "deed" | "undoes" | "proposalSha256">,
  by: string,
  now: number,
): Act {
  return {
    ...blank,
    ...given,
    kind: given.deed.kind,
    state: "counting",
    proposer: by,
    proposedAt: now,
    effectiveFrom: momentOf(given.deed),
  };
}

export type SignedDocument = {
  readonly act: AuthorityAct;
  readonly document: string;
  readonly documentSha256: string;
  readonly submission: string;
};

/** How many rows of the common set a deed names. */
export const listedRows = (deed: ActDeed): number =>
  deed.kind === "release" ? new Set(deed.numbers).size : deed.kind === "exemption" || deed.kind === "hold" ? deed.subjects.length : 0;

/** What an authority's own system sent, signed. */
export function adoptedAct(signed: SignedDocument, state: Act["state"], now: number): Act {
  const { act, document, documentSha256, submission } = signed;
  const deed = deedOf(act);
  const rows = listedRows(deed);
  return {
    ...blank,
    id: act.act,
    kind: deed.kind,
    state,
    authority: act.authority,
    ground: act.ground,
    notice: null,
    proposer: null,
    proposedAt: now,
    proposalSha256: documentSha256,
    deed,
    effectiveFrom: momentOf(deed),
    effect: { sha256: documentSha256, rows, organisations: 0, ledgers: [], common: rows },
    document,
    documentSha256,
    submission,
    signedAt: now,
    undoes: null,
  };
}
