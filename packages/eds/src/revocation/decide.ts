import { allReasons, holdReason, type ReasonMask } from "../x509/revocation-reasons.ts";
import type { Statement, StatusSaid } from "./statement.ts";

export type Revoked = Extract<StatusSaid, { kind: "revoked" }>;

/** The status of a certificate at one moment. `unknown` is never `good`: it waits for better evidence. */
export type Decision =
  | { readonly kind: "good"; readonly by: readonly Statement[] }
  | { readonly kind: "revoked"; readonly by: Statement; readonly said: Revoked }
  /** `stale`: what is believed ended before the moment. `status-unknown`: a responder says that it does not know. */
  | { readonly kind: "unknown"; readonly why: "stale" | "status-unknown" | "reasons-not-covered" | "none"; readonly untilMs?: number };

const youngestFirst = (a: Statement, b: Statement): number => b.madeMs - a.madeMs;

/**
 * What believed statements come to at the moment `atMs`.
 *
 *  - A revocation that began by then is final, whatever its age and whatever younger evidence says (RFC 5280 5.3.1: only a
 *    hold can end).
 *  - A hold ends with the first younger evidence that would name it and does not. One that is open counts while its evidence
 *    is current, or when evidence made later still names it.
 *  - Good is said by evidence that was current at the moment, else by evidence made later, and only together for all reasons
 *    (RFC 5280 6.3.3 (l)). What is older than an open hold says nothing about holds.
 *  - Whoever never issued a certificate contradicts every list in which it is not: only a younger response outweighs that.
 */
export const decide = (statements: readonly Statement[], atMs: number): Decision => {
  const revocations = statements.flatMap((by) => {
    const { says } = by;
    return says.kind === "revoked" && says.revocationMs <= atMs ? [{ by, said: says }] : [];
  });
  const isHold = ({ said }: { readonly said: Revoked }): boolean => said.reason === "certificateHold";
  const goods = statements.filter(({ says }) => says.kind === "good" || (says.kind === "revoked" && says.revocationMs > atMs));
  const isBefore = ({ madeMs }: Statement): boolean => madeMs <= atMs;
  const isCurrent = (one: Statement): boolean => isBefore(one) && one.untilMs !== undefined && atMs <= one.untilMs;
  const speaks = (one: Statement): boolean => isCurrent(one) || !isBefore(one);

  const [final] = revocations
    .filter((one) => !isHold(one))
    .toSorted((a, b) => a.said.revocationMs - b.said.revocationMs || youngestFirst(a.by, b.by));
  if (final !== undefined) return { kind: "revoked", ...final };

  const isLifted = (hold: Statement): boolean =>
    isBefore(hold) && goods.some((good) => isBefore(good) && good.madeMs > hold.madeMs && (good.reasons & holdReason) !== 0);
  const open = revocations.filter((one) => isHold(one) && !isLifted(one.by)).toSorted((a, b) => youngestFirst(a.by, b.by));
  const held = open.find(({ by }) => speaks(by));
  if (held !== undefined) return { kind: "revoked", ...held };

  const doubts = statements.filter((one) => (one.says.kind === "unknown" || one.says.kind === "non-issued") && speaks(one));
  const isDisowned = doubts.some(
    ({ says, madeMs }) =>
      says.kind === "non-issued" && !goods.some((good) => good.source === "ocsp" && speaks(good) && good.madeMs > madeMs),
  );
  if (isDisowned) return { kind: "unknown", why: "status-unknown" };

  const covers = (good: Statement): ReasonMask =>
    open.some(({ by }) => good.madeMs <= by.madeMs) ? good.reasons & ~holdReason : good.reasons;
  const by: Statement[] = [];
  let covered: ReasonMask = 0;
  const ordered = [...goods.filter(isCurrent).toSorted(youngestFirst), ...goods.filter((good) => !isBefore(good)).toSorted(youngestFirst)];
  for (const good of ordered) {
    if ((covers(good) & ~covered) === 0) continue;
    by.push(good);
    covered |= covers(good);
  }
  // Once more without what was not needed: evidence that is named must lead here again by itself, and to no less of it.
  if (covered === allReasons) return by.length < statements.length ? decide(by, atMs) : { kind: "good", by };
  if (doubts.length > 0) return { kind: "unknown", why: "status-unknown" };
  const ended = [...goods, ...open.map((one) => one.by)].flatMap((one) => (isBefore(one) && !isCurrent(one) ? (one.untilMs ?? []) : []));
  if (ended.length > 0) return { kind: "unknown", why: "stale", untilMs: Math.max(...ended) };
  return { kind: "unknown", why: by.length > 0 ? "reasons-not-covered" : "none" };
};
