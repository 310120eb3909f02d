import { StaffSignIn } from "@beket/api";
import { useState } from "preact/hooks";
import * as v from "valibot";
import { say } from "../../i18n/index.ts";
import { Button, Card, Field, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed } from "../parts/basics.tsx";
import { signIn as w } from "../words/frame.ts";

/** Code and passphrase, offered only where central says that it is a demonstration. */
export function DemoForm() {
  const { passkeys, signed } = useAuthority();
  const [staff, setStaff] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const code = staff.trim().toLowerCase();
  const wrong = {
    staff: v.is(StaffSignIn.entries.staff, code) ? null : say(w.staffWrong),
    passphrase: v.is(StaffSignIn.entries.passphrase, passphrase) ? null : say(w.passphraseWrong),
  };
  const enter = async (): Promise<void> => {
    setTried(true);
    if (wrong.staff !== null || wrong.passphrase !== null) return;
    setBusy(true);
    setFailure(null);
    const answer = await passkeys.passphrase(code, passphrase);
    setBusy(false);
    if (!answer.ok) return setFailure(answer.error);
    setPassphrase("");
    signed.value = { kind: "in", session: answer.value };
  };
  return (
    <Card title={say(w.demo)}>
      <Notice tone="warn" testId="demo-passphrase">
        <p>{say(w.demoText)}</p>
      </Notice>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void enter();
        }}
      >
        <Field
          label={say(w.staff)}
          hint={say(w.staffHint)}
          error={tried ? wrong.staff : null}
          value={staff}
          maxLength={40}
          autoComplete="username"
          onInput={setStaff}
        />
        <Field
          label={say(w.passphrase)}
          error={tried ? wrong.passphrase : null}
          type="password"
          value={passphrase}
          maxLength={200}
          autoComplete="current-password"
          onInput={setPassphrase}
        />
        {failure === null ? null : <CallFailed failure={failure} />}
        <Button type="submit" wide busy={busy} testId="enter">
          {say(w.enter)}
        </Button>
      </form>
    </Card>
  );
}
