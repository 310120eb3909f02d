import { actRoutes, ActView, type ActList } from "@beket/api";
import {
  actCauses,
  causesOf,
  instructionCodes,
  instructionText,
  ledgerName,
  massReasonNames,
  massReasons,
  type Regime,
} from "@beket/domain";
import { bytesSource, readTable, rosterLimits, tableFaultWords } from "@beket/tables";
import { useState } from "preact/hooks";
import { count, language, say } from "../../i18n/index.ts";
import { Button, Choice, Dialog, Field, Notice, SelectField } from "../../ui/index.ts";
import { TextArea } from "../../centre/parts/basics.tsx";
import { civilDateOf } from "../../portal/model/civil-date.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed } from "../parts/basics.tsx";
import { actWords, authorityName, kindOrder, proposeWords as w } from "../words/acts.ts";
import { emptyProposal, proposalOf, type ProposableKind, type ProposalFault, type ProposalForm } from "./proposal.ts";
import { linesOf, readSubjects, type ListRow } from "./subjects.ts";

type Props = {
  readonly list: ActList;
  readonly inForce: Regime | null;
  readonly onClose: () => void;
  readonly onProposed: (act: string) => void;
};
type Part = {
  readonly form: ProposalForm;
  readonly edit: (change: Partial<ProposalForm>) => void;
  readonly fault: (field: ProposalFault) => string | null;
};

const mayDo = (kind: ProposableKind, may: readonly string[]): boolean =>
  kind === "release" ? may.includes("exemption") || may.includes("hold") : may.includes(kind);

