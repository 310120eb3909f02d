import type { Database } from "bun:sqlite";
import { SiteFact, type StatedSiteFact } from "@beket/domain";
import * as v from "valibot";
import type { PlanningStore } from "../features/planning/store.ts";
import { createNamedRowStore } from "./sqlite-common.ts";
import { transactionOf } from "./sqlite-transaction.ts";

const Body = v.pipe(v.string(), v.parseJson(), SiteFact);

export function createPlanningStore(database: Database): PlanningStore {
  const bodies = database.prepare<{ value: string; body: string }, [string]>(
    "select value, body from named_row where kind = ?1 order by value",
  );
  const cursor = database.prepare<{ position: number }, []>("select position from cursor");
  const move = database.prepare<null, [number]>("update cursor set position = ?1");
  const addFact = database.prepare<null, [string, string, number, string]>(
    "insert into fact (event, site, occurred_at, body) values (?1, ?2, ?3, ?4) on conflict (event) do nothing",
  );
  const facts = database.prepare<{ id: string; occurredAt: number; body: string }, [string]>(
    "select event as id, occurred_at as occurredAt, body from fact where site = ?1",
  );
  const worked = database.prepare<{ site: string }, []>("select distinct site from fact");
  const crews = database.prepare<{ crew: string }, []>("select crew from crew order by crew");
  const addCrew = database.prepare<null, [string]>("insert into crew (crew) values (?1) on conflict (crew) do nothing");
  const assignment = database.prepare<{ request: string; changed: number }, [string]>(
    "select request, changed from assignment where id = ?1",
  );
  const addAssignment = database.prepare<null, [string, string, number]>(
    "insert into assignment (id, request, changed) values (?1, ?2, ?3)",
  );
  const transaction = transactionOf(database);
  return {
    rows: createNamedRowStore(database),
    bodies: (kind) => bodies.all(kind),
    cursor: () => cursor.get()?.position ?? 0,
    moveCursor: (position) => {
      move.run(position);
    },
    addFact: ({ id, occurredAt, fact }) => {
      addFact.run(id, fact.site, occurredAt, JSON.stringify(fact));
    },
    factsOf: (site) => facts.all(site).map(({ id, occurredAt, body }): StatedSiteFact => ({ id, occurredAt, fact: v.parse(Body, body) })),
    sitesWithFacts: () => worked.all().map(({ site }) => site),
    crews: () => crews.all().map(({ crew }) => crew),
    addCrews: (codes) =>
      transaction(() => {
        for (const crew of codes) addCrew.run(crew);
      }),
    assignment: (id) => assignment.get(id),
    addAssignment: (id, request, changed) => {
      addAssignment.run(id, request, changed);
    },
    transaction,
  };
}
