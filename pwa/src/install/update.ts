import { signal } from "@preact/signals";
import { Workbox } from "workbox-window";

/** True while a newer version waits. The app shows the offer only when no person stands before the officer. */
export const updateReady = signal(false);

let worker: Workbox | null = null;
let accepted = false;

/**
 * Registers the service worker. It never reloads by itself: a waiting version takes over only after `acceptUpdate`. In a page
 * without a secure context there is no service worker and the app runs from the network alone.
 */
export function startUpdates(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  const workbox = new Workbox(`${import.meta.env.BASE_URL}sw.js`, { scope: import.meta.env.BASE_URL });
  worker = workbox;
  workbox.addEventListener("waiting", () => (updateReady.value = true));
  workbox.addEventListener("controlling", () => {
    if (accepted) location.reload();
  });
  // A failed registration leaves the page working from the network; the next start tries again.
  workbox.register().catch(() => (updateReady.value = false));
  const hourMs = 3_600_000;
  setInterval(() => void workbox.update().catch(() => undefined), hourMs);
}

export function acceptUpdate(): void {
  accepted = true;
  updateReady.value = false;
  worker?.messageSkipWaiting();
}
