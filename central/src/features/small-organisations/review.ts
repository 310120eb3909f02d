import type { SmallReviewList } from "@beket/api";
import { parseIin, iinKey } from "@beket/domain";
import type { AuditPort, View } from "../audit/types.ts";
import { newUuid } from "../applications/prepare.ts";
import { hex } from "../bytes.ts";
import { submitAct, type SmallDeps } from "./exempt.ts";
import type { Submission } from "../submissions/ports.ts";
import type { FoundSmall } from "./types.ts";

export type ReviewDeps = SmallDeps & { readonly audit: AuditPort };
export type ReviewFault = "small.review-unknown" | "small.review-closed" | "small.not-available";
const listMax = 500;

/** The sample that a registrar looks at; whom it names is noted before it is shown. */
export function smallReviews(deps: ReviewDeps, by: View["by"]): SmallReviewList {
  const found = deps.store.reviews(listMax);
  const subjects = found.flatMap(({ organisation }) => {
    const iin = parseIin(organisation);
    return iin.ok ? [iinKey(iin.value)] : [];
  });
  if (found.length > 0) deps.audit.viewed({ by, what: "small-exemptions", subjects, about: null, reason: null });
  return {
    reviews: found.map((one) => ({
      exemption: one.exemption,
      bin: one.organisation,
      name: deps.base.organisation(one.organisation)?.name ?? null,
      ledger: one.ledger,
      issuedAt: one.issuedAt,
      validTo: one.validTo,
      state: one.review ?? "open",
      persons: [...one.persons],
      vehicles: [...one.vehicles],
      numbers: [...numbersOf(deps, one)],
      by: one.reviewedBy,
      reason: one.reason,
    })),
  };
}

const isOpen = (submission: Submission | null): boolean => submission?.state === "received" || submission?.state === "waiting";

const numbersOf = (deps: ReviewDeps, { submission }: FoundSmall): readonly string[] => {
  const rows = submission === null ? [] : (deps.submissions.byId(submission)?.answer?.rows ?? []);
  return rows.flatMap(({ number }) => (number === null ? [] : [number]));
};

export function acceptSmall(deps: ReviewDeps, exemption: string, by: string): ReviewFault | null {
  const found = deps.store.find(exemption);
  if (found === null || found.review === null) return "small.review-unknown";
  return deps.store.review(exemption, "accepted", by, null) ? null : "small.review-closed";
}

/** Ends the exemption under the authority's key, then closes the look; done again it ends what is left, which is nothing. */
export function revokeSmall(deps: ReviewDeps, exemption: string, by: string, reason: string): ReviewFault | null {
  const found = deps.store.find(exemption);
  if (found === null || found.review === null) return "small.review-unknown";
  if (found.review !== "open") return "small.review-closed";
  if (deps.serviceKey === null) return "small.not-available";
  // What still waits for evidence cannot be ended before it is there: closed now, it would be issued behind the registrar's back.
  if (isOpen(found.submission === null ? null : deps.submissions.byId(found.submission))) return "small.not-available";
  const numbers = numbersOf(deps, found);
  const now = deps.clock.now();
  if (numbers.length > 0) {
    const submitted = submitAct(deps, deps.serviceKey, now, {
      type: "beket/release/1",
      act: newUuid(deps),
      authority: deps.serviceKey.authority,
      nonce: hex(deps.random(16)),
      origin: deps.origin(),
      createdAt: now,
      numbers: [...numbers],
      ground: `review of exemption ${exemption}: ${reason}`.slice(0, 500),
    });
    // Closed when it has ended, not when that was asked for.
    if (submitted === null || submitted.state !== "done" || (submitted.answer?.reasons.length ?? 0) > 0) return "small.not-available";
  }
  return deps.store.review(exemption, "revoked", by, reason) ? null : "small.review-closed";
}
