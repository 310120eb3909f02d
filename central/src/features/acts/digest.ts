import { assert, canonicalJson } from "@beket/domain";
import type { CryptoPort } from "@beket/replication";
import { hex, utf8 } from "../bytes.ts";

type Sha256 = Pick<CryptoPort, "sha256">;

export function canonicalText(value: unknown): string {
  const text = canonicalJson(value);
  assert(text.ok, "what was parsed is plain JSON");
  return text.value;
}

/** A digest over lines that come in any number of parts; parts without lines leave it as it was. */
export function createLineDigest({ sha256 }: Sha256, first: string) {
  let state: Uint8Array = sha256(utf8(first));
  return {
    add: (lines: readonly string[]): void => {
      for (const line of lines) state = sha256(utf8(`${hex(state)}\n${line}`));
    },
    value: (): string => hex(state),
  };
}

/** What the second person's assertion is over: the signed text and the effect that was shown, of this act. */
export const approvalDigest = ({ sha256 }: Sha256, act: string, documentSha256: string, effectSha256: string): string =>
  hex(sha256(utf8(canonicalText({ type: "beket/act-approval/1", act, document: documentSha256, effect: effectSha256 }))));
