import type { PrintedPass } from "@beket/api";
import { formatWindow, languages, ledgerName } from "@beket/domain";
import type { Words } from "../../i18n/index.ts";
import { qrPath } from "../../scan/qr.ts";
import { paperEnd, paperTime } from "./paper-time.ts";
import { paperWords as w } from "./words.ts";

/** The same in the three languages, each once. */
const all = (words: Words): string => [...new Set(languages.map((language) => words[language]))].join(" · ");

/** One pass on paper: what it is, until when and where; nobody's name, plate or number. */
export function PassPaper({ pass, timeZone }: { readonly pass: PrintedPass; readonly timeZone: string }) {
  const qr = qrPath(pass.text);
  const inAll = (of: (language: (typeof languages)[number]) => string): string => all({ kk: of("kk"), ru: of("ru"), en: of("en") });
  return (
    <article class="pass" data-testid="pass">
      <header class="pass-head">
        <p class="pass-title">
          {all(w.pass)} <span class="pass-call">☎ 1308</span>
        </p>
        <p>
          {all(w.kinds[pass.kind])} — {inAll((language) => ledgerName(pass.ledger, language))}
        </p>
      </header>
      <svg class="pass-qr" viewBox={`0 0 ${qr.size} ${qr.size}`} shapeRendering="crispEdges" role="img" aria-label="QR">
        <rect width={qr.size} height={qr.size} fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
      <dl class="pass-facts">
        <Fact name={w.number} value={pass.number} strong />
        <Fact name={w.code} value={pass.code} strong />
        <Fact name={w.valid} value={`${paperTime(pass.validFrom, timeZone)} – ${paperEnd(pass.validTo, timeZone)}`} />
        <Fact name={w.days} value={inAll((language) => formatWindow(pass.window, language))} />
        <Fact name={w.places} value={pass.places === null ? all(w.everywhere) : placesText(pass.places)} />
      </dl>
      <p class="pass-name">{all(w.name)}:</p>
      <p class="pass-note">{all(w.note)}</p>
    </article>
  );
}

const placesShown = 6;
function placesText(places: readonly Words[]): string {
  const named = places.slice(0, placesShown).map(all).join("; ");
  return places.length > placesShown ? `${named}; +${places.length - placesShown}` : named;
}

function Fact({ name, value, strong = false }: { readonly name: Words; readonly value: string; readonly strong?: boolean }) {
  return (
    <div class={strong ? "pass-fact pass-strong" : "pass-fact"}>
      <dt>{all(name)}</dt>
      <dd>{value}</dd>
    </div>
  );
}
