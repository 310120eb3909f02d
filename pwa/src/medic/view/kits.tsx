import type { KitLot } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { count, say } from "../../i18n/index.ts";
import { Badge, Button, Card, Field, SelectField } from "../../ui/index.ts";
import { endOfDay, expiryState, kitCode, lotLeft, readBoxLabel } from "../model/cassette.ts";
import { deskWords } from "../words/desk.ts";
import { testWords } from "../words/test.ts";
import { dateText, dayOf, kitName, useApp, useScan, useWork } from "./context.ts";
import "./kits.css";
import { ActBar, PageHead, RefusalNotice, ScanButton } from "./parts.tsx";
import { Troubles } from "./troubles.tsx";

/** What kits there are by kind and lot, what expires, and what came, was counted or thrown away. */
export function Kits() {
  const app = useApp();
  const receiving = useSignal(false);
  const kits = app.rules.value?.rules.kits ?? [];
  const lots = app.border.value.lots();
  return (
    <div class="page">
      <PageHead title={say(testWords.kitsTitle)} />
      <Troubles of={(fact) => fact.kind === "kit-stock"} />
      {receiving.value ? <Receive onDone={() => (receiving.value = false)} /> : null}
      {kits.map((kit) => {
        const mine = lots.filter(({ kitType }) => kitType === kit.kitType);
        return (
          <Card key={kit.kitType} title={say(kit.name)}>
            {mine.length === 0 ? <p class="soft">{say(testWords.noLots)}</p> : null}
            <ul class="lots">
              {mine.map((lot) => (
                <LotRow key={lot.lot} lot={lot} />
              ))}
            </ul>
          </Card>
        );
      })}
      {receiving.value ? null : (
        <ActBar>
          <Button kind="primary" size="main" icon="plus" wide onClick={() => (receiving.value = true)} testId="receive-lot">
            {say(testWords.receive)}
          </Button>
        </ActBar>
      )}
    </div>
  );
}

const wholeOf = (text: string): number | null => (/^[0-9]{1,5}$/.test(text) ? Number(text) : null);

function Receive({ onDone }: { readonly onDone: () => void }) {
  const app = useApp();
  const work = useWork();
  const kits = app.rules.value?.rules.kits ?? [];
  const { lot: form } = app.draft.value;
  const kitType = form.kitType === "" ? (kits[0]?.kitType ?? "") : form.kitType;
  const set = (change: Partial<typeof form>) => app.set({ lot: { ...app.draft.value.lot, ...change } });
  const lot = kitCode(form.lot);
  const many = wholeOf(form.count);
  const isDate = /^20\d{2}-\d{2}-\d{2}$/.test(form.expiresOn);
  useScan((text) => {
    const label = readBoxLabel(text);
    const code = label.lot ?? kitCode(text);
    if (code === null) return false;
    set({ lot: code, ...(label.expiresOn === null ? {} : { expiresOn: label.expiresOn }) });
    return true;
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (lot === null || many === null || !isDate) return;
        void work.run(
          () => app.acts.stock({ kitType, lot, expiresAt: endOfDay(form.expiresOn) }, many, "received"),
          () => {
            app.set({ lot: { kitType, lot: "", expiresOn: "", count: "" }, kit: { kitType, lot } });
            onDone();
          },
        );
      }}
    >
      <Card title={say(testWords.receive)}>
        <RefusalNotice refusal={work.refusal.value} />
        <SelectField
          label={say(testWords.kitType)}
          value={kitType}
          options={kits.map((kit) => ({ value: kit.kitType, name: say(kit.name) }))}
          onChange={(chosen) => set({ kitType: chosen })}
        />
        <div class="with-button">
          <Field
            label={say(testWords.lot)}
            hint={say(testWords.lotHint)}
            value={form.lot}
            maxLength={30}
            code
            onInput={(text) => set({ lot: text.toUpperCase() })}
          />
          <ScanButton />
        </div>
        <div class="pair">
          <Field label={say(testWords.expiresOn)} type="date" value={form.expiresOn} onInput={(expiresOn) => set({ expiresOn })} />
          <Field
            label={say(testWords.howMany)}
            inputMode="numeric"
            value={form.count}
            maxLength={5}
            onInput={(text) => set({ count: text.replaceAll(/\D/g, "") })}
          />
        </div>
        <div class="pair">
          <Button size="main" onClick={onDone}>
            {say(deskWords.cancel)}
          </Button>
          <Button
            type="submit"
            kind="primary"
            size="main"
            disabled={lot === null || many === null || many < 1 || !isDate}
            busy={work.busy.value}
            testId="save-lot"
          >
            {say(deskWords.save)}
          </Button>
        </div>
      </Card>
    </form>
  );
}

function LotRow({ lot }: { readonly lot: KitLot }) {
  const app = useApp();
  const work = useWork();
  const open = useSignal<"counted" | "discarded" | null>(null);
  const text = useSignal("");
  const many = wholeOf(text.value);
  const left = lotLeft(lot);
  const expiry = expiryState(lot.expiresAt, app.clock.value);
  function save(): void {
    const cause = open.value;
    if (cause === null || many === null) return;
    void work.run(
      () => app.acts.stock(lot, cause === "counted" ? many - left : -many, cause),
      () => {
        open.value = null;
        text.value = "";
      },
    );
  }
  return (
    <li class={`lot lot-${expiry}`} data-testid="lot" data-lot={lot.lot} data-left={left}>
      <div class="lot-head">
        <span class="grow">
          <strong class="code-text">{lot.lot}</strong>
          <span class="soft small lot-note">
            {say(testWords.until(dateText(dayOf(lot.expiresAt))))}
            {expiry === "fine" ? null : (
              <Badge tone={expiry === "expired" ? "bad" : "warn"} icon="alert">
                {say(expiry === "expired" ? testWords.expired : testWords.nearExpiry)}
              </Badge>
            )}
          </span>
        </span>
        <span class={left > 0 ? "lot-left" : "lot-left lot-none"}>{count(left)}</span>
      </div>
      <RefusalNotice refusal={work.refusal.value} />
      {open.value === null ? (
        <div class="row">
          <Button size="small" onClick={() => (open.value = "counted")} testId="count-lot">
            {say(testWords.countNow)}
          </Button>
          <Button size="small" kind="danger" onClick={() => (open.value = "discarded")} testId="discard-lot">
            {say(testWords.discard)}
          </Button>
          <span class="unseen">{kitName(app, lot.kitType)}</span>
        </div>
      ) : (
        <form
          class="with-button"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Field
            label={say(open.value === "counted" ? testWords.counted : testWords.discardMany)}
            inputMode="numeric"
            value={text.value}
            maxLength={5}
            onInput={(typed) => (text.value = typed.replaceAll(/\D/g, ""))}
          />
          <Button type="submit" kind="primary" disabled={many === null} busy={work.busy.value}>
            {say(deskWords.save)}
          </Button>
          <Button onClick={() => (open.value = null)}>{say(deskWords.cancel)}</Button>
        </form>
      )}
    </li>
  );
}
