import { edgeRoutes, LaneEvent } from "@beket/api";
import * as v from "valibot";

export type LaneStreamDeps = {
  readonly open: (url: string) => EventSource;
  readonly onEvent: (event: LaneEvent) => void;
  readonly onLink: (open: boolean) => void;
  /** The edge answered and refused the stream, perhaps because the session is over. */
  readonly onRefused: () => void;
  readonly later: (work: () => void, ms: number) => () => void;
  readonly random: () => number;
};
export type LaneStream = { readonly close: () => void };

const retryMinMs = 2_000;
const retryMaxMs = 20_000;
const Message = v.pipe(v.string(), v.maxLength(1_000_000), v.parseJson(), LaneEvent);

/**
 * Follows one lane. The browser reconnects a broken stream by itself; one that the edge refused (restart, sign-in over) is opened
 * again here, ever more slowly. A message that this version does not know is passed over.
 */
export function openLaneStream(deps: LaneStreamDeps, lane: string): LaneStream {
  let failures = 0;
  let closed = false;
  let source: EventSource | null = null;
  let cancel: (() => void) | null = null;
  const connect = () => {
    if (closed) return;
    const stream = deps.open(`${edgeRoutes.stream}?lane=${encodeURIComponent(lane)}`);
    source = stream;
    const read = (message: MessageEvent) => {
      const parsed = v.safeParse(Message, message.data);
      if (parsed.success) deps.onEvent(parsed.output);
    };
    for (const name of ["message", "camera-check", "referral", "passage", "status", "scan", "border", "sites"])
      stream.addEventListener(name, read);
    stream.addEventListener("open", () => {
      failures = 0;
      deps.onLink(true);
    });
    stream.addEventListener("error", () => {
      deps.onLink(false);
      if (closed || stream.readyState !== EventSource.CLOSED) return;
      deps.onRefused();
      const waitMs = Math.min(retryMaxMs, retryMinMs * 2 ** failures) * (0.5 + deps.random() / 2);
      failures = Math.min(failures + 1, 6);
      cancel = deps.later(connect, waitMs);
    });
  };
  connect();
  return {
    close: () => {
      closed = true;
      cancel?.();
      source?.close();
    },
  };
}
