import type { Regime } from "@beket/domain";
import { say } from "../../i18n/index.ts";
import { Button } from "../../ui/index.ts";
import type { Signing } from "../model/signing.ts";
import { isBusy } from "../model/signing.ts";
import { DocumentView } from "../parts/document-view.tsx";
import { Heading } from "../parts/parts.tsx";
import { SignPanel, type SignActions } from "../parts/sign-panel.tsx";
import { signing as w } from "../words/signing.ts";

/** The document and the signature; for applications and revocations alike. */
export function ReviewScreen(props: {
  readonly signing: Signing;
  readonly regime: Regime;
  readonly actions: SignActions;
  readonly backName: string;
  readonly onBack: () => void;
}) {
  const { signing, regime } = props;
  const document = "document" in signing ? signing.document : null;
  return (
    <div class="stack">
      <Heading lead={say(w.lead)}>{say(w.heading)}</Heading>
      {document === null ? null : <DocumentView document={document} regime={regime} />}
      <SignPanel state={signing} actions={props.actions} />
      {isBusy(signing) || signing.kind === "unsent" ? null : (
        <div class="row">
          <Button icon="back" onClick={props.onBack}>
            {props.backName}
          </Button>
        </div>
      )}
    </div>
  );
}
