import type { LaneEvent } from "@beket/api";
import { effect } from "@preact/signals";
import { listenWedge } from "../../scan/wedge.ts";
import { createField } from "../../field/state/field.ts";
import { composing } from "../check/flow.ts";
import { emptyDraft } from "../compose/stop-draft.ts";
import { createOfficerClient } from "../edge/client.ts";
import { createActs } from "./acts.ts";
import { createChecks } from "./checks.ts";
import { createQueue } from "./queue.ts";
import { createScans } from "./scans.ts";
import { createScreen } from "./screen.ts";

/** The officer's app without its view: state, effects and actions. */
export function createOfficerApp() {
  const field = createField("officer", {
    onEvent,
    onBegin: loadReferrals,
    onForget: forgetPeople,
    onSignedIn() {
      const { flow } = screen;
      // The question that the ended session could not ask is asked now; nobody types it again.
      if (flow.value.kind === "stuck" && flow.value.code === "not-signed-in") void checks.retry();
    },
    onResume: loadReferrals,
    onSent: (record, sent) => acts.onSent(record, sent),
  });
  const screen = createScreen(field.station);
  const client = createOfficerClient(field.client);
  const { shift, now, newId, outbox } = field;
  const shared = { screen, client, outbox, now, newId };
  const checks = createChecks(shared);
  const acts = createActs({ ...shared, checks, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) });

  const later = (work: () => void, ms: number) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  };
  const queue = createQueue({ screen, record: acts.record, now, newId, later });
  const scans = createScans({ screen, checks, client, later, nudge: () => void navigator.vibrate?.(40) });

  function onEvent(event: LaneEvent): void {
    switch (event.kind) {
      case "camera-check":
        return checks.onCamera(event);
      case "referral": {
        const others = (screen.referrals.value ?? []).filter((other) => other.id !== event.referral.id);
        screen.referrals.value =
          event.referral.state === "resolved" ? others : [...others, event.referral].toSorted((a, b) => a.openedAt - b.openedAt);
        return;
      }
      case "passage":
        // Another tablet of this lane let the car go. The edge joins both into one passage; nothing to show.
        return;
      case "scan":
        return scans.take(event);
      case "status":
      case "border":
      case "sites":
        // Of the station, and of the medics' and the crews' screens.
        return;
    }
  }

  async function loadReferrals(): Promise<void> {
    const answer = await client.referrals();
    if (answer.ok) screen.referrals.value = answer.value.referrals.filter((referral) => referral.state !== "resolved");
  }

  function forgetPeople(): void {
    screen.flow.value = composing;
    screen.draft.value = emptyDraft;
    screen.lane.value = [];
    screen.recent.value = [];
    screen.slips.value = [];
    screen.sheet.value = "none";
    screen.toast.value = null;
    screen.note.value = null;
    queue.forget();
  }

  return {
    field,
    screen,
    checks,
    acts,
    scans,
    queue,
    shift,
    loadReferrals,
    now,
    async start(): Promise<void> {
      await field.openStorage();
      await field.start();
      listenWedge(window, { onScan: scans.take, onRejected: scans.rejected, isOn: () => screen.session.value !== null });
      // The camera's next car opens as soon as the officer has put the last one away, however that happened.
      effect(() => {
        if (screen.idle.value && screen.lane.value.length > 0) queueMicrotask(checks.openNext);
      });
    },
  };
}
export type OfficerApp = ReturnType<typeof createOfficerApp>;
