import type { ActProposal, AuthorityRow } from "@beket/api";
import {
  AuthorityAct,
  err,
  ok,
  secondPersonFrom,
  type ActDeed,
  type ActEffect,
  type ListedAct,
  type Regime,
  type Result,
} from "@beket/domain";
import type { CryptoPort, RandomPort } from "@beket/replication";
import * as v from "valibot";
import { listedFault, powerFault } from "../authority/apply-act.ts";
import { hex, utf8 } from "../bytes.ts";
import type { Regimes } from "../regime/regimes.ts";
import type { Drafts } from "../regime-desk/drafts.ts";
import { canonicalText } from "./digest.ts";
import { momentFault } from "./moment.ts";
import { pendingOf } from "./pending.ts";
import type { Act, ActStore } from "./ports.ts";

export type ProposeDeps = {
  readonly store: ActStore;
  readonly authorities: readonly AuthorityRow[];
  readonly regimes: Regimes;
  readonly drafts: Pick<Drafts, "valid">;
  readonly origin: () => string;
  readonly random: RandomPort;
  readonly crypto: Pick<CryptoPort, "sha256">;
  readonly leadMs: number;
};
/** Rows that one person, or an authority's own systems, changed alone within so long count together: a limit in slices is the same limit. */
const aloneWithinMs = 24 * 3_600_000;

/** What is asked for as a deed: a cut-over's rules come from the draft that was previewed, with the next version and the moment. */
export function deedOfProposal(deps: ProposeDeps, proposal: ActProposal, now: number): Result<ActDeed, string> {
  const { deed } = proposal;
  if (deed.kind !== "regime") return ok(deed);
  const draft = deps.drafts.valid(deed.draft, deed.revision);
  if (!draft.ok) return draft;
  const version = Math.max(0, ...deps.regimes.all().map((regime) => regime.version)) + 1;
  const fault = momentFault(deed.effectiveFrom, now, deps.leadMs);
  if (fault !== null) return err(fault);
  return ok({ kind: "regime", regime: { ...draft.value, version, validFrom: deed.effectiveFrom }, permits: deed.permits });
}

/** Why a deed cannot be proposed, signed or approved now. */
export function deedFault(deps: ProposeDeps, act: Pick<Act, "id" | "authority" | "deed" | "ground">, now: number): string | null {
  const { authority, deed } = act;
  if (!deps.authorities.some((one) => one.authority === authority)) return "act.authority-unknown";
  const regime = deps.regimes.at(now);
  if (regime === null) return "application.no-regime";
  switch (deed.kind) {
    case "regime":
      return (
        powerFault(deps.authorities, authority, "regime") ??
        momentFault(deed.regime.validFrom, now, deps.leadMs) ??
        cutOverFault(deps, deed, now)
      );
    case "revocation": {
      const fault = deed.effectiveFrom === null ? null : momentFault(deed.effectiveFrom, now, 0);
      return powerFault(deps.authorities, authority, "revocation") ?? fault;
    }
    case "undo":
      return undoFault(deps, authority, deed.of);
    case "exemption":
    case "hold":
    case "release":
      return listedFault(deps.authorities, listedAct(deps, { ...act, deed }, now), regime, now);
  }
}

function cutOverFault({ store, regimes }: ProposeDeps, { regime }: Extract<ActDeed, { kind: "regime" }>, now: number): string | null {
  if (pendingOf(store, now).some(({ moment }) => moment > now)) return "act.another-cut-over";
  // Whichever rules begin last are in force: these would be taken back by what an undone cut-over left behind it.
  if (regimes.all().some((one) => one.validFrom > regime.validFrom)) return "act.moment-before-rules";
  return regimes.all().some((one) => one.version >= regime.version) ? "act.draft-changed" : null;
}

function undoFault({ store, regimes }: ProposeDeps, authority: string, of: string): string | null {
  const act = store.byId(of);
  if (act === null || act.authority !== authority) return "act.unknown";
  if (act.state !== "done" || act.kind === "undo") return "act.not-undoable";
  if (act.deed.kind !== "regime") return null;
  const { version } = act.deed.regime;
  return regimes.all().some((one) => one.version > version) ? "act.later-rules" : null;
}

/** A person alone may change fewer rows than the rules in force say; a cut-over and its undo always need two. */
export function needsSecond(
  deps: ProposeDeps,
  act: Pick<Act, "kind" | "deed" | "proposer" | "authority">,
  rows: number,
  regime: Regime | null,
  now: number,
): boolean {
  const { deed } = act;
  if (deed.kind === "regime" || (deed.kind === "undo" && deps.store.byId(deed.of)?.kind === "regime")) return true;
  return deps.store.aloneSince(act, act.kind, now - aloneWithinMs) + rows >= secondPersonFrom(regime);
}

/** The canonical text that is signed. */
export function documentOf(
  deps: ProposeDeps,
  act: Pick<Act, "id" | "authority" | "ground" | "notice" | "deed">,
  effect: ActEffect,
  now: number,
): string {
  const { deed } = act;
  if (deed.kind === "exemption" || deed.kind === "hold" || deed.kind === "release")
    return canonicalText(listedAct(deps, { ...act, deed }, now));
  const { notice } = act;
  return canonicalText({ type: "beket/act/1", ...commonOf(deps, act, now), deed, effect, notice });
}

const commonOf = (deps: ProposeDeps, { id, authority, ground }: Pick<Act, "id" | "authority" | "ground">, createdAt: number) => ({
  act: id,
  authority,
  nonce: hex(deps.random(16)),
  origin: deps.origin(),
  createdAt,
  ground,
});

type Listed = Extract<ActDeed, { kind: "exemption" | "hold" | "release" }>;
function listedAct(deps: ProposeDeps, act: Pick<Act, "id" | "authority" | "ground"> & { readonly deed: Listed }, now: number): ListedAct {
  const { kind, ...content } = act.deed;
  return v.parse(Listed, { type: `beket/${kind}/1`, ...commonOf(deps, act, now), ...content });
}
const [exemption, hold, release] = AuthorityAct.options;
const Listed = v.variant("type", [exemption, hold, release]);

/** Tells the same proposal from another one under its id. */
export const proposalSha256 = ({ crypto }: Pick<ProposeDeps, "crypto">, proposal: unknown): string =>
  hex(crypto.sha256(utf8(canonicalText(proposal))));
