import type { Database } from "bun:sqlite";
import { assert, Form, HealthRules } from "@beket/domain";
import * as v from "valibot";
import type { HealthRulesStore } from "../features/health/ports.ts";
import { transactionOf } from "./sqlite-transaction.ts";

/** Every version of the border's rules and forms. */
export function createHealthRulesStore(database: Database): HealthRulesStore {
  const newest = database.prepare<{ body: string }, []>("select body from health_rules order by version desc limit 1");
  const byVersion = database.prepare<{ body: string }, [number]>("select body from health_rules where version = ?1");
  const form = database.prepare<{ body: string }, [string, number]>("select body from health_form where form = ?1 and version = ?2");
  const addRules = database.prepare<null, [number, string]>(
    "insert into health_rules (version, body) values (?1, ?2) on conflict do nothing",
  );
  const addForm = database.prepare<null, [string, number, string]>(
    "insert into health_form (form, version, body) values (?1, ?2, ?3) on conflict do nothing",
  );
  const transaction = transactionOf(database);
  return {
    rules: () => parse(HealthRules, newest.get()),
    rulesOf: (version) => parse(HealthRules, byVersion.get(version)),
    form: (code, version) => parse(Form, form.get(code, version)),
    add: (rules, forms) =>
      transaction(() => {
        addRules.run(rules.version, JSON.stringify(rules));
        for (const one of forms) addForm.run(one.form, Number(one.questionnaire.version), JSON.stringify(one));
      }),
  };
}

function parse<const S extends v.GenericSchema>(schema: S, row: { readonly body: string } | null): v.InferOutput<S> | null {
  if (row === null) return null;
  const parsed = v.safeParse(schema, JSON.parse(row.body));
  assert(parsed.success, "stored rules still parse");
  return parsed.output;
}
