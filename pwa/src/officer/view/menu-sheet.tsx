import type { ComponentChildren } from "preact";
import { age, count, say } from "../../i18n/index.ts";
import { Button, Choice, Dialog, LanguageSwitch, Notice, ThemeSwitch } from "../../ui/index.ts";
import { deskWords } from "../words/desk.ts";
import { lineWords } from "../words/line.ts";
import { verdictWords } from "../words/verdict.ts";
import { useApp } from "./context.ts";
import "./desk.css";

/** The state of the post in a few lines, the settings of this tablet, and the way out. */
export function MenuSheet() {
  const { screen, shift } = useApp();
  const { status, link, soundOn, session, storage } = screen;
  return (
    <Dialog title={say(deskWords.postState)} side onClose={() => (screen.sheet.value = "none")} testId="menu">
      {link.value === "away" ? (
        <Notice tone="warn" title={say(deskWords.alone)}>
          {say(deskWords.aloneWhat)}
        </Notice>
      ) : null}
      {storage.value === "broken" ? <Notice tone="bad" title={say(deskWords.storageBroken)} /> : null}
      {storage.value === "not-secure" ? <Notice tone="warn" title={say(deskWords.notSecure)} /> : null}
      {status.value === null ? null : <StatusFacts />}
      <section class="desk-section">
        <div class="field">
          <span class="field-label">{say(deskWords.sound)}</span>
          <Choice
            label={say(deskWords.sound)}
            value={soundOn.value ? "on" : "off"}
            items={[
              { value: "on", name: say(deskWords.on), icon: "sound" },
              { value: "off", name: say(deskWords.off), icon: "mute" },
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
        <p class="soft small">{say(deskWords.signOutNote)}</p>
        <Button kind="danger" icon="exit" onClick={() => void shift.signOut()} testId="sign-out">
          {say(lineWords.signOut)}
        </Button>
      </section>
    </Dialog>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function StatusFacts() {
  const { screen } = useApp();
  const status = screen.status.value;
  if (status === null) return null;
  const dataAge = (ms: number | null) => (ms === null ? say(verdictWords.dataNever) : age(ms));
  return (
    <dl class="facts">
      <Fact name={say(deskWords.central)}>{say(status.central === "connected" ? deskWords.connected : deskWords.away)}</Fact>
      <Fact name={say(deskWords.registry)}>{dataAge(status.age.ledgerAgeMs)}</Fact>
      <Fact name={say(deskWords.holdsAndExemptions)}>{dataAge(status.age.commonAgeMs)}</Fact>
      <Fact name={say(deskWords.edgeUnsent)}>{count(status.unsentEvents)}</Fact>
      <Fact name={say(deskWords.journal)}>{say(deskWords.journals[status.journal])}</Fact>
      {status.devices.map((device) => (
        <Fact key={device.device} name={device.device}>
          {say(deskWords.links[device.link])}
        </Fact>
      ))}
    </dl>
  );
}
