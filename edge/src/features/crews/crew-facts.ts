import type { SiteFactReply, SiteFactRequest } from "@beket/api";
import { err, ok, siteFault, type BeketEvent, type Result, type StatedSiteFact } from "@beket/domain";
import { fault, type EdgeFault } from "../faults.ts";
import type { Now, SessionRow } from "../ports.ts";
import { envelopeOf, type Post } from "../post-context.ts";
import type { Entry, Recorder } from "../recording/recorder.ts";
import { isShown } from "./is-shown.ts";
import type { OwnFacts } from "./own-facts.ts";
import type { EvidenceFolder } from "./ports.ts";
import { siteStateHere } from "./sheet.ts";
import type { SiteRegistry } from "./site-registry.ts";

export type CrewFactsDeps = {
  readonly post: Post;
  readonly registry: SiteRegistry;
  readonly own: OwnFacts;
  readonly folder: Pick<EvidenceFolder, "has" | "isFull">;
  readonly recorder: Recorder;
  readonly now: Now;
  /** A fact was taken: sheets are others now. */
  readonly onTaken: () => void;
};

/** Takes what a crew states: judged by all that is known here, durable, and answered with the site as it stands with the fact. */
export function createCrewFacts({ post, registry, own, folder, recorder, now, onTaken }: CrewFactsDeps) {
  const replyOf = ({ id, fact }: StatedSiteFact): SiteFactReply => ({ id, state: siteStateHere(registry, own, fact.site) });
  /** A hash alone proves nothing: the bytes come first. Only a node without room takes the work before them. */
  const lacksProof = ({ fact }: StatedSiteFact): boolean =>
    fact.kind === "site-completion" && !folder.isFull() && fact.evidence.some(({ sha256, mediaType }) => !folder.has(sha256, mediaType));
  const prepare = (session: SessionRow, stated: StatedSiteFact): Result<Entry, EdgeFault> => {
    const { fact, occurredAt } = stated;
    const state = siteStateHere(registry, own, fact.site);
    const context = { site: registry.site(fact.site), plan: registry.plan(), state, crew: session.crew, occurredAt, now: now() };
    const found = siteFault(fact, context);
    if (found !== null) return err(fault(`site.${found}`));
    if (lacksProof(stated)) return err(fault("site.evidence-missing"));
    const event: BeketEvent = { ...fact, ...envelopeOf(post, session, occurredAt) };
    const isNew = own.add(stated);
    return ok({
      event,
      reply: replyOf(stated),
      // One that was here before is in the journal: the refused event is its retry.
      undo: () => {
        if (isNew) own.remove(stated.id);
      },
      saved: onTaken,
    });
  };
  /** The answer to a retry whose first answer is gone: where the site stands, if the journal's event is this fact. */
  const told = (stated: StatedSiteFact): SiteFactReply | null => {
    const before = own.find(stated.id);
    const isSame =
      before === undefined ? isShown(registry.state(stated.fact.site), stated) : JSON.stringify(before) === JSON.stringify(stated);
    return isSame ? replyOf(stated) : null;
  };
  return {
    state: async (session: SessionRow, request: SiteFactRequest): Promise<Result<string, EdgeFault>> => {
      const { id, occurredAt, fact } = request;
      const stated: StatedSiteFact = { id, occurredAt, fact };
      if (session.crew === null) return err(fault("site.not-your-crew"));
      const known = recorder.isDurable(id) ? told(stated) : null;
      const content = { what: "site-fact", request };
      const written = await recorder.once({ id, by: session.officer, content }, () => prepare(session, stated));
      if (written.ok || known === null || written.error.code === "id-reused") return written;
      return ok(JSON.stringify(known));
    },
  };
}
export type CrewFacts = ReturnType<typeof createCrewFacts>;
