import { type BorderContext, type BorderFact, err, ok, type PersonProfile, type StatedFact, type Uuid } from "@beket/domain";
import { BorderFactRequest, BorderFactsPage, borderRoutes } from "@beket/api";
import * as v from "valibot";
import { createEdgeClient } from "../../../../pwa/src/field/edge/client.ts";
import { createRecordSender } from "../../../../pwa/src/field/edge/record-sender.ts";
import { createSealedValues } from "../../../../pwa/src/field/state/sealed-values.ts";
import { createBorderClient } from "../../../../pwa/src/medic/adapters/border-client.ts";
import { createFactStore } from "../../../../pwa/src/medic/adapters/fact-store.ts";
import { createFacts } from "../../../../pwa/src/medic/state/facts.ts";
import type { Database, StoreName } from "../../../../pwa/src/outbox/database.ts";
import { createIndexedDbStore } from "../../../../pwa/src/outbox/indexeddb-store.ts";
import { createOutbox } from "../../../../pwa/src/outbox/outbox.ts";
import { createVault, createVaultKey } from "../../../../pwa/src/outbox/vault.ts";
import { forms, profileOf, rules, uuid } from "../../border/support/scene.ts";

export { forms, hour, minute, rules } from "../../border/support/scene.ts";
export { noSymptoms } from "../../border/support/answers.ts";
export const start = Date.UTC(2020, 2, 25, 6, 0);
const context: BorderContext = { rules, forms, role: "medic", officer: "m-301", place: "border" };

/** A tablet's database, whose disk can fail and whose rows can be looked at. */
export function memoryDatabase() {
  const rows = new Map<StoreName, Map<string, unknown>>();
  const disk = { works: true };
  const of = (store: StoreName) => rows.get(store) ?? rows.set(store, new Map()).get(store) ?? new Map<string, unknown>();
  const failed = err({ code: "storage-failed" } as const);
  const database: Database = {
    get: async (store, key) => (disk.works ? ok(structuredClone(of(store).get(key))) : failed),
    all: async (store) => (disk.works ? ok([...of(store).values()]) : failed),
    put: async (store, key, value) => {
      if (!disk.works) return failed;
      of(store).set(key, value);
      return ok(null);
    },
    putAll: async (store, entries) => {
      if (!disk.works) return failed;
      for (const [key, value] of entries) of(store).set(key, value);
      return ok(null);
    },
    remove: async (store, key) => {
      of(store).delete(key);
      return ok(null);
    },
    replaceAll: async (store, entries) => {
      if (!disk.works) return failed;
      of(store).clear();
      for (const [key, value] of entries) of(store).set(key, value);
      return ok(null);
    },
  };
  return { database, disk, rows: of };
}

type Answer = { readonly status: number; readonly body: unknown };
/** An edge that keeps the facts of its post in memory, refuses what it is told to refuse, and can be away. */
export function memoryEdge(log = "00000000000000aa") {
  const kept: { readonly id: string; readonly occurredAt: number; readonly officer: string; readonly fact: BorderFact }[] = [];
  const state = { away: false, awayAfter: Number.POSITIVE_INFINITY, log, refuse: new Map<BorderFact["kind"], string>(), posts: 0 };
  const take = (request: BorderFactRequest): Answer => {
    state.posts += 1;
    const refusal = state.refuse.get(request.fact.kind);
    if (refusal !== undefined) return { status: 422, body: { type: "about:blank", title: "No", status: 422, code: refusal } };
    if (!kept.some(({ id }) => id === request.id)) kept.push({ ...request, officer: "m-301" });
    return { status: 200, body: { id: request.id, cursor: kept.length, warnings: [] } };
  };
  const page = (after: number): Answer => {
    const facts = kept.slice(after, after + 3).map((fact, index) => ({ ...fact, cursor: after + index + 1 }));
    const next = after + facts.length;
    const body: unknown = { log: state.log, facts, next, more: next < kept.length };
    return { status: 200, body: v.parse(BorderFactsPage, body) };
  };
  const fetchLike = Object.assign(
    async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      state.awayAfter -= 1;
      if (state.away || state.awayAfter < 0) throw new TypeError("no route");
      const url = new URL(input instanceof Request ? input.url : input, "http://edge.internal");
      const isPost = init?.method === "POST" && url.pathname === borderRoutes.facts;
      const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : null;
      const { status, body: answer } = isPost ? take(v.parse(BorderFactRequest, body)) : page(Number(url.searchParams.get("after")));
      return Response.json(answer, { status });
    },
    { preconnect: () => undefined },
  );
  return { state, kept, fetch: fetchLike };
}

const key = await createVaultKey(crypto);
let nextId = 1;
export const newId = (): Uuid => uuid(nextId++);

/** One start of a tablet on what its database holds. Started again with the same database it is the same tablet after a kill. */
export async function startTablet(edge: ReturnType<typeof memoryEdge>, memory: ReturnType<typeof memoryDatabase>, now = { at: start }) {
  const vault = createVault(crypto, key);
  const values = createSealedValues(memory.database, vault);
  const client = createEdgeClient({ fetch: edge.fetch, language: () => "en", onReach: () => undefined });
  const outbox = createOutbox({
    store: createIndexedDbStore(memory.database, vault),
    send: createRecordSender(client),
    officer: () => "m-301",
    now: () => now.at,
    random: () => 1,
    alone: (work) => work(),
    onChange: () => undefined,
    onSent: (record, sent) => facts.onSent(record, sent),
    beforeForget: (record) => facts.beforeForget(record),
  });
  const store = createFactStore(memory.database, vault, values);
  const facts = createFacts({
    client: createBorderClient(client),
    edge: client,
    outbox: () => outbox,
    store: () => store,
    context: () => context,
    now: () => now.at,
    newId,
  });
  await outbox.load();
  const damaged = await facts.load();
  return { facts, outbox, values, now, damaged };
}

export const openedBus = (arrival: Uuid, countryFrom = "KGZ"): BorderFact => ({
  kind: "arrival",
  arrival,
  step: { state: "opened", conveyance: "bus", vehicle: null, number: null, countryFrom, expected: 50 },
});
export const personFact = (
  person: Uuid,
  arrival: Uuid,
  change: Partial<PersonProfile> = {},
  more: { readonly seat?: string; readonly confirmed?: boolean } = {},
): BorderFact => ({
  kind: "person",
  person,
  arrival,
  seat: more.seat ?? null,
  profile: profileOf(change),
  confirmed: more.confirmed === false ? null : { document: "id-card", by: "m-301" },
});
/** A fact as somebody else stated it. */
export const statedAt = (occurredAt: number, fact: BorderFact): StatedFact => ({ id: newId(), occurredAt, officer: "m-302", fact });
