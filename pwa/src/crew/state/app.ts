import type { LaneEvent } from "@beket/api";
import { effect } from "@preact/signals";
import { createField } from "../../field/state/field.ts";
import { createSealedValues, type SealedValues } from "../../field/state/sealed-values.ts";
import { createEvidenceStore, type EvidenceStore } from "../adapters/evidence-store.ts";
import { shotOf } from "../adapters/photo.ts";
import { createReceiver } from "../adapters/receiver.ts";
import { stayAwake } from "../adapters/stay-awake.ts";
import { hashOf, type Place, placeOf } from "../model/place.ts";
import { createActs } from "./acts.ts";
import { createLossBook } from "./losses.ts";
import { createRecorder } from "./recorder.ts";
import { createScreen } from "./screen.ts";
import { createCrewSender } from "./sending.ts";
import { createSheetKeeper } from "./sheet-keeper.ts";
import { createTelling } from "./telling.ts";
import { createWork } from "./work.ts";

const secondMs = 1_000;
const coarseMs = 15_000;

/** The crew's app without its view: state, effects and actions. */
export function createCrewApp() {
  let values: SealedValues | null = null;
  let evidence: EvidenceStore | null = null;
  const field = createField("crew", {
    onEvent,
    onBegin: () => keeper.refresh(),
    onResume: () => keeper.refresh(),
    onForget: () => openPlace({ kind: "sites" }),
    onSignedIn: () => undefined,
    send: (record, body) => send(record, body),
    beforeForget: (record, body, sent) => telling.beforeForget(record, body, sent),
    onSent: (record, sent) => telling.onSent(record, sent),
  });
  const { now, newId, outbox } = field;
  const screen = createScreen(field.station, location.hash, now);
  const send = createCrewSender(field.client, () => evidence);
  const keeper = createSheetKeeper({ screen, client: field.client, values: () => values });
  const telling = createTelling({ screen, client: field.client, keeper, outbox, evidence: () => evidence, now, newId });
  const recorder = createRecorder({
    screen,
    values: () => values,
    receiver: (onFix, onState) => createReceiver(navigator.geolocation, onFix, onState),
    stayAwake,
  });
  const work = createWork({ screen, recorder, telling, values: () => values, evidence: () => evidence, outbox, shotOf, now, newId });
  const acts = createActs({ screen, telling, now, newId });
  const lossBook = createLossBook(screen, () => values);

  function onEvent(event: LaneEvent): void {
    if (event.kind === "sites" && event.version !== screen.ownSheet.value?.version) void keeper.refresh();
  }

  function openPlace(place: Place): void {
    screen.done.value = null;
    screen.notKept.value = false;
    screen.sheetOpen.value = "none";
    screen.place.value = place;
    // The address follows, so that the device's own "back" works.
    if (hashOf(placeOf(location.hash)) !== hashOf(place)) location.hash = hashOf(place);
  }

  function tellTime(): void {
    if (document.visibilityState !== "visible") return;
    screen.clock.value = now();
    if (Math.abs(screen.clock.value - screen.coarseClock.value) >= coarseMs) screen.coarseClock.value = screen.clock.value;
  }

  async function restore(): Promise<void> {
    const keeping = field.keeping();
    if (keeping === null) return;
    values = createSealedValues(keeping.database, keeping.vault);
    evidence = createEvidenceStore(keeping.database, keeping.vault, crypto);
    // Before the sheet: what was read must not flash up again.
    await lossBook.restore();
    await Promise.all([keeper.restore(), telling.restore(), work.restore()]);
    await work.settle();
    await recorder.restore();
  }

  /** Somebody who allowed it once is not asked again, and the list is in order from the start. */
  async function locateIfAllowed(): Promise<void> {
    const permission = await navigator.permissions.query({ name: "geolocation" }).catch(() => null);
    if (permission?.state === "granted") recorder.locate();
  }

  return {
    field,
    screen,
    keeper,
    telling,
    recorder,
    work,
    acts,
    lossBook,
    open: openPlace,
    /** Bytes of a photo that lies on this tablet, for its picture on the screen. */
    picture: async (sha256: string): Promise<Blob | null> => {
      const held = await evidence?.get(sha256);
      return held?.ok === true ? new Blob([held.value.bytes], { type: held.value.mediaType }) : null;
    },
    async start(): Promise<void> {
      addEventListener("hashchange", () => openPlace(placeOf(location.hash)));
      document.addEventListener("visibilitychange", tellTime);
      setInterval(tellTime, secondMs);
      await field.openStorage();
      await restore();
      await field.start();
      await locateIfAllowed();
      // The node's clock corrects this tablet's; the list follows at once, not with the next quarter of a minute.
      effect(() => {
        const corrected = Date.now() + screen.clockOffsetMs.value;
        screen.clock.value = corrected;
        screen.coarseClock.value = corrected;
      });
    },
  };
}
export type CrewApp = ReturnType<typeof createCrewApp>;
