import { Uuid } from "@beket/domain";
import * as v from "valibot";

/** Where in the app the medic is. Ids only: it is kept between starts and names nobody. */
export const Route = v.variant("kind", [
  v.strictObject({ kind: v.literal("arrivals") }),
  v.strictObject({ kind: v.literal("new-arrival") }),
  v.strictObject({ kind: v.literal("arrival"), arrival: v.nullable(Uuid) }),
  v.strictObject({ kind: v.literal("manifest"), arrival: v.nullable(Uuid) }),
  v.strictObject({ kind: v.literal("person-form"), arrival: v.nullable(Uuid), person: v.nullable(Uuid) }),
  v.strictObject({ kind: v.literal("person"), person: Uuid }),
  v.strictObject({ kind: v.literal("ask"), person: Uuid }),
  v.strictObject({ kind: v.literal("timers") }),
  v.strictObject({ kind: v.literal("reading"), test: Uuid, cassette: v.nullable(v.string()) }),
  v.strictObject({ kind: v.literal("pcr") }),
  v.strictObject({ kind: v.literal("pcr-result"), test: Uuid, specimen: v.nullable(v.string()) }),
  v.strictObject({ kind: v.literal("queue") }),
  v.strictObject({ kind: v.literal("kits") }),
  v.strictObject({ kind: v.literal("slip"), test: Uuid }),
  v.strictObject({ kind: v.literal("slip-check") }),
]);
export type Route = v.InferOutput<typeof Route>;
export const startRoute: Route = { kind: "arrivals" };

export const tabs = ["arrivals", "timers", "queue", "pcr", "kits", "slip-check"] as const;
export type Tab = (typeof tabs)[number];

/** The tab that is lit on a screen. */
export function tabOf(route: Route): Tab {
  switch (route.kind) {
    case "arrivals":
    case "new-arrival":
    case "arrival":
    case "manifest":
    case "person-form":
    case "person":
    case "ask":
    case "slip":
      return "arrivals";
    case "timers":
    case "reading":
      return "timers";
    case "pcr":
    case "pcr-result":
      return "pcr";
    case "queue":
      return "queue";
    case "kits":
      return "kits";
    case "slip-check":
      return "slip-check";
  }
}

/** A specialist has the queue, everybody else the laboratory's list as well. Nobody has a tab that they can do nothing with. */
export const tabsFor = (role: string): readonly Tab[] =>
  role === "selection" ? ["queue", "arrivals", "timers", "pcr", "slip-check"] : ["arrivals", "timers", "pcr", "kits", "slip-check"];
