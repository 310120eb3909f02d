/** `link-down`: not connected, or the connection went before the PUBACK (it may have arrived). `link-busy`: the waiting room is full. */
export type LinkError = Error & { readonly code: "link-down" | "link-busy" };
const linkError = (code: LinkError["code"]): LinkError => Object.assign(new Error(code), { code });

export type Publication = { readonly topic: string; readonly bytes: Uint8Array; readonly retain: boolean };
type Waiting = { readonly publication: Publication; readonly resolve: () => void; readonly reject: (error: LinkError) => void };
/** Hands one publication to the connection; calls back once, with true at its PUBACK. */
type Send = (publication: Publication, done: (taken: boolean) => void) => void;

export type SendWindow = {
  readonly publish: (publication: Publication) => Promise<void>;
  /** A new connection stands. */
  readonly open: (send: Send) => void;
  /** The connection is gone: whatever was in flight or waiting is rejected, and late callbacks count for nothing. */
  readonly shut: () => void;
  readonly inFlight: () => number;
  readonly waiting: () => number;
};

/**
 * Bounds what is in flight without PUBACK. An unbounded MQTT.js stalled on bad links in 2 of 3 runs. Nothing is kept over a connection:
 * the outbox of whoever publishes is the journal.
 */
export function createSendWindow(windowMax: number, waitingMax: number): SendWindow {
  let send: Send | null = null;
  let flying = new Set<Waiting>();
  let queue: Waiting[] = [];

  const launch = (waiting: Waiting): void => {
    if (send === null) return waiting.reject(linkError("link-down"));
    const mine = flying;
    mine.add(waiting);
    send(waiting.publication, (taken) => {
      if (!mine.delete(waiting)) return;
      if (taken) waiting.resolve();
      else waiting.reject(linkError("link-down"));
      const next = mine === flying ? queue.shift() : undefined;
      if (next !== undefined) launch(next);
    });
  };

  return {
    publish: (publication) =>
      new Promise((resolve, reject) => {
        const waiting = { publication, resolve, reject };
        if (send === null) reject(linkError("link-down"));
        else if (flying.size < windowMax) launch(waiting);
        else if (queue.length < waitingMax) queue.push(waiting);
        else reject(linkError("link-busy"));
      }),
    open: (by) => {
      send = by;
    },
    shut: () => {
      const lost = [...flying, ...queue];
      send = null;
      flying.clear();
      flying = new Set();
      queue = [];
      for (const waiting of lost) waiting.reject(linkError("link-down"));
    },
    inFlight: () => flying.size,
    waiting: () => queue.length,
  };
}
