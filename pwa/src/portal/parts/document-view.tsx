import { describeApplication, type Regime } from "@beket/domain";
import { useState } from "preact/hooks";
import { language, say } from "../../i18n/index.ts";
import { Button, Card, Icon } from "../../ui/index.ts";
import type { CheckedDocument } from "../signing/document-check.ts";
import { frame } from "../words/frame.ts";
import { signing as w } from "../words/signing.ts";
import { saveAsFile } from "./parts.tsx";

const linesShown = 60;
/** A longer text would freeze a phone; the whole of it is in the file. */
const charsShown = 100_000;

/** What will be signed: its meaning line by line, then the exact text with its SHA-256. */
export function DocumentView({ document, regime }: { readonly document: CheckedDocument; readonly regime: Regime }) {
  const [all, setAll] = useState(false);
  const lines = describeApplication(document.content, language.value, regime);
  const shown = all ? lines : lines.slice(0, linesShown);
  return (
    <Card>
      <dl class="document" data-testid="document">
        {shown.map((line, index) => (
          <div key={index} class="document-line">
            <dt>{line.label}</dt>
            <dd>{line.value}</dd>
          </div>
        ))}
      </dl>
      {shown.length === lines.length ? null : (
        <Button size="small" icon="down" onClick={() => setAll(true)}>
          {say(w.showAll(lines.length))}
        </Button>
      )}
      <details class="exact">
        <summary>{say(w.exact)}</summary>
        <p class="small soft">{say(w.exactHint)}</p>
        <pre class="exact-text" tabIndex={0} aria-label={say(w.exact)} data-testid="exact-text">
          {document.text.slice(0, charsShown)}
        </pre>
        {document.text.length > charsShown ? <p class="small">{say(w.exactCut)}</p> : null}
        <Button size="small" icon="file" onClick={() => saveAsFile("beket-document.json", document.text, "application/json")}>
          {say(frame.save)}
        </Button>
      </details>
      <div class="digest">
        <p class="small soft">SHA-256 · {say(w.size(document.sizeBytes))}</p>
        <code class="digest-value" data-testid="sha256">
          {document.sha256}
        </code>
        <p class="digest-ok small">
          <Icon name="check" />
          {say(w.matches)}
        </p>
      </div>
    </Card>
  );
}
