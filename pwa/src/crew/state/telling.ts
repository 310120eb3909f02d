import { crewRoutes, SiteFactReply, type SiteFactRequest } from "@beket/api";
import type { SiteFact } from "@beket/domain";
import * as v from "valibot";
import type { EdgeClient } from "../../field/edge/client.ts";
import type { Outbox, Sent } from "../../outbox/outbox.ts";
import type { OutboxRecord } from "../../outbox/record.ts";
import type { EvidenceStore } from "../adapters/evidence-store.ts";
import { statedOf } from "../model/facts.ts";
import type { Screen } from "./screen.ts";
import { EvidenceBody, evidenceOf } from "./sending.ts";
import type { SheetKeeper } from "./sheet-keeper.ts";

export type TellingDeps = {
  readonly screen: Screen;
  readonly client: Pick<EdgeClient, "send">;
  readonly keeper: SheetKeeper;
  readonly outbox: () => Outbox | null;
  readonly evidence: () => EvidenceStore | null;
  readonly now: () => number;
  readonly newId: () => string;
};

/** States facts: shown and kept here first, then sent, and gone from here only when the node has them. */
export function createTelling(deps: TellingDeps) {
  const { screen } = deps;
  const forget = (id: string): void => {
    const rest = new Map(screen.stated.value);
    rest.delete(id);
    screen.stated.value = rest;
  };

  /** Null: nobody has it, and the screen says so. Else the id of the record. */
  async function tell(fact: SiteFact, id: string = deps.newId()): Promise<string | null> {
    const { session } = screen;
    if (session.value === null) return null;
    screen.notKept.value = false;
    const request: SiteFactRequest = { id, occurredAt: deps.now(), fact };
    // Shown from the tap on: a record can be sent and taken before `keep` has come back.
    screen.stated.value = new Map(screen.stated.value).set(id, request);
    const outbox = deps.outbox();
    const kept = await outbox?.keep({
      ...{ id, kind: "fact", path: crewRoutes.facts, group: fact.site, officer: session.value.officer },
      body: request,
    });
    if (kept?.ok === true) {
      void outbox?.wake();
      return id;
    }
    // A tablet that keeps nothing can still tell a node that it hears.
    const answer = await deps.client.send(SiteFactReply, crewRoutes.facts, request);
    if (answer.ok) await deps.keeper.take(answer.value);
    forget(id);
    if (answer.ok) return id;
    screen.notKept.value = true;
    return null;
  }

  /** Files of a site that no node has taken yet. */
  async function filesUnsent(site: string): Promise<ReadonlySet<string>> {
    const outbox = deps.outbox();
    if (outbox === null) return new Set();
    const records = outbox.state().records.filter(({ kind, group }) => kind === "evidence" && group === site);
    const bodies = await Promise.all(records.map((record) => outbox.body(record)));
    return new Set(bodies.flatMap((body) => (body.ok ? (fileOf(body.value) ?? []) : [])));
  }

  return {
    tell,
    /** Reads what an earlier run left in the outbox. */
    async restore(): Promise<void> {
      const outbox = deps.outbox();
      if (outbox === null) return;
      const found = new Map(screen.stated.value);
      for (const record of outbox.state().records) {
        const body = record.kind === "fact" ? await outbox.body(record) : null;
        const stated = body?.ok === true ? statedOf(body.value) : null;
        if (stated !== null) found.set(record.id, stated);
      }
      screen.stated.value = found;
    },
    /** The node has it: its answer takes the place of the fact, and only then are the files let go. */
    async beforeForget(record: OutboxRecord, body: string, sent: Sent): Promise<void> {
      if (record.kind === "evidence") {
        // One that had to wait for room came after its work: nobody asks for it any more.
        const file = fileOf(body);
        if (file !== null && !screen.begun().has(record.group)) await deps.evidence()?.remove(file);
        return;
      }
      if (record.kind !== "fact") return;
      await deps.keeper.take(sent.reply);
      forget(record.id);
      const unsent = await filesUnsent(record.group);
      for (const { sha256 } of evidenceOf(statedOf(body))) if (!unsent.has(sha256)) await deps.evidence()?.remove(sha256);
    },
    onSent(_record: OutboxRecord, sent: Sent): void {
      if (sent.outcome.kind === "signed-out") screen.endSession();
      // A refusal means that this tablet knew too little: the site has changed meanwhile.
      if (sent.outcome.kind === "rejected") void deps.keeper.refresh();
    },
    forget,
  };
}
function fileOf(body: string): string | null {
  const named = v.safeParse(v.pipe(v.string(), v.parseJson(), EvidenceBody), body);
  return named.success ? named.output.sha256 : null;
}
export type Telling = ReturnType<typeof createTelling>;
