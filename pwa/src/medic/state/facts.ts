import { BorderFactRequest, borderRoutes } from "@beket/api";
import {
  type BorderContext,
  type BorderFact,
  type BorderFault,
  type BorderWarning,
  err,
  ok,
  type Result,
  type StatedFact,
} from "@beket/domain";
import { signal } from "@preact/signals";
import * as v from "valibot";
import { outcomeOfFailure } from "../../field/edge/record-sender.ts";
import type { EdgeClient } from "../../field/edge/client.ts";
import type { Outbox, Sent } from "../../outbox/outbox.ts";
import type { OutboxRecord } from "../../outbox/record.ts";
import type { FactStore, ReadTo } from "../adapters/fact-store.ts";
import type { BorderClient } from "../adapters/border-client.ts";
import { groupOf } from "../model/group.ts";
import { createLedger } from "../model/ledger.ts";

/** Why a fact was not stated. Nothing was kept; what is on the screen stays there to be mended. */
export type Refusal =
  | { readonly kind: "fault"; readonly fault: BorderFault }
  /** The device confirms no write and the edge is away. */
  | { readonly kind: "not-durable" }
  /** Without a store the edge itself was asked, and it said no. */
  | { readonly kind: "edge"; readonly code: string }
  | { readonly kind: "no-rules" };
export type Stating = Result<readonly BorderWarning[], Refusal>;

export type FactsDeps = {
  readonly client: BorderClient;
  readonly edge: Pick<EdgeClient, "record">;
  readonly outbox: () => Outbox | null;
  readonly store: () => FactStore | null;
  /** Null while nobody is signed in, the role has no part in this, or the rules never arrived. */
  readonly context: () => BorderContext | null;
  readonly now: () => number;
  readonly newId: () => string;
};

/** A clock that was wrong by more was wrong: what comes now is timed by the mended one. */
const mendMaxMs = 60_000;
const Request = v.pipe(v.string(), v.parseJson(), BorderFactRequest);

