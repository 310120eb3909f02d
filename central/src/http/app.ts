import {
  ApplicationDraft,
  centralRoutes,
  draftRoutes,
  OrganisationCheckRequest,
  registryRoutes,
  RevocationDraft,
  SignedSubmission,
  StatusRequest,
  type EvidenceServicesReply,
  type Health,
  type NodesReply,
  type PlacesReply,
  type ReplayReply,
} from "@beket/api";
import { isStoreUnavailable, parseBody, problem, securityHeaders, staticFiles, type ProblemKind } from "@beket/node-kit";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import type { Uploads } from "../adapters/uploads.ts";
import { applicationView, revocationReply } from "../features/applications/view.ts";
import { prepareApplication, prepareRevocation, type PrepareDeps } from "../features/applications/prepare.ts";
import { consentReply } from "../features/consents/views.ts";
import { fromBase64, fromHex, isEqual } from "../features/bytes.ts";
import type { AppealDesk } from "../features/appeals/desk.ts";
import type { HealthDesk } from "../features/health/desk.ts";
import type { Organisations } from "../features/organisations/desk.ts";
import { readApplicantId } from "../features/organisations/standing.ts";
import type { Ledgers } from "../features/records/ledger.ts";
import type { Planning } from "../features/planning/planning.ts";
import type { RegimeDeskPart } from "../features/regime-desk/desk.ts";
import type { Regimes } from "../features/regime/regimes.ts";
import type { Service } from "../features/evidence/types.ts";
import type { Desk } from "../features/submissions/desk.ts";
import type { CentreDeps } from "../features/centre/panels.ts";
import type { Submission, SubmissionKind, SubmissionStore } from "../features/submissions/ports.ts";
import { abuseApp, type AbuseParts } from "./abuse-routes.ts";
import { accessApp, type AccessParts } from "./access-app.ts";
import { caseApp, type CaseParts } from "./case-routes.ts";
import { actApp, actProblem, type ActHttp } from "./act-routes.ts";
import { regimeApp } from "./regime-routes.ts";
import { appealApp } from "./appeal-routes.ts";
import { centreApp } from "./centre-routes.ts";
import { citizenApp, type CitizenDeps } from "./citizen-routes.ts";
import { draftApp, type DraftRoutesDeps } from "./draft-routes.ts";
import { registryApp, type RegistryRoutesDeps } from "./registry-routes.ts";
import { healthApp } from "./health-routes.ts";
import { preparedReply } from "./prepared-reply.ts";
import { oversightProblems } from "./oversight-problems.ts";
import { organisationApp } from "./organisation-routes.ts";
import { planningApp } from "./planning-routes.ts";
import { problems, refusalProblem } from "./problems.ts";
import { rateLimit, type ClientEnv } from "./rate-limit.ts";
import { sameSiteOnly, strictTransport } from "./same-site.ts";
import { slowJson } from "./slow-json.ts";

export type HttpDeps = {
  readonly organisations: Organisations;
  readonly uploads: Pick<Uploads, "save">;
  readonly regimes: Regimes;
  readonly places: PlacesReply;
  readonly prepare: PrepareDeps;
  readonly desk: Desk;
  readonly submissions: SubmissionStore;
  readonly ledgers: Ledgers;
  readonly now: () => number;
  /** The secret that opens a submission's status. */
  readonly secretOf: (submission: Submission) => string;
  /** The application or change of this id, for who has its secret. */
  readonly openApplication: (id: string, secret: string) => Submission | null;
  readonly health: () => Health;
  readonly nodes: () => NodesReply;
  readonly replay: () => Promise<ReplayReply>;
  /** How the services of certification authorities do. */
  readonly evidence: () => EvidenceServicesReply;
  /** Whose answers a submission may wait for. */
  readonly services: readonly Service[];
  /** Hex; null: only loopback may ask. */
  readonly operatorToken: string | null;
  readonly ncalayerPort: number;
  readonly access: AccessParts;
  readonly registry: DraftRoutesDeps & RegistryRoutesDeps;
  readonly acts: ActHttp;
  readonly regimeDesk: RegimeDeskPart;
  readonly healthDesk: HealthDesk;
  readonly planning: Planning;
  readonly oversight: AbuseParts & CaseParts;
  readonly centre: CentreDeps;
  readonly portalFolder: string | null;
  readonly centreFolder: string | null;
  readonly authorityFolder: string | null;
  readonly citizenFolder: string | null;
  readonly citizen: CitizenDeps;
  readonly appealDesk: AppealDesk;
  readonly onError: () => void;
};

const kb = 1024;
const mb = 1024 * kb;
/** NCALayer, the signer on the user's own computer. */
const ncaLayer = (port: number): readonly string[] => [`wss://127.0.0.1:${port}`, `ws://127.0.0.1:${port}`];

