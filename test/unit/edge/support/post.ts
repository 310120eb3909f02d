import { CheckReply, edgeRoutes, LaneEvent, type NodeFile } from "@beket/api";
import { decodeEvent, type BeketEvent, type Stop, type StopSubject, type SubjectKey } from "@beket/domain";
import { createLog, createPinVerifier, verifyPin } from "@beket/node-kit";
import { buildTopic, createEventOpener, formatUuid, uuidv7, type Link } from "@beket/replication";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { openEdgeFiles } from "../../../../edge/src/adapters/edge-files.ts";
import type { EdgeStores, FieldApps } from "../../../../edge/src/deps.ts";
import { createEdge, type Edge } from "../../../../edge/src/edge.ts";
import { codec, createCity, crypto, deviceToken, eventSecretKey, morning, nodeFile, source, type City } from "./city.ts";

/** A clock that only the test moves; both hands go together. */
function createTestClock() {
  let at = morning;
  return {
    now: () => at,
    monotonic: () => at - morning,
    bootId: "00112233445566aa",
    advance: (ms: number): void => {
      at += ms;
    },
  };
}

/** Timers that fire only when the test says so. */
function createTestSchedule() {
  const waiting = new Set<() => void>();
  return {
    schedule: (_delayMs: number, run: () => void) => {
      waiting.add(run);
      return () => void waiting.delete(run);
    },
    /** What a dead process waited for never comes. */
    forget: (): void => waiting.clear(),
    fire: (): void => {
      const due = [...waiting];
      waiting.clear();
      for (const run of due) run();
    },
  };
}

