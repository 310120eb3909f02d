import type { Ledger } from "../report/ledger.ts";
import type { SignatureLevel, ValidationPolicy } from "./policy.ts";

/** From the least to the most, EN 319 122-1 6. */
const signatureLevels: readonly SignatureLevel[] = ["CMS", "B-B", "B-T", "B-LT"];

/** Notes whether the level that was recognised is at least the one that the policy asks for. */
export const noteLevel = (level: SignatureLevel, policy: ValidationPolicy, ledger: Ledger): void => {
  const reached = signatureLevels.indexOf(level) >= signatureLevels.indexOf(policy.level);
  ledger.note("eds.policy.level", reached, { level, asked: policy.level });
};
