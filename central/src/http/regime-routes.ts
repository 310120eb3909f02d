import { actRoutes, RegimeDraftBody } from "@beket/api";
import { languageOf, parseBody } from "@beket/node-kit";
import { Hono, type Context } from "hono";
import type { RegimeDeskPart } from "../features/regime-desk/desk.ts";
import type { Staff } from "../features/staff/sessions.ts";
import { actProblem } from "./act-routes.ts";
import { requireStaff, type StaffEnv } from "./staff-guard.ts";

const draftBody = { sizeBytesMax: 4 * 1024 * 1024 };

/** The desk of the rules: registrars draft and preview; auditors read. What is in force changes by an act alone. */
export function regimeApp(staff: Staff, desk: RegimeDeskPart): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const registrar = requireStaff(staff, "registrar");
  const reader = requireStaff(staff, "registrar", "auditor");
  const id = (c: Context): string => c.req.param("draft") ?? "";
  const language = (c: Context) => languageOf(c.req.header("accept-language"));
  app.get(actRoutes.regimeDesk, reader, (c) => c.json(desk.desk()));
  app.post(actRoutes.regimeDesk, registrar, (c) => {
    const begun = desk.begin(c.get("staff").staff, language(c));
    return begun.ok ? c.json(begun.value, 201) : actProblem(c, begun.error);
  });
  app.get(actRoutes.regimeDraft(":draft"), reader, (c) => {
    const draft = desk.read(id(c), language(c));
    return draft.ok ? c.json(draft.value) : actProblem(c, draft.error);
  });
  app.put(actRoutes.regimeDraft(":draft"), registrar, async (c) => {
    const body = await parseBody(c, RegimeDraftBody, draftBody);
    if (!body.ok) return body.error;
    const saved = desk.save(id(c), body.value, c.get("staff").staff, language(c));
    return saved.ok ? c.json(saved.value) : actProblem(c, saved.error);
  });
  app.delete(actRoutes.regimeDraft(":draft"), registrar, (c) =>
    desk.remove(id(c)) ? c.body(null, 204) : actProblem(c, "act.draft-unknown"),
  );
  app.post(actRoutes.regimePreview(":draft"), registrar, (c) => {
    const begun = desk.preview(id(c));
    return begun.ok ? c.json(begun.value, 202) : actProblem(c, begun.error);
  });
  app.get(actRoutes.regimePreview(":draft"), reader, (c) => c.json(desk.previewed(id(c))));
  return app;
}
