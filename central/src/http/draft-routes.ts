import {
  ConsentDraft,
  DraftBody,
  draftRoutes,
  DraftStart,
  Preparers,
  registryRoutes,
  Uuid,
  WithdrawalDraft,
  type ConsentList,
  type Draft,
} from "@beket/api";
import type { Result } from "@beket/domain";
import { parseBody, problem } from "@beket/node-kit";
import { Hono, type Context } from "hono";
import * as v from "valibot";
import type { PortalAccess } from "../features/access/portal-access.ts";
import { ownApplications, ownRoster, type OwnDeps } from "../features/applications/own.ts";
import type { PrepareDeps } from "../features/applications/prepare.ts";
import { prepareConsent, prepareWithdrawal } from "../features/consents/prepare-consent.ts";
import type { ConsentStore } from "../features/consents/types.ts";
import type { PreparerDesk } from "../features/drafts/preparers.ts";
import type { Drafts, DraftFault, DraftUser } from "../features/drafts/drafts.ts";
import { prepareDraft, type PrepareDraftDeps } from "../features/drafts/prepare-draft.ts";
import { applicantNumber, readApplicantId } from "../features/organisations/standing.ts";
import { draftProblems } from "./draft-problems.ts";
import { requirePortal, type PortalEnv } from "./portal-guard.ts";
import { preparedReply } from "./prepared-reply.ts";

export type DraftRoutesDeps = {
  readonly access: PortalAccess;
  readonly drafts: Drafts;
  readonly prepareDraft: PrepareDraftDeps;
  readonly prepare: PrepareDeps;
  readonly consents: ConsentStore;
  readonly consentList: (organisation: string) => ConsentList;
  readonly own: OwnDeps;
  readonly preparers: PreparerDesk;
};

const kb = 1024;
const mb = 1024 * kb;
const ReadyBody = v.strictObject({ ready: v.boolean() });
/** A path part that is no UUID names no draft. */
const idIn = (c: Context): string => (v.is(Uuid, c.req.param("id")) ? (c.req.param("id") ?? "") : "");

/** What an organisation's people see and prepare; each needs a session of the portal, and what prepares a signature the right to sign. */
export function draftApp(deps: DraftRoutesDeps): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  const signedIn = requirePortal(deps.access);
  addDrafts(app, deps, signedIn);
  app.get(draftRoutes.ownApplications, signedIn, (c) => c.json(ownApplications(deps.own, c.get("portal").bin)));
  app.get(draftRoutes.ownRoster(":id"), signedIn, (c) => {
    const { bin, user } = c.get("portal");
    const roster = ownRoster(deps.own, bin, idIn(c), { kind: "portal", code: user.code });
    return roster === null ? problem(c, draftProblems.unknownApplication) : c.json(roster);
  });
  addConsents(app, deps);
  const mayName = requirePortal(deps.access, "name-preparers");
  app.get(draftRoutes.preparers, mayName, (c) =>
    c.json(deps.preparers.list(c.get("portal").bin, { kind: "portal", code: c.get("portal").user.code })),
  );
  app.put(draftRoutes.preparers, mayName, async (c) => {
    const body = await parseBody(c, Preparers, { sizeBytesMax: 32 * kb });
    if (!body.ok) return body.error;
    const replaced = deps.preparers.replace(c.get("portal").bin, body.value);
    return replaced.ok ? c.json(replaced.value) : problem(c, draftProblems["preparers.iin-invalid"]);
  });
  return app;
}

function addDrafts(app: Hono<PortalEnv>, deps: DraftRoutesDeps, signedIn: ReturnType<typeof requirePortal>): void {
  const { drafts } = deps;
  const userOf = (c: Context<PortalEnv>): DraftUser => ({ organisation: c.get("portal").bin, person: c.get("portal").user.person });
  const one = draftRoutes.draft(":id");
  app.get(draftRoutes.drafts, signedIn, (c) => c.json(drafts.list(userOf(c))));
  app.post(draftRoutes.drafts, signedIn, async (c) => {
    const body = await parseBody(c, DraftStart, { sizeBytesMax: 4 * kb });
    return body.ok ? reply(c, drafts.start(userOf(c), body.value), 201) : body.error;
  });
  app.get(one, signedIn, (c) => reply(c, drafts.read(userOf(c), idIn(c))));
  app.put(one, signedIn, async (c) => {
    const body = await parseBody(c, DraftBody, { sizeBytesMax: 8 * mb });
    return body.ok ? reply(c, drafts.put(userOf(c), idIn(c), body.value)) : body.error;
  });
  app.delete(one, signedIn, (c) => {
    const done = drafts.discard(userOf(c), idIn(c));
    return done.ok ? c.body(null, 204) : faultReply(c, done.error);
  });
  app.post(draftRoutes.ready(":id"), signedIn, async (c) => {
    const body = await parseBody(c, ReadyBody, { sizeBytesMax: 1 * kb });
    return body.ok ? reply(c, drafts.ready(userOf(c), idIn(c), body.value.ready)) : body.error;
  });
  app.post(draftRoutes.prepare(":id"), requirePortal(deps.access, "sign"), (c) => {
    const found = drafts.find(userOf(c), idIn(c));
    if (!found.ok) return faultReply(c, found.error);
    if (found.value.state === "signed") return problem(c, draftProblems["draft.not-editable"]);
    return preparedReply(c, prepareDraft(deps.prepareDraft, found.value));
  });
}

/** A consent is prepared for the organisation of the session and nobody else. */
function addConsents(app: Hono<PortalEnv>, deps: DraftRoutesDeps): void {
  const maySign = requirePortal(deps.access, "sign");
  const isOwn = (c: Context<PortalEnv>, typed: string): boolean => {
    const id = readApplicantId(typed);
    return id !== null && applicantNumber(id) === c.get("portal").bin;
  };
  app.get(registryRoutes.ownConsents, requirePortal(deps.access), (c) => c.json(deps.consentList(c.get("portal").bin)));
  app.post(draftRoutes.consentPrepare, maySign, async (c) => {
    const body = await parseBody(c, ConsentDraft, { sizeBytesMax: 1 * mb });
    if (!body.ok) return body.error;
    if (!isOwn(c, body.value.bin)) return problem(c, draftProblems.unknownApplication);
    return preparedReply(c, prepareConsent(deps.prepare, body.value));
  });
  app.post(registryRoutes.withdrawalPrepare, maySign, async (c) => {
    const body = await parseBody(c, WithdrawalDraft, { sizeBytesMax: 4 * kb });
    if (!body.ok) return body.error;
    if (!isOwn(c, body.value.bin)) return problem(c, draftProblems.unknownApplication);
    return preparedReply(c, prepareWithdrawal(deps.prepare, deps.consents, body.value));
  });
}

function reply(c: Context, result: Result<Draft, DraftFault>, status: 200 | 201 = 200): Response {
  if (!result.ok) return faultReply(c, result.error);
  return c.json(result.value, status, { etag: `"${result.value.revision}"` });
}

function faultReply(c: Context, fault: DraftFault): Response {
  const members = fault.code === "draft.revision-stale" ? { draft: fault.newer } : {};
  return problem(c, draftProblems[fault.code], { members });
}
