import { say, uiWords } from "../../i18n/index.ts";
import { acceptUpdate, updateReady } from "../../install/update.ts";
import { Button, Notice } from "../../ui/index.ts";
import { fieldWords } from "../words/field.ts";
import "./app.css";
import { useField } from "./context.ts";

/** What concerns the whole tablet. The update is offered only while nobody stands before the officer. */
export function Banners({ idle }: { readonly idle: boolean }) {
  const { storage } = useField().station;
  return (
    <div class="banners">
      {storage.value === "broken" ? <Notice tone="bad" title={say(fieldWords.storageBroken)} live="assertive" /> : null}
      {storage.value === "not-secure" ? <Notice tone="warn" title={say(fieldWords.notSecure)} /> : null}
      {idle && updateReady.value ? (
        <div class="update" data-testid="update">
          <span>{say(uiWords.updateReady)}</span>
          <Button kind="primary" icon="refresh" onClick={acceptUpdate}>
            {say(uiWords.updateNow)}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
