import { say } from "../../i18n/index.ts";
import { platformOf } from "../signing/platform.ts";
import { signerHelp as w } from "../words/failures.ts";

/** What to do when nobody answers at the signer's address: start it, install it, allow it, trust it. */
export function SignerHelp() {
  const platform = platformOf(navigator.userAgent);
  if (platform === "phone") return <p>{say(w.start.phone)}</p>;
  return (
    <ol class="signer-help">
      <li>{say(w.start[platform])}</li>
      <li>{say(w.allow)}</li>
      <li>
        {say(w.install)}{" "}
        <a href="https://ncl.pki.gov.kz/" target="_blank" rel="noreferrer">
          ncl.pki.gov.kz
        </a>
      </li>
      <li>
        {say(w.trust)}{" "}
        <a href="https://127.0.0.1:13579/" target="_blank" rel="noreferrer">
          https://127.0.0.1:13579
        </a>
      </li>
    </ol>
  );
}
