import type { CentralLink } from "../../../central/src/features/link.ts";

/** A broker of a few lines: at most once, in order, everything that passed is kept for the privacy test. */
export function createHub() {
  const subscribers = new Set<{ readonly topics: Set<string>; readonly take: (topic: string, bytes: Uint8Array) => void }>();
  const retained = new Map<string, Uint8Array>();
  const traffic: { readonly topic: string; readonly bytes: Uint8Array }[] = [];
  const matches = (filter: string, topic: string): boolean => {
    const levels = topic.split("/");
    const parts = filter.split("/");
    return parts.length === levels.length && parts.every((part, at) => part === "+" || part === levels[at]);
  };
  const connect = (): CentralLink => {
    const handlers = new Set<(topic: string, bytes: Uint8Array) => void>();
    const topics = new Set<string>();
    const take = (topic: string, bytes: Uint8Array): void => {
      if ([...topics].some((filter) => matches(filter, topic))) for (const handler of handlers) handler(topic, bytes);
    };
    const own = { topics, take };
    subscribers.add(own);
    return {
      publish: async (topic, bytes, options) => {
        traffic.push({ topic, bytes });
        if (options?.retain === true) retained.set(topic, bytes);
        await Promise.resolve();
        for (const other of subscribers) if (other !== own) other.take(topic, bytes);
      },
      subscribe: async (topic) => {
        topics.add(topic);
        for (const [name, bytes] of retained) if (matches(topic, name)) for (const handler of handlers) handler(name, bytes);
      },
      onMessage: (handler) => {
        handlers.add(handler);
        return () => handlers.delete(handler);
      },
      onState: (handler) => {
        handler(true);
        return () => undefined;
      },
      reconnect: () => undefined,
      close: async () => {
        subscribers.delete(own);
      },
    };
  };
  return { connect, traffic };
}
export type Hub = ReturnType<typeof createHub>;
