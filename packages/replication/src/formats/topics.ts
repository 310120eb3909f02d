import { assert } from "../result.ts";
import { isLevel } from "./names.ts";

/** All topics there are. A level holds `[A-Za-z0-9_-]` only (NATS refuses `.` and space) and never an identifier of a person (I7). */
export type Topic =
  | { readonly kind: "up"; readonly shard: string; readonly source: string; readonly channel: "ev" | "req" }
  | { readonly kind: "dn"; readonly source: string; readonly channel: "ack" | "chunk" }
  | { readonly kind: "reg"; readonly scope: string; readonly channel: "head" | "delta" | "lane" }
  | { readonly kind: "pres"; readonly source: string };

function levelsOf(topic: Topic): readonly string[] {
  switch (topic.kind) {
    case "up":
      return [topic.shard, topic.source, topic.channel];
    case "dn":
      return [topic.source, topic.channel];
    case "reg":
      return [topic.scope, topic.channel];
    case "pres":
      return [topic.source];
  }
}

export function buildTopic(topic: Topic): string {
  const levels = levelsOf(topic);
  assert(levels.every(isLevel), "topic levels hold only letters, digits, _ and -");
  return ["beket", "1", topic.kind, ...levels].join("/");
}

/** null for any other topic. */
export function parseTopic(text: string): Topic | null {
  if (text.length > 160) return null;
  const [root, version, kind, ...levels] = text.split("/");
  if (root !== "beket" || version !== "1" || !levels.every(isLevel)) return null;
  const [first = "", second = "", third = ""] = levels;
  if (kind === "up" && levels.length === 3 && (third === "ev" || third === "req"))
    return { kind, shard: first, source: second, channel: third };
  if (kind === "dn" && levels.length === 2 && (second === "ack" || second === "chunk")) return { kind, source: first, channel: second };
  if (kind === "reg" && levels.length === 2 && (second === "head" || second === "delta" || second === "lane")) {
    return { kind, scope: first, channel: second };
  }
  return kind === "pres" && levels.length === 1 ? { kind, source: first } : null;
}
