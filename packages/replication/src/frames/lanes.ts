import type { FrameType } from "./frame.ts";

/** What goes first when a link is narrow; 0 is the most urgent. */
export type Lane = "urgent" | "answers" | "live" | "backlog" | "snapshot" | "photos";
const lanes: readonly Lane[] = ["urgent", "answers", "live", "backlog", "snapshot", "photos"];

const laneOfType: { readonly [T in FrameType]: Lane } = {
  lane: "urgent",
  keyset: "urgent",
  ack: "answers",
  "hello-reply": "answers",
  hello: "answers",
  request: "answers",
  head: "live",
  ev: "live",
  delta: "backlog",
};

/** A revocation overtakes everything; the photographs wait for everything. */
export const lanePriority = (type: FrameType): number => lanes.indexOf(laneOfType[type]);
