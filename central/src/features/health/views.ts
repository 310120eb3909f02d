import type { HoldView, LabOrder } from "@beket/api";
import { holdInstruction } from "@beket/domain";
import type { CaseRow, HealthStore, OrderRow } from "./ports.ts";

const historyMax = 50;
type PcrView = NonNullable<HoldView["pcr"]>;

/** Null while only the result of a specimen is known. */
function pcrView({ laboratory, specimen, orderedAt, dueAt, result, readAt }: OrderRow): PcrView | null {
  return orderedAt === null || dueAt === null ? null : { laboratory, specimen, orderedAt, dueAt, result, readAt };
}

export function orderView(row: OrderRow): LabOrder | null {
  const pcr = pcrView(row);
  return pcr === null ? null : { test: row.test, post: row.post, ...pcr };
}

/** The newest order of a test. */
export const newestPcr = (orders: readonly OrderRow[]): PcrView | null =>
  orders
    .flatMap((order) => pcrView(order) ?? [])
    .toSorted((left, right) => left.orderedAt - right.orderedAt)
    .at(-1) ?? null;

/** A case as the desk lists it: whom it is about is an id alone. */
export function holdView(store: HealthStore, row: CaseRow): HoldView {
  const arrival = store.arrivalOf(row.person);
  const orders = store.testsOf(row.person).flatMap((test) => store.ordersOf(test));
  const { case: id, state, standing, openedAt, expiresAt, publishedAt, post, place, test, person, contest } = row;
  return {
    case: id,
    holds: store
      .holds(id)
      .slice(0, 3)
      .map((hold) => hold.number),
    state,
    instruction: holdInstruction(standing),
    openedAt,
    expiresAt,
    publishedAt,
    post,
    place,
    test,
    person,
    pcr: newestPcr(orders),
    contacts: arrival === null ? 0 : Math.max(0, store.personsOfArrival(arrival) - 1),
    contest,
    history: store
      .history(id)
      .slice(-historyMax)
      .map(({ at, state: then, by, cause, reason }) => ({ at, state: then, by, cause, reason })),
  };
}
