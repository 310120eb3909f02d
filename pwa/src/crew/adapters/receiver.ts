import type { Fix } from "../model/track.ts";

/** `off`: nobody asked yet. `denied`: the person or the device says no. `silent`: allowed, and no fix for a while. */
export type ReceiverState = "off" | "asking" | "fixed" | "silent" | "denied";
export type Receiver = { readonly start: () => void; readonly stop: () => void };

const silentAfterMs = 45_000;

/** Follows the tablet's position (W3C Geolocation) until stopped. No position leaves the device here: the caller decides what is recorded. */
export function createReceiver(
  geolocation: Geolocation | undefined,
  onFix: (fix: Fix) => void,
  onState: (state: ReceiverState) => void,
): Receiver {
  let watch: number | null = null;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => onState("silent"), silentAfterMs);
  };
  return {
    start() {
      if (geolocation === undefined) return onState("denied");
      if (watch !== null) return;
      onState("asking");
      heard();
      watch = geolocation.watchPosition(
        ({ coords, timestamp }) => {
          heard();
          onState("fixed");
          onFix({ at: timestamp, position: [coords.longitude, coords.latitude], accuracyM: coords.accuracy });
        },
        (failure) => onState(failure.code === failure.PERMISSION_DENIED ? "denied" : "silent"),
        { enableHighAccuracy: true, maximumAge: 2_000, timeout: 30_000 },
      );
    },
    stop() {
      clearTimeout(silence);
      if (watch !== null) geolocation?.clearWatch(watch);
      watch = null;
      onState("off");
    },
  };
}
