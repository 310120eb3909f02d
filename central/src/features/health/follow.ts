import type { BeketEvent, TestStep } from "@beket/domain";
import type { Follower, ReadRow } from "../ingest/event-feed.ts";
import type { CaseBook } from "./case-book.ts";
import { indexEvent } from "./index-event.ts";
import type { HealthStore, OrderRow } from "./ports.ts";

/** Cases out of stored events: a batch, its cases, their registry rows and the cursor are one transaction of common.db. */
export function createHealthFollower(store: HealthStore, book: CaseBook, published: () => void): Follower {
  return {
    cursor: store.cursor,
    apply: (rows, cursor) => {
      store.transaction(() => {
        for (const row of rows) take(store, book, row);
        store.moveCursor(cursor);
      });
      published();
    },
  };
}

function take(store: HealthStore, book: CaseBook, { row, read }: ReadRow): void {
  if ("code" in read) return;
  const indexed = indexEvent(row, read.event);
  if (indexed === null || !store.addEvent(indexed)) return;
  if (read.event.kind === "person" && read.event.confirmed !== null) return book.weighPerson(read.event.person);
  if (read.event.kind !== "test") return;
  takeStep(store, book, read.event, Math.min(indexed.occurredAt, indexed.receivedAt));
}

function takeStep(store: HealthStore, book: CaseBook, { test, post, step }: Extract<BeketEvent, { kind: "test" }>, at: number): void {
  switch (step.state) {
    case "registered":
      // Its other steps may have come by another way and before it.
      if (store.stepsOf(test).length > 1 || store.ordersOf(test).length > 0) book.weighTest(test);
      break;
    case "read":
      if (step.result === "positive-acute") book.weighTest(test);
      break;
    case "pcr-ordered":
      // A specimen that a fast clock took tomorrow would answer tomorrow's readings.
      book.takeOrder({ ...orderOf(test, post, step), orderedAt: at, takenAt: Math.min(step.takenAt, at), dueAt: step.dueAt });
      break;
    case "pcr-read":
      book.takeResult(orderOf(test, post, step), step.result, at, step.by);
      break;
    case "started":
    case "cancelled":
      break;
  }
}

const orderOf = (test: string, post: string, step: Extract<TestStep, { state: "pcr-ordered" | "pcr-read" }>): OrderRow => ({
  test,
  post,
  specimen: step.specimen,
  laboratory: step.laboratory,
  orderedAt: null,
  takenAt: null,
  dueAt: null,
  result: null,
  readAt: null,
  readBy: null,
});
