import { AuthorityAct, type AuthorityAct as Act } from "@beket/domain";
import * as v from "valibot";
import { portalConfig } from "../../portal/config.ts";
import { createCheckedSigner } from "../../portal/signing/checked-signer.ts";
import { createSigner, type SignOrder, type SignOutcome } from "../../portal/signing/ncalayer.ts";

let signer: ((order: SignOrder) => Promise<SignOutcome>) | null = null;

/** The way to NCALayer, made when somebody first signs. */
export function signerHere(): (order: SignOrder) => Promise<SignOutcome> {
  if (signer !== null) return signer;
  const config = portalConfig(location);
  signer = createCheckedSigner({
    sign: createSigner({ urls: config.ncalayerUrls, chain: config.signerChain, connectLimitMs: 5_000 }),
    signerOf: (cms) => import("../../portal/signing/claimed-signer.ts").then(({ claimedSigner }) => claimedSigner(cms)),
    now: () => Date.now(),
    nationalOnly: config.signerChain === null,
  });
  return signer;
}

/** UTF-8 bytes of the text in base64, as NCALayer takes them. */
export function base64Of(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The text read by this page, when its SHA-256 is the one that central named; else why it must not be signed. */
export async function readDocument(text: string, sha256: string | null): Promise<Act | null> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== sha256) return null;
  const parsed = v.safeParse(AuthorityAct, JSON.parse(text));
  return parsed.success ? parsed.output : null;
}
