import { issueOcspFailure, issueOcspResponse, readOcspRequest, type KeyHolder, type OcspResponseSpec, type Random } from "@beket/eds/issue";
import type { Fault } from "./authority-server.ts";

const never = (): Promise<Response> => new Promise(() => undefined);
const body = (bytes: Uint8Array, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(Uint8Array.from(bytes), { headers });

/** Ways in which a server misbehaves whatever it is asked. */
export const httpFaults = {
  silent: never,
  /** Begins and never ends. */
  drip: () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(Uint8Array.of(0x30)) })),
  oversize: () => body(new Uint8Array(65 * 1024 * 1024)),
  /** Without a length: it is seen only while reading. */
  endless: () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)) })),
  elsewhere: (request: Request) => Response.redirect(new URL("/elsewhere", request.url).href, 302),
  broken: () => new Response("", { status: 500 }),
  compressed: async (_: Request, healthy: () => Promise<Response>) =>
    body(Bun.gzipSync(new Uint8Array(await (await healthy()).arrayBuffer())), { "content-encoding": "gzip" }),
  page: () => new Response("<html>Жұмыстар жүріп жатыр</html>", { headers: { "content-type": "text/html" } }),
  garbage: () => body(Uint8Array.from({ length: 400 }, (_, at) => (at * 37) % 256)),
  empty: () => body(new Uint8Array()),
} as const satisfies Readonly<Record<string, Fault>>;

export type OcspChange = (asked: {
  readonly certIds: readonly Uint8Array[];
  readonly nonce?: Uint8Array;
}) => Partial<OcspResponseSpec> | null;

/** An OCSP answer of our own making; null: it says that it answers nobody. */
export const ocspFault =
  (responder: KeyHolder, now: () => number, random: Random, change: OcspChange): Fault =>
  async (request) => {
    const asked = readOcspRequest(new Uint8Array(await request.arrayBuffer()));
    if (asked === undefined) return new Response(null, { status: 400 });
    const changed = change(asked);
    if (changed === null) return body(issueOcspFailure("tryLater"));
    return body(
      issueOcspResponse(responder, {
        answers: asked.certIds.map((certId) => ({ certId, status: { kind: "good" }, thisUpdateMs: now() })),
        producedAtMs: now(),
        random,
        ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
        ...changed,
      }),
    );
  };
