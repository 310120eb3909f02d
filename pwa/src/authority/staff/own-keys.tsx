import { StaffKeys, staffRoutes, type StaffKey } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Card, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority, useSession } from "../context.ts";
import { CallFailed, Heading, Working } from "../parts/basics.tsx";
import { staffWords as w } from "../words/staff.ts";
import { KeyList } from "./key-list.tsx";

/** The keys of whoever is signed in: one that somebody else made is seen here. */
export function OwnKeysScreen() {
  const { api } = useAuthority();
  const session = useSession();
  const [keys, setKeys] = useState<readonly StaffKey[] | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const load = async (): Promise<void> => {
    const answer = await api.call(staffRoutes.keys, StaffKeys);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setKeys(answer.value.keys);
  };
  useEffect(() => void load(), []);
  const remove = async (key: string): Promise<void> => {
    const answer = await api.done(staffRoutes.keys, { method: "DELETE", body: { key } });
    if (answer.ok) await load();
    else setFailure(answer.error);
  };
  return (
    <>
      <Heading lead={say(w.ownLead)}>{say(w.ownHeading)}</Heading>
      {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
      {session.method === "passphrase" ? <Notice>{say(w.byPassphrase)}</Notice> : null}
      {keys === null ? (
        failure === null ? (
          <Working />
        ) : null
      ) : (
        <Card>
          <KeyList keys={keys} onRemove={remove} />
        </Card>
      )}
    </>
  );
}
