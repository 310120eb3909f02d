import type { SendOutcome } from "../../outbox/machine.ts";
import type { Sent } from "../../outbox/outbox.ts";
import type { OutboxRecord } from "../../outbox/record.ts";
import type { EdgeClient, EdgeFailure } from "./client.ts";

/** What a failed attempt means for the record. */
export function outcomeOfFailure(failure: EdgeFailure): SendOutcome {
  if (failure.kind === "unreachable") return { kind: "unreachable" };
  // The edge took it and only its words are strange: asking again under the same id is harmless and may be answered better.
  if (failure.kind === "unreadable") return { kind: "faulted" };
  if (failure.status === 401) return { kind: "signed-out" };
  // The event is in the journal; only the answer to the first attempt is gone.
  if (failure.code === "already-recorded") return { kind: "accepted" };
  if (failure.status === 503 || failure.status === 429) return { kind: "unreachable" };
  if (failure.status >= 500) return { kind: "faulted" };
  return { kind: "rejected", code: failure.code };
}

export const createRecordSender =
  (client: Pick<EdgeClient, "record">) =>
  async (record: OutboxRecord, body: string): Promise<Sent> => {
    const answer = await client.record(record.path, body);
    return answer.ok ? { outcome: { kind: "accepted" }, reply: answer.value } : { outcome: outcomeOfFailure(answer.error), reply: null };
  };
