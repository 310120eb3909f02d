import type { LoginChallenge } from "@beket/api";
import * as v from "valibot";
import type { Digest } from "../signing/document-check.ts";

/** What a sign-in document says; eds reads the same, and central compares every octet. */
const LoginText = v.pipe(
  v.string(),
  v.maxLength(1_024),
  v.parseJson(),
  v.strictObject({
    beket: v.literal("login/1"),
    purpose: v.literal("beket.portal"),
    origin: v.pipe(v.string(), v.maxLength(256)),
    nonce: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22,128}$/)),
    expiresAtMs: v.number(),
  }),
);
/** `other-origin`: the document is for another address than this page's, so it must not be signed here. */
export type ChallengeFault = "not-a-login" | "other-origin" | "hash-differs" | "no-digest";

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A sign-in document is signed only when it is one, for this very address, and the text that central named. Null: it may be. */
export async function challengeFault(challenge: LoginChallenge, origin: string, digest: Digest): Promise<ChallengeFault | null> {
  const read = v.safeParse(LoginText, challenge.document);
  if (!read.success) return "not-a-login";
  if (read.output.origin !== origin) return "other-origin";
  const hashing = digest(new TextEncoder().encode(challenge.document));
  if (hashing === null) return "no-digest";
  return toHex(await hashing) === challenge.sha256 ? null : "hash-differs";
}
