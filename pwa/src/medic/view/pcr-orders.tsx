import { say } from "../../i18n/index.ts";
import { openPcr } from "../model/desk-lists.ts";
import { testWords } from "../words/test.ts";
import { useApp } from "./context.ts";
import { PageHead, ScanButton } from "./parts.tsx";
import { PcrClock } from "./positive-panel.tsx";

/** Specimens without a result, the clock that ends first in front. */
export function PcrOrders() {
  const app = useApp();
  const orders = openPcr(app.border.value);
  const isLaboratory = app.role.value === "laboratory";
  return (
    <div class="page">
      <PageHead
        title={say(testWords.pcrTitle)}
        note={say(orders.length === 0 ? testWords.noPcr : isLaboratory ? testWords.pcrHint : testWords.laboratoryEnters)}
      >
        <ScanButton />
      </PageHead>
      <ul class="rows">
        {orders.map((test) => {
          const person = app.border.value.person(test.person);
          return (
            <li key={test.test}>
              <button
                type="button"
                class="person-row"
                data-testid="pcr-order"
                data-specimen={test.pcr?.specimen}
                onClick={() =>
                  app.go(isLaboratory ? { kind: "pcr-result", test: test.test, specimen: null } : { kind: "person", person: test.person })
                }
              >
                <span class="person-who">
                  {/* A laboratory reads tubes, not names. */}
                  {isLaboratory ? null : (
                    <span class="person-name">{[person?.seat, person?.profile.name].filter(Boolean).join(" · ")}</span>
                  )}
                  <PcrClock test={test} />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
