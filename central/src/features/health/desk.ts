import { confirmedHoldMs, err, isOpenHold, ok, type HoldFault, type Result } from "@beket/domain";
import type {
  HoldActRequest,
  HoldsReply,
  LabOrder,
  OrderResultRequest,
  OrdersReply,
  AuditReply,
  ExportRequest,
  HoldView,
  PersonReply,
} from "@beket/api";
import type { SchedulePort } from "@beket/replication";
import type { Follower } from "../ingest/event-feed.ts";
import { createCaseBook, type CaseBookDeps } from "./case-book.ts";
import { openAt, type Opening } from "./dossier.ts";
import { createHealthFollower } from "./follow.ts";
import { exportHealth, type ExportFault } from "./export/export.ts";
import { openPerson } from "./person.ts";
import type { CaseRow, HealthRulesStore, OrderRow } from "./ports.ts";
import { holdView, orderView } from "./views.ts";

const sweepMs = 60_000;
const casesMax = 500;
const ordersMax = 1_000;
const auditMax = 1_000;

export type HealthDeskDeps = Omit<CaseBookDeps, "registered"> & {
  readonly opening: Opening;
  readonly rules: HealthRulesStore;
  readonly schedule: SchedulePort;
  readonly pause: () => Promise<void>;
  readonly onFault: (code: "health-sweep-failed") => void;
};
export type HealthFault =
  | "health.case-unknown"
  | "health.case-closed"
  | "health.already-contested"
  | "health.valid-to-wrong"
  | "health.order-unknown"
  | "health.result-stands"
  | "health.id-reused"
  | "health.person-unknown";
const faultOf = { "case-closed": "health.case-closed", "already-contested": "health.already-contested" } as const satisfies Record<
  HoldFault,
  HealthFault
>;

/** The health service's desk: cases out of the posts' events, what health officers and laboratories do with them, and the audit of both. */
export function createHealthDesk(deps: HealthDeskDeps) {
  const { store, scope, clock, opening } = deps;
  const book = createCaseBook({
    ...deps,
    registered: (position) => {
      const opened = openAt(opening, position)?.event;
      if (opened?.kind !== "test" || opened.step.state !== "registered") return null;
      return { subjects: opened.step.subjects, place: opened.place };
    },
  });
  /** The lane gets what was committed; what a stop in between kept from it is given at the next start. */
  const publish = (): void => {
    const rows = store.urgent();
    if (rows.length === 0) return;
    scope.urgent(rows);
    store.clearUrgent(rows);
  };
  const follower: Follower = createHealthFollower(store, book, publish);
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

  const audit = (by: string, act: string, about: string | null, reason: string | null): void =>
    store.addAudit({ at: clock.now(), by, act, about, reason });
  /** Runs `work` once for an id; the same request again finds it done, another one under its id is refused. */
  const once = (id: string, request: readonly unknown[], work: () => HealthFault | null): HealthFault | null => {
    const text = JSON.stringify(request);
    const before = store.act(id);
    if (before !== null) return before === text ? null : "health.id-reused";
    const fault = work();
    if (fault === null) store.addAct(id, text);
    return fault;
  };
  const actOn = (found: CaseRow, { action, reason, validTo }: HoldActRequest, by: string): HealthFault | null => {
    const at = clock.now();
    if (action !== "confirm" && validTo !== undefined) return "health.valid-to-wrong";
    const end = validTo ?? at + confirmedHoldMs;
    if (end <= at || end > at + confirmedHoldMs) return "health.valid-to-wrong";
    const cause =
      action === "contest"
        ? ({ kind: "contested", at } as const)
        : action === "confirm"
          ? ({ kind: "health-officer", action, at, validTo: end } as const)
          : ({ kind: "health-officer", action, at } as const);
    if (!isNewest(found)) return "health.case-closed";
    const done = book.act(found, cause, by, reason);
    if (!done.ok) return faultOf[done.error];
    audit(by, `hold-${action}`, found.person, reason);
    return null;
  };
  const isNewest = (row: CaseRow): boolean => isOpenHold(row.state) && store.newestCase(row.file)?.case === row.case;
  const giveResult = (order: OrderRow, { result }: OrderResultRequest, by: string): HealthFault | null => {
    book.takeResult(order, result, clock.now(), by);
    if (store.order(order.test, order.specimen)?.result !== result) return "health.result-stands";
    audit(by, `pcr-${result}`, order.test, null);
    return null;
  };

  return {
    follower,
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
      const asked = [by, request.case, request.action, request.reason, request.validTo ?? null];
      const fault = store.transaction(() => {
        const found = store.case(request.case);
        return found === null ? "health.case-unknown" : once(request.id, asked, () => actOn(found, request, by));
      });
      publish();
      const row = store.case(request.case);
      return fault !== null || row === null ? err(fault ?? "health.case-unknown") : ok(holdView(store, row));
    },
    /** `laboratory` null: all of them. */
    orders: (laboratory: string | null): OrdersReply => ({
      asOf: clock.now(),
      orders: store.orders(laboratory, ordersMax).flatMap((row) => orderView(row) ?? []),
    }),
    orderResult: (request: OrderResultRequest, by: string, laboratory: string | null): Result<LabOrder, HealthFault> => {
      const fault = store.transaction((): HealthFault | null => {
        const found = store.order(request.test, request.specimen);
        // Another laboratory's tube is answered like one that does not exist.
        const isOwn = found !== null && found.orderedAt !== null && (laboratory === null || found.laboratory === laboratory);
        if (!isOwn) return "health.order-unknown";
        return once(request.id, [by, request.test, request.specimen, request.result], () => giveResult(found, request, by));
      });
      publish();
      const found = fault === null ? store.order(request.test, request.specimen) : null;
      const view = found === null ? null : orderView(found);
      return view === null ? err(fault ?? "health.order-unknown") : ok(view);
    },
    /** The opening is on record before anything is read. */
    person: (person: string, reason: string, by: string): Result<PersonReply, HealthFault> => {
      audit(by, "person-open", person, reason);
      const found = openPerson(store, opening, person);
      return found === null ? err("health.person-unknown") : ok(found);
    },
    /** The file in pieces; that somebody took it, and why, is on record before the first. */
    export: ({ format, from, to, post, reason }: ExportRequest, by: string): Result<AsyncGenerator<string>, ExportFault> => {
      const pieces = exportHealth({ ...deps, now: clock.now }, format, { from, to, post });
      if (pieces.ok) audit(by, `export-${format}`, null, reason);
      return pieces;
    },
    audit: (): AuditReply => ({ entries: [...store.audit(auditMax)] }),
  };
}
export type HealthDesk = ReturnType<typeof createHealthDesk>;
