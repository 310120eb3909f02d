import type { StaffSignInWays } from "@beket/api";
import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { useEffect, useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Button, Card, Notice } from "../../ui/index.ts";
import type { KeyFault } from "../adapters/passkeys.ts";
import { useAuthority } from "../context.ts";
import { CallFailed, Heading, Working } from "../parts/basics.tsx";
import { signIn as w } from "../words/frame.ts";
import { DemoForm } from "./demo-form.tsx";
import { EnrolForm } from "./enrol-form.tsx";
import { KeyFailed } from "./key-failed.tsx";

function PasskeyPart({ ways, onEnrol }: { readonly ways: StaffSignInWays; readonly onEnrol: () => void }) {
  const { passkeys, signed } = useAuthority();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<KeyFault | null>(null);
  if (!ways.passkey) {
    if (ways.passkeyOrigin === null) return null;
    const address = `${ways.passkeyOrigin}/authority/`;
    return (
      <Notice tone="plain">
        <p>
          {say(w.elsewhere)} <a href={address}>{address}</a>
        </p>
      </Notice>
    );
  }
  if (!browserSupportsWebAuthn()) return <Notice tone="warn">{say(w.unsupported)}</Notice>;
  const enter = async (): Promise<void> => {
    setBusy(true);
    setFault(null);
    const answer = await passkeys.signIn();
    setBusy(false);
    if (answer.ok) signed.value = { kind: "in", session: answer.value };
    else setFault(answer.error);
  };
  return (
    <Card>
      <div class="stack">
        <Button kind="primary" icon="lock" wide busy={busy} onClick={() => void enter()} testId="passkey">
          {say(w.passkey)}
        </Button>
        <p class="soft small">{say(w.passkeyHint)}</p>
        {fault === null ? null : <KeyFailed fault={fault} />}
        <Button kind="quiet" onClick={onEnrol} testId="to-enrolment">
          {say(w.first)}
        </Button>
      </div>
    </Card>
  );
}

/** Who works for the authority says who they are: by passkey; in the demonstration a passphrase does too, and the page says so. */
export function SignIn({ ended }: { readonly ended: boolean }) {
  const { passkeys } = useAuthority();
  const [ways, setWays] = useState<Awaited<ReturnType<typeof passkeys.ways>> | null>(null);
  const [enrolling, setEnrolling] = useState(false);
  const ask = async (): Promise<void> => setWays(await passkeys.ways());
  useEffect(() => void ask(), []);
  if (enrolling) return <EnrolForm onBack={() => setEnrolling(false)} />;
  return (
    <div class="sign-in" data-testid="sign-in">
      <Heading lead={say(w.lead)}>{say(w.heading)}</Heading>
      {ended ? <Notice tone="warn">{say(w.ended)}</Notice> : null}
      {ways === null ? <Working /> : null}
      {ways !== null && !ways.ok ? <CallFailed failure={ways.error} onRetry={() => void ask()} /> : null}
      {ways?.ok === true ? <PasskeyPart ways={ways.value} onEnrol={() => setEnrolling(true)} /> : null}
      {ways?.ok === true && ways.value.passphraseForAll ? <DemoForm /> : null}
    </div>
  );
}
