import { crewRoutes, EvidenceReply } from "@beket/api";
import { Evidence, type StatedSiteFact } from "@beket/domain";
import * as v from "valibot";
import type { EdgeClient } from "../../field/edge/client.ts";
import { createRecordSender, outcomeOfFailure } from "../../field/edge/record-sender.ts";
import type { Sent } from "../../outbox/outbox.ts";
import type { OutboxRecord } from "../../outbox/record.ts";
import type { EvidenceStore } from "../adapters/evidence-store.ts";
import { statedOf } from "../model/facts.ts";

export const EvidenceBody = v.pick(Evidence, ["sha256", "mediaType", "sizeBytes"]);
export const evidenceFull = "evidence-full";
const accepted = { outcome: { kind: "accepted" }, reply: null } as const;
const rejected = (code: string): Sent => ({ outcome: { kind: "rejected", code }, reply: null });

/** What a fact names as its proof. */
export const evidenceOf = (stated: StatedSiteFact | null): readonly Evidence[] =>
  stated?.fact.kind === "site-completion" ? stated.fact.evidence : [];

/** Sends one record of the crew's outbox: a file as its bytes, a fact as JSON. Never throws. */
export function createCrewSender(client: Pick<EdgeClient, "record" | "sendBytes">, evidence: () => EvidenceStore | null) {
  async function upload(sha256: string): Promise<Sent> {
    const held = await evidence()?.get(sha256);
    if (held === undefined || !held.ok) return rejected("unreadable");
    const answer = await client.sendBytes(EvidenceReply, crewRoutes.evidence, held.value.mediaType, held.value.bytes);
    // A node without room takes the work all the same: the file steps aside, and a person sends it again once there is room.
    if (!answer.ok && answer.error.kind === "refused" && answer.error.code === evidenceFull) return rejected(evidenceFull);
    if (!answer.ok) return { outcome: outcomeOfFailure(answer.error), reply: null };
    // The node hashed what it wrote: another name means that the bytes were changed on their way.
    return answer.value.sha256 === sha256 ? accepted : { outcome: { kind: "faulted" }, reply: null };
  }
  const asJson = createRecordSender(client);
  return async (record: OutboxRecord, body: string): Promise<Sent> => {
    if (record.kind === "evidence") {
      const named = v.safeParse(v.pipe(v.string(), v.parseJson(), EvidenceBody), body);
      return named.success ? upload(named.output.sha256) : rejected("unreadable");
    }
    const sent = await asJson(record, body);
    const isMissing = sent.outcome.kind === "rejected" && sent.outcome.code === "site.evidence-missing";
    if (!isMissing) return sent;
    // The node was restored to before it had the files: they are still here, until it has taken the work that names them.
    const proof = evidenceOf(statedOf(body));
    if (proof.length === 0) return sent;
    for (const { sha256 } of proof) {
      const again = await upload(sha256);
      if (again.outcome.kind !== "accepted") return again.outcome.kind === "rejected" ? sent : again;
    }
    return asJson(record, body);
  };
}
