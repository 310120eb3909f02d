export type SilenceDeps = {
  readonly now: () => number;
  /** Asks the node for a sign of life; its own outcome is told to whoever shows the link. Never throws. */
  readonly ask: () => Promise<void>;
};

/** A link that says nothing for so long is asked: a cut radio closes no connection, and a stream's heartbeat reaches no script. */
export const silenceMs = 12_000;

/** Watches a link that is believed to be there. `heard` at every sign of the node; `look` as often as one likes: one question at a time. */
export function createSilence({ now, ask }: SilenceDeps) {
  let heardAt = now();
  let asking = false;
  return {
    heard(): void {
      heardAt = now();
    },
    async look(): Promise<void> {
      if (asking || now() - heardAt < silenceMs) return;
      asking = true;
      await ask();
      asking = false;
    },
  };
}
