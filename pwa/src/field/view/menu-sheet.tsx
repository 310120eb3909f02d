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
      {/* What the laptop said last is not its state while nobody hears it. */}
      {status.value === null || link.value === "away" ? null : <StatusFacts />}
      <Slips />
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

/** The last numbers that were given out, for somebody who comes back and asks. */
function Slips() {
  const { screen, now } = useApp();
  const { slips } = screen;
  if (slips.value.length === 0) return null;
  return (
    <section class="desk-section" data-testid="slips">
      <h3>{say(deskWords.lastNumbers)}</h3>
      <dl class="facts">
        {slips.value.map((slip) => (
          <Fact key={slip.id} name={`${say(deskWords.recordKinds[slip.act])} · ${age(now() - slip.at)}`}>
            {slip.number === null ? say(deskWords.numberWaits) : <span class="desk-number">{slip.number}</span>}
          </Fact>
        ))}
      </dl>
    </section>
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
