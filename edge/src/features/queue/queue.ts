import type { QueueRequest } from "@beket/api";
import { ok, type QueueEvent, type Result } from "@beket/domain";
import type { EdgeFault } from "../faults.ts";
import type { SessionRow } from "../ports.ts";
import { envelopeOf, type Post } from "../post-context.ts";
import type { Recorder } from "../recording/recorder.ts";

/** Writes how many vehicles wait in the lane of whoever counted them. */
export const createQueue = (deps: { readonly post: Post; readonly recorder: Recorder }) => ({
  count: (session: SessionRow, request: QueueRequest): Promise<Result<string, EdgeFault>> =>
    deps.recorder.once(
      { id: request.id, by: session.officer, content: request },
      () => {
        const event: QueueEvent = {
          kind: "queue",
          ...envelopeOf(deps.post, session, request.occurredAt),
          vehiclesWaiting: request.vehiclesWaiting,
          source: "officer",
        };
        return ok({ event, reply: { id: request.id } });
      },
      "pure",
    ),
});
export type Queue = ReturnType<typeof createQueue>;
