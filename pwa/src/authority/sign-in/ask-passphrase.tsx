import { useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Button, Dialog, Field } from "../../ui/index.ts";
import { useAuthority, type PassphraseAsk } from "../context.ts";
import { frame, signIn as w } from "../words/frame.ts";

function Asking({ ask }: { readonly ask: PassphraseAsk }) {
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const confirm = (): void => {
    setTried(true);
    if (typed.length >= 8) ask.answer(typed);
  };
  return (
    <Dialog title={say(w.confirmHeading)} onClose={() => ask.answer(null)} testId="ask-passphrase">
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <p>{say(w.confirmLead)}</p>
        <Field
          label={say(w.passphrase)}
          type="password"
          value={typed}
          maxLength={200}
          autoComplete="current-password"
          error={tried && typed.length < 8 ? say(w.passphraseWrong) : null}
          onInput={setTyped}
        />
        <div class="row">
          <Button kind="primary" type="submit" testId="confirm-passphrase">
            {say(w.confirm)}
          </Button>
          <Button onClick={() => ask.answer(null)}>{say(frame.cancel)}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Stands over everything while a step-up of the demonstration asks for the passphrase again. */
export function AskPassphrase() {
  const ask = useAuthority().asking.value;
  return ask === null ? null : <Asking ask={ask} />;
}
