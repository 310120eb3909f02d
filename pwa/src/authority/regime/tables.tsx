import { useState } from "preact/hooks";
import type { RegimeFault } from "@beket/domain";
import { say } from "../../i18n/index.ts";
import { Button, Field, SelectField } from "../../ui/index.ts";
import { faultWords, regimeWords as w } from "../words/regime.ts";
import { addRow, changeRow, codesOf, dropRow, faultsAt, type EditableRegime, type Table } from "./editable.ts";

type Fault = { readonly code: string; readonly at: string };
type Props = {
  readonly regime: EditableRegime;
  readonly faults: readonly Fault[];
  readonly disabled: boolean;
  readonly onChange: (regime: EditableRegime) => void;
};
const isKnown = (code: string): code is RegimeFault["code"] | "too-large-for-posts" => Object.hasOwn(faultWords, code);
export const faultText = ({ code, at }: Fault): string => `${at === "" ? "" : `${at}: `}${isKnown(code) ? say(faultWords[code]) : code}`;

const ledgerChoice = (ledgers: readonly string[]): "both" | "city" | "roadblock" =>
  ledgers.length === 2 ? "both" : ledgers[0] === "city" ? "city" : "roadblock";
const ledgerOptions = () => [
  { value: "both" as const, name: say(w.both) },
  { value: "city" as const, name: say(w.city) },
  { value: "roadblock" as const, name: say(w.roadblock) },
];
const ledgersOf = (choice: "both" | "city" | "roadblock"): string[] => (choice === "both" ? ["city", "roadblock"] : [choice]);

/** One table of the rules: a row of fields each, with what is wrong at the row. */
function Rows(props: Props & { readonly table: Table; readonly children: (row: number) => preact.ComponentChildren }) {
  const { regime, table, faults, disabled, onChange } = props;
  return (
    <div class="stack">
      <ol class="rule-rows" data-testid={`rows-${table}`}>
        {regime[table].map((_, row) => {
          const wrong = faultsAt(faults, table, row);
          return (
            <li key={row} class={wrong.length > 0 ? "rule-row rule-row-wrong" : "rule-row"}>
              <div class="act-fields">{props.children(row)}</div>
              {wrong.map((fault) => (
                <p key={`${fault.code} ${fault.at}`} class="field-error">
                  {faultText(fault)}
                </p>
              ))}
              <Button
                size="small"
                kind="quiet"
                icon="trash"
                iconOnly
                disabled={disabled}
                onClick={() => onChange(dropRow(regime, table, row))}
              >
                {say(w.drop)}
              </Button>
            </li>
          );
        })}
      </ol>
      <div class="row">
        <Button size="small" icon="plus" disabled={disabled} onClick={() => onChange(addRow(regime, table))} testId={`add-${table}`}>
          {say(w.add)}
        </Button>
      </div>
    </div>
  );
}

