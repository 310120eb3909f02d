import { BorderFactRequest, borderRoutes, SlipCheckRequest, SlipRequest, type BorderRulesReply } from "@beket/api";
import { borderFaultText, type BorderFault, type BorderRole } from "@beket/domain";
import { languageOf, parseBody, problem } from "@beket/node-kit";
import { Hono, type Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { BorderFacts } from "../features/border/facts.ts";
import type { Slips } from "../features/border/slips.ts";
import type { Sessions } from "../features/sessions/sessions.ts";
import { cookieName, signedIn, type SignedInEnv } from "./guard.ts";
import { refuse } from "./problems.ts";

export type BorderHttp = {
  readonly source: string;
  readonly sessions: Sessions;
  /** Null at a node without the duty `border`: it checks slips and nothing else. */
  readonly border: BorderFacts | null;
  readonly slips: Slips;
};
type HealthEnv = { readonly Variables: SignedInEnv["Variables"] & { readonly role: BorderRole } };

/** Answers of one form are some kilobytes in six languages. */
const factBytes = { sizeBytesMax: 48 * 1024 };
const small = { sizeBytesMax: 4 * 1024 };

const roleOf = (role: string): BorderRole | null =>
  role === "medic" || role === "laboratory" || role === "selection" || role === "supervisor" ? role : null;
const healthRole = createMiddleware<HealthEnv>(async (c, next) => {
  const role = roleOf(c.get("session").role);
  if (role === null) return refuse(c, { code: "role-missing" });
  c.set("role", role);
  return next();
});

/** A rule of the border that stops a fact: its sentence is for whoever stands before the person. */
function refuseFact(c: Context, { code, at }: BorderFault): Response {
  const words = { kk: borderFaultText(code, "kk"), ru: borderFaultText(code, "ru"), en: borderFaultText(code, "en") };
  const status = code === "role-missing" || code === "laboratory-only" || code === "specialist-only" ? 403 : 422;
  const message = words[languageOf(c.req.header("accept-language"))];
  const faults = at === null ? {} : { faults: [{ path: at, code, message }] };
  return problem(c, { code: `border.${code}`, status, title: words }, faults);
}

export function borderHttp({ source, sessions, border, slips }: BorderHttp): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const own = signedIn(sessions, cookieName(source));
  app.post(borderRoutes.slipCheck, own, async (c) => {
    const body = await parseBody(c, SlipCheckRequest, small);
    if (!body.ok) return body.error;
    const checked = slips.check(body.value, c.get("session"));
    return checked.ok ? c.json(checked.value) : refuse(c, checked.error);
  });
  if (border !== null) app.route("/", factRoutes(border, slips, own));
  return app;
}

function factRoutes(border: BorderFacts, slips: Slips, own: ReturnType<typeof signedIn>): Hono<HealthEnv> {
  const app = new Hono<HealthEnv>();
  app.get(borderRoutes.rules, own, healthRole, (c) => {
    const known = border.rules();
    const reply: BorderRulesReply = { rules: known?.rules ?? null, forms: [...(known?.forms ?? [])] };
    return c.json(reply);
  });
  app.get(borderRoutes.facts, own, healthRole, (c) => {
    const after = c.req.query("after") ?? "0";
    return /^[0-9]{1,15}$/.test(after) ? c.json(border.page(Number(after))) : refuse(c, { code: "id-invalid" });
  });
  app.post(borderRoutes.facts, own, healthRole, async (c) => {
    const body = await parseBody(c, BorderFactRequest, factBytes);
    if (!body.ok) return body.error;
    const told = await border.state(c.get("session"), c.get("role"), body.value);
    if (told.ok) return c.json(told.value);
    return told.error.kind === "edge" ? refuse(c, told.error.fault) : refuseFact(c, told.error.fault);
  });
  app.post(borderRoutes.slips, own, healthRole, async (c) => {
    const body = await parseBody(c, SlipRequest, small);
    if (!body.ok) return body.error;
    const slip = slips.issue(border, body.value.test);
    return slip.ok ? c.json(slip.value) : refuseFact(c, slip.error);
  });
  return app;
}
