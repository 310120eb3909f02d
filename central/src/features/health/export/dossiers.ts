import type { BorderTest, Person } from "@beket/domain";
import { borderOf, openAt, type OpenedEvent, type Opening } from "../dossier.ts";
import type { ExportRow, HealthStore, OrderRow } from "../ports.ts";

export type Asked = { readonly id: string; readonly event: Extract<OpenedEvent["event"], { kind: "questionnaire" }> };
export type TestDossier = { readonly test: BorderTest; readonly post: string; readonly orders: readonly OrderRow[] };
/** One person of an export: what is known of them, and what was asked and tested in the period. */
export type Dossier = { readonly person: Person; readonly asked: readonly Asked[]; readonly tests: readonly TestDossier[] };

/** Everybody of the rows, one at a time; null for who did not consent, and for who was never registered. */
export function* dossiersOf(store: HealthStore, opening: Opening, rows: readonly ExportRow[]): Generator<Dossier | null> {
  const byPerson = new Map<string, ExportRow[]>();
  for (const row of rows) {
    const own = byPerson.get(row.person);
    if (own === undefined) byPerson.set(row.person, [row]);
    else own.push(row);
  }
  for (const [person, own] of byPerson) yield dossierOf(store, opening, person, own);
}

function dossierOf(store: HealthStore, opening: Opening, id: string, rows: readonly ExportRow[]): Dossier | null {
  const opened = new Map(
    store.eventsOfPerson(id).flatMap((position) => {
      const one = openAt(opening, position);
      return one === null ? [] : [[position, one] as const];
    }),
  );
  const border = borderOf([...opened.values()]);
  const person = border.person(id);
  if (person === null || !hasConsent(person)) return null;
  const asked = rows.flatMap(({ position }): readonly Asked[] => {
    const one = opened.get(position);
    return one?.event.kind === "questionnaire" ? [{ id: one.id, event: one.event }] : [];
  });
  const tests = rows.flatMap((row): readonly TestDossier[] => {
    const test = row.test === null ? null : border.test(row.test);
    const post = opened.get(row.position)?.event.post;
    return test === null || post === undefined ? [] : [{ test, post, orders: store.ordersOf(test.test) }];
  });
  return { person, asked, tests: tests.filter((one, at) => tests.findIndex((other) => other.test.test === one.test.test) === at) };
}

/** The latest profile's consent, of the person or of who answers for a child. */
const hasConsent = ({ profile }: Person): boolean => profile.consent.state === "given" || profile.consent.state === "given-by-guardian";
