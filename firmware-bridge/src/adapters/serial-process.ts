import { fileURLToPath } from "node:url";
import * as v from "valibot";
import type { SerialEvent, SerialLinks } from "../drivers/driver.ts";
import { messageCharsMax, SerialMessage } from "../serial/messages.ts";

const program = fileURLToPath(new URL("../serial/main.ts", import.meta.url));
const restartMinMs = 500;
const restartMaxMs = 30_000;
/** A helper that lived so long is started again at once. */
const healthyMs = 60_000;
const Message = v.pipe(v.string(), v.maxLength(messageCharsMax), v.parseJson(), SerialMessage);

const eventOf = (message: SerialMessage): SerialEvent =>
  message.kind === "bytes" ? { kind: "bytes", bytes: Uint8Array.fromBase64(message.base64) } : message;

/** Gives what the helper says, message by message; false when it says something that is not a message. */
async function listen(stdout: ReadableStream<Uint8Array>, onEvent: (event: SerialEvent) => void): Promise<boolean> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stdout) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const message = v.safeParse(Message, line);
      if (!message.success) return false;
      onEvent(eventOf(message.output));
    }
    if (rest.length > messageCharsMax) return false;
  }
  return true;
}

/**
 * Serial lines, each read by a helper process of its own. A helper that dies is a line that is down, and is started again ever more
 * slowly; the bridge itself goes on. It opens the line again by itself after an unplug, and ends when the bridge does.
 */
export function createSerialProcesses(ports: {
  readonly now: () => number;
  readonly after: (ms: number, work: () => void) => () => void;
  /** What runs before path and speed: the helper of a line. */
  readonly command?: readonly string[];
}): SerialLinks {
  const command = ports.command ?? [process.execPath, program];
  return {
    open: ({ path, baud }, onEvent) => {
      let closed = false;
      let failures = 0;
      let helper: ReturnType<typeof start> | null = null;
      let cancel: () => void = () => undefined;

      function start() {
        return Bun.spawn([...command, path, String(baud)], { stdin: "pipe", stdout: "pipe", stderr: "ignore" });
      }
      async function run(): Promise<void> {
        const startedAt = ports.now();
        try {
          const child = start();
          helper = child;
          if (!(await listen(child.stdout, (event) => (closed ? undefined : onEvent(event))))) child.kill();
          await child.exited;
        } catch {
          // No helper to be had (a machine without memory or files to spare), or its words broke off: the line is down like after its end.
          helper?.kill();
        }
        if (closed) return;
        onEvent({ kind: "down", why: "helper-ended" });
        failures = ports.now() - startedAt > healthyMs ? 0 : Math.min(failures + 1, 10);
        cancel = ports.after(failures === 0 ? 0 : Math.min(restartMaxMs, restartMinMs * 2 ** (failures - 1)), () => void run());
      }
      void run();
      return () => {
        closed = true;
        cancel();
        helper?.kill();
      };
    },
  };
}
