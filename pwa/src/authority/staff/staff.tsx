import { StaffMembers, staffRoutes, type StaffMember } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { count, say } from "../../i18n/index.ts";
import { DataTable } from "../../centre/parts/data-table.tsx";
import { Button, Field } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed, Heading, Working } from "../parts/basics.tsx";
import { roleNames } from "../words/frame.ts";
import { staffWords as w } from "../words/staff.ts";
import { MemberSheet } from "./member-sheet.tsx";
import { StatusBadge } from "./status-badge.tsx";

/** Everybody of central's staff: their state, keys and sessions; one opens to be suspended, activated, or given a code. */
export function StaffScreen() {
  const { api } = useAuthority();
  const [members, setMembers] = useState<readonly StaffMember[] | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const load = async (): Promise<void> => {
    const answer = await api.call(staffRoutes.members, StaffMembers);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setMembers(answer.value.members);
  };
  useEffect(() => void load(), []);
  const wanted = typed.trim().toLowerCase();
  const shown = (members ?? []).filter(({ staff }) => staff.includes(wanted));
  const member = members?.find(({ staff }) => staff === opened) ?? null;
  const rolesOf = (one: StaffMember): string => one.roles.map((role) => say(roleNames[role])).join(", ");
  return (
    <>
      <Heading lead={say(w.lead)}>{say(w.heading)}</Heading>
      {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
      {members === null ? (
        failure === null ? (
          <Working />
        ) : null
      ) : (
        <DataTable
          caption={say(w.heading)}
          headingLevel="none"
          columns={[
            {
              key: "staff",
              name: say(w.code),
              value: ({ staff }) => staff,
              show: ({ staff }) => (
                <Button size="small" kind="quiet" onClick={() => setOpened(staff)} testId={`member-${staff}`}>
                  {staff}
                </Button>
              ),
            },
            { key: "roles", name: say(w.roles), value: rolesOf, show: rolesOf },
            { key: "status", name: say(w.status), value: ({ status }) => status, show: (one) => <StatusBadge member={one} /> },
            { key: "keys", name: say(w.keys), value: ({ keys }) => keys.length, show: ({ keys }) => count(keys.length) },
            { key: "sessions", name: say(w.sessions), value: ({ sessions }) => sessions, show: ({ sessions }) => count(sessions) },
          ]}
          rows={shown}
          of={members.length}
          rowKey={({ staff }) => staff}
          file={{ kind: "rows", name: "staff.csv" }}
          tools={
            <div class="panel-filter">
              <Field label={say(w.find)} type="search" inputMode="search" value={typed} onInput={setTyped} />
            </div>
          }
          empty={say(w.none)}
          testId="staff"
        />
      )}
      {member === null ? null : <MemberSheet key={member.staff} member={member} onClose={() => setOpened(null)} onChanged={load} />}
    </>
  );
}
