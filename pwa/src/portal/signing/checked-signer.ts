import { keyFault, type ClaimedSigner } from "./key-check.ts";
import type { SignOrder, SignOutcome } from "./ncalayer.ts";

export type CheckedSignerOptions = {
  readonly sign: (order: SignOrder) => Promise<SignOutcome>;
  /** Reads the certificate out of the CMS; its code is fetched only then. */
  readonly signerOf: (cms: string) => Promise<ClaimedSigner | null>;
  readonly now: () => number;
  readonly nationalOnly: boolean;
};

/**
 * Signs, and looks at the signer's certificate before anything is sent: who chose the wrong key hears it at once and in the words of
 * the thing to change. What cannot be read is no fault: central judges everything again.
 */
export function createCheckedSigner(options: CheckedSignerOptions): (order: SignOrder) => Promise<SignOutcome> {
  return async (order) => {
    const outcome = await options.sign(order);
    if (outcome.kind === "failed") return outcome;
    const signer = await options.signerOf(outcome.cms).catch(() => null);
    const code = signer === null ? null : keyFault(signer, order.wish, options.now(), options.nationalOnly);
    return code === null ? outcome : { kind: "failed", failure: { code, detail: null }, cms: outcome.cms };
  };
}
