import { say } from "../../i18n/index.ts";
import { Notice } from "../../ui/index.ts";
import type { KeyFault } from "../adapters/passkeys.ts";
import { CallFailed } from "../parts/basics.tsx";
import { signIn as w } from "../words/frame.ts";

/** Why no key came, each with its own words. */
export function KeyFailed({ fault }: { readonly fault: KeyFault }) {
  if (fault.kind !== "cancelled" && fault.kind !== "known") return <CallFailed failure={fault} />;
  return (
    <Notice tone="warn" live="assertive" testId={`key-${fault.kind}`}>
      <p>{say(fault.kind === "known" ? w.known : w.cancelled)}</p>
    </Notice>
  );
}
