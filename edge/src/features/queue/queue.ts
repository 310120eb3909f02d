import type { QueueRequest } from "@beket/api";
import { ok, type QueueEvent, type Result } from "@beket/domain";
import type { EdgeFault } from "../faults.ts";
import type { Now, SessionRow } from "../ports.ts";
import { envelopeOf, type Post } from "../post-context.ts";
import type { Recorder } from "../recording/recorder.ts";

/** Writes how many vehicles wait in the lane of whoever counted them. */
export const createQueue = (deps: { readonly post: Post; readonly recorder: Recorder; readonly now: Now }) => ({
  count: (session: SessionRow, request: QueueRequest): Promise<Result<string, EdgeFault>> =>
    deps.recorder.once(
      { id: request.id, by: session.officer, content: request },
      () => {
        // A tablet whose clock is ahead would be the lane's newest count until that time has come.
        const occurredAt = Math.min(request.occurredAt, deps.now());
        const event: QueueEvent = {
          kind: "queue",
          ...envelopeOf(deps.post, session, occurredAt),
          vehiclesWaiting: request.vehiclesWaiting,
          source: "officer",
        };
        return ok({ event, reply: { id: request.id } });
      },
      "pure",
    ),
});
export type Queue = ReturnType<typeof createQueue>;
