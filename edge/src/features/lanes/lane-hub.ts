import type { LaneEvent } from "@beket/api";

/** One open screen. `push` gives false when its queue is full; it is closed then and comes back by itself. */
export type Screen = {
  readonly lane: string;
  readonly session: Uint8Array;
  readonly push: (event: LaneEvent) => boolean;
  readonly close: () => void;
};

const screensMax = 64;
/** A tablet that flaps leaves dead streams behind; its own oldest go, not the others' room. */
const screensPerSessionMax = 4;
const isSame = (left: Uint8Array, right: Uint8Array): boolean => left === right || left.every((byte, index) => byte === right[index]);

/** Carries events to the open screens of a lane. A screen that does not read is closed: it must not hold the others' memory. */
export function createLaneHub() {
  const screens = new Set<Screen>();
  const end = (screen: Screen): void => {
    screens.delete(screen);
    screen.close();
  };
  const send = (screen: Screen, event: LaneEvent): void => {
    if (!screen.push(event)) end(screen);
  };
  return {
    /** null when too many screens are open; else the function that removes this one. */
    open: (screen: Screen): (() => void) | null => {
      const own = [...screens].filter(({ session }) => isSame(session, screen.session));
      for (const oldest of own.slice(0, Math.max(0, own.length - screensPerSessionMax + 1))) end(oldest);
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
      for (const screen of screens) if (isSame(screen.session, session)) end(screen);
    },
    closeAll: (): void => {
      for (const screen of screens) screen.close();
      screens.clear();
    },
    count: (): number => screens.size,
  };
}
export type LaneHub = ReturnType<typeof createLaneHub>;
