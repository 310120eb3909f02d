import { fileNameHeader, organisationRoutes, PendingConfirmation, PendingRefusal, RollBackRequest, type StaffSession } from "@beket/api";
import { parseBody, problem } from "@beket/node-kit";
import { baseLimits, csvBom, csvContentType, csvLine } from "@beket/tables";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import * as v from "valibot";
import type { Uploads } from "../adapters/uploads.ts";
import type { Organisations } from "../features/organisations/desk.ts";
import type { Staff } from "../features/staff/sessions.ts";
import { organisationProblems } from "./organisation-problems.ts";
import type { ClientEnv } from "./rate-limit.ts";
import { requireStaff, type StaffEnv } from "./staff-guard.ts";
import { textStream } from "./text-stream.ts";

export type OrganisationParts = {
  readonly staff: Staff;
  readonly organisations: Organisations;
  readonly uploads: Pick<Uploads, "save">;
  /** The operator's command, not a page: pages sign in. */
  readonly isOperator: <E extends ClientEnv>(c: Context<E>) => boolean;
  readonly onError: () => void;
};

const small = { sizeBytesMax: 16 * 1024 };
const One = v.strictObject({ bin: v.pipe(v.string(), v.regex(/^[0-9]{12}$/)) });

/** The tax authority's base and the organisations that wait for it: for registrars and administrators, and for the operator's command. */
export function organisationApp(parts: OrganisationParts): Hono<StaffEnv> {
  const { organisations } = parts;
  const app = new Hono<StaffEnv>();
  const guard = staffOrOperator(parts);
  app.get(organisationRoutes.base, guard, (c) => c.json(organisations.reply()));
  addImports(app, guard, parts);
  app.post(organisationRoutes.rollBack, guard, async (c) => {
    const body = await parseBody(c, RollBackRequest, small);
    if (!body.ok) return body.error;
    const done = organisations.rollBack(body.value, byOf(c));
    return done.ok ? c.json(done.value) : problem(c, organisationProblems[done.error]);
  });
  app.get(organisationRoutes.pending, guard, (c) => c.json(organisations.pending()));
  app.post(organisationRoutes.confirm, guard, async (c) => {
    const body = await parseBody(c, PendingConfirmation, small);
    if (!body.ok) return body.error;
    const done = organisations.confirm(body.value, byOf(c));
    return done.ok ? c.json(done.value) : problem(c, organisationProblems[done.error]);
  });
  app.post(organisationRoutes.refuse, guard, async (c) => {
    const body = await parseBody(c, PendingRefusal, small);
    if (!body.ok) return body.error;
    const done = organisations.refuse(body.value, byOf(c));
    return done.ok ? c.json(done.value) : problem(c, organisationProblems[done.error]);
  });
  app.post(organisationRoutes.one, guard, async (c) => {
    const body = await parseBody(c, One, small);
    return body.ok ? c.json(organisations.one(body.value.bin, byOf(c))) : body.error;
  });
  return app;
}

function addImports(app: Hono<StaffEnv>, guard: MiddlewareHandler<StaffEnv>, { organisations, uploads, onError }: OrganisationParts): void {
  app.post(organisationRoutes.imports, guard, async (c) => {
    const isDryRun = c.req.query("dry-run") === "1";
    if (Number(c.req.header("content-length") ?? 0) > baseLimits.fileBytesMax) return problem(c, organisationProblems["file-too-large"]);
    // Before the file is taken: half a gigabyte is not read for nothing.
    if (organisations.reply().running !== null) return problem(c, organisationProblems["import-running"]);
    const saved = await uploads.save(fileName(c.req.header(fileNameHeader)), c.req.raw.body, baseLimits.fileBytesMax);
    if (!saved.ok) return problem(c, organisationProblems[saved.error === "cut" ? "upload-cut" : "file-too-large"]);
    const begun = await organisations.importFile(saved.value, { isDryRun, by: byOf(c) });
    if (!begun.ok) return problem(c, organisationProblems[begun.error]);
    const view = organisations.importView(begun.value.id);
    return view.ok ? c.json(view.value, 202) : problem(c, organisationProblems[view.error]);
  });
  const path = "/api/v1/authority/organisations/imports/:id{[0-9]{1,9}}";
  app.get(path, guard, (c) => {
    const view = organisations.importView(Number(c.req.param("id")));
    return view.ok ? c.json(view.value) : problem(c, organisationProblems[view.error]);
  });
  app.delete(path, guard, (c) => {
    const stopped = organisations.stopImport(Number(c.req.param("id")));
    return stopped.ok ? c.body(null, 204) : problem(c, organisationProblems[stopped.error]);
  });
  app.get(`${path}/faults.csv`, guard, (c) => {
    const faults = organisations.importFaults(Number(c.req.param("id")));
    if (!faults.ok) return problem(c, organisationProblems[faults.error]);
    const pages = faults.value;
    async function* lines(): AsyncGenerator<string> {
      yield csvBom + csvLine(["line", "column", "code"]);
      for (const page of pages) yield page.map(({ line, column, code }) => csvLine([line, column, code])).join("");
    }
    const headers = { "content-type": csvContentType, "content-disposition": 'attachment; filename="import-faults.csv"' };
    return c.body(textStream(lines(), onError), 200, headers);
  });
}

/** A page signs in; the operator's command carries the token, or comes from loopback where none is set. A browser says that it is one. */
function staffOrOperator({ staff, isOperator }: OrganisationParts): MiddlewareHandler<StaffEnv> {
  const signedIn = requireStaff(staff, "registrar", "administrator");
  return (c, next) => (c.req.header("sec-fetch-site") === undefined && isOperator(c) ? next() : signedIn(c, next));
}
function byOf(c: Context<StaffEnv>): string {
  const session: StaffSession | undefined = c.get("staff");
  return session?.staff ?? "operator";
}

/** The last part of it only, without signs that a screen or a log would obey. */
function fileName(header: string | undefined): string {
  let name = "";
  try {
    name = decodeURIComponent((header ?? "").slice(0, 2_000));
  } catch {
    name = "";
  }
  const bare = (name.split(/[/\\]/).at(-1) ?? "").replaceAll(/[\p{Cc}\p{Cf}]/gu, "").trim();
  return bare === "" ? "file" : bare.slice(0, 200);
}
