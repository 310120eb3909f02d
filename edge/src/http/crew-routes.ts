import { Code, crewRoutes, evidenceBytesMax, SiteFactRequest } from "@beket/api";
import { Evidence, type Result } from "@beket/domain";
import { parseBody } from "@beket/node-kit";
import { Hono, type Context } from "hono";
import * as v from "valibot";
import type { Crews } from "../features/crews/crews.ts";
import type { EdgeFault } from "../features/faults.ts";
import type { Sessions } from "../features/sessions/sessions.ts";
import { cookieName, signedIn, type SignedInEnv } from "./guard.ts";
import { refuse } from "./problems.ts";

/** A work with thirty-two proofs is some 6 KB. */
const factBody = { sizeBytesMax: 32 * 1024 };
const json = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
} as const;
const MediaType = Evidence.entries.mediaType;

export type CrewHttpDeps = { readonly source: string; readonly sessions: Sessions; readonly crews: Crews | null };

/** For crew leaders; a supervisor reads any crew's sheet. A node without the sites has no such routes. */
export function crewApp({ source, sessions, crews }: CrewHttpDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  if (crews === null) return app;
  const own = signedIn(sessions, cookieName(source));
  const answer = (c: Context, result: Result<string, EdgeFault>): Response =>
    result.ok ? c.body(result.value, 200, json) : refuse(c, result.error);

  app.get(crewRoutes.sheet, own, (c) => {
    const { role, crew } = c.get("session");
    const asked = role === "supervisor" ? c.req.query("crew") : (crew ?? undefined);
    if (role !== "supervisor" && role !== "crew") return refuse(c, { code: "role-missing" });
    if (asked === undefined || !v.is(Code, asked)) return refuse(c, { code: "crew-missing" });
    if (c.req.query("since") === String(crews.version())) return c.body(null, 204);
    return c.json(crews.sheet(asked), 200, json);
  });
  app.post(crewRoutes.facts, own, async (c) => {
    const session = c.get("session");
    if (session.role !== "crew") return refuse(c, { code: "role-missing" });
    const body = await parseBody(c, SiteFactRequest, factBody);
    return body.ok ? answer(c, await crews.facts.state(session, body.value)) : body.error;
  });
  app.post(crewRoutes.evidence, own, async (c) => {
    if (c.get("session").role !== "crew") return refuse(c, { code: "role-missing" });
    const mediaType = c.req.header("content-type");
    if (!v.is(MediaType, mediaType)) return refuse(c, { code: "evidence-type-wrong" });
    if (Number(c.req.header("content-length") ?? "0") > evidenceBytesMax) return refuse(c, { code: "evidence-too-large" });
    const kept = await crews.evidence.keep(mediaType, new Uint8Array(await c.req.arrayBuffer()));
    return kept.ok ? c.json(kept.value, 201, json) : refuse(c, kept.error);
  });
  return app;
}
