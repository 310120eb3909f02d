let wanted = false;
let isListening = false;
let lock: WakeLockSentinel | null = null;

async function follow(): Promise<void> {
  if (!("wakeLock" in navigator) || document.visibilityState !== "visible") return;
  if (!wanted) {
    await lock?.release();
    lock = null;
  } else if (lock === null || lock.released) {
    // Refused on a low battery: the track then has gaps, and says so.
    lock = await navigator.wakeLock.request("screen").catch(() => null);
  }
}

/** Keeps the screen on while wanted and seen; a browser drops the lock whenever the page is hidden. */
export function stayAwake(on: boolean): void {
  wanted = on;
  if (!isListening) document.addEventListener("visibilitychange", () => void follow());
  isListening = true;
  void follow();
}
