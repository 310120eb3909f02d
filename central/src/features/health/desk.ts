import type {
  AuditReply,
  ExportRequest,
  HoldActRequest,
  HoldsReply,
  HoldView,
  LabOrder,
  OrderResultRequest,
  OrdersReply,
  PersonReply,
} from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import type { SchedulePort } from "@beket/replication";
import type { ScopePort } from "../records/ledger.ts";
import { createCaseBook, type CaseBookDeps } from "./case-book.ts";
import { createDeskActs, type HealthFault } from "./desk-acts.ts";
import { openAll, openAt, type Opening } from "./dossier.ts";
import { exportHealth, type ExportFault } from "./export/export.ts";
import { createHealthFollower } from "./follow.ts";
import { openPerson } from "./person.ts";
import type { HealthRulesStore } from "./ports.ts";
import { holdView, orderView } from "./views.ts";

const sweepMs = 60_000;
const casesMax = 500;
const ordersMax = 1_000;
const auditMax = 1_000;

export type HealthDeskDeps = Omit<CaseBookDeps, "registered" | "confirmed"> & {
  readonly scope: ScopePort;
  readonly opening: Opening;
  readonly rules: HealthRulesStore;
  readonly schedule: SchedulePort;
  readonly pause: () => Promise<void>;
  readonly onFault: (code: "health-sweep-failed") => void;
};

/** The health service's desk: cases out of the posts' events, what health officers and laboratories do with them, and the audit of both. */
export function createHealthDesk(deps: HealthDeskDeps) {
  const { store, scope, clock, opening } = deps;
  const book = createCaseBook({
    ...deps,
    registered: (position) => registeredAt(opening, position),
    confirmed: (person) => confirmedOf(opening, store.eventsOfPerson(person)),
  });
  const acts = createDeskActs(store, book, clock);
  /** The lane gets what was committed; what a stop in between kept from it is given at the next start. */
  const publish = (): void => {
    const rows = store.urgent();
    if (rows.length === 0) return;
    scope.urgent(rows);
    store.clearUrgent(rows);
  };
  const sweep = (): void => {
    if (store.overdue(clock.now()).length > 0) store.transaction(book.sweep);
  };
  const cancels: (() => void)[] = [];
  const everyMinute = (): void => {
    try {
      sweep();
    } catch {
      // The disk refused; a list that is asked for meanwhile tries again, and so does the next minute.
      deps.onFault("health-sweep-failed");
    }
    cancels[0] = deps.schedule(sweepMs, everyMinute);
  };

  return {
    follower: createHealthFollower(store, book, publish),
    start: (): void => {
      publish();
      everyMinute();
    },
    stop: (): void => {
      for (const cancel of cancels) cancel();
    },
    holds: (): HoldsReply => {
      sweep();
      const rows = store.cases(casesMax + 1);
      const holds = rows.slice(0, casesMax).map((row) => holdView(store, row));
      return { asOf: clock.now(), holds, more: rows.length > casesMax };
    },
    act: (request: HoldActRequest, by: string): Result<HoldView, HealthFault> => {
      sweep();
      const fault = acts.onCase(request, by);
      publish();
      const row = fault === null ? store.case(request.case) : null;
      return row === null ? err(fault ?? "health.case-unknown") : ok(holdView(store, row));
    },
    /** `laboratory` null: all of them. */
    orders: (laboratory: string | null): OrdersReply => ({
      asOf: clock.now(),
      orders: store.orders(laboratory, ordersMax).flatMap((row) => orderView(row) ?? []),
    }),
    orderResult: (request: OrderResultRequest, by: string, laboratory: string | null): Result<LabOrder, HealthFault> => {
      const fault = acts.onOrder(request, by, laboratory);
      publish();
      const found = fault === null ? store.order(request.test, request.specimen) : null;
      const view = found === null ? null : orderView(found);
      return view === null ? err(fault ?? "health.order-unknown") : ok(view);
    },
    /** The opening is on record before anything is read. */
    person: (person: string, reason: string, by: string): Result<PersonReply, HealthFault> => {
      acts.audit(by, "person-open", person, reason);
      const found = openPerson(store, opening, person);
      return found === null ? err("health.person-unknown") : ok(found);
    },
    /** The file in pieces; that somebody took it, and why, is on record before the first. */
    export: ({ format, from, to, post, reason }: ExportRequest, by: string): Result<AsyncGenerator<string>, ExportFault> => {
      const pieces = exportHealth({ ...deps, now: clock.now }, format, { from, to, post });
      if (pieces.ok) acts.audit(by, `export-${format}`, null, reason);
      return pieces;
    },
    audit: (): AuditReply => ({ entries: [...store.audit(auditMax)] }),
  };
}
export type HealthDesk = ReturnType<typeof createHealthDesk>;

/** The registration of a test, opened from where it lies. */
function registeredAt(opening: Opening, position: number): ReturnType<CaseBookDeps["registered"]> {
  const event = openAt(opening, position)?.event;
  if (event?.kind !== "test" || event.step.state !== "registered") return null;
  return { subjects: event.step.subjects, place: event.place };
}

/** The identifiers of the latest profile, by its own time, that a document was held against. */
function confirmedOf(opening: Opening, positions: readonly number[]): ReturnType<CaseBookDeps["confirmed"]> {
  const seen = openAll(opening, positions).flatMap(({ event }) => (event.kind === "person" && event.confirmed !== null ? [event] : []));
  return seen.toSorted((left, right) => left.occurredAt - right.occurredAt).at(-1)?.profile.subjects ?? [];
}