function createTestLink() {
  const handlers = new Set<(topic: string, bytes: Uint8Array) => void>();
  const states = new Set<(up: boolean) => void>();
  const published: { readonly topic: string; readonly bytes: Uint8Array }[] = [];
  let up = false;
  const link: Link = {
    publish: async (topic, bytes) => {
      published.push({ topic, bytes });
    },
    subscribe: async () => undefined,
    onMessage: (handler) => {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    onState: (handler) => {
      states.add(handler);
      handler(up);
      return () => void states.delete(handler);
    },
    reconnect: () => undefined,
  };
  return {
    link,
    published,
    /** What a dead process subscribed to is gone. */
    forget: (): void => {
      handlers.clear();
      states.clear();
    },
    deliver: (topic: string, bytes: Uint8Array): void => {
      for (const handler of handlers) handler(topic, bytes);
    },
    setUp: (next: boolean): void => {
      up = next;
      for (const handler of states) handler(next);
    },
  };
}

export type Post = {
  readonly city: City;
  readonly clock: ReturnType<typeof createTestClock>;
  readonly timers: ReturnType<typeof createTestSchedule>;
  readonly link: ReturnType<typeof createTestLink>;
  readonly folder: string;
  readonly logged: string[];
  readonly edge: () => Edge;
  readonly stores: () => EdgeStores;
  /** Sends the scopes' batches and heads, as central would. */
  readonly sync: () => void;
  /** A head alone: nothing new, but the data is of now. */
  readonly heads: () => void;
  readonly restart: () => Promise<void>;
  /** As after kill -9: the files are opened again and nothing was closed in order. `at-once`: in the very tick of the last answer. */
  readonly crash: (when?: "at-once" | "later") => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type PostOptions = { readonly node?: Partial<NodeFile>; readonly fieldApps?: FieldApps; readonly diskFreeBytes?: number };

/** One post with real files in a folder of its own; every module under test is the real one. */
export async function openPost(options: PostOptions = {}): Promise<Post> {
  const folder = mkdtempSync(join(tmpdir(), "beket-edge-"));
  const clock = createTestClock();
  const city = createCity(clock);
  const timers = createTestSchedule();
  const link = createTestLink();
  const logged: string[] = [];
  const node = nodeFile(options.node);
  const decoy = createPinVerifier("000000", { ln: 4, r: 8, p: 1 });
  const open = (): { edge: Edge; stores: EdgeStores } => {
    const stores = openEdgeFiles(folder, node);
    const edge = createEdge({
      node,
      version: "0.1.0",
      clock,
      random: (bytes) => globalThis.crypto.getRandomValues(new Uint8Array(bytes)),
      crypto,
      codec,
      schedule: timers.schedule,
      defer: (run) => void setImmediate(run),
      stores,
      link: link.link,
      pins: { verify: verifyPin, decoy },
      app: null,
      fieldApps: options.fieldApps ?? { medic: null, crew: null },
      log: createLog((line) => logged.push(line), clock),
      diskFreeBytes: () => options.diskFreeBytes ?? null,
    });
    return { edge, stores };
  };
  city.regimes([city.regime]);
  city.officer({ officer: "o-101" });
  city.officer({ officer: "o-102" });
  city.officer({ officer: "s-201", role: "supervisor" });
  city.officer({ officer: "o-900", posts: ["another-post"] });
  city.officer({ officer: "o-901", status: "suspended" });
  let current = open();
  await current.edge.start();

  const heads = (): void => {
    for (const writer of Object.values(city.writers))
      link.deliver(buildTopic({ kind: "reg", scope: writer.scope, channel: "head" }), writer.head());
  };
  const cursors = new Map<string, number>();
  const sync = (): void => {
    for (const writer of Object.values(city.writers)) {
      for (let batch = writer.batchSince(cursors.get(writer.scope) ?? 0); typeof batch === "object"; batch = writer.batchSince(batch.to)) {
        link.deliver(buildTopic({ kind: "reg", scope: writer.scope, channel: "delta" }), batch.bytes);
        cursors.set(writer.scope, batch.to);
      }
    }
    heads();
  };
  const restart = async (): Promise<void> => {
    await current.edge.stop();
    current = open();
    await current.edge.start();
  };
  return {
    city,
    clock,
    timers,
    link,
    folder,
    logged,
    edge: () => current.edge,
    stores: () => current.stores,
    sync,
    heads,
    restart,
    crash: async (when = "later") => {
      if (when === "later") timers.fire();
      // The dead write nothing more.
      else Object.assign(current.stores.work.replies, { put: () => undefined });
      link.forget();
      timers.forget();
      // The kernel gives the dead process's locks back; within one process that takes a close.
      current.stores.close();
      current = open();
      await current.edge.start();
    },
    stop: async () => {
      await current.edge.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const newId = (post: Pick<Post, "clock">): string =>
  formatUuid(uuidv7(post.clock, (bytes) => globalThis.crypto.getRandomValues(new Uint8Array(bytes))));

type Sent = { readonly status: number; readonly body: unknown; readonly headers: Headers };
export type Caller = {
  readonly cookie: string;
  readonly lane: string;
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Sent>;
  readonly get: (path: string) => Promise<Sent>;
  readonly remove: (path: string) => Promise<Sent>;
};

export async function send(
  post: Post,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const response = await post.edge().fetch(
    new Request(`http://127.0.0.1:8090${path}`, {
      method,
      headers: {
        host: "127.0.0.1:8090",
        "accept-language": "en",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text), headers: response.headers };
}

export async function signIn(post: Post, change: { officer?: string; lane?: string; tablet?: string; pin?: string } = {}): Promise<Caller> {
  const lane = change.lane ?? "lane-1";
  const request = { officer: change.officer ?? "o-101", pin: change.pin ?? "246810", lane, tablet: change.tablet ?? "tablet-1" };
  const reply = await send(post, "POST", edgeRoutes.sessions, request);
  if (reply.status !== 201) throw new Error(`sign-in refused: ${JSON.stringify(reply.body)}`);
  const cookie = (reply.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return {
    cookie,
    lane,
    post: (path, body, headers) => send(post, "POST", path, body, { cookie, ...headers }),
    get: (path) => send(post, "GET", path, undefined, { cookie }),
    remove: (path) => send(post, "DELETE", path, undefined, { cookie }),
  };
}

export const subject = (key: SubjectKey, change: Partial<StopSubject> = {}): StopSubject => ({
  role: key.scheme === "plate" ? "vehicle" : "driver",
  key,
  readBy: ["keypad"],
  ...change,
});
export const stopOf = (subjects: readonly StopSubject[], change: Partial<Stop> = {}): Stop => ({
  post: "kaskelen",
  lane: "lane-1",
  direction: "in",
  subjects: [...subjects],
  claim: null,
  ...change,
});

type Asked = { readonly id: string; readonly status: number; readonly reply: CheckReply; readonly code: string };
/** Asks for a stop and gives the reply; `code` is the problem's when there is one. */
export async function ask(
  post: Post,
  caller: Caller,
  stop: Stop,
  change: { id?: string; confirmed?: readonly number[]; purpose?: "post-check" | "explain-other-ledger" } = {},
): Promise<Asked> {
  const id = change.id ?? newId(post);
  const sent = await caller.post(edgeRoutes.checks, {
    kind: "ask",
    id,
    stop,
    confirmed: change.confirmed ?? [],
    purpose: change.purpose ?? "post-check",
  });
  const reply = v.safeParse(CheckReply, sent.body);
  return {
    id,
    status: sent.status,
    code: v.parse(v.looseObject({ code: v.optional(v.string(), "") }), sent.body).code,
    get reply() {
      if (!reply.success) throw new Error(`no reply to a check: ${sent.status}`);
      return reply.output;
    },
  };
}
/** `ALLOW permit-valid`, `second-reading`, or `503 no-rules`. */
export const told = (asked: Asked): string => {
  if (asked.status !== 200) return `${asked.status} ${asked.code}`;
  const { decision } = asked.reply;
  return decision.kind === "second-reading"
    ? "second-reading"
    : [decision.outcome, ...decision.reasons.map((reason) => reason.code)].join(" ");
};

export const reading = (post: Post, text: string, change: Readonly<Record<string, unknown>> = {}): Promise<Sent> =>
  send(
    post,
    "POST",
    edgeRoutes.readings,
    {
      id: newId(post),
      device: "camera-1",
      lane: "lane-1",
      deviceKey: `k-${newId(post)}`,
      occurredAt: post.clock.now(),
      retransmission: false,
      reading: { kind: "plate", text, country: null, confidencePercent: 91, direction: null },
      ...change,
    },
    { authorization: `Bearer ${deviceToken}` },
  );

export type Written = { readonly id: string; readonly event: BeketEvent };
/** Every event of the journal as central will read it: opened with central's key and parsed. */
function events(post: Post): readonly Written[] {
  const store = post.stores().journal;
  const opener = createEventOpener({ crypto, codec, eventSecretKey });
  return store.epochs().flatMap(({ epoch, sealedKey, lastSeq }) => {
    const rows = lastSeq === 0 ? [] : store.read(epoch, 1, lastSeq, 50_000_000);
    return rows.map((row) => {
      const body = opener.open({ source, sealedKey, row });
      if (!body.ok) throw new Error(`an event does not open: ${body.error.code}`);
      const event = decodeEvent(body.value);
      if (!event.ok) throw new Error(`an event does not parse: ${JSON.stringify(event.error)}`);
      return { id: formatUuid(row.id), event: event.value };
    });
  });
}
type Kind = BeketEvent["kind"];
type Of<K extends Kind> = Extract<BeketEvent, { kind: K }>;
const isOf = <K extends Kind>(event: BeketEvent, kind: K): event is Of<K> => event.kind === kind;
export const eventsOf = <K extends Kind>(post: Post, kind: K): readonly (Of<K> & { readonly id: string })[] =>
  events(post).flatMap(({ id, event }) => (isOf(event, kind) ? [{ ...event, id }] : []));

/** Every byte of every file of the post's folder. */
export function folderBytes(post: Post): Buffer {
  const files = readdirSync(post.folder).map((name) => join(post.folder, name));
  return Buffer.concat(files.filter((file) => existsSync(file)).map((file) => readFileSync(file)));
}

const isKind = <K extends LaneEvent["kind"]>(event: LaneEvent, kind: K): event is Extract<LaneEvent, { kind: K }> => event.kind === kind;

/** Lane events of an open stream, as they come. */
export async function openLane(post: Post, caller: Caller, headers: Readonly<Record<string, string>> = {}) {
  const response = await post.edge().fetch(
    new Request(`http://127.0.0.1:8090${edgeRoutes.stream}?lane=${caller.lane}`, {
      headers: { cookie: caller.cookie, "accept-language": "en", ...headers },
    }),
  );
  const reader = response.body?.getReader();
  let text = "";
  const read = async (): Promise<boolean> => {
    const chunk = await reader?.read();
    if (chunk === undefined || chunk.done) return false;
    text += new TextDecoder().decode(chunk.value);
    return true;
  };
  return {
    status: response.status,
    /** The raw text up to now. */
    text: () => text,
    read,
    next: async <K extends LaneEvent["kind"]>(kind: K): Promise<Extract<LaneEvent, { kind: K }>> => {
      for (;;) {
        const match = new RegExp(`^event: ${kind}\\ndata: (.+)$`, "m").exec(text);
        if (match !== null) {
          text = text.slice(match.index + match[0].length);
          const event = v.parse(LaneEvent, JSON.parse(match[1] ?? ""));
          if (isKind(event, kind)) return event;
          throw new Error(`the stream names ${kind} and carries ${event.kind}`);
        }
        if (!(await read())) throw new Error(`the stream ended before ${kind}`);
      }
    },
    cancel: async () => reader?.cancel(),
  };
}
