import { err, ok, type Result } from "@beket/domain";
import type { SchedulePort } from "@beket/replication";
import type { HttpAnswer, HttpAsk, HttpFault, HttpPort } from "../features/evidence/types.ts";

type Deps = { readonly schedule: SchedulePort };

/**
 * Asks one address of a certification authority. No redirect is followed, nothing compressed is taken, reading stops at the limit, and the
 * time limit holds for the whole exchange, so that a server that sends a byte a minute ends too. `stop` cuts what is under way, and nothing is asked any more.
 */
export function createEvidenceHttp({ schedule }: Deps): { readonly ask: HttpPort; readonly stop: () => void } {
  const running = new Set<AbortController>();
  let stopped = false;
  const ask: HttpPort = async (wanted) => {
    if (stopped) return err("unreachable");
    const controller = new AbortController();
    running.add(controller);
    let late = false;
    const cancel = schedule(wanted.timeoutMs, () => {
      late = true;
      controller.abort();
    });
    try {
      return await exchange(wanted, controller);
    } catch {
      // Whatever failed below HTTP (name, route, TLS, a cut) is one thing to the caller; its words could quote an address.
      return err(late ? "timeout" : "unreachable");
    } finally {
      cancel();
      running.delete(controller);
    }
  };
  return {
    ask,
    stop: () => {
      stopped = true;
      for (const controller of running) controller.abort();
    },
  };
}

async function exchange(wanted: HttpAsk, controller: AbortController): Promise<Result<HttpAnswer, HttpFault>> {
  const response = await fetch(wanted.url, {
    method: wanted.method,
    headers: headersOf(wanted),
    ...(wanted.body === null ? {} : { body: Uint8Array.from(wanted.body) }),
    redirect: "manual",
    signal: controller.signal,
    decompress: false,
  });
  const refuse = (fault: HttpFault): Result<HttpAnswer, HttpFault> => {
    // An answer that is not read is not waited for.
    controller.abort();
    return err(fault);
  };
  if (response.status === 304 && (wanted.etag !== null || wanted.lastModified !== null)) return ok({ kind: "not-modified" });
  if (response.status >= 300 && response.status < 400) return refuse("redirected");
  if (response.status !== 200) return refuse("http-status");
  if (!["", "identity"].includes(response.headers.get("content-encoding") ?? "")) return refuse("http-status");
  if (Number(response.headers.get("content-length") ?? 0) > wanted.sizeBytesMax) return refuse("too-large");
  const bytes = await readUpTo(response, wanted.sizeBytesMax);
  if (bytes === null) return refuse("too-large");
  return ok({ kind: "body", bytes, etag: short(response.headers.get("etag")), lastModified: short(response.headers.get("last-modified")) });
}

function headersOf(wanted: HttpAsk): Record<string, string> {
  return {
    accept: wanted.accept,
    "accept-encoding": "identity",
    "cache-control": wanted.method === "POST" ? "no-cache" : "max-age=0",
    ...(wanted.contentType === null ? {} : { "content-type": wanted.contentType }),
    ...(wanted.etag === null ? {} : { "if-none-match": wanted.etag }),
    ...(wanted.lastModified === null ? {} : { "if-modified-since": wanted.lastModified }),
  };
}

/** A header that is kept and sent back; a longer one is a mistake or an attack. */
const short = (header: string | null): string | null => (header !== null && header.length <= 200 ? header : null);

/** Null when there is more than that. */
async function readUpTo(response: Response, sizeBytesMax: number): Promise<Uint8Array | null> {
  if (response.body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > sizeBytesMax) return null;
    parts.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