export function createHttpApp(deps: HttpDeps): Hono<ClientEnv> {
  const app = new Hono<ClientEnv>();
  // Only the portal's and the authority's pages speak to the signer on the user's computer.
  const portalHeaders = securityHeaders({ connect: ncaLayer(deps.ncalayerPort) });
  const headers = securityHeaders();
  app.use((c, next) => (/^\/(centre|citizen)(\/|$)/.test(c.req.path) ? headers(c, next) : portalHeaders(c, next)));
  app.use(strictTransport(deps.prepare.origin));
  app.use("/api/*", sameSiteOnly(deps.prepare.origin));
  app.onError((fault, c) => {
    // The same request may come again: what was not acknowledged did not happen, or is found again by its id.
    if (isStoreUnavailable(fault)) return problem(c, problems.storeUnavailable, { headers: { "retry-after": "2" } });
    // The error's own words could quote an identifier: only that it happened is told and logged.
    deps.onError();
    return problem(c, problems.internal);
  });
  app.notFound((c) => problem(c, problems.notFound));
  app.get("/health", (c) => {
    const health = deps.health();
    return c.json(health, health.status === "failing" ? 503 : 200, { "cache-control": "no-store" });
  });
  addOrganisations(app, deps);
  addApplications(app, deps);
  addOperator(app, deps);
  const { staff, audit } = deps.access;
  app.route("/", accessApp(deps.access, { now: deps.now, isOperator: (c) => isOperator(c, deps), onError: deps.onError }));
  app.route("/", organisationApp({ ...deps, staff, isOperator: (c) => isOperator(c, deps) }));
  app.route("/", actApp(staff, deps.acts));
  app.route("/", regimeApp(staff, deps.regimeDesk));
  app.route("/", healthApp(staff, deps.healthDesk, audit, deps.onError));
  app.route("/", abuseApp(staff, deps.oversight));
  app.route("/", caseApp(staff, deps.oversight));
  app.route("/", planningApp(staff, deps.planning));
  app.route("/", centreApp(staff, deps.centre));
  app.route("/", citizenApp(deps.citizen));
  app.route("/", appealApp(staff, deps.appealDesk));
  app.route("/", draftApp(deps.registry));
  app.route("/", registryApp(deps.registry));
  addInnerApp(app, "/centre", deps.centreFolder, problems.centreAbsent);
  addInnerApp(app, "/authority", deps.authorityFolder, problems.authorityAbsent);
  addInnerApp(app, "/citizen", deps.citizenFolder, problems.citizenAbsent);
  addPortal(app, deps);
  return app;
}

/** Of who is signed in at the portal; null: nobody. */
function signedInIin(c: Context<ClientEnv>, { access }: HttpDeps): string | null {
  const token = getCookie(c, access.portal.cookieName());
  return token === undefined ? null : (access.portal.find(token)?.user.iin ?? null);
}

function addOrganisations(app: Hono<ClientEnv>, deps: HttpDeps): void {
  app.post(centralRoutes.organisationCheck, rateLimit({ perMinute: 60, burst: 30 }, deps.now), async (c) => {
    const body = await parseBody(c, OrganisationCheckRequest, { sizeBytesMax: 4 * kb });
    if (!body.ok) return body.error;
    const regime = deps.regimes.at(deps.now());
    if (regime === null) return problem(c, problems.noRegime);
    const id = readApplicantId(body.value.bin);
    if (id === null) return problem(c, problems.badIdentifier);
    return c.json(deps.organisations.check(id, regime, signedInIin(c, deps)));
  });
  app.get(centralRoutes.regime, (c) => {
    const regime = deps.regimes.at(deps.now());
    return regime === null ? problem(c, problems.noRegime) : c.json({ regime });
  });
  app.get(centralRoutes.places, (c) => c.json(deps.places));
}

/** Anybody may send a document or a signature, and each is read, judged and kept: so many kilobytes a minute and client. */
const work = { perMinute: 120, burst: 300, weigh: { bytesEach: 64 * kb, sizeBytesMax: 10 * mb } };
const routesOfWork = [
  centralRoutes.prepare,
  centralRoutes.applications,
  centralRoutes.revocationPrepare,
  centralRoutes.revocations,
  centralRoutes.authorityActs,
  draftRoutes.changes,
  draftRoutes.consents,
  registryRoutes.withdrawals,
];

