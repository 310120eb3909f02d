import { age, say } from "../../i18n/index.ts";
import { Fact } from "../../field/view/menu-sheet.tsx";
import { deskWords } from "../words/desk.ts";
import { useApp } from "./context.ts";

/** The last numbers that were given out, for somebody who comes back and asks. */
export function Slips() {
  const { screen, now } = useApp();
  const { slips } = screen;
  if (slips.value.length === 0) return null;
  return (
    <section class="desk-section" data-testid="slips">
      <h3>{say(deskWords.lastNumbers)}</h3>
      <dl class="facts">
        {slips.value.map((slip) => (
          <Fact key={slip.id} name={`${say(deskWords.recordKinds[slip.act])} · ${age(now() - slip.at)}`}>
            <span class="desk-number">{slip.number}</span>
          </Fact>
        ))}
      </dl>
    </section>
  );
}
