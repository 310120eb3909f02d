import { claimsToBeLogin, parseLoginDocument } from "../login/login-document.ts";
import type { Ledger } from "../report/ledger.ts";
import type { ValidationPolicy } from "./policy.ts";

/**
 * Notes whether the signed octets are of the kind the policy is for. A signature given to log in never signs an application, and an
 * application never logs anyone in. `content` is what the signature covers; where it is not at hand another check has said so.
 */
export const noteDocument = (input: {
  readonly content: Uint8Array | undefined;
  readonly policy: ValidationPolicy;
  /** Milliseconds since 1970 UTC. */
  readonly validationTimeMs: number;
  readonly ledger: Ledger;
}): void => {
  const { content, policy, ledger } = input;
  if (content === undefined) return;
  if (policy.document === "other") {
    ledger.note("eds.policy.document-type", !claimsToBeLogin(content), { found: "login" });
    return;
  }
  const login = parseLoginDocument(content);
  if (!login.ok) {
    ledger.note("eds.policy.document-type", false, { why: login.error });
    return;
  }
  ledger.note("eds.policy.document-type", true);
  const { expiresAtMs } = login.value;
  ledger.note("eds.login.document-expired", input.validationTimeMs <= expiresAtMs, { expiresAt: new Date(expiresAtMs).toISOString() });
};
