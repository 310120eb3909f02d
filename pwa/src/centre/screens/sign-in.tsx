import { StaffSignIn } from "@beket/api";
import { useState } from "preact/hooks";
import * as v from "valibot";
import { say } from "../../i18n/index.ts";
import { Button, Card, Field, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/central.ts";
import { useCentre } from "../context.ts";
import { CallFailed, Heading } from "../parts/basics.tsx";
import { frame, signIn as w } from "../words/frame.ts";

/** Who works at central says who they are; nothing is kept in the browser but central's own cookie. */
export function SignIn({ ended }: { readonly ended: boolean }) {
  const { central, signed } = useCentre();
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
    const answer = await central.signIn({ staff: code, passphrase });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.error);
    setPassphrase("");
    signed.value = { kind: "in", session: answer.value };
  };
  return (
    <div class="sign-in" data-testid="sign-in">
      <Heading lead={say(w.lead)}>{say(frame.title)}</Heading>
      {ended ? <Notice tone="warn">{say(w.ended)}</Notice> : null}
      <Card>
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
          <Button kind="primary" type="submit" wide busy={busy} testId="enter">
            {say(w.enter)}
          </Button>
        </form>
      </Card>
    </div>
  );
}
