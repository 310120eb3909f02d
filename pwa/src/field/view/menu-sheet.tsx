import type { ComponentChildren } from "preact";
import { age, count, say } from "../../i18n/index.ts";
import { Button, Choice, Dialog, LanguageSwitch, Notice, ThemeSwitch } from "../../ui/index.ts";
import { fieldWords } from "../words/field.ts";
import { useField } from "./context.ts";
import "./desk.css";

/** The state of the post in a few lines, the settings of this tablet, and the way out. */
export function MenuSheet(props: {
  readonly onClose: () => void;
  /** What still works while the laptop is away. */
  readonly aloneWhat: string;
  readonly children?: ComponentChildren;
}) {
  const { station, shift } = useField();
  const { status, link, soundOn, session, storage } = station;
  return (
    <Dialog title={say(fieldWords.postState)} side onClose={props.onClose} testId="menu">
      {link.value === "away" ? (
        <Notice tone="warn" title={say(fieldWords.alone)}>
          {props.aloneWhat}
        </Notice>
      ) : null}
      {storage.value === "broken" ? <Notice tone="bad" title={say(fieldWords.storageBroken)} /> : null}
      {storage.value === "not-secure" ? <Notice tone="warn" title={say(fieldWords.notSecure)} /> : null}
      {/* What the laptop said last is not its state while nobody hears it. */}
      {status.value === null || link.value === "away" ? null : <StatusFacts />}
      {props.children}
      <section class="desk-section">
        <div class="field">
          <span class="field-label">{say(fieldWords.sound)}</span>
          <Choice
            label={say(fieldWords.sound)}
            value={soundOn.value ? "on" : "off"}
            items={[
              { value: "on", name: say(fieldWords.on), icon: "sound" },
              { value: "off", name: say(fieldWords.off), icon: "mute" },
            ]}
            onChange={(value) => (soundOn.value = value === "on")}
          />
        </div>
        <LanguageSwitch />
        <ThemeSwitch />
      </section>
      <section class="desk-section">
        <p>
          <strong>{session.value?.officer}</strong>
        </p>
        <p class="soft small">{say(fieldWords.signOutNote)}</p>
        <Button kind="danger" icon="exit" onClick={() => void shift.signOut()} testId="sign-out">
          {say(fieldWords.signOut)}
        </Button>
      </section>
    </Dialog>
  );
}

/** One line of a list of facts. */
export function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function StatusFacts() {
  const status = useField().station.status.value;
  if (status === null) return null;
  const dataAge = (ms: number | null) => (ms === null ? say(fieldWords.dataNever) : age(ms));
  return (
    <dl class="facts">
      <Fact name={say(fieldWords.central)}>{say(status.central === "connected" ? fieldWords.connected : fieldWords.away)}</Fact>
      <Fact name={say(fieldWords.registry)}>{dataAge(status.age.ledgerAgeMs)}</Fact>
      <Fact name={say(fieldWords.holdsAndExemptions)}>{dataAge(status.age.commonAgeMs)}</Fact>
      <Fact name={say(fieldWords.edgeUnsent)}>{count(status.unsentEvents)}</Fact>
      <Fact name={say(fieldWords.journal)}>{say(fieldWords.journals[status.journal])}</Fact>
      {status.devices.map((device) => (
        <Fact key={device.device} name={device.device}>
          {say(fieldWords.links[device.link])}
        </Fact>
      ))}
    </dl>
  );
}
