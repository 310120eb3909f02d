import type { Preparers } from "@beket/api";
import { parseIin } from "@beket/domain";
import { useState } from "preact/hooks";
import { say } from "../../../i18n/index.ts";
import { Button, Card, Field } from "../../../ui/index.ts";
import type { CallFailure } from "../../adapters/central.ts";
import type { OfficeStore } from "../../adapters/office-store.ts";
import { CallFailed } from "../../parts/parts.tsx";
import { office as w } from "../../words/office.ts";
import { Shown } from "./loaded.tsx";

/** Whom the head lets prepare for the organisation. */
export function PreparersCard({ store }: { readonly store: OfficeStore }) {
  const [iin, setIin] = useState("");
  const [name, setName] = useState("");
  const [shown, setShown] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const parsed = parseIin(iin);
  const save = async (preparers: Preparers["preparers"]): Promise<void> => {
    const reply = await store.deps.office.namePreparers({ preparers });
    setFailure(reply.ok ? null : reply.error);
    store.reload();
  };
  return (
    <Card title={say(w.preparers)}>
      <p class="small soft">{say(w.preparersText)}</p>
      <Shown loaded={store.preparers.value} onRetry={store.reload}>
        {({ preparers }) => (
          <>
            {preparers.length === 0 ? <p class="soft">{say(w.noPreparers)}</p> : null}
            <ul class="office-list">
              {preparers.map((one) => (
                <li key={one.iin} class="office-item">
                  <span class="office-main">{one.name}</span>
                  <code class="small">{one.iin}</code>
                  <Button
                    size="small"
                    kind="quiet"
                    icon="trash"
                    iconOnly
                    onClick={() => void save(preparers.filter((other) => other.iin !== one.iin))}
                  >
                    {say(w.removePreparer(one.name))}
                  </Button>
                </li>
              ))}
            </ul>
            <form
              class="preparer-form"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                setShown(true);
                if (!parsed.ok || name.trim() === "") return;
                void save([...preparers.filter((one) => one.iin !== parsed.value.value), { iin: parsed.value.value, name: name.trim() }]);
                setIin("");
                setName("");
                setShown(false);
              }}
            >
              <Field label={say(w.preparerName)} value={name} maxLength={200} onInput={setName} />
              <Field
                label={say(w.preparerIin)}
                value={iin}
                inputMode="numeric"
                maxLength={20}
                code
                error={(shown || iin.length >= 12) && !parsed.ok ? say(w.iinWrong) : null}
                onInput={setIin}
              />
              <Button type="submit" icon="plus" testId="add-preparer">
                {say(w.addPreparer)}
              </Button>
            </form>
          </>
        )}
      </Shown>
      {failure === null ? null : <CallFailed failure={failure} onRetry={store.reload} />}
    </Card>
  );
}
