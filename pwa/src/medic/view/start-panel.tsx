import { type BorderTest, type KitLot, type Person } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Badge, Button, Card, Field, Notice } from "../../ui/index.ts";
import { expiryState, kitCode, lotLeft, usableLots } from "../model/cassette.ts";
import { latestTest } from "../model/standing.ts";
import { testWords } from "../words/test.ts";
import { CancelTest } from "./cancel-test.tsx";
import { dateText, dayOf, kitName, useApp, useScan, useWork } from "./context.ts";
import { RefusalNotice, ScanButton, Tiles } from "./parts.tsx";

/** Lot remembered, cassette scanned: the clock starts with the scan and nothing else is asked. */
export function StartPanel({ person, repeats }: { readonly person: Person; readonly repeats: BorderTest | null }) {
  const app = useApp();
  const work = useWork();
  const choosing = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  const border = app.border.value;
  const lots = usableLots(border, app.clock.value);
  const { kit, cassette } = app.draft.value;
  const lot =
    lots.find((one) => one.kitType === kit?.kitType && one.lot === kit.lot) ?? (kit === null && lots.length === 1 ? lots[0] : undefined);
  const code = kitCode(cassette);
  const waiting = latestTest(border, person)?.state === "registered";
  useEffect(() => input.current?.focus({ preventScroll: true }), []);

  const start = (text: string) => {
    const read = app.scans.cassetteOf(text);
    if (read === null || lot === undefined) return;
    void work.run(
      () => app.acts.startTest(person, lot, read),
      () => app.set({ cassette: "", kit: { kitType: lot.kitType, lot: lot.lot } }),
    );
  };
  useScan((text, meaning) => {
    if (meaning.kind === "code" && lot !== undefined && !choosing.value) {
      start(text);
      return true;
    }
    // A used cassette in the hand of somebody who starts a test is told here, where it matters.
    if (meaning.kind === "spent" || meaning.kind === "reading") {
      start(text);
      return true;
    }
    return false;
  });

  return (
    <Card title={say(repeats === null ? testWords.startTitle : testWords.repeatTitle)}>
      <RefusalNotice refusal={work.refusal.value} />
      {lots.length === 0 ? (
        <Notice tone="bad" title={say(testWords.noKits)} testId="no-kits">
          <Button icon="cassette" onClick={() => app.go({ kind: "kits" })}>
            {say(testWords.kitsTitle)}
          </Button>
        </Notice>
      ) : lot === undefined || choosing.value ? (
        <LotTiles
          lots={lots}
          onChoose={(chosen) => {
            choosing.value = false;
            app.set({ kit: { kitType: chosen.kitType, lot: chosen.lot } });
          }}
        />
      ) : (
        <>
          <ChosenLot lot={lot} onChange={() => (choosing.value = true)} />
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault();
              start(cassette);
            }}
          >
            <div class="with-button">
              <Field
                label={say(testWords.cassette)}
                hint={say(testWords.cassetteHint)}
                value={cassette}
                maxLength={40}
                code
                inputRef={input}
                onInput={(text) => app.set({ cassette: text.toUpperCase() })}
              />
              <ScanButton />
            </div>
            <Button
              type="submit"
              kind="primary"
              size="main"
              icon="clock"
              wide
              disabled={code === null}
              busy={work.busy.value}
              testId="start-test"
            >
              {say(testWords.start)}
            </Button>
          </form>
        </>
      )}
      {waiting ? <WaitingCancel person={person} /> : null}
    </Card>
  );
}

function WaitingCancel({ person }: { readonly person: Person }) {
  const test = latestTest(useApp().border.value, person);
  return test === null ? null : <CancelTest test={test} />;
}

function ChosenLot({ lot, onChange }: { readonly lot: KitLot; readonly onChange: () => void }) {
  const app = useApp();
  return (
    <div class="row" data-testid="chosen-lot">
      <div class="grow-line">
        <p>
          <strong>{kitName(app, lot.kitType)}</strong> · {lot.lot}
        </p>
        <p class="soft small">
          {say(testWords.left(lotLeft(lot)))} · {say(testWords.until(dateText(dayOf(lot.expiresAt))))}
        </p>
      </div>
      {expiryState(lot.expiresAt, app.clock.value) === "near" ? (
        <Badge tone="warn" icon="alert">
          {say(testWords.nearExpiry)}
        </Badge>
      ) : null}
      <Button size="small" onClick={onChange} testId="change-lot">
        {say(testWords.changeKit)}
      </Button>
    </div>
  );
}

function LotTiles({ lots, onChoose }: { readonly lots: readonly KitLot[]; readonly onChoose: (lot: KitLot) => void }) {
  const app = useApp();
  return (
    <Tiles
      label={say(testWords.kit)}
      wide
      value={null}
      items={lots.map((lot) => ({
        value: `${lot.kitType} ${lot.lot}`,
        name: `${kitName(app, lot.kitType)} · ${lot.lot}`,
        note: `${say(testWords.left(lotLeft(lot)))} · ${say(testWords.until(dateText(dayOf(lot.expiresAt))))}`,
      }))}
      onChoose={(value) => {
        const lot = lots.find((one) => `${one.kitType} ${one.lot}` === value);
        if (lot !== undefined) onChoose(lot);
      }}
    />
  );
}
