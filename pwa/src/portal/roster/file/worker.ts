import { createEngine } from "./engine.ts";
import type { ToWorker } from "./messages.ts";

// The page's own code on a thread of its own: its messages are the page's, and need no reading of their shape.
const receive = createEngine((message) => postMessage(message));
addEventListener("message", (event: MessageEvent<ToWorker>) => receive(event.data));
