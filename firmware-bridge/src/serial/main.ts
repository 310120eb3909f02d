// Reads one serial line and tells its parent. In a process of its own: a fault in native calls ends this process and no other.
import type { SerialMessage } from "./messages.ts";
import { closeTty, openTty, readSome, waitFor, writeAll } from "./tty.ts";

const parent = { in: 0, out: 1 } as const;
const waitMs = 1_000;
const reopenMs = 500;

const [path, baud] = process.argv.slice(2);
if (path === undefined || baud === undefined || !/^[0-9]+$/.test(baud)) process.exit(2);
// A Ctrl-C is for the parent; this process ends with it.
process.on("SIGINT", () => undefined);

const utf8 = new TextEncoder();
const tell = (message: SerialMessage): void => {
  if (!writeAll(parent.out, utf8.encode(`${JSON.stringify(message)}\n`))) process.exit(0);
};
const buffer = new Uint8Array(4_096);

/** Reads until the line is gone. */
function follow(fd: number): void {
  for (;;) {
    const [line, owner] = waitFor([fd, parent.in], waitMs);
    if (owner?.gone === true || owner?.readable === true) process.exit(0);
    const bytes = line?.readable === true ? readSome(fd, buffer) : null;
    if (bytes !== null) tell({ kind: "bytes", base64: bytes.toBase64() });
    // What came before the plug was pulled is read first.
    else if (line?.gone === true || line?.readable === true) return;
  }
}

let said = "";
for (;;) {
  const opened = openTty(path, Number(baud));
  if (opened.ok) {
    tell({ kind: "up" });
    follow(opened.value);
    closeTty(opened.value);
    said = "unplugged";
    tell({ kind: "down", why: "unplugged" });
  } else if (opened.error !== said) {
    said = opened.error;
    tell({ kind: "down", why: opened.error });
  }
  const [owner] = waitFor([parent.in], reopenMs);
  if (owner?.gone === true || owner?.readable === true) process.exit(0);
}
