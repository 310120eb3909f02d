import type { OfficerRole, SlipCheckReply, SlipCheckRequest, SlipReply } from "@beket/api";
import { assert, err, ok, type BorderFault, type BorderTest, type Result } from "@beket/domain";
import { keyIdOf, type CryptoPort, type KeyRing } from "@beket/replication";
import { decodeSlip, encodeSlip, slipBelongs, slipBinding, slipIdBytes, slipKey, type Slip } from "@beket/tokens";
import { fault, type EdgeFault } from "../faults.ts";
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

/** A coach of people may be asked about with one slip; ten thousand possible numbers of one birth date may not. */
const missesMax = 100;
const missesMs = 3_600_000;
type Checked = Result<SlipCheckReply, EdgeFault>;

/** Writes result slips of this post and checks those of any. */
export function createSlips(deps: SlipsDeps) {
  const hmac = deps.crypto.hmacSha256(slipKey(deps.crypto.hmacSha256(deps.commonKey)));
  const publicKey = deps.crypto.ed25519.publicKey(deps.signingSeed);
  /** By officer and slip: how many people it was compared with in vain. Only slips with a good signature are counted. */
  const misses = new Map<string, { readonly since: number; readonly count: number }>();
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
    check: (request: SlipCheckRequest, { role, officer }: { readonly role: OfficerRole; readonly officer: string }): Checked => {
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
      if (!decoded.ok) return ok(unread("not-a-slip"));
      const { slip, keyId, signed, signature } = decoded.value;
      const key = deps.ring.find(hex(keyId), { role: "source", at: slip.issuedAt });
      if (!key.ok) return ok(unread("unknown-signer"));
      if (!deps.crypto.ed25519.verify(key.value.publicKey, signed, signature)) return ok(unread("forged"));
      const { post, issuedAt, validUntil, result } = slip;
      const belongs = belongsTo(slip, request.subject, officer);
      if (belongs === null) return err(fault("too-many-slip-checks"));
      return ok({
        standing: deps.now() <= validUntil ? "genuine" : "expired",
        belongs,
        post,
        issuedAt,
        validUntil,
        result: health.has(role) ? result : null,
      });
    },
  };

  /** Null for an officer who has compared the slip with too many people: a slip that was found must not be tried until it names its holder. */
  function belongsTo(slip: Slip, subject: SlipCheckRequest["subject"], officer: string): SlipCheckReply["belongs"] | null {
    if (subject === null) return "not-asked";
    const name = `${officer} ${hex(slip.id)}`;
    const at = deps.now();
    for (const [other, { since }] of misses) if (at - since >= missesMs || at < since) misses.delete(other);
    const known = misses.get(name) ?? { since: at, count: 0 };
    if (known.count >= missesMax) return null;
    if (slipBelongs(slip, hmac, subject)) return "yes";
    misses.set(name, { since: known.since, count: known.count + 1 });
    return "no";
  }

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
