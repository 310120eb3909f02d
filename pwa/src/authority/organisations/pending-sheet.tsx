import { OrganisationView, organisationRoutes, type PendingView } from "@beket/api";
import { useState } from "preact/hooks";
import { count, dateTime, say } from "../../i18n/index.ts";
import { Button, Choice, Dialog, Field } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed } from "../parts/basics.tsx";
import { organisationWords as w } from "../words/organisations.ts";
import { confirmationOf, type DecisionFault, type DecisionForm } from "./decision.ts";

type Props = {
  readonly pending: PendingView;
  readonly onClose: () => void;
  readonly onDecided: (decided: "confirmed" | "refused") => void;
};

/** One organisation that waits: a registrar adds it on a ground, or refuses it with a reason. */
export function PendingSheet({ pending, onClose, onDecided }: Props) {
  const { api, timeZone } = useAuthority();
  const [choice, setChoice] = useState<"confirm" | "refuse">("confirm");
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (decided: "confirmed" | "refused", body: object): Promise<void> => {
    setBusy(true);
    const answer = await api.call(decided === "confirmed" ? organisationRoutes.confirm : organisationRoutes.refuse, OrganisationView, {
      body,
    });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) onDecided(decided);
  };
  return (
    <Dialog title={pending.bin} side onClose={onClose} testId="pending-sheet">
      <div class="stack">
        <dl class="facts">
          <dt>{say(w.claimedName)}</dt>
          <dd>{pending.name}</dd>
          <dt>{say(w.claimedActivity)}</dt>
          <dd>{pending.activity ?? "—"}</dd>
          <dt>{say(w.since)}</dt>
          <dd>{dateTime(pending.since, timeZone.value)}</dd>
          <dt>{say(w.applications)}</dt>
          <dd>{count(pending.applications)}</dd>
        </dl>
        {failure === null ? null : <CallFailed failure={failure} />}
        <Choice
          label={say(w.state)}
          items={[
            { value: "confirm", name: say(w.confirm) },
            { value: "refuse", name: say(w.refuse) },
          ]}
          value={choice}
          onChange={setChoice}
        />
        {choice === "confirm" ? (
          <ConfirmForm pending={pending} busy={busy} onSend={(body) => void send("confirmed", body)} />
        ) : (
          <RefuseForm busy={busy} onSend={(reason) => void send("refused", { bin: pending.bin, reason })} />
        )}
      </div>
    </Dialog>
  );
}

function ConfirmForm({
  pending,
  busy,
  onSend,
}: {
  readonly pending: PendingView;
  readonly busy: boolean;
  readonly onSend: (body: object) => void;
}) {
  const [form, setForm] = useState<DecisionForm>({
    name: pending.name,
    oked: pending.activity ?? "",
    secondary: "",
    headcount: "",
    ground: "",
  });
  const [wrong, setWrong] = useState<ReadonlySet<DecisionFault>>(new Set());
  const field = (key: DecisionFault, label: string, fault: string, numeric = false) => (
    <Field
      label={label}
      value={form[key]}
      maxLength={500}
      inputMode={numeric ? "numeric" : "text"}
      code={numeric}
      error={wrong.has(key) ? fault : null}
      onInput={(value) => setForm({ ...form, [key]: value })}
    />
  );
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        const { body, faults } = confirmationOf(pending.bin, form);
        setWrong(faults);
        if (body !== null) onSend(body);
      }}
    >
      {field("name", say(w.name), say(w.nameWrong))}
      {field("oked", say(w.oked), say(w.okedWrong), true)}
      {field("secondary", say(w.secondary), say(w.okedWrong), true)}
      {field("headcount", say(w.headcount), say(w.headcountWrong), true)}
      {field("ground", say(w.ground), say(w.groundWrong))}
      <div class="row">
        <Button type="submit" kind="primary" busy={busy} testId="confirm-organisation">
          {say(w.confirm)}
        </Button>
      </div>
    </form>
  );
}

function RefuseForm({ busy, onSend }: { readonly busy: boolean; readonly onSend: (reason: string) => void }) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const isShort = reason.trim().length < 3;
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!busy && !isShort) onSend(reason.trim());
      }}
    >
      <Field
        label={say(w.reason)}
        value={reason}
        maxLength={500}
        error={tried && isShort ? say(w.reasonWrong) : null}
        onInput={setReason}
      />
      <div class="row">
        <Button type="submit" kind="danger" busy={busy} testId="refuse-organisation">
          {say(w.refuse)}
        </Button>
      </div>
    </form>
  );
}
