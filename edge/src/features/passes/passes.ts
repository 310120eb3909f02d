import type { PassCheckReply, PassFinding } from "@beket/api";
import type { SubjectKey } from "@beket/domain";
import type { CryptoPort, KeyRing } from "@beket/replication";
import { decodePass } from "@beket/tokens";
import type { Now } from "../ports.ts";
import type { LedgerView } from "../registry/post-registry.ts";

export type PassesDeps = { readonly crypto: Pick<CryptoPort, "ed25519">; readonly ring: Pick<KeyRing, "find">; readonly now: Now };

const unread = (standing: "not-a-pass" | "unknown-signer" | "forged"): PassCheckReply => ({
  standing,
  number: null,
  ledger: null,
  kind: null,
  validFrom: null,
  validTo: null,
});

/**
 * Reads passes offline by the key set. A pass is an input, never a proof: it says which permit somebody holds up, and nothing here reaches
 * the decision.
 */
export function createPasses({ crypto, ring, now }: PassesDeps) {
  const read = (text: string): PassCheckReply => {
    const decoded = decodePass(text);
    // A code that was misread is nobody's forgery: it is read again.
    if (!decoded.ok) return unread("not-a-pass");
    const { pass, keyId, signed, signature } = decoded.value;
    const at = now();
    const key = ring.find(keyId.toHex(), { role: "pass", at });
    if (!key.ok) return unread("unknown-signer");
    if (!crypto.ed25519.verify(key.value.publicKey, signed, signature)) return unread("forged");
    const { number, ledger, kind, validFrom, validTo } = pass;
    const standing = at < validFrom ? "not-yet" : at < validTo ? "genuine" : "ended";
    return { standing, number, ledger, kind, validFrom, validTo };
  };
  return {
    read,
    /** Whether a permit of somebody in the stop has the pass's number; `none`: nobody there has a permit in this ledger at all. */
    compare: (text: string, view: Pick<LedgerView, "exact">, subjects: readonly SubjectKey[]): PassFinding => {
      const reply = read(text);
      const permits = subjects.flatMap((key) => view.exact(key).candidates).filter(({ record }) => record.kind === "permit");
      const isOwn = reply.number !== null && permits.some(({ record }) => record.number === reply.number);
      return { ...reply, holder: isOwn ? "same" : permits.length > 0 ? "other" : "none" };
    },
  };
}
export type Passes = ReturnType<typeof createPasses>;