/** A new act: what it is to do, in whose name and on what ground. It is counted and shown before anybody signs. */
export function ProposeSheet({ list, inForce, onClose, onProposed }: Props) {
  const { api, newId, now, timeZone } = useAuthority();
  const [act] = useState(newId);
  const [form, setForm] = useState(() => emptyProposal("", inForce?.categories[0]?.category ?? "", civilDateOf(now.value, timeZone.value)));
  const [faults, setFaults] = useState<readonly ProposalFault[]>([]);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const authorities = list.authorities.filter(({ may }) => mayDo(form.kind, may));
  const authority = authorities.some((one) => one.authority === form.authority) ? form.authority : (authorities[0]?.authority ?? "");
  const edit = (change: Partial<ProposalForm>): void => setForm((was) => ({ ...was, ...change }));
  const fault = (field: ProposalFault): string | null =>
    faults.includes(field) ? say(field === "ground" ? actWords.groundMissing : w.invalid) : null;
  const send = async (): Promise<void> => {
    const proposal = proposalOf({ ...form, authority }, act, timeZone.value);
    setFaults(proposal.ok ? [] : proposal.error);
    if (!proposal.ok) return;
    setBusy(true);
    const answer = await api.call(actRoutes.acts, ActView, { body: proposal.value });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) onProposed(answer.value.act);
  };
  const part = { form, edit, fault };
  return (
    <Dialog title={say(w.title)} side onClose={onClose} testId="propose-sheet">
      <div class="stack">
        <div class="choice-scroll">
          <Choice<ProposableKind>
            label={say(actWords.kind)}
            value={form.kind}
            items={kindOrder.flatMap((kind) => (kind === "regime" || kind === "undo" ? [] : [{ value: kind, name: say(w[kind]) }]))}
            onChange={(kind) => edit({ kind, list: "" })}
          />
        </div>
        {authority === "" ? (
          <Notice tone="warn">{say(w.noAuthority)}</Notice>
        ) : (
          <SelectField
            label={say(w.authority)}
            value={authority}
            options={authorities.map((one) => ({ value: one.authority, name: say(authorityName(one.authority)) }))}
            onChange={(value) => edit({ authority: value })}
          />
        )}
        {form.kind === "revocation" ? <RevocationPart {...part} /> : null}
        {form.kind === "exemption" ? <ExemptionPart {...part} inForce={inForce} /> : null}
        {form.kind === "hold" ? <HoldPart {...part} /> : null}
        {form.kind === "exemption" || form.kind === "hold" ? <ListPart {...part} /> : null}
        {form.kind === "release" ? (
          <TextArea
            label={say(w.numbers)}
            error={fault("list")}
            value={form.list}
            rows={8}
            maxLength={200_000}
            onInput={(text) => edit({ list: text })}
          />
        ) : null}
        <Field
          label={say(actWords.ground)}
          hint={say(actWords.groundHint)}
          error={fault("ground")}
          value={form.ground}
          maxLength={500}
          onInput={(ground) => edit({ ground })}
        />
        {failure === null ? null : <CallFailed failure={failure} />}
        <p class="soft">{say(w.sendHint)}</p>
        <div class="row">
          <Button kind="primary" busy={busy} disabled={authority === ""} onClick={() => void send()} testId="propose-send">
            {say(w.send)}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function RevocationPart({ form, edit, fault }: Part) {
  const text = (field: "organisation" | "activity" | "purpose" | "application" | "area", label: string) => (
    <Field label={label} code value={form[field]} maxLength={40} error={fault(field)} onInput={(value) => edit({ [field]: value })} />
  );
  return (
    <>
      <Choice
        label={say(w.ledgers)}
        value={form.ledgers}
        items={[
          { value: "both", name: say(w.bothLedgers) },
          { value: "city", name: ledgerName("city", language.value) },
          { value: "roadblock", name: ledgerName("roadblock", language.value) },
        ]}
        onChange={(ledgers) => edit({ ledgers })}
      />
      <fieldset class="act-fields">
        <legend>{say(w.filter)}</legend>
        {text("organisation", say(w.bin))}
        {text("activity", say(w.activity))}
        {text("purpose", say(w.purpose))}
        {text("area", say(w.area))}
        {text("application", say(w.application))}
      </fieldset>
      <SelectField
        label={say(w.reason)}
        value={form.reason}
        options={massReasons.map((value) => ({ value, name: massReasonNames[value][language.value] }))}
        onChange={(reason) => edit({ reason })}
      />
      <Choice
        label={say(actWords.moment)}
        value={form.isLater ? "later" : "now"}
        items={[
          { value: "now", name: say(w.atOnce) },
          { value: "later", name: say(w.later) },
        ]}
        onChange={(value) => edit({ isLater: value === "later" })}
      />
      {form.isLater ? (
        <div class="act-fields">
          <Field label={say(w.day)} type="date" value={form.day} error={fault("moment")} onInput={(day) => edit({ day })} />
          <Field label={say(w.time)} type="time" value={form.time} onInput={(time) => edit({ time })} />
        </div>
      ) : null}
      <fieldset class="act-fields">
        <legend>{say(w.notice)}</legend>
        {(["kk", "ru", "en"] as const).map((code) => (
          <Field
            key={code}
            label={code}
            value={form.notice[code]}
            maxLength={200}
            onInput={(value) => edit({ notice: { ...form.notice, [code]: value } })}
          />
        ))}
      </fieldset>
    </>
  );
}

function Days({ form, edit, fault }: Part) {
  return (
    <div class="act-fields">
      <Field label={say(w.from)} type="date" value={form.firstDay} error={fault("days")} onInput={(firstDay) => edit({ firstDay })} />
      <Field label={say(w.to)} type="date" value={form.lastDay} onInput={(lastDay) => edit({ lastDay })} />
    </div>
  );
}

function ExemptionPart({ inForce, ...part }: Part & { readonly inForce: Regime | null }) {
  const { form, edit, fault } = part;
  return (
    <>
      <SelectField
        label={say(w.category)}
        value={form.category}
        error={fault("category")}
        options={(inForce?.categories ?? []).map(({ category, name }) => ({ value: category, name: name[language.value] }))}
        onChange={(category) => edit({ category })}
      />
      <Days {...part} />
    </>
  );
}

function HoldPart(part: Part) {
  const { form, edit } = part;
  const instructions = instructionCodes.filter((code) => causesOf[code].includes(form.cause));
  return (
    <>
      <SelectField
        label={say(w.cause)}
        value={form.cause}
        options={actCauses.map((value) => ({ value, name: say(w.causes[value]) }))}
        onChange={(cause) => {
          const first = instructionCodes.find((code) => causesOf[code].includes(cause));
          edit({ cause, ...(causesOf[form.instruction].includes(cause) || first === undefined ? {} : { instruction: first }) });
        }}
      />
      <SelectField
        label={say(w.instruction)}
        value={form.instruction}
        options={instructions.map((value) => ({ value, name: instructionText(value, language.value) }))}
        onChange={(instruction) => edit({ instruction })}
      />
      <Choice
        label={say(w.standing)}
        value={form.standing}
        items={[
          { value: "confirmed", name: say(w.confirmed) },
          { value: "provisional", name: say(w.provisional) },
        ]}
        onChange={(standing) => edit({ standing })}
      />
      <Days {...part} />
    </>
  );
}

/** Subjects typed, pasted or read out of a spreadsheet; what cannot be read is named by its line alone. */
function ListPart({ form, edit, fault }: Part) {
  const [problem, setProblem] = useState<string | null>(null);
  const { subjects, faults, duplicates } = readSubjects(linesOf(form.list));
  const readFile = async (file: File): Promise<void> => {
    const rows: ListRow[] = [];
    const source = bytesSource(new Uint8Array(await file.arrayBuffer()));
    const read = await readTable(source, { limits: rosterLimits, onRow: ({ line, cells }) => rows.push({ line, cells }) });
    setProblem(read.ok ? null : say(tableFaultWords[read.error.code]));
    if (!read.ok) return;
    const found = readSubjects(rows);
    // Lines that cannot be read stay in the text, so that the person mends them where they see them.
    const wrong = rows.filter(({ line }) => found.faults.includes(line)).map(({ cells }) => cells.join("; "));
    edit({ list: [...found.subjects.map(({ value }) => value), ...wrong].join("\n") });
  };
  return (
    <>
      <TextArea
        label={say(w.list)}
        error={fault("list")}
        value={form.list}
        rows={8}
        maxLength={800_000}
        onInput={(list) => edit({ list })}
        testId="subject-list"
      />
      <p role="status" data-testid="subject-count">
        {say(w.read(count(subjects.length)))}
        {duplicates === 0 ? "" : ` · ${say(w.duplicates(count(duplicates)))}`}
      </p>
      {faults.length === 0 ? null : <Notice tone="bad">{say(w.faults(faults.slice(0, 20).join(", ")))}</Notice>}
      {problem === null ? null : (
        <Notice tone="bad" live="assertive">
          {problem}
        </Notice>
      )}
      <label class="act-file">
        <span>{say(w.file)}</span>
        <input
          type="file"
          accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          data-testid="subject-file"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file !== undefined) void readFile(file);
            event.currentTarget.value = "";
          }}
        />
      </label>
    </>
  );
}