/** The post's facts on this tablet: stating them, sending them, and reading what other tablets state. */
export function createFacts(deps: FactsDeps) {
  const ledger = createLedger();
  /** Grows with every change of what the post knows; whoever reads it is painted anew. */
  const version = signal(0);
  let readTo: ReadTo | null = null;
  let latest = 0;
  const changed = () => (version.value += 1);

  /** A later fact never seems earlier than the one before it, even when the edge sets the clock back a little. */
  function nextTime(): number {
    const now = deps.now();
    latest = now <= latest && latest - now <= mendMaxMs ? latest + 1 : now;
    return latest;
  }

  /** Where it is now: on this tablet until the edge has it, or with the edge because this tablet keeps nothing. */
  async function keep(stated: StatedFact): Promise<Result<"kept" | "taken", Refusal>> {
    const body: BorderFactRequest = v.parse(BorderFactRequest, { id: stated.id, occurredAt: stated.occurredAt, fact: stated.fact });
    const outbox = deps.outbox();
    const group = groupOf(stated.fact, ledger.border());
    const fresh = { id: stated.id, kind: "fact", path: borderRoutes.facts, group, officer: stated.officer ?? "", body } as const;
    const kept = await outbox?.keep(fresh);
    if (kept?.ok === true) return ok("kept");
    const answer = await deps.edge.record(borderRoutes.facts, JSON.stringify(body));
    const outcome = answer.ok ? ({ kind: "accepted" } as const) : outcomeOfFailure(answer.error);
    if (outcome.kind === "accepted") return ok("taken");
    return err(outcome.kind === "rejected" ? { kind: "edge", code: outcome.code } : { kind: "not-durable" });
  }

  /** Checked by the post's own rules, then durable on this tablet, then shown, then sent. */
  async function state(fact: BorderFact | ((occurredAt: number) => BorderFact)): Promise<Stating> {
    const context = deps.context();
    if (context === null) return err({ kind: "no-rules" });
    const occurredAt = nextTime();
    const whole = typeof fact === "function" ? fact(occurredAt) : fact;
    const checked = ledger.border().check(whole, occurredAt, context);
    if (!checked.ok) return err({ kind: "fault", fault: checked.error });
    const stated = { id: deps.newId(), occurredAt, officer: context.officer, fact: whole };
    const kept = await keep(stated);
    if (!kept.ok) return kept;
    if (kept.value === "kept") ledger.add(stated);
    else ledger.confirm([stated]);
    changed();
    void deps.outbox()?.deliver();
    return checked;
  }

  let pulling: Promise<void> | null = null;
  let again = false;
  async function pullAll(): Promise<void> {
    let at = readTo;
    /** Another log takes the old one's place when all of it is here: a link that breaks in between must not cost a running timer. */
    let other: StatedFact[] | null = null;
    for (;;) {
      const answer = await deps.client.facts(at?.next ?? 0);
      if (!answer.ok) return;
      const { log, facts, next, more } = answer.value;
      if (at !== null && at.log !== log) {
        other = [];
        at = { log, next: 0 };
        continue;
      }
      at = { log, next };
      const stated = facts.map(({ id, occurredAt, officer, fact }): StatedFact => ({ id, occurredAt, officer, fact }));
      other?.push(...stated);
      if (other === null) {
        readTo = at;
        await deps.store()?.putPage(stated, at);
        ledger.confirm(stated);
        if (stated.length > 0) changed();
      } else if (!more) {
        readTo = at;
        await deps.store()?.replace(other, at);
        ledger.replaceConfirmed(other);
        changed();
      }
      if (!more) return;
    }
  }

  return {
    version,
    border: () => ledger.border(),
    own: () => ledger.own(),
    fact: (id: string) => ledger.fact(id),
    state,
    /** States several in their order and stops at the first that cannot be. */
    async stateAll(facts: readonly (BorderFact | ((occurredAt: number) => BorderFact))[]): Promise<Stating> {
      const warnings: BorderWarning[] = [];
      for (const fact of facts) {
        const stated = await state(fact);
        if (!stated.ok) return stated;
        warnings.push(...stated.value);
      }
      return ok(warnings);
    },
    /** Reads on in the post's log. Calls that overlap share one run and one more after it. */
    pull(): Promise<void> {
      again = pulling !== null;
      pulling ??= pullAll().finally(() => {
        pulling = null;
        if (again) void this.pull();
      });
      return pulling;
    },
    /** Whether the log ends elsewhere than where it was read to. Another log may well end earlier. */
    isNews: (cursor: number): boolean => readTo === null || cursor !== readTo.next,
    /** Takes up what this tablet kept: the post's facts, and its own that wait or were refused. Tells how many could not be read. */
    async load(): Promise<number> {
      const loaded = await deps.store()?.load();
      if (loaded?.ok === true) {
        readTo = loaded.value.readTo;
        ledger.confirm(loaded.value.facts);
      }
      const outbox = deps.outbox();
      for (const record of outbox?.state().records ?? []) {
        if (record.kind !== "fact") continue;
        const body = await outbox?.body(record);
        const request = body?.ok === true ? v.safeParse(Request, body.value) : null;
        if (request?.success !== true) continue;
        const { id, occurredAt, fact } = request.output;
        ledger.add({ id, occurredAt, officer: record.officer, fact }, record.state === "rejected" ? (record.code ?? "unknown") : null);
        latest = Math.max(latest, occurredAt);
      }
      changed();
      return loaded?.ok === true ? loaded.value.damaged : 0;
    },
    /** Wired to the outbox: durable among the post's facts before the record is forgotten. */
    async beforeForget(record: OutboxRecord): Promise<void> {
      const stated = ledger.fact(record.id);
      if (stated !== null) await deps.store()?.put(stated);
    },
    onSent(record: OutboxRecord, { outcome }: Sent): void {
      const stated = ledger.fact(record.id);
      if (outcome.kind === "accepted" && stated !== null) ledger.confirm([stated]);
      if (outcome.kind === "rejected") ledger.refuse(record.id, outcome.code);
      if (outcome.kind === "accepted" || outcome.kind === "rejected") changed();
    },
    async retry(id: string): Promise<void> {
      ledger.release(id);
      changed();
      await deps.outbox()?.retry(id);
    },
    /** A person gives up a refused fact. */
    async putAway(id: string): Promise<void> {
      const gone = await deps.outbox()?.putAway(id);
      if (gone?.ok !== true) return;
      ledger.drop(id);
      changed();
    },
  };
}
export type Facts = ReturnType<typeof createFacts>;
