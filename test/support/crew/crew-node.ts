import { createHash } from "node:crypto";
import { join } from "node:path";
import { crewRoutes, type CrewSheet, edgeRoutes, type EdgeStatus, type PostInfo, type Session, SiteFactRequest } from "@beket/api";
import { emptySiteState, overlaySite, type SiteFact, siteFault, siteFaultText, type StatedSiteFact } from "@beket/domain";
import * as v from "valibot";

const root = join(import.meta.dirname, "..", "..", "..");
const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
  png: "image/png",
  woff2: "font/woff2",
  webmanifest: "application/manifest+json",
};

export type CrewNode = {
  readonly url: string;
  readonly facts: readonly StatedSiteFact[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The order in which things arrived: `evidence <sha256>` and `<kind of fact>`. */
  readonly arrived: readonly string[];
  /** Another crew's fact, as central would bring it. */
  readonly hear: (fact: SiteFact, occurredAt?: number) => void;
  readonly forgetFiles: () => void;
  readonly stop: () => Promise<void>;
};

/** The crew's part of a node in memory: the domain's own rules, no journal, no central. For looking at the app by itself. */
export function startCrewNode(sheet: Omit<CrewSheet, "version" | "asOf">, crews: Readonly<Record<string, string>>, port = 0): CrewNode {
  const facts: StatedSiteFact[] = [];
  const files = new Map<string, Uint8Array>();
  const arrived: string[] = [];
  const sessions = new Map<string, Session>();
  const streams = new Set<ReadableStreamDefaultController<string>>();
  const stateOf = (site: CrewSheet["sites"][number]) =>
    overlaySite(
      site.site,
      site.state,
      facts.filter((stated) => stated.fact.site === site.site.site),
    );
  const tell = () => {
    const data = JSON.stringify({ kind: "sites", version: facts.length + 1 });
    for (const stream of streams) stream.enqueue(`event: sites\ndata: ${data}\n\n`);
  };
  const problem = (status: number, code: string, title: string) =>
    Response.json({ type: "about:blank", title, status, code }, { status, headers: { "content-type": "application/problem+json" } });
  const post: Omit<PostInfo, "serverTime"> = {
    post: "crews-01",
    name: { kk: "Медеу штабы", ru: "Штаб Медеу", en: "Medeu base" },
    ledger: "city",
    areas: [],
    lanes: [{ lane: "base", name: "1", direction: "out", camera: false }],
    regime: null,
    duties: ["crews"],
    place: null,
    mode: "demo",
  };
  const status = (): EdgeStatus => ({
    time: Date.now(),
    clockOffsetMs: 0,
    central: "connected",
    unsentEvents: 0,
    oldestUnsentAgeMs: null,
    age: { ledgerAgeMs: 60_000, commonAgeMs: 60_000, complete: true, version: 1 },
    journal: "ok",
    devices: [],
  });

  async function api(request: Request, path: string): Promise<Response> {
    const session = sessions.get(/session=([\w-]+)/.exec(request.headers.get("cookie") ?? "")?.[1] ?? "");
    if (path === edgeRoutes.post) return Response.json({ ...post, serverTime: Date.now() });
    if (path === edgeRoutes.status) return Response.json(status());
    if (path === edgeRoutes.sessions && request.method === "POST") return signIn(await request.json());
    if (session === undefined) return problem(401, "not-signed-in", "Sign in first.");
    if (path === edgeRoutes.sessions && request.method === "DELETE") return new Response(null, { status: 204 });
    if (path === edgeRoutes.sessions) return Response.json(session);
    if (path === edgeRoutes.stream) return stream();
    if (path === crewRoutes.sheet) return sheetFor(session, new URL(request.url).searchParams.get("since"));
    if (path === crewRoutes.evidence) return keep(new Uint8Array(await request.arrayBuffer()), request.headers.get("content-type") ?? "");
    if (path === crewRoutes.facts) return take(session, v.parse(SiteFactRequest, await request.json()));
    return problem(404, "no-such-route", "No such route.");
  }
  function signIn(body: { readonly officer: string; readonly lane: string; readonly tablet: string }): Response {
    const token = crypto.randomUUID();
    const { officer, lane, tablet } = body;
    const session: Session = { officer, role: "crew", crew: crews[officer] ?? null, lane, tablet, expiresAt: Date.now() + 43_200_000 };
    sessions.set(token, session);
    return Response.json(session, { status: 201, headers: { "set-cookie": `session=${token}; Path=/api; HttpOnly; SameSite=Strict` } });
  }
  const stream = () =>
    new Response(
      new ReadableStream<string>({
        start: (controller) => {
          streams.add(controller);
          controller.enqueue(`event: status\ndata: ${JSON.stringify({ kind: "status", status: status() })}\n\n`);
        },
        cancel: () => streams.clear(),
      }).pipeThrough(new TextEncoderStream()),
      { headers: { "content-type": "text/event-stream" } },
    );
  function sheetFor(session: Session, since: string | null): Response {
    const version = facts.length + 1;
    if (since === String(version)) return new Response(null, { status: 204 });
    const sites = sheet.sites.map((each) => ({ site: each.site, state: stateOf(each) }));
    return Response.json({ ...sheet, crew: session.crew ?? sheet.crew, sites, version, asOf: Date.now() });
  }
  function keep(bytes: Uint8Array, mediaType: string): Response {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    files.set(sha256, bytes);
    arrived.push(`evidence ${sha256}`);
    return Response.json({ sha256, sizeBytes: bytes.byteLength, mediaType });
  }
  function take(session: Session, request: SiteFactRequest): Response {
    const { id, occurredAt, fact } = request;
    const known = sheet.sites.find((each) => each.site.site === fact.site);
    if (known === undefined) return problem(422, "site.site-unknown", "");
    if (facts.every((stated) => stated.id !== id)) {
      const state = stateOf(known);
      const context = { site: known.site, plan: sheet.plan, state, crew: session.crew, occurredAt, now: Date.now() };
      const lacks = fact.kind === "site-completion" && fact.evidence.some(({ sha256 }) => !files.has(sha256));
      const fault = lacks ? "evidence-missing" : siteFault(fact, context);
      if (fault !== null) return problem(422, `site.${fault}`, siteFaultText(fault, "en"));
      facts.push({ id, occurredAt, fact });
      arrived.push(fact.kind);
    }
    tell();
    return Response.json({ id, state: stateOf(known) });
  }
  async function page(path: string): Promise<Response> {
    const name = path.replace(/^\/crew\//, "") || "index.html";
    const file = Bun.file(join(root, "pwa/dist/crew", name));
    const headers = { "content-type": types[name.split(".").at(-1) ?? ""] ?? "application/octet-stream" };
    return (await file.exists()) && !name.includes("..") ? new Response(file, { headers }) : new Response(null, { status: 404 });
  }

  const server = Bun.serve({
    hostname: "127.0.0.1",
    port,
    idleTimeout: 0,
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      return pathname.startsWith("/api/") ? api(request, pathname) : page(pathname);
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    facts,
    files,
    arrived,
    hear(fact, occurredAt = Date.now()) {
      facts.push({ id: crypto.randomUUID(), occurredAt, fact });
      tell();
    },
    forgetFiles: () => files.clear(),
    stop: () => server.stop(true),
  };
}

/** A site without a history. */
export const blankState = emptySiteState;
