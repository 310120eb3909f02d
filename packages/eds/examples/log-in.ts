import { encodeLoginDocument, loginPolicy, permitPolicy, validateSignature, withTestAnchors, type ValidationReport } from "@beket/eds";
import { signCms, type Random } from "@beket/eds/issue";
import { madeAuthorities } from "./made-authorities.ts";

/** A person signs in with their authentication key; what they signed for that is good for nothing else. */
export const logIn = (random: Random, nowMs: number): { readonly login: ValidationReport; readonly asApplication: ValidationReport } => {
  const { evidence, holder } = madeAuthorities(random, nowMs);

  // The server makes the document and keeps it until the answer comes: its octets hold the origin and the nonce.
  const nonce = Array.from(random(16), (octet) => octet.toString(16).padStart(2, "0")).join("");
  const made = encodeLoginDocument({ purpose: "portal", origin: "https://portal.example.kz", nonce, expiresAtMs: nowMs + 300_000 });
  if (!made.ok) throw new Error(made.error);
  const document = made.value;

  const cms = signCms({ content: document, detached: true, signers: [holder({ role: "individual", usage: "authentication" })], random });

  const input = { ...evidence, cms, document, validationTimeMs: nowMs + 20_000, expected: {} };
  return {
    login: validateSignature({ ...input, policy: withTestAnchors(loginPolicy) }),
    asApplication: validateSignature({ ...input, policy: withTestAnchors(permitPolicy) }),
  };
};
