import { EnrolmentStart, EnrolmentFinish } from "@beket/api";
import { useState } from "preact/hooks";
import * as v from "valibot";
import { say } from "../../i18n/index.ts";
import { Button, Card, Field } from "../../ui/index.ts";
import type { KeyFault } from "../adapters/passkeys.ts";
import { useAuthority } from "../context.ts";
import { Heading } from "../parts/basics.tsx";
import { signIn as w } from "../words/frame.ts";
import { KeyFailed } from "./key-failed.tsx";

/** The first key of somebody, and each further one: a one-time code from an administrator, then the browser makes the key. */
export function EnrolForm({ onBack }: { readonly onBack: () => void }) {
  const { passkeys, signed } = useAuthority();
  const [staff, setStaff] = useState("");
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<KeyFault | null>(null);
  const person = staff.trim().toLowerCase();
  const typedCode = code.trim();
  const wrong = {
    staff: v.is(EnrolmentStart.entries.staff, person) ? null : say(w.staffWrong),
    code: v.is(EnrolmentStart.entries.code, typedCode) ? null : say(w.codeWrong),
    name: v.is(EnrolmentFinish.entries.name, name) ? null : say(w.keyNameWrong),
  };
  const enrol = async (): Promise<void> => {
    setTried(true);
    if (wrong.staff !== null || wrong.code !== null || wrong.name !== null) return;
    setBusy(true);
    setFault(null);
    const answer = await passkeys.enrol(person, typedCode, name.trim());
    setBusy(false);
    if (answer.ok) signed.value = { kind: "in", session: answer.value };
    else setFault(answer.error);
  };
  return (
    <div class="sign-in" data-testid="enrolment">
      <Heading lead={say(w.enrolLead)}>{say(w.enrolHeading)}</Heading>
      <Card>
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void enrol();
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
          <Field label={say(w.code)} error={tried ? wrong.code : null} value={code} maxLength={40} code onInput={setCode} />
          <Field
            label={say(w.keyName)}
            hint={say(w.keyNameHint)}
            error={tried ? wrong.name : null}
            value={name}
            maxLength={60}
            onInput={setName}
          />
          {fault === null ? null : <KeyFailed fault={fault} />}
          <Button kind="primary" type="submit" wide busy={busy} testId="enrol">
            {say(w.enrol)}
          </Button>
          <Button kind="quiet" onClick={onBack}>
            {say(w.back)}
          </Button>
        </form>
      </Card>
    </div>
  );
}
