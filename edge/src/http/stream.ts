import type { LaneEvent } from "@beket/api";
import type { SchedulePort } from "@beket/replication";
import type { LaneHub } from "../features/lanes/lane-hub.ts";
import type { SessionRow } from "../features/ports.ts";

const heartbeatMs = 10_000;
const queuedMax = 64;
const utf8 = new TextEncoder();

/** First id after what the screen says it saw last; nonsense counts as nothing seen. Ids only grow, nothing is replayed. */
export const firstEventId = (lastEventId: string | undefined): number =>
  lastEventId !== undefined && /^[0-9]{1,15}$/.test(lastEventId) ? Number(lastEventId) + 1 : 1;

/** Server-sent events of one lane for one signed-in screen; null when too many are open. A slow screen is cut off and comes back. */
export function openStream(deps: {
  readonly hub: LaneHub;
  readonly schedule: SchedulePort;
  readonly session: SessionRow;
  readonly lastEventId: string | undefined;
  readonly first: LaneEvent;
}): Response | null {
  let id = firstEventId(deps.lastEventId);
  let cancelBeat = (): void => undefined;
  let close = (): void => undefined;
  let opened = false;
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const write = (text: string): boolean => {
          if ((controller.desiredSize ?? 0) <= 0) return false;
          controller.enqueue(utf8.encode(text));
          return true;
        };
        const push = (event: LaneEvent): boolean => write(`id: ${id++}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
        let done = false;
        const remove = deps.hub.open({
          lane: deps.session.lane,
          session: deps.session.token,
          push,
          close: () => {
            close();
            controller.close();
          },
        });
        if (remove === null) return;
        opened = true;
        close = () => {
          if (done) return;
          done = true;
          cancelBeat();
          remove();
        };
        const beat = (): void => {
          if (done) return;
          // A comment: keeps the connection and costs no reader anything.
          write(": here\n\n");
          cancelBeat = deps.schedule(heartbeatMs, beat);
        };
        write("retry: 2000\n\n");
        push(deps.first);
        cancelBeat = deps.schedule(heartbeatMs, beat);
      },
      cancel: () => close(),
    },
    new CountQueuingStrategy({ highWaterMark: queuedMax }),
  );
  if (!opened) return null;
  return new Response(body, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store", "x-accel-buffering": "no" },
  });
}
