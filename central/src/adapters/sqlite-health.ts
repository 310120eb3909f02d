import type { Database } from "bun:sqlite";
import { assert, noHoldFacts, type HoldFacts } from "@beket/domain";
import * as v from "valibot";
import type { ExportRow, HealthStore, IndexedEvent } from "../features/health/ports.ts";
import { createCaseTables } from "./sqlite-health-cases.ts";
import { transactionOf } from "./sqlite-transaction.ts";
import { createOrderTable } from "./sqlite-health-orders.ts";

const eventColumns =
  "position, source, event, kind, step, result, person, arrival, test, post, occurred_at as occurredAt, received_at as receivedAt";
type EventValues = [
  number,
  string,
  string,
  string,
  string | null,
  string | null,
  string | null,
  string | null,
  string | null,
  string,
  number,
  number,
];

/** The health desk's tables, in the file that also holds the common scope. */
export function createHealthStore(database: Database): HealthStore {
  const cursor = database.prepare<{ position: number }, []>("select position from health_cursor");
  const move = database.prepare<null, [number]>("update health_cursor set position = ?1");
  return {
    transaction: transactionOf(database),
    cursor: () => cursor.get()?.position ?? 0,
    moveCursor: (position) => {
      move.run(position);
    },
    ...eventTable(database),
    ...createOrderTable(database),
    ...fileTables(database),
    ...createCaseTables(database),
    ...actTables(database),
  };
}

type EventTable = Pick<
  HealthStore,
  "addEvent" | "registration" | "stepsOf" | "testsOf" | "eventsOfPerson" | "eventsOfArrival" | "arrivalOf" | "personsOfArrival" | "exported"
>;
function eventTable(database: Database): EventTable {
  const add = database.prepare<null, EventValues>(
    `insert into health_event (position, source, event, kind, step, result, person, arrival, test, post, occurred_at, received_at)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) on conflict do nothing`,
  );
  const registration = database.prepare<IndexedEvent, [string]>(
    `select ${eventColumns} from health_event where test = ?1 and step = 'registered' order by position limit 1`,
  );
  const steps = database.prepare<IndexedEvent, [string]>(
    `select ${eventColumns} from health_event where test = ?1 and kind = 'test' order by position`,
  );
  const tests = database.prepare<{ test: string }, [string]>(
    "select test from health_event where person = ?1 and kind = 'test' group by test order by min(position)",
  );
  const ofPerson = database.prepare<{ position: number }, [string]>(
    `select position from health_event where person = ?1
     union select step.position from health_event own join health_event step on step.test = own.test
       where own.person = ?1 and own.kind = 'test' order by 1`,
  );
  const ofArrival = database.prepare<{ position: number }, [string]>(
    "select position from health_event where arrival = ?1 order by position",
  );
  const arrival = database.prepare<{ arrival: string }, [string]>(
    `select arrival from health_event where person = ?1 and kind = 'person' and arrival is not null
     order by occurred_at desc, position desc limit 1`,
  );
  const aboard = database.prepare<{ persons: number }, [string]>(
    "select count(distinct person) as persons from health_event where arrival = ?1 and kind = 'person'",
  );
  const exported = database.prepare<ExportRow, [number, number, string | null, number]>(
    `select position, person, test from health_event
     where occurred_at >= ?1 and occurred_at < ?2 and (?3 is null or post = ?3) and person is not null
       and (step = 'registered' or kind = 'questionnaire')
     order by occurred_at, position limit ?4`,
  );
  return {
    addEvent: (one) => {
      const { position, source, event, kind, step, result, person, test, post, occurredAt, receivedAt } = one;
      return add.run(position, source, event, kind, step, result, person, one.arrival, test, post, occurredAt, receivedAt).changes > 0;
    },
    registration: (test) => registration.get(test),
    stepsOf: (test) => steps.all(test),
    testsOf: (person) => tests.all(person).map((row) => row.test),
    eventsOfPerson: (person) => ofPerson.all(person).map((row) => row.position),
    eventsOfArrival: (id) => ofArrival.all(id).map((row) => row.position),
    arrivalOf: (person) => arrival.get(person)?.arrival ?? null,
    personsOfArrival: (id) => aboard.get(id)?.persons ?? 0,
    exported: ({ from, to, post }, rowsMax) => exported.all(from, to, post, rowsMax),
  };
}

const Time = v.pipe(v.number(), v.integer());
const Facts = v.strictObject({
  rapid: v.array(v.strictObject({ test: v.string(), at: Time, validTo: Time })),
  pcr: v.array(
    v.strictObject({
      test: v.string(),
      specimen: v.string(),
      takenAt: v.nullable(Time),
      result: v.picklist(["negative", "positive", "invalid"]),
      at: Time,
    }),
  ),
  releasedAt: v.nullable(Time),
  expiredAt: v.nullable(Time),
});

function fileTables(database: Database): Pick<HealthStore, "fileOf" | "nameFile" | "facts" | "putFacts"> {
  const find = database.prepare<{ file: string }, [string, string, string]>(
    "select file from health_identity where scheme = ?1 and country = ?2 and value = ?3",
  );
  const name = database.prepare<null, [string, string, string, string]>(
    "insert into health_identity (scheme, country, value, file) values (?1, ?2, ?3, ?4)",
  );
  const facts = database.prepare<{ facts: string }, [string]>("select facts from health_file where file = ?1");
  const put = database.prepare<null, [string, string]>(
    "insert into health_file (file, facts) values (?1, ?2) on conflict (file) do update set facts = excluded.facts",
  );
  const parse = (text: string): HoldFacts => {
    const parsed = v.safeParse(Facts, JSON.parse(text));
    assert(parsed.success, "stored findings still parse");
    return parsed.output;
  };
  return {
    fileOf: ({ scheme, country, value }) => find.get(scheme, country, value)?.file ?? null,
    nameFile: ({ scheme, country, value }, file) => {
      name.run(scheme, country, value, file);
    },
    facts: (file) => {
      const row = facts.get(file);
      return row === null ? null : parse(row.facts);
    },
    putFacts: (file, one) => {
      put.run(file, JSON.stringify({ ...noHoldFacts, ...one }));
    },
  };
}

function actTables(database: Database): Pick<HealthStore, "act" | "addAct" | "addAudit" | "audit"> {
  const act = database.prepare<{ request: string }, [string]>("select request from health_act where id = ?1");
  const addAct = database.prepare<null, [string, string]>("insert into health_act (id, request) values (?1, ?2)");
  const addAudit = database.prepare<null, [number, string, string, string | null, string | null]>(
    "insert into health_audit (at, by, act, about, reason) values (?1, ?2, ?3, ?4, ?5)",
  );
  const audit = database.prepare<{ at: number; by: string; act: string; about: string | null; reason: string | null }, [number]>(
    "select at, by, act, about, reason from health_audit order by entry desc limit ?1",
  );
  return {
    act: (id) => act.get(id)?.request ?? null,
    addAct: (id, request) => {
      addAct.run(id, request);
    },
    addAudit: (row) => {
      addAudit.run(row.at, row.by, row.act, row.about, row.reason);
    },
    audit: (rowsMax) => audit.all(rowsMax),
  };
}
