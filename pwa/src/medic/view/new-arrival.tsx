import { conveyances, parsePlate, plateKey, type SubjectKey } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { countries } from "../../field/words/countries.ts";
import { say } from "../../i18n/index.ts";
import { Button, Card, Field } from "../../ui/index.ts";
import { emptyDraft } from "../state/draft.ts";
import { deskWords } from "../words/desk.ts";
import { conveyanceIcons } from "./arrivals.tsx";
import { useApp, useWork } from "./context.ts";
import { ActBar, CountryField, PageHead, RefusalNotice, Tiles } from "./parts.tsx";

const withPlate: ReadonlySet<string> = new Set(["bus", "car", "truck"]);
const withList: ReadonlySet<string> = new Set(["bus", "train", "flight"]);
/** The neighbours, whose roads end at the posts. */
const usual = ["KGZ", "UZB", "CHN", "RUS"] as const;

/** A vehicle or a group has come: what it is, where from, and how many are on board. */
export function NewArrival() {
  const app = useApp();
  const work = useWork();
  const wrong = useSignal<"plate" | "country" | null>(null);
  const { arrival: form } = app.draft.value;
  const set = (change: Partial<typeof form>) => {
    wrong.value = null;
    app.set({ arrival: { ...app.draft.value.arrival, ...change } });
  };
  const hasPlate = withPlate.has(form.conveyance);

  // A plate that is none of ours is likely of the country they come from; who knows better chooses.
  const isOurs = parsePlate(form.plate, "KAZ").ok || form.plate.trim() === "" || form.countryFrom === "";
  const plateCountry = form.plateCountry === "" ? (isOurs ? "KAZ" : form.countryFrom) : form.plateCountry;

  function vehicle(): SubjectKey | null | "wrong" {
    if (!hasPlate || form.plate.trim() === "") return null;
    const plate = parsePlate(form.plate, plateCountry);
    return plate.ok ? plateKey(plate.value) : "wrong";
  }
  function open(): void {
    const key = vehicle();
    if (key === "wrong") wrong.value = "plate";
    else if (form.countryFrom === "") wrong.value = "country";
    else
      void work.run(async () => {
        const expected = /^[0-9]{1,4}$/.test(form.expected) ? Math.min(1_000, Number(form.expected)) : null;
        const number = form.number.trim() === "" ? null : form.number.trim().toUpperCase();
        const { arrival, stating } = await app.acts.openArrival({
          conveyance: form.conveyance,
          vehicle: key,
          number,
          countryFrom: form.countryFrom,
          expected,
        });
        if (stating.ok) {
          // The next bus of the morning likely comes down the same road.
          app.set({ arrival: { ...emptyDraft.arrival, conveyance: form.conveyance, countryFrom: form.countryFrom } });
          app.go({ kind: "arrival", arrival });
        }
        return stating;
      });
  }
  const chooseFrom = (countryFrom: string) => set({ countryFrom });
  return (
    <form
      class="page page-narrow"
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <PageHead title={say(deskWords.newArrival)} onBack={() => app.go({ kind: "arrivals" })} />
      <RefusalNotice refusal={work.refusal.value} />
      <Card>
        <Tiles
          label={say(deskWords.conveyance)}
          value={form.conveyance}
          items={conveyances.map((value) => ({ value, name: say(deskWords.conveyances[value]), icon: conveyanceIcons[value] }))}
          onChoose={(conveyance) => set({ conveyance })}
        />
        {hasPlate ? (
          <div class="pair">
            <Field
              label={say(deskWords.plate)}
              value={form.plate}
              maxLength={14}
              code
              error={wrong.value === "plate" ? say(deskWords.plateWrong) : null}
              onInput={(plate) => set({ plate: plate.toUpperCase() })}
            />
            <CountryField label={say(deskWords.plateCountry)} value={plateCountry} onChange={(chosen) => set({ plateCountry: chosen })} />
          </div>
        ) : null}
        <div class="pair">
          <Field
            label={say(
              form.conveyance === "flight"
                ? deskWords.number.flight
                : form.conveyance === "train"
                  ? deskWords.number.train
                  : deskWords.number.other,
            )}
            value={form.number}
            maxLength={20}
            onInput={(number) => set({ number })}
          />
          {withList.has(form.conveyance) ? (
            <Field
              label={say(deskWords.expected)}
              hint={say(deskWords.expectedHint)}
              inputMode="numeric"
              value={form.expected}
              maxLength={4}
              onInput={(text) => set({ expected: text.replaceAll(/\D/g, "") })}
            />
          ) : null}
        </div>
        <div class="field">
          <span class="field-label">{say(deskWords.countryFrom)}</span>
          <Tiles
            label={say(deskWords.countryFrom)}
            value={form.countryFrom}
            items={countries
              .filter(({ code }) => usual.some((one) => one === code))
              .map(({ code, name }) => ({ value: code, name: say(name) }))}
            onChoose={chooseFrom}
          />
          <CountryField
            label={say(deskWords.otherCountry)}
            value={form.countryFrom}
            error={wrong.value === "country" ? say(deskWords.chooseCountry) : null}
            onChange={chooseFrom}
          />
        </div>
      </Card>
      <ActBar>
        <Button type="submit" kind="primary" size="main" wide busy={work.busy.value} testId="open-arrival">
          {say(deskWords.openIt)}
        </Button>
      </ActBar>
    </form>
  );
}
