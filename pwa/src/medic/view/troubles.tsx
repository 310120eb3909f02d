import type { BorderFact } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { say } from "../../i18n/index.ts";
import { Button, Notice } from "../../ui/index.ts";
import type { OwnFact } from "../model/ledger.ts";
import type { MedicApp } from "../state/app.ts";
import { deskWords } from "../words/desk.ts";
import { problemText, useApp } from "./context.ts";

/** What a fact of this tablet is about, in a few words; people by seat and name, since this is only shown to who stated it. */
export function factName(app: MedicApp, fact: BorderFact): string {
  const kind = say(deskWords.factKinds[fact.kind]);
  const whose = personOfFact(app, fact);
  const person = whose === null ? null : app.border.value.person(whose);
  if (fact.kind === "person") return `${kind}: ${fact.seat === null ? "" : `${fact.seat} · `}${fact.profile.name}`;
  if (fact.kind === "kit-stock") return `${kind}: ${fact.lot}`;
  return person === null ? kind : `${kind}: ${person.seat === null ? "" : `${person.seat} · `}${person.profile.name}`;
}
export function personOfFact(app: MedicApp, fact: BorderFact): string | null {
  switch (fact.kind) {
    case "person":
    case "questionnaire":
    case "follow-up":
      return fact.person;
    case "test":
      return fact.step.state === "registered" ? fact.step.person : (app.border.value.test(fact.test)?.person ?? testOwner(app, fact.test));
    case "arrival":
    case "kit-stock":
      return null;
  }
}
/** The person of a test whose registration was itself refused. */
function testOwner(app: MedicApp, test: string): string | null {
  for (const { stated } of app.facts.own())
    if (stated.fact.kind === "test" && stated.fact.test === test && stated.fact.step.state === "registered") return stated.fact.step.person;
  return null;
}

/** Facts that the edge refused, where they belong: each with its reason, to be sent again or given up. Nothing goes silently. */
export function Troubles({ of }: { readonly of: (fact: BorderFact) => boolean }) {
  const app = useApp();
  const refused = app.own.value.filter(({ standing, stated }) => standing === "refused" && of(stated.fact));
  return (
    <>
      {refused.map((own) => (
        <Trouble key={own.stated.id} own={own} />
      ))}
    </>
  );
}

/** The second press gives it up; the first says what that means. */
export function GiveUp({ id }: { readonly id: string }) {
  const app = useApp();
  const sure = useSignal(false);
  return (
    <>
      <Button
        size="small"
        kind="danger"
        icon="trash"
        onClick={() => {
          if (sure.value) void app.facts.putAway(id);
          else sure.value = true;
        }}
        testId="trouble-put-away"
      >
        {say(deskWords.putAway)}
      </Button>
      {sure.value ? <span role="status">{say(deskWords.putAwaySure)}</span> : null}
    </>
  );
}

function Trouble({ own }: { readonly own: OwnFact }) {
  const app = useApp();
  const { stated, code } = own;
  return (
    <Notice tone="bad" title={`${say(deskWords.refusedTitle)} · ${factName(app, stated.fact)}`} live="polite" testId="trouble">
      <p>{problemText(code) ?? say(deskWords.edgeSays(code ?? ""))}</p>
      <div class="row">
        <Button size="small" icon="refresh" onClick={() => void app.facts.retry(stated.id)} testId="trouble-retry">
          {say(deskWords.sendAgain)}
        </Button>
        <GiveUp id={stated.id} />
      </div>
    </Notice>
  );
}
