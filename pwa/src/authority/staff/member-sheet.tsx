import { EnrolmentCode, StaffMember, staffRoutes } from "@beket/api";
import { useState } from "preact/hooks";
import { dateTime, say } from "../../i18n/index.ts";
import { Button, Dialog, Field, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed } from "../parts/basics.tsx";
import { roleNames } from "../words/frame.ts";
import { staffWords as w } from "../words/staff.ts";
import { KeyList } from "./key-list.tsx";
import { StatusBadge } from "./status-badge.tsx";

type Props = { readonly member: StaffMember; readonly onClose: () => void; readonly onChanged: () => Promise<void> };
const reasonMin = 3;

/** One person of the staff, opened by an administrator. */
export function MemberSheet({ member, onClose, onChanged }: Props) {
  const { api, timeZone } = useAuthority();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [code, setCode] = useState<EnrolmentCode | null>(null);
  const { staff } = member;
  const giveCode = async (): Promise<void> => {
    const answer = await api.call(staffRoutes.enrolmentCodes, EnrolmentCode, { body: { staff } });
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setCode(answer.value);
    await onChanged();
  };
  const removeKey = async (key: string): Promise<void> => {
    const answer = await api.done(staffRoutes.memberKeys, { method: "DELETE", body: { staff, key } });
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) await onChanged();
  };
  return (
    <Dialog title={staff} side onClose={onClose} testId="member-sheet">
      <div class="stack">
        <p>
          <StatusBadge member={member} /> <span class="soft">{member.roles.map((role) => say(roleNames[role])).join(", ")}</span>
        </p>
        {member.suspension === null ? null : (
          <Notice tone="warn">
            <p>
              {member.suspension.by}, {dateTime(member.suspension.at, timeZone.value)}: {member.suspension.reason}
            </p>
          </Notice>
        )}
        {failure === null ? null : <CallFailed failure={failure} />}
        <h3>{say(w.keys)}</h3>
        <KeyList keys={member.keys} onRemove={removeKey} />
        {code === null ? (
          <>
            {member.codeUntil === null ? null : <p class="soft">{say(w.codeUntil(dateTime(member.codeUntil, timeZone.value)))}</p>}
            <Button icon="lock" onClick={() => void giveCode()} testId="give-code">
              {say(w.makeCode)}
            </Button>
          </>
        ) : (
          <Notice tone="good" live="polite" title={say(w.codeShown)} testId="enrolment-code">
            <p class="enrolment-code" data-testid="code">
              {code.code}
            </p>
            <p>{say(w.codeUse)}</p>
          </Notice>
        )}
        <StatusForm member={member} onChanged={onChanged} onFailure={setFailure} />
      </div>
    </Dialog>
  );
}

function StatusForm(props: {
  readonly member: StaffMember;
  readonly onChanged: () => Promise<void>;
  readonly onFailure: (failure: CallFailure | null) => void;
}) {
  const { api } = useAuthority();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const { staff, status } = props.member;
  const next = status === "active" ? "suspended" : "active";
  const isShort = reason.trim().length < reasonMin;
  const change = async (): Promise<void> => {
    setTried(true);
    if (isShort) return;
    setBusy(true);
    const answer = await api.call(staffRoutes.memberStatus, StaffMember, { body: { staff, status: next, reason: reason.trim() } });
    setBusy(false);
    props.onFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setReason("");
    setTried(false);
    await props.onChanged();
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void change();
      }}
    >
      <h3>{say(next === "suspended" ? w.suspend : w.activate)}</h3>
      <Field
        label={say(w.reason)}
        value={reason}
        maxLength={300}
        error={tried && isShort ? say(w.reasonWrong) : null}
        onInput={setReason}
      />
      <Button type="submit" kind={next === "suspended" ? "danger" : "primary"} busy={busy} testId="change-status">
        {say(next === "suspended" ? w.suspend : w.activate)}
      </Button>
    </form>
  );
}
