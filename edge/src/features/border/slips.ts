import type { OfficerRole, SlipCheckReply, SlipCheckRequest, SlipReply } from "@beket/api";
import { assert, err, ok, type BorderFault, type BorderTest, type Result } from "@beket/domain";
import { keyIdOf, type CryptoPort, type KeyRing } from "@beket/replication";
import { decodeSlip, encodeSlip, slipBelongs, slipBinding, slipIdBytes, slipKey, type Slip } from "@beket/tokens";
import type { WorkKeys } from "../keyed/work-keys.ts";
import type { Now } from "../ports.ts";
import type { BorderFacts } from "./facts.ts";

export type SlipsDeps = {
  readonly post: string;
  readonly crypto: CryptoPort;
  readonly ring: Pick<KeyRing, "find">;
  readonly signingSeed: Uint8Array;
  /** Of the common scope, which every node of the programme has. */
  readonly commonKey: Uint8Array;
  readonly keys: Pick<WorkKeys, "hash">;
  readonly now: Now;
};

/** Who learns a slip's result; everybody else learns whether it is genuine and of this person. */
const health: ReadonlySet<OfficerRole> = new Set<OfficerRole>(["medic", "laboratory", "selection"]);
const minuteMs = 60_000;
/** Crockford's base 32: no I, L, O, U to misread or misspell. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Writes result slips of this post and checks those of any. */
export function createSlips(deps: SlipsDeps) {
  const hmac = deps.crypto.hmacSha256(slipKey(deps.crypto.hmacSha256(deps.commonKey)));
  const publicKey = deps.crypto.ed25519.publicKey(deps.signingSeed);
  const signer = {
    keyId: Uint8Array.fromHex(keyIdOf(deps.crypto, publicKey)),
    sign: (message: Uint8Array): Uint8Array => deps.crypto.ed25519.sign(deps.signingSeed, message),
  };

  return {
    /** The slip of a test that was read. Printed again it is the same slip: its id follows from the test and the node's own key. */
    issue: (facts: BorderFacts, test: string): Result<SlipReply, BorderFault> => {
      const found = facts.border().test(test);
      const rules = facts.rules();
      if (found === null) return err({ code: "test-unknown", at: "test" });
      if (found.read === null || found.started === null || rules === null) return err({ code: "test-not-read", at: "test" });
      const { result } = found.read;
      if (result === "invalid") return err({ code: "test-not-read", at: "test" });
      const id = deps.keys.hash("slip", test).slice(0, slipIdBytes);
      const issuedAt = found.read.at;
      const slip: Slip = {
        id,
        post: deps.post,
        kitType: found.started.kitType,
        result,
        issuedAt,
        validUntil: Math.ceil((issuedAt + rules.rules.slipValidMs) / minuteMs) * minuteMs,
        bindings: bindingsOf(found, id),
      };
      return ok({ text: encodeSlip(slip, signer), number: numberOf(id), validUntil: slip.validUntil });
    },
    check: (request: SlipCheckRequest, role: OfficerRole): SlipCheckReply => {
      const unread = (standing: "not-a-slip" | "unknown-signer" | "forged"): SlipCheckReply => ({
        standing,
        belongs: request.subject === null ? "not-asked" : "no",
        post: null,
        issuedAt: null,
        validUntil: null,
        result: null,
      });
      const decoded = decodeSlip(request.text);
      // A code that was misread is nobody's forgery: it is read again.
      if (!decoded.ok) return unread("not-a-slip");
      const { slip, keyId, signed, signature } = decoded.value;
      const key = deps.ring.find(hex(keyId), { role: "source", at: slip.issuedAt });
      if (!key.ok) return unread("unknown-signer");
      if (!deps.crypto.ed25519.verify(key.value.publicKey, signed, signature)) return unread("forged");
      const { post, issuedAt, validUntil, result } = slip;
      return {
        standing: deps.now() <= validUntil ? "genuine" : "expired",
        belongs: request.subject === null ? "not-asked" : slipBelongs(slip, hmac, request.subject) ? "yes" : "no",
        post,
        issuedAt,
        validUntil,
        result: health.has(role) ? result : null,
      };
    },
  };

  function bindingsOf(test: BorderTest, id: Uint8Array): readonly Uint8Array[] {
    return test.subjects.map((subject) => slipBinding(hmac, id, subject));
  }
}
export type Slips = ReturnType<typeof createSlips>;

/** `7K4Z-2QX9`: the first forty bits of the slip's id, for the eye and the telephone. */
function numberOf(id: Uint8Array): string {
  const bits = Array.from(id.subarray(0, 5), (byte) => byte.toString(2).padStart(8, "0")).join("");
  assert(bits.length === 40, "a slip's id has eight bytes");
  const characters = Array.from({ length: 8 }, (_, at) => alphabet.charAt(Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2))).join("");
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