/** Codes apart by commas; read when the person leaves the field, so that a comma can be typed. */
function CodesField(props: {
  readonly label: string;
  readonly codes: readonly string[];
  readonly disabled: boolean;
  readonly onCodes: (codes: string[]) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field
      label={props.label}
      code
      value={typed ?? props.codes.join(", ")}
      disabled={props.disabled}
      onInput={(text) => {
        setTyped(text);
        props.onCodes(codesOf(text));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

export function ActivityRows(props: Props) {
  const { regime, disabled, onChange } = props;
  return (
    <Rows {...props} table="activities">
      {(row) => {
        const rule = regime.activities[row];
        if (rule === undefined) return null;
        const edit = (change: Readonly<Record<string, unknown>>) => onChange(changeRow(regime, "activities", row, change));
        return (
          <>
            <Field label={say(w.rule)} code value={rule.rule} maxLength={40} disabled={disabled} onInput={(text) => edit({ rule: text })} />
            <Field
              label={say(w.prefix)}
              code
              inputMode="numeric"
              value={rule.okedPrefix}
              maxLength={5}
              disabled={disabled}
              onInput={(text) => edit({ okedPrefix: text })}
            />
            <Field
              label={say(w.share)}
              type="number"
              inputMode="numeric"
              min="0"
              max="100"
              value={String(rule.headcountSharePercent)}
              disabled={disabled}
              onInput={(text) => edit({ headcountSharePercent: Number(text) })}
            />
            <SelectField
              label={say(w.ledgers)}
              value={ledgerChoice(rule.ledgers)}
              options={ledgerOptions()}
              disabled={disabled}
              onChange={(choice) => edit({ ledgers: ledgersOf(choice) })}
            />
            <CodesField label={say(w.purposesOf)} codes={rule.purposes} disabled={disabled} onCodes={(purposes) => edit({ purposes })} />
          </>
        );
      }}
    </Rows>
  );
}

type Named = { readonly name: { readonly kk: string; readonly ru: string; readonly en: string } };
function NameFields({ row, disabled, edit }: { readonly row: Named; readonly disabled: boolean; readonly edit: (change: Named) => void }) {
  return (
    <>
      {(["kk", "ru", "en"] as const).map((code) => (
        <Field
          key={code}
          label={`${say(w.name)} (${code})`}
          value={row.name[code]}
          maxLength={200}
          disabled={disabled}
          onInput={(text) => edit({ name: { ...row.name, [code]: text } })}
        />
      ))}
    </>
  );
}

/** Purposes and documents: a code and its names. */
export function NamedRows(props: Props & { readonly table: "purposes" | "documents" }) {
  const { regime, table, disabled, onChange } = props;
  return (
    <Rows {...props}>
      {(row) => {
        const purpose = table === "purposes" ? regime.purposes[row] : undefined;
        const document = table === "documents" ? regime.documents[row] : undefined;
        const named = purpose ?? document;
        if (named === undefined) return null;
        const key = table === "purposes" ? "purpose" : "document";
        const edit = (change: Readonly<Record<string, unknown>>) => onChange(changeRow(regime, table, row, change));
        return (
          <>
            <Field
              label={say(w.code)}
              code
              value={purpose?.purpose ?? document?.document ?? ""}
              maxLength={40}
              disabled={disabled}
              onInput={(text) => edit({ [key]: text })}
            />
            <NameFields row={named} disabled={disabled} edit={edit} />
          </>
        );
      }}
    </Rows>
  );
}

export function CategoryRows(props: Props) {
  const { regime, disabled, onChange } = props;
  return (
    <Rows {...props} table="categories">
      {(row) => {
        const category = regime.categories[row];
        if (category === undefined) return null;
        const edit = (change: Readonly<Record<string, unknown>>) => onChange(changeRow(regime, "categories", row, change));
        return (
          <>
            <Field
              label={say(w.code)}
              code
              value={category.category}
              maxLength={40}
              disabled={disabled}
              onInput={(text) => edit({ category: text })}
            />
            <NameFields row={category} disabled={disabled} edit={edit} />
            <SelectField
              label={say(w.outcome)}
              value={category.outcome === "allow-on-sight" ? "allow-on-sight" : "refer"}
              options={[
                { value: "allow-on-sight", name: say(w.allow) },
                { value: "refer", name: say(w.refer) },
              ]}
              disabled={disabled}
              onChange={(outcome) => edit({ outcome })}
            />
            <SelectField
              label={say(w.ledgers)}
              value={ledgerChoice(category.ledgers)}
              options={ledgerOptions()}
              disabled={disabled}
              onChange={(choice) => edit({ ledgers: ledgersOf(choice) })}
            />
            <CodesField
              label={say(w.documentsOf)}
              codes={category.documents}
              disabled={disabled}
              onCodes={(documents) => edit({ documents })}
            />
          </>
        );
      }}
    </Rows>
  );
}

const minuteMs = 60_000;
export function LimitFields({ regime, disabled, onChange }: Props) {
  const number = (label: string, value: number, set: (value: number) => Partial<EditableRegime>) => (
    <Field
      label={label}
      type="number"
      inputMode="numeric"
      min="0"
      value={String(value)}
      disabled={disabled}
      onInput={(text) => onChange({ ...regime, ...set(Number(text)) })}
    />
  );
  return (
    <div class="act-fields">
      {number(say(w.permitMaxDays), regime.permitMaxDays, (permitMaxDays) => ({ permitMaxDays }))}
      {number(say(w.absence), regime.absenceMaxAgeMs / minuteMs, (minutes) => ({ absenceMaxAgeMs: minutes * minuteMs }))}
      {number(say(w.passage), regime.passageWindowMs / minuteMs, (minutes) => ({ passageWindowMs: minutes * minuteMs }))}
      {number(say(w.hold), regime.provisionalHoldMaxMs / (60 * minuteMs), (hours) => ({ provisionalHoldMaxMs: hours * 60 * minuteMs }))}
      {number(say(w.second), regime.secondPersonFrom ?? 100, (secondPersonFrom) => ({ secondPersonFrom }))}
    </div>
  );
}
