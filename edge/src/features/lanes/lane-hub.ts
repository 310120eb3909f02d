import type { LaneEvent } from "@beket/api";

/** One open screen. `push` gives false when its queue is full; it is closed then and comes back by itself. */
export type Screen = {
  readonly lane: string;
  readonly session: Uint8Array;
  readonly push: (event: LaneEvent) => boolean;
  readonly close: () => void;
};

const screensMax = 64;

/** Carries events to the open screens of a lane. A screen that does not read is closed: it must not hold the others' memory. */
export function createLaneHub() {
  const screens = new Set<Screen>();
  const send = (screen: Screen, event: LaneEvent): void => {
    if (screen.push(event)) return;
    screens.delete(screen);
    screen.close();
  };
  return {
    /** null when too many screens are open; else the function that removes this one. */
    open: (screen: Screen): (() => void) | null => {
      if (screens.size >= screensMax) return null;
      screens.add(screen);
      return () => void screens.delete(screen);
    },
    publish: (lane: string, event: LaneEvent): void => {
      for (const screen of screens) if (screen.lane === lane) send(screen, event);
    },
    publishAll: (event: LaneEvent): void => {
      for (const screen of screens) send(screen, event);
    },
    closeSession: (session: Uint8Array): void => {
      for (const screen of screens)
        if (screen.session === session || screen.session.every((byte, index) => byte === session[index])) {
          screens.delete(screen);
          screen.close();
        }
    },
    closeAll: (): void => {
      for (const screen of screens) screen.close();
      screens.clear();
    },
    count: (): number => screens.size,
  };
}
export type LaneHub = ReturnType<typeof createLaneHub>;