function addApplications(app: Hono<ClientEnv>, deps: HttpDeps): void {
  const limited = rateLimit(work, deps.now);
  const unlessOperator: MiddlewareHandler<ClientEnv> = (c, next) => (isOperator(c, deps) ? next() : limited(c, next));
  for (const route of routesOfWork) app.post(route, unlessOperator);
  app.post(centralRoutes.prepare, async (c) => {
    const body = await parseBody(c, ApplicationDraft, { sizeBytesMax: 8 * mb });
    if (!body.ok) return body.error;
    const id = readApplicantId(body.value.bin);
    const isOwn = id?.kind === "sole-proprietor" && id.iin === signedInIin(c, deps);
    return preparedReply(c, prepareApplication(deps.prepare, body.value, isOwn ? "applicant" : "anybody"));
  });
  app.post(centralRoutes.revocationPrepare, async (c) => {
    const body = await parseBody(c, RevocationDraft, { sizeBytesMax: 1 * mb });
    return body.ok ? preparedReply(c, prepareRevocation(deps.prepare, body.value)) : body.error;
  });
  const submit = async (c: Context, kind: SubmissionKind) => {
    const body = await parseBody(c, SignedSubmission, { sizeBytesMax: 10 * mb });
    if (!body.ok) return body;
    const cms = fromBase64(body.value.cms);
    if (cms === null) return { ok: false as const, error: problem(c, problems.cmsNotBase64) };
    if (kind === "act" && deps.acts.acts.isOfDesk(body.value.document)) return { ok: false as const, error: actProblem(c, "act.state") };
    const submitted = deps.desk.submit(kind, body.value.document, cms);
    if (!submitted.ok) return { ok: false as const, error: problem(c, refusalProblem(submitted.error)) };
    // The same document again, whose time is over: only that it was here is known.
    return submitted.value.document.length > 0 ? submitted : { ok: false as const, error: problem(c, oversightProblems["case.purged"]) };
  };
  for (const [route, kind] of [
    [centralRoutes.applications, "application"],
    [draftRoutes.changes, "change"],
  ] as const) {
    app.post(route, async (c) => {
      const submitted = await submit(c, kind);
      return submitted.ok ? c.json(applicationView(submitted.value, deps, deps.secretOf(submitted.value))) : submitted.error;
    });
  }
  for (const [route, kind] of [
    [draftRoutes.consents, "consent"],
    [registryRoutes.withdrawals, "withdrawal"],
  ] as const) {
    app.post(route, async (c) => {
      const submitted = await submit(c, kind);
      return submitted.ok ? c.json(consentReply(submitted.value, deps.services)) : submitted.error;
    });
  }
  for (const [route, kind] of [
    [centralRoutes.revocations, "revocation"],
    [centralRoutes.authorityActs, "act"],
  ] as const) {
    app.post(route, async (c) => {
      const submitted = await submit(c, kind);
      return submitted.ok ? c.json(revocationReply(submitted.value, deps.services)) : submitted.error;
    });
  }
  app.post(centralRoutes.applicationStatus, rateLimit({ perMinute: 60, burst: 30 }, deps.now), async (c) => {
    const body = await parseBody(c, StatusRequest, { sizeBytesMax: 4 * kb });
    if (!body.ok) return body.error;
    const application = deps.openApplication(body.value.id, body.value.secret);
    return application === null ? problem(c, problems.unknownApplication) : c.json(applicationView(application, deps, null));
  });
}

function isOperator<E extends ClientEnv>(c: Context<E>, { operatorToken }: HttpDeps): boolean {
  const given = /^Bearer ([0-9a-f]{64})$/.exec(c.req.header("authorization") ?? "")?.[1];
  if (operatorToken !== null) return given !== undefined && isEqual(fromHex(given), fromHex(operatorToken));
  return ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(c.env?.client ?? "");
}

function addOperator(app: Hono<ClientEnv>, deps: HttpDeps): void {
  app.get(centralRoutes.nodes, (c) => (isOperator(c, deps) ? c.json(deps.nodes()) : problem(c, problems.operatorOnly)));
  app.get(centralRoutes.evidenceServices, (c) => (isOperator(c, deps) ? c.json(deps.evidence()) : problem(c, problems.operatorOnly)));
  app.post(centralRoutes.replay, (c) => (isOperator(c, deps) ? slowJson(deps.replay(), deps.onError) : problem(c, problems.operatorOnly)));
}

/** Before the portal, which answers every other page. */
function addInnerApp(app: Hono<ClientEnv>, mount: string, folder: string | null, absent: ProblemKind): void {
  app.get(mount, (c) => c.redirect(`${mount}/`));
  if (folder !== null) app.get(`${mount}/*`, staticFiles({ folder, mount, fallback: "index.html" }));
  app.get(`${mount}/*`, (c) => problem(c, folder === null ? absent : problems.notFound));
}

function addPortal(app: Hono<ClientEnv>, deps: HttpDeps): void {
  if (deps.portalFolder === null) {
    app.get("/", (c) => problem(c, problems.portalAbsent));
    return;
  }
  const files = staticFiles({ folder: deps.portalFolder, fallback: "index.html" });
  app.get("*", async (c, next) => (c.req.path.startsWith("/api/") ? next() : files(c, next)));
}
