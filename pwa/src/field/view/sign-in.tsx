import type { PostInfo } from "@beket/api";
import { useSignal } from "@preact/signals";
import { say } from "../../i18n/index.ts";
import { Button, Card, Choice, Field, Notice, SelectField, ThemeSwitch } from "../../ui/index.ts";
import { keypadFor, typed } from "../entry/typing.ts";
import { unlockSound } from "../signals/sound.ts";
import { tabletCode } from "../state/field.ts";
import { fieldWords } from "../words/field.ts";
import { laneLabel, laneText, useField } from "./context.ts";
import { Keypad } from "./keypad.tsx";
import "./sign-in.css";

const pinMin = 6;
const lanesAsSwitchMax = 4;

/** Code, PIN and, where there is a choice, lane. The PIN is painted as dots and typed on a pad that no glove misses. */
export function SignInView() {
  const { station } = useField();
  const post = station.post.value;
  // Not before it is known whether a shift is open: a form that is taken away under the fingers is worse than a wait.
  return post === null || !station.started.value ? <NoPost /> : <SignInForm post={post} />;
}

function SignInForm({ post }: { readonly post: PostInfo }) {
  const { station, shift } = useField();
  const { ended } = station;
  const officer = useSignal(ended.value?.officer ?? "");
  const pin = useSignal("");
  const lane = useSignal(ended.value?.lane ?? "");
  const isBusy = useSignal(false);
  const error = useSignal<string | null>(null);
  const lanes = post.lanes.map((each) => ({ value: each.lane, name: laneText(post, each) }));
  const chosen = lanes.some(({ value }) => value === lane.value) ? lane.value : (lanes[0]?.value ?? "");
  const isReady = /^[a-z0-9][a-z0-9-]{0,39}$/.test(officer.value) && pin.value.length >= pinMin;
  const setPin = (raw: string) => (pin.value = typed("iin", raw).text);
  async function submit(): Promise<void> {
    if (!isReady || isBusy.value) return;
    unlockSound();
    isBusy.value = true;
    error.value = null;
    const answer = await shift.signIn({ officer: officer.value, pin: pin.value, lane: chosen, tablet: tabletCode() });
    isBusy.value = false;
    pin.value = "";
    if (!answer.ok) error.value = answer.error.kind === "refused" ? answer.error.title || answer.error.code : say(fieldWords.noPost);
  }
  return (
    <div class="sign-in">
      <form
        class="sign-in-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Card>
          <h1>{say(fieldWords.signInTitle)}</h1>
          {ended.value === null ? null : <Notice tone="warn" title={say(fieldWords.shiftEnded)} live="polite" testId="shift-ended" />}
          {error.value === null ? null : <Notice tone="bad" title={error.value} live="assertive" testId="sign-in-error" />}
          {station.counts.value.waiting > 0 ? <Notice tone="warn" title={say(fieldWords.unsent(station.counts.value.waiting))} /> : null}
          <div class="sign-in-grid">
            <div class="sign-in-fields">
              <Field
                label={say(fieldWords.officerCode)}
                hint={say(fieldWords.officerHint)}
                value={officer.value}
                maxLength={40}
                code
                onInput={(value) => (officer.value = value.trim().toLowerCase())}
              />
              {lanes.length === 1 ? null : lanes.length <= lanesAsSwitchMax ? (
                <div class="field">
                  <span class="field-label">{laneLabel(post)}</span>
                  <Choice label={laneLabel(post)} items={lanes} value={chosen} onChange={(value) => (lane.value = value)} />
                </div>
              ) : (
                <SelectField label={laneLabel(post)} options={lanes} value={chosen} onChange={(value) => (lane.value = value)} />
              )}
              <Field
                label={say(fieldWords.pin)}
                type="password"
                inputMode="none"
                autoComplete="off"
                value={pin.value}
                maxLength={12}
                code
                onInput={setPin}
              />
              <p class="unseen" aria-live="polite">
                {say(fieldWords.pinTyped(pin.value.length))}
              </p>
            </div>
            <div class="sign-in-pad">
              <Keypad
                layout={keypadFor("iin", false)}
                onChar={(char) => setPin(pin.value + char)}
                onErase={() => setPin(pin.value.slice(0, -1))}
              />
              <Button type="submit" kind="primary" size="main" wide disabled={!isReady} busy={isBusy.value} testId="sign-in">
                {say(fieldWords.signIn)}
              </Button>
            </div>
          </div>
        </Card>
      </form>
      <div class="sign-in-foot">
        <ThemeSwitch />
      </div>
    </div>
  );
}

/** The shell is here, the laptop is not: say so, and what still works. */
function NoPost() {
  const { station, shift } = useField();
  return (
    <div class="sign-in">
      <Card>
        {station.started.value ? (
          <>
            <Notice tone="warn" title={say(fieldWords.noPost)} live="polite" testId="no-post" />
            {station.outbox.value.records.length > 0 ? <p>{say(fieldWords.unsent(station.outbox.value.records.length))}</p> : null}
            <Button kind="primary" size="main" wide onClick={() => void shift.fetchPost()}>
              {say(fieldWords.tryAgain)}
            </Button>
          </>
        ) : (
          <p>{say(fieldWords.looking)}</p>
        )}
      </Card>
      <div class="sign-in-foot">
        <ThemeSwitch />
      </div>
    </div>
  );
}
