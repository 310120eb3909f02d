import { edgeRoutes, type QueueRequest } from "@beket/api";
import type { NewRecord } from "../../outbox/outbox.ts";
import type { Receipt } from "../check/flow.ts";
import { stepped } from "../check/queue-count.ts";
import type { Screen } from "./screen.ts";

export type QueueDeps = {
  readonly screen: Screen;
  readonly record: (fresh: NewRecord) => Promise<Receipt | null>;
  readonly now: () => number;
  readonly newId: () => string;
  /** Runs `work` later unless the returned function is called first. */
  readonly later: (work: () => void, ms: number) => () => void;
};
/** Taps that belong together are one count. */
const settleMs = 1_500;

/** How many vehicles wait, as the officer counted. */
export function createQueue({ screen, record, now, newId, later }: QueueDeps) {
  let cancel: () => void = () => undefined;

  async function send(): Promise<void> {
    const { session, queue } = screen;
    const counted = queue.value;
    if (session.value === null || counted === null || counted.state !== "counting") return;
    queue.value = { ...counted, state: "sending" };
    const body: QueueRequest = { id: newId(), occurredAt: now(), vehiclesWaiting: counted.waiting };
    const { officer } = session.value;
    const receipt = await record({ id: body.id, kind: "queue", path: edgeRoutes.queue, group: body.id, officer, body });
    if (queue.value?.state === "sending") queue.value = { ...queue.value, state: receipt?.state === "sent" ? "told" : "kept" };
  }
  return {
    count(direction: "more" | "fewer"): void {
      cancel();
      screen.queue.value = { waiting: stepped(screen.queue.value?.waiting ?? null, direction), state: "counting" };
      cancel = later(() => void send(), settleMs);
    },
    /** Somebody else takes over, perhaps in another lane. */
    forget(): void {
      cancel();
      screen.queue.value = null;
    },
  };
}
