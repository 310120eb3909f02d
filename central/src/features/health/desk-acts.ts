import type { HoldActRequest, OrderResultRequest } from "@beket/api";
import { confirmedHoldMs, isOpenHold, type HoldCause, type HoldFault } from "@beket/domain";
import type { ClockPort } from "@beket/replication";
import type { CaseBook } from "./case-book.ts";
import type { CaseRow, HealthStore, OrderRow } from "./ports.ts";

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

/** What people do at the desk: each in one transaction with its record, once for its id. Null is done. */
export function createDeskActs(store: HealthStore, book: CaseBook, clock: Pick<ClockPort, "now">) {
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
  const actOn = (found: CaseRow, request: HoldActRequest, by: string): HealthFault | null => {
    const cause = causeOf(request, clock.now());
    if (cause === null) return "health.valid-to-wrong";
    const isNewest = isOpenHold(found.state) && store.newestCase(found.file)?.case === found.case;
    if (!isNewest) return "health.case-closed";
    const done = book.act(found, cause, by, request.reason);
    if (!done.ok) return faultOf[done.error];
    audit(by, `hold-${request.action}`, found.person, request.reason);
    return null;
  };
  const giveResult = (order: OrderRow, { result }: OrderResultRequest, by: string): HealthFault | null => {
    book.takeResult(order, result, clock.now(), by);
    if (store.order(order.test, order.specimen)?.result !== result) return "health.result-stands";
    audit(by, `pcr-${result}`, order.test, null);
    return null;
  };

  return {
    audit,
    onCase: (request: HoldActRequest, by: string): HealthFault | null =>
      store.transaction(() => {
        const found = store.case(request.case);
        const asked = [by, request.case, request.action, request.reason, request.validTo ?? null];
        return found === null ? "health.case-unknown" : once(request.id, asked, () => actOn(found, request, by));
      }),
    /** `laboratory` null: any. Another laboratory's tube is answered like one that does not exist. */
    onOrder: (request: OrderResultRequest, by: string, laboratory: string | null): HealthFault | null =>
      store.transaction(() => {
        const found = store.order(request.test, request.specimen);
        const isOwn = found !== null && found.orderedAt !== null && (laboratory === null || found.laboratory === laboratory);
        if (!isOwn) return "health.order-unknown";
        return once(request.id, [by, request.test, request.specimen, request.result], () => giveResult(found, request, by));
      }),
  };
}

/** Null where the end that is asked for is none: past, beyond 14 days, or of an act that has no end. */
function causeOf({ action, validTo }: HoldActRequest, at: number): Extract<HoldCause, { kind: "health-officer" | "contested" }> | null {
  if (action !== "confirm") {
    if (validTo !== undefined) return null;
    return action === "contest" ? { kind: "contested", at } : { kind: "health-officer", action, at };
  }
  const end = validTo ?? at + confirmedHoldMs;
  return end <= at || end > at + confirmedHoldMs ? null : { kind: "health-officer", action, at, validTo: end };
}
