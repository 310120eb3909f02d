import { say } from "../../i18n/index.ts";
import { Notice } from "../../ui/index.ts";
import { keyFaultOf } from "../signing/key-check.ts";
import { failureWords } from "../words/failures.ts";
import { signing as w } from "../words/signing.ts";

/** Which key to choose, where a refusal of central's is about the key; nothing else. */
export function KeyAdvice({ codes }: { readonly codes: readonly string[] }) {
  const fault = keyFaultOf(codes);
  if (fault === null) return null;
  return (
    <Notice tone="warn" title={say(w.whichKey)} live="polite" testId={`advice-${fault}`}>
      <p>{say(failureWords[fault].text)}</p>
    </Notice>
  );
}
