import type { CentralKeysFile, NodesReply } from "@beket/api";
import { parseTopic } from "@beket/replication";
import * as v from "valibot";
import { fromUtf8 } from "../bytes.ts";
import type { CountedSource } from "../projection/projection.ts";

/** Birth and will of a source; a will with an older session than the last birth is a ghost. */
const Presence = v.pipe(v.string(), v.parseJson(), v.strictObject({ session: v.number(), state: v.picklist(["up", "gone"]) }));
const presenceBytesMax = 200;

/** Who is connected and heard, as far as unsigned presence and signed frames tell. */
export function createNodes(sources: CentralKeysFile["sources"], counted: () => readonly CountedSource[]) {
  const present = new Map<string, { readonly session: number; readonly isUp: boolean }>();
  const heardAt = new Map<string, number>();
  const known = new Set(sources.map(({ source }) => source));
  return {
    onMessage: (topic: string, bytes: Uint8Array): void => {
      const parsed = parseTopic(topic);
      if (parsed?.kind !== "pres" || bytes.length > presenceBytesMax || !known.has(parsed.source)) return;
      const presence = v.safeParse(Presence, fromUtf8(bytes));
      if (!presence.success || presence.output.session < (present.get(parsed.source)?.session ?? -1)) return;
      present.set(parsed.source, { session: presence.output.session, isUp: presence.output.state === "up" });
    },
    heard: (source: string, at: number): void => {
      heardAt.set(source, at);
    },
    presentCount: (): number => [...present.values()].filter((one) => one.isUp).length,
    reply: (): NodesReply => {
      const stored = new Map(counted().map((row) => [row.source, row]));
      return {
        nodes: sources.slice(0, 2_000).map(({ source, post }) => ({
          source,
          post,
          present: present.get(source)?.isUp ?? false,
          lastHeardAt: heardAt.get(source) ?? stored.get(source)?.lastReceivedAt ?? null,
          eventsHeld: stored.get(source)?.events ?? 0,
        })),
      };
    },
  };
}
