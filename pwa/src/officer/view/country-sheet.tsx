import { say } from "../../i18n/index.ts";
import { Dialog } from "../../ui/index.ts";
import { withCountry } from "../compose/stop-draft.ts";
import { countries } from "../../field/words/countries.ts";
import { lineWords } from "../words/line.ts";
import { useApp } from "./context.ts";

export function CountrySheet() {
  const { screen } = useApp();
  const close = () => (screen.sheet.value = "none");
  return (
    <Dialog title={say(lineWords.country)} onClose={close}>
      <div class="picker-grid">
        {countries.map(({ code, name }) => (
          <button
            key={code}
            type="button"
            class="pick"
            data-country={code}
            onClick={() => {
              screen.draft.value = withCountry(screen.draft.value, code);
              close();
            }}
          >
            <span class="pick-name">{say(name)}</span>
            <span class="pick-note">{code}</span>
          </button>
        ))}
      </div>
    </Dialog>
  );
}
