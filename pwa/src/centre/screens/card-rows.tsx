import type { DailyCardReply } from "@beket/api";
import { count, say } from "../../i18n/index.ts";
import { Badge, Button, Card, Field } from "../../ui/index.ts";
import { type CardForm, type CardWarning, fieldOfWarning, type LaboratoryRow, type OutbreakRow } from "../model/card.ts";
import { card as w, warningNames } from "../words/card.ts";

type RowsProps = { readonly form: CardForm; readonly faults: readonly string[]; readonly onChange: (form: CardForm) => void };
const numbers = ["capacity", "tested", "positive"] as const;

/** A line a laboratory. Over capacity is told beside the line, in a colour of its own that is not the one of mistakes. */
export function LaboratoryRows(
  props: RowsProps & { readonly warnings: readonly CardWarning[]; readonly counted: DailyCardReply["counted"] },
) {
  const { form, faults, warnings, counted } = props;
  const change = (key: number, part: Partial<LaboratoryRow>): void =>
    props.onChange({ ...form, laboratories: form.laboratories.map((row) => (row.key === key ? { ...row, ...part } : row)) });
  return (
    <Card title={say(w.laboratories)}>
      <p class="soft small">
        {say(w.tested)}, {say(w.counted(count(counted.tested)))} · {say(w.positive)}, {say(w.counted(count(counted.positive)))}
      </p>
      {form.laboratories.map((row) => {
        const own = warnings.filter(({ at }) => fieldOfWarning(at, form).startsWith(`laboratories.${row.key}.`));
        return (
          <div key={row.key} class="card-row card-row-laboratory" role="group" aria-label={`${say(w.laboratory)} ${row.laboratory}`}>
            <Field
              label={say(w.laboratory)}
              value={row.laboratory}
              maxLength={40}
              error={faults.includes(`laboratories.${row.key}.laboratory`) ? say(w.wrongCode) : null}
              onInput={(laboratory) => change(row.key, { laboratory })}
            />
            {numbers.map((name) => (
              <Field
                key={name}
                label={say(w[name])}
                inputMode="numeric"
                value={row[name]}
                maxLength={12}
                error={faults.includes(`laboratories.${row.key}.${name}`) ? say(w.wrong) : null}
                onInput={(text) => change(row.key, { [name]: text })}
              />
            ))}
            <Button
              kind="quiet"
              icon="trash"
              iconOnly
              onClick={() => props.onChange({ ...form, laboratories: form.laboratories.filter(({ key }) => key !== row.key) })}
            >
              {`${say(w.remove)}: ${row.laboratory}`}
            </Button>
            {own.length === 0 ? null : (
              <p class="card-row-warnings">
                {own.map(({ code }) => (
                  <Badge key={code} tone="warn" icon="alert">
                    {say(warningNames[code])}
                  </Badge>
                ))}
              </p>
            )}
          </div>
        );
      })}
      <div class="row">
        <Button
          size="small"
          icon="plus"
          disabled={form.laboratories.length >= 64}
          onClick={() =>
            props.onChange({
              ...form,
              laboratories: [...form.laboratories, { key: form.nextKey, laboratory: "", capacity: "", tested: "", positive: "" }],
              nextKey: form.nextKey + 1,
            })
          }
        >
          {say(w.addLaboratory)}
        </Button>
      </div>
    </Card>
  );
}

export function OutbreakRows({ form, faults, onChange }: RowsProps) {
  const change = (key: number, part: Partial<OutbreakRow>): void =>
    onChange({ ...form, outbreaks: form.outbreaks.map((row) => (row.key === key ? { ...row, ...part } : row)) });
  return (
    <Card title={say(w.outbreaks)}>
      {form.outbreaks.map((row) => (
        <div key={row.key} class="card-row card-row-outbreak" role="group" aria-label={`${say(w.outbreaks)} ${row.place}`}>
          <Field label={say(w.place)} value={row.place} maxLength={120} onInput={(place) => change(row.key, { place })} />
          <Field
            label={say(w.cases)}
            inputMode="numeric"
            value={row.cases}
            maxLength={12}
            error={faults.includes(`outbreaks.${row.key}.cases`) ? say(w.wrong) : null}
            onInput={(cases) => change(row.key, { cases })}
          />
          <Button
            kind="quiet"
            icon="trash"
            iconOnly
            onClick={() => onChange({ ...form, outbreaks: form.outbreaks.filter(({ key }) => key !== row.key) })}
          >
            {`${say(w.remove)}: ${row.place}`}
          </Button>
        </div>
      ))}
      <div class="row">
        <Button
          size="small"
          icon="plus"
          disabled={form.outbreaks.length >= 100}
          onClick={() =>
            onChange({ ...form, outbreaks: [...form.outbreaks, { key: form.nextKey, place: "", cases: "" }], nextKey: form.nextKey + 1 })
          }
        >
          {say(w.addOutbreak)}
        </Button>
      </div>
    </Card>
  );
}
