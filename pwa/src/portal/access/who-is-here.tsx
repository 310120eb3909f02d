import { useState } from "preact/hooks";
import { count, say } from "../../i18n/index.ts";
import { Button, Icon, Notice, SelectField } from "../../ui/index.ts";
import type { CallFailure } from "../../calls/api.ts";
import { callText } from "../parts/parts.tsx";
import type { PortalAccess } from "./portal-access.ts";
import { accessWords as w, capacityNames } from "./words.ts";

/** Who is signed in, in which capacity, for which organisation; and the ways out. */
export function WhoIsHere({ access }: { readonly access: PortalAccess }) {
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const signed = access.signed.value;
  if (signed.kind !== "in") return null;
  const { session, organisation } = signed;
  const leave = async (where: "here" | "everywhere"): Promise<void> => setFailure(await access.signOut(where));
  return (
    <div class="stack" data-testid="who-is-here">
      <p class="row who-name">
        <Icon name="person" />
        <span>
          <strong>{session.person}</strong> <span class="soft">· {say(capacityNames[session.capacity])}</span>
        </span>
      </p>
      <SelectField
        label={say(w.organisation)}
        hint={organisation.headcount === null ? "" : say(w.headcount(count(organisation.headcount)))}
        value={organisation.bin}
        options={session.organisations.map(({ bin, name }) => ({ value: bin, name: name ?? say(w.unnamed(bin)) }))}
        onChange={access.choose}
      />
      <p class="soft small">{say(organisation.may.includes("sign") ? w.maySign : w.mayPrepare)}</p>
      {failure === null ? null : (
        <Notice tone="bad" live="assertive">
          <p>{callText(failure)}</p>
        </Notice>
      )}
      <div class="row">
        <Button size="small" icon="exit" onClick={() => void leave("here")} testId="portal-sign-out">
          {say(w.signOut)}
        </Button>
        <Button size="small" kind="quiet" onClick={() => void leave("everywhere")}>
          {say(w.everywhere)}
        </Button>
      </div>
    </div>
  );
}
