import type { RefusalReply, RefusalRequest } from "@beket/api";
import { err, ok, stopNumber, type RefusalEvent, type Result } from "@beket/domain";
import { fault, type EdgeFault } from "../faults.ts";
import type { SessionRow } from "../ports.ts";
import { envelopeOf, type Post } from "../post-context.ts";
import { domainUuid } from "../recording/brands.ts";
import type { Recorder } from "../recording/recorder.ts";

/** Writes that a stop was turned away, and gives the number that an appeal quotes. */
export const createRefusals = (deps: { readonly post: Post; readonly recorder: Recorder }) => ({
  refuse: async (session: SessionRow, request: RefusalRequest): Promise<Result<string, EdgeFault>> => {
    const { lane } = request.stop;
    if (request.stop.post !== deps.post.post) return err(fault("wrong-post"));
    if (!deps.post.lanes.some((one) => one.lane === lane)) return err(fault("no-such-lane"));
    return deps.recorder.once({ id: request.id, by: session.officer, content: request }, () => {
      const number = stopNumber(request.id);
      const event: RefusalEvent = {
        kind: "refusal",
        ...envelopeOf(deps.post, session, request.occurredAt),
        lane,
        lookup: domainUuid(request.lookup),
        number,
        reasons: request.reasons,
        slip: "screen",
      };
      const reply: RefusalReply = { refusal: request.id, number };
      return ok({ event, reply });
    });
  },
});
export type Refusals = ReturnType<typeof createRefusals>;
